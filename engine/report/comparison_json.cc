// JSON of a comparison. One object; new keys may be added within `schema_version`:
//   format "sekisho-comparison", schema_version 1
//   earlier, later    {path, evaluated_at, policy_digest, engine_version, findings_hold: all | fail and unknown}
//   counts            {new, appeared, changed_reason, still, gone, fixed, incomparable, unchanged}
//   rules             [{rule, change: added | removed | digest | severity | parameters, was, now}]
//   parameters        [{parameter, change: added | removed | value, was, now}]
//   findings          [{change, why, rule, severity, resource, kind, account, was: verdict or null, now: verdict or null, was_by: [text], now_by: [text],
//                      waived, known_before}], by change, rule, resource
#include "engine/value/literal.h"
#include "sekisho/comparison_report.h"
#include "sekisho/json_objects.h"

namespace sekisho {
namespace {

void write_run(JsonWriter& json, std::string_view key, const SavedRun& saved) {
  json.key(key);
  json.begin_object();
  json.member("path", saved.path);
  json.member("evaluated_at", format_timestamp(saved.run.evaluated_at));
  json.member("policy_digest", saved.run.policy_digest);
  json.member("engine_version", saved.run.engine_version);
  json.member("findings_hold", saved.holds_all ? "all" : "fail and unknown");
  json.end_object();
}

void write_verdict(JsonWriter& json, std::string_view key, const std::optional<Verdict>& verdict) {
  json.key(key);
  if (verdict) json.string(to_string(*verdict));
  else json.null();
}

void write_changes(JsonWriter& json, std::string_view key, std::string_view subject, const std::vector<RuleChange>& changes) {
  write_objects(json, key, changes, [&](const RuleChange& change) {
    json.member(subject, change.rule);
    json.member("change", change.change);
    json.member("was", change.was);
    json.member("now", change.now);
  });
}

}  // namespace

std::string report_comparison_json(const SavedRun& earlier, const SavedRun& later, const Comparison& comparison) {
  std::string out;
  JsonWriter json(&out, true);
  json.begin_object();
  json.member("format", "sekisho-comparison");
  json.member("schema_version", 1);
  write_run(json, "earlier", earlier);
  write_run(json, "later", later);
  json.key("counts");
  json.begin_object();
  for (const Change change : {Change::kNew, Change::kAppeared, Change::kChangedReason, Change::kStill, Change::kGone, Change::kFixed, Change::kIncomparable}) {
    json.member(to_string(change), comparison.count(change));
  }
  json.member("unchanged", comparison.unchanged);
  json.end_object();
  write_changes(json, "rules", "rule", comparison.rules);
  write_changes(json, "parameters", "parameter", comparison.parameters);
  write_objects(json, "findings", comparison.findings, [&](const FindingChange& one) {
    json.member("change", to_string(one.change));
    json.member("why", to_string(one.why));
    json.member("rule", one.rule);
    json.member("severity", one.severity);
    json.member("resource", one.resource);
    json.member("kind", one.kind);
    json.member("account", one.account);
    write_verdict(json, "was", one.was);
    write_verdict(json, "now", one.now);
    json.texts("was_by", one.was_by);
    json.texts("now_by", one.now_by);
    json.member("waived", one.waived);
    json.member("known_before", one.known_before);
  });
  json.end_object();
  return out + "\n";
}

}  // namespace sekisho
