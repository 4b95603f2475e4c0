// agree ROOT CORPUS [SUITE…]: evaluates the files of recorded suites and says where our verdicts and the recorded ones agree.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "adapters/load.h"
#include "sekisho/api.h"
#include "sekisho/file.h"
#include "tests/agreement/judge.h"
#include "tests/agreement/policies.h"
#include "tests/agreement/suite.h"
#include "tests/agreement/table.h"
#include "tests/agreement/tally.h"

namespace sekisho::agreement {
namespace {

constexpr int kGood = 0, kTooManyDisagree = 1, kBadInput = 3;
constexpr int64_t kStartedAt = 1775001600;  // 2026-04-01T00:00:00Z, so that plans without a time give the same verdicts for ever
const std::vector<std::string> kSuites = {"checkov-tfplan", "checkov-tfplan-refs", "kics-tfplan", "guard-rules-registry", "cfn-nag", "pod-security-admission", "aws-config-rules", "gcp-policy-library"};

using Parameters = std::vector<std::pair<std::string, std::string>>;

// Mapped verdicts of one input, by the parameters that they need.
using Work = std::map<Parameters, std::vector<std::pair<const Recorded*, const Mapping*>>>;

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

// The parameters of a mapping, with what the recorded verdict says in the place of `$version`.
Parameters parameters_for(const Mapping& mapping, const Recorded& recorded) {
  Parameters parameters = mapping.parameters;
  for (auto& [name, value] : parameters) {
    if (value == "$version") value = "\"" + recorded.version + "\"";
  }
  return parameters;
}

void add_undecided(const Suite& suite, const Work& work, const std::string& reason, const std::string& detail, Tally& tally) {
  for (const auto& [parameters, verdicts] : work) {
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
  for (const auto& [parameters, verdicts] : work) {
    for (const auto& [recorded, mapping] : verdicts) tally.add(suite.name, *recorded, *mapping, judge_nothing(*recorded));
  }
}

// False, with a message, when an option is wrong: that is the table's fault.
bool evaluate_input(const CompiledPolicy& policy, const Suite& suite, const std::string& input, const Work& work, Tally& tally) {
  const Result<std::shared_ptr<const RawSource>> source = adapters::load(suite.folder + "/" + input);
  if (!source) {
    if (nothing_in(suite.folder + "/" + input)) add_nothing(suite, work, tally);
    else add_undecided(suite, work, "read_error", source.error().message, tally);
    return true;
  }
  for (const auto& [parameters, verdicts] : work) {
    EvaluateOptions options;
    options.parameters = parameters;
    options.started_at = kStartedAt;
    std::set<std::string> rules;
    for (const auto& [recorded, mapping] : verdicts) rules.insert(mapping->ours.begin(), mapping->ours.end());
    options.rules.assign(rules.begin(), rules.end());
    const Result<Run> run = evaluate(policy, {*source}, options);
    if (!run) {
      std::cerr << "error: " << input << ": " << run.error().message << "\n";
      return false;
    }
    for (const auto& [recorded, mapping] : verdicts) tally.add(suite.name, *recorded, *mapping, judge(*recorded, *mapping, *run, **source));
  }
  return true;
}

bool run_suite(const CompiledPolicy& policy, const Suite& suite, const Table& table, Tally& tally) {
  std::map<std::string, Work> inputs;
  for (const Recorded& recorded : suite.recorded) {
    const Mapping* mapping = table.find(suite.name, recorded.rule);
    if (mapping == nullptr) {
      std::cerr << "error: the table has no row for `" << suite.name << " " << recorded.rule << "`\n";
      return false;
    }
    if (recorded.exempted) continue;
    if (recorded.expect == "skip" && suppressed(suite.folder + "/" + recorded.input)) continue;
    if (!mapping->ours.empty()) inputs[recorded.input][parameters_for(*mapping, recorded)].emplace_back(&recorded, mapping);
  }
  size_t done = 0;
  bool good = true;
  for (const auto& [input, work] : inputs) {
    good = evaluate_input(policy, suite, input, work, tally) && good;
    if (++done % 50 == 0 || done == inputs.size()) std::cerr << suite.name << ": " << done << " of " << inputs.size() << " files\n";
  }
  return good;
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
  bool good = true;
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
    good = table_is_complete(*suite, *table, tally) && run_suite(*policy, *suite, *table, tally) && good;
  }
  if (!good) return kBadInput;
  tally.print(std::cout);
  return tally.good() ? kGood : kTooManyDisagree;
}

}  // namespace
}  // namespace sekisho::agreement

int main(int count, char** values) {
  return sekisho::agreement::run(std::vector<std::string>(values + 1, values + count));
}
