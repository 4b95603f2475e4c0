// Tags one by one. A resource's tags differ from those of nearly every other; what rules and maps ask of them, whether one key is there and what it says, does not. A look at
// one tag is told from the texts of tags where their reader has these (LateMembers::tag_texts), without a dict and without a class of the attribute that would hold it.
#include <algorithm>

#include "engine/check/walk.h"
#include "engine/exec/columns.h"
#include "engine/exec/evaluator.h"
#include "engine/exec/observer.h"

namespace sekisho {
namespace {

constexpr std::string_view kTagAt = "tags[", kSomeTag = "tags?";   // names of an origin's parts, for looks

bool is_path_to_tags(const Expression& e) {
  if (e.op != Op::kField || e.text != "tags") return false;
  const Expression& from = *e.operands[0];
  return from.op == Op::kOrigin || (from.op == Op::kBuiltin && from.builtin == Builtin::k_origin && from.operands[0]->op == Op::kVariable);
}

const std::string_view* text_at(const LateMembers::TagTexts& tags, std::string_view key) {
  const auto found = std::find_if(tags.begin(), tags.end(), [&](const auto& tag) { return tag.first == key; });
  return found == tags.end() ? nullptr : &found->second;
}

// The keys that a definition's body looks up in its argument in slot `slot`, where it does nothing else with it. `frame` holds arguments that are the same whoever the subject is.
class FixedKeys {
 public:
  FixedKeys(Evaluator& evaluator, std::vector<std::string>& keys) : evaluator_(evaluator), keys_(keys) {}

  bool add_of_call(const Expression& call, size_t argument, Frame& frame) {
    const Define& define = evaluator_.program().defines[static_cast<size_t>(call.index)];
    Frame inner(define.slots);
    for (size_t i = 0; i < call.operands.size(); ++i) {
      if (i != argument && is_fixed(*call.operands[i], frame)) inner.values[i] = evaluator_.evaluate(*call.operands[i], frame);
    }
    return add(*define.body, static_cast<int>(argument), inner);
  }
  bool add_key(const Expression& e, Frame& frame) {
    if (!is_fixed(e, frame)) return false;
    const Value key = evaluator_.evaluate(e, frame);
    if (key.kind() == ValueKind::kText) keys_.push_back(key.as_text());
    return key.kind() == ValueKind::kText;
  }

 private:
  bool add(const Expression& e, int slot, Frame& frame) {
    const auto is_it = [&](const Expression& operand) { return operand.op == Op::kVariable && operand.slot == slot; };
    if (is_it(e)) return false;
    if (e.op == Op::kIndex && is_it(*e.operands[0])) return add_key(*e.operands[1], frame);
    bool all = true;
    if (e.op == Op::kDefine) {
      for (size_t i = 0; all && i < e.operands.size(); ++i) all = is_it(*e.operands[i]) ? add_of_call(e, i, frame) : add(*e.operands[i], slot, frame);
    } else {
      for_each_child(e, [&](const Expression& child) { all = all && add(child, slot, frame); });
    }
    return all;
  }

  static bool is_fixed(const Expression& e, const Frame& frame) {
    if (e.op == Op::kVariable) return frame.values[static_cast<size_t>(e.slot)].kind() == ValueKind::kText;
    if (e.op == Op::kBuiltin && (e.builtin == Builtin::k_lower || e.builtin == Builtin::k_upper || e.builtin == Builtin::k_trim)) return is_fixed(*e.operands[0], frame);
    return e.op == Op::kLiteral || e.op == Op::kParameter;
  }

  Evaluator& evaluator_;
  std::vector<std::string>& keys_;
};

}  // namespace

const RawResource* Evaluator::owner_of_tags(const Expression& e, const Frame& frame) const {
  if (!observes() || frame.resource == nullptr || !is_path_to_tags(e)) return nullptr;
  if (e.operands[0]->op == Op::kOrigin) return frame.resource;
  const Value& of = frame.values[static_cast<size_t>(e.operands[0]->operands[0]->slot)];
  return of.kind() == ValueKind::kRaw ? of.as_raw()->resource : nullptr;
}

Value Evaluator::tags_apart(const RawResource& resource) {
  const Observer::Pause pause(observer);
  return origin_part(resource, "tags");
}

std::optional<Value> Evaluator::tags_as_argument(const Expression& call, size_t index, const Frame& frame) {
  const Expression& operand = *call.operands[index];
  const RawResource* const resource = owner_of_tags(operand, frame);
  if (resource == nullptr) return std::nullopt;
  const auto [known, is_new] = keys_of_tags_.try_emplace(&operand);
  if (is_new) {
    const Observer::Pause pause(observer);
    Frame none(static_cast<int>(frame.values.size()));
    if (!FixedKeys(*this, known->second).add_of_call(call, index, none)) known->second.clear();
  }
  if (known->second.empty()) return std::nullopt;
  for (const std::string& key : known->second) observer->tag(*resource, key);
  return tags_apart(*resource);
}

std::optional<Value> Evaluator::presence_of_tags(const Expression& e, const Frame& frame) {
  const RawResource* const resource = e.op == Op::kNonempty || e.op == Op::kEmpty ? owner_of_tags(*e.operands[0], frame) : nullptr;
  if (resource == nullptr) return std::nullopt;
  observer->origin(*resource, kSomeTag);
  return presence_of(e.op, tags_apart(*resource));
}

void Observer::tag(const RawResource& resource, std::string_view key) { origin(resource, std::string(kTagAt) + std::string(key)); }

std::optional<Outcome> Observer::outcome_of_tags(ResourceCells& cells, std::string_view part) {
  if (part == "tags") return contents_.cell(cells, Contents::kTags);
  const bool one = part.starts_with(kTagAt);
  if (!one && part != kSomeTag) return std::nullopt;
  const LateMembers::TagTexts* const tags = contents_.tag_texts(*cells.resource);
  if (tags == nullptr) return contents_.cell(cells, Contents::kTags);
  const std::string_view* const text = one ? text_at(*tags, part.substr(kTagAt.size())) : nullptr;
  if (text == nullptr) return contents_.of_text(one || tags->empty() ? "no tag" : "some tag");
  scratch_ = "tag";
  return contents_.of_text(scratch_.append(*text));
}

const LateMembers::TagTexts* Contents::tag_texts(const RawResource& resource) {
  if (tags_of_ != &resource) {
    const RawNode& root = *resource.root;
    tags_of_ = &resource;
    tags_.clear();
    has_tags_ = root.late != nullptr && root.late->tag_texts(root, tags_);
  }
  return has_tags_ ? &tags_ : nullptr;
}

bool Columns::is_tags(const std::vector<const MapItem*>& items) {
  if (items.size() != 1 || items.front()->path.size() != 1 || items.front()->value == nullptr) return false;
  const Expression& value = *items.front()->value;
  return is_path_to_tags(value) && value.operands[0]->op == Op::kOrigin;
}

const LateMembers::TagTexts* Columns::tag_texts(const Row& row, size_t index) {
  if (row.later == nullptr || !column_of(*static_cast<const Map*>(row.maker), index).is_tags) return nullptr;
  return maps_.raw().missing_is_absent(*row.resource->root) ? contents_.tag_texts(*row.resource) : nullptr;
}

std::optional<Outcome> Observer::outcome_among_tags(const Row& row, const Observation& o) {
  const RowPath& path = row_paths_[o.key];
  if (path.steps.size() > 1) return std::nullopt;
  const LateMembers::TagTexts* const tags = columns_->tag_texts(row, path.attribute);
  if (tags == nullptr) return std::nullopt;
  if (o.what == Observation::What::kStep && path.steps.size() == 1) return contents_.of_text("dict");
  if (o.what == Observation::What::kLeaf && path.steps.size() == 1 && path.steps.front().to == RowStep::To::kEntry) {
    const std::string_view* const text = text_at(*tags, path.steps.front().name);
    return text == nullptr ? contents_.of(Value()) : contents_.of_written_text(*text, *row.resource);
  }
  if (o.what != Observation::What::kPredicate) return std::nullopt;
  const PredicateLook& look = predicate_looks_.at(o.key);
  const Op op = look.asked->op;
  if (look.keys.empty() || (op != Op::kPresent && op != Op::kNonempty && op != Op::kEmpty)) return std::nullopt;
  const std::string_view* found = nullptr;
  for (size_t i = 0; found == nullptr && i < look.keys.size(); ++i) found = text_at(*tags, look.keys[i]);
  const bool holds = found != nullptr && (op == Op::kPresent || !found->empty());
  return outcome_of_truth(Value::boolean(op == Op::kEmpty ? !holds : holds));
}

}  // namespace sekisho
