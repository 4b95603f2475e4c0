// merge_duplicates.
#include "engine/exec/duplicates.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "engine/exec/three_valued.h"
#include "engine/store/row_scope.h"

namespace sekisho {
namespace {

// What surely names one thing in all sources of an origin. Names within a scope do when the scope is known; bare ids of Terraform need not be unique.
std::vector<std::string> sure_names(const Row& row) {
  std::vector<std::string> names;
  for (const RowIdentity& identity : row.identities()) {
    if (identity.text.kind() != ValueKind::kText || identity.text.as_text().empty() || identity.space == "id") continue;
    const std::string scope = scope_of(row, identity);
    if (!is_known_scope(scope)) continue;
    names.push_back(row.kind->name + "\n" + identity.space + "\n" + scope + "\n" + identity.text.as_text());
  }
  return names;
}

class Merger {
 public:
  Merger(Evaluator& evaluator, Snapshot& snapshot) : evaluator_(evaluator), snapshot_(snapshot) {}

  void run() {
    for (Row& row : snapshot_.rows) {
      if (row.resource == nullptr || row.presence != Presence::kSure) continue;
      Row* other = holder(row);
      if (other == nullptr) {
        remember(row, row);
        continue;
      }
      Row& kept = is_later(row, *other) ? row : *other;
      Row& dropped = &kept == &row ? *other : row;
      if (!is_later(kept, dropped)) reconcile(kept, dropped);
      ++snapshot_.duplicates[{dropped.source, kept.source}];
      kept.also.emplace_back(dropped.source, dropped.id);
      kept.also.insert(kept.also.end(), dropped.also.begin(), dropped.also.end());
      dropped_.insert(&dropped);
      remember(dropped, kept);
      remember(kept, kept);
    }
    if (dropped_.empty()) return;
    std::unordered_set<const EntityType*> kinds;
    for (const Row* row : dropped_) kinds.insert(row->kind);
    for (const EntityType* kind : kinds) {
      std::erase_if(snapshot_.population(kind).rows, [&](const Row* row) { return dropped_.contains(row); });
    }
    for (Row& row : snapshot_.rows) row.dropped = dropped_.contains(&row);
  }

 private:
  // A row of another source with one of this row's names.
  Row* holder(const Row& row) const {
    for (const std::string& name : sure_names(row)) {
      auto found = by_name_.find(name);
      if (found == by_name_.end()) continue;
      for (Row* other : found->second) {
        if (other->source != row.source && evaluator_.raw().share_an_origin(*other->resource, *row.resource)) return other;
      }
    }
    return nullptr;
  }

  void remember(Row& named, Row& holder) {
    for (const std::string& name : sure_names(named)) {
      std::vector<Row*>& holders = by_name_[name];
      std::erase(holders, &named);
      if (std::find(holders.begin(), holders.end(), &holder) == holders.end()) holders.push_back(&holder);
    }
  }

  std::optional<int64_t> captured(const Row& row) const { return snapshot_.sources[static_cast<size_t>(row.source)]->captured_at; }
  bool is_later(const Row& a, const Row& b) const {
    std::optional<int64_t> x = captured(a), y = captured(b);
    return x && y && *x > *y;
  }

  void reconcile(Row& kept, const Row& dropped) {
    std::vector<Value> both;
    for (size_t i = 0; i < kept.kind->attributes.size(); ++i) both.push_back(agreed(kept.attribute(i), dropped.attribute(i)));
    kept.own_identities = kept.identities();
    kept.attributes = std::move(both);
    kept.later = nullptr;
  }

  Value agreed(const Value& a, const Value& b) {
    if (a.kind() == ValueKind::kRecord && b.kind() == ValueKind::kRecord) {
      Value::Fields fields;
      for (const Value::Field& field : a.fields()) {
        const Value* other = b.field(field.name);
        fields.push_back({field.name, other == nullptr ? field.value : agreed(field.value, *other)});
      }
      return Value::record(std::move(fields));
    }
    bool both_absent = a.is_absent() && b.is_absent();
    bool one_absent = a.is_absent() != b.is_absent();
    if (a.is_unknown() || both_absent || (!one_absent && is_true(evaluator_.equal(a, b)))) return a;
    std::optional<Place> place;
    if (!a.places().empty()) place = a.places().front();
    return Value::unknown(ReasonCode::kAmbiguous, "two sources of which none is known to be later say different things", place).with_places(a.places());
  }

  Evaluator& evaluator_;
  Snapshot& snapshot_;
  std::unordered_map<std::string, std::vector<Row*>> by_name_;
  std::unordered_set<const Row*> dropped_;
};

}  // namespace

void merge_duplicates(Evaluator& evaluator, Snapshot& snapshot) {
  if (snapshot.sources.size() > 1) Merger(evaluator, snapshot).run();
}

}  // namespace sekisho
