// Snapshot: its indexes and its printed form.
#include "engine/store/snapshot.h"

#include <algorithm>

namespace sekisho {
namespace {

bool belongs(const Row* row, const EntityType* entity) { return row->kind->has(entity); }

// A known text that names the row.
bool is_name(const RowIdentity& identity) { return identity.text.kind() == ValueKind::kText && !identity.text.as_text().empty(); }

void add_of_entity(const std::vector<const Row*>& rows, const EntityType* entity, std::vector<const Row*>& to) {
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(to), [&](const Row* row) { return belongs(row, entity); });
}

}  // namespace

thread_local constinit std::pair<RowSource*, RowSource*> RowSource::substitution_ = {nullptr, nullptr};

bool Row::is_at(int in_source, std::string_view address) const {
  if (source == in_source && id == address) return true;
  return std::any_of(also.begin(), also.end(), [&](const auto& other) { return other.first == in_source && other.second == address; });
}

const Population* Snapshot::find_population(const EntityType* kind) const {
  auto found = populations_.find(kind);
  return found == populations_.end() ? nullptr : &found->second;
}

void Snapshot::index_id(const Row& row) const {
  if (row.presence == Presence::kOpen || row.dropped) return;
  add_id(row.id, row);
  for (const auto& [source, id] : row.also) {
    if (id != row.id) add_id(id, row);
  }
}

void Snapshot::add_id(std::string_view id, const Row& row) const {
  if (!by_id_.try_emplace(id, &row).second) further_by_id_[id].push_back(&row);
}

void Snapshot::index_ids() const {
  std::call_once(ids_asked_for_, [&] {
    for (const Row& row : rows) index_id(row);
  });
}

void Snapshot::index_identities(const Row& row, Identities& to) {
  if (row.presence == Presence::kOpen || row.dropped) return;
  const auto add = [&](const std::vector<RowIdentity>& identities) {
    for (const RowIdentity& identity : identities) {
      if (is_name(identity)) to.emplace_back(std::hash<std::string_view>()(identity.text.as_text()), &row);
    }
  };
  if (row.later == nullptr) add(row.own_identities);
  else add(row.later->here().make_identities(row));
}

void Snapshot::sort_identities(Identities& identities) {
  std::stable_sort(identities.begin(), identities.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
}

void Snapshot::index_rows(const std::vector<Row*>& added) {
  index_ids();
  for (const Row* row : added) {
    if (row == nullptr) continue;
    const std::vector<const Row*> known = at_address(row->kind, row->source, row->id);   // where somebody asked before, those that stand in `rows` are there
    if (std::find(known.begin(), known.end(), row) == known.end()) index_id(*row);
  }
  for (auto& [entity, identities] : by_identity_) {
    for (const Row* row : added) {
      if (row != nullptr && belongs(row, entity)) index_identities(*row, identities);
    }
    sort_identities(identities);
  }
}

std::vector<const Row*> Snapshot::at_address(const EntityType* entity, int source, std::string_view id) const {
  index_ids();
  std::vector<const Row*> found;
  if (const auto first = by_id_.find(id); first != by_id_.end()) add_of_entity({first->second}, entity, found);
  if (const auto further = further_by_id_.find(id); further != further_by_id_.end()) add_of_entity(further->second, entity, found);
  std::erase_if(found, [&](const Row* row) { return !row->is_at(source, id); });
  return found;
}

const Snapshot::Identities& Snapshot::identities_of(const EntityType* entity) const {
  {
    const std::shared_lock taken(identities_lock_);
    if (const auto known = by_identity_.find(entity); known != by_identity_.end()) return known->second;
  }
  const std::lock_guard taken(identities_lock_);
  const auto [known, is_new] = by_identity_.try_emplace(entity);
  if (!is_new) return known->second;
  for (const Row& row : rows) {
    if (belongs(&row, entity)) index_identities(row, known->second);
  }
  sort_identities(known->second);
  return known->second;
}

std::vector<const Row*> Snapshot::with_identity(const EntityType* entity, const std::string& text) const {
  const Identities& identities = identities_of(entity);
  std::vector<const Row*> found;
  const size_t hash = std::hash<std::string_view>()(text);
  auto entry = std::lower_bound(identities.begin(), identities.end(), hash, [](const auto& one, size_t wanted) { return one.first < wanted; });
  for (; entry != identities.end() && entry->first == hash; ++entry) {
    const Row* row = entry->second;
    if (!found.empty() && found.back() == row) continue;
    const std::vector<RowIdentity>& names = row->identities();
    if (std::any_of(names.begin(), names.end(), [&](const RowIdentity& one) { return is_name(one) && one.text.as_text() == text; })) found.push_back(row);
  }
  return found;
}

bool Snapshot::complete(const EntityType* entity) const {
  return std::all_of(entity->kinds.begin(), entity->kinds.end(), [&](const EntityType* kind) {
    const Population* population = find_population(kind);
    return population != nullptr && population->complete();
  });
}

std::string dump(const Snapshot& snapshot) {
  std::vector<const Row*> sorted;
  for (const Row& row : snapshot.rows) {
    if (!row.dropped) sorted.push_back(&row);
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const Row* a, const Row* b) { return a->kind->name < b->kind->name; });
  std::string out;
  for (const Row* row : sorted) {
    out += row->kind->name + " " + row->id.str();
    if (row->presence == Presence::kPossible) out += " (possible)";
    if (row->presence == Presence::kOpen) {
      out += "(open: the source may not hold all rows)\n";
      continue;
    }
    out += "\n";
    for (const RowIdentity& identity : row->identities()) {
      out += "  identity " + identity.space + " within " + identity.scope + " = " + to_seki(identity.text) + "\n";
    }
    for (size_t i = 0; i < row->kind->attributes.size(); ++i) {
      out += "  " + row->kind->attributes[i].name + " = " + to_seki(row->attribute(i)) + "\n";
    }
  }
  return out;
}

}  // namespace sekisho
