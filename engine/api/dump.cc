// dump: any form of the two streams as text, for `--dump=STAGE` and for goldens.
#include <algorithm>

#include "engine/api/profile.h"
#include "engine/api/run.h"
#include "engine/api/select.h"
#include "engine/syntax/parse.h"
#include "sekisho/api.h"

namespace sekisho {
namespace {

std::vector<SourcePtr> all_texts(const PolicySet& policies) {
  std::vector<SourcePtr> all;
  for (const auto* group : {&policies.packs, &policies.maps}) all.insert(all.end(), group->begin(), group->end());
  if (all.empty()) all = policies.shipped;
  return all;
}

std::string verdict_line(const Evaluation& evaluation, const RuleVerdict& verdict) {
  const Subject& subject = verdict.subject;
  std::string line = std::string(to_string(verdict.decision.verdict)) + " " + evaluation.program.rules[static_cast<size_t>(verdict.rule)].name + " " +
                     (subject.row != nullptr ? subject.row->id.str() : subject.resource->address);
  if (verdict.decision.applicability_unknown) line += " applicability_unknown";
  if (verdict.vacuous) line += " vacuous";
  return line + "\n";
}

std::string dump_finding(const Run& run, const Finding& finding) {
  std::string out = std::string(to_string(finding.verdict)) + " " + run.rules[static_cast<size_t>(finding.rule)].name + " " + finding.resource + "\n";
  for (const WitnessItem& item : finding.witness) {
    out += "  witness " + item.resource + (item.path.empty() ? "" : "." + item.path) + " = " + item.value + "\n";
    for (const FindingPlace& place : item.places) out += "    at " + place.file + ":" + std::to_string(place.line) + " " + place.pointer + (place.note.empty() ? "" : " (" + place.note + ")") + "\n";
  }
  for (const FindingReason& reason : finding.reasons) out += "  reason " + reason.code + ": " + reason.text + "\n";
  if (!finding.obligation.empty()) out += "  obligation " + finding.obligation + "\n";
  return out;
}

}  // namespace

Result<std::string> dump(const std::string& stage, const PolicySet& policies, const CompiledPolicy& policy,
                         const std::vector<std::shared_ptr<const RawSource>>& sources, const EvaluateOptions& options) {
  std::string out;
  if (stage == "tokens" || stage == "tree") {
    for (const SourcePtr& text : all_texts(policies)) {
      out += "// " + text->name() + "\n";
      Diagnostics diagnostics;
      out += stage == "tokens" ? syntax::dump_tokens(text) : syntax::dump(*syntax::parse(text, diagnostics));
    }
    return out;
  }
  if (stage == "program") return dump(*policy.program);
  Result<std::vector<int>> rules = select_rules(*policy.program, options);
  if (!rules) return rules.error();
  Result<AppliedProfile> profile = apply_profile(*policy.program, options, *rules);
  if (!profile) return profile.error();
  rules = std::move(profile->rules);
  if (stage == "query") return dump(build_query(*policy.program, *rules), *policy.program);
  if (stage == "findings") {
    EvaluateOptions with_witness = options;
    with_witness.findings = {};
    with_witness.findings.witness_of_passes = true;
    Result<Run> run = evaluate(policy, sources, with_witness);
    if (!run) return run.error();
    for (const Finding& finding : run->findings) out += dump_finding(*run, finding);
    return out;
  }
  if (stage != "snapshot" && stage != "verdicts") return Error{"there is no stage `" + stage + "`", "stages are tokens, tree, program, query, raw, snapshot, verdicts, findings", {}};
  Query query = build_query(*policy.program, *rules);
  GivenParameters given;
  Result<std::vector<Value>> parameters = read_parameters(*policy.program, query, profile->parameters, given);
  if (!parameters) return parameters.error();
  MapOptions map_options;
  map_options.complete_kinds = options.complete_kinds;
  map_options.all_attributes = stage == "snapshot";
  Evaluation evaluation(*policy.program, std::move(*parameters), options.evaluated_at.value_or(options.started_at), sources, std::move(query), map_options, false);
  for (const auto& source : sources) {
    if (std::optional<Error> trouble = trouble_of(*source)) return *trouble;
  }
  if (stage == "snapshot") return dump(evaluation.snapshot);
  for (int rule : *rules) {
    for (const Subject& subject : subjects_of(evaluation.rules, policy.program->rules[static_cast<size_t>(rule)])) out += verdict_line(evaluation, verdict_of(evaluation, rule, subject));
  }
  return out;
}

}  // namespace sekisho
