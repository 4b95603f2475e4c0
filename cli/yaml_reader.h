// Reading a YAML file of ours: values of the right shape, or an error with its place.
#pragma once

#include <yaml-cpp/yaml.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sekisho/result.h"

namespace sekisho::cli {

// Reads values and remembers the first trouble; what it returns after one is of no use.
class YamlReader {
 public:
  explicit YamlReader(SourcePtr source) : source_(std::move(source)) {}

  const Source& source() const { return *source_; }
  const std::optional<Error>& error() const { return error_; }
  void fail(const YAML::Mark& mark, const std::string& message, const std::string& help);

  std::string text(const std::string& key, const YAML::Node& node);
  std::vector<std::string> texts(const std::string& key, const YAML::Node& node);   // one text is a list of one
  std::string word(const std::string& key, const YAML::Node& node, const std::vector<std::string>& allowed);
  // The entries of a table, in the order written. Trouble: no table, a key that is none of `keys` (when there are any), one that is there twice.
  void table(const std::string& what, const YAML::Node& node, const std::vector<std::string>& keys, const std::function<void(const std::string& key, const YAML::Node& value)>& take);

 private:
  SourcePtr source_;
  std::optional<Error> error_;
};

// The file's text. Errors: missing, too large for a file of ours, no UTF-8.
Result<SourcePtr> read_yaml_source(const std::string& path);

// Parses and hands the root to `take`. Exceptions of the YAML library end here.
Result<void> with_yaml(const SourcePtr& source, const std::function<void(const YAML::Node& root)>& take);

}  // namespace sekisho::cli
