// A plan as JSON: the plainest spelling, or one that a correct reader has to take as well.
#include <cstdio>
#include <map>

#include "tests/judge/input.h"
#include "tests/judge/random.h"

namespace sekisho::judge {
namespace {

using Form = Data::Form;

class Writer {
 public:
  explicit Writer(const Plan& plan) : plan_(plan), random_(plan.spelling), odd_(plan.spelling != 0) {}

  std::string run() {
    std::vector<Member> top{{"format_version", "\"1.2\""}, {"terraform_version", "\"1.9.0\""}};
    if (plan_.form == PlanForm::kState) {
      top.emplace_back("values", values());
      return damaged(object(std::move(top)));
    }
    top.emplace_back("timestamp", text(plan_.timestamp));
    if (plan_.form == PlanForm::kPlan) top.emplace_back("resource_changes", plan_.damage == Damage::kWrongTop ? "{}" : changes());
    else top.emplace_back("planned_values", values());
    if (plan_.configuration) top.emplace_back("configuration", configuration());
    if (odd_ && plan_.form == PlanForm::kPlan) {
      top.emplace_back("planned_values", "{\"root_module\": {\"resources\": [{\"address\": \"t.x\", \"values\": {\"a\": [[[{}]]]}}]}}");
      top.emplace_back("variables", "{\"x\": {\"value\": \"web\"}}");
      top.emplace_back("relevant_attributes", "[{\"resource\": \"a\", \"attribute\": [\"b\", 0]}]");
    }
    return damaged(object(std::move(top)) + (random_.chance(0.5) ? "\n" : ""));
  }

 private:
  using Member = std::pair<std::string, std::string>;

  std::string damaged(std::string text) {
    if (plan_.damage == Damage::kCut) text.resize(text.size() / 2 + random_.below(text.size() / 2));
    if (plan_.damage == Damage::kDuplicateKey) {
      // The second `{` opens some object inside.
      size_t at = text.find('{', 1);
      if (at != std::string::npos) text.insert(at + 1, "\"twice\": 1, \"twice\": 2" + std::string(text[at + 1] == '}' ? "" : ", "));
    }
    return text;
  }

  // Resources as a state has them, in the root module.
  std::string values() {
    std::vector<std::string> items;
    for (const ResourceData& resource : plan_.resources) {
      if (!resource.module.empty()) continue;
      const std::string sensitive = marks(resource.root, true);
      std::vector<Member> members{{"address", text(to_address(resource))}, {"mode", mode(resource)}, {"type", text(type(resource))}, {"name", text(resource.name)},
                                  {"provider_name", "\"providers.example.com/hashicorp/aws\""}, {"values", value(resource.root)}, {"sensitive_values", sensitive.empty() ? "{}" : sensitive}};
      if (!resource.index.empty()) members.emplace_back("index", resource.index);
      items.push_back(object(std::move(members)));
    }
    return object({{"root_module", object({{"resources", list(items)}})}});
  }

  std::string space() {
    if (!odd_) return "";
    static const char* const kSpaces[] = {"", "", "", " ", "\n", "\t", "  \r\n "};
    return kSpaces[random_.below(7)];
  }

  std::string object(std::vector<Member> members) {
    if (odd_ && random_.chance(0.3)) random_.shuffle(members);
    std::string out = "{" + space();
    for (size_t i = 0; i < members.size(); ++i) out += (i == 0 ? "" : ",") + space() + text(members[i].first) + space() + ":" + space() + members[i].second + space();
    return out + "}";
  }

  std::string list(const std::vector<std::string>& items) {
    std::string out = "[" + space();
    for (size_t i = 0; i < items.size(); ++i) out += (i == 0 ? "" : ",") + space() + items[i] + space();
    return out + "]";
  }

  // A JSON string; odd ones escape what needs no escape.
  std::string text(const std::string& value) {
    std::string out = "\"";
    const bool escape = odd_ && random_.chance(0.08);
    for (const char c : value) {
      char code[8];
      if (c == '"' || c == '\\') out += std::string("\\") + c;
      else if (static_cast<unsigned char>(c) < 0x20 || (escape && static_cast<unsigned char>(c) < 0x80 && random_.chance(0.4))) {
        std::snprintf(code, sizeof code, random_.chance(0.5) ? "\\u%04x" : "\\u%04X", c);
        out += code;
      } else if (c == '/' && odd_ && random_.chance(0.3)) out += "\\/";
      else out += c;
    }
    return out + "\"";
  }

  std::string value(const Data& data) {
    switch (data.form) {
      case Form::kBool: return data.boolean ? "true" : "false";
      case Form::kNumber: return data.text;
      case Form::kText: return text(data.text);
      case Form::kList: {
        std::vector<std::string> items;
        for (const Data& item : data.items) items.push_back(value(item));
        return list(items);
      }
      case Form::kObject: {
        std::vector<Member> members;
        for (const auto& [key, member] : data.members) {
          if (member.form != Form::kAbsent && member.form != Form::kUnknown) members.emplace_back(key, value(member));
        }
        return object(std::move(members));
      }
      default: return "null";
    }
  }

  // `after_unknown` or `after_sensitive`: "" when nothing below is marked.
  std::string marks(const Data& data, bool sensitive) {
    if (sensitive ? data.sensitive : data.form == Form::kUnknown) return "true";
    bool any = false;
    if (data.form == Form::kList) {
      std::vector<std::string> items;
      for (const Data& item : data.items) {
        const std::string mark = marks(item, sensitive);
        any = any || !mark.empty();
        items.push_back(!mark.empty() ? mark : item.form == Form::kObject ? "{}" : "false");
      }
      return any ? list(items) : "";
    }
    if (data.form != Form::kObject) return "";
    std::vector<Member> members;
    for (const auto& [key, member] : data.members) {
      const std::string mark = marks(member, sensitive);
      any = any || !mark.empty();
      if (!mark.empty()) members.emplace_back(key, mark);
      else if (odd_ && random_.chance(0.1)) members.emplace_back(key, "false");
    }
    return any ? object(std::move(members)) : "";
  }

  static bool is_data(const ResourceData& resource) { return resource.type.starts_with("data."); }
  static std::string mode(const ResourceData& resource) { return is_data(resource) ? "\"data\"" : "\"managed\""; }
  static std::string type(const ResourceData& resource) { return resource.type.substr(is_data(resource) ? 5 : 0); }

  static std::string module_address(const ResourceData& resource) {
    if (resource.module.empty()) return "";
    return "module." + resource.module + (resource.module_index.empty() ? "" : "[" + resource.module_index + "]");
  }

  std::string changes() {
    std::vector<std::string> items;
    for (const ResourceData& resource : plan_.resources) {
      std::vector<Member> members{{"address", text(to_address(resource))}, {"mode", mode(resource)}, {"type", text(type(resource))}, {"name", text(resource.name)}};
      if (!resource.module.empty()) members.emplace_back("module_address", text(module_address(resource)));
      if (!resource.index.empty()) members.emplace_back("index", resource.index);
      members.emplace_back("provider_name", "\"providers.example.com/hashicorp/aws\"");
      const std::string actions = resource.action == "replace" ? "[\"delete\", \"create\"]" : "[" + text(resource.action) + "]";
      std::vector<Member> change{{"actions", actions}, {"before", "null"}, {"after", resource.action == "delete" ? "null" : value(resource.root)}};
      const std::string unknown = marks(resource.root, false), sensitive = marks(resource.root, true);
      change.emplace_back("after_unknown", unknown.empty() ? "{}" : unknown);
      if (!odd_ || random_.chance(0.9)) change.emplace_back("after_sensitive", sensitive.empty() ? (odd_ && random_.chance(0.3) ? "false" : "{}") : sensitive);
      else if (!sensitive.empty()) change.emplace_back("after_sensitive", sensitive);
      if (odd_ && random_.chance(0.2)) change.emplace_back("replace_paths", "[[\"a\", 0, \"b\"]]");
      members.emplace_back("change", object(std::move(change)));
      items.push_back(object(std::move(members)));
    }
    return list(items);
  }

  // The expression of one value; "" when the author left it out.
  std::string expression(const Data& data) {
    switch (data.origin) {
      case Data::Origin::kNowhere: return "";
      case Data::Origin::kVariable: return object({{"references", "[\"var.x\"]"}});
      case Data::Origin::kReference: {
        std::vector<std::string> names;
        for (const std::string& name : data.references) names.push_back(text(name));
        return object({{"references", list(names)}});
      }
      case Data::Origin::kConstant: break;
    }
    if (data.form == Form::kAbsent || data.form == Form::kUnknown) return "";
    const bool blocks = data.form == Form::kList && !data.items.empty() && data.items[0].form == Form::kObject;
    if (!blocks) return data.form == Form::kNull ? object({}) : object({{"constant_value", value(data)}});
    std::vector<std::string> items;
    for (const Data& item : data.items) items.push_back(expressions(item));
    return list(items);
  }

  std::string expressions(const Data& data) {
    std::vector<Member> members;
    for (const auto& [key, member] : data.members) {
      if (std::string written = expression(member); !written.empty()) members.emplace_back(key, written);
    }
    return object(std::move(members));
  }

  std::string resources_of(const std::string& module) {
    std::vector<std::string> items;
    std::map<std::string, bool> done;
    for (const ResourceData& resource : plan_.resources) {
      const std::string address = resource.type + "." + resource.name;
      if (resource.module != module || done[address]) continue;
      done[address] = true;
      std::vector<Member> members{{"address", text(address)}, {"mode", mode(resource)}, {"type", text(type(resource))}, {"name", text(resource.name)}, {"provider_config_key", text(resource.provider)}, {"expressions", expressions(resource.root)}, {"schema_version", "0"}};
      if (!resource.index.empty() && resource.index[0] != '"') members.emplace_back("count_expression", "{\"constant_value\": 3}");
      if (!resource.index.empty() && resource.index[0] == '"') members.emplace_back("for_each_expression", "{\"references\": [\"var.x\"]}");
      items.push_back(object(std::move(members)));
    }
    return list(items);
  }

  std::string configuration() {
    std::vector<Member> provider{{"name", "\"aws\""}, {"full_name", "\"providers.example.com/hashicorp/aws\""}};
    if (plan_.region) provider.emplace_back("expressions", "{\"region\": {\"constant_value\": \"ap-northeast-1\"}, \"default_tags\": [{\"tags\": {\"constant_value\": {\"c\": \"web\"}}}]}");
    std::vector<Member> root{{"resources", resources_of("")}};
    bool module = false;
    std::string index;
    for (const ResourceData& resource : plan_.resources) {
      module = module || !resource.module.empty();
      if (!resource.module_index.empty()) index = resource.module_index;
    }
    if (module) {
      std::vector<Member> call{{"source", "\"./m\""}, {"module", object({{"resources", resources_of("m")}})}};
      if (!index.empty()) call.emplace_back(index[0] == '"' ? "for_each_expression" : "count_expression", "{\"references\": [\"var.x\"]}");
      root.emplace_back("module_calls", object({{"m", object(std::move(call))}}));
    }
    root.emplace_back("variables", "{\"x\": {}}");
    const auto other = [&](const char* alias, const char* region) {
      return object({{"name", "\"aws\""}, {"full_name", "\"providers.example.com/hashicorp/aws\""}, {"alias", text(alias)}, {"expressions", std::string("{\"region\": {") + region + "}}"}});
    };
    const std::string providers = object({{"aws", object(std::move(provider))}, {"aws.b", other("b", "\"constant_value\": \"us-east-1\"")}, {"aws.c", other("c", "\"references\": [\"var.x\"]")}});
    return object({{"provider_config", providers}, {"root_module", object(std::move(root))}});
  }

  const Plan& plan_;
  Random random_;
  bool odd_;
};

}  // namespace

std::string to_address(const ResourceData& resource) {
  std::string address = resource.module.empty() ? "" : "module." + resource.module + (resource.module_index.empty() ? "" : "[" + resource.module_index + "]") + ".";
  address += resource.type + "." + resource.name;
  return address + (resource.index.empty() ? "" : "[" + resource.index + "]");
}

std::string to_json(const Plan& plan) { return Writer(plan).run(); }

}  // namespace sekisho::judge
