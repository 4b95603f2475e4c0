// describe: what a program declares, as plain data; and the small commands around it.
#include <algorithm>

#include "engine/api/compiled.h"
#include "engine/api/select.h"
#include "engine/check/codes.h"
#include "sekisho/api.h"

namespace sekisho {
namespace {

MapInfo describe_map(const Map& map) {
  MapInfo info;
  info.types = map.sources;
  info.adapter = map.sources.empty() ? "" : map.sources.front().substr(0, map.sources.front().find('.'));
  info.kind = map.kind->name;
  info.file = map.span.source == nullptr ? "" : map.span.source->name();
  for (const MapItem& item : map.items) {
    if (item.kind == MapItem::Kind::kLet) continue;
    MapCell cell;
    cell.attribute = item.dotted();
    cell.reason = item.reason;
    cell.state = item.kind == MapItem::Kind::kUnavailable ? MapCell::State::kUnavailable : item.kind == MapItem::Kind::kDefault ? MapCell::State::kDefault : MapCell::State::kFilled;
    info.cells.push_back(std::move(cell));
  }
  return info;
}

}  // namespace

PolicyInfo describe(const CompiledPolicy& policy) {
  const Program& program = *policy.program;
  PolicyInfo info;
  for (const auto& entity : program.entities) {
    EntityInfo out;
    out.name = entity->name;
    out.is_trait = entity->is_trait;
    for (const EntityType* trait : entity->traits) out.traits.push_back(trait->name);
    if (entity->is_trait) {
      for (const EntityType* kind : entity->kinds) out.kinds.push_back(kind->name);
    }
    for (const Attribute& attribute : entity->attributes) out.attributes.push_back({attribute.name, to_string(attribute.type)});
    info.entities.push_back(std::move(out));
  }
  std::sort(info.entities.begin(), info.entities.end(), [](const EntityInfo& a, const EntityInfo& b) { return a.name < b.name; });
  for (const Map& map : program.maps) info.maps.push_back(describe_map(map));
  for (const Parameter& parameter : program.parameters) {
    info.parameters.push_back({parameter.name, to_string(parameter.type), parameter.value == nullptr ? "" : to_seki(*parameter.value), {parameter.doc_en, parameter.doc_ja}});
  }
  for (const Rule& rule : program.rules) info.rules.push_back(describe_rule(policy, rule));
  std::sort(info.rules.begin(), info.rules.end(), [](const RunRule& a, const RunRule& b) { return a.name < b.name; });
  info.tests = program.tests.size();
  return info;
}

std::vector<std::string> rule_names(const CompiledPolicy& policy) {
  std::vector<std::string> names;
  names.reserve(policy.program->rules.size());
  for (const Rule& rule : policy.program->rules) names.push_back(rule.name);
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<CodeInfo> explain_code(const std::string& code) {
  const CodeExplanation* found = find_code(code);
  if (found == nullptr) return {};
  return CodeInfo{found->code, found->title, {found->en, found->ja}, found->example};
}

std::vector<CodeInfo> all_codes() {
  std::vector<CodeInfo> all;
  for (const CodeExplanation& each : code_explanations()) all.push_back({each.code, each.title, {each.en, each.ja}, each.example});
  return all;
}

}  // namespace sekisho
