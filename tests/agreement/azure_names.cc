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
  const std::vector<std::string> names = parts_of(resource.name);
  const std::vector<std::string> types = parts_of(resource.type);
  if (names.size() + 1 > types.size()) return "";
  const RawNode* up = resource.root->find("@parent");
  std::string path = types[0];
  if (names.size() + 1 < types.size()) {
    if (up == nullptr || up->reference == nullptr || !up->reference->exact) return "";
    path = path_of(*up->reference->targets[0]);
  }
  for (size_t i = 0; i < names.size(); ++i) path += "/" + types[types.size() - names.size() + i] + "/" + names[i];
  return path;
}

}  // namespace

bool names_azure(const RawResource& resource, const std::string& recorded) {
  const std::string wanted = lower(recorded);
  if (lower(resource.address.substr(0, resource.address.find('~'))) == wanted) return true;
  const size_t colons = wanted.find("::");
  if (colons == std::string::npos) return lower(path_of(resource)) == wanted;
  // Nested children are named by the last part of their type and name.
  const std::string type = wanted.substr(0, colons), name = wanted.substr(colons + 2), address = lower(resource.address);
  if (resource.type != type && !resource.type.ends_with("/" + type)) return false;
  const std::string written = address.substr(std::min(address.rfind("::") + 2, address.size()));
  return written == name || written.starts_with(name + "~") || (written.starts_with(name + "[") && !name.empty()) || lower(resource.name) == name;
}

}  // namespace sekisho::agreement
