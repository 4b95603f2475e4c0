// discharge_obligations: the rule's own verdict on the later values decides; its formula with the earlier values put in says the same as long as those stay.
#include "sekisho/obligation.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "engine/evidence/rule_difference.h"

namespace sekisho {
namespace {

void decide(const SavedRun& earlier, const Finding& promised, const RunRule* was, const Run& run, const RunRule* now, const std::vector<const Finding*>& found, RunObligation& obligation) {
  obligation.state = "open";
  if (const Why why = evidence::rule_difference(earlier.run, was, run, now); why != Why::kNone) {
    obligation.why = to_string(why);
    return;
  }
  if (found.size() != 1) {
    obligation.why = found.empty() ? "no_such_resource" : "several";
    return;
  }
  const Finding& finding = *found.front();
  const RunSource &source_was = earlier.run.sources[static_cast<size_t>(promised.source)], &source_now = run.sources[static_cast<size_t>(finding.source)];
  if (!promised.account.empty() && !finding.account.empty() && promised.account != finding.account) {
    obligation.why = "another_account";
  } else if (source_was.adapter != source_now.adapter || source_was.maps_digest != source_now.maps_digest) {
    obligation.why = "adapter_changed";
  } else if (finding.verdict == Verdict::kUnknown) {
    obligation.why = "still_unknown";
  } else {
    obligation.state = finding.verdict == Verdict::kPass ? "met" : finding.verdict == Verdict::kFail ? "broken" : "lapsed";
  }
}

}  // namespace

void discharge_obligations(const SavedRun& earlier, Run& run) {
  const auto was = evidence::rules_by_name(earlier.run), now = evidence::rules_by_name(run);
  using Key = std::tuple<std::string, std::string, std::string>;
  std::map<Key, std::vector<const Finding*>> found;
  for (const Finding& finding : run.findings) found[{run.rules[static_cast<size_t>(finding.rule)].name, finding.kind, finding.resource}].push_back(&finding);
  std::map<Key, int> promises;   // two resources of one name promised: nobody can tell which is there now
  for (const Finding& finding : earlier.run.findings) {
    if (finding.verdict == Verdict::kUnknown) ++promises[{earlier.run.rules[static_cast<size_t>(finding.rule)].name, finding.kind, finding.resource}];
  }
  run.obligations_of = earlier.path;
  run.obligations.clear();
  for (const Finding& promised : earlier.run.findings) {
    if (promised.verdict != Verdict::kUnknown) continue;
    RunObligation obligation;
    obligation.rule = earlier.run.rules[static_cast<size_t>(promised.rule)].name;
    obligation.resource = promised.resource;
    obligation.kind = promised.kind;
    obligation.text = promised.obligation;
    const Key key{obligation.rule, promised.kind, promised.resource};
    const auto rule = now.find(obligation.rule);
    if (promises[key] > 1) {
      obligation.state = "open";
      obligation.why = "several";
    } else {
      decide(earlier, promised, was.at(obligation.rule), run, rule == now.end() ? nullptr : rule->second, found[key], obligation);
    }
    run.obligations.push_back(std::move(obligation));
  }
  std::stable_sort(run.obligations.begin(), run.obligations.end(), [](const RunObligation& a, const RunObligation& b) { return std::tie(a.rule, a.resource) < std::tie(b.rule, b.resource); });
}

}  // namespace sekisho
