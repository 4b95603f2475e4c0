// history_of: points of the schedule, controls over them, and episodes of failures by comparing runs.
#include "sekisho/history.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

#include "engine/value/literal.h"

namespace sekisho {
namespace {

constexpr int64_t kMostSlots = 100000;

using Key = std::tuple<std::string, std::string, std::string, std::string>;   // rule, kind, resource, account

std::vector<std::string> digests_of(const Run& run) {
  std::vector<std::string> digests;
  for (const RunSource& source : run.sources) digests.push_back(source.digest);
  std::sort(digests.begin(), digests.end());
  return digests;
}

std::vector<HistoryPoint> points_of_runs(const std::vector<SavedRun>& runs, const std::vector<FailedRun>& failures) {
  std::vector<HistoryPoint> points;
  for (size_t i = 0; i < runs.size(); ++i) {
    HistoryPoint point;
    point.at = runs[i].run.evaluated_at;
    point.path = runs[i].path;
    point.run = static_cast<int>(i);
    for (const RunRule& rule : runs[i].run.rules) {
      point.pass += rule.pass;
      point.fail += rule.fail;
      point.unknown += rule.unknown;
    }
    point.same_sources = i > 0 && digests_of(runs[i].run) == digests_of(runs[i - 1].run);
    points.push_back(point);
  }
  for (const FailedRun& failure : failures) {
    HistoryPoint point;
    point.state = HistoryPoint::State::kFailed;
    point.at = failure.at;
    point.path = failure.path;
    point.why = failure.why;
    points.push_back(point);
  }
  return points;
}

// A slot holds its beginning, not its end. What failed in a slot is told as failed, and the slot is not missed.
Result<void> add_missed(std::vector<HistoryPoint>& points, const HistoryOptions& options) {
  std::optional<int64_t> first = options.from, last = options.to;
  for (const HistoryPoint& point : points) {
    if (!point.at) continue;
    if (!options.from) first = std::min(first.value_or(*point.at), *point.at);
    if (!options.to) last = std::max(last.value_or(*point.at), *point.at);
  }
  if (!first || !last) return {};
  if (*last < *first) return Error{"the history ends before it begins", "expected `--to` after `--from`", {}};
  const int64_t slots = (*last - *first) / options.every + 1;
  if (slots > kMostSlots) return Error{"the schedule has more than " + std::to_string(kMostSlots) + " slots", "give a longer `--every`, or a later `--from`", {}};
  std::vector<bool> filled(static_cast<size_t>(slots));
  for (const HistoryPoint& point : points) {
    if (!point.at || *point.at < *first || *point.at > *last) continue;
    filled[static_cast<size_t>((*point.at - *first) / options.every)] = true;
  }
  for (int64_t slot = 0; slot < slots; ++slot) {
    if (filled[static_cast<size_t>(slot)]) continue;
    HistoryPoint missed;
    missed.state = HistoryPoint::State::kMissed;
    missed.at = *first + slot * options.every;
    points.push_back(missed);
  }
  return {};
}

char state_of(const std::vector<const RunRule*>& rules) {
  bool unknown = false, pass = false;
  for (const RunRule* rule : rules) {
    if (rule->fail > 0) return 'F';
    unknown = unknown || rule->unknown > 0;
    pass = pass || rule->pass > 0;
  }
  return unknown ? '?' : pass ? 'P' : '-';
}

std::vector<ControlSeries> controls_of(const std::vector<SavedRun>& runs, const std::vector<HistoryPoint>& points) {
  using Control = std::pair<std::string, std::string>;
  std::map<Control, ControlSeries> series;
  for (size_t i = 0; i < points.size(); ++i) {
    if (points[i].run < 0) continue;
    std::map<Control, std::vector<const RunRule*>> rules;
    for (const RunRule& rule : runs[static_cast<size_t>(points[i].run)].run.rules) {
      for (const RunSupports& one : rule.supports) {
        const Control control{one.catalogue, one.control};
        rules[control].push_back(&rule);
        ControlSeries& of = series[control];
        of.catalogue = one.catalogue;
        of.control = one.control;
        of.title = one.title;
      }
    }
    for (const auto& [control, list] : rules) {
      std::vector<char>& states = series[control].states;
      states.resize(points.size(), ' ');
      states[i] = state_of(list);
    }
  }
  std::vector<ControlSeries> list;
  for (auto& [control, one] : series) {
    // No rule of that run supports the control: nothing was judged.
    for (size_t i = 0; i < points.size(); ++i) {
      if (points[i].run >= 0 && one.states[i] == ' ') one.states[i] = '-';
    }
    list.push_back(std::move(one));
  }
  return list;
}

class Episodes {
 public:
  Episodes(const std::vector<SavedRun>& runs, const CompareOptions& options) : runs_(runs), options_(options) {}
  std::vector<Episode> work_out();

 private:
  struct Open {
    size_t episode = 0, seen_in = 0;   // seen_in: the last run that failed or could not decide
  };
  using Changes = std::map<Key, const FindingChange*>;
  const Changes& changes(size_t earlier, size_t later);
  void begin(const Key& key, size_t run, bool since_before);
  void see(size_t run);
  void follow(const Key& key, Open& open, size_t run);

  const std::vector<SavedRun>& runs_;
  const CompareOptions& options_;
  std::map<std::pair<size_t, size_t>, std::pair<Comparison, Changes>> compared_;
  std::map<Key, Open> open_;
  std::map<Key, size_t> closed_;       // how often
  std::vector<Episode> episodes_;
};

const Episodes::Changes& Episodes::changes(size_t earlier, size_t later) {
  const auto [at, added] = compared_.try_emplace({earlier, later});
  if (added) {
    at->second.first = compare(runs_[earlier], runs_[later], options_);
    for (const FindingChange& one : at->second.first.findings) at->second.second.emplace(Key{one.rule, one.kind, one.resource, one.account}, &one);
  }
  return at->second.second;
}

void Episodes::begin(const Key& key, size_t run, bool since_before) {
  Episode episode;
  std::tie(episode.rule, episode.kind, episode.resource, episode.account) = key;
  episode.first_seen = episode.last_seen = runs_[run].run.evaluated_at;
  episode.since_before = since_before;
  episode.reappeared = closed_.count(key) > 0;
  episode.state = "open";
  open_[key] = {episodes_.size(), run};
  episodes_.push_back(std::move(episode));
}

// What became of an open failure that the run does not fail.
void Episodes::follow(const Key& key, Open& open, size_t run) {
  Episode& episode = episodes_[open.episode];
  const int64_t now = runs_[run].run.evaluated_at;
  const Changes& list = changes(open.seen_in, run);
  const auto at = list.find(key);
  if (at == list.end()) return;   // cannot be: it was open there
  const FindingChange& change = *at->second;
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
    open.seen_in = run;
  }
}

void Episodes::see(size_t run) {
  const Run& now = runs_[run].run;
  std::map<Key, bool> failing;
  for (const Finding& finding : now.findings) {
    if (finding.verdict == Verdict::kFail) failing[{now.rules[static_cast<size_t>(finding.rule)].name, finding.kind, finding.resource, finding.account}] = true;
  }
  std::vector<Key> others;
  for (const auto& [key, open] : open_) {
    if (failing.count(key) == 0) others.push_back(key);
  }
  for (const Key& key : others) follow(key, open_.at(key), run);
  for (const auto& [key, yes] : failing) {
    const auto at = open_.find(key);
    if (at == open_.end()) {
      begin(key, run, run == 0);
      continue;
    }
    at->second.seen_in = run;
    Episode& episode = episodes_[at->second.episode];
    episode.last_seen = now.evaluated_at;
    episode.state = "open";
    episode.changed_at.reset();
    episode.why = Why::kNone;
  }
}

std::vector<Episode> Episodes::work_out() {
  for (size_t run = 0; run < runs_.size(); ++run) {
    see(run);
    // Only comparisons from runs that saw something last can be asked for again.
    std::erase_if(compared_, [&](const auto& one) { return one.first.second < run; });
  }
  std::stable_sort(episodes_.begin(), episodes_.end(), [](const Episode& a, const Episode& b) { return std::tie(a.first_seen, a.rule, a.resource) < std::tie(b.first_seen, b.rule, b.resource); });
  return std::move(episodes_);
}

std::vector<HistoryChange> changes_of(const std::vector<SavedRun>& runs, const CompareOptions& options) {
  std::vector<HistoryChange> changes;
  for (size_t i = 1; i < runs.size(); ++i) {
    const int64_t at = runs[i].run.evaluated_at;
    const Comparison comparison = compare(runs[i - 1], runs[i], options);
    if (comparison.engine_changed) changes.push_back({at, true, false, {"", "engine", runs[i - 1].run.engine_version, runs[i].run.engine_version}});
    for (const RuleChange& change : comparison.parameters) changes.push_back({at, false, true, change});
    for (const RuleChange& change : comparison.rules) changes.push_back({at, false, false, change});
  }
  return changes;
}

}  // namespace

void keep_for_history(Run& run) {
  for (Finding& finding : run.findings) {
    finding.place = {};
    finding.message = finding.remedy = {};
    for (WitnessItem& item : finding.witness) std::vector<FindingPlace>().swap(item.places);
    for (FindingReason& reason : finding.reasons) std::vector<FindingPlace>().swap(reason.places);
    const bool open = finding.verdict == Verdict::kFail || finding.verdict == Verdict::kUnknown;
    if (open) continue;
    std::vector<WitnessItem>().swap(finding.witness);
    std::vector<FindingReason>().swap(finding.reasons);
    finding.obligation = {};
  }
  for (RunRule& rule : run.rules) {
    rule.title = rule.remedy = {};
    for (RunSupports& one : rule.supports) one.because = {};
  }
}

std::optional<int64_t> parse_interval(const std::string& text) {
  const std::optional<int64_t> seconds = parse_duration(text);
  return seconds && *seconds >= 60 && *seconds != std::numeric_limits<int64_t>::max() ? seconds : std::nullopt;
}

Result<History> history_of(const std::vector<SavedRun>& runs, const std::vector<FailedRun>& failures, const HistoryOptions& options) {
  History history;
  history.points = points_of_runs(runs, failures);
  if (options.every > 0) {
    if (const Result<void> added = add_missed(history.points, options); !added) return added.error();
  }
  std::stable_sort(history.points.begin(), history.points.end(), [](const HistoryPoint& a, const HistoryPoint& b) {
    if (a.at.has_value() != b.at.has_value()) return a.at.has_value();
    return a.at < b.at;
  });
  for (const HistoryPoint& point : history.points) {
    history.missed += point.state == HistoryPoint::State::kMissed ? 1 : 0;
    history.failed += point.state == HistoryPoint::State::kFailed ? 1 : 0;
  }
  for (size_t i = 1; i < runs.size(); ++i) history.longest_gap = std::max(history.longest_gap, runs[i].run.evaluated_at - runs[i - 1].run.evaluated_at);
  const CompareOptions comparing{options.ignore_paths};
  history.controls = controls_of(runs, history.points);
  history.episodes = Episodes(runs, comparing).work_out();
  history.changes = changes_of(runs, comparing);
  return history;
}

}  // namespace sekisho
