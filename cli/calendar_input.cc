// Days stand in the statement, in registers and in waivers.
#include "cli/calendar_input.h"

#include <map>

#include "cli/shipped.h"
#include "cli/waivers.h"

namespace sekisho::cli {
namespace {

// Values of parameters as a run would take them: the packs', then the profile's, then the project's.
std::map<std::string, std::string> parameters_of(const CompiledPolicy& policy, const Project& project) {
  std::map<std::string, std::string> values;
  for (const ParameterInfo& parameter : describe(policy).parameters) values[parameter.name] = parameter.value;
  for (const ProfileParameter& parameter : project.profile.parameters) values[parameter.name] = parameter.value;
  for (const auto& [name, value] : project.parameters) values[name] = value;
  return values;
}

CalendarEnd end_of(const Waiver& waiver) {
  CalendarEnd end;
  end.category = "waiver";
  end.key = "waiver/" + waiver.id;
  end.subject = waiver.id;
  end.owner = waiver.owner;
  end.title = {"The waiver ends", "例外承認の満了"};
  end.last_day = day_in_japan(waiver.expires_at - 1);
  const LineColumn position = waiver.span.source->line_column(waiver.span.begin);
  end.place.file = waiver.span.source->name();
  end.place.line = position.line;
  end.place.column = position.column;
  return end;
}

}  // namespace

Result<CalendarInput> calendar_input(int64_t at, const std::string& at_basis, const Project& project, const std::optional<Statement>& statement, const Prepared* prepared) {
  CalendarInput input;
  input.at = at;
  input.at_basis = at_basis;
  if (statement) take_statement(*statement, input);
  // Without a register no policy is needed; waivers are read as they stand, and registers that are missing are told all the same.
  if (prepared == nullptr) {
    const Result<std::vector<Waiver>> waivers = read_waivers(project.waivers);
    if (!waivers) return waivers.error();
    for (const Waiver& waiver : *waivers) input.ends.push_back(end_of(waiver));
  } else {
    input.parameters = parameters_of(prepared->policy, project);
    input.registers = prepared->sources;
    for (const Waiver& waiver : prepared->waivers) input.ends.push_back(end_of(waiver));
  }
  Result<std::vector<DueRule>> rules = due_rules(shipped_due_table());
  if (!rules) return rules.error();
  input.rules = std::move(*rules);
  return input;
}

}  // namespace sekisho::cli
