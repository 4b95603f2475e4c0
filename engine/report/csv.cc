// CSV for spreadsheets and scripts: RFC 4180 with LF, one finding a line, no byte order mark, no line end inside a cell. What a profile changed
// stands in lines after them, `profile` in place of a verdict; waivers that are not simply valid stand in lines `waiver`, obligations in lines `obligation`,
// the accounts and inputs that the run had to cover in lines `expected`: kind is account or input, reasons says whether an input showed it.
#include <algorithm>
#include <array>
#include <initializer_list>

#include "engine/base/csv.h"
#include "engine/base/parallel.h"
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
constexpr size_t kFindingsAtOnce = 1000;   // half a megabyte

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

// Lines of findings.
class FindingLines {
 public:
  explicit FindingLines(const Run& run) : run_(run) {
    for (const RunRule& rule : run.rules) rules_.push_back({cells({rule.name}), cells({rule.severity, joined_controls(rule)}), cells({rule.digest})});
    for (const RunSource& source : run.sources) digests_.push_back(cells({source.digest, run.policy_digest, run.engine_version}));
  }

  void append(std::string& out, const Finding& finding) const {
    const RuleCells& rule = rules_[static_cast<size_t>(finding.rule)];
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
    out += digests_[static_cast<size_t>(finding.source)];
    const RunWaiver* waiver = waiver_of(run_, finding);
    append_csv_cell(out, waiver == nullptr ? "" : waiver->id);
    append_csv_cell(out, waiver == nullptr ? "" : format_timestamp(waiver->expires_at));
    out += '\n';
  }

 private:
  const Run& run_;
  std::vector<RuleCells> rules_;
  std::vector<std::string> digests_;   // of a source, of the policy, and the engine's version
};

void write_findings(const Run& run, bool all, const TakePiece& take, size_t threads) {
  const FindingLines lines(run);
  const size_t count = run.findings.size(), pieces = (count + kFindingsAtOnce - 1) / kFindingsAtOnce;
  in_order<std::string>(pieces, std::max<size_t>(1, std::min(threads, pieces)), [&](size_t piece, std::string& text) {
    text.clear();
    for (size_t i = piece * kFindingsAtOnce; i < std::min((piece + 1) * kFindingsAtOnce, count); ++i) {
      if (all || shown_by_default(run.findings[i])) lines.append(text, run.findings[i]);
    }
  }, [&](const std::string& text) {
    if (!text.empty()) take(text);
  });
}

}  // namespace

void write_csv(const Run& run, bool all, const TakePiece& take, size_t threads) {
  take(kHeader);
  write_findings(run, all, take, threads);
  std::string out;
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
  if (!out.empty()) take(out);
}

std::string report_csv(const Run& run, bool all) {
  std::string text;
  write_csv(run, all, [&](std::string_view piece) { text += piece; });
  return text;
}

}  // namespace sekisho
