// facts_of.
#include "engine/evidence/snapshot_facts.h"

#include <algorithm>

#include "engine/base/sha256.h"
#include "engine/evidence/json_fields.h"

namespace sekisho::evidence {
namespace {

// The last line of a snapshot holds the digest of all before it.
bool is_whole(const std::string& snapshot, const SnapshotDigests& known) {
  if (!snapshot.ends_with('\n') || snapshot.size() < 2) return false;
  const size_t before = snapshot.rfind('\n', snapshot.size() - 2);
  if (before == std::string::npos) return false;
  JsonParts json;
  const JsonNode* end = json.parse(snapshot, {before + 1, snapshot.size() - 1});
  const std::string digest = known.before_end.empty() ? sha256_digest(std::string_view(snapshot).substr(0, before + 1)) : known.before_end;
  return end != nullptr && flag_of(*end, "end") && text_of(*end, "digest") == digest;
}

// The beginning of a row's line as an object of its own: kind, resource and id, before identities and attributes, which are most of the line and say nothing
// here. The whole line where it does not begin so.
std::string row_head(std::string_view line) {
  constexpr std::string_view kId = ",\"id\":\"";
  const size_t id = line.find(kId);
  const size_t other = line.find(",\"", line.find(",\"resource\":") + 1);
  if (id == std::string_view::npos || other != id) return std::string(line);
  size_t end = id + kId.size();
  while (end < line.size() && line[end] != '"') end += line[end] == '\\' ? 2 : 1;
  return end < line.size() ? std::string(line.substr(0, end + 1)) + "}" : std::string(line);
}

// A line of a resource or a row. A refusal: it is not sound.
std::optional<Refusal> read_standing(std::string_view line, bool is_row, JsonParts& json, SnapshotFacts& facts) {
  json.clear();
  const std::string head = is_row ? row_head(line) : std::string(line);
  const JsonNode* node = json.parse(head, {0, head.size()});
  if (node == nullptr) return Refusal{"SK1042", "a line of the snapshot is no JSON"};
  if (!is_row) {
    facts.resources.push_back({static_cast<int>(number_of(*node, "source")), text_of(*node, "adapter") + "." + text_of(*node, "type"), text_of(*node, "account"), flag_of(*node, "unmapped")});
    return std::nullopt;
  }
  const size_t number = count_of(*node, "resource");
  if (number >= facts.resources.size()) return Refusal{"SK1042", "a row of the snapshot is of a resource that is not in it"};
  facts.rows.push_back({number, text_of(*node, "row"), text_of(*node, "id")});
  return std::nullopt;
}

}  // namespace

SnapshotFacts facts_of(const std::string& snapshot, const SnapshotDigests& known) {
  SnapshotFacts facts;
  facts.whole = is_whole(snapshot, known);
  JsonParts json;
  for (size_t at = 0; at < snapshot.size();) {
    const size_t end = std::min(snapshot.find('\n', at), snapshot.size());
    const std::string_view line = std::string_view(snapshot).substr(at, end - at);
    constexpr std::string_view kRow = "{\"row\":\"";
    if (line.starts_with("{\"source\":")) {
      json.clear();
      if (const JsonNode* node = json.parse(snapshot, {at, end})) facts.sources.emplace_back(text_of(*node, "path"), text_of(*node, "digest"));
    } else if (line.starts_with(kRow)) {
      ++facts.rows_by_kind[std::string(line.substr(kRow.size(), line.find('"', kRow.size()) - kRow.size()))];   // names of kinds need no escapes
    }
    const bool is_row = line.starts_with("{\"row\":");
    if (!facts.unsound && (is_row || line.starts_with("{\"resource\":"))) facts.unsound = read_standing(line, is_row, json, facts);
    at = end + 1;
  }
  return facts;
}

}  // namespace sekisho::evidence
