// names_azure.
#include "tests/agreement/azure_names.h"

#include <algorithm>
#include <vector>

namespace sekisho::agreement {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// Parts between slashes that stand in no expression.
std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (const char c : text) {
    depth += c == '[' ? 1 : c == ']' ? -1 : 0;
    if (c == '/' && depth == 0) parts.emplace_back();
    else parts.back() += c;
  }
  return parts;
}

// "a.b/servers/s/databases/d" of a.b/servers/databases and its names, those of its parents first; "" when they do not fit.
std::string path_of(const RawResource& resource) {
  std::vector<std::string> names = parts_of(resource.name);
  const std::vector<std::string> types = parts_of(resource.type);
  const RawNode* up = resource.root->find("@parent");
  if (names.size() + 1 < types.size() && up != nullptr && up->reference != nullptr && up->reference->exact) {
    return path_of(*up->reference->targets[0]) + "/" + types.back() + "/" + names.back();
  }
  if (names.size() + 1 != types.size()) return "";
  std::string path = types[0];
  for (size_t i = 0; i < names.size(); ++i) path += "/" + types[i + 1] + "/" + names[i];
  return path;
}

}  // namespace

bool names_azure(const RawResource& resource, const std::string& recorded) {
  const std::string wanted = lower(recorded);
  if (lower(resource.address.substr(0, resource.address.find('~'))) == wanted) return true;
  const size_t colons = wanted.find("::");
  if (colons != std::string::npos) {
    // Nested children are named by the last part of their type and name.
    const std::string address = lower(resource.address);
    const size_t start = address.rfind(" / ");
    const std::string own = start == std::string::npos ? address : address.substr(start + 3);
    const bool turn = own.starts_with(wanted + "[");
    return own == wanted || turn || own.starts_with(wanted + "~") || (resource.type == wanted.substr(0, colons) && lower(resource.name) == wanted.substr(colons + 2));
  }
  return lower(path_of(resource)) == wanted;
}

}  // namespace sekisho::agreement
