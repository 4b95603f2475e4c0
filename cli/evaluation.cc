// Policies first, then inputs: a mistake in a rule is told before a large file is read.
#include "cli/evaluation.h"

#include <fnmatch.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "adapters/load.h"
#include "cli/lock.h"
#include "cli/policies.h"
#include "cli/registers.h"
#include "cli/shipped.h"
#include "cli/terminal.h"
#include "cli/waivers.h"
#include "sekisho/file.h"

namespace sekisho::cli {
namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "`" : ", `") + name + "`";
  return text;
}

// The one that `--adapter` names, or the first whose `files` takes the path; null: the built-in readers.
const adapters::ExternalAdapter* external_adapter_of(const Settings& settings, const std::string& input) {
  const std::string name = std::filesystem::path(input).filename().string();
  for (const adapters::ExternalAdapter& adapter : settings.project.adapters) {
    if (settings.adapter == adapter.name) return &adapter;
    if (!settings.adapter.empty() || input == "-") continue;
    for (const std::string& glob : adapter.files) {
      if (fnmatch(glob.c_str(), glob.find('/') == std::string::npos ? name.c_str() : input.c_str(), 0) == 0) return &adapter;
    }
  }
  return nullptr;
}

using Sources = Result<std::vector<std::shared_ptr<const RawSource>>>;

Sources one(Result<std::shared_ptr<const RawSource>> source) {
  if (!source) return source.error();
  return std::vector{std::move(*source)};
}

// A snapshot holds several sources, any other file is one.
Sources load(const Settings& settings, const std::string& input) {
  if (const auto mapped = adapters::load_mapped(input, settings.adapter, settings.threads)) return std::vector{*mapped};
  Result<std::string> bytes = read_file(input);
  if (!bytes) return bytes.error();
  const std::string name = input == "-" ? "<standard input>" : input;
  if (settings.adapter.empty() && is_snapshot(*bytes)) return read_snapshot(name, std::move(*bytes));
  return one(adapters::load_bytes(name, std::move(*bytes), settings.adapter, adapters::Reading::kLate, settings.threads, settings.template_parameters));
}

bool read_registers(const std::vector<adapters::Register>& registers, Progress& progress, Prepared& prepared) {
  bool good = true;
  for (const adapters::Register& one : registers) {
    progress.stage("reading " + one.path);
    std::vector<Error> errors;
    if (std::shared_ptr<const RawSource> source = adapters::load_register(one, errors)) prepared.sources.push_back(std::move(source));
    for (const Error& error : errors) show(error);
    good = good && errors.empty();
  }
  return good;
}

// The registers of the project, with maps for those kinds that have none yet: then the policy is compiled again.
std::optional<std::vector<adapters::Register>> prepare_registers(const Settings& settings, Prepared& prepared) {
  if (settings.project.registers.empty()) return std::vector<adapters::Register>{};
  const PolicyInfo policies = describe(prepared.policy);
  Result<std::vector<adapters::Register>> registers = registers_of(settings.project.registers, policies);
  if (!registers) {
    refuse(registers.error());
    return std::nullopt;
  }
  if (SourcePtr maps = register_maps(*registers, policies)) {
    prepared.texts.maps.push_back(std::move(maps));
    std::optional<CompiledPolicy> policy = compile_and_show(prepared.texts, settings.cache);
    if (!policy) return std::nullopt;
    prepared.policy = std::move(*policy);
  }
  return std::move(*registers);
}

// Nullopt: shown.
std::optional<std::vector<Waiver>> prepare_waivers(const Settings& settings, const CompiledPolicy& policy) {
  Result<std::vector<Waiver>> waivers = read_waivers(settings.project.waivers);
  if (!waivers) {
    refuse(waivers.error());
    return std::nullopt;
  }
  Diagnostics diagnostics;
  if (const Result<void> checked = check_waivers(policy, evaluate_options(settings), *waivers, diagnostics); !checked) {
    refuse(checked.error());
    return std::nullopt;
  }
  diagnostics.sort();
  for (const Diagnostic& diagnostic : diagnostics.all()) show(diagnostic, use_colour("auto", Stream::kError));
  if (!diagnostics.has_errors()) return std::move(*waivers);
  show_error_count(diagnostics);
  return std::nullopt;
}

// Values for the parameters of a template that is not among the inputs: perhaps another file was meant.
void tell_when_no_template_was_read(const Settings& settings, const std::vector<std::shared_ptr<const RawSource>>& read) {
  const auto is_template = [](const auto& source) { return source->format.ends_with("template"); };
  if (settings.template_parameters.empty() || std::any_of(read.begin(), read.end(), is_template)) return;
  const std::string& name = settings.template_parameters.begin()->first;
  if (language_of(settings.project.language) == Language::kJapanese) std::cerr << "注意: 入力にテンプレートがないため、`--template-param` の値(`" << name << "` など)は使われません\n";
  else std::cerr << "note: no input is a template, so that what `--template-param` gives (`" << name << "`) is not used\n";
}

// Inputs and registers; what is wrong with any of them is shown.
bool read_all(const Settings& settings, const std::vector<adapters::Register>& registers, Progress& progress, Prepared& prepared) {
  std::optional<std::vector<std::shared_ptr<const RawSource>>> inputs = read_inputs(settings, progress);
  if (inputs) prepared.sources = std::move(*inputs);
  return read_registers(registers, progress, prepared) && inputs;
}

}  // namespace

std::optional<std::vector<std::shared_ptr<const RawSource>>> read_inputs(const Settings& settings, Progress& progress) {
  std::vector<std::shared_ptr<const RawSource>> read;
  bool good = true;
  for (const std::string& input : settings.project.inputs) {
    progress.stage("reading " + (input == "-" ? std::string("standard input") : input));
    const adapters::ExternalAdapter* external = external_adapter_of(settings, input);
    Sources sources = external != nullptr ? one(adapters::load_external(input, *external)) : load(settings, input);
    if (sources) {
      read.insert(read.end(), sources->begin(), sources->end());
    } else {
      show(sources.error());
      good = false;
    }
  }
  if (!good) return std::nullopt;
  tell_when_no_template_was_read(settings, read);
  return read;
}

std::optional<Prepared> prepare(const Settings& settings, Progress& progress) {
  const std::vector<std::string>& inputs = settings.project.inputs;
  if (inputs.empty() && settings.project.registers.empty()) {
    refuse({"no input", "name a file, `-` for standard input, or `inputs` in sekisho.yaml; `sekisho help check` tells more", {}});
    return std::nullopt;
  }
  if (std::count(inputs.begin(), inputs.end(), "-") > 1) {
    refuse({"standard input is named twice", "`-` can be read once", {}});
    return std::nullopt;
  }
  progress.stage("compiling policies");
  if (settings.locked) {
    const Result<Lock> lock = read_lock(settings.lock_file);
    const Result<void> same = lock ? check_lock(packs_of(settings), *lock) : Result<void>(lock.error());
    if (!same) {
      refuse(same.error());
      return std::nullopt;
    }
  }
  Result<PolicySet> texts = read_policies({settings.project.packs, settings.project.maps, false, settings.project.catalogue, settings.lock_file});
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
  std::optional<std::vector<Waiver>> waivers = prepare_waivers(settings, *policy);
  if (!waivers) return std::nullopt;
  Prepared prepared{std::move(*texts), std::move(*policy), {}, std::move(*waivers)};
  const std::optional<std::vector<adapters::Register>> registers = prepare_registers(settings, prepared);
  if (!registers) return std::nullopt;
  if (!read_all(settings, *registers, progress, prepared)) return std::nullopt;
  return prepared;
}

bool read_sources(const Settings& settings, Progress& progress, Prepared& prepared) {
  const Result<std::vector<adapters::Register>> registers = registers_of(settings.project.registers, describe(prepared.policy));
  if (!registers) {
    refuse(registers.error());
    return false;
  }
  return read_all(settings, *registers, progress, prepared);
}

Result<Run> evaluate_prepared(const Prepared& prepared, const Settings& settings, const EvaluateOptions& options) {
  Result<Run> run = evaluate(prepared.policy, prepared.sources, options);
  if (!run) return run;
  run->packs = settings.project.packs.empty() ? std::vector<std::string>{kDefaultPack} : settings.project.packs;
  apply_waivers(prepared.policy, prepared.waivers, prepared.sources, *run);
  look_for_expected(settings.project.expected, *run);
  return run;
}

}  // namespace sekisho::cli
