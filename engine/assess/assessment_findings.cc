// Rows of the register of findings, as a reader made them.
#include <algorithm>

#include "engine/value/arithmetic.h"
#include "engine/value/literal.h"
#include "sekisho/gap.h"
#include "sekisho/raw_file.h"

namespace sekisho {
namespace {

constexpr int kJapan = 32400;

std::string text_of(const RawNode& row, std::string_view column) {
  const RawNode* cell = row.find(column);
  if (cell == nullptr) return "";
  if (cell->kind == RawNode::Kind::kString) return std::string(cell->text);
  if (cell->kind != RawNode::Kind::kObject) return "";
  const RawNode* path = cell->find(kRawFilePath);
  return path == nullptr ? "" : std::string(path->text);
}

std::vector<std::string> texts_of(const RawNode& row, std::string_view column) {
  std::vector<std::string> texts;
  if (const RawNode* cell = row.find(column)) {
    for (const RawNode* item : cell->items) texts.emplace_back(item->text);
  }
  return texts;
}

std::optional<int32_t> date_in(const RawNode& row, std::string_view column) { return parse_date(text_of(row, column)); }

// A row without what the report rests on would be lost between the lines of it.
std::optional<Error> missing(const RawSource& source, const RawNode& row) {
  for (const char* column : {"id", "controls", "grade", "found"}) {
    const RawNode* cell = row.find(column);
    const bool there = cell != nullptr && (cell->kind == RawNode::Kind::kString || !cell->items.empty());
    if (!there) return Error{"`" + source.source->name() + "`: a finding has no `" + column + "`", "fill the cell", Span{source.source, row.offset, row.offset}};
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
    made.id = text_of(row, "id");
    made.controls = texts_of(row, "controls");
    made.source = text_of(row, "source");
    made.grade = text_of(row, "grade");
    made.text = text_of(row, "finding");
    made.action = text_of(row, "action");
    made.owner = text_of(row, "owner");
    made.evidence = text_of(row, "evidence");
    made.found = date_in(row, "found");
    made.due = date_in(row, "due");
    made.closed = date_in(row, "closed");
    const LineColumn position = source.source->line_column(row.offset);
    made.place.file = source.source->name();
    made.place.resource = resource.address;
    made.place.line = position.line;
    made.place.column = position.column;
    made.status = status_at(made, today);
    findings.push_back(std::move(made));
  }
  return findings;
}

}  // namespace sekisho
