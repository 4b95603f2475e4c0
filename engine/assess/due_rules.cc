// Reads the table of what rows of registers make due.
#include <array>

#include "engine/schema/csv.h"
#include "sekisho/calendar.h"

namespace sekisho {
namespace {

enum Column { kCategory, kKind, kDue, kDone, kLast, kEvery, kUnless, kTitleEn, kTitleJa, kColumns };
constexpr std::array<std::string_view, kColumns> kDueHeader = {"category", "kind", "due", "done", "last", "every", "unless", "title_en", "title_ja"};

Error error_at(const SourcePtr& csv, const CsvCell& cell, const std::string& message, const std::string& help) {
  return Error{"`" + csv->name() + "`: " + message, help, Span{csv, cell.offset, cell.offset}};
}

std::vector<std::string> split(const std::string& text, const std::string& by) {
  std::vector<std::string> parts;
  size_t at = 0;
  for (size_t end = text.find(by); end != std::string::npos; end = text.find(by, at)) {
    parts.push_back(text.substr(at, end - at));
    at = end + by.size();
  }
  parts.push_back(text.substr(at));
  return parts;
}

// "exercise.drill.done by system=name where type=restore and succeeded=true", or "reviewed;approved".
bool read_last(const std::string& text, DueRule& rule) {
  const size_t by = text.find(" by ");
  if (by == std::string::npos) {
    if (!text.empty()) rule.last = split(text, ";");
    return true;
  }
  const size_t dot = text.rfind('.', by);
  if (dot == std::string::npos) return false;
  rule.last_kind = text.substr(0, dot);
  rule.last_column = text.substr(dot + 1, by - dot - 1);
  const std::vector<std::string> parts = split(text.substr(by + 4), " where ");
  const std::vector<std::string> key = split(parts[0], "=");
  if (parts.size() > 2 || key.size() != 2) return false;
  rule.last_by = key[0];
  rule.last_key = key[1];
  if (parts.size() == 1) return true;
  for (const std::string& one : split(parts[1], " and ")) {
    const std::vector<std::string> pair = split(one, "=");
    if (pair.size() != 2) return false;
    rule.last_where.emplace_back(pair[0], pair[1]);
  }
  return true;
}

}  // namespace

Result<std::vector<DueRule>> due_rules(const SourcePtr& csv) {
  const Result<std::vector<CsvRow>> rows = parse_csv(csv);
  if (!rows) return rows.error();
  std::vector<DueRule> rules;
  for (const CsvRow& row : *rows) {
    if (row.size() != kColumns) return error_at(csv, row[0], "expected " + std::to_string(kColumns) + " columns", "");
    if (&row == &rows->front()) {
      for (size_t i = 0; i < kColumns; ++i) {
        if (row[i].text != kDueHeader[i]) return error_at(csv, row[i], "expected the column `" + std::string(kDueHeader[i]) + "`", "");
      }
      continue;
    }
    DueRule rule;
    rule.category = row[kCategory].text;
    rule.kind = row[kKind].text;
    rule.due = row[kDue].text;
    rule.done = row[kDone].text;
    rule.every = row[kEvery].text;
    rule.unless = row[kUnless].text;
    rule.title = {row[kTitleEn].text, row[kTitleJa].text};
    if (!read_last(row[kLast].text, rule)) return error_at(csv, row[kLast], "`" + row[kLast].text + "` is no last day", "write `column;column`, or `KIND.column by its_column=our_column where column=word and …`");
    const bool recurs = !row[kLast].text.empty() && !rule.every.empty();
    if (rule.due.empty() != recurs) return error_at(csv, row[kDue], "expected either `due`, or `last` and `every`", "");
    rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace sekisho
