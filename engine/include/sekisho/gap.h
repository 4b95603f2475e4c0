// Gap report: for each control what stands behind it, what is missing, and what to do first. engine/assess/GAP.md defines the states.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sekisho/api.h"
#include "sekisho/controls.h"
#include "sekisho/finding.h"
#include "sekisho/report.h"
#include "sekisho/result.h"

namespace sekisho {

struct Statement;  // sekisho/statement.h

// Worst first: of several controls the worst stands for all.
enum class ControlState : uint8_t { kGap, kDocumentMissing, kUndetermined, kNoPopulation, kOnsite, kSupported, kInherited, kExcluded };
inline constexpr size_t kControlStates = 8;
inline constexpr int kGapReportVersion = 1;     // of report_gap_json
std::string_view to_string(ControlState state);   // stable keys: "gap", "document_missing", …
Bilingual state_name(ControlState state);

// What the statement says of one control.
struct GapChoice {
  bool selected = true;
  Bilingual reason;                    // why it was not selected
  std::string inherited_from;          // id of a platform; empty: not inherited
};

// A listed service that controls are inherited from.
struct GapPlatform {
  std::string registration;            // its number in the list; empty: it is not listed
  std::optional<int32_t> valid_until;
};

// An individual control of the statement.
struct GapMeasure {
  std::string id;
  Bilingual title;
  std::vector<std::string> serves;     // ids of controls
  std::string owner, frequency;
  int evidence_kind = 0;               // 1 to 5; 0: not told
  std::optional<int32_t> from, to;     // first and last day that it covers
  std::vector<std::string> rules;      // names as the statement has them
  std::vector<std::string> registers;  // files or kinds as the statement has them
};

struct GapStatement {
  std::string file;
  Bilingual service;
  std::optional<int32_t> from, to;     // assessment period
  std::map<std::string, GapChoice> choices;      // by control
  std::map<std::string, GapPlatform> platforms;  // by id
  std::vector<GapMeasure> measures;
};

GapStatement gap_statement(const Statement& statement);

// A row of the register `assessment.finding`: what an assessor or a visit found.
struct AssessmentFinding {
  enum class Status : uint8_t { kOverdue, kOpen, kClosed };
  std::string id;
  std::vector<std::string> controls;
  std::string source;                  // "assessor", "onsite_visit", "programme"
  std::string grade;                   // "observation", "minor", "major"
  std::string text, action, owner;
  std::string evidence;                // path of a file, empty: none
  std::optional<int32_t> found, due, closed;
  FindingPlace place;
  Status status = Status::kOpen;       // on the day of evaluation; closed on a later day is not closed
};
std::string_view to_string(AssessmentFinding::Status status);
inline constexpr char kAssessmentFindingKind[] = "assessment.finding";
// The rows of such a register. Error: a row without id, controls, grade or day, with its place.
Result<std::vector<AssessmentFinding>> read_assessment_findings(const RawSource& source, int64_t evaluated_at);

// A register of the project: which kind it fills, from which file.
struct GapRegister {
  std::string kind, path, digest;
};

struct GapInput {
  const Run* run = nullptr;            // REQUIRES: with every failed and undecided finding
  std::vector<ControlInfo> controls;   // the catalogue, in the order of its numbers
  std::map<std::string, RuleSourcesInfo> sources;   // by rule
  std::vector<GapRegister> registers;
  std::optional<GapStatement> statement;
  std::vector<AssessmentFinding> assessment_findings;
};

// What a rule says for the controls it supports.
enum class RuleWeight : uint8_t { kFails, kRegisterMissing, kUndecided, kHolds, kNothing };
std::string_view to_string(RuleWeight weight);

struct GapRule {
  size_t rule = 0;                     // index into Run::rules
  RuleWeight weight = RuleWeight::kNothing;
  std::vector<std::string> missing;    // registers that it reads and nobody gave
  std::vector<std::string> registers;  // all that it reads
  bool on_register = false;            // it ranges over one: no configuration is needed to ask it
};

struct GapControl {
  ControlInfo control;
  bool mandatory = false;
  ControlState state = ControlState::kUndetermined;   // its own and that of what stands below it
  std::optional<ControlState> own;     // its own alone; none where only what stands below it counts
  std::string decided_by;              // the control whose own state this is; itself or one below
  std::vector<Bilingual> reasons;      // of its own state
  std::vector<GapRule> rules;          // behind it, by name
  std::vector<size_t> measures;        // indexes into GapStatement::measures
  std::vector<size_t> assessment_findings;  // indexes into GapReport::assessment_findings
  std::vector<std::string> registers;  // kinds that its rules read
  std::vector<std::string> missing_registers;   // that rules wait for, or individual controls name; kinds, or files as the statement has them
  std::string inherited_from;
  bool named = true;                   // the statement names it, or there is no statement
};

// One thing to do, and the controls that wait for it.
struct GapAction {
  enum class What : uint8_t { kMend, kCloseFinding, kSupplyRegister, kDecide, kWriteRule };
  What what = What::kMend;
  std::string subject;                 // a rule, the id of a finding of an assessment, a kind of register; of kWriteRule a control
  Bilingual text;
  std::vector<std::string> controls;   // in the order of their numbers
  bool mandatory = false, critical = false;   // one of them is
  std::string severity;                // of a rule
  size_t resources = 0;                // that fail or are undecided
};
std::string_view to_string(GapAction::What what);

struct GapChange {
  std::string control;
  std::string before, after;           // keys of states; empty: not in that run
};

// An earlier report, by its numbers.
struct GapPast {
  std::string evaluated_at;            // as that report writes it
  size_t objectives[kControlStates] = {};   // by ControlState
};

struct GapCounts {
  size_t objectives[kControlStates] = {};   // by ControlState
  size_t controls[kControlStates] = {};     // detailed ones
};

struct GapReport {
  const Run* run = nullptr;
  std::optional<GapStatement> statement;
  std::vector<GapRegister> registers;
  std::vector<GapControl> controls;    // chapters, sections, objectives and detailed controls, in the order of their numbers
  std::vector<AssessmentFinding> assessment_findings;   // overdue first, then open, then closed; by due date
  std::vector<GapAction> actions;      // what to do first first
  GapCounts counts;
  std::vector<std::string> unknown_controls;   // named by statement or findings, in no catalogue
  bool compared = false;
  std::vector<GapPast> earlier;        // oldest first
  std::vector<GapChange> changes;      // since the latest of them
};

// What an assessor will ask for about one control: one thing to show.
struct EvidenceNeed {
  std::string control;
  int kind = 0;                        // of the five of the criteria: 1 regulations, 2 documents, 3 records, 4 settings, 5 facilities; 0: not told
  Bilingual what;
  std::string individual_control;      // that it belongs to; empty: it belongs to a rule
  std::string owner, frequency;
  std::optional<int32_t> from, to;     // the days it must cover
  std::vector<std::string> given_by;   // files, and rules that look after it
  std::vector<Bilingual> missing;      // empty: nothing that Sekisho knows of
};
// For each objective and detailed control that is neither excluded nor inherited, in the order of their numbers.
std::vector<EvidenceNeed> evidence_list(const GapReport& report);
std::string report_evidence_text(const GapReport& report, const TextOptions& options);
std::string report_evidence_json(const GapReport& report);
std::string report_evidence_csv(const GapReport& report);

// REQUIRES: `input.run` outlives the report.
GapReport assess_gap(GapInput input);

// Compares with earlier reports (report_gap_json): changes since the latest of them, numbers of all. Error: no such report, with its place.
Result<void> compare_gap(GapReport& report, const std::vector<SourcePtr>& earlier);

std::string report_gap_text(const GapReport& report, const TextOptions& options);
std::string report_gap_json(const GapReport& report);   // keys: engine/assess/GAP.md
std::string report_gap_html(const GapReport& report, Language language);   // one page that needs nothing else; `language` is shown first
std::string report_gap_csv(const GapReport& report);    // a line for each objective and detailed control
Result<std::string> report_gap_xlsx(const GapReport& report);   // a workbook in Japanese; same report, same bytes

}  // namespace sekisho
