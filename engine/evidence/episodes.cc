// Episodes: what fails opens one; what a later run says of it, compared with the run that saw it last, decides what became of it.
#include "engine/evidence/episodes.h"

#include <algorithm>
#include <set>

namespace sekisho::evidence {
namespace {

const std::string& rule_of(const Run& run, const Finding& finding) { return run.rules[static_cast<size_t>(finding.rule)].name; }

// Drops what nobody asks for when runs are compared for their history.
void strip(Finding& finding) {
  finding.place = {};
  finding.message = {};
  finding.remedy = {};
  std::vector<FindingName>().swap(finding.names);
  for (WitnessItem& item : finding.witness) std::vector<FindingPlace>().swap(item.places);
  for (FindingReason& reason : finding.reasons) std::vector<FindingPlace>().swap(reason.places);
}

// Where several resources of a run are called the same, a failure is closed when it is closed for all of them.
int closedness(const FindingChange& change) { return change.change == Change::kFixed ? 3 : change.change == Change::kGone ? 2 : change.change == Change::kIncomparable ? 0 : 1; }

}  // namespace

// Of the later run only findings take part that share a key with the earlier one's: an earlier run is kept with those of its open failures alone.
Episodes::Changes Episodes::changes(size_t earlier, SavedRun& now) const {
  const SavedRun& was = kept_.at(earlier);
  std::set<Shared> keys;
  for (const Finding& finding : was.run.findings) keys.emplace(rule_of(was.run, finding), finding.kind, finding.resource);
  Findings all = std::move(now.run.findings);
  now.run.findings.clear();
  for (const Finding& finding : all) {
    if (keys.count({rule_of(now.run, finding), finding.kind, finding.resource}) > 0) now.run.findings.push_back(finding);
  }
  Changes changes;
  for (FindingChange& one : compare(was, now, options_).findings) {
    const auto [at, added] = changes.try_emplace({one.rule, one.kind, one.resource, one.account}, one);
    if (!added && closedness(one) < closedness(at->second)) at->second = std::move(one);
  }
  now.run.findings = std::move(all);
  return changes;
}

void Episodes::begin(const Key& key, int64_t at) {
  Episode episode;
  std::tie(episode.rule, episode.kind, episode.resource, episode.account) = key;
  episode.first_seen = episode.last_seen = at;
  episode.since_before = seen_ == 0;
  episode.reappeared = closed_.count(key) > 0;
  episode.state = "open";
  open_[key] = {episodes_.size(), seen_};
  episodes_.push_back(std::move(episode));
}

// What became of an open failure that the run does not fail.
void Episodes::follow(const Key& key, const FindingChange& change, int64_t now) {
  Open& open = open_.at(key);
  Episode& episode = episodes_[open.episode];
  std::string state = "out_of_sight";
  if (change.change == Change::kFixed) state = "fixed";
  else if (change.change == Change::kGone) state = "gone";
  else if (change.now == Verdict::kUnknown) state = "undecided";
  if (episode.state != state) episode.changed_at = now;
  episode.state = state;
  episode.why = change.why;
  if (state == "fixed" || state == "gone") {
    ++closed_[key];
    open_.erase(key);
  } else if (state == "undecided" && change.change != Change::kIncomparable) {
    open.seen_in = seen_;
  }
}

// Keeps of the run what the next has to be compared with, and drops what no open failure asks for any longer.
void Episodes::keep(SavedRun saved) {
  std::map<size_t, std::set<Shared>> needed;
  for (const auto& [key, open] : open_) needed[open.seen_in].emplace(std::get<0>(key), std::get<1>(key), std::get<2>(key));
  kept_.emplace(seen_, std::move(saved));
  std::erase_if(kept_, [&](const auto& one) { return needed.count(one.first) == 0; });
  for (auto& [number, one] : kept_) {
    const std::set<Shared>& keys = needed.at(number);
    Run& run = one.run;
    Findings open;
    for (Finding& finding : run.findings) {
      if (keys.count({rule_of(run, finding), finding.kind, finding.resource}) > 0) open.push_back(std::move(finding));
    }
    run.findings = std::move(open);
    if (number == seen_) std::for_each(run.findings.begin(), run.findings.end(), strip);
  }
}

void Episodes::see(SavedRun saved) {
  const int64_t now = saved.run.evaluated_at;
  std::set<Key> failing;
  for (const Finding& finding : saved.run.findings) {
    if (finding.verdict == Verdict::kFail) failing.emplace(rule_of(saved.run, finding), finding.kind, finding.resource, finding.account);
  }
  std::map<size_t, std::vector<Key>> others;   // by the run that saw them last
  for (const auto& [key, open] : open_) {
    if (failing.count(key) == 0) others[open.seen_in].push_back(key);
  }
  for (const auto& [earlier, keys] : others) {
    const Changes changed = changes(earlier, saved);
    for (const Key& key : keys) {
      if (const auto at = changed.find(key); at != changed.end()) follow(key, at->second, now);
    }
  }
  for (const Key& key : failing) {
    const auto at = open_.find(key);
    if (at == open_.end()) {
      begin(key, now);
      continue;
    }
    at->second.seen_in = seen_;
    Episode& episode = episodes_[at->second.episode];
    episode.last_seen = now;
    episode.state = "open";
    episode.changed_at.reset();
    episode.why = Why::kNone;
  }
  keep(std::move(saved));
  ++seen_;
}

std::vector<Episode> Episodes::take() {
  std::stable_sort(episodes_.begin(), episodes_.end(), [](const Episode& a, const Episode& b) { return std::tie(a.first_seen, a.rule, a.resource) < std::tie(b.first_seen, b.rule, b.resource); });
  return std::move(episodes_);
}

}  // namespace sekisho::evidence
