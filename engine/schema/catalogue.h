// Catalogue: the ISMAP controls as data, one edition.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sekisho/result.h"

namespace sekisho {

struct ControlEntry {
  std::string id;  // "9.2.3.11.PB"
  int level = 0;   // 1 chapter, 2 section, 3 objective, 4 detailed control
  int chapter = 0;
  std::string mandatory_suffix;  // "", "P", "B", "PB"
  std::string title_en, title_ja;
  std::string testable;       // config, document, onsite; "" for headings
  std::string requirement;    // "mandatory", "selectable; give a reason when not selected" …
  std::string critical_area;  // "1" to "4", or ""
  bool inheritable = false;   // may rest on the listed service that this one runs on
  std::string testable_secondary;  // what a second look may use, beside `testable`
  std::string requirement_ja;
  std::string evidence_en, evidence_ja;  // records that people look at, in our words
  std::string since, amended;      // edition that brought it, edition that last changed its text: "2022-04"; "" when not told
};

class Catalogue {
 public:
  // Reads the CSV whose header is that of policies/ismap/catalogue/controls.csv; the columns after `inheritable` may be left out. Errors
  // carry the place: another header, an id that is none, one given twice, a level or suffix that the id contradicts, no title. An
  // empty `edition` is the latest that an entry names.
  static Result<Catalogue> parse(SourcePtr csv, std::string edition);

  // Reads a list as somebody else keeps it: columns in any order, of which `id` and one of the titles are needed. A title that is missing is the
  // other one; level, chapter and suffix are those of the id. `ignored`: names of the columns that a catalogue has not.
  static Result<Catalogue> import(const SourcePtr& csv, std::vector<std::string>& ignored);

  static Catalogue of(std::vector<ControlEntry> entries);   // REQUIRES: ids are control ids, each there once
  std::string to_csv() const;                               // parse() reads it back

  const ControlEntry* find(std::string_view id) const;                   // null: not in this catalogue
  const std::vector<ControlEntry>& entries() const { return entries_; }  // in the order of their numbers
  const std::string& edition() const { return edition_; }

  // The order of control ids: part by part as numbers, so that 9.2.1.10 stands after 9.2.1.9. REQUIRES: is_control_id of both.
  static bool before(std::string_view a, std::string_view b);
  // One to four numbers of one or two digits, then perhaps P, B or PB.
  static bool is_control_id(std::string_view text);

 private:
  std::vector<ControlEntry> entries_;
  std::string edition_;
};

}  // namespace sekisho
