// Episodes: when each failure opened and closed, run after run. Of earlier runs only that is kept which a later one has to be compared with.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "sekisho/history.h"

namespace sekisho::evidence {

class Episodes {
 public:
  explicit Episodes(const CompareOptions& options) : options_(options) {}
  // REQUIRES: no earlier than the one before.
  void see(SavedRun saved);
  // By first seen, rule, resource.
  std::vector<Episode> take();

 private:
  using Key = std::tuple<std::string, std::string, std::string, std::string>;   // rule, kind, resource, account
  using Shared = std::tuple<std::string, std::string, std::string>;             // rule, kind, resource: what compare() pairs by
  struct Open {
    size_t episode = 0, seen_in = 0;   // seen_in: number of the last run that failed or could not decide
  };
  using Changes = std::map<Key, FindingChange>;
  Changes changes(size_t earlier, SavedRun& now) const;
  void begin(const Key& key, int64_t at);
  void follow(const Key& key, const FindingChange& change, int64_t now);
  void keep(SavedRun saved);

  CompareOptions options_;
  size_t seen_ = 0;                        // runs
  std::map<size_t, SavedRun> kept_;        // by number: runs in which an open failure was seen last, with the findings that this takes
  std::map<Key, Open> open_;
  std::map<Key, size_t> closed_;           // how often
  std::vector<Episode> episodes_;
};

}  // namespace sekisho::evidence
