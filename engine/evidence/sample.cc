// draw_sample: resources in the order of SHA-256(seed, line feed, resource), from the front.
#include "sekisho/sample.h"

#include <algorithm>
#include <tuple>

#include "engine/base/sha256.h"
#include "sekisho/diagnostic.h"

namespace sekisho {
namespace {

Result<int> rule_named(const Run& run, const std::string& name) {
  int found = -1;
  std::vector<std::string> names;
  for (size_t i = 0; i < run.rules.size(); ++i) {
    const std::string& full = run.rules[i].name;
    if (full == name) return static_cast<int>(i);
    names.push_back(full);
    names.push_back(full.substr(full.rfind('.') + 1));
    if (names.back() == name) found = found == -1 ? static_cast<int>(i) : -2;
  }
  if (found >= 0) return found;
  const std::string near = nearest(name, names);
  return Error{found == -2 ? "several rules of the run are called `" + name + "`" : "the run has no rule `" + name + "`", found == -2 ? "write its package, too" : near.empty() ? "" : "did you mean `" + near + "`?", {}};
}

}  // namespace

Result<Sample> draw_sample(const SavedRun& saved, const std::string& rule, const std::string& seed, size_t size, bool allow_incomplete) {
  const Result<int> index = rule_named(saved.run, rule);
  if (!index) return index.error();
  Sample sample;
  sample.rule = &saved.run.rules[static_cast<size_t>(*index)];
  sample.complete = sample.rule->complete;
  if (!saved.holds_all) return Error{"`" + saved.path + "` was saved without passes: a sample of it would hold failures only", "save the run with `sekisho check --all -o json=FILE`", {}};
  if (!sample.complete && !allow_incomplete) {
    return Error{"nothing says that the run looked at every resource of `" + sample.rule->population + "`: a sample says nothing of those that it did not see",
                 "declare the kind complete where the inputs hold all (`complete:` in sekisho.yaml), or draw with --allow-incomplete, which the sample tells", {}};
  }
  for (const Finding& finding : saved.run.findings) {
    if (finding.rule != *index) continue;
    if (finding.verdict == Verdict::kNotApplicable) ++sample.left_out;
    else sample.rows.push_back({sha256_hex(seed + "\n" + finding.resource), &finding});
  }
  sample.population = sample.rows.size();
  if (sample.population == 0) return Error{"the rule `" + sample.rule->name + "` applied to no resource of the run", "there is nothing to draw from", {}};
  std::sort(sample.rows.begin(), sample.rows.end(), [](const SampleRow& a, const SampleRow& b) { return std::tie(a.digest, a.finding->source, a.finding->kind) < std::tie(b.digest, b.finding->source, b.finding->kind); });
  sample.rows.resize(std::min(size, sample.rows.size()));
  return sample;
}

}  // namespace sekisho
