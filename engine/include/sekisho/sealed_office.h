// What a bundle holds of an assessment: the findings of assessors and visits with their corrective actions, and what was due.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sekisho/finding.h"

namespace sekisho {

// A row of the register `assessment.finding`, as the snapshot has it. A cell that the register does not tell is empty, and named in `unknown`.
struct SealedFinding {
  std::string id;
  std::string source, grade;           // assessor, onsite_visit, programme; observation, minor, major
  std::vector<std::string> controls;
  std::string finding, action, owner;  // action: the corrective one
  std::string found, due, closed;      // days
  std::string status;                  // closed, overdue, open on the day of the evaluation, in Japan; unknown: nobody can tell
  std::string file;
  uint32_t line = 0;
  std::vector<std::string> unknown;    // names of columns
};

// In the order of the snapshot. REQUIRES: it is one, of a bundle that verifies.
std::vector<SealedFinding> assessment_findings_of(const std::string& snapshot, int64_t evaluated_at);

// A line of the calendar (sekisho/calendar.h).
struct SealedDue {
  std::string key, category, subject, owner;
  Bilingual title, note;
  std::string date;                    // a day; empty: it has none
  std::string status;                  // overdue, undated, due, ended
  std::vector<std::string> controls;
};

struct SealedDueList {
  std::string day;                     // that it was made for: of the evaluation, in Japan
  std::vector<SealedDue> items;        // in the order of the calendar
  std::vector<std::string> not_given;  // kinds of registers that would make something due, and that nobody gave
};

struct Calendar;  // sekisho/calendar.h

SealedDueList sealed_due_list(const Calendar& calendar);

}  // namespace sekisho
