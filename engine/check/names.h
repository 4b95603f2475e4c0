// Names: which declarations there are, by package, and what a file can see of them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/check/program.h"
#include "engine/syntax/ast.h"

namespace sekisho {

struct Declaration {
  enum class Kind { kParameter, kDefine, kEnum, kRecord, kTrait, kKind };
  Kind kind = Kind::kParameter;
  std::string package;
  std::string name;                          // within the package; kinds and records may be dotted
  int index = -1;                            // kParameter, kDefine: into the program
  const EnumType* enumeration = nullptr;
  const RecordType* record = nullptr;
  const EntityType* entity = nullptr;
  bool has_arguments = false;                // kDefine
  bool map_only = false;                     // kDefine: says `unknown` or `default`, which rules may not
  Span span;                                 // of the name
  std::string qualified() const { return package + "." + name; }
};
std::string_view noun_of(Declaration::Kind kind);   // "parameter", "define", …

// What one file sees: its own package and those it imports.
struct View {
  std::string package;
  std::vector<std::string> imports;
  bool everything = false;                   // obligations and command lines: every package, the nearest first
  mutable std::set<std::string> used;        // imports that gave a name
};

class Names {
 public:
  // Null when the package has that name already; then `other` is the earlier one.
  Declaration* add(Declaration declaration, const Declaration** other);
  void add_package(const std::string& package) { packages_[package]; }
  bool has_package(std::string_view package) const { return packages_.find(package) != packages_.end(); }
  std::vector<std::string> package_names() const;

  // Every declaration that `name` (dotted, perhaps with its package in front) can mean in `view`. The own package's
  // and imported ones count alike: more than one is ambiguous. Where everything is visible, the own package comes first, then
  // those that share most leading words with it.
  std::vector<const Declaration*> find(const View& view, std::string_view name) const;
  // For suggestions: all names visible in `view`.
  std::vector<std::string> visible(const View& view) const;
  std::vector<std::string> visible(const View& view, std::initializer_list<Declaration::Kind> kinds) const;
  // A package that declares `name` but is not imported; empty: none.
  std::string package_declaring(std::string_view name) const;
  Declaration* of_define(int index);
  const std::map<std::string, std::map<std::string, Declaration, std::less<>>, std::less<>>& packages() const { return packages_; }

 private:
  std::map<std::string, std::map<std::string, Declaration, std::less<>>, std::less<>> packages_;
};

}  // namespace sekisho
