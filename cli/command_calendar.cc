// `sekisho calendar`: what is due, from the statement and the registers.
#include <algorithm>

#include "cli/assessment.h"
#include "cli/calendar_input.h"
#include "cli/commands.h"
#include "cli/outputs.h"
#include "cli/terminal.h"
#include "cli/waivers.h"
#include "sekisho/calendar.h"
#include "sekisho/file.h"

namespace sekisho::cli {
namespace {

const std::vector<std::string> kCalendarFormats = {"text", "json", "ics"};

// Nullopt: shown, exit code 3.
std::optional<CalendarInput> input_of(const Settings& settings, const std::optional<Statement>& statement) {
  const int64_t at = settings.evaluated_at.value_or(now());
  const std::string basis = settings.evaluated_at ? "option" : "start of the run";
  if (settings.project.registers.empty() && settings.project.waivers.empty() && !statement) {
    refuse({"no register, no waivers and no statement to take days from", "name `registers`, `waivers` or `statement` in sekisho.yaml; `sekisho help project` tells more", {}});
    return std::nullopt;
  }
  std::optional<Prepared> prepared;
  if (!settings.project.registers.empty()) {
    Progress progress;
    prepared = prepare(settings, progress);
    if (!prepared) return std::nullopt;
  }
  Result<CalendarInput> input = calendar_input(at, basis, settings.project, statement, prepared ? &*prepared : nullptr);
  if (!input) {
    refuse(input.error());
    return std::nullopt;
  }
  return std::move(*input);
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
  const std::optional<CalendarInput> input = input_of(*settings, *statement);
  if (!input) return kBadInput;
  const Result<Calendar> calendar = make_calendar(*input);
  if (!calendar) return refuse(calendar.error());
  std::vector<FileContent> files;
  for (const Output& output : *outputs) files.push_back({output.file, render(*calendar, output, text_options(arguments, *settings))});
  if (const Result<void> written = write_outputs(files); !written) return refuse(written.error());
  return exit_code_of(*calendar, settings->project);
}

}  // namespace sekisho::cli
