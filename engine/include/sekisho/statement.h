// The statement (言明書) as plain data, each value with its place: what statement.yaml says. engine/assess/STATEMENT.md describes the form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sekisho/api.h"
#include "sekisho/diagnostic.h"
#include "sekisho/json.h"

namespace sekisho {

// A value and where it stands in Statement::source. Not given: the key is missing or has no value, `at` is then the place of what should hold it.
template <typename T>
struct Placed {
  T value{};
  uint32_t at = 0;
  bool given = false;
};
using PlacedText = Placed<std::string>;   // without space at both ends
using PlacedDate = Placed<int32_t>;       // days since 1970-01-01
using PlacedFlag = Placed<bool>;

// Text for people. The form is Japanese: `ja` counts, `en` may be left out.
struct StatementText {
  PlacedText en, ja;
  uint32_t at = 0;
  const std::string& english() const { return en.given ? en.value : ja.value; }
};

struct StatementPeriod {
  PlacedDate from, to;                    // both days included
  PlacedDate previous_from, previous_to;
  PlacedFlag first;                       // there is no earlier period
  uint32_t at = 0;
};

struct StatementRegion {
  PlacedText cloud;                       // aws, azure, gcp, or the provider's own word
  PlacedText region;
  uint32_t at = 0;
};

// A cloud service that the service runs on or uses.
struct UsedService {
  PlacedText id;
  StatementText name;
  PlacedText cloud;                       // whose resources in an input belong to it: aws, azure, gcp
  PlacedFlag in_scope;
  PlacedText registration;                // number in the ISMAP list
  PlacedDate valid_from, valid_until;     // of that registration
  uint32_t at = 0;
};

// Populations that are regarded as the same (同一とみなす母集団).
struct SamePopulations {
  PlacedText id;
  StatementText what, reason;
  uint32_t at = 0;
};

// What the statement says of an objective or a detailed control.
struct ControlChoice {
  PlacedText id;
  PlacedFlag selected;
  StatementText reason;                   // why it is not selected
  PlacedText inherited_from;              // id of a used service
  uint32_t at = 0;
};

// What an individual control was from one day to another.
struct ControlVersion {
  PlacedDate from, to;                    // both days included
  PlacedFlag adopted;                     // not given: true; false: the control was not in place
  StatementText text;
  uint32_t at = 0;
};

// 個別管理策: what the provider really does. One serves many controls.
struct IndividualControl {
  PlacedText id;
  StatementText title;
  std::vector<PlacedText> serves;         // ids of detailed controls; of objectives where the catalogue lists no detailed control below
  PlacedText owner;
  PlacedText frequency;                   // frequency_of() tells which
  Placed<int64_t> evidence_kind;          // 1 to 5
  std::vector<ControlVersion> versions;   // as written; more than one is a control change (統制変更)
  std::vector<PlacedText> rules;          // names of rules of Sekisho that look after it
  std::vector<PlacedText> registers;      // kinds or files of registers
  uint32_t at = 0;
};

struct SubsequentEvent {
  PlacedDate date;
  StatementText what;
  uint32_t at = 0;
};

struct Certification {
  StatementText name;
  PlacedDate valid_from, valid_until;
  uint32_t at = 0;
};

// The multi-year cycle that leaves out chapter 4 this year (複数年サイクル), and the certificate it rests on.
struct MultiYear {
  PlacedFlag chapter_4;
  PlacedDate iso27001_from, iso27001_to;
  PlacedFlag covers_scope;
  uint32_t at = 0;
};

struct Statement {
  SourcePtr source;
  PlacedText service_id;
  StatementText service_name, provider;
  StatementText overview;                 // logical structure and internal control
  PlacedText catalogue;                   // edition: "2024-07"
  PlacedDate application_date;
  StatementPeriod period;
  std::vector<StatementRegion> regions;
  std::vector<UsedService> services_used;
  std::vector<SamePopulations> same_populations;
  std::vector<ControlChoice> objectives;
  std::vector<ControlChoice> controls;
  std::vector<IndividualControl> individual_controls;
  MultiYear multi_year;
  PlacedDate representation_date;
  StatementText representation_name, representation_title;
  std::vector<SubsequentEvent> subsequent_events;
  std::vector<StatementText> special_notes;
  std::vector<Certification> certifications;
  // Where the lists stand, for what is missing in them.
  uint32_t scope_at = 0, services_used_at = 0, objectives_at = 0, controls_at = 0, individual_controls_at = 0;

  // By id; null: the statement does not name it.
  const ControlChoice* choice(const std::string& control) const;
  const UsedService* used_service(const std::string& id) const;
  const IndividualControl* individual_control(const std::string& id) const;
  // Individual controls that serve exactly this control.
  std::vector<const IndividualControl*> serving(const std::string& control) const;
  Span span(uint32_t at) const { return {source, at, at}; }
};

enum class Frequency { kDaily, kWeekly, kMonthly, kQuarterly, kYearly, kOnChange };
std::optional<Frequency> frequency_of(const std::string& word);   // daily, weekly, monthly, quarterly, yearly, on_change
const std::vector<std::string>& frequency_words();

std::string day_text(int32_t day);      // 2026-03-31

// The day after which a registration ends: one year and four months after the day that follows the assessment period's last day. An application for
// renewal comes before it.
int32_t registration_valid_until(int32_t period_to);

// The longest text that a cell of a workbook holds, in UTF-16 units: no text of a statement is longer, so that export and import lose nothing.
inline constexpr size_t kMaxStatementText = 32767;

// The statement that a YAML tree holds, against `controls` of a catalogue. What is wrong with the form goes to `diagnostics` with its place (SK0820 to
// SK0826: unknown or missing key, wrong type, unknown control, twice the same id, hostile text), and the statement is then of use for nothing. What the criteria ask is
// for lint_statement() (sekisho/statement_lint.h).
Statement read_statement(const SourcePtr& source, const JsonNode& root, const std::vector<ControlInfo>& controls, Diagnostics& diagnostics);

}  // namespace sekisho
