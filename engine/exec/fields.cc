// Records of which only fields are used: arguments of definitions (`customer_managed(s.encryption)`), and members of a list that a quantifier goes through. Each field that is
// used is a look of its own, because records hold references and names that differ in every row. Where more of one is used after all, it is looked at as a whole then: what
// is said here decides what is worth it, not what is right. So do texts of a list that are only tested (`any r in e.resources.globs : matches(r, "^[*]$")`): each test is a look.
#include <algorithm>

#include "engine/base/fault.h"
#include "engine/check/walk.h"
#include "engine/exec/evaluator.h"
#include "engine/exec/observer.h"

namespace sekisho {
namespace {

bool is_variable(const Expression& e, int slot) { return e.op == Op::kVariable && e.slot == slot; }

bool is_collection_of_records(const Type& type) { return (type.kind == TypeKind::kList || type.kind == TypeKind::kSet) && type.element != nullptr && type.element->kind == TypeKind::kRecord; }

// Whose contents are manifold.
bool is_collection_of_texts(const Type& type) {
  if ((type.kind != TypeKind::kList && type.kind != TypeKind::kSet) || type.element == nullptr) return false;
  return type.element->kind == TypeKind::kText || type.element->kind == TypeKind::kIp || type.element->kind == TypeKind::kCidr;
}

// Fields of fields of a variable, or the variable.
bool is_path(const Expression& e) { return e.op == Op::kVariable || (e.op == Op::kField && is_path(*e.operands[0])); }

// Whether what stands in the slot is only tested against what is the same in every row.
bool is_tested_only(const Expression& e, int slot) {
  if (is_variable(e, slot)) return false;
  const Expression* const tested = tested_against_constants(e);
  if (tested != nullptr && is_variable(*tested, slot)) return true;
  bool only = true;
  for_each_child(e, [&](const Expression& child) { only = only && is_tested_only(child, slot); });
  return only;
}

bool has_parts(const Type& type) { return type.kind == TypeKind::kDict || type.kind == TypeKind::kRecord || type.kind == TypeKind::kReference || is_collection_of_records(type); }

// What of a program was found out, by definition, argument and binder: each is asked once, however often definitions call each other.
class PartUses {
 public:
  PartUses(const Program& program, std::unordered_map<const void*, bool>& known) : program_(program), known_(known) {}

  // Whether an argument is looked at part by part.
  bool argument(const Define& define, size_t index) {
    const Attribute& argument = define.arguments[index];
    // A dict is another one in nearly every row: nothing that is said of it as a whole is worth keeping.
    return once(&argument, [&] { return has_parts(argument.type) && (argument.type.kind == TypeKind::kDict || is_light(define)) && uses_parts_only(*define.body, static_cast<int>(index)); });
  }
  // Whether members that a binder of `e` binds are.
  bool members(const Expression& e, const Binder& binder) {
    return once(&binder, [&] {
      if (e.op == Op::kThe) return false;
      const Type& type = binder.collection->type;
      return is_collection_of_records(type) ? uses_parts_only(e, binder.slot) : is_collection_of_texts(type) && is_tested_only(e, binder.slot);
    });
  }

 private:
  template <class Find>
  bool once(const void* asked, const Find& find) {
    if (const auto found = known_.find(asked); found != known_.end()) return found->second;
    const bool said = find();
    return known_[asked] = said;
  }

  // Whether it is worth little to keep what a definition says of arguments of the same content: it goes through nothing but its arguments.
  bool is_light(const Define& define) {
    return once(&define, [&] { return is_light(*define.body); });
  }
  bool is_light(const Expression& e) {
    switch (e.op) {
      case Op::kThe: case Op::kListOf: case Op::kSetOf: case Op::kDictOf: case Op::kPopulation: return false;
      case Op::kAny: case Op::kAll: case Op::kNo:
        if (!std::all_of(e.binders.begin(), e.binders.end(), [](const Binder& binder) { return is_path(*binder.collection); })) return false;
        break;
      case Op::kDefine:
        // What is called with whole values is kept by itself.
        if (std::any_of(e.operands.begin(), e.operands.end(), [](const ExpressionPtr& operand) { return has_parts(operand->type); }) && !is_light(definition(e))) return false;
        break;
      default: break;
    }
    bool light = true;
    for_each_child(e, [&](const Expression& child) { light = light && is_light(child); });
    return light;
  }

  // Whether of what stands in the slot only fields or entries are used, or fields of its members, and whether it is there.
  bool uses_parts_only(const Expression& e, int slot) {
    switch (e.op) {
      case Op::kVariable: return e.slot != slot;
      case Op::kField: case Op::kPresent: case Op::kNonempty: case Op::kEmpty:
        if (is_variable(*e.operands[0], slot)) return e.operands[0]->type.kind != TypeKind::kDict;
        break;
      case Op::kIndex:
        if (is_variable(*e.operands[0], slot) && e.operands[0]->type.kind == TypeKind::kDict) return uses_parts_only(*e.operands[1], slot);
        break;
      case Op::kDefine:
        for (size_t i = 0; i < e.operands.size(); ++i) {
          const bool passed_on = is_variable(*e.operands[i], slot);
          if (passed_on ? !argument(definition(e), i) : !uses_parts_only(*e.operands[i], slot)) return false;
        }
        return true;
      case Op::kAny: case Op::kAll: case Op::kNo:
        for (const Binder& binder : e.binders) {
          if (is_variable(*binder.collection, slot) ? !members(e, binder) : !uses_parts_only(*binder.collection, slot)) return false;
          if (binder.condition != nullptr && !uses_parts_only(*binder.condition, slot)) return false;
        }
        return e.operands.empty() || uses_parts_only(*e.operands[0], slot);
      default: break;
    }
    bool only = true;
    for_each_child(e, [&](const Expression& child) { only = only && uses_parts_only(child, slot); });
    return only;
  }

  const Define& definition(const Expression& call) const { return program_.defines[static_cast<size_t>(call.index)]; }

  const Program& program_;
  std::unordered_map<const void*, bool>& known_;
};

}  // namespace

bool Evaluator::observes() const { return observer != nullptr && observer->recording(); }

bool Evaluator::observes_parts(const Expression& e, const Frame& frame) const { return observes() && frame.resource == nullptr && (e.op == Op::kField || e.op == Op::kVariable); }

Value Evaluator::evaluate_argument(const Expression& call, size_t index, Frame& frame, RolePart& part) {
  if (std::optional<Value> tags = tags_as_argument(call, index, frame)) return *tags;
  const Define& define = program_.defines[static_cast<size_t>(call.index)];
  const Expression& e = *call.operands[index];
  if (!observes_parts(e, frame) || !PartUses(program_, by_parts_).argument(define, index)) return evaluate(e, frame);
  return is_collection_of_records(define.arguments[index].type) ? evaluate_members(e, frame, part) : evaluate_part(e, frame, Look::kStep, part);
}

Value Evaluator::evaluate_members(const Expression& e, Frame& frame, RolePart& part) {
  Value value = evaluate_part(e, frame, Look::kNone, part);
  if (part.role >= 0 && !observer->members(part.role, part.path, value, is_collection_of_records(e.type))) part = {};
  return value;
}

Value Evaluator::evaluate_collection(const Expression& e, const Binder& binder, Frame& frame, RolePart& part) {
  const Expression& collection = *binder.collection;
  const bool by_parts = observes_parts(collection, frame) && PartUses(program_, by_parts_).members(e, binder);
  return by_parts ? evaluate_members(collection, frame, part) : evaluate(collection, frame);
}

}  // namespace sekisho
