// A statement as sheets in the order of the programme's form, and a new one to fill.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sekisho/statement.h"
#include "sekisho/workbook.h"

namespace sekisho {

// Every part of the statement; parts that hold nothing have a row that says so. `controls` give the titles.
std::vector<WorkbookSheet> statement_sheets(const Statement& statement, const std::vector<ControlInfo>& controls);

// What the public list shows: service, scope, selected objectives, period, subsequent events. All else is for agencies that ask.
std::vector<WorkbookSheet> public_sheets(const Statement& statement, const std::vector<ControlInfo>& controls);

// A change of an individual control within the period (統制変更).
struct ControlChange {
  int32_t day = 0;                                // the first day of what came after
  std::string id;
  Bilingual title;
  bool adopted_before = true, adopted_after = true;
  int32_t before_from = 0, before_to = 0, after_from = 0, after_to = 0;
  Bilingual before, after;                        // texts; empty where it was not adopted
};
// By day, then id. REQUIRES: versions have their dates (rules 7 and 8).
std::vector<ControlChange> control_changes(const Statement& statement);

// What changed in the means by which evidence was made, between two runs: engine, a rule, a parameter, maps of an adapter.
struct MeansChange {
  std::string what;                               // "engine", "rule", "parameter", "maps"
  std::string name;                               // of the rule, parameter or adapter; empty for the engine
  std::string before, after;                      // version, digest or value; empty: it was not there
};
std::vector<MeansChange> means_changes(const Run& before, const Run& after);   // in that order, then by name

struct StatementDays {
  int32_t from = 0, to = 0;
};
// First and last day of a period as written; without a last one it lasts a year. Error: no dates.
Result<StatementDays> statement_days(const std::string& from, const std::string& to);

// What a new statement begins with.
struct StatementSeed {
  std::string service_id;
  int32_t from = 0, to = 0;                       // the period
  bool first = false;                             // no period before it
  std::vector<ControlInfo> controls;
  std::map<std::string, std::vector<std::string>> rules;   // by control: names of rules that support it
  std::vector<std::pair<std::string, std::string>> seen;   // cloud and region of resources in the inputs
};
// The text of a statement.yaml to fill: valid YAML with comments, in which nothing passes for done. REQUIRES: `controls` in the order of their numbers.
std::string new_statement(const StatementSeed& seed);

}  // namespace sekisho
