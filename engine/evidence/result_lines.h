// Lines of results and details: each function appends lines to `out` as they stand in the files.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/evidence/verdict_order.h"
#include "sekisho/finding.h"

namespace sekisho::evidence {

// All lines before those of the findings.
void write_results_head(std::string& out, const Run& run);
void write_details_head(std::string& out, const Run& run);

// Lines of findings. Those of one rule, source and kind begin alike but for the verdict: what comes one after the other shares that.
class FindingLines {
 public:
  explicit FindingLines(const Run& run) : run_(run) {}
  void write(std::string& out, const RunVerdict& verdict);
  void write(std::string& out, const Finding& finding);
  void write(std::string& out, const PlainVerdict& plain);

 private:
  // Up to the resource.
  void begin(std::string& out, Verdict verdict, int rule, int source, const std::string& kind);

  const Run& run_;
  int rule_ = -1, source_ = -1;
  std::string kind_;
  std::string shared_;   // of these: from behind the verdict to before the resource, as JSON
};

// Of a plain pass nothing is to be told that its row in the snapshot does not tell.
bool has_details(const Finding& finding);

// Lines of details. A finding's places mostly are of one resource, and neighbours have remedies and reasons in common.
class DetailLines {
 public:
  // `number`: of the finding among those of the results.
  void write(std::string& out, const Finding& finding, size_t number);

 private:
  // Texts as JSON, of the last ones that were written.
  struct Kept {
    std::string first, second;
    std::string json;
  };
  // What is kept of these two texts, which `make` appends where they are others than the last ones.
  template <typename Make>
  static const std::string& json_of(Kept& kept, std::string_view first, std::string_view second, const Make& make);
  void write_place(std::string& out, const FindingPlace& place);
  void write_places(std::string& out, const std::vector<FindingPlace>& places);
  static void write_text(std::string& out, Kept& kept, const Bilingual& text);

  Kept resource_{{}, {}, "{\"file\":\"\",\"resource\":\"\""}, message_{{}, {}, "{\"en\":\"\",\"ja\":\"\"}"}, remedy_{{}, {}, "{\"en\":\"\",\"ja\":\"\"}"};
};

}  // namespace sekisho::evidence
