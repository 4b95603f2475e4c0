// CSV for spreadsheets and scripts: RFC 4180 with LF, one finding a line, no byte order mark, no line end inside a cell. What a profile changed
// stands in lines after them, `profile` in place of a verdict; waivers that are not simply valid stand in lines `waiver`, obligations in lines `obligation`,
// the accounts and inputs that the run had to cover in lines `expected`: kind is account or input, reasons says whether an input showed it.
#include <array>
#include <initializer_list>

#include "engine/base/csv.h"
#include "engine/report/profile.h"
#include "engine/report/totals.h"
#include "engine/report/waivers.h"
#include "engine/value/literal.h"
#include "sekisho/report.h"

namespace sekisho {
namespace {

constexpr std::string_view kHeader =
    "verdict,rule,resource,kind,severity,controls,file,line,column,reasons,message_en,message_ja,obligation,applicability_unknown,vacuous,"
    "rule_digest,source_digest,policy_digest,engine_version,waiver,waiver_expires_at\n";
constexpr size_t kCells = 20;   // after the verdict
constexpr size_t kPiece = size_t{1} << 18, kLongLine = size_t{1} << 14;   // what is handed over at once, and what a line may well add to it

std::string joined_controls(const RunRule& rule) {
  std::string text;
  for (const RunSupports& one : rule.supports) text += (text.empty() ? "" : ";") + one.catalogue + ":" + one.control;
  return text;
}

std::string joined_reasons(const Finding& finding) {
  std::string text;
  for (const FindingReason& reason : finding.reasons) {
    if (!text.empty()) text += "; ";
    text += reason.code;
    if (!reason.text.empty()) text += ": " + reason.text;
  }
  return text;
}

// With a comma before each.
std::string cells(std::initializer_list<std::string_view> texts) {
  std::string out = ",";
  for (const std::string_view text : texts) append_csv_cell(out, text);
  return out.substr(1);
}

// What all findings of a rule have in common, written once.
struct RuleCells {
  std::string name, severity_and_controls, digest;
};

}  // namespace

void write_csv(const Run& run, bool all, const TakePiece& take) {
  std::vector<std::string> controls;
  for (const RunRule& rule : run.rules) controls.push_back(joined_controls(rule));
  std::vector<RuleCells> rules;
  for (size_t i = 0; i < run.rules.size(); ++i) rules.push_back({cells({run.rules[i].name}), cells({run.rules[i].severity, controls[i]}), cells({run.rules[i].digest})});
  std::vector<std::string> digests;   // of a source, of the policy, and the engine's version
  for (const RunSource& source : run.sources) digests.push_back(cells({source.digest, run.policy_digest, run.engine_version}));
  std::string out(kHeader);
  out.reserve(kPiece + kLongLine);
  const auto hand_over = [&](size_t most) {
    if (out.size() <= most) return;
    take(out);
    out.clear();
  };
  for (const Finding& finding : run.findings) {
    if (!all && !shown_by_default(finding)) continue;
    const RuleCells& rule = rules[static_cast<size_t>(finding.rule)];
    out += to_string(finding.verdict);
    out += rule.name;
    append_csv_cell(out, finding.resource);
    append_csv_cell(out, finding.kind);
    out += rule.severity_and_controls;
    append_csv_cell(out, finding.place.file);
    append_csv_cell(out, finding.place.line == 0 ? "" : std::to_string(finding.place.line));
    append_csv_cell(out, finding.place.line == 0 ? "" : std::to_string(finding.place.column));
    append_csv_cell(out, joined_reasons(finding));
    append_csv_cell(out, finding.message.en);
    append_csv_cell(out, finding.message.ja);
    append_csv_cell(out, finding.obligation);
    out += finding.applicability_unknown ? ",true" : ",false";
    out += finding.vacuous ? ",true" : ",false";
    out += rule.digest;
    out += digests[static_cast<size_t>(finding.source)];
    const RunWaiver* waiver = waiver_of(run, finding);
    append_csv_cell(out, waiver == nullptr ? "" : waiver->id);
    append_csv_cell(out, waiver == nullptr ? "" : format_timestamp(waiver->expires_at));
    out += '\n';
    hand_over(kPiece);
  }
  for (const RunProfileChange& change : run.profile.changes) {
    out += "profile";
    const std::string text = change_text(change);
    const std::array<std::string_view, kCells> cells = {change.subject, "", "", change.change == "severity" ? change.value : "", "", "", "", "", text, "", "", "", "", "", "", "", run.policy_digest, run.engine_version, "", ""};
    for (const std::string_view cell : cells) append_csv_cell(out, cell);
    out += '\n';
  }
  for (const RunWaiver& waiver : run.waivers) {
    if (waiver.code.empty()) continue;
    out += "waiver";
    const std::string line = std::to_string(waiver.line), text = waiver.code + ": " + waiver.state, expires_at = format_timestamp(waiver.expires_at);
    const std::array<std::string_view, kCells> cells = {waiver.rule, waiver.resource, "", "", "", waiver.file, line, "", text, waiver.reason.en, waiver.reason.ja, "", "", "", "", "", run.policy_digest, run.engine_version, waiver.id, expires_at};
    for (const std::string_view cell : cells) append_csv_cell(out, cell);
    out += '\n';
  }
  for (const RunExpected& one : run.expected) {
    out += "expected";
    const std::string text = one.reason.empty() ? one.state : one.state + ": " + one.reason;
    const std::array<std::string_view, kCells> cells = {"", one.id, one.what, "", "", "", "", "", text, one.name, one.name, "", "", "", "", "", run.policy_digest, run.engine_version, "", ""};
    for (const std::string_view cell : cells) append_csv_cell(out, cell);
    out += '\n';
  }
  for (const RunObligation& one : run.obligations) {
    out += "obligation";
    const std::string text = one.why.empty() ? one.state : one.state + ": " + one.why;
    const std::array<std::string_view, kCells> cells = {one.rule, one.resource, one.kind, "", "", run.obligations_of, "", "", text, "", "", one.text, "", "", "", "", run.policy_digest, run.engine_version, "", ""};
    for (const std::string_view cell : cells) append_csv_cell(out, cell);
    out += '\n';
  }
  hand_over(0);
}

std::string report_csv(const Run& run, bool all) {
  std::string text;
  write_csv(run, all, [&](std::string_view piece) { text += piece; });
  return text;
}

}  // namespace sekisho
