// One member after the other.
#include "engine/evidence/result_fields.h"

#include <algorithm>

#include "engine/evidence/json_fields.h"
#include "engine/value/literal.h"

namespace sekisho::evidence {
namespace {

Bilingual bilingual_of(const JsonNode& object, std::string_view key) {
  const JsonNode& member = member_of(object, key);
  return {text_of(member, "en"), text_of(member, "ja")};
}

FindingPlace place_of(const JsonNode& place) {
  return {text_of(place, "file"), text_of(place, "resource"), text_of(place, "pointer"), static_cast<uint32_t>(count_of(place, "line")),
          static_cast<uint32_t>(count_of(place, "column")), text_of(place, "text"), text_of(place, "note")};
}

std::vector<FindingPlace> places_of(const std::vector<const JsonNode*>& items) {
  std::vector<FindingPlace> places;
  for (const JsonNode* item : items) places.push_back(place_of(*item));
  return places;
}

}  // namespace

void read_head(const JsonNode& line, Run& run) {
  run.language = static_cast<int>(number_of(line, "language"));
  run.policy_digest = text_of(line, "policy");
  run.evaluated_at = parse_timestamp(text_of(line, "evaluated_at")).value_or(0);
  run.evaluated_at_basis = text_of(line, "evaluated_at_basis");
  for (const JsonNode* item : items_of(line, "parameters")) run.parameters.emplace_back(text_of(*item, "name"), text_of(*item, "value"));
  const JsonNode& profile = member_of(line, "profile");
  run.profile.name = text_of(profile, "name");
  for (const JsonNode* item : items_of(profile, "changes")) {
    run.profile.changes.push_back({text_of(*item, "change"), text_of(*item, "subject"), text_of(*item, "value"), text_of(*item, "was"), text_of(*item, "reason")});
  }
  run.complete_kinds = texts_of(line, "complete_kinds");
  run.resources = count_of(line, "resources");
  const JsonNode& rows = member_of(line, "rows_by_kind");
  for (const JsonMember& member : rows.members) run.rows_by_kind[std::string(member.key)] = count_of(rows, member.key);
  const JsonNode& unmapped = member_of(line, "unmapped_types");
  for (const JsonMember& member : unmapped.members) run.unmapped_types.emplace_back(member.key, count_of(unmapped, member.key));
}

RunSource source_of(const JsonNode& line) {
  RunSource source{text_of(line, "path"), text_of(line, "digest"), text_of(line, "adapter"), text_of(line, "format"), {}, count_of(line, "resources"), {}};
  source.maps_digest = text_of(line, "maps_digest");
  source.accounts = texts_of(line, "accounts");
  source.captured_at = parse_timestamp(text_of(line, "captured_at"));
  return source;
}

RunRule rule_of(const JsonNode& line) {
  RunRule rule;
  rule.name = text_of(line, "rule");
  rule.package = text_of(line, "package");
  rule.digest = text_of(line, "digest");
  rule.severity = text_of(line, "severity");
  rule.population = text_of(line, "population");
  rule.complete = flag_of(line, "complete");
  rule.pass = count_of(line, "pass");
  rule.fail = count_of(line, "fail");
  rule.unknown = count_of(line, "unknown");
  rule.not_applicable = count_of(line, "not_applicable");
  rule.vacuous = count_of(line, "vacuous");
  rule.applicability_unknown = count_of(line, "applicability_unknown");
  rule.waived_fail = count_of(line, "waived_fail");
  rule.waived_unknown = count_of(line, "waived_unknown");
  rule.parameters = texts_of(line, "parameters");
  for (const JsonNode* item : items_of(line, "undecidable")) rule.undecidable.push_back({text_of(*item, "type"), "", count_of(*item, "resources")});
  return rule;
}

RunWaiver waiver_of(const JsonNode& line) {
  RunWaiver waiver;
  waiver.id = text_of(line, "waiver");
  waiver.rule = text_of(line, "rule");
  waiver.resource = text_of(line, "resource");
  waiver.input = text_of(line, "input");
  waiver.glob = flag_of(line, "glob");
  waiver.verdicts = texts_of(line, "verdicts");
  waiver.reason = bilingual_of(line, "reason");
  waiver.owner = text_of(line, "owner");
  waiver.approver = text_of(line, "approver");
  waiver.ticket = text_of(line, "ticket");
  waiver.approved_at = parse_timestamp(text_of(line, "approved_at")).value_or(0);
  waiver.expires_at = parse_timestamp(text_of(line, "expires_at")).value_or(0);
  waiver.file = text_of(line, "file");
  waiver.line = static_cast<uint32_t>(count_of(line, "line"));
  waiver.state = text_of(line, "state");
  waiver.code = text_of(line, "code");
  waiver.findings = count_of(line, "findings");
  return waiver;
}

void read_details_head(const JsonNode& line, Run& run) {
  run.engine_version = text_of(line, "engine");
  run.packs = texts_of(line, "packs");
}

void read_source_details(const JsonNode& line, RunSource& source) { source.notes = texts_of(line, "notes"); }

void read_rule_details(const JsonNode& line, RunRule& rule) {
  rule.file = text_of(line, "file");
  rule.line = static_cast<uint32_t>(count_of(line, "line"));
  rule.variable = text_of(line, "variable");
  rule.title = bilingual_of(line, "title");
  rule.remedy = bilingual_of(line, "remedy");
  for (const JsonNode* item : items_of(line, "supports")) {
    rule.supports.push_back({text_of(*item, "catalogue"), text_of(*item, "control"), bilingual_of(*item, "because"), bilingual_of(*item, "title")});
  }
  const std::vector<std::string> reasons = texts_of(line, "undecidable");
  for (size_t i = 0; i < std::min(reasons.size(), rule.undecidable.size()); ++i) rule.undecidable[i].reason = reasons[i];
}

void read_finding_details(const JsonNode& line, Finding& finding) {
  finding.place = place_of(member_of(line, "place"));
  finding.message = bilingual_of(line, "message");
  finding.remedy = bilingual_of(line, "remedy");
  const auto& witness = items_of(line, "witness");
  for (size_t i = 0; i < std::min(witness.size(), finding.witness.size()); ++i) finding.witness[i].places = places_of(witness[i]->items);
  const auto& reasons = items_of(line, "reasons");
  for (size_t i = 0; i < std::min(reasons.size(), finding.reasons.size()); ++i) {
    finding.reasons[i].text = text_of(*reasons[i], "text");
    finding.reasons[i].places = places_of(items_of(*reasons[i], "places"));
  }
}

}  // namespace sekisho::evidence
