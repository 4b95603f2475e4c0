// Names: lookup of declarations by package and import.
#include "engine/check/names.h"

#include <algorithm>

namespace sekisho {

std::string_view noun_of(Declaration::Kind kind) {
  switch (kind) {
    case Declaration::Kind::kParameter: return "parameter";
    case Declaration::Kind::kDefine: return "define";
    case Declaration::Kind::kEnum: return "enum";
    case Declaration::Kind::kRecord: return "record";
    case Declaration::Kind::kTrait: return "trait";
    case Declaration::Kind::kKind: return "kind";
  }
  return "declaration";
}

namespace {

// How many leading words two packages share: 1 for `ismap.access` and `ismap.shared`.
size_t shared_words(std::string_view a, std::string_view b) {
  size_t words = 0;
  for (size_t i = 0;; ++i) {
    const bool a_ends = i == a.size() || a[i] == '.', b_ends = i == b.size() || b[i] == '.';
    if (a_ends && b_ends) ++words;
    if (i >= a.size() || i >= b.size() || a[i] != b[i]) return words;
  }
}

// Of several declarations those of the packages next to `package`: a rule's text means the defines of its own pack.
void keep_nearest(const std::string& package, std::vector<const Declaration*>& found) {
  size_t most = 0;
  for (const Declaration* one : found) most = std::max(most, shared_words(package, one->package));
  std::erase_if(found, [&](const Declaration* one) { return shared_words(package, one->package) < most; });
}

}  // namespace

Declaration* Names::add(Declaration declaration, const Declaration** other) {
  auto& package = packages_[declaration.package];
  const auto [place, added] = package.emplace(declaration.name, declaration);
  if (added) return &place->second;
  *other = &place->second;
  return nullptr;
}

std::vector<std::string> Names::package_names() const {
  std::vector<std::string> names;
  for (const auto& [name, unused] : packages_) names.push_back(name);
  return names;
}

std::vector<const Declaration*> Names::find(const View& view, std::string_view name) const {
  std::vector<const Declaration*> found;
  const auto look = [&](const std::string& package_name, std::string_view wanted) {
    const auto package = packages_.find(package_name);
    if (package == packages_.end()) return;
    const auto place = package->second.find(wanted);
    if (place == package->second.end()) return;
    if (std::find(found.begin(), found.end(), &place->second) != found.end()) return;
    found.push_back(&place->second);
    if (package_name != view.package) view.used.insert(package_name);
  };
  const auto look_both = [&](const std::string& package_name) {
    look(package_name, name);
    if (name.size() > package_name.size() + 1 && name.substr(0, package_name.size()) == package_name && name[package_name.size()] == '.')
      look(package_name, name.substr(package_name.size() + 1));
  };
  look_both(view.package);
  if (view.everything) {
    if (!found.empty()) return found;
    for (const auto& [package_name, unused] : packages_) look_both(package_name);
    keep_nearest(view.package, found);
    return found;
  }
  for (const std::string& import : view.imports)
    if (import != view.package) look_both(import);
  return found;
}

std::vector<std::string> Names::visible(const View& view) const {
  using Kind = Declaration::Kind;
  return visible(view, {Kind::kParameter, Kind::kDefine, Kind::kEnum, Kind::kRecord, Kind::kTrait, Kind::kKind});
}

std::vector<std::string> Names::visible(const View& view, std::initializer_list<Declaration::Kind> kinds) const {
  std::vector<std::string> names;
  for (const auto& [package_name, declarations] : packages_) {
    const bool imported = std::find(view.imports.begin(), view.imports.end(), package_name) != view.imports.end();
    if (!view.everything && !imported && package_name != view.package) continue;
    for (const auto& [name, declaration] : declarations)
      if (std::find(kinds.begin(), kinds.end(), declaration.kind) != kinds.end()) names.push_back(name);
  }
  return names;
}

std::string Names::package_declaring(std::string_view name) const {
  for (const auto& [package_name, declarations] : packages_)
    if (declarations.find(name) != declarations.end()) return package_name;
  return "";
}

Declaration* Names::of_define(int index) {
  for (auto& [package_name, declarations] : packages_)
    for (auto& [name, declaration] : declarations)
      if (declaration.kind == Declaration::Kind::kDefine && declaration.index == index) return &declaration;
  return nullptr;
}

}  // namespace sekisho
