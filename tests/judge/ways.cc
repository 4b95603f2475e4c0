// The one place that knows how each engine and its reader are called.
#include "tests/judge/ways.h"

#include <algorithm>

#include "adapters/load.h"
#include "engine/base/check.h"
#include "sekisho/artifact.h"

namespace sekisho::judge {
namespace {

constexpr int64_t kEvaluatedAt = 1775001600;   // 2026-04-01T00:00:00Z

std::string place(const FindingPlace& place) { return place.resource + " " + place.pointer + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + " " + place.text + " " + place.note; }

Line line_of(const Run& run, const Finding& finding) {
  Line line{run.rules[static_cast<size_t>(finding.rule)].name, finding.resource, finding.source, finding.verdict, finding.vacuous, finding.applicability_unknown, "", ""};
  for (const FindingReason& reason : finding.reasons) {
    line.reasons += reason.code + ": " + reason.text;
    for (const FindingPlace& at : reason.places) line.reasons += " @ " + place(at);
    line.reasons += "\n";
  }
  line.told = finding.kind + " " + place(finding.place) + "\n" + finding.message.en + "\n" + finding.message.ja + "\n" + finding.obligation + "\n";
  for (const WitnessItem& item : finding.witness) {
    line.told += item.resource + " " + item.path + " = " + item.value;
    for (const FindingPlace& at : item.places) line.told += " @ " + place(at);
    line.told += "\n";
  }
  return line;
}

// As a template's undecided condition would have left them. Only templates know doubt, and they have no projecting reader yet.
void cast_doubt(RawSource& source, const std::set<std::string>& addresses) {
  for (RawResource& resource : source.resources) {
    if (!addresses.contains(resource.address)) continue;
    RawNode& condition = source.nodes.emplace_back();
    condition.kind = RawNode::Kind::kUnknown;
    condition.why = RawUnknown::kAfterApply;
    condition.resource = &resource;
    resource.doubt = &condition;
  }
}

}  // namespace

std::optional<Policies> compile_text(const std::string& policy, Diagnostics& diagnostics) {
  PolicySet set;
  set.packs.push_back(std::make_shared<Source>("judged.seki", policy));
  std::optional<CompiledPolicy> checked = compile(set, diagnostics);
  if (!checked) return std::nullopt;
  if (policy.size() % 2 == 0) return Policies{*checked, *checked};
  std::optional<std::string> bytes = write_artifact(*checked, set, "judged", diagnostics);
  CHECK(bytes.has_value());   // every text of the judge's goes into an artifact
  Diagnostics warnings;
  std::optional<CompiledPolicy> read = read_artifact(std::make_shared<const std::string>(std::move(*bytes)), set, "judged", warnings);
  CHECK(read.has_value());
  return Policies{std::move(*read), std::move(*checked)};
}

Verdicts decide(Way way, const Policies& policies, const Question& question) {
  Verdicts verdicts;
  EvaluateOptions options;
  options.engine = way == Way::kColumns ? Engine::kColumns : Engine::kRows;
  options.evaluated_at = kEvaluatedAt;
  options.complete_kinds = question.complete_kinds;
  options.rules = question.rules;
  options.parameters = question.parameters;
  std::vector<std::shared_ptr<const RawSource>> sources;
  for (size_t i = 0; i < question.plans.size(); ++i) {
    Result<std::shared_ptr<const RawSource>> source = adapters::load_bytes("plan" + std::to_string(i) + ".json", question.plans[i], "", way == Way::kColumns ? adapters::Reading::kLate : adapters::Reading::kWhole);
    if (!source) {
      verdicts.refused = source.error().message;
      return verdicts;
    }
    cast_doubt(const_cast<RawSource&>(**source), question.doubtful[i]);   // nobody else has it yet
    sources.push_back(std::move(*source));
  }
  Result<Run> run = evaluate(way == Way::kColumns ? policies.columns : policies.rows, sources, options);
  if (!run) {
    verdicts.refused = run.error().message;
    return verdicts;
  }
  for (const Finding& finding : run->findings) verdicts.lines.push_back(line_of(*run, finding));
  for (const RunRule& rule : run->rules) {
    std::string fact = rule.name + (rule.complete ? " complete" : "");
    for (const size_t count : {rule.pass, rule.fail, rule.unknown, rule.not_applicable, rule.vacuous, rule.applicability_unknown}) fact += " " + std::to_string(count);
    verdicts.facts.push_back(std::move(fact));
  }
  for (const auto& [type, count] : run->unmapped_types) verdicts.facts.push_back("no map: " + type + " " + std::to_string(count));
  for (const auto& [kind, count] : run->rows_by_kind) verdicts.facts.push_back("rows: " + kind + " " + std::to_string(count));
  for (const RunSource& source : run->sources) {
    verdicts.facts.push_back(source.path + " " + source.format + " " + std::to_string(source.resources));
    for (const std::string& note : source.notes) verdicts.facts.push_back("note: " + note);
  }
  return verdicts;
}

std::string difference(const Verdicts& columns, const Verdicts& rows) {
  if (columns.refused != rows.refused) return "columns: " + (columns.refused.empty() ? "accepted" : columns.refused) + "\nrows:    " + (rows.refused.empty() ? "accepted" : rows.refused) + "\n";
  static const char* const kNames[] = {"pass", "fail", "unknown", "not_applicable"};
  const auto show = [](const Line& line) {
    return std::string(kNames[static_cast<size_t>(line.verdict)]) + (line.vacuous ? " vacuous" : "") + (line.applicability_unknown ? " applicability unknown" : "") + "\n" + line.reasons + line.told;
  };
  for (size_t i = 0; i < std::min(columns.lines.size(), rows.lines.size()); ++i) {
    const Line& a = columns.lines[i];
    const Line& b = rows.lines[i];
    if (a == b) continue;
    if (a.rule != b.rule || a.resource != b.resource || a.source != b.source) return "columns: " + a.rule + " on " + a.resource + "\nrows:    " + b.rule + " on " + b.resource + "\n";
    return a.rule + " on " + a.resource + "\ncolumns: " + show(a) + "rows:    " + show(b);
  }
  if (columns.lines.size() != rows.lines.size()) return "columns: " + std::to_string(columns.lines.size()) + " verdicts, rows: " + std::to_string(rows.lines.size()) + "\n";
  for (size_t i = 0; i < std::max(columns.facts.size(), rows.facts.size()); ++i) {
    const std::string a = i < columns.facts.size() ? columns.facts[i] : "", b = i < rows.facts.size() ? rows.facts[i] : "";
    if (a != b) return "columns: " + a + "\nrows:    " + b + "\n";
  }
  return "";
}

}  // namespace sekisho::judge
