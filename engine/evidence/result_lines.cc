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

void FindingLines::begin(std::string& out, Verdict verdict, int rule, int source, const std::string& kind) {
  if (rule_ != rule || source_ != source || kind_ != kind) {
    rule_ = rule;
    source_ = source;
    kind_ = kind;
    shared_.clear();
    put_text(shared_, "\",\"rule\":", run_.rules[static_cast<size_t>(rule)].name);
    put_number(shared_, ",\"source\":", static_cast<uint64_t>(source));
    put_text(shared_, ",\"kind\":", kind);
    shared_ += ",\"resource\":";
  }
  out.append("{\"verdict\":\"").append(to_string(verdict));
}

void FindingLines::write(std::string& out, const RunVerdict& verdict) {
  if (verdict.finding() != nullptr) write(out, *verdict.finding());
  else write(out, *verdict.plain());
}

void FindingLines::write(std::string& out, const PlainVerdict& plain) {
  begin(out, plain.verdict, plain.rule, plain.source, *plain.kind);
  put_text(out, shared_, *plain.resource);
  if (plain.account != nullptr && !plain.account->empty()) put_text(out, ",\"account\":", *plain.account);
  if (plain.vacuous) out += ",\"vacuous\":true";
  out += "}\n";
}

void FindingLines::write(std::string& out, const Finding& finding) {
  begin(out, finding.verdict, finding.rule, finding.source, finding.kind);
  put_text(out, shared_, finding.resource);
  if (!finding.account.empty()) put_text(out, ",\"account\":", finding.account);
  if (finding.waiver >= 0) put_text(out, ",\"waiver\":", run_.waivers[static_cast<size_t>(finding.waiver)].id);
  if (finding.vacuous) out += ",\"vacuous\":true";
  if (finding.applicability_unknown) out += ",\"applicability_unknown\":true";
  for (const WitnessItem& item : finding.witness) {
    put_text(out, &item == finding.witness.data() ? ",\"witness\":[{\"resource\":" : ",{\"resource\":", item.resource);
    put_text(out, ",\"path\":", item.path);
    put_text(out, ",\"value\":", item.value);
    out += '}';
  }
  if (!finding.witness.empty()) out += ']';
  for (const FindingReason& reason : finding.reasons) put_text(out, &reason == finding.reasons.data() ? ",\"reasons\":[" : ",", reason.code);
  if (!finding.reasons.empty()) out += ']';
  if (!finding.obligation.empty()) put_text(out, ",\"obligation\":", finding.obligation);
  out += "}\n";
}

bool has_details(const Finding& finding) {
  return finding.verdict == Verdict::kFail || finding.verdict == Verdict::kUnknown || !finding.witness.empty() || !finding.reasons.empty();
}

template <typename Make>
const std::string& DetailLines::json_of(Kept& kept, std::string_view first, std::string_view second, const Make& make) {
  if (kept.first == first && kept.second == second) return kept.json;
  kept.first = first;
  kept.second = second;
  kept.json.clear();
  make(kept.json);
  return kept.json;
}

void DetailLines::write_text(std::string& out, Kept& kept, const Bilingual& text) {
  out += json_of(kept, text.en, text.ja, [&](std::string& json) {
    put_text(json, "{\"en\":", text.en);
    put_text(json, ",\"ja\":", text.ja);
    json += '}';
  });
}

void DetailLines::write_place(std::string& out, const FindingPlace& place) {
  out += json_of(resource_, place.resource, place.file, [&](std::string& json) {
    put_text(json, "{\"file\":", place.file);
    put_text(json, ",\"resource\":", place.resource);
  });
  put_text(out, ",\"pointer\":", place.pointer);
  put_number(out, ",\"line\":", place.line);
  put_number(out, ",\"column\":", place.column);
  put_text(out, ",\"text\":", place.text);
  put_text(out, ",\"note\":", place.note);
  out += '}';
}

void DetailLines::write_places(std::string& out, const std::vector<FindingPlace>& places) {
  out += '[';
  for (const FindingPlace& place : places) {
    if (&place != places.data()) out += ',';
    write_place(out, place);
  }
  out += ']';
}

void DetailLines::write(std::string& out, const Finding& finding, size_t number) {
  put_number(out, "{\"finding\":", number);
  out += ",\"place\":";
  write_place(out, finding.place);
  out += ",\"message\":";
  write_text(out, message_, finding.message);
  out += ",\"remedy\":";
  write_text(out, remedy_, finding.remedy);
  out += ",\"witness\":[";
  for (const WitnessItem& item : finding.witness) {
    if (&item != finding.witness.data()) out += ',';
    write_places(out, item.places);
  }
  out += "],\"reasons\":[";
  for (const FindingReason& reason : finding.reasons) {
    put_text(out, &reason == finding.reasons.data() ? "{\"text\":" : ",{\"text\":", reason.text);
    out += ",\"places\":";
    write_places(out, reason.places);
    out += '}';
  }
  out += "]}\n";
}

}  // namespace sekisho::evidence
