// JUnit XML, which every CI server draws: a suite a rule, a case a resource. A failure is a failure, an undecided case is skipped with
// its reason, and a resource to which the rule does not apply is no case. What a valid waiver covers is skipped, so that servers and the exit code agree.
#include <algorithm>
#include <cstdint>

#include "engine/report/obligations.h"
#include "engine/report/profile.h"
#include "engine/report/text_parts.h"
#include "engine/report/totals.h"
#include "engine/report/waivers.h"
#include "engine/value/literal.h"
#include "sekisho/report.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

// XML 1.0 has no way to write most control characters and a few others.
bool allowed(char32_t value) {
  if (value == U'\t' || value == U'\n' || value == U'\r') return true;
  return value >= 0x20 && value != 0xFFFE && value != 0xFFFF;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    at += point.length;
    switch (point.value) {
      case U'&': out += "&amp;"; break;
      case U'<': out += "&lt;"; break;
      case U'>': out += "&gt;"; break;
      case U'"': out += "&quot;"; break;
      case U'\n': out += "&#10;"; break;
      case U'\r': out += "&#13;"; break;
      case U'\t': out += "&#9;"; break;
      default: {
        const std::string_view character = text.substr(at - point.length, point.length);
        if (!allowed(point.value)) append_utf8(out, U'\uFFFD');
        else out += point.value < 0x7F ? std::string(character) : harmless(character);   // marks that turn the writing direction, too
      }
    }
  }
  return out;
}

std::string attribute(const char* name, std::string_view value) { return " " + std::string(name) + "=\"" + escaped(value) + "\""; }
std::string attribute(const char* name, size_t value) { return attribute(name, std::to_string(value)); }

std::string property(const char* name, std::string_view value) {
  return "      <property" + attribute("name", name) + attribute("value", value) + "/>\n";
}

std::string failure_text(const Finding& finding) {
  std::string text = finding.message.ja.empty() ? "" : finding.message.ja + "\n";
  for (const WitnessItem& item : finding.witness) {
    text += item.path.empty() ? item.resource + ": " + item.value : (item.resource == finding.resource ? "" : item.resource + " ") + item.path + " = " + item.value;
    for (const FindingPlace& place : item.places) text += "\n  " + place_text(place) + (place.text.empty() ? "" : " | " + place.text);
    text += "\n";
  }
  if (!finding.remedy.both().en.empty()) text += finding.remedy.both().en + "\n";
  if (!finding.remedy.both().ja.empty()) text += finding.remedy.both().ja + "\n";
  return text;
}

std::string skipped_text(const Finding& finding) {
  std::string text;
  for (const FindingReason& reason : finding.reasons) {
    if (!text.empty()) text += "; ";
    text += reason.text.empty() ? reason.code : reason.text;
  }
  if (!finding.obligation.empty()) text += (text.empty() ? "" : "; ") + std::string("remains: ") + finding.obligation;
  return text;
}

std::string waived_text(const RunWaiver& waiver, const RunRule& rule, const Finding& finding) {
  const std::string what = finding.verdict == Verdict::kFail ? (finding.message.en.empty() ? rule.title.en : finding.message.en) : skipped_text(finding);
  return "waived (" + std::string(to_string(finding.verdict)) + "): " + waiver_text(waiver) + "; " + what;
}

std::string test_case(const Run& run, const RunRule& rule, const Finding& finding) {
  std::string out = "    <testcase" + attribute("classname", rule.name) + attribute("name", finding.resource) + attribute("file", finding.place.file);
  if (finding.place.line > 0) out += attribute("line", finding.place.line);
  if (finding.verdict == Verdict::kPass) return out + "/>\n";
  out += ">\n";
  if (const RunWaiver* waiver = waiver_of(run, finding)) {
    out += "      <skipped" + attribute("message", waived_text(*waiver, rule, finding)) + "/>\n";
  } else if (finding.verdict == Verdict::kFail) {
    const std::string& message = finding.message.en.empty() ? rule.title.en : finding.message.en;
    out += "      <failure" + attribute("message", message) + attribute("type", rule.severity) + ">" + escaped(failure_text(finding)) + "</failure>\n";
  } else {
    out += "      <skipped" + attribute("message", skipped_text(finding)) + "/>\n";
  }
  return out + "    </testcase>\n";
}

std::string suite(const Run& run, const RunRule& rule, const std::vector<const Finding*>& findings) {
  std::string out = "  <testsuite" + attribute("name", rule.name) + attribute("tests", rule.pass + rule.fail + rule.unknown) +
                    attribute("failures", rule.fail - rule.waived_fail) + attribute("errors", size_t{0}) + attribute("skipped", rule.unknown + rule.waived_fail) +
                    attribute("timestamp", format_timestamp(run.evaluated_at)) + ">\n    <properties>\n";
  out += property("title_en", rule.title.en) + property("title_ja", rule.title.ja) + property("severity", rule.severity);
  for (const RunSupports& one : rule.supports) out += property("supports", one.catalogue + " " + one.control);
  out += property("rule_digest", rule.digest) + property("policy_digest", run.policy_digest) + property("engine_version", run.engine_version);
  for (const RunSource& source : run.sources) out += property("source_digest", source.digest);
  out += "    </properties>\n";
  for (const Finding* finding : findings) {
    if (finding->verdict != Verdict::kNotApplicable) out += test_case(run, rule, *finding);
  }
  return out + "  </testsuite>\n";
}

// What a profile changed: a suite of its own. A rule that is off is a skipped case, other changes are properties.
std::string profile_suite(const RunProfile& profile) {
  std::string properties = property("profile", profile.name), cases;
  size_t off = 0;
  for (const RunProfileChange& change : profile.changes) {
    if (change.change != "off") {
      properties += property(change.subject.c_str(), change_text(change));
      continue;
    }
    ++off;
    cases += "    <testcase" + attribute("classname", "profile") + attribute("name", change.subject) + ">\n      <skipped" + attribute("message", change_text(change)) + "/>\n    </testcase>\n";
  }
  return "  <testsuite" + attribute("name", "profile") + attribute("tests", off) + attribute("failures", size_t{0}) + attribute("errors", size_t{0}) +
         attribute("skipped", off) + ">\n    <properties>\n" + properties + "    </properties>\n" + cases + "  </testsuite>\n";
}

// Waivers that somebody has to look at: a suite of its own, each a skipped case.
std::string waiver_suite(const std::vector<const RunWaiver*>& waivers) {
  std::string cases;
  for (const RunWaiver* waiver : waivers) {
    cases += "    <testcase" + attribute("classname", "waivers") + attribute("name", waiver->id) + attribute("file", waiver->file) + attribute("line", waiver->line) + ">\n      <skipped" +
             attribute("message", waiver->code + ": " + waiver->state + ": " + waiver->rule + " " + waiver->resource + "; " + waiver_text(*waiver)) + "/>\n    </testcase>\n";
  }
  return "  <testsuite" + attribute("name", "waivers") + attribute("tests", waivers.size()) + attribute("failures", size_t{0}) + attribute("errors", size_t{0}) + attribute("skipped", waivers.size()) + ">\n" +
         cases + "  </testsuite>\n";
}

// Obligations of an earlier run: a suite of its own.
std::string obligation_suite(const Run& run, const ObligationCounts& counts) {
  std::string cases;
  for (const RunObligation& one : run.obligations) {
    cases += "    <testcase" + attribute("classname", "obligation " + one.rule) + attribute("name", one.resource);
    if (one.state == "met") cases += "/>\n";
    else cases += std::string(">\n      <") + (one.state == "broken" ? "failure" : "skipped") + attribute("message", one.state + (one.why.empty() ? "" : ": " + one.why) + ": " + one.text) + "/>\n    </testcase>\n";
  }
  return "  <testsuite" + attribute("name", "obligations") + attribute("tests", run.obligations.size()) + attribute("failures", counts.broken) + attribute("errors", size_t{0}) +
         attribute("skipped", counts.open + counts.unmatched + counts.lapsed) + ">\n    <properties>\n" + property("of", run.obligations_of) + "    </properties>\n" + cases + "  </testsuite>\n";
}

size_t switched_off(const RunProfile& profile) {
  return static_cast<size_t>(std::count_if(profile.changes.begin(), profile.changes.end(), [](const RunProfileChange& change) { return change.change == "off"; }));
}

}  // namespace

std::string report_junit(const Run& run) {
  const Totals totals = totals_of(run);
  const std::vector<std::vector<const Finding*>> findings = findings_by_rule(run);
  const std::vector<const RunWaiver*> noteworthy = waivers_to_tell(run);
  const ObligationCounts obligations = obligation_counts(run);
  const size_t beside = switched_off(run.profile) + noteworthy.size();   // skipped cases that are no findings
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + attribute("name", "sekisho") +
                    attribute("tests", totals.pass + totals.fail + totals.unknown + beside + run.obligations.size()) + attribute("failures", totals.fail - totals.waived_fail + obligations.broken) +
                    attribute("errors", size_t{0}) + attribute("skipped", totals.unknown + totals.waived_fail + beside + obligations.open + obligations.unmatched + obligations.lapsed) + ">\n";
  if (!run.profile.changes.empty()) out += profile_suite(run.profile);
  if (!noteworthy.empty()) out += waiver_suite(noteworthy);
  if (!run.obligations_of.empty()) out += obligation_suite(run, obligations);
  for (size_t i = 0; i < run.rules.size(); ++i) out += suite(run, run.rules[i], findings[i]);
  return out + "</testsuites>\n";
}

}  // namespace sekisho
