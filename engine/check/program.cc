// Names of builtins and severities, and lookup of declarations in a checked program.
#include "engine/check/program.h"

#include <algorithm>

#include "engine/base/check.h"

namespace sekisho {
namespace {

template <typename Declared>
const Declared* find_named(const std::vector<std::unique_ptr<Declared>>& declared, std::string_view name) {
  auto found = std::find_if(declared.begin(), declared.end(), [name](const auto& one) { return one->name == name; });
  return found == declared.end() ? nullptr : found->get();
}

std::string_view last_part(std::string_view name) {
  const size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

}  // namespace

std::string_view to_string(Builtin builtin) {
  switch (builtin) {
#define SEKISHO_BUILTIN(name, signature) \
  case Builtin::k_##name:                \
    return #name;
#include "engine/check/builtins.def"
#undef SEKISHO_BUILTIN
  }
  CHECK(false);
}

std::string_view to_string(RuleSeverity severity) {
  switch (severity) {
    case RuleSeverity::kInfo: return "info";
    case RuleSeverity::kLow: return "low";
    case RuleSeverity::kMedium: return "medium";
    case RuleSeverity::kHigh: return "high";
    case RuleSeverity::kCritical: return "critical";
  }
  CHECK(false);
}

const EntityType* Program::find_entity(std::string_view name) const { return find_named(entities, name); }
const RecordType* Program::find_record(std::string_view name) const { return find_named(records, name); }
const EnumType* Program::find_enum(std::string_view name) const { return find_named(enums, name); }

int Program::find_rule(std::string_view name) const {
  int by_last_part = -1;
  bool unique = true;
  for (size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].name == name) return static_cast<int>(i);
    if (last_part(rules[i].name) != name) continue;
    unique = unique && by_last_part < 0;
    by_last_part = static_cast<int>(i);
  }
  return unique ? by_last_part : -1;
}

}  // namespace sekisho
