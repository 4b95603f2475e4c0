// goldens ROOT CORPUS: whether the readers find each resource that other projects' normalized forms list, and whether plans and exports of the same resources get the same verdicts.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "adapters/load.h"
#include "tests/agreement/azure_names.h"
#include "tests/agreement/golden_pairs.h"
#include "tests/agreement/json_lines.h"
#include "tests/agreement/policies.h"

namespace sekisho::agreement {
namespace {

constexpr int kAllFound = 0, kSomethingDiffers = 1, kBadInput = 3, kSkipped = 77;

struct Golden {
  std::string input, golden;
  bool pair = false;        // the golden is a Cloud Asset export, not a list of resources
};

std::string text_at(const JsonNode& object, std::string_view key) {
  const JsonNode* value = object.find(key);
  return value != nullptr && value->kind == JsonNode::Kind::kString ? std::string(value->text) : "";
}

bool same_but_for_case(const std::string& left, const std::string& right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

// Whether `resource` is what a golden lists as `id` of `type`: an address, `namespace.name` of a manifest, or the path of a resource of Azure.
bool is_listed_as(const RawResource& resource, const std::string& type, const std::string& id) {
  if (resource.adapter == "kubernetes") {
    const std::string space = id.substr(0, id.find('.')), name = id.substr(std::min(id.find('.') + 1, id.size()));
    return resource.address == type + "/" + space + "/" + name || (space == "default" && resource.address == type + "/" + name);
  }
  if (resource.adapter == "azure") return same_but_for_case(resource.type, type) && names_azure(resource, id);
  return resource.type == type && resource.address == id;
}

struct Found {
  int listed = 0, found = 0;
};

// Prints what is missing. False when the golden itself cannot be read.
bool find_listed(const std::string& folder, const Golden& golden, Found& counts) {
  const auto bytes = read_file(folder + "/" + golden.golden);
  if (!bytes) return false;
  const auto document = parse_json(std::make_shared<const Source>(golden.golden, *bytes));
  const JsonNode* types = document ? (*document)->root().find("resources") : nullptr;
  if (types == nullptr) return false;
  const auto source = adapters::load(folder + "/" + golden.input);
  if (!source) std::cout << "  " << golden.input << ": " << source.error().message << "\n";
  for (const auto& [type, resources] : types->members) {
    for (const auto& [id, attributes] : resources->members) {
      const std::string type_text(type), id_text(id);
      const bool there = source && std::any_of((*source)->resources.begin(), (*source)->resources.end(), [&](const RawResource& one) { return is_listed_as(one, type_text, id_text); });
      ++counts.listed;
      counts.found += there ? 1 : 0;
      if (!there) std::cout << "  " << golden.input << ": not found: " << type_text << " " << id_text << "\n";
    }
  }
  return true;
}

int run(const std::string& root, const std::string& corpus) {
  const std::string folder = corpus + "/adapter-goldens";
  if (!std::filesystem::exists(folder)) {
    std::cout << "skipped: no folder adapter-goldens in " << corpus << "\n";
    return kSkipped;
  }
  std::vector<Golden> goldens;
  const Result<void> read = each_line(folder + "/goldens.jsonl", [&](const JsonNode& line) {
    const JsonNode* inputs = line.find("inputs");
    if (inputs == nullptr || inputs->items.empty()) return;
    goldens.push_back({std::string(inputs->items.front()->text), text_at(line, "golden"), text_at(line, "to") == "GCP CAI assets"});
  });
  if (!read || goldens.empty()) {
    std::cerr << "error: " << (read ? folder + "/goldens.jsonl lists nothing" : read.error().message) << "\n";
    return kBadInput;
  }
  const std::optional<CompiledPolicy> policy = compile_shipped(root);
  if (!policy) return kBadInput;
  const Result<Uncompared> uncompared = read_uncompared(root + "/tests/agreement/uncompared_pairs.csv");
  if (!uncompared) {
    std::cerr << "error: " << uncompared.error().message << "\n";
    return kBadInput;
  }
  Found found;
  PairCounts pairs;
  for (const Golden& golden : goldens) {
    if (golden.pair) {
      compare_pair(*policy, folder + "/" + golden.input, folder + "/" + golden.golden, *uncompared, pairs);
    } else if (!find_listed(folder, golden, found)) {
      std::cerr << "error: " << golden.golden << " cannot be read\n";
      return kBadInput;
    }
  }
  std::cout << "resources listed " << found.listed << " found " << found.found << "\n"
            << "pairs " << pairs.pairs << " compared " << pairs.compared << " unreadable " << pairs.unreadable << " unexplained " << pairs.unexplained << "\n"
            << "verdicts same " << pairs.same << " different " << pairs.different << " undecided " << pairs.undecided << " without counterpart " << pairs.alone << "\n";
  const bool all_found = found.found > 0 && found.found == found.listed;
  const bool all_same = pairs.same > 0 && pairs.different == 0 && pairs.unreadable == 0 && pairs.unexplained == 0;
  return all_found && all_same ? kAllFound : kSomethingDiffers;
}

}  // namespace
}  // namespace sekisho::agreement

int main(int count, char** values) {
  if (count != 3) {
    std::cerr << "usage: goldens ROOT CORPUS\n";
    return sekisho::agreement::kBadInput;
  }
  return sekisho::agreement::run(values[1], values[2]);
}
