// decided_of.
#include "engine/evidence/decided.h"

namespace sekisho::evidence {

std::vector<Decided> decided_of(const Run& run) {
  std::vector<Decided> decided;
  decided.reserve(run.findings.size() + run.plain.size());
  for (const Finding& finding : run.findings) decided.push_back({finding.verdict, finding.rule, finding.source, finding.kind, finding.resource});
  run.plain.each([&](const PlainVerdict& plain) { decided.push_back({plain.verdict, plain.rule, plain.source, *plain.kind, *plain.resource}); });
  return decided;
}

}  // namespace sekisho::evidence
