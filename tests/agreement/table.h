// The table: which of our rules stand for each recorded rule, or why none does.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sekisho/result.h"

namespace sekisho::agreement {

// One row of the table.
struct Mapping {
  std::string suite, rule;
  std::vector<std::string> ours;       // qualified names of our rules; empty: not ours, for `reason`
  std::string reason;                  // key of the list at the table's head
  std::vector<std::pair<std::string, std::string>> parameters;  // name, Seki text; "$name": what the recorded verdict says under that name
  std::vector<std::string> complete;   // kinds of which the recorded tool took the case for the whole
  std::set<std::string> kinds;         // only findings on these kinds count; empty: all
  std::string on;                      // attribute of the recorded resource that names the resource our finding is on; empty: it is itself
  std::string note;
};

struct Table {
  std::map<std::string, std::string> reasons;                       // key, text
  std::map<std::pair<std::string, std::string>, Mapping> mappings;  // by suite and rule
  const Mapping* find(const std::string& suite, const std::string& rule) const;
};

// Lines `# KEY: text` at the head list the reasons, the rest is CSV. Errors: no such reason, a rule twice, a row that neither maps nor gives a reason.
Result<Table> read_table(const std::string& path);

}  // namespace sekisho::agreement
