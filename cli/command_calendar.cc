// `sekisho calendar`: what is due, from the statement and the registers.
#include <algorithm>

#include "cli/assessment.h"
#include "cli/commands.h"
#include "cli/outputs.h"
#include "cli/shipped.h"
#include "cli/terminal.h"
#include "cli/waivers.h"
#include "sekisho/calendar.h"
#include "sekisho/file.h"

namespace sekisho::cli {
namespace {

const std::vector<std::string> kCalendarFormats = {"text", "json", "ics"};

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

// Nullopt: shown, exit code 3.
std::optional<CalendarInput> calendar_input(const Settings& settings, const std::optional<Statement>& statement) {
  CalendarInput input;
  input.at = settings.evaluated_at.value_or(now());
  input.at_basis = settings.evaluated_at ? "option" : "start of the run";
  if (statement) take_statement(*statement, input);
  if (settings.project.registers.empty() && settings.project.waivers.empty() && !statement) {
    refuse({"no register, no waivers and no statement to take days from", "name `registers`, `waivers` or `statement` in sekisho.yaml; `sekisho help project` tells more", {}});
    return std::nullopt;
  }
  // Without a register no policy is needed; waivers are read as they stand, and registers that are missing are told all the same.
  if (settings.project.registers.empty()) {
    const Result<std::vector<Waiver>> waivers = read_waivers(settings.project.waivers);
    if (!waivers) {
      refuse(waivers.error());
      return std::nullopt;
    }
    for (const Waiver& waiver : *waivers) input.ends.push_back(end_of(waiver));
  } else {
    Progress progress;
    const std::optional<Prepared> prepared = prepare(settings, progress);
    if (!prepared) return std::nullopt;
    input.parameters = parameters_of(prepared->policy, settings.project);
    input.registers = prepared->sources;
    for (const Waiver& waiver : prepared->waivers) input.ends.push_back(end_of(waiver));
  }
  Result<std::vector<DueRule>> rules = due_rules(shipped_due_table());
  if (!rules) {
    refuse(rules.error());
    return std::nullopt;
  }
  input.rules = std::move(*rules);
  return input;
}

std::string render(const Calendar& calendar, const Output& output, TextOptions options) {
  if (output.format == "json") return report_calendar_json(calendar);
  if (output.format == "ics") return report_calendar_ics(calendar, options.language);
  if (output.file != "-") {
    options.colour = false;
    options.width = TextOptions{}.width;
  }
  return report_calendar_text(calendar, options);
}

ExitCode exit_code_of(const Calendar& calendar, const Project& project) {
  const auto has = [&](CalendarItem::Status status) { return std::any_of(calendar.items.begin(), calendar.items.end(), [&](const CalendarItem& item) { return item.status == status; }); };
  if (has(CalendarItem::Status::kOverdue)) return kFailure;
  if (!has(CalendarItem::Status::kUndated) || project.unknown == "pass") return kGood;
  return project.unknown == "fail" ? kFailure : kUndecided;
}

}  // namespace

ExitCode run_calendar(const Arguments& arguments) {
  if (!arguments.positional().empty()) return refuse({"`calendar` takes no input: `" + arguments.positional().front() + "`", "days stand in registers: `--register KIND=FILE`, or `registers` in sekisho.yaml", {}});
  Result<Settings> settings = settings_of(arguments, {});
  if (!settings) return refuse(settings.error());
  const Result<std::vector<Output>> outputs = outputs_of(arguments, kCalendarFormats);
  if (!outputs) return refuse(outputs.error());
  settings->project.inputs.clear();   // no day stands in a configuration
  const Result<std::optional<Statement>> statement = project_statement(*settings, arguments);
  if (!statement) return refuse(statement.error());
  const std::optional<CalendarInput> input = calendar_input(*settings, *statement);
  if (!input) return kBadInput;
  const Result<Calendar> calendar = make_calendar(*input);
  if (!calendar) return refuse(calendar.error());
  std::vector<FileContent> files;
  for (const Output& output : *outputs) files.push_back({output.file, render(*calendar, output, text_options(arguments, *settings))});
  if (const Result<void> written = write_outputs(files); !written) return refuse(written.error());
  return exit_code_of(*calendar, settings->project);
}

}  // namespace sekisho::cli
