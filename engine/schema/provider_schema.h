// ProviderSchema: names and types of raw resources, as the provider publishes them; maps and raw rules are typed against it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sekisho/result.h"

namespace sekisho {

// The shape of one raw value.
struct ProviderNode {
  enum class Kind { kDynamic, kText, kNumber, kBool, kList, kSet, kMap, kObject };
  Kind kind = Kind::kDynamic;
  bool required = false, optional = false, computed = false;
  int max = 0;                                        // kList, kSet of blocks: at most so many; 0: any number
  std::unique_ptr<ProviderNode> element;              // kList, kSet, kMap
  std::vector<std::pair<std::string, std::unique_ptr<ProviderNode>>> members;  // kObject, sorted
  const ProviderNode* find(std::string_view member) const;
  std::vector<std::string> member_names() const;
};

class ProviderSchema {
 public:
  // Reads one schema text: `{"source":"terraform","provider":"hashicorp/aws","provider_version":"5.100.0","resources":{TYPE:{"attributes":{NAME:{"type":"list(string)","optional":true,…}},"blocks":{NAME:{"mode":"list|set|single","max":1,"attributes":…,"blocks":…}}}}}`
  // and adds it. A type of a data source is spelt "data.aws_x".
  Result<void> add(SourcePtr source);
  // `raw_type` as in maps: "terraform.aws_s3_bucket". Null: nothing is known of that type.
  const ProviderNode* find(std::string_view raw_type) const;
  bool knows_source(std::string_view source) const;    // has any type of "terraform"
  std::vector<std::string> types() const;              // sorted
  std::string version_of(std::string_view raw_type) const;  // "hashicorp/aws 5.100.0"

 private:
  struct Entry { std::unique_ptr<ProviderNode> node; std::string version; };
  std::map<std::string, Entry, std::less<>> types_;
};

}  // namespace sekisho
