// The pieces that the text report and `explain` share: one finding's values, reasons and places.
#pragma once

#include <map>
#include <set>
#include <string>

#include "engine/report/layout.h"
#include "sekisho/report.h"

namespace sekisho {

Style style_of(Verdict verdict);

// `plan.json:12:3`, as editors and terminals take it; the file alone without a line.
std::string place_text(const FindingPlace& place);

// Writes values and reasons with their places. `brief` is for reports that people skim: files go by their last name where no other has
// it, a place is told once a finding and at most two a value, and of a list only the members that decided. `explain` tells everything.
class PartWriter {
 public:
  PartWriter(Page& page, const Run& run, Language language, bool brief);
  std::string place(const FindingPlace& place) const;
  void witness(int indent, const Finding& finding);
  void reasons(int indent, const std::vector<FindingReason>& reasons);
  // What is left to show, and nothing when there is none; one line when brief. The label stands in a column of `label_width`.
  // The waiver that covers the finding, if there is one.
  void waiver(int indent, int label_width, const Run& run, const Finding& finding);
  void obligation(int indent, int label_width, const std::string& obligation);

 private:
  struct Entry {
    std::string text;
    std::vector<FindingPlace> places;
  };
  void entries(int indent, const std::vector<Entry>& entries);
  std::vector<FindingPlace> chosen(const std::vector<FindingPlace>& places);

  Page& page_;
  Language language_;
  bool brief_;
  std::map<std::string, std::string> short_names_;
  std::set<std::string> told_;   // places of this finding
};

}  // namespace sekisho
