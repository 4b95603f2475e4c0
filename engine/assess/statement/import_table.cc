// import_individual_controls: rows of a table to individual controls, or the reason why not.
#include <algorithm>
#include <set>

#include "engine/assess/statement/form.h"
#include "engine/base/csv.h"
#include "engine/value/literal.h"
#include "sekisho/statement_table.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

// Headings are compared without the line breaks and spaces that people put into them.
std::string heading_key(std::string_view text) {
  std::string made;
  for (size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    if (point.value != ' ' && point.value != '\n' && point.value != '\r' && point.value != '\t' && point.value != 0x3000) made.append(text, at, point.length);
    at += point.length;
  }
  return made;
}

struct Heading {
  std::string full, last;   // "適用期間/開始" and "開始"
};

std::vector<Heading> headings_of(const TableText& table, size_t lines) {
  size_t width = 0;
  for (size_t i = 0; i < lines; ++i) width = std::max(width, table.lines[i].size());
  const auto cell = [&](size_t line, size_t column) { return column < table.lines[line].size() ? heading_key(table.lines[line][column].text) : std::string(); };
  std::vector<Heading> made(width);
  for (size_t line = 0; line < lines; ++line) {
    std::string spanning;
    for (size_t column = 0; column < width; ++column) {
      std::string own = cell(line, column);
      if (!own.empty()) spanning = own;
      // A heading spans the columns to its right as long as something stands below it there.
      bool below = false;
      for (size_t lower = line + 1; lower < lines; ++lower) below = below || !cell(lower, column).empty();
      if (own.empty() && below) own = spanning;
      if (own.empty()) continue;
      made[column].full += (made[column].full.empty() ? "" : "/") + own;
      made[column].last = own;
    }
  }
  return made;
}

// 2025-04-01, 2025/4/1 and 2025年4月1日.
std::optional<int32_t> day_of(std::string text) {
  if (const std::optional<int32_t> day = parse_date(text)) return day;
  const auto replace = [&](std::string_view from, std::string_view to) {
    if (const size_t at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
  };
  replace("年", "/");
  replace("月", "/");
  replace("日", "");
  std::string parts[3];
  size_t part = 0;
  for (const char c : text) {
    if (c == '/') ++part;
    else if (is_digit(c) && part < 3) parts[part] += c;
    else return std::nullopt;
    if (part > 2) return std::nullopt;
  }
  for (std::string* one : {&parts[1], &parts[2]}) {
    if (one->size() == 1) one->insert(0, "0");
  }
  return parse_date(parts[0] + "-" + parts[1] + "-" + parts[2]);
}

// Parts of a cell: by line breaks, commas, semicolons, spaces, Japanese ones included. Files of registers may have spaces in their names.
std::vector<std::string> parts_of(const std::string& cell, bool by_spaces = true) {
  std::vector<std::string> parts(1);
  for (size_t at = 0; at < cell.size();) {
    const CodePoint point = code_point_at(cell, at);
    const bool is_space = point.value == ' ' || point.value == 0x3000;
    const bool separates = point.value == '\n' || point.value == ',' || point.value == ';' || point.value == 0x3001 || point.value == 0xFF0C || point.value == 0xFF1B || (is_space && by_spaces);
    if (separates) parts.emplace_back();
    else parts.back().append(cell, at, point.length);
    at += point.length;
  }
  for (std::string& part : parts) part = form::tidy(part);
  std::erase(parts, "");
  return parts;
}

class Importer {
 public:
  Importer(const TableText& table, const TableMapping& mapping, const std::vector<ControlInfo>& controls) : table_(table), mapping_(mapping) {
    for (const ControlInfo& control : controls) {
      if (control.level == 4 || (control.level == 3 && control.chapter >= 5)) servable_.insert(control.id);
    }
  }

  Result<ImportedControls> run() {
    if (table_.lines.size() <= mapping_.heading_lines) return Error{"`" + table_.source->name() + "` has no row below its headings", "", {}};
    if (const Result<void> found = find_columns(); !found) return found.error();
    for (size_t i = mapping_.heading_lines; i < table_.lines.size(); ++i) row(table_.lines[i]);
    std::erase_if(made_.controls, [&](const IndividualControl& one) { return broken_.contains(one.id.value); });
    return std::move(made_);
  }

 private:
  Result<void> find_columns();
  void row(const std::vector<TableCell>& line);
  // The cells of a field, as the form has them; "" for none.
  std::string value(const std::string& field, const std::vector<TableCell>& line) const;
  std::string take(IndividualControl& one, const std::vector<TableCell>& line, bool is_new);   // why not; "" when it was taken
  std::string take_lists(IndividualControl& one, const std::vector<TableCell>& line);
  std::string take_version(IndividualControl& one, const std::vector<TableCell>& line);
  std::string take_text(const std::string& field, PlacedText& into, const std::vector<TableCell>& line, bool is_new);

  const TableText& table_;
  const TableMapping& mapping_;
  std::set<std::string> servable_;
  std::map<std::string, std::vector<size_t>> columns_;   // by field
  ImportedControls made_;
  std::map<std::string, size_t> index_;                  // of controls_ by id
  std::set<std::string> broken_;                         // ids of controls with a rejected row
  std::string current_;                                  // id of the control above
  bool begins_control_ = true;                           // the row that is read is the first of its control
};

Result<void> Importer::find_columns() {
  const std::vector<Heading> headings = headings_of(table_, mapping_.heading_lines);
  std::vector<std::string> names;
  for (const Heading& heading : headings) names.push_back(heading.full);
  std::set<size_t> taken;
  for (const auto& [field, wanted_headings] : mapping_.columns) {
    for (const std::string& wanted : wanted_headings) {
      const std::string key = heading_key(wanted);
      std::vector<size_t> found;
      for (size_t i = 0; i < headings.size(); ++i) {
        if (headings[i].full == key) found.push_back(i);
      }
      if (found.empty()) {
        for (size_t i = 0; i < headings.size(); ++i) {
          if (headings[i].last == key) found.push_back(i);
        }
      }
      if (found.size() != 1) {
        const std::string near = nearest(key, names);
        return Error{"`" + table_.source->name() + "` has " + (found.empty() ? "no column" : std::to_string(found.size()) + " columns") + " `" + harmless(wanted) + "` for `" + field + "`",
                     !near.empty() && found.empty() ? "did you mean `" + near + "`?" : "`--columns FILE` tells which column is what; with headings in two lines write `above/below` and `heading_lines: 2`", {}};
      }
      columns_[field].push_back(found.front());
      taken.insert(found.front());
    }
  }
  for (size_t i = 0; i < headings.size(); ++i) {
    if (!taken.contains(i) && !headings[i].full.empty()) made_.ignored.push_back(headings[i].full);
  }
  return {};
}

std::string Importer::value(const std::string& field, const std::vector<TableCell>& line) const {
  std::string made;
  if (const auto at = columns_.find(field); at != columns_.end()) {
    for (const size_t column : at->second) {
      if (column >= line.size()) continue;
      const std::string cell = form::tidy(mapping_.guarded ? unguarded(line[column].text) : std::string_view(line[column].text));
      if (!cell.empty()) made += (made.empty() ? "" : "\n") + cell;
    }
  }
  if (made.empty()) {
    if (!begins_control_) return "";   // a row that goes on with the control above says only what it says
    const auto fallback = mapping_.defaults.find(field);
    return fallback == mapping_.defaults.end() ? "" : fallback->second;
  }
  const auto values = mapping_.values.find(field);
  if (values == mapping_.values.end()) return made;
  const auto word = values->second.find(made);
  return word == values->second.end() ? made : word->second;
}

// What a row leaves empty goes on from the row above, as merged cells are saved; what it says otherwise is a contradiction.
std::string Importer::take_text(const std::string& field, PlacedText& into, const std::vector<TableCell>& line, bool is_new) {
  std::string given = value(field, line);
  if (given.empty()) return "";
  if (const std::string why = form::hostility(given); !why.empty()) return "`" + field + "` holds " + why;
  if (!is_new && into.given && into.value != given) return "`" + field + "` differs from the row above with the same id";
  into.given = true;
  into.value = std::move(given);
  return "";
}

std::string Importer::take_lists(IndividualControl& one, const std::vector<TableCell>& line) {
  for (const std::string& id : parts_of(value("serves", line))) {
    if (!servable_.contains(id)) return "the catalogue has no detailed control or objective `" + harmless(id) + "`";
    const bool known = std::any_of(one.serves.begin(), one.serves.end(), [&](const PlacedText& other) { return other.value == id; });
    if (!known) one.serves.push_back({id, 0, true});
  }
  for (const auto& [field, into] : {std::pair{"rules", &one.rules}, std::pair{"registers", &one.registers}}) {
    for (const std::string& word : parts_of(value(field, line), into == &one.rules)) {
      if (const std::string why = form::hostility(word); !why.empty()) return "`" + std::string(field) + "` holds " + why;
      const bool known = std::any_of(into->begin(), into->end(), [&](const PlacedText& other) { return other.value == word; });
      if (!known) into->push_back({word, 0, true});
    }
  }
  return "";
}

std::string Importer::take_version(IndividualControl& one, const std::vector<TableCell>& line) {
  ControlVersion version;
  bool any = false;
  for (const auto& [field, into] : {std::pair{"from", &version.from}, std::pair{"to", &version.to}}) {
    const std::string given = value(field, line);
    if (given.empty()) continue;
    const std::optional<int32_t> day = day_of(given);
    if (!day) return "`" + std::string(field) + "` holds `" + harmless(given.substr(0, 60)) + "`, expected a date such as 2026-03-31 or 2026/3/31";
    *into = {*day, 0, true};
    any = true;
  }
  if (const std::string adopted = value("adopted", line); !adopted.empty()) {
    if (adopted != "true" && adopted != "false") return "`adopted` holds `" + harmless(adopted.substr(0, 60)) + "`, expected true or false";
    version.adopted = {adopted == "true", 0, true};
    any = true;
  }
  for (const auto& [field, into] : {std::pair{"text.ja", &version.text.ja}, std::pair{"text.en", &version.text.en}}) {
    if (const std::string why = take_text(field, *into, line, true); !why.empty()) return why;
    any = any || into->given;
  }
  if (any) one.versions.push_back(std::move(version));
  return "";
}

std::string Importer::take(IndividualControl& one, const std::vector<TableCell>& line, bool is_new) {
  for (const auto& [field, into] : {std::pair{"title.ja", &one.title.ja}, std::pair{"title.en", &one.title.en}, std::pair{"owner", &one.owner}, std::pair{"frequency", &one.frequency}}) {
    if (const std::string why = take_text(field, *into, line, is_new); !why.empty()) return why;
  }
  if (is_new && !one.title.ja.given && !one.title.en.given) return "it has no title";
  if (one.frequency.given && !frequency_of(one.frequency.value)) return "`" + harmless(one.frequency.value.substr(0, 60)) + "` is no frequency; `values` of the mapping tells what your words mean";
  if (const std::string kind = value("evidence_kind", line); !kind.empty()) {
    const std::optional<int64_t> number = parse_int(kind);
    if (!number || *number < 1 || *number > 5) return "`" + harmless(kind.substr(0, 60)) + "` is no kind of evidence (1 to 5); `values` of the mapping tells what your words mean";
    if (!is_new && one.evidence_kind.given && one.evidence_kind.value != *number) return "`evidence_kind` differs from the row above with the same id";
    one.evidence_kind = {*number, 0, true};
  }
  if (const std::string why = take_lists(one, line); !why.empty()) return why;
  return take_version(one, line);
}

void Importer::row(const std::vector<TableCell>& line) {
  ++made_.rows;
  const uint32_t number = table_.source->line_column(line.front().offset).line;
  begins_control_ = true;
  std::string id = value("id", line);
  if (id.empty()) id = current_;
  current_ = id;
  const auto reject = [&](const std::string& why) {
    made_.rejected.push_back({number, id, why});
    broken_.insert(id);
  };
  if (id.empty()) return reject("it has no id, and no individual control stands above it");
  if (const std::string why = form::hostility(id); !why.empty()) return reject("`id` holds " + why);
  const auto [at, is_new] = index_.try_emplace(id, made_.controls.size());
  begins_control_ = is_new;
  if (is_new) made_.controls.emplace_back().id = {id, 0, true};
  const std::string why = take(made_.controls[at->second], line, is_new);
  if (!why.empty()) reject(why);
}

}  // namespace

Result<ImportedControls> import_individual_controls(const TableText& table, const TableMapping& mapping, const std::vector<ControlInfo>& controls) {
  return Importer(table, mapping, controls).run();
}

}  // namespace sekisho
