// Builds the tree of module instances from the addresses in the file.
#include "adapters/terraform/instances.h"

namespace sekisho::adapters::terraform {

const std::vector<ResourceInstance>* ModuleInstance::instances(std::string_view address) const {
  const auto found = resources.find(address);
  return found == resources.end() ? nullptr : &found->second;
}

Instances::Instances(const Configuration& configuration) { root_.configuration = configuration.root(); }

ModuleInstance& Instances::child(ModuleInstance& parent, const std::string& name, const std::optional<std::string>& key) {
  std::vector<std::unique_ptr<ModuleInstance>>& siblings = parent.children[name];
  for (const std::unique_ptr<ModuleInstance>& sibling : siblings) {
    if (sibling->key == key) return *sibling;
  }
  auto made = std::make_unique<ModuleInstance>();
  made->parent = &parent;
  made->call = name;
  made->key = key;
  made->written = parent.configuration == nullptr ? nullptr : parent.configuration->call(name);
  if (made->written != nullptr) made->configuration = made->written->module.get();
  siblings.push_back(std::move(made));
  return *siblings.back();
}

ModuleInstance& Instances::at(const Steps& path) {
  ModuleInstance* module = &root_;
  for (size_t i = 1; i < path.size();) {
    const std::string& name = path[i++].text;
    std::optional<std::string> key;
    if (i < path.size() && path[i].is_key) key = path[i++].text;
    ++i;  // the word `module` of the next pair
    module = &child(*module, name, key);
  }
  return *module;
}

std::vector<ModuleInstance*> Instances::calls(ModuleInstance& parent, const std::string& name) {
  const auto found = parent.children.find(name);
  if (found == parent.children.end()) {
    const ModuleCall* written = parent.configuration == nullptr ? nullptr : parent.configuration->call(name);
    if (written == nullptr || written->repeated) return {};
    return {&child(parent, name, std::nullopt)};
  }
  std::vector<ModuleInstance*> result;
  for (const std::unique_ptr<ModuleInstance>& instance : found->second) result.push_back(instance.get());
  return result;
}

}  // namespace sekisho::adapters::terraform
