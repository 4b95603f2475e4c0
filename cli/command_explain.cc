// `sekisho explain`: one rule on one resource, with everything that decided it.
#include <iostream>
#include <set>

#include "cli/commands.h"
#include "cli/evaluation.h"
#include "cli/outputs.h"
#include "cli/terminal.h"

namespace sekisho::cli {
namespace {

// The lines of a rule's declaration: from its first to the brace that closes it in the same column, as `fmt` lays it out.
std::string rule_text(const PolicySet& texts, const RunRule& rule) {
  for (const std::vector<SourcePtr>* sources : {&texts.packs, &texts.shipped}) {
    for (const SourcePtr& source : *sources) {
      if (source->name() != rule.file) continue;
      const std::string_view head = source->line(rule.line);
      const std::string close = std::string(head.substr(0, head.find_first_not_of(" \t"))) + "}";
      std::string text = std::string(head) + "\n";
      const uint32_t last = source->line_column(source->text().size()).line;
      for (uint32_t line = rule.line + 1; line <= last; ++line) {
        text += std::string(source->line(line)) + "\n";
        if (source->line(line).starts_with(close)) return text;
      }
    }
  }
  return "";
}

// The rule found nothing of that name: which names are there?
ExitCode refuse_resource(const Prepared& prepared, EvaluateOptions options, const std::string& resource) {
  options.only_resource.clear();
  options.findings.witness = false;
  const Result<Run> run = evaluate(prepared.policy, prepared.sources, options);
  if (!run) return refuse(run.error());
  std::set<std::string> names;
  for (const Finding& finding : run->findings) names.insert(finding.resource);
  std::string help = "the rule found no resource in the inputs at all";
  if (const std::string near = nearest(resource, {names.begin(), names.end()}); !near.empty()) {
    help = "did you mean `" + near + "`?";
  } else if (!names.empty()) {
    help = "it found " + std::to_string(names.size()) + ", such as `" + *names.begin() + "`; `sekisho check --all --rule NAME` lists them";
  }
  return refuse({"the rule found no resource `" + resource + "`", help, {}});
}

}  // namespace

ExitCode run_explain(const Arguments& arguments) {
  const std::vector<std::string>& words = arguments.positional();
  if (words.size() < 2) return refuse({"`explain` needs a rule and a resource", "write `sekisho explain RULE RESOURCE [INPUT…]`", {}});
  Result<Settings> settings = settings_of(arguments, std::vector<std::string>(words.begin() + 2, words.end()));
  if (!settings) return refuse(settings.error());
  settings->rules = {words[0]};
  std::string text;
  {
    Progress progress;
    const std::optional<Prepared> prepared = prepare(*settings, progress);
    if (!prepared) return kBadInput;
    EvaluateOptions options = evaluate_options(*settings);
    options.only_resource = words[1];
    options.findings.witness_of_passes = true;
    progress.stage("evaluating");
    const Result<Run> run = evaluate_prepared(*prepared, *settings, options);
    if (!run) return refuse(run.error());
    if (run->findings.empty()) return refuse_resource(*prepared, options, words[1]);
    const RunRule& rule = run->rules[static_cast<size_t>(run->findings.front().rule)];
    text = report_explanation(*run, rule_text(prepared->texts, rule), text_options(arguments, *settings));
  }
  std::cout << text;
  return kGood;
}

}  // namespace sekisho::cli
