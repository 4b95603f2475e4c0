// The module instances and resource instances of one file, as a tree: where a followed reference ends.
#pragma once

#include <deque>
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

struct ModuleInstance {
  ModuleInstance* parent = nullptr;                    // null for the root
  std::string call;                                    // the call's name in the parent
  std::optional<std::string> key;
  const ModuleConfiguration* configuration = nullptr;  // null when not told
  const ModuleCall* written = nullptr;                 // the call in the parent's configuration; null when not told
  std::map<std::string, std::vector<std::unique_ptr<ModuleInstance>>, std::less<>> children;
  std::map<std::string, std::vector<ResourceInstance>, std::less<>> resources;   // by "aws_s3_bucket.b"
  const std::vector<ResourceInstance>* instances(std::string_view address) const;
};

class Instances {
 public:
  explicit Instances(const Configuration& configuration);
  // The instance at `path` (module, name, key…), made if it is new.
  ModuleInstance& at(const Steps& path);
  // The instances of a call below `parent`. A module that holds no resource of its own is made when the call is not repeated.
  std::vector<ModuleInstance*> calls(ModuleInstance& parent, const std::string& name);

 private:
  ModuleInstance& child(ModuleInstance& parent, const std::string& name, const std::optional<std::string>& key);
  ModuleInstance root_;
};

}  // namespace sekisho::adapters::terraform
