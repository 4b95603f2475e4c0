// The table of template functions, how they are called, and those that compare and choose.
#include "adapters/azure/functions.h"

#include <algorithm>

#include "adapters/azure/resource_id.h"

namespace sekisho::adapters::azure {
namespace {

using Kind = RawNode::Kind;

}  // namespace

const std::map<std::string_view, Resolver::Function>& Resolver::functions() {
  static const std::map<std::string_view, Function> table = {
      {"parameters", &Resolver::parameters_of}, {"variables", &Resolver::variables_of}, {"copyindex", &Resolver::copy_index},
      {"and", &Resolver::logic}, {"or", &Resolver::logic}, {"not", &Resolver::negate}, {"equals", &Resolver::compare},
      {"greater", &Resolver::order}, {"greaterorequals", &Resolver::order}, {"less", &Resolver::order}, {"lessorequals", &Resolver::order},
      {"empty", &Resolver::is_empty}, {"length", &Resolver::length}, {"contains", &Resolver::contains}, {"startswith", &Resolver::contains}, {"endswith", &Resolver::contains},
      {"coalesce", &Resolver::first_known}, {"true", &Resolver::constant}, {"false", &Resolver::constant}, {"null", &Resolver::constant},
      {"concat", &Resolver::concatenate}, {"format", &Resolver::format}, {"tolower", &Resolver::change_text}, {"toupper", &Resolver::change_text}, {"trim", &Resolver::change_text},
      {"replace", &Resolver::replace}, {"split", &Resolver::split_text}, {"join", &Resolver::join_list}, {"take", &Resolver::part}, {"skip", &Resolver::part}, {"substring", &Resolver::part},
      {"first", &Resolver::end_of}, {"last", &Resolver::end_of}, {"union", &Resolver::unite}, {"createarray", &Resolver::make_list}, {"array", &Resolver::make_list},
      {"createobject", &Resolver::make_pairs}, {"tryget", &Resolver::try_get}, {"string", &Resolver::convert}, {"int", &Resolver::convert}, {"bool", &Resolver::convert}, {"json", &Resolver::convert},
      {"base64", &Resolver::convert}, {"add", &Resolver::arithmetic}, {"sub", &Resolver::arithmetic}, {"mul", &Resolver::arithmetic}, {"div", &Resolver::arithmetic}, {"mod", &Resolver::arithmetic},
      {"range", &Resolver::range}, {"resourceid", &Resolver::resource_id}, {"subscriptionresourceid", &Resolver::resource_id}, {"tenantresourceid", &Resolver::resource_id},
      {"extensionresourceid", &Resolver::resource_id}, {"reference", &Resolver::reference}, {"resourceinfo", &Resolver::resource_info}, {"resourcegroup", &Resolver::of_deployment},
      {"subscription", &Resolver::of_deployment}, {"deployment", &Resolver::of_deployment}, {"deployer", &Resolver::of_deployment}, {"tenant", &Resolver::of_deployment},
      {"managementgroup", &Resolver::of_deployment}, {"environment", &Resolver::of_deployment}, {"uniquestring", &Resolver::generated}, {"guid", &Resolver::generated},
      {"newguid", &Resolver::generated}, {"utcnow", &Resolver::generated}};
  return table;
}

RawNode* Resolver::call(const Expression& expression, uint32_t offset, const Scope& scope) {
  Call call{lower(expression.text), {}, offset, scope};
  if (call.name == "if" && expression.parts.size() == 3) {
    // Only the way that is taken is made.
    RawNode* condition = evaluate(expression.parts[0], offset, scope);
    if (const std::optional<bool> decided = truth(*condition)) return evaluate(expression.parts[*decided ? 1 : 2], offset, scope);
    call.arguments = {condition, evaluate(expression.parts[1], offset, scope), evaluate(expression.parts[2], offset, scope)};
  } else {
    for (const Expression& part : expression.parts) call.arguments.push_back(evaluate(part, offset, scope));
  }
  const auto found = functions().find(call.name);
  RawNode* node = nullptr;
  if (call.name == "if") node = choose(call);
  else if (found != functions().end()) node = (this->*found->second)(call);
  else if (call.name.starts_with("list")) node = secret(call);  // listKeys, listConnectionStrings, …
  else {
    node = composed(offset, expression.text, call.arguments);
    ++not_resolved_[expression.text];
  }
  if (node->kind != Kind::kUnknown || symbols_.count(node) > 0) return node;
  std::string text = "{" + call.name + "(";
  for (size_t i = 0; i < call.arguments.size(); ++i) {
    const std::optional<std::string> argument = symbol(call[i]);
    if (!argument) return node;
    text += (i == 0 ? "" : ",") + *argument;
  }
  return symbolic(node, text + ")}");
}

RawNode* Resolver::parameters_of(const Call& call) {
  const std::optional<std::string> name = call.has(1, 1) ? scalar(call[0]) : std::nullopt;
  return name ? parameter(*name, call.offset, call.scope) : composed(call.offset, call.name, call.arguments);
}

RawNode* Resolver::variables_of(const Call& call) {
  const std::optional<std::string> name = call.has(1, 1) ? scalar(call[0]) : std::nullopt;
  return name ? variable(*name, call.offset, call.scope) : composed(call.offset, call.name, call.arguments);
}

RawNode* Resolver::copy_index(const Call& call) {
  std::string loop = call.scope.loop;
  int64_t more = 0;
  for (const RawNode* argument : call.arguments) {
    if (argument->kind == Kind::kString) loop = lower(argument->text);
    else more = number(*argument).value_or(0);
  }
  const auto found = call.scope.loops.find(loop);
  if (found != call.scope.loops.end() && found->second) return integer(*found->second + more, call.offset, Written::kLiteral);
  return composed(call.offset, "copyIndex", call.arguments);
}

RawNode* Resolver::choose(const Call& call) {
  if (!call.has(3, 3)) return malformed(call.offset, call.name);
  if (same_value(call[1], call[2]).value_or(false) && call[1].sensitive == call[2].sensitive) return call.arguments[1];
  return composed(call.offset, "if", call.arguments);
}

RawNode* Resolver::logic(const Call& call) {
  const bool until = call.name == "or";
  bool all = !call.arguments.empty();
  for (const RawNode* argument : call.arguments) {
    const std::optional<bool> one = truth(*argument);
    if (one && *one == until) return boolean(until, call.offset, argument->written);
    all = all && one.has_value();
  }
  return all ? boolean(!until, call.offset, Written::kLiteral) : composed(call.offset, call.name, call.arguments);
}

RawNode* Resolver::negate(const Call& call) {
  const std::optional<bool> value = call.has(1, 1) ? truth(call[0]) : std::nullopt;
  return value ? boolean(!*value, call.offset, call[0].written) : composed(call.offset, call.name, call.arguments);
}

RawNode* Resolver::compare(const Call& call) {
  const std::optional<bool> result = call.has(2, 2) ? same_value(call[0], call[1]) : std::nullopt;
  return result ? boolean(*result, call.offset, Written::kLiteral) : composed(call.offset, call.name, call.arguments);
}

RawNode* Resolver::order(const Call& call) {
  if (!call.has(2, 2)) return malformed(call.offset, call.name);
  const std::optional<int64_t> a = number(call[0]), b = number(call[1]);
  if (!a || !b) return composed(call.offset, call.name, call.arguments);
  const bool equal = *a == *b && call.name.ends_with("orequals");
  return boolean(equal || (call.name.starts_with("greater") ? *a > *b : *a < *b), call.offset, Written::kLiteral);
}

RawNode* Resolver::is_empty(const Call& call) {
  if (!call.has(1, 1)) return malformed(call.offset, call.name);
  switch (call[0].kind) {
    case Kind::kAbsent: return boolean(true, call.offset, Written::kLiteral);
    case Kind::kString: return boolean(call[0].text.empty(), call.offset, Written::kLiteral);
    case Kind::kList: return boolean(call[0].items.empty(), call.offset, Written::kLiteral);
    case Kind::kObject: return boolean(call[0].members.empty(), call.offset, Written::kLiteral);
    default: return composed(call.offset, call.name, call.arguments);
  }
}

RawNode* Resolver::length(const Call& call) {
  if (!call.has(1, 1)) return malformed(call.offset, call.name);
  switch (call[0].kind) {
    case Kind::kString: return integer(static_cast<int64_t>(call[0].text.size()), call.offset, Written::kLiteral);
    case Kind::kList: return integer(static_cast<int64_t>(call[0].items.size()), call.offset, Written::kLiteral);
    case Kind::kObject: return integer(static_cast<int64_t>(call[0].members.size()), call.offset, Written::kLiteral);
    default: return composed(call.offset, call.name, call.arguments);
  }
}

RawNode* Resolver::contains(const Call& call) {
  const std::optional<std::string> wanted = call.has(2, 2) ? scalar(call[1]) : std::nullopt;
  if (!wanted || call[0].kind == Kind::kUnknown) return composed(call.offset, call.name, call.arguments);
  bool found = false;
  if (call[0].kind == Kind::kString) {
    // startsWith and endsWith do not heed the case of letters, contains does.
    const std::string whole = lower(call[0].text), piece = lower(*wanted);
    found = call.name == "startswith" ? whole.starts_with(piece) : call.name == "endswith" ? whole.ends_with(piece) : call[0].text.find(*wanted) != std::string_view::npos;
  } else if (call[0].kind == Kind::kObject) {
    found = std::any_of(call[0].members.begin(), call[0].members.end(), [&](const auto& member) { return same(member.first, *wanted); });
  } else {
    bool sure = true;
    for (const RawNode* item : call[0].items) {
      const std::optional<bool> one = same_value(*item, call[1]);
      found = found || one.value_or(false);
      sure = sure && one.has_value();
    }
    if (!found && !sure) return composed(call.offset, call.name, call.arguments);
  }
  return boolean(found, call.offset, Written::kLiteral);
}

RawNode* Resolver::first_known(const Call& call) {
  for (RawNode* argument : call.arguments) {
    if (argument->kind == Kind::kUnknown) return composed(call.offset, call.name, call.arguments);
    if (argument->kind != Kind::kAbsent) return argument;
  }
  return nodes_.absent(call.offset);
}

RawNode* Resolver::constant(const Call& call) {
  return call.name == "null" ? nodes_.absent(call.offset) : boolean(call.name == "true", call.offset, Written::kLiteral);
}

}  // namespace sekisho::adapters::azure
