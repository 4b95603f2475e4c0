// discharge_obligations: the rule's own verdict on the later values decides; its formula with the earlier values put in says the same as long as those stay.
#include "sekisho/obligation.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <tuple>

#include "engine/evidence/rule_difference.h"

namespace sekisho {
namespace {

using Key = std::tuple<std::string, std::string, std::string>;   // rule, kind, resource or name
using FoundFindings = std::vector<const Finding*>;

// Azure writes the ids of its resources in whatever case it likes, and compares them without.
std::string folded(const std::string& text) {
  if (!text.starts_with("/subscriptions/")) return text;
  std::string out = text;
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// The name as one text, if nothing else of its kind can have it. A bare `id` (`logs`, `default`) is unique in its type and account at best.
std::string sure_name(const FindingName& name) {
  const bool scope_is_known = name.scope == "global" || name.scope.find(' ') != std::string::npos;
  const bool bare_id = name.space == "id" && name.scope == "global" && name.text.find('/') == std::string::npos && !name.text.starts_with("arn:");
  return scope_is_known && !bare_id ? name.space + "\n" + name.scope + "\n" + folded(name.text) : std::string();
}

std::set<std::string> sure_names(const Finding& finding) {
  std::set<std::string> names;
  for (const FindingName& name : finding.names) {
    if (std::string sure = sure_name(name); !sure.empty()) names.insert(std::move(sure));
  }
  return names;
}

bool share_a_name(const Finding& a, const Finding& b) {
  const std::set<std::string> names = sure_names(a);
  return std::any_of(b.names.begin(), b.names.end(), [&](const FindingName& name) { return names.count(sure_name(name)) > 0; });
}

// Both have names of one space, and no text is in both: they are two resources, whatever their addresses.
bool contradict(const Finding& a, const Finding& b) {
  std::map<std::string, std::set<std::string>> texts;
  for (const FindingName& name : a.names) texts[name.space].insert(folded(name.text));
  std::map<std::string, bool> agree;
  for (const FindingName& name : b.names) {
    if (const auto at = texts.find(name.space); at != texts.end()) agree[name.space] = agree[name.space] || at->second.count(folded(name.text)) > 0;
  }
  return std::any_of(agree.begin(), agree.end(), [](const auto& one) { return !one.second; });
}

class Discharger {
 public:
  Discharger(const SavedRun& earlier, Run& run);
  RunObligation obligation(const Finding& promised) const;

 private:
  struct Matched {
    FoundFindings findings;
    std::string why;   // why there is none
    std::string by;    // "address", or the name
  };
  const RunSource& source_was(const Finding& promised) const { return earlier_.run.sources[static_cast<size_t>(promised.source)]; }
  const RunSource& source_now(const Finding& finding) const { return run_.sources[static_cast<size_t>(finding.source)]; }
  // Why what stands at the address, or has the name, is not the resource that was promised; empty: it may be.
  std::string objection(const Finding& promised, const Finding& finding, bool by_address) const;
  Matched match(const std::string& rule, const Finding& promised) const;
  std::string why_unmatched(const std::string& rule, const Finding& promised) const;
  void decide(const Finding& promised, const Matched& matched, RunObligation& obligation) const;

  const SavedRun& earlier_;
  const Run& run_;
  std::map<std::string, const RunRule*> was_, now_;
  std::map<Key, FoundFindings> at_address_, of_name_;
  std::set<Key> texts_;              // rule, kind, and space and text of each name, whatever it is unique in
  std::map<Key, int> promises_;      // two resources of one address promised: the address tells nobody which is there now
};

Discharger::Discharger(const SavedRun& earlier, Run& run) : earlier_(earlier), run_(run), was_(evidence::rules_by_name(earlier.run)), now_(evidence::rules_by_name(run)) {
  for (const Finding& finding : run.findings) {
    const std::string& rule = run.rules[static_cast<size_t>(finding.rule)].name;
    at_address_[{rule, finding.kind, finding.resource}].push_back(&finding);
    for (const std::string& id : finding.also) {
      if (id != finding.resource) at_address_[{rule, finding.kind, id}].push_back(&finding);
    }
    for (const std::string& name : sure_names(finding)) of_name_[{rule, finding.kind, name}].push_back(&finding);
    for (const FindingName& name : finding.names) texts_.insert({rule, finding.kind, name.space + "\n" + folded(name.text)});
  }
  for (const Finding& finding : earlier.run.findings) {
    if (finding.verdict == Verdict::kUnknown) ++promises_[{earlier.run.rules[static_cast<size_t>(finding.rule)].name, finding.kind, finding.resource}];
  }
}

std::string Discharger::objection(const Finding& promised, const Finding& finding, bool by_address) const {
  if (!promised.account.empty() && !finding.account.empty() && promised.account != finding.account) return "another_account";
  const std::optional<int64_t> &was = source_was(promised).captured_at, &now = source_now(finding).captured_at;
  if (was && now && *now < *was) return "captured_before";
  return by_address && contradict(promised, finding) ? "another_name" : "";
}

Discharger::Matched Discharger::match(const std::string& rule, const Finding& promised) const {
  Matched matched;
  const auto take = [&](const FoundFindings& found, const std::string& by) {
    for (const Finding* finding : found) {
      if (std::find(matched.findings.begin(), matched.findings.end(), finding) != matched.findings.end()) continue;
      if (std::string why = objection(promised, *finding, by == "address"); !why.empty()) {
        matched.why = std::move(why);
        continue;
      }
      matched.findings.push_back(finding);
      if (matched.by.empty()) matched.by = by;
    }
  };
  std::set<std::string> names = sure_names(promised);
  // An address names one resource of one estate: of another format it may be anything, unless the row was merged with one of that address.
  if (const auto at = at_address_.find({rule, promised.kind, promised.resource}); at != at_address_.end() && promises_.at({rule, promised.kind, promised.resource}) == 1) {
    FoundFindings found;
    std::copy_if(at->second.begin(), at->second.end(), std::back_inserter(found), [&](const Finding* finding) {
      return finding->resource != promised.resource || source_now(*finding).adapter == source_was(promised).adapter;
    });
    take(found, "address");
    for (const Finding* finding : matched.findings) {
      if (finding == matched.findings.front() || share_a_name(*finding, *matched.findings.front())) continue;
      return {{}, "several", ""};
    }
    // What has the address tells more names: a state knows the ARN that the plan did not.
    for (const Finding* finding : FoundFindings(matched.findings)) names.merge(sure_names(*finding));
  }
  for (const std::string& name : names) {
    const auto at = of_name_.find({rule, promised.kind, name});
    if (at != of_name_.end()) take(at->second, name.substr(0, name.find('\n')) + " " + name.substr(name.rfind('\n') + 1));
  }
  if (matched.findings.empty() && matched.why.empty()) matched.why = why_unmatched(rule, promised);
  return matched;
}

std::string Discharger::why_unmatched(const std::string& rule, const Finding& promised) const {
  if (promises_.at({rule, promised.kind, promised.resource}) > 1 && at_address_.count({rule, promised.kind, promised.resource}) > 0) return "several";
  for (const FindingName& name : promised.names) {
    if (texts_.count({rule, promised.kind, name.space + "\n" + folded(name.text)}) > 0) return "account_not_known";
  }
  return sure_names(promised).empty() ? "no_known_name" : "no_such_resource";
}

void Discharger::decide(const Finding& promised, const Matched& matched, RunObligation& obligation) const {
  obligation.state = "open";
  size_t passes = 0, lapses = 0;
  bool fails = false, changed = false;
  for (const Finding* finding : matched.findings) {
    // Of one format the same maps have to read it; another format has maps of its own.
    const RunSource &was = source_was(promised), &now = source_now(*finding);
    if (was.adapter == now.adapter && was.maps_digest != now.maps_digest) changed = true;
    else if (finding->verdict == Verdict::kFail) fails = true;
    else if (finding->verdict == Verdict::kPass) ++passes;
    else if (finding->verdict == Verdict::kNotApplicable) ++lapses;
  }
  if (fails) obligation.state = "broken";
  else if (changed) obligation.why = "adapter_changed";
  else if (passes == matched.findings.size()) obligation.state = "met";
  else if (lapses == matched.findings.size()) obligation.state = "lapsed";
  else obligation.why = "still_unknown";
  obligation.found = matched.findings.front()->resource;
  obligation.matched_by = matched.by;
}

RunObligation Discharger::obligation(const Finding& promised) const {
  RunObligation obligation;
  obligation.rule = earlier_.run.rules[static_cast<size_t>(promised.rule)].name;
  obligation.resource = promised.resource;
  obligation.kind = promised.kind;
  obligation.text = promised.obligation;
  const auto rule = now_.find(obligation.rule);
  if (const Why why = evidence::rule_difference(earlier_.run, was_.at(obligation.rule), run_, rule == now_.end() ? nullptr : rule->second); why != Why::kNone) {
    obligation.state = "open";
    obligation.why = to_string(why);
    return obligation;
  }
  const Matched matched = match(obligation.rule, promised);
  if (!matched.findings.empty()) {
    decide(promised, matched, obligation);
  } else {
    obligation.state = "unmatched";
    obligation.why = matched.why;
  }
  return obligation;
}

}  // namespace

void discharge_obligations(const SavedRun& earlier, Run& run) {
  const Discharger discharger(earlier, run);
  std::vector<RunObligation> obligations;
  for (const Finding& promised : earlier.run.findings) {
    if (promised.verdict == Verdict::kUnknown) obligations.push_back(discharger.obligation(promised));
  }
  std::stable_sort(obligations.begin(), obligations.end(), [](const RunObligation& a, const RunObligation& b) { return std::tie(a.rule, a.resource) < std::tie(b.rule, b.resource); });
  run.obligations_of = earlier.path;
  run.obligations = std::move(obligations);
}

}  // namespace sekisho
