// Policies first, then inputs: a mistake in a rule is told before a large file is read.
#include "cli/evaluation.h"

#include <algorithm>

#include "adapters/load.h"
#include "cli/policies.h"
#include "cli/shipped.h"
#include "cli/terminal.h"

namespace sekisho::cli {
namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "`" : ", `") + name + "`";
  return text;
}

bool read_inputs(const Settings& settings, Progress& progress, Prepared& prepared) {
  bool good = true;
  for (const std::string& input : settings.project.inputs) {
    progress.stage("reading " + (input == "-" ? std::string("standard input") : input));
    Result<std::shared_ptr<const RawSource>> source = adapters::load(input, settings.adapter, adapters::Reading::kLate, settings.threads, settings.template_parameters);
    if (source) {
      prepared.sources.push_back(std::move(*source));
    } else {
      show(source.error());
      good = false;
    }
  }
  return good;
}

}  // namespace

std::optional<Prepared> prepare(const Settings& settings, Progress& progress) {
  const std::vector<std::string>& inputs = settings.project.inputs;
  if (inputs.empty()) {
    refuse({"no input", "name a file, `-` for standard input, or `inputs` in sekisho.yaml; `sekisho help check` tells more", {}});
    return std::nullopt;
  }
  if (std::count(inputs.begin(), inputs.end(), "-") > 1) {
    refuse({"standard input is named twice", "`-` can be read once", {}});
    return std::nullopt;
  }
  progress.stage("compiling policies");
  Result<PolicySet> texts = read_policies({settings.project.packs, settings.project.maps, false, settings.project.catalogue});
  if (!texts) {
    refuse(texts.error());
    return std::nullopt;
  }
  std::optional<CompiledPolicy> policy = compile_and_show(*texts, settings.cache);
  if (!policy) return std::nullopt;
  if (policy->rules == 0) {
    refuse({"no rules in " + (settings.project.packs.empty() ? "the shipped pack" : listed(settings.project.packs)),
            "expected `.seki` files with at least one rule; `sekisho init` writes a first one", {}});
    return std::nullopt;
  }
  Prepared prepared{std::move(*texts), std::move(*policy), {}};
  if (!read_inputs(settings, progress, prepared)) return std::nullopt;
  return prepared;
}

Result<Run> evaluate_prepared(const Prepared& prepared, const Settings& settings, const EvaluateOptions& options) {
  Result<Run> run = evaluate(prepared.policy, prepared.sources, options);
  if (run) run->packs = settings.project.packs.empty() ? std::vector<std::string>{kDefaultPack} : settings.project.packs;
  return run;
}

}  // namespace sekisho::cli
