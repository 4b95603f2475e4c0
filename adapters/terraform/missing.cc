// Walks the module instances beside the configuration.
#include "adapters/terraform/missing.h"

#include <charconv>
#include <optional>
#include <string_view>

#include "adapters/reader/json_text.h"

namespace sekisho::adapters::terraform {
namespace {

std::string type_of(std::string_view configured) { return std::string(configured.substr(0, configured.find('.'))); }

// The number that a `count` writes down; none when it hangs on something.
std::optional<size_t> constant_count(const ResourceConfiguration& resource) {
  const JsonNode* constant = resource.count == nullptr ? nullptr : resource.count->find("constant_value");
  if (constant == nullptr || constant->kind != JsonNode::Kind::kNumber) return std::nullopt;
  size_t count = 0;
  const char* const end = constant->text.data() + constant->text.size();
  const auto read = std::from_chars(constant->text.data(), end, count);
  return read.ec == std::errc() && read.ptr == end ? std::optional(count) : std::nullopt;
}

class Search {
 public:
  explicit Search(const Entries& entries) : entries_(entries) {}

  // `instance` is null where a module that has one instance holds no resource of the plan; `prefix` is "module.a.", "" for the root.
  void module(const ModuleConfiguration& configuration, const ModuleInstance* instance, const std::string& prefix) {
    for (const auto& [configured, resource] : configuration.resources) {
      if (resource.managed) this->resource(configured, resource, instance == nullptr ? nullptr : instance->instances(configured), prefix + configured);
    }
    for (const auto& [name, call] : configuration.calls) {
      const std::string below = prefix + "module." + name;
      if (call.repeated) all_below(*call.module);
      const ModuleInstances* instances = nullptr;
      if (instance != nullptr) {
        if (const auto found = instance->children.find(name); found != instance->children.end()) instances = &found->second;
      }
      if (!call.repeated) module(*call.module, instances == nullptr ? nullptr : first(*instances), below + ".");
      else if (instances != nullptr) repeated_module(*call.module, *instances, below);
    }
  }

  void unplanned(const Entry& entry) { add(entry.address.type, entry.text); }

  Missing take(bool partial) {
    if (found_.sure.empty() && !partial) return {};
    found_.types.merge(uncounted_);
    return std::move(found_);
  }

 private:
  void resource(std::string_view configured, const ResourceConfiguration& resource, const ResourceInstances* instances, const std::string& address) {
    const std::optional<size_t> count = constant_count(resource);
    if (resource.repeated && !count) {
      uncounted_.insert(type_of(configured));
      return;
    }
    const bool none = instances == nullptr || instances->all().empty();
    if (!resource.repeated) {
      if (!none || entries_.gone.contains(address)) return;
      add(type_of(configured), address);
      return;
    }
    // The first that is missing ends it: a file may write any number.
    for (size_t i = 0; i < *count; ++i) {
      const std::string key = std::to_string(i);
      const std::string of_instance = address + "[" + key + "]";
      if ((!none && instances->find(key) != nullptr) || entries_.gone.contains(of_instance)) continue;
      add(type_of(configured), of_instance);
      return;
    }
  }

  // Instances that the plan shows are there as a whole; how many others there are is not told.
  void repeated_module(const ModuleConfiguration& configuration, const ModuleInstances& instances, const std::string& address) {
    for (const auto& each : instances.all()) {
      // One of data sources only may be about to go.
      if (!each->key || !holds_managed(*each)) continue;
      const bool number = !each->key->empty() && each->key->find_first_not_of("0123456789") == std::string::npos;
      module(configuration, each.get(), address + (number ? "[" + *each->key + "]." : "[\"" + *each->key + "\"]."));
    }
  }

  void all_below(const ModuleConfiguration& configuration) {
    for (const auto& [configured, resource] : configuration.resources) {
      if (resource.managed) uncounted_.insert(type_of(configured));
    }
    for (const auto& [name, call] : configuration.calls) all_below(*call.module);
  }

  static const ModuleInstance* first(const ModuleInstances& instances) { return instances.all().empty() ? nullptr : instances.all().front().get(); }

  static bool holds_managed(const ModuleInstance& instance) {
    for (const auto& [configured, instances] : instance.resources) {
      if (!configured.starts_with("data.") && !instances.all().empty()) return true;
    }
    for (const auto& [name, children] : instance.children) {
      for (const auto& child : children.all()) {
        if (holds_managed(*child)) return true;
      }
    }
    return false;
  }

  void add(std::string type, std::string address) {
    found_.types.insert(std::move(type));
    found_.sure.insert(std::move(address));
  }

  const Entries& entries_;
  Missing found_;
  std::set<std::string> uncounted_;
};

}  // namespace

Missing missing_resources(const Instances& instances, const Entries& entries, bool partial) {
  const ModuleInstance& root = instances.root();
  if (root.configuration == nullptr) return {};
  Search search(entries);
  search.module(*root.configuration, &root, "");
  // Planned values do not name what will be deleted.
  if (!entries.from_planned_values) {
    for (const Entry& entry : entries.unplanned) search.unplanned(entry);
  }
  return search.take(partial);
}

}  // namespace sekisho::adapters::terraform
