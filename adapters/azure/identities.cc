// Template functions that name resources, and those that only the deployment can answer.
#include <algorithm>

#include "adapters/azure/functions.h"
#include "adapters/azure/resource_id.h"

namespace sekisho::adapters::azure {
namespace {

using Kind = RawNode::Kind;

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
}

}  // namespace

RawNode* Resolver::id_of(const std::string& type, const std::string& name, uint32_t offset, const std::string& expression) {
  const auto [first, last] = resources_.equal_range(type + "::" + lower(name));
  UnknownValue what{{}, std::string(kIdentity), expression, Written::kReference, false, false, false};
  for (auto found = first; found != last; ++found) what.targets.push_back(found->second);
  what.exact = what.targets.size() == 1;
  what.complete = what.exact;
  if (!what.exact) what.attribute.clear();
  RawNode* node = nodes_.unknown(offset, std::move(what));
  return symbolic(node, "{id:" + type + "/" + lower(name) + "}");
}

// resourceId([subscription, [group,]] type, name, …); extensionResourceId(id, type, name, …)
RawNode* Resolver::resource_id(const Call& call) {
  const auto is_type = [](const RawNode* node) { return node->kind == Kind::kString && node->text.find('/') != std::string_view::npos && node->text.find('.') != std::string_view::npos && !node->text.starts_with('/'); };
  const auto type = std::find_if(call.arguments.begin(), call.arguments.end(), is_type);
  std::string name;
  for (auto part = type == call.arguments.end() ? type : type + 1; part != call.arguments.end(); ++part) {
    const std::optional<std::string> one = symbol(**part);
    if (!one) return composed(call.offset, call.name, call.arguments);
    name += (name.empty() ? "" : "/") + *one;
  }
  if (name.empty()) return composed(call.offset, call.name, call.arguments);
  return id_of(lower((*type)->text), name, call.offset, std::string((*type)->text) + "/" + name);
}

// What a resource tells once it is there: known to nobody before, and hangs on that resource.
RawNode* Resolver::reference(const Call& call) {
  if (call.arguments.empty()) return malformed(call.offset, call.name);
  if (call[0].kind == Kind::kString) {
    const auto found = symbolic_.find({call.scope.names, lower(call[0].text)});
    if (found != symbolic_.end()) return nodes_.unknown(call.offset, {{found->second}, "", "reference('" + std::string(call[0].text) + "')", Written::kReference, false, true, false});
  }
  UnknownValue what = composed_of({call.arguments[0]});
  what.written = Written::kReference;
  if (what.expression.empty()) what.expression = "reference(" + symbol(call[0]).value_or("") + ")";
  what.complete = what.complete && !what.targets.empty();
  return nodes_.unknown(call.offset, std::move(what));
}

RawNode* Resolver::resource_info(const Call& call) {
  RawNode* object = nodes_.object(call.offset);
  if (!call.has(1, 1) || call[0].kind != Kind::kString) return composed(call.offset, call.name, call.arguments);
  const auto found = symbolic_.find({call.scope.names, lower(call[0].text)});
  if (found == symbolic_.end()) return composed(call.offset, call.name, call.arguments);
  NodeMaker::attach(*object, "id", nodes_.unknown(call.offset, {{found->second}, std::string(kIdentity), std::string(call[0].text) + ".id", Written::kReference, true, true, false}));
  NodeMaker::attach(*object, "name", nodes_.text(found->second->name, call.offset, Written::kReference, false));
  return object;
}

// resourceGroup(), subscription(), …: where a template is deployed to.
RawNode* Resolver::of_deployment(const Call& call) {
  return nodes_.unknown(call.offset, {.expression = call.name + "()", .written = Written::kParameter, .complete = true});
}

std::optional<std::string> Resolver::scope_text(const RawNode& node) const {
  std::optional<std::string> text = symbol(node);
  if (!text) return std::nullopt;
  replace_all(*text, "{{subscription()}.id}", "/subscriptions/{subscription}");
  replace_all(*text, "{{resourcegroup()}.id}", "/subscriptions/{subscription}/resourcegroups/{group}");
  replace_all(*text, "{{subscription()}.subscriptionid}", "{subscription}");
  replace_all(*text, "{{resourcegroup()}.name}", "{group}");
  std::string scope = lower(*text), rest = scope;
  // Whatever names the group: it is a group of this subscription, or what lies in one.
  if (const size_t group = rest.find("/resourcegroups/"); group != std::string::npos) rest.resize(group);
  replace_all(rest, "{subscription}", "");
  return rest.find('{') == std::string::npos ? std::optional<std::string>(std::move(scope)) : std::nullopt;
}

RawNode* Resolver::scopes(const RawNode& list) {
  RawNode* known = nodes_.blank(Kind::kList, list.offset, list.written);
  for (const RawNode* scope : list.items) {
    const std::optional<std::string> text = scope_text(*scope);
    NodeMaker::append(*known, text ? nodes_.text(*text, scope->offset, scope->written, false) : copy_of(*scope, scope->offset));
  }
  return known;
}

RawNode* Resolver::secret(const Call& call) {
  UnknownValue what = composed_of(call.arguments);
  what.expression = call.name + (what.expression.empty() ? "" : ": " + what.expression);
  what.written = Written::kSecret;
  what.sensitive = true;
  return nodes_.unknown(call.offset, std::move(what));
}

RawNode* Resolver::generated(const Call& call) {
  UnknownValue what = composed_of(call.arguments);
  what.written = heavier(what.written, Written::kParameter);
  what.expression = call.name + "(" + what.expression + ")";
  return nodes_.unknown(call.offset, std::move(what));
}

}  // namespace sekisho::adapters::azure
