// The module instances and resource instances of one file, as a tree: where a followed reference ends.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/terraform/address.h"
#include "adapters/terraform/configuration.h"
#include "sekisho/raw.h"

namespace sekisho::adapters::terraform {

struct ResourceInstance {
  std::optional<std::string> key;
  const RawResource* resource = nullptr;
  uint32_t order = 0;                                  // position in the file
};

// The instances of one resource or call, in the file's order, and found by key.
template <class Instance>
class Instanced {
 public:
  const std::vector<Instance>& all() const { return all_; }
  // Null: there is none of that key; without one: none that has no key.
  const Instance* find(const std::optional<std::string>& key) const {
    if (all_.size() > kFew) {
      const auto found = by_key_->find(key);
      return found == by_key_->end() ? nullptr : &all_[found->second];
    }
    const auto found = std::find_if(all_.begin(), all_.end(), [&](const Instance& one) { return key_of(one) == key; });
    return found == all_.end() ? nullptr : &*found;
  }
  void add(Instance instance) {
    all_.push_back(std::move(instance));
    if (all_.size() <= kFew) return;
    if (by_key_ == nullptr) by_key_ = std::make_unique<std::map<std::optional<std::string>, size_t>>();
    for (size_t i = by_key_->empty() ? 0 : all_.size() - 1; i < all_.size(); ++i) by_key_->emplace(key_of(all_[i]), i);
  }

 private:
  static constexpr size_t kFew = 16;
  template <class Other>
  static const std::optional<std::string>& key_of(const std::unique_ptr<Other>& one) { return one->key; }
  static const std::optional<std::string>& key_of(const ResourceInstance& one) { return one.key; }

  std::vector<Instance> all_;
  std::unique_ptr<std::map<std::optional<std::string>, size_t>> by_key_;   // positions, of more than a few: each is looked for by each that refers to it
};

struct ModuleInstance;
using ModuleInstances = Instanced<std::unique_ptr<ModuleInstance>>;
using ResourceInstances = Instanced<ResourceInstance>;

struct ModuleInstance {
  ModuleInstance* parent = nullptr;                    // null for the root
  std::string call;                                    // the call's name in the parent
  std::optional<std::string> key;
  const ModuleConfiguration* configuration = nullptr;  // null when not told
  const ModuleCall* written = nullptr;                 // the call in the parent's configuration; null when not told
  std::map<std::string, ModuleInstances, std::less<>> children;
  std::map<std::string_view, ResourceInstances> resources;             // by "aws_s3_bucket.b"; the names are kept by who adds them
  const ResourceInstances* instances(std::string_view address) const;   // null: none
};

class Instances {
 public:
  explicit Instances(const Configuration& configuration);
  // The instance at `path` (module, name, key…), made if it is new.
  ModuleInstance& at(const Steps& path);
  // The instances of a call below `parent`; null: none is known. A module that holds no resource of its own is made when the call is not repeated.
  const ModuleInstances* calls(ModuleInstance& parent, const std::string& name);
  const ModuleInstance& root() const { return root_; }

 private:
  ModuleInstance& child(ModuleInstance& parent, const std::string& name, const std::optional<std::string>& key);
  ModuleInstance root_;
};

}  // namespace sekisho::adapters::terraform
