// Rows of the register of findings, as a reader made them.
#include "engine/assess/register_row.h"
#include "engine/value/arithmetic.h"
#include "sekisho/gap.h"

namespace sekisho {
namespace {

// A row without what the report rests on would be lost between the lines of it.
std::optional<Error> missing(const RawSource& source, const RawNode& row) {
  for (const char* column : {"id", "controls", "grade", "found"}) {
    if (texts_in(row, column).empty()) return Error{"`" + source.source->name() + "`: a finding has no `" + column + "`", "fill the cell", Span{source.source, row.offset, row.offset}};
  }
  return std::nullopt;
}

AssessmentFinding::Status status_at(const AssessmentFinding& finding, int32_t today) {
  if (finding.closed && *finding.closed <= today) return AssessmentFinding::Status::kClosed;
  return finding.due && *finding.due < today ? AssessmentFinding::Status::kOverdue : AssessmentFinding::Status::kOpen;
}

}  // namespace

Result<std::vector<AssessmentFinding>> read_assessment_findings(const RawSource& source, int64_t evaluated_at) {
  const int32_t today = date_of(evaluated_at, kJapan);
  std::vector<AssessmentFinding> findings;
  for (const RawResource& resource : source.resources) {
    const RawNode& row = *resource.root;
    if (std::optional<Error> error = missing(source, row)) return *error;
    AssessmentFinding made;
    made.id = text_in(row, "id");
    made.controls = texts_in(row, "controls");
    made.source = text_in(row, "source");
    made.grade = text_in(row, "grade");
    made.text = text_in(row, "finding");
    made.action = text_in(row, "action");
    made.owner = text_in(row, "owner");
    made.evidence = text_in(row, "evidence");
    made.found = date_in(row, "found");
    made.due = date_in(row, "due");
    made.closed = date_in(row, "closed");
    made.place = place_of(source, resource);
    made.status = status_at(made, today);
    findings.push_back(std::move(made));
  }
  return findings;
}

}  // namespace sekisho
