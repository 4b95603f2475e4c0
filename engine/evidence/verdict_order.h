// RunVerdict: one verdict of a run, whether it is a finding or a plain one, and the order in which results have them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "sekisho/finding.h"

namespace sekisho::evidence {

// A view into a run.
class RunVerdict {
 public:
  RunVerdict() = default;
  explicit RunVerdict(const Finding& finding) : finding_(&finding) {}
  explicit RunVerdict(const PlainVerdict& plain) : plain_(&plain) {}
  // One of the two is null.
  const Finding* finding() const { return finding_; }
  const PlainVerdict* plain() const { return plain_; }
  int rule() const { return finding_ != nullptr ? finding_->rule : plain_->rule; }
  int source() const { return finding_ != nullptr ? finding_->source : plain_->source; }
  std::string_view kind() const { return finding_ != nullptr ? finding_->kind : *plain_->kind; }
  std::string_view resource() const { return finding_ != nullptr ? finding_->resource : *plain_->resource; }

 private:
  const Finding* finding_ = nullptr;
  const PlainVerdict* plain_ = nullptr;
};

// Whether a verdict of one rule stands before another of it: by source, kind, resource and, of one subject, by line.
bool stands_before(const Run& run, const RunVerdict& a, const RunVerdict& b);

// All of a run, by rule, and within a rule as stands_before() says. Works in so many threads.
std::vector<RunVerdict> in_order_of_results(const Run& run, size_t threads);

}  // namespace sekisho::evidence
