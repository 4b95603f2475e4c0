// The end of the text report: counts, what nobody looked at, and what the report was made from.
#pragma once

#include "engine/report/layout.h"
#include "sekisho/report.h"

namespace sekisho {

void write_summary(Page& page, const Run& run, const TextOptions& options);
void write_waivers_to_tell(Page& page, const Run& run, const TextOptions& options);
void write_obligations(Page& page, const Run& run, const TextOptions& options);
void write_unseen(Page& page, const Run& run, const TextOptions& options);
void write_provenance(Page& page, const Run& run, const TextOptions& options);

}  // namespace sekisho
