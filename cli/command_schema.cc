// `sekisho schema`: kinds and traits, the words a rule can use.
#include <algorithm>
#include <iostream>
#include <set>

#include "cli/commands.h"
#include "cli/policies.h"
#include "cli/terminal.h"
#include "sekisho/json_objects.h"

namespace sekisho::cli {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

void print_list(const PolicyInfo& info) {
  size_t width = 0;
  for (const EntityInfo& entity : info.entities) width = std::max(width, entity.name.size());
  for (const bool traits : {true, false}) {
    std::cout << (traits ? "traits\n" : "\nkinds\n");
    for (const EntityInfo& entity : info.entities) {
      if (entity.is_trait != traits) continue;
      std::cout << "  " << entity.name << std::string(width + 2 - entity.name.size(), ' ') << entity.attributes.size() << " attributes";
      // A trait of sixty kinds would fill the screen; `schema TRAIT` names them.
      const std::string others = traits ? std::to_string(entity.kinds.size()) + " kinds" : joined(entity.traits);
      if (!others.empty()) std::cout << "; " << others;
      std::cout << "\n";
    }
  }
}

void print_entity(const PolicyInfo& info, const EntityInfo& entity) {
  std::cout << (entity.is_trait ? "trait " : "kind ") << entity.name << (entity.traits.empty() ? "" : " : " + joined(entity.traits)) << "\n";
  size_t width = 0;
  for (const AttributeInfo& attribute : entity.attributes) width = std::max(width, attribute.name.size());
  for (const AttributeInfo& attribute : entity.attributes)
    std::cout << "  " << attribute.name << std::string(width - attribute.name.size(), ' ') << " : " << attribute.type << "\n";
  if (!entity.kinds.empty()) std::cout << "\nkinds with this trait: " << joined(entity.kinds) << "\n";
  std::set<std::string> sources;
  for (const MapInfo& map : info.maps) {
    if (map.kind != entity.name) continue;
    for (const std::string& type : map.types) sources.insert(type.starts_with(map.adapter + ".") ? type : map.adapter + "." + type);
  }
  if (!sources.empty()) std::cout << "\nfilled from: " << joined({sources.begin(), sources.end()}) << "\n";
  std::vector<std::string> rules;
  for (const RunRule& rule : info.rules) {
    if (rule.population == entity.name) rules.push_back(rule.name);
  }
  if (!rules.empty()) std::cout << "\nrules: " << joined(rules) << "\n";
}

void write_entity(JsonWriter& json, const EntityInfo& entity) {
  json.begin_object();
  json.member("name", entity.name);
  json.member("trait", entity.is_trait);
  json.texts("traits", entity.traits);
  json.texts("kinds", entity.kinds);
  write_objects(json, "attributes", entity.attributes, [&](const AttributeInfo& attribute) {
    json.member("name", attribute.name);
    json.member("type", attribute.type);
  });
  json.end_object();
}

}  // namespace

ExitCode run_schema(const Arguments& arguments) {
  const std::vector<std::string>& words = arguments.positional();
  if (words.size() > 1) return refuse({"`schema` takes one kind or trait", "write `sekisho schema " + words[0] + "`", {}});
  const Result<PolicySet> texts = read_policies({arguments.values("--pack"), {}, false});
  if (!texts) return refuse(texts.error());
  const std::optional<CompiledPolicy> policy = compile_and_show(*texts);
  if (!policy) return kBadInput;
  PolicyInfo info = describe(*policy);
  if (words.size() == 1) {
    std::vector<std::string> names;
    for (const EntityInfo& entity : info.entities) names.push_back(entity.name);
    if (std::find(names.begin(), names.end(), words[0]) == names.end())
      return refuse({"no kind or trait `" + words[0] + "`", suggestion(words[0], names, "they are"), {}});
    std::erase_if(info.entities, [&](const EntityInfo& entity) { return entity.name != words[0]; });
  }
  if (arguments.has("--json")) {
    std::string out;
    JsonWriter json(&out, true);
    json.begin_array();
    for (const EntityInfo& entity : info.entities) write_entity(json, entity);
    json.end_array();
    std::cout << out << "\n";
  } else if (words.size() == 1) {
    print_entity(info, info.entities.front());
  } else {
    print_list(info);
  }
  return kGood;
}

}  // namespace sekisho::cli
