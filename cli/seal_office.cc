// Each is read as the command of its own reads it, for the time of the sealed evaluation. The assessor's findings are in the snapshot: seal() takes them from there.
#include "cli/seal_office.h"

#include <algorithm>
#include <iostream>

#include "cli/assessment.h"
#include "cli/calendar_input.h"
#include "cli/statement_file.h"
#include "sekisho/file.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

// The digest is of the file's bytes, the content was read a moment before: both have to be of one file.
Result<void> add_statement(const std::string& path, const Statement& statement, bool with_source, Sealed& sealed) {
  Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  const Result<std::string> text = decode_text(path, std::string(*bytes));
  if (!text) return text.error();
  if (*text != statement.source->view()) return Error{"`" + path + "` changed while it was sealed", "seal again", {}};
  sealed.statement = sealed_statement(statement, path, *bytes, sealed.run.evaluated_at);
  if (with_source) sealed.sources.push_back({path, std::move(*bytes)});
  return {};
}

Result<void> add_due_list(const Settings& settings, const std::optional<Statement>& statement, const Prepared& prepared, Sealed& sealed) {
  const bool has_registers = std::any_of(prepared.sources.begin(), prepared.sources.end(), [](const auto& source) { return source->adapter == "register"; });
  if (!has_registers && !statement) return {};
  // Days are read from a register's own rows, which a snapshot of it does not have.
  for (const auto& source : prepared.sources) {
    if (source->adapter != "register" || source->stored_rows() == nullptr) continue;
    std::cerr << "note: no due list is sealed: `" << source->source->name() << "` stands in a snapshot; give the register itself with `--register`\n";
    return {};
  }
  Result<CalendarInput> input = calendar_input(sealed.run.evaluated_at, sealed.run.evaluated_at_basis, settings.project, statement, &prepared);
  if (!input) return input.error();
  const Result<Calendar> calendar = make_calendar(*input);
  if (!calendar) return calendar.error();
  sealed.due_list = sealed_due_list(*calendar);
  return {};
}

}  // namespace

Result<void> add_office(const Arguments& arguments, const Settings& settings, const Prepared& prepared, Sealed& sealed) {
  const Result<std::optional<Statement>> statement = project_statement(settings, arguments);
  if (!statement) return statement.error();
  if (*statement) {
    const std::string path = statement_path(settings, arguments, arguments.value("--statement"));
    if (const Result<void> added = add_statement(path, **statement, arguments.has("--include-source"), sealed); !added) return added;
  }
  return add_due_list(settings, *statement, prepared, sealed);
}

}  // namespace sekisho::cli
