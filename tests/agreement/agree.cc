// agree ROOT CORPUS [SUITE…]: evaluates the files of recorded suites and says where our verdicts and the recorded ones agree.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "engine/check/program.h"
#include "sekisho/api.h"
#include "sekisho/file.h"
#include "tests/agreement/judge.h"
#include "tests/agreement/policies.h"
#include "tests/agreement/resource_view.h"
#include "tests/agreement/suite.h"
#include "tests/agreement/table.h"
#include "tests/agreement/tally.h"

namespace sekisho::agreement {
namespace {

constexpr int kGood = 0, kTooManyDisagree = 1, kBadInput = 3;
constexpr int64_t kStartedAt = 1775001600;  // 2026-04-01T00:00:00Z, so that plans without a time give the same verdicts for ever
const std::vector<std::string> kSuites = {"checkov-tfplan", "checkov-tfplan-refs", "kics-tfplan", "guard-rules-registry", "cfn-nag", "pod-security-admission", "aws-config-rules", "psrule-azure", "terraform-compliance", "gatekeeper-library", "kyverno-policies", "kubescape-regolibrary", "gcp-policy-library", "checkov", "regula", "kics"};

using Parameters = std::vector<std::pair<std::string, std::string>>;

// Files of a case: the one that the verdict is on, then its companions.
using Files = std::vector<std::string>;

// Mapped verdicts of one case, by the parameters and the complete kinds that they need.
using Work = std::map<std::pair<Parameters, std::vector<std::string>>, std::vector<std::pair<const Recorded*, const Mapping*>>>;

bool table_is_complete(const Suite& suite, const Table& table, Tally& tally) {
  bool complete = true;
  for (const std::string& rule : suite.rules) {
    const Mapping* mapping = table.find(suite.name, rule);
    if (mapping == nullptr) std::cerr << "error: the table has no row for `" << suite.name << " " << rule << "`\n";
    if (mapping != nullptr && !mapping->ours.empty()) tally.add_rule(suite.name, rule);
    complete = complete && mapping != nullptr;
  }
  return complete;
}

// The parameters of a mapping, with what the recorded verdict says in the place of `$name`; where it says nothing, ours keeps its default.
Parameters parameters_for(const Mapping& mapping, const Recorded& recorded) {
  Parameters parameters;
  for (const auto& [name, value] : mapping.parameters) {
    if (!value.starts_with('$')) {
      parameters.emplace_back(name, value);
    } else if (const auto said = recorded.params.find(value.substr(1)); said != recorded.params.end()) {
      parameters.emplace_back(name, said->second);
    }
  }
  return parameters;
}

Files files_of(const Recorded& recorded) {
  Files files = {recorded.input};
  files.insert(files.end(), recorded.companions.begin(), recorded.companions.end());
  return files;
}

void add_undecided(const Suite& suite, const Work& work, const std::string& reason, const std::string& detail, Tally& tally) {
  for (const auto& [settings, verdicts] : work) {
    for (const auto& [recorded, mapping] : verdicts) tally.add(suite.name, *recorded, *mapping, {Outcome::kUndecided, "unknown", {reason}, detail});
  }
}

// A template in which the author tells the other tool not to look: its verdict is not one on the configuration.
bool suppressed(const std::string& path) {
  const Result<std::string> text = read_file(path);
  return text && (text->find("SuppressedRules") != std::string::npos || text->find("rules_to_suppress") != std::string::npos);
}

// An empty object: no format is to be told from it, and no resource is in it.
bool nothing_in(const std::string& path) {
  const Result<std::string> text = read_file(path);
  return text && text->find_first_not_of(" \t\r\n{}-") == std::string::npos;
}

void add_nothing(const Suite& suite, const Work& work, Tally& tally) {
  for (const auto& [settings, verdicts] : work) {
    for (const auto& [recorded, mapping] : verdicts) tally.add(suite.name, *recorded, *mapping, judge_nothing(*recorded));
  }
}

// An implied pass of an object that our rule does not range over, such as the service beside the workload in question: no verdict of either side.
bool says_nothing(const Recorded& recorded, const Judgement& judgement, const RawSource& source) {
  return recorded.implied && judgement.ours == "missing" && source.adapter == "kubernetes";
}

// Whether everything that rows name is there, whether a recorded verdict asks for it or not: the rules, kinds and parameters, with values of their types.
bool rows_hold(const CompiledPolicy& policy, const Table& table) {
  std::set<std::string> kinds, rules;
  for (const auto& kind : policy.program->entities) kinds.insert(kind->name);
  for (const Rule& rule : policy.program->rules) rules.insert(rule.name);
  bool hold = true;
  for (const auto& [key, mapping] : table.mappings) {
    if (mapping.ours.empty()) continue;
    const auto complain = [&](const std::string& what) {
      std::cerr << "error: the row of `" << key.first << " " << key.second << "`: " << what << "\n";
      hold = false;
    };
    bool rules_are_there = true;
    for (const std::string& rule : mapping.ours) {
      if (rules.count(rule) > 0) continue;
      complain("no rule `" + rule + "`");
      rules_are_there = false;
    }
    if (rules_are_there && !(mapping.parameters.empty() && mapping.complete.empty())) {
      EvaluateOptions options;
      options.rules = mapping.ours;
      options.parameters = parameters_for(mapping, {});
      options.complete_kinds = mapping.complete;
      options.started_at = kStartedAt;
      if (const Result<Run> run = evaluate(policy, {}, options); !run) complain(run.error().message);
    }
    for (const auto& [name, value] : mapping.parameters) {
      if (!value.starts_with('$')) continue;
      const bool known = std::any_of(policy.program->parameters.begin(), policy.program->parameters.end(), [&](const auto& one) { return one.name == name || one.name.ends_with("." + name); });
      if (!known) complain("no parameter `" + name + "`");
    }
    for (const std::string& kind : mapping.kinds) {
      if (kinds.count(kind) == 0) complain("no kind `" + kind + "`");
    }
  }
  return hold;
}

// False, with a message, when an option is wrong: that is the table's fault, and its verdicts are undecided.
bool evaluate_case(const CompiledPolicy& policy, const Suite& suite, const Files& files, const Work& work, Tally& tally) {
  std::vector<std::shared_ptr<const RawSource>> sources;
  for (const std::string& file : files) {
    const Result<std::shared_ptr<const RawSource>> source = load_input(suite.folder + "/" + file);
    if (source) {
      sources.push_back(*source);
      continue;
    }
    if (nothing_in(suite.folder + "/" + file)) add_nothing(suite, work, tally);
    else add_undecided(suite, work, "read_error", source.error().message, tally);
    return true;
  }
  bool good = true;
  for (const auto& [settings, verdicts] : work) {
    EvaluateOptions options;
    options.parameters = settings.first;
    options.complete_kinds = settings.second;
    options.started_at = kStartedAt;
    std::set<std::string> rules;
    for (const auto& [recorded, mapping] : verdicts) rules.insert(mapping->ours.begin(), mapping->ours.end());
    options.rules.assign(rules.begin(), rules.end());
    const Result<Run> run = evaluate(policy, sources, options);
    if (!run) {
      std::cerr << "error: " << files.front() << ": " << run.error().message << "\n";
      add_undecided(suite, {{settings, verdicts}}, "table_error", run.error().message, tally);
      good = false;
      continue;
    }
    for (const auto& [recorded, mapping] : verdicts) {
      const Judgement judgement = judge(*recorded, *mapping, *run, *sources.front());
      if (!says_nothing(*recorded, judgement, *sources.front())) tally.add(suite.name, *recorded, *mapping, judgement);
    }
  }
  return good;
}

bool run_suite(const CompiledPolicy& policy, const Suite& suite, const Table& table, Tally& tally) {
  std::map<Files, Work> cases;
  for (const Recorded& recorded : suite.recorded) {
    const Mapping* mapping = table.find(suite.name, recorded.rule);
    if (mapping == nullptr) {
      std::cerr << "error: the table has no row for `" << suite.name << " " << recorded.rule << "`\n";
      return false;
    }
    if (recorded.exempted) continue;
    if (recorded.expect == "skip" && suppressed(suite.folder + "/" + recorded.input)) continue;
    if (!mapping->ours.empty()) cases[files_of(recorded)][{parameters_for(*mapping, recorded), mapping->complete}].emplace_back(&recorded, mapping);
  }
  size_t done = 0;
  bool good = true;
  for (const auto& [files, work] : cases) {
    good = evaluate_case(policy, suite, files, work, tally) && good;
    if (++done % 50 == 0 || done == cases.size()) std::cerr << suite.name << ": " << done << " of " << cases.size() << " cases\n";
  }
  return good;
}

// False, with a message, when the corpus has a suite with verdicts that no run would look at.
bool every_suite_is_run(const std::string& corpus) {
  std::set<std::string> forgotten;
  std::error_code unreadable;  // a corpus that is not there has no suite: each is reported as skipped
  for (const auto& entry : std::filesystem::directory_iterator(corpus, unreadable)) {
    const std::string name = entry.path().filename();
    if (std::filesystem::exists(entry.path() / "expected.jsonl") && std::count(kSuites.begin(), kSuites.end(), name) == 0) forgotten.insert(name);
  }
  for (const std::string& name : forgotten) std::cerr << "error: the suite `" << name << "` of " << corpus << " has verdicts, but is not among those that are run\n";
  return forgotten.empty();
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.size() < 2) {
    std::cerr << "usage: agree ROOT CORPUS [SUITE…]\n";
    return kBadInput;
  }
  const Result<Table> table = read_table(arguments[0] + "/tests/agreement/table.csv");
  if (!table) {
    std::cerr << "error: " << table.error().message << "\n";
    return kBadInput;
  }
  const std::optional<CompiledPolicy> policy = compile_shipped(arguments[0]);
  if (!policy) return kBadInput;
  const std::vector<std::string> suites = arguments.size() > 2 ? std::vector<std::string>(arguments.begin() + 2, arguments.end()) : kSuites;
  Tally tally;
  bool any = false;
  bool good = rows_hold(*policy, *table);
  if (arguments.size() == 2) good = every_suite_is_run(arguments[1]) && good;
  for (const std::string& name : suites) {
    const std::string folder = arguments[1] + "/" + name;
    if (arguments.size() == 2 && !std::filesystem::exists(folder)) {
      std::cerr << "skipped " << name << ": no such folder in " << arguments[1] << "\n";
      continue;
    }
    const Result<Suite> suite = read_suite(name, folder);
    if (!suite) {
      std::cerr << "error: " << suite.error().message << "\n";
      return kBadInput;
    }
    any = true;
    good = table_is_complete(*suite, *table, tally) && run_suite(*policy, *suite, *table, tally) && good;
  }
  if (!any) {
    std::cerr << "error: no suite in " << arguments[1] << "\n";
    return kBadInput;
  }
  tally.print(std::cout);   // what the table's faults leave out is among the undecided
  if (!good) return kBadInput;
  return tally.good() ? kGood : kTooManyDisagree;
}

}  // namespace
}  // namespace sekisho::agreement

int main(int count, char** values) {
  return sekisho::agreement::run(std::vector<std::string>(values + 1, values + count));
}
