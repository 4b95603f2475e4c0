// The report for programs: keys in engine/assess/GAP.md. Findings of rules stand once; controls name them by their rules.
#include <algorithm>

#include "engine/assess/gap_words.h"
#include "engine/value/literal.h"
#include "sekisho/json_writer.h"

namespace sekisho {
namespace {

class GapJsonWriter {
 public:
  GapJsonWriter(const GapReport& report, std::string* out) : report_(report), run_(*report.run), json_(out, true) {}

  void write() {
    json_.begin_object();
    json_.member("gap_report", kGapReportVersion);
    json_.member("engine_version", run_.engine_version);
    json_.member("policy_digest", run_.policy_digest);
    json_.member("evaluated_at", format_timestamp(run_.evaluated_at));
    json_.member("evaluated_at_basis", run_.evaluated_at_basis);
    json_.member("profile", run_.profile.name);
    statement();
    counts();
    each("controls", report_.controls, [&](const GapControl& one) { control(one); });
    each("actions", report_.actions, [&](const GapAction& one) { action(one); });
    each("rules", used_rules(), [&](size_t index) { rule(run_.rules[index]); });
    each("findings", told_findings(), [&](size_t index) { finding(run_.findings[index]); });
    each("assessment_findings", report_.assessment_findings, [&](const AssessmentFinding& one) { assessment_finding(one); });
    each("sources", run_.sources, [&](const RunSource& one) { source(one); });
    json_.texts("unknown_controls", report_.unknown_controls);
    if (!run_.expected.empty()) each("expected", run_.expected, [&](const RunExpected& one) { expected(one); });
    if (report_.compared) each("changes", report_.changes, [&](const GapChange& one) { change(one); });
    json_.end_object();
  }

 private:
  void expected(const RunExpected& one) {
    json_.begin_object();
    json_.member("what", one.what);
    json_.member("id", one.id);
    json_.member("name", one.name);
    json_.member("state", one.state);
    json_.member("reason", one.reason);
    json_.end_object();
  }

  template <typename List, typename One>
  void each(std::string_view key, const List& list, const One& one) {
    json_.key(key);
    json_.begin_array();
    for (const auto& item : list) one(item);
    json_.end_array();
  }

  void both(const std::string& key, const Bilingual& text) {
    json_.member(key + "_en", text.en);
    json_.member(key + "_ja", text.ja);
  }

  void date(std::string_view key, const std::optional<int32_t>& day) {
    json_.key(key);
    if (day) json_.string(format_date(*day));
    else json_.null();
  }

  void statement() {
    json_.key("statement");
    if (!report_.statement) return json_.null();
    json_.begin_object();
    json_.member("file", report_.statement->file);
    both("service", report_.statement->service);
    date("from", report_.statement->from);
    date("to", report_.statement->to);
    json_.end_object();
  }

  void counts() {
    json_.key("counts");
    json_.begin_object();
    for (const bool objectives : {true, false}) {
      json_.key(objectives ? "objectives" : "controls");
      json_.begin_object();
      const auto& of = objectives ? report_.counts.objectives : report_.counts.controls;
      for (size_t i = 0; i < kControlStates; ++i) json_.member(to_string(static_cast<ControlState>(i)), of[i]);
      json_.end_object();
    }
    json_.end_object();
  }

  void control(const GapControl& one) {
    json_.begin_object();
    json_.member("id", one.control.id);
    json_.member("level", one.control.level);
    both("title", one.control.title);
    json_.member("state", to_string(one.state));
    json_.key("own_state");
    if (one.own) json_.string(to_string(*one.own));
    else json_.null();
    json_.member("decided_by", one.decided_by);
    if (one.control.level >= 3) evidence(one);
    json_.end_object();
  }

  void evidence(const GapControl& one) {
    json_.member("mandatory", one.mandatory);
    json_.member("critical_area", one.control.critical_area);
    json_.member("testable", one.control.testable);
    json_.member("named_in_statement", one.named);
    json_.member("inherited_from", one.inherited_from);
    each("reasons", one.reasons, [&](const Bilingual& reason) {
      json_.begin_object();
      both("text", reason);
      json_.end_object();
    });
    each("rules", one.rules, [&](const GapRule& rule) {
      json_.begin_object();
      json_.member("rule", run_.rules[rule.rule].name);
      json_.member("weight", to_string(rule.weight));
      json_.texts("missing_registers", rule.missing);
      json_.end_object();
    });
    each("individual_controls", one.measures, [&](size_t index) { json_.string(report_.statement->measures[index].id); });
    each("assessment_findings", one.assessment_findings, [&](size_t index) { json_.string(report_.assessment_findings[index].id); });
    json_.texts("registers", one.registers);
    json_.texts("missing_registers", one.missing_registers);
  }

  void action(const GapAction& one) {
    json_.begin_object();
    json_.member("action", to_string(one.what));
    json_.member("subject", one.subject);
    both("text", one.text);
    json_.member("severity", one.severity);
    json_.member("resources", one.resources);
    json_.member("mandatory", one.mandatory);
    json_.member("critical", one.critical);
    json_.texts("controls", one.controls);
    json_.end_object();
  }

  std::vector<size_t> used_rules() const {
    std::vector<size_t> used;
    for (const GapControl& one : report_.controls) {
      for (const GapRule& rule : one.rules) used.push_back(rule.rule);
    }
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    return used;
  }

  std::vector<size_t> told_findings() const {
    const std::vector<size_t> used = used_rules();
    std::vector<size_t> told;
    for (size_t i = 0; i < run_.findings.size(); ++i) {
      const Finding& one = run_.findings[i];
      const bool open = one.verdict == Verdict::kFail || one.verdict == Verdict::kUnknown;
      if (open && std::binary_search(used.begin(), used.end(), static_cast<size_t>(one.rule))) told.push_back(i);
    }
    return told;
  }

  void rule(const RunRule& one) {
    json_.begin_object();
    json_.member("name", one.name);
    json_.member("severity", one.severity);
    json_.member("digest", one.digest);
    both("title", one.title);
    both("remedy", one.remedy);
    json_.member("population", one.population);
    json_.member("complete", one.complete);
    json_.member("pass", one.pass);
    json_.member("fail", one.fail);
    json_.member("waived_fail", one.waived_fail);
    json_.member("unknown", one.unknown);
    json_.member("not_applicable", one.not_applicable);
    json_.member("vacuous", one.vacuous);
    json_.member("applicability_unknown", one.applicability_unknown);
    json_.end_object();
  }

  void place(const FindingPlace& one) {
    json_.member("file", one.file);
    json_.member("line", one.line);
    json_.member("column", one.column);
  }

  void finding(const Finding& one) {
    json_.begin_object();
    json_.member("rule", run_.rules[static_cast<size_t>(one.rule)].name);
    json_.member("verdict", to_string(one.verdict));
    json_.member("resource", one.resource);
    json_.member("kind", one.kind);
    place(one.place);
    both("message", one.message);
    both("remedy", one.remedy);
    each("reasons", one.reasons, [&](const FindingReason& reason) {
      json_.begin_object();
      json_.member("code", reason.code);
      json_.member("text", reason.text);
      json_.end_object();
    });
    json_.end_object();
  }

  void assessment_finding(const AssessmentFinding& one) {
    json_.begin_object();
    json_.member("id", one.id);
    json_.member("status", to_string(one.status));
    json_.texts("controls", one.controls);
    json_.member("source", one.source);
    json_.member("grade", one.grade);
    json_.member("text", one.text);
    json_.member("action", one.action);
    json_.member("owner", one.owner);
    json_.member("evidence", one.evidence);
    date("found", one.found);
    date("due", one.due);
    date("closed", one.closed);
    place(one.place);
    json_.end_object();
  }

  void source(const RunSource& one) {
    json_.begin_object();
    json_.member("path", one.path);
    json_.member("digest", one.digest);
    json_.member("adapter", one.adapter);
    json_.member("format", one.format);
    json_.key("captured_at");
    if (one.captured_at) json_.string(format_timestamp(*one.captured_at));
    else json_.null();
    json_.end_object();
  }

  void change(const GapChange& one) {
    json_.begin_object();
    json_.member("control", one.control);
    json_.member("before", one.before);
    json_.member("after", one.after);
    json_.end_object();
  }

  const GapReport& report_;
  const Run& run_;
  JsonWriter json_;
};

}  // namespace

std::string report_gap_json(const GapReport& report) {
  std::string out;
  GapJsonWriter(report, &out).write();
  return out + "\n";
}

}  // namespace sekisho
