// parse_survivors: the file that says why a mutant need not be killed.
#include <algorithm>
#include <array>

#include "engine/schema/csv.h"
#include "sekisho/mutation.h"

namespace sekisho {
namespace {

constexpr std::array<std::string_view, 4> kHeader = {"subject", "was", "becomes", "reason"};

Error at(const SourcePtr& source, const CsvCell& cell, const std::string& message) {
  return Error{"`" + source->name() + "`: " + message, "", Span{source, cell.offset, cell.offset}};
}

}  // namespace

Result<std::vector<KnownSurvivor>> parse_survivors(const SourcePtr& csv) {
  Result<std::vector<CsvRow>> rows = parse_csv(csv);
  if (!rows) return rows.error();
  std::vector<KnownSurvivor> known;
  if (rows->empty()) return Error{"`" + csv->name() + "` is empty, expected the columns subject,was,becomes,reason", "", Span{csv, 0, 0}};
  for (size_t i = 0; i < rows->size(); ++i) {
    const CsvRow& row = (*rows)[i];
    if (i == 0) {
      const bool same = std::equal(row.begin(), row.end(), kHeader.begin(), kHeader.end(), [](const CsvCell& cell, std::string_view name) { return cell.text == name; });
      if (!same) return at(csv, row[0], "expected the columns subject,was,becomes,reason");
      continue;
    }
    if (row[3].text.empty()) return at(csv, row[3], "an entry needs a reason");
    KnownSurvivor entry{row[0].text, row[1].text, row[2].text, row[3].text, Span{csv, row[0].offset, row[0].offset}};
    const bool twice = std::any_of(known.begin(), known.end(), [&](const KnownSurvivor& other) {
      return other.subject == entry.subject && other.was == entry.was && other.becomes == entry.becomes;
    });
    if (twice) return at(csv, row[0], "this entry is there twice");
    known.push_back(std::move(entry));
  }
  return known;
}

const KnownSurvivor* find_survivor(const std::vector<KnownSurvivor>& known, const Mutant& mutant) {
  const auto found = std::find_if(known.begin(), known.end(), [&](const KnownSurvivor& entry) {
    return entry.subject == mutant.subject && entry.was == mutant.was && entry.becomes == mutant.becomes;
  });
  return found == known.end() ? nullptr : &*found;
}

}  // namespace sekisho
