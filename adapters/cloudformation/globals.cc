// `AWS::Serverless::Function` takes `Globals.Function`, and so on.
#include "adapters/cloudformation/globals.h"

namespace sekisho::adapters::cloudformation {
namespace {

using Kind = RawNode::Kind;

void renumber(RawNode& list) {
  for (size_t i = 0; i < list.items.size(); ++i) {
    auto* item = const_cast<RawNode*>(list.items[i]);  // made by the resolver, for this list or its like
    item->parent = &list;
    item->index = static_cast<uint32_t>(i);
  }
}

void merge(RawNode& own, const RawNode& global) {
  for (const auto& [key, value] : global.members) {
    const RawNode* there = own.find(key);
    auto* added = const_cast<RawNode*>(value);  // both trees were made for this resource alone
    if (there == nullptr) {
      NodeMaker::attach(own, key, added);
    } else if (there->kind == Kind::kObject && value->kind == Kind::kObject) {
      merge(*const_cast<RawNode*>(there), *value);
    } else if (there->kind == Kind::kList && value->kind == Kind::kList) {
      auto* list = const_cast<RawNode*>(there);
      list->items.insert(list->items.begin(), value->items.begin(), value->items.end());
      renumber(*list);
    }
  }
}

void take_globals(Resolver& resolver, const RawResource& resource, RawNode& properties, const JsonNode* globals) {
  constexpr std::string_view kPrefix = "AWS::Serverless::";
  if (globals == nullptr || !std::string_view(resource.type).starts_with(kPrefix)) return;
  const JsonNode* written = globals->find(std::string_view(resource.type).substr(kPrefix.size()));
  if (written == nullptr) return;
  const RawNode* global = resolver.make(resource, *written);
  if (global->kind == Kind::kObject) merge(properties, *global);
}

// `EndpointConfiguration: PRIVATE` is `EndpointConfiguration: {Type: PRIVATE}`.
void spell_out_endpoint(Resolver& resolver, const RawResource& resource, RawNode& properties) {
  if (resource.type != "AWS::Serverless::Api") return;
  for (auto& [key, value] : properties.members) {
    if (key != "EndpointConfiguration" || value->kind != Kind::kString) continue;
    RawNode* object = resolver.make_object(resource, value->offset);
    NodeMaker::attach(*object, "Type", const_cast<RawNode*>(value));  // made for this resource
    object->parent = &properties;
    object->key = key;
    value = object;
  }
}

// What stands for one policy, under the name of what it is: a document, the name of a managed policy or a reference to one, a template of SAM,
// or what nobody can tell apart before deployment.
std::string_view form_of_policy(const RawNode& policy) {
  if (policy.kind == Kind::kObject) return policy.find("Statement") != nullptr ? "PolicyDocument" : "PolicyTemplate";
  // Of the functions that give no text alone (Fn::If, Fn::FindInMap, what a macro makes) the value is told by the function's name.
  const std::string_view expression = policy.reference == nullptr ? std::string_view("Fn::") : std::string_view(policy.reference->expression);
  const bool text = policy.kind == Kind::kString || !expression.starts_with("Fn::") || expression.starts_with("Fn::ImportValue");
  return text ? "ManagedPolicy" : "Undecided";
}

// One policy or a list of them, each a text or an object, becomes a list of objects.
void spell_out_policies(Resolver& resolver, const RawResource& resource, RawNode& properties) {
  if (resource.type != "AWS::Serverless::Function" && resource.type != "AWS::Serverless::StateMachine") return;
  for (auto& [key, value] : properties.members) {
    if (key != "Policies" || (value->kind == Kind::kUnknown && form_of_policy(*value) == "Undecided")) continue;
    const std::vector<const RawNode*> policies = value->kind == Kind::kList ? std::vector<const RawNode*>(value->items.begin(), value->items.end()) : std::vector<const RawNode*>{value};
    RawNode* list = resolver.make_list(resource, value->offset);
    for (const RawNode* policy : policies) {
      RawNode* object = resolver.make_object(resource, policy->offset);
      NodeMaker::attach(*object, form_of_policy(*policy), const_cast<RawNode*>(policy));  // made for this resource
      NodeMaker::append(*list, object);
    }
    list->parent = &properties;
    list->key = key;
    value = list;
  }
}

}  // namespace

void add_globals(Resolver& resolver, const RawResource& resource, RawNode& properties, const JsonNode* globals) {
  take_globals(resolver, resource, properties, globals);
  spell_out_endpoint(resolver, resource, properties);
  spell_out_policies(resolver, resource, properties);
}

}  // namespace sekisho::adapters::cloudformation
