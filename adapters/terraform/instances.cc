// Builds the tree of module instances from the addresses in the file.
#include "adapters/terraform/instances.h"

namespace sekisho::adapters::terraform {

const ResourceInstances* ModuleInstance::instances(std::string_view address) const {
  const auto found = resources.find(address);
  return found == resources.end() ? nullptr : &found->second;
}

Instances::Instances(const Configuration& configuration) { root_.configuration = configuration.root(); }

ModuleInstance& Instances::child(ModuleInstance& parent, const std::string& name, const std::optional<std::string>& key) {
  ModuleInstances& siblings = parent.children[name];
  if (const std::unique_ptr<ModuleInstance>* known = siblings.find(key)) return **known;
  auto made = std::make_unique<ModuleInstance>();
  made->parent = &parent;
  made->call = name;
  made->key = key;
  made->written = parent.configuration == nullptr ? nullptr : parent.configuration->call(name);
  if (made->written != nullptr) made->configuration = made->written->module.get();
  ModuleInstance& instance = *made;
  siblings.add(std::move(made));
  return instance;
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

const ModuleInstances* Instances::calls(ModuleInstance& parent, const std::string& name) {
  if (!parent.children.contains(name)) {
    const ModuleCall* written = parent.configuration == nullptr ? nullptr : parent.configuration->call(name);
    if (written == nullptr || written->repeated) return nullptr;
    child(parent, name, std::nullopt);
  }
  return &parent.children.find(name)->second;
}

}  // namespace sekisho::adapters::terraform
