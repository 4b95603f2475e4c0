// Builtin functions, part two: the typing of those on lists, sets and dicts.
#include "engine/check/expression_checker.h"

namespace sekisho {

using syntax::ExpressionKind;

ExpressionPtr ExpressionChecker::collection_argument(const syntax::Expression& written, const Type* expected, std::string_view function) {
  refuse_bare_quantifier(written, "an argument");
  const Span condition = condition_;
  condition_ = {};
  ExpressionPtr value = check(written, expected);
  condition_ = condition;
  const std::string text = source_text(value->span);
  if (value->type.kind == TypeKind::kError) return nullptr;
  if (is_raw(value->type)) {
    const Type member = member_type(value);
    if (member.kind == TypeKind::kError) return nullptr;
    return fit(std::move(value), list_of(member));
  }
  require_present(*value);
  if (value->type.kind == TypeKind::kError) return nullptr;
  if (is_collection(value->type) || is_open_ended(value->type)) return value;
  if (value->type.kind == TypeKind::kDict && function == "count") return value;
  error("SK0312", value->span, code(function) + " takes a list or a set, but " + code(text) + " is " + describe(value->type),
        value->type.kind == TypeKind::kDict ? "write `keys(" + text + ")`, `values(" + text + ")` or `entries(" + text + ")`" : "");
  return nullptr;
}

ExpressionPtr ExpressionChecker::call_concat(const syntax::Expression& written, const Type* expected) {
  if (!takes_arguments(written, 1, 1000)) return failed(written.span);
  auto call = make(Op::kBuiltin, Type{}, written.span);
  call->builtin = Builtin::k_concat;
  const bool useful = expected && expected->kind == TypeKind::kList && !is_open_ended(element_of(*expected));
  const Type wanted = useful ? expected->as_present() : Type{};
  Type first;
  for (size_t i = 1; i < written.operands.size(); ++i) {
    const Type* hint = useful ? &wanted : is_open_ended(first) ? nullptr : &first;
    ExpressionPtr argument = collection_argument(*written.operands[i], hint, "concat");
    if (!argument) return failed(written.span);
    if (argument->type.kind == TypeKind::kSet) {
      const std::string text = source_text(argument->span);
      error("SK0301", argument->span, "`concat` joins lists, but " + code(text) + " is " + describe(argument->type), "write `[x for x in " + text + "]`, or join sets by `union(…)`");
      return failed(written.span);
    }
    if (!holds_raw(argument->type) && !is_open_ended(element_of(argument->type)) && is_open_ended(first)) first = argument->type;
    call->operands.push_back(std::move(argument));
  }
  if (useful) {
    for (ExpressionPtr& argument : call->operands) argument = fit(std::move(argument), wanted);
    call->type = wanted;
  } else {
    std::vector<ExpressionPtr*> parts;
    for (ExpressionPtr& argument : call->operands) parts.push_back(&argument);
    call->type = unify(std::move(parts));
  }
  for (const ExpressionPtr& argument : call->operands)
    if (argument->type.kind == TypeKind::kError) call->type = {};
  return call;
}

ExpressionPtr ExpressionChecker::call_set_function(Builtin builtin, const syntax::Expression& written, const Type* expected) {
  if (!takes_arguments(written, 2, 2)) return failed(written.span);
  auto call = make(Op::kBuiltin, make_type(TypeKind::kBool), written.span);
  call->builtin = builtin;
  const bool to_bool = builtin == Builtin::k_subset || builtin == Builtin::k_disjoint;
  const std::string_view name = to_string(builtin);
  const Type* hint = !to_bool && expected && expected->kind == TypeKind::kSet ? expected : nullptr;
  // The argument that has a type of its own tells the other's.
  const bool second_first = needs_expectation(*written.operands[1]) && !needs_expectation(*written.operands[2]);
  ExpressionPtr sides[2];
  Type member;
  for (const size_t i : {second_first ? size_t{1} : size_t{0}, second_first ? size_t{0} : size_t{1}}) {
    const Type other = set_of(member);
    ExpressionPtr side = collection_argument(*written.operands[i + 1], is_open_ended(member) ? hint : &other, name);
    if (!side) return failed(written.span);
    if (side->op == Op::kConvert && holds_raw(side->type)) side->type = set_of(element_of(side->type));
    if (side->type.kind == TypeKind::kList) {
      const std::string text = source_text(side->span);
      error("SK0301", side->span, code(name) + " takes sets, but " + code(text) + " is " + describe(side->type), "write `{x for x in " + text + "}`");
      return failed(written.span);
    }
    if (is_open_ended(member) || is_raw(member)) member = element_of(side->type);
    sides[i] = std::move(side);
  }
  const Type type = unify({&sides[0], &sides[1]});
  if (type.kind == TypeKind::kError) return failed(written.span);
  if (!to_bool) call->type = type;
  call->operands.push_back(std::move(sides[0]));
  call->operands.push_back(std::move(sides[1]));
  return call;
}

ExpressionPtr ExpressionChecker::call_dict_function(Builtin builtin, const syntax::Expression& written) {
  if (!takes_arguments(written, 1, 1)) return failed(written.span);
  ExpressionPtr dict = check_argument(*written.operands[1], nullptr);
  if (dict->type.kind == TypeKind::kError) return failed(written.span);
  if (!is_raw(dict->type)) require_present(*dict);
  const Type text = make_type(TypeKind::kText);
  Type value;
  if (is_raw(dict->type)) {
    using Kind = ProviderNode::Kind;
    const ProviderNode* node = dict->type.provider;
    const bool keyed = !node || node->kind == Kind::kDynamic || node->kind == Kind::kMap || node->kind == Kind::kObject;
    if (!keyed) {
      error("SK0321", dict->span, code(source_text(dict->span)) + " is " + std::string(shape_name(*node)) + " in the provider's schema and has no keys");
      return failed(written.span);
    }
    value = raw_of(node && node->kind == Kind::kMap ? node->element.get() : nullptr);
  } else if (dict->type.kind == TypeKind::kDict) {
    value = element_of(dict->type);
  } else if (!is_open_ended(dict->type)) {
    error("SK0312", dict->span, code(to_string(builtin)) + " takes a dict or a raw value, but " + code(source_text(dict->span)) + " is " + describe(dict->type));
    return failed(written.span);
  }
  Type type = set_of(text);
  if (builtin == Builtin::k_values) type = list_of(value);
  if (builtin == Builtin::k_entries) type = list_of(record_of(session_.anonymous.record({{"key", text}, {"value", value}})));
  auto call = make(Op::kBuiltin, type, written.span);
  call->builtin = builtin;
  call->operands.push_back(std::move(dict));
  return call;
}

ExpressionPtr ExpressionChecker::call_collection_function(Builtin builtin, const syntax::Expression& written, const Type* expected) {
  const Type text = make_type(TypeKind::kText);
  auto call = make(Op::kBuiltin, Type{}, written.span);
  call->builtin = builtin;
  const auto arguments = [&](std::vector<Type> types) {
    if (!takes_arguments(written, types.size(), types.size())) return false;
    for (size_t i = 0; i < types.size(); ++i) call->operands.push_back(check_argument(*written.operands[i + 1], &types[i]));
    return true;
  };
  switch (builtin) {
    case Builtin::k_split: {
      if (!takes_arguments(written, 2, 2)) return call;
      ExpressionPtr whole = check_argument(*written.operands[1], nullptr);
      // What the provider's schema does not type may be cut already.
      const bool any_shape = is_raw(whole->type) && (!whole->type.provider || whole->type.provider->kind == ProviderNode::Kind::kDynamic);
      call->operands.push_back(any_shape ? std::move(whole) : fit(std::move(whole), text));
      call->operands.push_back(check_argument(*written.operands[2], &text));
      call->type = list_of(text);
      return call;
    }
    case Builtin::k_join:
      if (arguments({list_of(text), text})) call->type = text;
      return call;
    case Builtin::k_json:
      if (arguments({text})) call->type = raw_of(nullptr).as_optional();
      return call;
    case Builtin::k_windows:
      if (arguments({make_type(TypeKind::kDate), make_type(TypeKind::kDate), make_type(TypeKind::kPeriod)}))
        call->type = list_of(record_of(session_.anonymous.record({{"from", make_type(TypeKind::kDate)}, {"to", make_type(TypeKind::kDate)}})));
      return call;
    default: break;
  }
  if (!takes_arguments(written, 1, 1)) return call;
  Type hint;
  if (expected && !is_open_ended(*expected) && expected->kind != TypeKind::kAbsent) {
    if (builtin == Builtin::k_compact && expected->kind == TypeKind::kList) hint = list_of(element_of(*expected).as_optional());
  }
  ExpressionPtr collection = collection_argument(*written.operands[1], is_open_ended(hint) ? nullptr : &hint, to_string(builtin));
  if (!collection) return call;
  Type member = element_of(collection->type);
  if (is_open_ended(collection->type) || member.kind == TypeKind::kError) member = make_type(TypeKind::kAny);
  switch (builtin) {
    case Builtin::k_count: call->type = make_type(TypeKind::kInt); break;
    case Builtin::k_compact: call->type = list_of(is_raw(member) ? member : member.as_present()); break;
    case Builtin::k_one: call->type = is_raw(member) ? member : member.as_optional(); break;
    default:
      if (is_raw(member)) {
        error("SK0307", collection->span, "raw values have no order", "say what they are: `" + std::string(to_string(builtin)) + "([int(x) for x in " + source_text(collection->span) + "])`");
        return call;
      }
      if (!is_ordered(member, collection->span)) return call;
      call->type = member.as_optional();
  }
  call->operands.push_back(std::move(collection));
  return call;
}

}  // namespace sekisho
