// HistoryBuilder: a point and the states of the controls of each run, what changed since the one before; slots of the schedule that nothing fell into.
#include "sekisho/history.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "engine/evidence/episodes.h"
#include "engine/evidence/statement_history.h"
#include "engine/value/literal.h"
#include "sekisho/expected.h"

namespace sekisho {
namespace {

constexpr int64_t kMostSlots = 100000;

std::vector<std::string> digests_of(const Run& run) {
  std::vector<std::string> digests;
  for (const RunSource& source : run.sources) digests.push_back(source.digest);
  std::sort(digests.begin(), digests.end());
  return digests;
}

HistoryPoint point_of(const SavedRun& saved, int number) {
  HistoryPoint point;
  point.at = saved.run.evaluated_at;
  point.path = saved.path;
  point.run = number;
  for (const RunRule& rule : saved.run.rules) {
    point.pass += rule.pass;
    point.fail += rule.fail;
    point.unknown += rule.unknown;
  }
  point.not_seen = expected_texts(saved.run, "not_seen");
  return point;
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

char state_of(const RunRule& rule) {
  if (rule.fail > 0) return 'F';
  if (rule.unknown > 0) return '?';
  // Passes that rest on an empty list, or may not apply, say nothing for a control: as in engine/assess/GAP.md.
  if (rule.pass > rule.vacuous + rule.applicability_unknown) return 'P';
  return rule.applicability_unknown > 0 ? '?' : '-';
}

char worse(char a, char b) {
  constexpr std::string_view kOrder = "F?P-";
  return kOrder.find(a) <= kOrder.find(b) ? a : b;
}

}  // namespace

struct HistoryBuilder::State {
  using Control = std::pair<std::string, std::string>;   // catalogue, id
  struct Series {
    Bilingual title;
    std::map<int, char> states;          // by run
  };

  explicit State(const HistoryOptions& given) : options(given), episodes({given.ignore_paths}) {}
  void add_controls(const Run& run);
  void add_changes(const SavedRun& now);

  HistoryOptions options;
  History history;
  int runs = 0;
  std::optional<SavedRun> before;        // the last run, without findings
  std::set<std::string> accounts;        // that any run so far covered
  std::map<Control, Series> controls;
  evidence::Episodes episodes;
  evidence::StatementHistory statements;
};

void HistoryBuilder::State::add_controls(const Run& run) {
  for (const RunRule& rule : run.rules) {
    for (const RunSupports& one : rule.supports) {
      Series& series = controls[{one.catalogue, one.control}];
      series.title = one.title;
      const auto [at, added] = series.states.try_emplace(runs, state_of(rule));
      if (!added) at->second = worse(at->second, state_of(rule));
    }
  }
}

void HistoryBuilder::State::add_changes(const SavedRun& now) {
  const int64_t at = now.run.evaluated_at;
  const Comparison comparison = compare(*before, now, {options.ignore_paths});
  if (comparison.engine_changed) history.changes.push_back({at, true, false, {"", "engine", before->run.engine_version, now.run.engine_version}});
  for (const RuleChange& change : comparison.parameters) history.changes.push_back({at, false, true, change});
  for (const RuleChange& change : comparison.rules) history.changes.push_back({at, false, false, change});
}

HistoryBuilder::HistoryBuilder(const HistoryOptions& options) : state_(std::make_unique<State>(options)) {}
HistoryBuilder::~HistoryBuilder() = default;
HistoryBuilder::HistoryBuilder(HistoryBuilder&&) noexcept = default;
HistoryBuilder& HistoryBuilder::operator=(HistoryBuilder&&) noexcept = default;

void HistoryBuilder::add(HistoryRun run) {
  State& state = *state_;
  SavedRun& saved = run.saved;
  state.statements.see(saved.run.evaluated_at, run.statement, run.sealed);
  HistoryPoint point = point_of(saved, state.runs);
  std::set<std::string> covered;
  for (const RunSource& source : saved.run.sources) covered.insert(source.accounts.begin(), source.accounts.end());
  std::set_difference(state.accounts.begin(), state.accounts.end(), covered.begin(), covered.end(), std::back_inserter(point.accounts_left));
  state.accounts.merge(covered);
  state.add_controls(saved.run);
  SavedRun head{saved.path, saved.holds_all, {}};
  Findings findings = std::move(saved.run.findings);
  saved.run.findings.clear();
  head.run = saved.run;
  saved.run.findings = std::move(findings);
  if (state.before) {
    state.history.longest_gap = std::max(state.history.longest_gap, head.run.evaluated_at - state.before->run.evaluated_at);
    point.same_sources = digests_of(head.run) == digests_of(state.before->run);
    state.add_changes(head);
  }
  state.before = std::move(head);
  state.history.points.push_back(std::move(point));
  state.episodes.see(std::move(saved));
  ++state.runs;
}

void HistoryBuilder::add(FailedRun failed) {
  HistoryPoint point;
  point.state = HistoryPoint::State::kFailed;
  point.at = failed.at;
  point.path = std::move(failed.path);
  point.why = std::move(failed.why);
  state_->history.points.push_back(std::move(point));
}

Result<History> HistoryBuilder::finish() {
  History history = std::move(state_->history);
  if (state_->options.every > 0) {
    if (const Result<void> added = add_missed(history.points, state_->options); !added) return added.error();
  }
  std::stable_sort(history.points.begin(), history.points.end(), [](const HistoryPoint& a, const HistoryPoint& b) {
    if (a.at.has_value() != b.at.has_value()) return a.at.has_value();
    return a.at < b.at;
  });
  for (const HistoryPoint& point : history.points) {
    history.missed += point.state == HistoryPoint::State::kMissed ? 1 : 0;
    history.failed += point.state == HistoryPoint::State::kFailed ? 1 : 0;
    history.uncovered += point.not_seen.empty() ? 0 : 1;
  }
  for (auto& [control, series] : state_->controls) {
    ControlSeries one{control.first, control.second, std::move(series.title), {}};
    for (const HistoryPoint& point : history.points) {
      const auto at = series.states.find(point.run);
      // A run none of whose rules supports the control judged nothing.
      one.states.push_back(at != series.states.end() ? at->second : point.run >= 0 ? '-' : ' ');
    }
    history.controls.push_back(std::move(one));
  }
  history.episodes = state_->episodes.take();
  history.statement_changes = state_->statements.take();
  return history;
}

std::optional<int64_t> parse_interval(const std::string& text) {
  const std::optional<int64_t> seconds = parse_duration(text);
  return seconds && *seconds >= 60 && *seconds != std::numeric_limits<int64_t>::max() ? seconds : std::nullopt;
}

}  // namespace sekisho
