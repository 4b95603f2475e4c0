// Indexes `configuration` once; nothing is copied out of the JSON.
#include "adapters/terraform/configuration.h"

#include <charconv>

#include "adapters/reader/json_text.h"
#include "adapters/terraform/address.h"

namespace sekisho::adapters::terraform {
namespace {

const JsonNode* object_or_null(const JsonNode* node) {
  return node != nullptr && node->kind == JsonNode::Kind::kObject ? node : nullptr;
}

const JsonNode& object_or_empty(const JsonNode* node) {
  const JsonNode* object = object_or_null(node);
  return object != nullptr ? *object : empty_object();
}

// `enabled_expression`: OpenTofu may leave a block out without counting.
bool is_repeated(const JsonNode& block) {
  const auto has = [&](std::string_view key) { return block.find(key) != nullptr; };
  return has("count_expression") || has("for_each_expression") || has("enabled_expression");
}

void index_resources(const JsonNode& module, ModuleConfiguration& into) {
  const JsonNode* resources = module.find("resources");
  if (resources == nullptr) return;
  for (const JsonNode* entry : resources->items) {
    const std::string_view type = text_of(*entry, "type");
    const std::string_view name = text_of(*entry, "name");
    if (type.empty() || name.empty()) continue;
    std::string address = text_of(*entry, "mode") == "data" ? "data." : "";
    address.append(type).append(".").append(name);
    ResourceConfiguration resource;
    resource.expressions = &object_or_empty(entry->find("expressions"));
    resource.for_each = object_or_null(entry->find("for_each_expression"));
    resource.count = object_or_null(entry->find("count_expression"));
    resource.repeated = is_repeated(*entry);
    resource.managed = text_of(*entry, "mode") == "managed";
    resource.provider_key = text_of(*entry, "provider_config_key");
    into.resources.emplace(std::move(address), resource);
  }
}

// Recursion follows the nesting of the JSON, which parse_json limits.
std::unique_ptr<ModuleConfiguration> index_module(const JsonNode& module) {
  auto result = std::make_unique<ModuleConfiguration>();
  result->variables = object_or_null(module.find("variables"));
  result->outputs = object_or_null(module.find("outputs"));
  index_resources(module, *result);
  const JsonNode* calls = object_or_null(module.find("module_calls"));
  if (calls == nullptr) return result;
  for (const JsonMember& member : calls->members) {
    ModuleCall call;
    call.expressions = &object_or_empty(member.value->find("expressions"));
    call.for_each = object_or_null(member.value->find("for_each_expression"));
    call.repeated = is_repeated(*member.value);
    call.module = index_module(object_or_empty(member.value->find("module")));
    result->calls.emplace(std::string(member.key), std::move(call));
  }
  return result;
}

// Whether any reference below `node` names an attribute of a resource. Looks at 20,000 values at most: one is enough.
bool finds_attribute(const JsonNode& node, int& budget) {
  if (--budget < 0) return false;
  if (const JsonNode* references = node.find("references")) {
    for (const JsonNode* item : references->items) {
      if (item->kind != JsonNode::Kind::kString) continue;
      const std::vector<Reference> parsed = parse_references({item->text});
      if (!parsed.empty() && parsed[0].kind == Reference::Kind::kResource && !parsed[0].rest.empty()) return true;
    }
  }
  for (const JsonNode* item : node.items) {
    if (finds_attribute(*item, budget)) return true;
  }
  for (const JsonMember& member : node.members) {
    if (finds_attribute(*member.value, budget)) return true;
  }
  return false;
}

// Attributes came with Terraform 1.0.8 (some builds of 1.1); the first that always has them is 1.2.
bool may_lack_attributes(std::string_view terraform_version) {
  int major = 0;
  int minor = 0;
  const char* const end = terraform_version.data() + terraform_version.size();
  const auto first = std::from_chars(terraform_version.data(), end, major);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '.') return false;
  if (std::from_chars(first.ptr + 1, end, minor).ec != std::errc()) return false;
  return major == 0 || (major == 1 && minor < 2);
}

}  // namespace

const JsonNode& empty_object() {
  static const JsonNode empty = [] {
    JsonNode node;
    node.kind = JsonNode::Kind::kObject;
    return node;
  }();
  return empty;
}

const ResourceConfiguration* ModuleConfiguration::resource(std::string_view address) const {
  const auto found = resources.find(address);
  return found == resources.end() ? nullptr : &found->second;
}

const ModuleCall* ModuleConfiguration::call(std::string_view name) const {
  const auto found = calls.find(name);
  return found == calls.end() ? nullptr : &found->second;
}

Configuration::Configuration(const JsonNode& root) {
  variables_ = object_or_null(root.find("variables"));
  const JsonNode* configuration = object_or_null(root.find("configuration"));
  if (configuration == nullptr) return;
  providers_ = object_or_null(configuration->find("provider_config"));
  const JsonNode* module = object_or_null(configuration->find("root_module"));
  if (module == nullptr) return;
  root_ = index_module(*module);
  root_->is_root = true;
  if (may_lack_attributes(text_of(root, "terraform_version"))) {
    int budget = 20000;
    names_attributes_ = finds_attribute(*module, budget);
  }
}

const JsonNode* Configuration::provider(std::string_view key) const {
  return providers_ == nullptr ? nullptr : object_or_null(providers_->find(key));
}

const JsonNode* Configuration::variable(std::string_view name) const {
  if (variables_ != nullptr) {
    if (const JsonNode* given = variables_->find(name)) {
      if (const JsonNode* value = given->find("value")) return value;
    }
  }
  if (root_ == nullptr || root_->variables == nullptr) return nullptr;
  const JsonNode* declared = root_->variables->find(name);
  return declared == nullptr ? nullptr : declared->find("default");
}

}  // namespace sekisho::adapters::terraform
