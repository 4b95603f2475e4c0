// Reading control catalogues.
#include "engine/schema/catalogue.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

#include "engine/schema/csv.h"
#include "sekisho/controls.h"

namespace sekisho {
namespace {

enum Column { kId, kLevel, kChapter, kSuffix, kTitleEn, kTitleJa, kTestable, kRequirement, kCriticalArea, kInheritable, kSecondary, kSince, kAmended, kRequirementJa, kEvidenceEn, kEvidenceJa, kColumns };
constexpr size_t kNeeded = kSecondary;   // the columns from here on may be left out
constexpr std::array<std::string_view, kColumns> kHeader = {"id",          "level",         "chapter",     "mandatory_suffix",   "title_en", "title_ja", "testable",
                                                            "requirement", "critical_area", "inheritable", "testable_secondary", "since",    "amended",
                                                            "requirement_ja", "evidence_en", "evidence_ja"};
const std::vector<std::string> kWaysToTest = {"", "config", "document", "onsite"};

// An id taken apart: {9, 2, 3, 11} and "PB".
struct ControlId {
  std::vector<int> numbers;
  std::string suffix;
};

std::optional<ControlId> split(std::string_view text) {
  ControlId id;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find('.', begin), text.size());
    const std::string_view part = text.substr(begin, end - begin);
    begin = end + 1;
    if (!id.suffix.empty()) return std::nullopt;
    const bool digits = !part.empty() && part.size() <= 2 && std::all_of(part.begin(), part.end(), [](unsigned char c) { return std::isdigit(c); });
    if (digits && id.numbers.size() < 4) {
      id.numbers.push_back(std::stoi(std::string(part)));
    } else if ((part == "P" || part == "B" || part == "PB") && !id.numbers.empty()) {
      id.suffix = part;
    } else {
      return std::nullopt;
    }
  }
  return id;
}

class CatalogueReader {
 public:
  explicit CatalogueReader(SourcePtr source) : source_(std::move(source)) {}
  const std::optional<Error>& error() const { return error_; }

  void header(const CsvRow& row) {
    std::string expected;
    for (std::string_view name : kHeader) expected += (expected.empty() ? "" : ",") + std::string(name);
    for (size_t i = 0; i < kColumns; ++i) {
      if (i < row.size() ? row[i].text == kHeader[i] : i >= kNeeded) continue;
      const CsvCell& at = i < row.size() ? row[i] : row.back();
      return fail(at, "expected the columns " + expected);
    }
    if (row.size() > kColumns) fail(row[kColumns], "`" + row[kColumns].text + "` is no column of a catalogue; expected " + expected);
  }

  ControlEntry entry(const CsvRow& row) {
    ControlEntry entry;
    const auto id = split(row[kId].text);
    if (!id) {
      fail(row[kId], "`" + row[kId].text + "` is no control id; expected numbers such as 9.2.3, with P, B or PB behind the last where it has one");
      return entry;
    }
    entry.id = row[kId].text;
    entry.level = static_cast<int>(id->numbers.size());
    entry.chapter = id->numbers[0];
    entry.mandatory_suffix = id->suffix;
    agree(row[kLevel], std::to_string(entry.level), entry.id);
    agree(row[kChapter], std::to_string(entry.chapter), entry.id);
    agree(row[kSuffix], entry.mandatory_suffix, entry.id);
    entry.title_en = needed(row[kTitleEn], "an English title", entry.id);
    entry.title_ja = needed(row[kTitleJa], "a Japanese title", entry.id);
    entry.testable = one_of(row[kTestable], kWaysToTest);
    entry.requirement = row[kRequirement].text;
    entry.critical_area = one_of(row[kCriticalArea], {"", "1", "2", "3", "4"});
    entry.inheritable = one_of(row[kInheritable], {"", "yes"}) == "yes";
    if (row.size() > kSecondary) entry.testable_secondary = one_of(row[kSecondary], kWaysToTest);
    if (row.size() > kSince) entry.since = row[kSince].text;
    if (row.size() > kAmended) entry.amended = row[kAmended].text;
    if (row.size() > kRequirementJa) entry.requirement_ja = row[kRequirementJa].text;
    if (row.size() > kEvidenceEn) entry.evidence_en = row[kEvidenceEn].text;
    if (row.size() > kEvidenceJa) entry.evidence_ja = row[kEvidenceJa].text;
    return entry;
  }

  // What the id says of itself, where a list does not repeat it.
  static void derive(CsvRow& row) {
    const auto id = split(row[kId].text);
    if (!id) return;
    const std::string texts[] = {std::to_string(id->numbers.size()), std::to_string(id->numbers[0]), id->suffix};
    const Column columns[] = {kLevel, kChapter, kSuffix};
    for (size_t i = 0; i < 3; ++i) {
      if (row[columns[i]].text.empty()) row[columns[i]].text = texts[i];
    }
  }

  void twice(const CsvRow& row) { fail(row[kId], "the control `" + row[kId].text + "` is there twice"); }

 private:
  void fail(const CsvCell& cell, const std::string& message) {
    if (error_) return;
    error_ = Error{"`" + source_->name() + "`: " + message, "", Span{source_, cell.offset, cell.offset}};
  }
  void agree(const CsvCell& cell, const std::string& expected, const std::string& id) {
    if (cell.text != expected) fail(cell, "`" + cell.text + "` does not go with the id `" + id + "`, expected `" + expected + "`");
  }
  std::string needed(const CsvCell& cell, const std::string& what, const std::string& id) {
    if (cell.text.empty()) fail(cell, "the control `" + id + "` needs " + what);
    return cell.text;
  }
  std::string one_of(const CsvCell& cell, const std::vector<std::string>& words) {
    if (std::find(words.begin(), words.end(), cell.text) != words.end()) return cell.text;
    std::string expected;
    for (const std::string& word : words) expected += (expected.empty() ? "" : ", ") + (word.empty() ? "nothing" : "`" + word + "`");
    fail(cell, "`" + cell.text + "` is none of " + expected);
    return "";
  }

  SourcePtr source_;
  std::optional<Error> error_;
};

// Entries in the order of their numbers; an id that is there twice is an error at its second place.
Result<Catalogue> put_in_order(CatalogueReader& reader, std::vector<std::pair<ControlEntry, const CsvRow*>> read) {
  if (reader.error()) return *reader.error();
  std::stable_sort(read.begin(), read.end(), [](const auto& a, const auto& b) { return Catalogue::before(a.first.id, b.first.id); });
  std::vector<ControlEntry> entries;
  for (auto& [entry, row] : read) {
    if (!entries.empty() && entries.back().id == entry.id) reader.twice(*row);
    entries.push_back(std::move(entry));
  }
  if (reader.error()) return *reader.error();
  return Catalogue::of(std::move(entries));
}

// The numbers of an id without its suffix: "8.1.5" of "8.1.5.P".
std::string numbers_of(const std::string& id) {
  const size_t letter = id.find_first_of("PB");
  return letter == std::string::npos ? id : id.substr(0, letter - 1);
}

}  // namespace

Result<Catalogue> Catalogue::import(const SourcePtr& csv, std::vector<std::string>& ignored) {
  auto rows = parse_csv(csv);
  if (!rows) return rows.error();
  if (rows->empty()) return Error{"`" + csv->name() + "` is empty, expected a control catalogue", "", Span{csv, 0, 0}};
  // Where each column of ours stands in theirs; beyond the row: nowhere.
  std::array<size_t, kColumns> at;
  const CsvRow& header = rows->front();
  for (size_t i = 0; i < kColumns; ++i) {
    at[i] = static_cast<size_t>(std::find_if(header.begin(), header.end(), [&](const CsvCell& cell) { return cell.text == kHeader[i]; }) - header.begin());
  }
  const auto lacks = [&](Column column) { return at[column] == header.size(); };
  if (lacks(kId) || (lacks(kTitleEn) && lacks(kTitleJa))) {
    return Error{"`" + csv->name() + "` is no list of controls", "expected a first line with the columns `id` and `title_en` or `title_ja`", Span{csv, 0, 0}};
  }
  for (const CsvCell& cell : header) {
    if (std::find(kHeader.begin(), kHeader.end(), cell.text) == kHeader.end()) ignored.push_back(cell.text);
  }
  CatalogueReader reader(csv);
  std::vector<std::pair<ControlEntry, const CsvRow*>> read;
  for (size_t i = 1; i < rows->size() && !reader.error(); ++i) {
    const CsvRow& theirs = (*rows)[i];
    CsvRow ours(kColumns, CsvCell{"", theirs.front().offset});
    for (size_t column = 0; column < kColumns; ++column) {
      if (at[column] < theirs.size()) ours[column] = theirs[at[column]];
    }
    if (ours[kTitleEn].text.empty()) ours[kTitleEn] = ours[kTitleJa];
    if (ours[kTitleJa].text.empty()) ours[kTitleJa] = ours[kTitleEn];
    reader.derive(ours);
    read.emplace_back(reader.entry(ours), &theirs);
  }
  return put_in_order(reader, std::move(read));
}

Catalogue Catalogue::of(std::vector<ControlEntry> entries) {
  std::sort(entries.begin(), entries.end(), [](const ControlEntry& a, const ControlEntry& b) { return before(a.id, b.id); });
  Catalogue catalogue;
  catalogue.entries_ = std::move(entries);
  return catalogue;
}

std::string Catalogue::to_csv() const {
  const auto cell = [](const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
  };
  std::string out;
  for (size_t i = 0; i < kColumns; ++i) out += (i == 0 ? "" : ",") + std::string(kHeader[i]);
  for (const ControlEntry& e : entries_) {
    out += "\n" + e.id + "," + std::to_string(e.level) + "," + std::to_string(e.chapter) + "," + e.mandatory_suffix;
    for (const std::string* text : {&e.title_en, &e.title_ja, &e.testable, &e.requirement, &e.critical_area}) out += "," + cell(*text);
    out += std::string(",") + (e.inheritable ? "yes" : "") + "," + e.testable_secondary + "," + cell(e.since) + "," + cell(e.amended) + "," + cell(e.requirement_ja) + "," + cell(e.evidence_en) + "," + cell(e.evidence_ja);
  }
  return out + "\n";
}

Result<Catalogue> Catalogue::parse(SourcePtr csv, std::string edition) {
  auto rows = parse_csv(csv);
  if (!rows) return rows.error();
  if (rows->empty()) return Error{"`" + csv->name() + "` is empty, expected a control catalogue", "", Span{csv, 0, 0}};
  CatalogueReader reader(csv);
  reader.header(rows->front());
  std::vector<std::pair<ControlEntry, const CsvRow*>> read;
  for (size_t i = 1; i < rows->size() && !reader.error(); ++i) read.emplace_back(reader.entry((*rows)[i]), &(*rows)[i]);
  Result<Catalogue> catalogue = put_in_order(reader, std::move(read));
  if (!catalogue) return catalogue;
  catalogue->edition_ = std::move(edition);
  if (!catalogue->edition_.empty()) return catalogue;
  for (const ControlEntry& entry : catalogue->entries_) catalogue->edition_ = std::max({catalogue->edition_, entry.since, entry.amended});
  return catalogue;
}

const ControlEntry* Catalogue::find(std::string_view id) const {
  if (!is_control_id(id)) return nullptr;
  auto found = std::lower_bound(entries_.begin(), entries_.end(), id,
                                [](const ControlEntry& entry, std::string_view wanted) { return before(entry.id, wanted); });
  return found == entries_.end() || found->id != id ? nullptr : &*found;
}

bool Catalogue::before(std::string_view a, std::string_view b) {
  const auto left = split(a), right = split(b);
  return std::pair(left->numbers, left->suffix) < std::pair(right->numbers, right->suffix);
}

bool Catalogue::is_control_id(std::string_view text) { return split(text).has_value(); }

bool is_at_or_below(const std::string& id, const std::string& upper) {
  if (!Catalogue::is_control_id(id) || !Catalogue::is_control_id(upper)) return false;
  return id == upper || numbers_of(id).starts_with(numbers_of(upper) + ".");
}

}  // namespace sekisho
