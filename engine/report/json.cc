// JSON for programs. One object; keys keep their order and meaning within `schema_version`, new ones may be added:
//   format            "sekisho-run"
//   schema_version    1
//   engine            {name, version, language}
//   policy            {digest, packs: [name], parameters: [{name, value}], complete_kinds: [kind],
//                      profile: {name, changes: [{change: off | severity | parameter, subject, value, was, reason}]}}
//   evaluated_at      UTC, RFC 3339; evaluated_at_basis: option | latest capture time | start of the run
//   sources           [{path, digest, adapter, format, captured_at or null, resources, notes: [text], maps_digest, accounts: [id]}]
//   expected          only where the project file has it: [{what: account | input, id, name, state: shown | not_seen | excluded, reason}]
//   summary           {resources, rows_by_kind: {kind: count}, findings: COUNTS, waived: {fail, unknown}, rules: {fail, unknown, pass, never_applied, without_population},
//                      unmapped_types: [{type, count}], rules_without_population: [rule], rules_never_applied: [rule]}
//   rules             [{name, package, severity, digest, file, line, title: TEXT, remedy: TEXT, population, variable, complete, counts: COUNTS,
//                      supports: [{catalogue, control, title: TEXT, because: TEXT}],
//                      undecidable: [{type, resources, reason}], parameters: [name]}], by name; undecidable: what no input of this format tells;
//                      parameters: the given ones that it depends on
//   waivers           [{id, rule, resource, input (where it names one), glob, verdicts: [fail, unknown], reason: TEXT, owner, approver, ticket, approved_at, expires_at, file, line,
//                      state: valid | expiring | unused | expired | not_yet_approved | rule_not_evaluated | several_sources, code, findings (that it names)}]
//   obligations       null, or {of: path of the earlier run, list: [{rule, resource, kind, text, state: met | broken | open | unmatched | lapsed, why, found, matched_by}]}
//   findings_hold     "all" or "fail and unknown"
//   findings          [{verdict, rule, resource, kind, account, applicability_unknown, vacuous, source (index into sources), place: PLACE, message: TEXT (of an
//                      unknown: that it cannot be decided, and why),
//                      remedy: TEXT, witness: [{resource, path, value, places: [PLACE]}], reasons: [{code, text, places: [PLACE]}], obligation,
//                      names: [{space, scope, text}] (of unknown: known names of the resource, and what they are unique in), waiver: null or the id of the valid one that covers it}],
//                      by rule, source, resource; fail and unknown only, unless all are asked for
//   COUNTS = {pass, fail, unknown, not_applicable, vacuous, applicability_unknown}; TEXT = {en, ja}
//   PLACE = {file, resource, pointer, line, column, text, note}; line 0: the value has no line of its own
#include "engine/evidence/run_json.h"
#include "engine/report/obligations.h"
#include "engine/report/totals.h"
#include "engine/report/waivers.h"
#include "engine/value/literal.h"
#include "sekisho/json_writer.h"
#include "sekisho/report.h"

namespace sekisho {
namespace {

// Of a Totals or a RunRule: both carry the same six counts.
template <typename Counted>
void write_counts(JsonWriter& json, std::string_view key, const Counted& counts) {
  json.key(key);
  json.begin_object();
  json.member("pass", counts.pass);
  json.member("fail", counts.fail);
  json.member("unknown", counts.unknown);
  json.member("not_applicable", counts.not_applicable);
  json.member("vacuous", counts.vacuous);
  json.member("applicability_unknown", counts.applicability_unknown);
  json.end_object();
}

void write_header(JsonWriter& json, const Run& run) {
  json.member("format", "sekisho-run");
  json.member("schema_version", 1);
  json.key("engine");
  json.begin_object();
  json.member("name", "sekisho");
  json.member("version", run.engine_version);
  json.member("language", run.language);
  json.end_object();
  json.key("policy");
  json.begin_object();
  json.member("digest", run.policy_digest);
  json.texts("packs", run.packs);
  write_parameters(json, run);
  json.texts("complete_kinds", run.complete_kinds);
  write_profile(json, run.profile);
  json.end_object();
  json.member("evaluated_at", format_timestamp(run.evaluated_at));
  json.member("evaluated_at_basis", run.evaluated_at_basis);
}

void write_sources(JsonWriter& json, const Run& run) {
  json.key("sources");
  json.begin_array();
  for (const RunSource& source : run.sources) {
    json.begin_object();
    json.member("path", source.path);
    json.member("digest", source.digest);
    json.member("adapter", source.adapter);
    json.member("format", source.format);
    write_time(json, "captured_at", source.captured_at);
    json.member("resources", source.resources);
    json.texts("notes", source.notes);
    json.member("maps_digest", source.maps_digest);
    json.texts("accounts", source.accounts);
    json.end_object();
  }
  json.end_array();
}

// Only where the project file expects something: then also what is there.
void write_expected(JsonWriter& json, const Run& run) {
  if (run.expected.empty()) return;
  json.key("expected");
  json.begin_array();
  for (const RunExpected& one : run.expected) {
    json.begin_object();
    json.member("what", one.what);
    json.member("id", one.id);
    json.member("name", one.name);
    json.member("state", one.state);
    json.member("reason", one.reason);
    json.end_object();
  }
  json.end_array();
}

void write_rules_with(JsonWriter& json, std::string_view key, const Run& run, RuleOutcome outcome) {
  json.key(key);
  json.begin_array();
  for (const RunRule& rule : run.rules) {
    if (outcome_of(rule) == outcome) json.string(rule.name);
  }
  json.end_array();
}

void write_summary(JsonWriter& json, const Run& run) {
  const Totals totals = totals_of(run);
  json.key("summary");
  json.begin_object();
  json.member("resources", run.resources);
  json.key("rows_by_kind");
  json.begin_object();
  for (const auto& [kind, count] : run.rows_by_kind) json.member(kind, count);
  json.end_object();
  write_counts(json, "findings", totals);
  json.key("waived");
  json.begin_object();
  json.member("fail", totals.waived_fail);
  json.member("unknown", totals.waived_unknown);
  json.end_object();
  json.key("rules");
  json.begin_object();
  json.member("fail", totals.rules_fail);
  json.member("unknown", totals.rules_unknown);
  json.member("pass", totals.rules_pass);
  json.member("never_applied", totals.rules_never_applied);
  json.member("without_population", totals.rules_without_population);
  json.end_object();
  json.key("unmapped_types");
  json.begin_array();
  for (const auto& [type, count] : run.unmapped_types) {
    json.begin_object();
    json.member("type", type);
    json.member("count", count);
    json.end_object();
  }
  json.end_array();
  write_rules_with(json, "rules_without_population", run, RuleOutcome::kNoPopulation);
  write_rules_with(json, "rules_never_applied", run, RuleOutcome::kNeverApplied);
  json.end_object();
}

void write_rule(JsonWriter& json, const RunRule& rule) {
  json.begin_object();
  json.member("name", rule.name);
  json.member("package", rule.package);
  json.member("severity", rule.severity);
  json.member("digest", rule.digest);
  json.member("file", rule.file);
  json.member("line", rule.line);
  write_text(json, "title", rule.title);
  write_text(json, "remedy", rule.remedy);
  json.member("population", rule.population);
  json.member("variable", rule.variable);
  json.member("complete", rule.complete);
  write_counts(json, "counts", rule);
  write_supports(json, rule);
  json.key("undecidable");
  json.begin_array();
  for (const RunUndecidable& one : rule.undecidable) {
    json.begin_object();
    json.member("type", one.type);
    json.member("resources", one.resources);
    json.member("reason", one.reason);
    json.end_object();
  }
  json.end_array();
  json.texts("parameters", rule.parameters);
  json.end_object();
}

// By which a later run may find the resource in another format.
void write_names(JsonWriter& json, const Finding& finding) {
  json.key("names");
  json.begin_array();
  for (const FindingName& name : finding.names) {
    json.begin_object();
    json.member("space", name.space);
    json.member("scope", name.scope);
    json.member("text", name.text);
    json.end_object();
  }
  json.end_array();
}

void write_finding(JsonWriter& json, const Run& run, const Finding& finding) {
  json.begin_object();
  json.member("verdict", to_string(finding.verdict));
  json.member("rule", run.rules[static_cast<size_t>(finding.rule)].name);
  json.member("resource", finding.resource);
  json.member("kind", finding.kind);
  json.member("account", finding.account);
  json.member("applicability_unknown", finding.applicability_unknown);
  json.member("vacuous", finding.vacuous);
  json.member("source", finding.source);
  json.key("place");
  write_place(json, finding.place);
  write_text(json, "message", finding.message);
  write_text(json, "remedy", finding.remedy);
  json.key("witness");
  json.begin_array();
  for (const WitnessItem& item : finding.witness) {
    json.begin_object();
    json.member("resource", item.resource);
    json.member("path", item.path);
    json.member("value", item.value);
    json.key("places");
    write_places(json, item.places);
    json.end_object();
  }
  json.end_array();
  json.key("reasons");
  json.begin_array();
  for (const FindingReason& reason : finding.reasons) {
    json.begin_object();
    json.member("code", reason.code);
    json.member("text", reason.text);
    json.key("places");
    write_places(json, reason.places);
    json.end_object();
  }
  json.end_array();
  json.member("obligation", finding.obligation);
  if (finding.verdict == Verdict::kUnknown) write_names(json, finding);
  json.key("waiver");
  if (finding.waiver >= 0) {
    json.string(run.waivers[static_cast<size_t>(finding.waiver)].id);
  } else {
    json.null();
  }
  json.end_object();
}

}  // namespace

std::string report_json(const Run& run, bool all) {
  std::string out;
  JsonWriter json(&out, true);
  json.begin_object();
  write_header(json, run);
  write_sources(json, run);
  write_expected(json, run);
  write_summary(json, run);
  json.key("rules");
  json.begin_array();
  for (const RunRule& rule : run.rules) write_rule(json, rule);
  json.end_array();
  write_waivers(json, run);
  write_obligations(json, run);
  json.member("findings_hold", all ? "all" : "fail and unknown");
  json.key("findings");
  json.begin_array();
  for (const Finding& finding : run.findings) {
    if (all || shown_by_default(finding)) write_finding(json, run, finding);
  }
  json.end_array();
  json.end_object();
  return out + "\n";
}

}  // namespace sekisho
