// The pieces that the text report and `explain` share: one finding's values, reasons and places.
#pragma once

#include "engine/report/layout.h"
#include "sekisho/report.h"

namespace sekisho {

Style style_of(Verdict verdict);

// `plan.json:12:3`, as editors and terminals take it; the file alone without a line.
std::string place_text(const FindingPlace& place);

// `path = value` and below it, for each place, where it stands and the source line.
void write_witness(Page& page, int indent, const Finding& finding);
void write_reasons(Page& page, int indent, const std::vector<FindingReason>& reasons, Language language);
// What is left to show, and nothing when there is none. The label stands in a column of `label_width`.
void write_obligation(Page& page, int indent, int label_width, const std::string& obligation, Language language);

}  // namespace sekisho
