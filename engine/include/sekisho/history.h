// History: the runs of a period one after the other. What is missing is a gap that is shown.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sekisho/comparison.h"
#include "sekisho/report.h"
#include "sekisho/saved_run.h"
#include "sekisho/sealed_statement.h"

namespace sekisho {

// A scheduled run that did not come to an end, or a file that cannot be read as a run.
struct FailedRun {
  std::string path;
  std::optional<int64_t> at;   // UTC seconds; nullopt: nobody can tell when
  std::string why;
};

// A run with what its bundle tells besides; of a report of `check` the run alone.
struct HistoryRun {
  SavedRun saved;
  bool sealed = false;                   // a bundle
  std::optional<SealedStatement> statement;
};

struct HistoryOptions {
  int64_t every = 0;                     // seconds between scheduled runs; 0: no schedule
  std::optional<int64_t> from, to;       // of the schedule; else the first and the last run or failure
  bool ignore_paths = false;             // as for compare()
};

// One point of time: a run, a run that failed, or a slot of the schedule in which there is neither.
struct HistoryPoint {
  enum class State : uint8_t { kRun, kFailed, kMissed } state = State::kRun;
  std::optional<int64_t> at;             // of a missed slot its beginning
  std::string path, why;                 // why: of a failed one
  int run = -1;                          // number among the runs
  size_t pass = 0, fail = 0, unknown = 0;
  bool same_sources = false;             // the very bytes of the run before: nothing new was collected
  std::vector<std::string> not_seen;     // accounts and inputs that the project file expects and no input showed (sekisho/expected.h)
  std::vector<std::string> accounts_left;  // that earlier runs covered, and this one does not
};

// What a control came to, point by point.
struct ControlSeries {
  std::string catalogue, control;
  Bilingual title;
  std::vector<char> states;              // F a rule fails, ? none fails and one cannot decide, P all that apply pass, - nothing to judge (an empty list neither), ' ' no run
};

// One failure of one rule on one resource, from when it was seen to when it was seen mended.
struct Episode {
  std::string rule, resource, kind, account;
  int64_t first_seen = 0, last_seen = 0; // of runs in which it fails
  bool since_before = false;             // it failed in the first run: nobody can tell since when
  bool reappeared = false;               // an earlier episode of the same was closed
  std::string state;                     // open, undecided, out_of_sight, fixed, gone
  std::optional<int64_t> changed_at;     // when it became undecided, out of sight, fixed or gone
  Why why = Why::kNone;                  // of out_of_sight; of gone
};

struct HistoryChange {
  int64_t at = 0;
  bool engine = false;                   // another engine version: `was`, `now`
  bool parameter = false;                // else of a rule
  RuleChange change;
};

// What the provider's statement said otherwise in a sealed run than in the one before that had a statement.
struct StatementChange {
  int64_t before = 0, after = 0;         // times of the two runs
  std::string of;                        // statement, control, individual_control
  std::string id;
  Bilingual title;                       // of an individual control
  std::string change;                    // added, removed, text, title, state, serves, versions; choice, state, inherited_from, reason, individual_controls;
                                         // service, period, catalogue, scope, not_sealed, sealed_again
  std::string was, now;                  // of texts their digests: the texts are in statement.yaml
};

struct History {
  std::vector<HistoryPoint> points;      // by time; those without one last
  std::vector<ControlSeries> controls;   // by catalogue and control
  std::vector<Episode> episodes;         // by first seen, rule, resource
  std::vector<HistoryChange> changes;    // by time
  std::vector<StatementChange> statement_changes;   // by time
  size_t missed = 0, failed = 0;
  size_t uncovered = 0;                  // runs that did not show all that is expected
  int64_t longest_gap = 0;               // seconds between two runs that follow each other
};

// Works a history out run after run: of each only that is kept which the series and the comparison with later runs need. An open failure that a later run
// does not see stays open, out of sight, until a run that can be compared with the one that saw it last shows it mended.
class HistoryBuilder {
 public:
  explicit HistoryBuilder(const HistoryOptions& options);
  ~HistoryBuilder();
  HistoryBuilder(HistoryBuilder&&) noexcept;
  HistoryBuilder& operator=(HistoryBuilder&&) noexcept;
  // REQUIRES: evaluated no earlier than the run before.
  void add(HistoryRun run);
  void add(FailedRun failed);   // at any time
  // Call once, last. Errors: a schedule of more than 100,000 slots; `to` before `from`.
  Result<History> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Seconds of a time between runs as people write it: 30m, 12h, 1d. Nullopt: not that, or less than a minute.
std::optional<int64_t> parse_interval(const std::string& text);

std::string report_history_text(const History& history, const TextOptions& options);
std::string report_history_json(const History& history);   // keys: the head of engine/report/history_json.cc

}  // namespace sekisho
