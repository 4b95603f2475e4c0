// The `configuration` part of a plan as a tree of modules: which resources, calls and outputs there are and what they say.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "sekisho/json.h"

namespace sekisho::adapters::terraform {

struct ModuleConfiguration;

// A resource or data block as written, for all its instances.
struct ResourceConfiguration {
  const JsonNode* expressions = nullptr;   // kObject; an empty one when the block sets nothing
  const JsonNode* for_each = nullptr;      // expression, or null
  const JsonNode* count = nullptr;         // expression, or null
  bool repeated = false;                   // how many instances there are hangs on an expression
  bool managed = false;                    // a resource block, not what is only read or used while planning
  std::string_view provider_key;           // "aws", "aws.tokyo", "module.x:aws"; empty when not told
};

struct ModuleCall {
  const JsonNode* expressions = nullptr;   // kObject: the inputs
  const JsonNode* for_each = nullptr;
  bool repeated = false;                   // has count or for_each
  std::unique_ptr<ModuleConfiguration> module;
};

struct ModuleConfiguration {
  bool is_root = false;
  const JsonNode* variables = nullptr;     // kObject or null
  const JsonNode* outputs = nullptr;       // kObject or null
  std::map<std::string, ResourceConfiguration, std::less<>> resources;   // by "aws_s3_bucket.b", "data.aws_vpc.v"
  std::map<std::string, ModuleCall, std::less<>> calls;
  const ResourceConfiguration* resource(std::string_view address) const;
  const ModuleCall* call(std::string_view name) const;
};

class Configuration {
 public:
  // `root` is the file's root object. Parts of an unknown shape are left out: what hangs on them is then "not told".
  explicit Configuration(const JsonNode& root);
  // Null when the file has no configuration.
  const ModuleConfiguration* root() const { return root_.get(); }
  // A file of Terraform before 1.1 names resources in references without their attribute.
  bool names_attributes() const { return names_attributes_; }
  const JsonNode* provider(std::string_view key) const;
  // The value that a root variable has in this plan: given or default; null when not told.
  const JsonNode* variable(std::string_view name) const;

 private:
  std::unique_ptr<ModuleConfiguration> root_;
  const JsonNode* providers_ = nullptr;
  const JsonNode* variables_ = nullptr;
  bool names_attributes_ = true;
};

// An object without members, to stand for a block that sets nothing.
const JsonNode& empty_object();

}  // namespace sekisho::adapters::terraform
