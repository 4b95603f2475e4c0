// Resource ids and types.
#include "adapters/azure/resource_id.h"

#include <algorithm>

namespace sekisho::adapters::azure {
namespace {

char lower_letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string join(const std::vector<std::string>& parts, size_t from, size_t to) {
  std::string text;
  for (size_t i = from; i < to; ++i) text += (i == from ? "" : "/") + parts[i];
  return text;
}

}  // namespace

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower_letter(x) == lower_letter(y); });
}

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  for (size_t start = 0; start <= text.size();) {
    const size_t end = std::min(text.find(at, start), text.size());
    parts.emplace_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

std::optional<ResourceId> parse_resource_id(std::string_view id) {
  if (!id.starts_with('/')) return std::nullopt;
  if (id.ends_with('/')) id.remove_suffix(1);
  const std::vector<std::string> parts = split(lower(id).substr(1), '/');
  ResourceId result;
  if (parts.size() >= 2 && parts[0] == "subscriptions") result.subscription = parts[1];
  // The last provider: what stands before it is what an extension lies on.
  const auto found = std::find(parts.rbegin(), parts.rend(), "providers");
  const size_t name_start = id.rfind('/') + 1;
  result.name = id.substr(name_start);
  if (found == parts.rend()) {
    if (result.subscription.empty()) return std::nullopt;
    if (parts.size() == 2) result.type = "microsoft.resources/subscriptions";
    else if (parts.size() == 4 && parts[2] == "resourcegroups") result.type = "microsoft.resources/subscriptions/resourcegroups";
    else return std::nullopt;
    if (parts.size() == 4) result.parent = "/" + join(parts, 0, 2);
    return result;
  }
  const size_t provider = static_cast<size_t>(parts.rend() - found);  // index after "providers"
  if (parts.size() < provider + 3 || (parts.size() - provider) % 2 == 0) return std::nullopt;
  result.type = parts[provider];
  for (size_t i = provider + 1; i < parts.size(); i += 2) result.type += "/" + parts[i];
  const bool child = parts.size() > provider + 3;
  const size_t end = child ? parts.size() - 2 : provider - 1;
  const bool extension = !child && std::count(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(end), "providers") > 0;
  const bool of_a_scope = !child && !extension && (end == 2 || end == 4);
  if (child || extension || of_a_scope) result.parent = "/" + join(parts, 0, end);
  return result;
}

TypedName typed_name(std::string_view type, const std::vector<std::string>& name) {
  std::string text = lower(type);
  while (text.ends_with('/')) text.pop_back();
  std::vector<std::string> parts = split(text, '/');
  TypedName result{text, name, "", {}};
  const auto inner = std::find(parts.begin(), parts.end(), "providers");
  if (inner != parts.end() && name.size() >= 2) {
    // a/b/providers/locks, "x/Microsoft.Authorization/keep": the namespace stands in the name
    const size_t before = static_cast<size_t>(inner - parts.begin());
    const size_t own = std::min(parts.size() - before - 1, name.size() - 1);
    const size_t namespace_at = name.size() - own - 1;
    result.type = lower(name[namespace_at]);
    for (size_t i = before + 1; i < parts.size(); ++i) result.type += "/" + parts[i];
    result.parent_type = join(parts, 0, before);
    result.parent_name.assign(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(namespace_at));
    result.name.assign(name.begin() + static_cast<std::ptrdiff_t>(namespace_at) + 1, name.end());
    return result;
  }
  if (parts.size() > 2) {
    result.parent_type = join(parts, 0, parts.size() - 1);
    if (name.size() > 1) result.parent_name.assign(name.begin(), name.end() - 1);
  }
  return result;
}

}  // namespace sekisho::adapters::azure
