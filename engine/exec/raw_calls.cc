// Which definitions ask a raw value for nothing but what is in it: a long list of principals, or a block of rules, stands in many resources, and what was made of one's holds for
// another's with that one as writer (shared_calls.cc).
#include <algorithm>

#include "engine/base/fault.h"
#include "engine/check/walk.h"
#include "engine/exec/evaluator.h"
#include "engine/exec/observer.h"

namespace sekisho {
namespace {

// Whether a reference, a row or a resource comes into it: what these are equal to, or lead to, is more than their content.
bool leads_on(const Type& type) {
  switch (type.kind) {
    case TypeKind::kReference: case TypeKind::kOwner: case TypeKind::kRow: return true;
    case TypeKind::kList: case TypeKind::kSet: case TypeKind::kDict: return type.element != nullptr && leads_on(*type.element);
    case TypeKind::kRecord: return type.record != nullptr && std::any_of(type.record->fields.begin(), type.record->fields.end(), [](const Attribute& field) { return leads_on(field.type); });
    default: return false;
  }
}

bool asks_content_only(Builtin builtin) {
  switch (builtin) {
    case Builtin::k_concat: case Builtin::k_lower: case Builtin::k_upper: case Builtin::k_trim: case Builtin::k_split: case Builtin::k_join: case Builtin::k_replace:
    case Builtin::k_starts_with: case Builtin::k_ends_with: case Builtin::k_matches: case Builtin::k_capture: return true;
    default: return false;
  }
}

using KnownDefines = std::unordered_map<const Define*, bool>;
bool asks_content_only(const Program& program, const Define& define, KnownDefines& known);

// Whether what `e` says of a raw value follows from the value's content: it leads nowhere, and does not ask where the value stands.
bool asks_content_only(const Program& program, const Expression& e, KnownDefines& known) {
  switch (e.op) {
    case Op::kLiteral: case Op::kAbsent: case Op::kUnknown: case Op::kVariable: case Op::kParameter: case Op::kConvert: case Op::kNot: case Op::kAnd: case Op::kOr:
    case Op::kImplies: case Op::kCoalesce: case Op::kPresent: case Op::kNonempty: case Op::kEmpty: case Op::kIf: case Op::kMatch: case Op::kAny: case Op::kAll: case Op::kNo:
    case Op::kListOf: case Op::kSetOf: case Op::kList: case Op::kSet: case Op::kRecord: case Op::kWith: break;
    case Op::kField: case Op::kIndex: case Op::kEqual: case Op::kNotEqual: case Op::kLess: case Op::kLessEqual: case Op::kGreater: case Op::kGreaterEqual: case Op::kIn:
      if (leads_on(e.operands[0]->type) || (e.op != Op::kField && leads_on(e.operands[1]->type))) return false;
      break;
    case Op::kBuiltin:
      if (!asks_content_only(e.builtin)) return false;
      break;
    case Op::kDefine:
      if (!asks_content_only(program, program.defines[static_cast<size_t>(e.index)], known)) return false;
      break;
    default: return false;
  }
  bool only = true;
  for_each_child(e, [&](const Expression& child) { only = only && asks_content_only(program, child, known); });
  return only;
}

bool asks_content_only(const Program& program, const Define& define, KnownDefines& known) {
  if (const auto found = known.find(&define); found != known.end()) return found->second;
  return known[&define] = asks_content_only(program, *define.body, known);
}

// How many values it consists of, about; none where the configuration names a resource in it.
std::optional<size_t> size_of(const RawNode& node) {
  if (node.reference != nullptr || node.by_parts) return std::nullopt;
  constexpr size_t kBytesOfValue = 20;
  if (node.late != nullptr) return 1 + node.text.size() / kBytesOfValue;   // JSON of an export, which names nothing but by its texts
  size_t size = 1;
  const auto add = [&](const RawNode& below) {
    const std::optional<size_t> part = size_of(below);
    if (part) size += *part;
    return part.has_value();
  };
  for (const RawNode* item : node.items) if (!add(*item)) return std::nullopt;
  for (const auto& [key, member] : node.members) if (!add(*member)) return std::nullopt;
  return size;
}

}  // namespace

std::optional<ContentId> Evaluator::content_of_raw(const RawNode& node, const Define& define) {
  const bool compound = node.kind == RawNode::Kind::kList || node.kind == RawNode::Kind::kObject;
  if (!compound || node.parent == nullptr || node.resource == nullptr) return std::nullopt;
  if (!asks_content_only(program_, define, asks_content_only_) && !fault(79)) return std::nullopt;
  const auto [content, is_new_node] = raw_contents_.try_emplace(&node);
  if (!is_new_node) return content->second;
  const std::optional<size_t> size = size_of(node);
  constexpr size_t kMost = 20'000;   // values that the kept ones were made of
  if (!size || *size > kMost) return std::nullopt;
  kept_of_raw_ += *size;
  if (kept_of_raw_ > kMost) {
    raw_calls_.clear();
    kept_of_raw_ = *size;
  }
  return content->second = observer->content(node);
}

}  // namespace sekisho
