// Types come as `sekisho schema` prints them.
#include "cli/registers.h"

#include <algorithm>
#include <set>

namespace sekisho::cli {
namespace {

using adapters::Register;
using adapters::RegisterColumn;
using Type = RegisterColumn::Type;

const EntityInfo* find_kind(const PolicyInfo& policies, const std::string& name) {
  const auto at = std::find_if(policies.entities.begin(), policies.entities.end(), [&](const EntityInfo& one) { return one.name == name && !one.is_trait; });
  return at == policies.entities.end() ? nullptr : &*at;
}

// "enum(restore, failover)".
std::vector<std::string> words_of(const std::string& type) {
  std::vector<std::string> words;
  for (size_t at = type.find('(') + 1; at < type.size();) {
    const size_t end = type.find_first_of(",)", at);
    words.push_back(type.substr(at, end - at));
    at = type.find_first_not_of(" ", end + 1);
    if (at == std::string::npos) break;
  }
  return words;
}

// False: a table has no cell for it.
bool set_type(RegisterColumn& column, std::string type) {
  if (type.ends_with('?')) {
    column.optional = true;
    type.pop_back();
  }
  for (const char* many : {"set of ", "list of "}) {
    if (column.many || !type.starts_with(many)) continue;
    column.many = true;
    type = type.substr(std::string(many).size());
  }
  if (type.starts_with("record") || type.starts_with("dict") || type.starts_with("set ") || type.starts_with("list ")) return false;
  static const std::vector<std::pair<std::string, Type>> kTypes = {{"bool", Type::kBool}, {"int", Type::kInt}, {"decimal", Type::kDecimal}, {"date", Type::kDate},
                                                                  {"timestamp", Type::kTimestamp}, {"period", Type::kPeriod}, {"file", Type::kFile}};
  for (const auto& [name, known] : kTypes) {
    if (type == name) column.type = known;
  }
  if (type.starts_with("enum(")) {
    column.type = Type::kEnum;
    column.words = words_of(type);
  }
  return true;
}

bool has_map(const PolicyInfo& policies, const std::string& kind) {
  return std::any_of(policies.maps.begin(), policies.maps.end(), [&](const MapInfo& map) { return map.adapter == "register" && map.kind == kind; });
}

bool has_column(const Register& one, const std::string& name) {
  return std::any_of(one.columns.begin(), one.columns.end(), [&](const RegisterColumn& column) { return column.name == name; });
}

std::string map_of(const Register& one, const EntityInfo& kind) {
  std::string text = "\nmap register.\"" + one.kind + "\" as r to " + one.kind + " {\n";
  const std::string& first = one.columns.front().name;
  if (!has_column(one, "id") && !one.columns.front().many) text += "  identity name within global = r." + first + "\n";
  for (const char* name : {"id", "email"}) {
    if (has_column(one, name)) text += "  identity " + std::string(name) + " within global = r." + name + "\n";
  }
  for (const AttributeInfo& attribute : kind.attributes) {
    const bool there = has_column(one, attribute.name);
    text += "  " + attribute.name + (there ? " = r." + attribute.name : " unavailable \"a table has no cell for it\"") + "\n";
  }
  return text + "}\n";
}

}  // namespace

std::vector<RegisterColumn> register_columns(const EntityInfo& kind) {
  std::vector<RegisterColumn> columns;
  for (const AttributeInfo& attribute : kind.attributes) {
    RegisterColumn column;
    column.name = attribute.name;
    if (set_type(column, attribute.type)) columns.push_back(std::move(column));
  }
  return columns;
}

Result<std::vector<Register>> registers_of(const std::vector<RegisterChoice>& choices, const PolicyInfo& policies) {
  std::vector<Register> registers;
  std::vector<std::string> names;
  for (const EntityInfo& entity : policies.entities) {
    if (!entity.is_trait) names.push_back(entity.name);
  }
  for (const RegisterChoice& choice : choices) {
    const EntityInfo* kind = find_kind(policies, choice.kind);
    if (kind == nullptr) return Error{"there is no kind `" + choice.kind + "` that the register `" + choice.path + "` could fill", suggestion(choice.kind, names, "`sekisho schema` lists kinds, such as"), {}};
    Register made{choice.path, choice.kind, register_columns(*kind)};
    if (made.columns.empty()) return Error{"no table can fill `" + choice.kind + "`", "its attributes are records or dicts", {}};
    registers.push_back(std::move(made));
  }
  return registers;
}

SourcePtr register_maps(const std::vector<Register>& registers, const PolicyInfo& policies) {
  std::string text;
  std::set<std::string> done;
  for (const Register& one : registers) {
    if (!has_map(policies, one.kind) && done.insert(one.kind).second) text += map_of(one, *find_kind(policies, one.kind));
  }
  if (text.empty()) return nullptr;
  return std::make_shared<const Source>("sekisho:maps of registers", "language 1\npackage sekisho.adapters.registers\nimport sekisho.schema\n" + text);
}

}  // namespace sekisho::cli
