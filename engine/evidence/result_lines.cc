// Lines of results and details, one after the other.
#include "engine/evidence/result_lines.h"

#include "engine/base/json_line.h"
#include "engine/evidence/results.h"
#include "engine/evidence/run_json.h"
#include "engine/value/literal.h"
#include "sekisho/json_objects.h"
#include "sekisho/json_writer.h"

namespace sekisho::evidence {
namespace {

void write_head(std::string& out, const Run& run) {
  write_line(out, [&](JsonWriter& json) {
    json.member("sekisho", "results");
    json.member("version", kResultsVersion);
    json.member("language", run.language);
    json.member("policy", run.policy_digest);
    json.member("evaluated_at", format_timestamp(run.evaluated_at));
    json.member("evaluated_at_basis", run.evaluated_at_basis);
    write_parameters(json, run);
    write_profile(json, run.profile);
    json.texts("complete_kinds", run.complete_kinds);
    json.member("resources", run.resources);
    json.key("rows_by_kind");
    json.begin_object();
    for (const auto& [kind, rows] : run.rows_by_kind) json.member(kind, rows);
    json.end_object();
    json.key("unmapped_types");
    json.begin_object();
    for (const auto& [type, resources] : run.unmapped_types) json.member(type, resources);
    json.end_object();
  });
}

void write_source(std::string& out, const RunSource& source, size_t number) {
  write_line(out, [&](JsonWriter& json) {
    json.member("source", number);
    json.member("path", source.path);
    json.member("digest", source.digest);
    json.member("adapter", source.adapter);
    json.member("format", source.format);
    write_time(json, "captured_at", source.captured_at);
    json.member("resources", source.resources);
    json.member("maps_digest", source.maps_digest);
    json.texts("accounts", source.accounts);
  });
}

void write_rule(std::string& out, const RunRule& rule) {
  write_line(out, [&](JsonWriter& json) {
    json.member("rule", rule.name);
    json.member("package", rule.package);
    json.member("digest", rule.digest);
    json.member("severity", rule.severity);
    json.member("population", rule.population);
    json.member("complete", rule.complete);
    json.key("controls");
    json.begin_array();
    for (const RunSupports& one : rule.supports) json.string(one.catalogue + " " + one.control);
    json.end_array();
    json.member("pass", rule.pass);
    json.member("fail", rule.fail);
    json.member("unknown", rule.unknown);
    json.member("not_applicable", rule.not_applicable);
    json.member("vacuous", rule.vacuous);
    json.member("applicability_unknown", rule.applicability_unknown);
    json.member("waived_fail", rule.waived_fail);
    json.member("waived_unknown", rule.waived_unknown);
    write_objects(json, "undecidable", rule.undecidable, [&](const RunUndecidable& one) {
      json.member("type", one.type);
      json.member("resources", one.resources);
    });
    if (!rule.parameters.empty()) json.texts("parameters", rule.parameters);
  });
}

void write_waiver(std::string& out, const RunWaiver& waiver) {
  write_line(out, [&](JsonWriter& json) {
    json.member("waiver", waiver.id);
    write_waiver_members(json, waiver);
  });
}

void write_rule_details(std::string& out, const RunRule& rule) {
  write_line(out, [&](JsonWriter& json) {
    json.member("rule", rule.name);
    json.member("file", rule.file);
    json.member("line", rule.line);
    json.member("variable", rule.variable);
    write_text(json, "title", rule.title);
    write_text(json, "remedy", rule.remedy);
    write_supports(json, rule);
    json.key("undecidable");
    json.begin_array();
    for (const RunUndecidable& one : rule.undecidable) json.string(one.reason);
    json.end_array();
  });
}

}  // namespace

void write_results_head(std::string& out, const Run& run) {
  write_head(out, run);
  for (size_t i = 0; i < run.sources.size(); ++i) write_source(out, run.sources[i], i);
  for (const RunRule& rule : run.rules) write_rule(out, rule);
  for (const RunWaiver& waiver : run.waivers) write_waiver(out, waiver);
}

void write_details_head(std::string& out, const Run& run) {
  write_line(out, [&](JsonWriter& json) {
    json.member("sekisho", "details");
    json.member("version", kResultsVersion);
    json.member("engine", run.engine_version);
    json.texts("packs", run.packs);
  });
  for (size_t i = 0; i < run.sources.size(); ++i) {
    write_line(out, [&](JsonWriter& json) {
      json.member("source", i);
      json.texts("notes", run.sources[i].notes);
    });
  }
  for (const RunRule& rule : run.rules) write_rule_details(out, rule);
}

namespace {

// A line in full: every line could be written so.
void write_finding(std::string& out, const Run& run, const Finding& finding) {
  write_line(out, [&](JsonWriter& json) {
    json.member("verdict", to_string(finding.verdict));
    json.member("rule", run.rules[static_cast<size_t>(finding.rule)].name);
    json.member("source", finding.source);
    json.member("kind", finding.kind);
    json.member("resource", finding.resource);
    if (!finding.account.empty()) json.member("account", finding.account);
    if (finding.waiver >= 0) json.member("waiver", run.waivers[static_cast<size_t>(finding.waiver)].id);
    if (finding.vacuous) json.member("vacuous", true);
    if (finding.applicability_unknown) json.member("applicability_unknown", true);
    if (!finding.witness.empty()) {
      write_objects(json, "witness", finding.witness, [&](const WitnessItem& item) {
        json.member("resource", item.resource);
        json.member("path", item.path);
        json.member("value", item.value);
      });
    }
    if (!finding.reasons.empty()) {
      json.key("reasons");
      json.begin_array();
      for (const FindingReason& reason : finding.reasons) json.string(reason.code);
      json.end_array();
    }
    if (!finding.obligation.empty()) json.member("obligation", finding.obligation);
  });
}

void append_text(std::string& out, std::string_view before, std::string_view text) {
  out += before;
  JsonWriter(&out).string(text);
}

}  // namespace

void FindingLines::write(std::string& out, const Finding& finding) {
  if (finding.waiver >= 0 || finding.applicability_unknown || !finding.witness.empty() || !finding.reasons.empty() || !finding.obligation.empty()) return write_finding(out, run_, finding);
  if (last_ == nullptr || last_->rule != finding.rule || last_->source != finding.source || last_->kind != finding.kind) {
    shared_.clear();
    append_text(shared_, "\",\"rule\":", run_.rules[static_cast<size_t>(finding.rule)].name);
    shared_.append(",\"source\":").append(std::to_string(finding.source));
    append_text(shared_, ",\"kind\":", finding.kind);
    shared_ += ",\"resource\":";
  }
  last_ = &finding;
  out.append("{\"verdict\":\"").append(to_string(finding.verdict));
  append_text(out, shared_, finding.resource);
  if (!finding.account.empty()) append_text(out, ",\"account\":", finding.account);
  out += finding.vacuous ? ",\"vacuous\":true}\n" : "}\n";
}

bool has_details(const Finding& finding) {
  return finding.verdict == Verdict::kFail || finding.verdict == Verdict::kUnknown || !finding.witness.empty() || !finding.reasons.empty();
}

void write_finding_details(std::string& out, const Finding& finding, size_t number) {
  write_line(out, [&](JsonWriter& json) {
    json.member("finding", number);
    json.key("place");
    write_place(json, finding.place);
    write_text(json, "message", finding.message);
    write_text(json, "remedy", finding.remedy);
    json.key("witness");
    json.begin_array();
    for (const WitnessItem& item : finding.witness) write_places(json, item.places);
    json.end_array();
    write_objects(json, "reasons", finding.reasons, [&](const FindingReason& reason) {
      json.member("text", reason.text);
      json.key("places");
      write_places(json, reason.places);
    });
  });
}

}  // namespace sekisho::evidence
