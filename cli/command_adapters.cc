// `sekisho adapters`: the coverage matrix, generated from the maps themselves.
#include <algorithm>
#include <iostream>
#include <map>
#include <set>

#include "adapters/load.h"
#include "cli/commands.h"
#include "cli/policies.h"
#include "cli/terminal.h"
#include "cli/test_adapter.h"
#include "sekisho/json_objects.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

using State = MapCell::State;

const char* word_of(State state) {
  switch (state) {
    case State::kFilled: return "filled";
    case State::kDefault: return "default";
    case State::kUnavailable: break;
  }
  return "unavailable";
}

// What the maps of one adapter do for one attribute of one kind.
struct Coverage {
  size_t filled = 0, by_default = 0, unavailable = 0;
  std::set<std::string> reasons;
};
using Matrix = std::map<std::string, std::map<std::string, std::map<std::string, Coverage>>>;  // kind, attribute, adapter

Matrix matrix_of(const PolicyInfo& info) {
  Matrix matrix;
  for (const MapInfo& map : info.maps) {
    for (const MapCell& cell : map.cells) {
      Coverage& coverage = matrix[map.kind][cell.attribute][map.adapter];
      if (cell.state == State::kFilled) ++coverage.filled;
      if (cell.state == State::kDefault) ++coverage.by_default;
      if (cell.state == State::kUnavailable) {
        ++coverage.unavailable;
        coverage.reasons.insert(cell.reason);
      }
    }
  }
  return matrix;
}

std::set<std::string> adapters_of(const PolicyInfo& info) {
  std::set<std::string> names;
  for (const MapInfo& map : info.maps) names.insert(map.adapter);
  return names;
}

std::set<std::string> types_of(const PolicyInfo& info, const std::string& adapter) {
  std::set<std::string> types;
  for (const MapInfo& map : info.maps) {
    if (map.adapter == adapter) types.insert(map.types.begin(), map.types.end());
  }
  return types;
}

// "aws_s3_bucket" of "terraform.aws_s3_bucket".
std::string own_name(const MapInfo& map, const std::string& type) {
  return type.starts_with(map.adapter + ".") ? type.substr(map.adapter.size() + 1) : type;
}

// Adapters and kinds with their numbers, then each kind with the types that feed it and what stays unknown.
void print_text(const PolicyInfo& info) {
  for (const std::string& name : adapters::adapter_names()) {
    const std::set<std::string> types = types_of(info, name);
    std::set<std::string> kinds;
    for (const MapInfo& map : info.maps) {
      if (map.adapter == name) kinds.insert(map.kind);
    }
    std::cout << name << ": " << types.size() << " resource types mapped to " << kinds.size() << " kinds\n";
  }
  for (const auto& [kind, attributes] : matrix_of(info)) {
    std::cout << "\n" << kind << "\n";
    for (const MapInfo& map : info.maps) {
      if (map.kind != kind) continue;
      const auto filled = std::count_if(map.cells.begin(), map.cells.end(), [](const MapCell& cell) { return cell.state != State::kUnavailable; });
      std::cout << "  " << map.adapter << ": ";
      for (size_t i = 0; i < map.types.size(); ++i) std::cout << (i == 0 ? "" : ", ") << own_name(map, map.types[i]);
      std::cout << " (" << filled << " of " << map.cells.size() << " attributes)\n";
      for (const MapCell& cell : map.cells) {
        if (cell.state == State::kUnavailable) std::cout << "    " << cell.attribute << ": " << harmless(cell.reason) << "\n";
      }
    }
  }
  std::cout << "\nBelow a map stand the attributes that it cannot fill, with the reason; rules that need them are undecided.\n";
}

std::string symbol_of(const Coverage* coverage) {
  if (coverage == nullptr) return "";
  const size_t known = coverage->filled + coverage->by_default;
  if (coverage->unavailable == 0) return coverage->filled > 0 ? "yes" : "default";
  return known == 0 ? "no" : "some";
}

void print_markdown(const PolicyInfo& info) {
  const std::set<std::string> adapters = adapters_of(info);
  std::cout << "# Coverage\n\n`yes`: every map of the adapter fills the attribute; `default`: from the trait's or kind's own default; `some`: some maps do; "
               "`no`: unavailable, with the reason below.\n";
  for (const auto& [kind, attributes] : matrix_of(info)) {
    std::cout << "\n## " << kind << "\n\n| attribute |";
    for (const std::string& adapter : adapters) std::cout << " " << adapter << " |";
    std::cout << "\n|---|";
    for (size_t i = 0; i < adapters.size(); ++i) std::cout << "---|";
    std::cout << "\n";
    std::string reasons;
    for (const auto& [attribute, by_adapter] : attributes) {
      std::cout << "| " << attribute << " |";
      for (const std::string& adapter : adapters) {
        const auto at = by_adapter.find(adapter);
        std::cout << " " << symbol_of(at == by_adapter.end() ? nullptr : &at->second) << " |";
        if (at == by_adapter.end()) continue;
        for (const std::string& reason : at->second.reasons) reasons += "- " + attribute + " (" + adapter + "): " + reason + "\n";
      }
      std::cout << "\n";
    }
    if (!reasons.empty()) std::cout << "\n" << reasons;
  }
}

void print_json(const PolicyInfo& info) {
  std::string out;
  JsonWriter json(&out, true);
  json.begin_object();
  json.texts("adapters", adapters::adapter_names());
  write_objects(json, "maps", info.maps, [&](const MapInfo& map) {
    json.member("adapter", map.adapter);
    json.texts("types", map.types);
    json.member("kind", map.kind);
    json.member("file", map.file);
    write_objects(json, "attributes", map.cells, [&](const MapCell& cell) {
      json.member("name", cell.attribute);
      json.member("state", word_of(cell.state));
      json.member("reason", cell.reason);
    });
  });
  json.end_object();
  std::cout << out << "\n";
}

}  // namespace

ExitCode run_adapters(const Arguments& arguments) {
  if (arguments.has("--test")) return test_adapter(arguments);
  if (!arguments.positional().empty()) return refuse({"`adapters` takes no argument", "`sekisho schema KIND` shows one kind", {}});
  const Result<PolicySet> texts = read_policies({{}, arguments.values("--maps"), false});
  if (!texts) return refuse(texts.error());
  const std::optional<CompiledPolicy> policy = compile_and_show(*texts);
  if (!policy) return kBadInput;
  const PolicyInfo info = describe(*policy);
  if (arguments.has("--json")) {
    print_json(info);
  } else if (arguments.has("--markdown")) {
    print_markdown(info);
  } else {
    print_text(info);
  }
  return kGood;
}

}  // namespace sekisho::cli
