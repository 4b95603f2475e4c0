// read_names: resources and rows stand in the file one after the other, each row after its resource.
#include <algorithm>
#include <map>
#include <tuple>

#include "engine/evidence/json_fields.h"
#include "sekisho/json.h"
#include "sekisho/obligation.h"

namespace sekisho {
namespace {

struct StoredResource {
  int source = 0;
  std::string account, region;
};

using RowKey = std::tuple<int, std::string, std::string>;   // source, kind, id

// As engine/store/row_scope.h says it of a row in memory.
std::string scope_of(const std::string& within, const StoredResource& resource) {
  const bool by_region = within == "region";
  if ((!by_region && within != "account") || resource.account.empty() || (by_region && resource.region.empty())) return within;
  return within + " " + resource.account + (by_region ? " " + resource.region : "");
}

std::vector<FindingName> names_of(const JsonNode& row, const StoredResource& resource) {
  std::vector<FindingName> names;
  for (const JsonNode* identity : evidence::items_of(row, "identities")) {
    const std::string text = evidence::text_of(evidence::member_of(*identity, "is"), "text");
    FindingName name{evidence::text_of(*identity, "space"), scope_of(evidence::text_of(*identity, "within"), resource), text};
    if (!text.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace

void read_names(const std::string& snapshot, Run& run) {
  std::map<RowKey, std::vector<Finding*>> nameless;
  for (Finding& finding : run.findings) {
    if (finding.verdict == Verdict::kUnknown && finding.names.empty()) nameless[{finding.source, finding.kind, finding.resource}].push_back(&finding);
  }
  if (nameless.empty()) return;
  std::vector<StoredResource> resources;
  JsonParts json;
  for (size_t at = 0; at < snapshot.size();) {
    const size_t end = std::min(snapshot.find('\n', at), snapshot.size());
    const std::string line = snapshot.substr(at, end - at);
    at = end + 1;
    const bool is_resource = line.starts_with("{\"resource\":"), is_row = line.starts_with("{\"row\":");
    if (!is_resource && !is_row) continue;
    json.clear();
    const JsonNode* node = json.parse(line, {0, line.size()});
    if (node == nullptr) continue;   // the bundle's reader has refused such a snapshot
    if (is_resource) {
      resources.push_back({static_cast<int>(evidence::number_of(*node, "source")), evidence::text_of(*node, "account"), evidence::text_of(*node, "region")});
      continue;
    }
    const size_t number = evidence::count_of(*node, "resource");
    if (number >= resources.size()) continue;
    const auto found = nameless.find({resources[number].source, evidence::text_of(*node, "row"), evidence::text_of(*node, "id")});
    if (found == nameless.end()) continue;
    for (Finding* finding : found->second) finding->names = names_of(*node, resources[number]);
  }
}

}  // namespace sekisho
