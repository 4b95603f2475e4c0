// The command line wins: a list given there replaces the file's; parameters are replaced by name.
#include "cli/settings.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>

#include "adapters/load.h"
#include "cli/catalogue.h"
#include "cli/lock.h"
#include "cli/profile.h"
#include "cli/shipped.h"

namespace sekisho::cli {
namespace {

void replace(std::vector<std::string>& list, std::vector<std::string> given) {
  if (!given.empty()) list = std::move(given);
}

Result<void> replace_word(std::string& word, const Arguments& arguments, const std::string& option, const std::vector<std::string>& allowed) {
  if (!arguments.has(option)) return {};
  const Result<std::string> given = one_of(option, arguments.value(option), allowed);
  if (!given) return given.error();
  word = *given;
  return {};
}

Result<void> read_words(Settings& settings, const Arguments& arguments) {
  std::string color;
  std::vector<std::string> adapter_names = adapters::adapter_names();
  for (const adapters::ExternalAdapter& adapter : settings.project.adapters) adapter_names.push_back(adapter.name);
  const std::vector<std::pair<std::string, std::vector<std::string>>> allowed = {
      {"--fail-on", {"info", "low", "medium", "high", "critical"}}, {"--unknown", {"pass", "fail"}}, {"--lang", {"en", "ja"}},
      {"--color", {"auto", "always", "never"}}, {"--adapter", adapter_names}};
  std::string* const targets[] = {&settings.project.fail_on, &settings.project.unknown, &settings.project.language, &color, &settings.adapter};
  for (size_t i = 0; i < allowed.size(); ++i) {
    Result<void> done = replace_word(*targets[i], arguments, allowed[i].first, allowed[i].second);
    if (!done) return done;
  }
  return {};
}

// NAME=VALUE of an option that is written `--with NAME=VALUE`.
Result<std::pair<std::string, std::string>> named_value(const std::string& option, const std::string& given, const std::string& form, const std::string& lacks) {
  const size_t equals = given.find('=');
  if (equals == std::string::npos || equals == 0) return Error{"`" + option + " " + given + "` names no " + lacks, "write `" + option + " " + form + "`", {}};
  return std::pair(given.substr(0, equals), given.substr(equals + 1));
}

Result<void> read_parameters(Settings& settings, const Arguments& arguments) {
  auto& parameters = settings.project.parameters;
  for (const std::string& given : arguments.values("--with")) {
    Result<std::pair<std::string, std::string>> named = named_value("--with", given, "NAME=VALUE", "value");
    if (!named) return named.error();
    std::erase_if(parameters, [&](const auto& one) { return one.first == named->first; });
    parameters.push_back(std::move(*named));
  }
  return {};
}

// A misspelt control in a profile would switch rules off unseen.
Result<void> check_controls(const Project& project) {
  if (project.profile.controls.empty()) return {};
  const Result<std::vector<ControlInfo>> controls = project_controls(project.catalogue);
  if (!controls) return controls.error();
  std::vector<std::string> ids;
  for (const ControlInfo& control : *controls) ids.push_back(control.id);
  for (const std::string& id : project.profile.controls) {
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
    const std::string near = nearest(id, ids);
    return Error{"profile `" + project.profile.name + "`: no control `" + id + "` in the catalogue", near.empty() ? "`sekisho controls` lists them" : "did you mean `" + near + "`?", {}};
  }
  return {};
}

}  // namespace

std::vector<std::string> packs_of(const Settings& settings) {
  return settings.project.packs.empty() ? std::vector<std::string>{kDefaultPack} : settings.project.packs;
}

Result<int> threads_of(const Arguments& arguments) {
  if (!arguments.has("--threads")) return 0;
  const std::string given = arguments.value("--threads");
  int threads = 0;
  const auto read = std::from_chars(given.data(), given.data() + given.size(), threads);
  if (read.ec == std::errc() && read.ptr == given.data() + given.size() && threads >= 1 && threads <= 1024) return threads;
  return Error{"`--threads " + given + "` is no number of threads", "expected 1 to 1024", {}};
}

Result<Settings> settings_of(const Arguments& arguments, const std::vector<std::string>& inputs) {
  Settings settings;
  const std::string file = arguments.value("--project", kProjectFile);
  std::error_code ignored;
  if (arguments.has("--project") || std::filesystem::exists(file, ignored)) {
    Result<Project> project = read_project(file);
    if (!project) return project.error();
    settings.project = std::move(*project);
    settings.has_project_file = true;
  }
  settings.lock_file = (std::filesystem::path(file).parent_path() / kLockFile).string();
  settings.locked = arguments.has("--locked");
  replace(settings.project.inputs, inputs);
  replace(settings.project.packs, arguments.values("--pack"));
  replace(settings.project.maps, arguments.values("--maps"));
  replace(settings.project.complete, arguments.values("--complete"));
  const Result<int> threads = threads_of(arguments);
  if (!threads) return threads.error();
  settings.threads = *threads;
  replace(settings.project.waivers, arguments.values("--waivers"));
  if (const std::string profile = arguments.value("--profile", settings.project.profile_named); !profile.empty()) {
    Result<Profile> read = read_profile(profile);
    if (!read) return read.error();
    settings.project.profile = std::move(*read);
  }
  if (Result<void> known = check_controls(settings.project); !known) return known.error();
  if (arguments.has("--no-cache")) settings.cache = Cache::kIgnore;
  settings.rules = arguments.values("--rule");
  if (Result<void> done = read_words(settings, arguments); !done) return done.error();
  if (Result<void> done = read_parameters(settings, arguments); !done) return done.error();
  for (const std::string& given : arguments.values("--template-param")) {
    const Result<std::pair<std::string, std::string>> named = named_value("--template-param", given, "NAME=VALUE", "value");
    if (!named) return named.error();
    settings.template_parameters[named->first] = named->second;
  }
  for (const std::string& given : arguments.values("--register")) {
    const Result<std::pair<std::string, std::string>> named = named_value("--register", given, "KIND=FILE", "file");
    if (!named) return named.error();
    if (named->second.empty()) return Error{"`--register " + given + "` names no file", "write `--register KIND=FILE`", {}};
    settings.project.registers.push_back({named->first, named->second, false});
  }
  // Nothing but registers fills such a kind.
  for (const RegisterChoice& choice : settings.project.registers) {
    if (choice.complete) settings.project.complete.push_back(choice.kind);
  }
  if (arguments.has("--at")) {
    settings.evaluated_at = parse_time(arguments.value("--at"));
    if (!settings.evaluated_at)
      return Error{"`" + arguments.value("--at") + "` is no time", "expected a date (2026-04-01) or a time with its zone (2026-04-01T00:00:00Z)", {}};
  }
  return settings;
}

EvaluateOptions evaluate_options(const Settings& settings) {
  EvaluateOptions options;
  options.rules = settings.rules;
  options.parameters = settings.project.parameters;
  options.profile = settings.project.profile;
  options.evaluated_at = settings.evaluated_at;
  options.started_at = now();
  options.complete_kinds = settings.project.complete;
  options.threads = settings.threads;
  return options;
}

int64_t now() {
  static const int64_t kStart = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  return kStart;
}

}  // namespace sekisho::cli
