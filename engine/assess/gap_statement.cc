// What the gap report and the calendar take from the statement.
#include <algorithm>

#include "sekisho/calendar.h"
#include "sekisho/gap.h"
#include "sekisho/statement.h"

namespace sekisho {
namespace {

Bilingual both(const StatementText& text) { return {text.english(), text.ja.value}; }

std::optional<int32_t> day(const PlacedDate& date) { return date.given ? std::optional(date.value) : std::nullopt; }

std::vector<std::string> texts(const std::vector<PlacedText>& list) {
  std::vector<std::string> out;
  for (const PlacedText& one : list) out.push_back(one.value);
  return out;
}

// From the first day of its first version to the last day of its last one.
std::pair<std::optional<int32_t>, std::optional<int32_t>> days_of(const IndividualControl& control) {
  std::optional<int32_t> from, to;
  for (const ControlVersion& version : control.versions) {
    if (version.from.given) from = std::min(from.value_or(version.from.value), version.from.value);
    if (version.to.given) to = std::max(to.value_or(version.to.value), version.to.value);
  }
  return {from, to};
}

FindingPlace place_of(const Statement& statement, uint32_t at) {
  const LineColumn position = statement.source->line_column(at);
  FindingPlace place;
  place.file = statement.source->name();
  place.line = position.line;
  place.column = position.column;
  return place;
}

}  // namespace

GapStatement gap_statement(const Statement& statement) {
  GapStatement made;
  made.file = statement.source->name();
  made.service = both(statement.service_name);
  made.from = day(statement.period.from);
  made.to = day(statement.period.to);
  for (const std::vector<ControlChoice>* list : {&statement.objectives, &statement.controls}) {
    for (const ControlChoice& choice : *list) {
      // What does not say that it is selected is not left out: only a clear `false` excludes.
      made.choices[choice.id.value] = {!choice.selected.given || choice.selected.value, both(choice.reason), choice.inherited_from.value};
    }
  }
  for (const UsedService& service : statement.services_used) made.platforms[service.id.value] = {service.registration.value, day(service.valid_until)};
  for (const IndividualControl& control : statement.individual_controls) {
    const auto [from, to] = days_of(control);
    made.measures.push_back({control.id.value, both(control.title), texts(control.serves), control.owner.value, control.frequency.value, static_cast<int>(control.evidence_kind.value), from, to,
                             texts(control.rules), texts(control.registers)});
  }
  return made;
}

void take_statement(const Statement& statement, CalendarInput& input) {
  input.service = both(statement.service_name);
  input.period_from = day(statement.period.from);
  input.period_to = day(statement.period.to);
  for (const IndividualControl& control : statement.individual_controls) {
    const auto [from, to] = days_of(control);
    input.evidence.push_back({control.id.value, both(control.title), control.owner.value, control.frequency.value, texts(control.serves), from, to, place_of(statement, control.at)});
  }
  for (const UsedService& service : statement.services_used) {
    if (!service.valid_until.given) continue;
    input.ends.push_back({"expiry", "service/" + service.id.value, service.id.value, "", {"The registration of the service below ends", "継承元サービスの登録の満了"}, service.valid_until.value, place_of(statement, service.at)});
  }
}

}  // namespace sekisho
