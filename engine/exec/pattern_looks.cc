// `covers_all(d.resources, e.resources)` as one look: the patterns of a policy name something else in every row, and how they stand to each other is mostly the same. What
// the call says, whichever of its values are hidden, follows from how each pattern of the one stands to each of the other, and from how the patterns are there at all.
#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/base/fault.h"
#include "engine/exec/evaluator.h"
#include "engine/exec/observer.h"

namespace sekisho {
namespace {

constexpr size_t kFewPatterns = 8;   // of one side; of more, their content is looked at

const Value& part_of(const Value& patterns, std::string_view name) {
  static const Value kAbsent;
  const Value* const part = patterns.kind() == ValueKind::kRecord ? patterns.field(name) : nullptr;
  return part == nullptr ? kAbsent : *part;
}

}  // namespace

std::optional<Value> Evaluator::covering_as_one_look(const Expression& e, Frame& frame) {
  if (!observes() || frame.resource != nullptr || e.operands[0]->op != Op::kField || e.operands[1]->op != Op::kField) return std::nullopt;
  RolePart outer_part, inner_part;
  const Value outer = evaluate_part(*e.operands[0], frame, Look::kNone, outer_part), inner = evaluate_part(*e.operands[1], frame, Look::kNone, inner_part);
  if (outer_part.role < 0 || outer_part.role != inner_part.role) return std::nullopt;
  if (!observer->can_tell_covering(outer_part.role, outer_part.path) || !observer->can_tell_covering(inner_part.role, inner_part.path)) return std::nullopt;
  observer->covering(outer_part.role, outer_part.path, inner_part.path);
  Observer::Pause pause(observer);
  return covers_all(outer, inner);
}

bool Observer::can_tell_covering(int role, uint32_t path) {
  const Pause pause(this);
  const Value& patterns = *without_mask([&] { return value_at(*roles_[static_cast<size_t>(role)].row, path); });
  const Value& globs = part_of(patterns, "globs");
  return patterns.kind() == ValueKind::kRecord && is_collection(globs) && globs.members().size() <= kFewPatterns;
}

void Observer::covering(int role, uint32_t outer, uint32_t inner) {
  if (!recording_) return;
  const uint32_t asked = extended(outer, RowStep::To::kCovering, "", inner);
  const Observation observation{Observation::What::kCovering, static_cast<uint8_t>(role), Observation::kConstant, false, asked, nullptr};
  if (first_look(observation)) note(observation, observe_unmasked(observation));
}

void Observer::put_patterns(std::string& out, const Value& patterns) {
  const Value& globs = part_of(patterns, "globs");
  put(out, contents_.of(part_of(patterns, "excepted")));
  put(out, globs.kind());
  if (!is_collection(globs)) {
    put(out, contents_.of(globs));
    return;
  }
  put(out, static_cast<uint32_t>(globs.members().size()));
  for (const Value::Member& member : globs.members()) {
    put(out, member.presence);
    if (member.doubt != nullptr) put(out, member.doubt->code);
    const bool text = member.value.kind() == ValueKind::kText;
    put(out, text);
    if (!text) put(out, contents_.of(member.value));
  }
}

Outcome Observer::outcome_of_covering(const Row& row, uint32_t number) {
  const Value outer = *value_at(row, number), inner = *value_at(row, row_paths_[number].steps.back().index);
  std::string out = "covering";
  for (const Value* patterns : {&outer, &inner}) {
    put(out, patterns->kind());
    if (patterns->kind() == ValueKind::kRecord) put_patterns(out, *patterns);
    else put(out, contents_.of(*patterns));
  }
  const Value &outer_excepted = part_of(outer, "excepted"), &inner_excepted = part_of(inner, "excepted");
  const Value &outer_globs = part_of(outer, "globs"), &inner_globs = part_of(inner, "globs");
  if (outer_excepted.kind() != ValueKind::kBool || inner_excepted.kind() != ValueKind::kBool || !is_collection(outer_globs) || !is_collection(inner_globs)) return contents_.of_text(out);
  for (const Value::Member& a : outer_globs.members()) {
    for (const Value::Member& b : inner_globs.members()) {
      const bool texts = a.value.kind() == ValueKind::kText && b.value.kind() == ValueKind::kText;
      put(out, texts && !fault(78) && glob_stands(outer_excepted.as_bool(), inner_excepted.as_bool(), a.value.as_text(), b.value.as_text()));
    }
  }
  return contents_.of_text(out);
}

}  // namespace sekisho
