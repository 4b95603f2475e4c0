// Findings are read out of the snapshot, so that whoever verifies a bundle reads them again: nobody can add one, leave one out or close one later.
#include <algorithm>

#include "engine/evidence/document.h"
#include "engine/evidence/json_fields.h"
#include "engine/evidence/sealed_office.h"
#include "engine/value/arithmetic.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

using namespace evidence;

constexpr std::string_view kFindingRow = "{\"row\":\"assessment.finding\",", kResourceLine = "{\"resource\":", kSourceLine = "{\"source\":";

// One row's cells. Which form a value has is the snapshot's (engine/normalized/README.md).
class Cells {
 public:
  Cells(const JsonNode& attributes, SealedFinding& finding) : attributes_(attributes), finding_(finding) {}

  std::string text(const char* column, const char* form) {
    const JsonNode& value = told(column);
    const JsonNode* inner = value.find(form);
    if (inner != nullptr && inner->kind == JsonNode::Kind::kObject) return text_of(*inner, "text");   // a reference: what people typed
    return text_of(value, form);
  }
  std::vector<std::string> texts(const char* column) {
    std::vector<std::string> out;
    for (const JsonNode* item : items_of(told(column), "set")) out.push_back(text_of(*item, "text"));
    return out;
  }

 private:
  const JsonNode& told(const char* column) {
    const JsonNode& value = member_of(attributes_, column);
    if (value.find("unknown") != nullptr || value.kind != JsonNode::Kind::kObject) finding_.unknown.push_back(column);
    return value;
  }

  const JsonNode& attributes_;
  SealedFinding& finding_;
};

std::string status_on(const std::string& day, const SealedFinding& finding) {
  const auto is_unknown = [&](const char* column) { return std::find(finding.unknown.begin(), finding.unknown.end(), column) != finding.unknown.end(); };
  if (!finding.closed.empty() && finding.closed <= day) return "closed";   // days compare as their texts
  if (is_unknown("closed")) return "unknown";
  if (!finding.due.empty() && finding.due < day) return "overdue";
  return is_unknown("due") ? "unknown" : "open";
}

SealedFinding finding_of(const JsonNode& attributes, const std::string& day) {
  SealedFinding finding;
  Cells cells(attributes, finding);
  finding.id = cells.text("id", "text");
  finding.source = cells.text("source", "enum");
  finding.grade = cells.text("grade", "enum");
  finding.controls = cells.texts("controls");
  finding.finding = cells.text("finding", "text");
  finding.action = cells.text("action", "text");
  finding.owner = cells.text("owner", "ref");
  finding.found = cells.text("found", "date");
  finding.due = cells.text("due", "date");
  finding.closed = cells.text("closed", "date");
  finding.status = status_on(day, finding);
  return finding;
}

}  // namespace

std::vector<SealedFinding> assessment_findings_of(const std::string& snapshot, int64_t evaluated_at) {
  const std::string day = day_of_evaluation(evaluated_at);
  std::vector<SealedFinding> findings;
  if (snapshot.find(kFindingRow) == std::string::npos) return findings;
  std::vector<std::string> files;                       // by source
  std::vector<std::pair<size_t, size_t>> resources;     // lines, by number
  JsonParts json;
  const auto object_at = [&](size_t begin, size_t end) -> const JsonNode& {
    static const JsonNode kNone;
    json.clear();
    const JsonNode* node = json.parse(snapshot, {begin, end});
    return node == nullptr ? kNone : *node;
  };
  for (size_t at = 0; at < snapshot.size();) {
    const size_t end = std::min(snapshot.find('\n', at), snapshot.size());
    const std::string_view line = std::string_view(snapshot).substr(at, end - at);
    if (line.starts_with(kSourceLine)) files.push_back(text_of(object_at(at, end), "path"));
    if (line.starts_with(kResourceLine)) resources.emplace_back(at, end);
    if (line.starts_with(kFindingRow)) {
      const JsonNode& row = object_at(at, end);
      SealedFinding finding = finding_of(member_of(row, "attributes"), day);
      const size_t number = count_of(row, "resource");
      if (number < resources.size()) {
        const JsonNode& resource = object_at(resources[number].first, resources[number].second);
        const size_t source = count_of(resource, "source");
        finding.file = source < files.size() ? files[source] : "";
        finding.line = static_cast<uint32_t>(count_of(resource, "line"));
      }
      findings.push_back(std::move(finding));
    }
    at = end + 1;
  }
  return findings;
}

namespace evidence {

std::string day_of_evaluation(int64_t evaluated_at) {
  constexpr int kJapan = 32400;   // seconds east of Greenwich: the zone of the programme
  return format_date(date_of(evaluated_at, kJapan));
}

std::string write_assessment(const std::vector<SealedFinding>& findings) {
  return write_document([&](JsonWriter& json) {
    write_array(json, "findings", [&] {
      for (const SealedFinding& finding : findings) {
        json.begin_object();
        json.member("id", finding.id);
        json.member("source", finding.source);
        json.member("grade", finding.grade);
        json.texts("controls", finding.controls);
        json.member("finding", finding.finding);
        json.member("action", finding.action);
        json.member("owner", finding.owner);
        json.member("found", finding.found);
        json.member("due", finding.due);
        json.member("closed", finding.closed);
        json.member("status", finding.status);
        json.member("file", finding.file);
        json.member("line", finding.line);
        json.texts("unknown", finding.unknown);
        json.end_object();
      }
    });
  });
}

}  // namespace evidence
}  // namespace sekisho
