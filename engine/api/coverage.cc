// coverage_measures: which controls each measure counts, as a table of the catalogue says.
#include <algorithm>
#include <array>
#include <charconv>

#include "engine/schema/catalogue.h"
#include "engine/schema/csv.h"
#include "sekisho/controls.h"

namespace sekisho {
namespace {

enum Column { kNameEn, kNameJa, kLevel, kChapters, kTestable, kAlsoSecondary, kDecidedBy, kColumns };
constexpr std::array<std::string_view, kColumns> kCoverageHeader = {"name_en", "name_ja", "level", "chapters", "testable", "also_secondary", "decided_by"};

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

Error error_at(const SourcePtr& csv, const CsvCell& cell, const std::string& message) {
  return Error{"`" + csv->name() + "`: " + message, "", Span{csv, cell.offset, cell.offset}};
}

}  // namespace

Result<std::vector<CoverageMeasure>> coverage_measures(const SourcePtr& csv, const std::vector<ControlInfo>& controls) {
  Result<std::vector<CsvRow>> rows = parse_csv(csv);
  if (!rows) return rows.error();
  std::vector<CoverageMeasure> measures;
  for (const CsvRow& row : *rows) {
    if (&row == &rows->front()) {
      const bool same = std::equal(row.begin(), row.end(), kCoverageHeader.begin(), kCoverageHeader.end(), [](const CsvCell& cell, std::string_view name) { return cell.text == name; });
      if (!same) return error_at(csv, row[0], "expected the columns name_en,name_ja,level,chapters,testable,also_secondary,decided_by");
      continue;
    }
    const std::string& chapters = row[kChapters].text;
    const size_t dash = std::min(chapters.find('-'), chapters.size());
    const std::optional<int> level = number(row[kLevel].text), first = number(chapters.substr(0, dash));
    const std::optional<int> last = dash == chapters.size() ? first : number(chapters.substr(dash + 1));
    if (!level) return error_at(csv, row[kLevel], "`" + row[kLevel].text + "` is no level");
    if (!first || !last) return error_at(csv, row[kChapters], "`" + chapters + "` are no chapters; expected such as 5-18");
    const std::string& by = row[kDecidedBy].text;
    if (by != "register" && by != "configuration") return error_at(csv, row[kDecidedBy], "`" + by + "` is none of `configuration`, `register`");
    CoverageMeasure measure{{row[kNameEn].text, row[kNameJa].text}, by == "register", {}};
    const std::string& testable = row[kTestable].text;
    for (const ControlInfo& control : controls) {
      const bool tested = control.testable == testable || (row[kAlsoSecondary].text == "yes" && control.testable_secondary == testable);
      if (control.level == *level && control.chapter >= *first && control.chapter <= *last && tested) measure.controls.push_back(control.id);
    }
    measures.push_back(std::move(measure));
  }
  return measures;
}

}  // namespace sekisho
