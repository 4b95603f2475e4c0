// write_results: a run as lines.
#include <algorithm>
#include <numeric>
#include <tuple>

#include "engine/base/sha256.h"
#include "engine/evidence/merkle.h"
#include "engine/evidence/results.h"
#include "engine/evidence/run_json.h"
#include "engine/value/literal.h"
#include "sekisho/json_writer.h"
#include "sekisho/results.h"

namespace sekisho {
namespace {

// Appends the object that `members` writes, and a line end.
template <typename Members>
void write_line(std::string& out, const Members& members) {
  JsonWriter json(&out);
  json.begin_object();
  members(json);
  json.end_object();
  out += '\n';
}

void write_head(std::string& out, const Run& run) {
  write_line(out, [&](JsonWriter& json) {
    json.member("sekisho", "results");
    json.member("version", evidence::kResultsVersion);
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
    json.key("undecidable");
    json.begin_array();
    for (const RunUndecidable& one : rule.undecidable) {
      json.begin_object();
      json.member("type", one.type);
      json.member("resources", one.resources);
      json.end_object();
    }
    json.end_array();
    if (!rule.parameters.empty()) json.texts("parameters", rule.parameters);
  });
}

void write_waiver(std::string& out, const RunWaiver& waiver) {
  write_line(out, [&](JsonWriter& json) {
    json.member("waiver", waiver.id);
    write_waiver_members(json, waiver);
  });
}

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
      json.key("witness");
      json.begin_array();
      for (const WitnessItem& item : finding.witness) {
        json.begin_object();
        json.member("resource", item.resource);
        json.member("path", item.path);
        json.member("value", item.value);
        json.end_object();
      }
      json.end_array();
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

// Lines of all findings, in the run's order and in the one that they are written in.
struct FindingLines {
  std::string text;
  std::vector<size_t> ends;     // in `text`, by number of the finding
  std::vector<size_t> order;    // numbers of findings

  std::string_view line(size_t number) const {
    const size_t begin = number == 0 ? 0 : ends[number - 1];
    return std::string_view(text).substr(begin, ends[number] - begin);
  }
};

FindingLines lines_of_findings(const Run& run) {
  constexpr size_t kUsualLine = 256;
  FindingLines lines;
  lines.text.reserve(run.findings.size() * kUsualLine);
  lines.ends.reserve(run.findings.size());
  for (const Finding& finding : run.findings) {
    write_finding(lines.text, run, finding);
    lines.ends.push_back(lines.text.size());
  }
  lines.order.resize(run.findings.size());
  std::iota(lines.order.begin(), lines.order.end(), size_t{0});
  const auto before = [&](size_t left, size_t right) {
    const Finding &a = run.findings[left], &b = run.findings[right];
    const auto by_subject = std::tie(a.rule, a.source, a.kind, a.resource) <=> std::tie(b.rule, b.source, b.kind, b.resource);
    return by_subject != 0 ? by_subject < 0 : lines.line(left) < lines.line(right);
  };
  if (!std::is_sorted(lines.order.begin(), lines.order.end(), before)) std::stable_sort(lines.order.begin(), lines.order.end(), before);
  return lines;
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

// Of a plain pass nothing is to be told that its row in the snapshot does not tell.
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
    json.key("reasons");
    json.begin_array();
    for (const FindingReason& reason : finding.reasons) {
      json.begin_object();
      json.member("text", reason.text);
      json.key("places");
      write_places(json, reason.places);
      json.end_object();
    }
    json.end_array();
  });
}

// The rule that has other counts than findings, or null.
const RunRule* rule_with_findings_left_out(const Run& run) {
  struct Counts {
    size_t of[4] = {};
    size_t vacuous = 0, applicability_unknown = 0, waived_fail = 0, waived_unknown = 0;
  };
  std::vector<Counts> counts(run.rules.size());
  for (const Finding& finding : run.findings) {
    Counts& of_rule = counts[static_cast<size_t>(finding.rule)];
    ++of_rule.of[static_cast<size_t>(finding.verdict)];
    if (finding.vacuous) ++of_rule.vacuous;
    if (finding.applicability_unknown) ++of_rule.applicability_unknown;
    if (finding.waiver >= 0) ++(finding.verdict == Verdict::kFail ? of_rule.waived_fail : of_rule.waived_unknown);
  }
  for (size_t i = 0; i < counts.size(); ++i) {
    const RunRule& rule = run.rules[i];
    const size_t expected[4] = {rule.pass, rule.fail, rule.unknown, rule.not_applicable};
    if (!std::equal(expected, expected + 4, counts[i].of) || rule.vacuous != counts[i].vacuous || rule.applicability_unknown != counts[i].applicability_unknown ||
        rule.waived_fail != counts[i].waived_fail || rule.waived_unknown != counts[i].waived_unknown) {
      return &rule;
    }
  }
  return nullptr;
}

}  // namespace

Result<ResultsText> write_results(const Run& run) {
  if (const RunRule* rule = rule_with_findings_left_out(run)) {
    return Error{"the counts of `" + rule->name + "` are not those of its findings", "results hold every finding of every rule", {}};
  }
  const FindingLines lines = lines_of_findings(run);
  ResultsText text;
  write_head(text.results, run);
  write_line(text.details, [&](JsonWriter& json) {
    json.member("sekisho", "details");
    json.member("version", evidence::kResultsVersion);
    json.member("engine", run.engine_version);
    json.texts("packs", run.packs);
  });
  for (size_t i = 0; i < run.sources.size(); ++i) {
    write_source(text.results, run.sources[i], i);
    write_line(text.details, [&](JsonWriter& json) {
      json.member("source", i);
      json.texts("notes", run.sources[i].notes);
    });
  }
  for (const RunRule& rule : run.rules) {
    write_rule(text.results, rule);
    write_rule_details(text.details, rule);
  }
  for (const RunWaiver& waiver : run.waivers) write_waiver(text.results, waiver);
  text.results.reserve(text.results.size() + lines.text.size());
  for (size_t i = 0; i < lines.order.size(); ++i) {
    const Finding& finding = run.findings[lines.order[i]];
    text.results += lines.line(lines.order[i]);
    if (has_details(finding)) write_finding_details(text.details, finding, i);
  }
  return text;
}

std::string results_root(const std::string& results) {
  std::vector<std::string> leaves;
  for (size_t at = 0; at < results.size();) {
    const size_t end = std::min(results.find('\n', at), results.size());
    leaves.push_back(evidence::leaf_hash(std::string_view(results).substr(at, end - at)));
    at = end + 1;
  }
  return "sha256:" + to_hex(evidence::merkle_root(leaves));
}

}  // namespace sekisho
