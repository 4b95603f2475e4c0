// Which values of a raw state are known not to be sensitive.
#pragma once

#include <optional>
#include <string_view>

namespace sekisho::adapters::terraform {

// Names of one level that a provider's schema does not call sensitive: "arn tags ingress { cidr_blocks … }".
class OpenNames {
 public:
  explicit OpenNames(std::string_view names) : names_(names) {}
  // None: the schema has no such name, or calls it sensitive.
  struct Found {
    bool block = false;        // else an attribute, which is open as a whole
    std::string_view below;    // the names in a block
  };
  std::optional<Found> find(std::string_view name) const;

 private:
  std::string_view names_;
};

// None: no shipped schema has this type ("aws_s3_bucket").
std::optional<OpenNames> open_names(std::string_view type);

// Whether top-level attribute `name` of a resource of type `type` tells which resource it is, or where: true for types of the clouds only (the id of a
// `random_string` is its value).
bool is_identity(std::string_view type, std::string_view name);

}  // namespace sekisho::adapters::terraform
