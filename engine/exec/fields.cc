// Records of which only fields are used: arguments of definitions (`customer_managed(s.encryption)`), and members of a list that a quantifier goes through. Each field that is
// used is a look of its own, because records hold references and names that differ in every row. Where more of one is used after all, it is looked at as a whole then: what
// is said here decides what is worth it, not what is right.
#include <algorithm>

#include "engine/base/fault.h"
#include "engine/check/walk.h"
#include "engine/exec/evaluator.h"
#include "engine/exec/observer.h"

namespace sekisho {
namespace {

bool is_variable(const Expression& e, int slot) { return e.op == Op::kVariable && e.slot == slot; }

bool is_collection_of_records(const Type& type) { return (type.kind == TypeKind::kList || type.kind == TypeKind::kSet) && type.element != nullptr && type.element->kind == TypeKind::kRecord; }

bool has_parts(const Type& type) { return type.kind == TypeKind::kRecord || type.kind == TypeKind::kReference || is_collection_of_records(type); }

// Whether it is worth little to keep what a definition says of arguments of the same content: it goes through nothing but its arguments.
bool is_light(const Program& program, const Expression& e) {
  switch (e.op) {
    case Op::kThe: case Op::kListOf: case Op::kSetOf: case Op::kDictOf: case Op::kPopulation: return false;
    case Op::kAny: case Op::kAll: case Op::kNo:
      if (!std::all_of(e.binders.begin(), e.binders.end(), [](const Binder& binder) { return binder.collection->op == Op::kVariable; })) return false;
      break;
    case Op::kDefine:
      // What is called with whole values is kept by itself.
      if (std::any_of(e.operands.begin(), e.operands.end(), [](const ExpressionPtr& operand) { return has_parts(operand->type); }) && !is_light(program, *program.defines[static_cast<size_t>(e.index)].body)) return false;
      break;
    default: break;
  }
  bool light = true;
  for_each_child(e, [&](const Expression& child) { light = light && is_light(program, child); });
  return light;
}

// Whether of what stands in the slot only fields are used, or those of its members, and whether it is there. Definitions do not call each other in a circle: this ends.
bool uses_parts_only(const Program& program, const Expression& e, int slot) {
  switch (e.op) {
    case Op::kVariable: return e.slot != slot;
    case Op::kField: case Op::kPresent: case Op::kNonempty: case Op::kEmpty:
      if (is_variable(*e.operands[0], slot)) return true;
      break;
    case Op::kDefine: {
      const Define& define = program.defines[static_cast<size_t>(e.index)];
      for (size_t i = 0; i < e.operands.size(); ++i) {
        const bool passed_on = is_variable(*e.operands[i], slot);
        if (passed_on && !is_light(program, *define.body)) return false;
        if (!uses_parts_only(program, passed_on ? *define.body : *e.operands[i], passed_on ? static_cast<int>(i) : slot)) return false;
      }
      return true;
    }
    case Op::kAny: case Op::kAll: case Op::kNo:
      for (const Binder& binder : e.binders) {
        if (is_variable(*binder.collection, slot) ? !uses_parts_only(program, e, binder.slot) : !uses_parts_only(program, *binder.collection, slot)) return false;
        if (binder.condition != nullptr && !uses_parts_only(program, *binder.condition, slot)) return false;
      }
      return e.operands.empty() || uses_parts_only(program, *e.operands[0], slot);
    default: break;
  }
  bool only = true;
  for_each_child(e, [&](const Expression& child) { only = only && uses_parts_only(program, child, slot); });
  return only;
}

}  // namespace

bool Evaluator::observes() const { return observer != nullptr && observer->recording(); }

Value Evaluator::evaluate_argument(const Define& define, size_t index, const Expression& e, Frame& frame, RolePart& part) {
  if (!observes() || frame.resource != nullptr || (e.op != Op::kField && e.op != Op::kVariable)) return evaluate(e, frame);
  const Attribute& argument = define.arguments[index];
  const auto [known, is_new] = by_parts_.try_emplace(&argument);
  if (is_new) known->second = has_parts(argument.type) && is_light(program_, *define.body) && uses_parts_only(program_, *define.body, static_cast<int>(index));
  if (!known->second) return evaluate(e, frame);
  return is_collection_of_records(argument.type) ? evaluate_members(e, frame, part) : evaluate_part(e, frame, Look::kStep, part);
}

Value Evaluator::evaluate_members(const Expression& e, Frame& frame, RolePart& part) {
  Value value = evaluate_part(e, frame, Look::kNone, part);
  if (part.role >= 0 && !observer->members(part.role, part.path, value)) part = {};
  return value;
}

Value Evaluator::evaluate_collection(const Expression& e, const Binder& binder, Frame& frame, RolePart& part) {
  const Expression& collection = *binder.collection;
  if (!observes() || frame.resource != nullptr || (collection.op != Op::kField && collection.op != Op::kVariable)) return evaluate(collection, frame);
  const auto [known, is_new] = by_parts_.try_emplace(&binder);
  if (is_new) known->second = e.op != Op::kThe && is_collection_of_records(collection.type) && uses_parts_only(program_, e, binder.slot);
  return known->second ? evaluate_members(collection, frame, part) : evaluate(collection, frame);
}

}  // namespace sekisho
