// Walks the lists that schema/extract.py cut from the provider's schema.
#include "adapters/terraform/open_attributes.h"

#include <algorithm>
#include <array>

namespace sekisho::adapters::terraform {
namespace {

struct OpenType {
  std::string_view type;
  std::string_view names;
};

// Sorted by type.
constexpr OpenType kOpenTypes[] = {
#include "adapters/terraform/schema/open_attributes.inc"
};

constexpr std::array<std::string_view, 3> kClouds = {"aws_", "azurerm_", "google_"};
constexpr std::array<std::string_view, 5> kIdentities = {"arn", "id", "name", "region", "self_link"};

// Takes the next word off `names`; empty at the end.
std::string_view next_word(std::string_view& names) {
  names.remove_prefix(std::min(names.find_first_not_of(' '), names.size()));
  const std::string_view word = names.substr(0, names.find(' '));
  names.remove_prefix(word.size());
  return word;
}

// Takes what stands in the braces that follow off `names`.
std::string_view take_block(std::string_view& names) {
  next_word(names);
  const std::string_view all = names;
  for (int depth = 1; depth > 0;) {
    const std::string_view word = next_word(names);
    if (word.empty()) break;
    depth += word == "{" ? 1 : word == "}" ? -1 : 0;
  }
  return all.substr(0, all.size() - names.size() - 1);
}

}  // namespace

std::optional<OpenNames::Found> OpenNames::find(std::string_view name) const {
  std::string_view rest = names_;
  for (std::string_view word = next_word(rest); !word.empty(); word = next_word(rest)) {
    std::string_view ahead = rest;
    const bool is_block = next_word(ahead) == "{";
    if (!is_block && word == name) return Found{};
    if (!is_block) continue;
    const std::string_view below = take_block(rest);
    if (word == name) return Found{true, below};
  }
  return std::nullopt;
}

std::optional<OpenNames> open_names(std::string_view type) {
  const OpenType* found = std::lower_bound(std::begin(kOpenTypes), std::end(kOpenTypes), type, [](const OpenType& one, std::string_view wanted) { return one.type < wanted; });
  if (found == std::end(kOpenTypes) || found->type != type) return std::nullopt;
  return OpenNames(found->names);
}

bool is_identity(std::string_view type, std::string_view name) {
  const bool cloud = std::any_of(kClouds.begin(), kClouds.end(), [&](std::string_view prefix) { return type.starts_with(prefix); });
  return cloud && std::find(kIdentities.begin(), kIdentities.end(), name) != kIdentities.end();
}

}  // namespace sekisho::adapters::terraform
