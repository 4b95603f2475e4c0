// Both sorts mostly stand in their order already: of each rule they are merged.
#include "engine/evidence/verdict_order.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

#include "engine/base/parallel.h"
#include "engine/evidence/result_lines.h"

namespace sekisho::evidence {
namespace {

// Of one sort, by rule.
struct ByRule {
  std::vector<RunVerdict> all;
  std::vector<std::ptrdiff_t> first;   // of each rule's, and the end
};

template <typename Of>
ByRule by_rule(const Of& verdicts, size_t rules) {
  ByRule made{{}, std::vector<std::ptrdiff_t>(rules + 1)};
  made.all.reserve(verdicts.size());
  for (const auto& one : verdicts) {
    made.all.emplace_back(one);
    ++made.first[static_cast<size_t>(one.rule) + 1];
  }
  std::partial_sum(made.first.begin(), made.first.end(), made.first.begin());
  const auto before = [](const RunVerdict& a, const RunVerdict& b) { return a.rule() < b.rule(); };
  if (!std::is_sorted(made.all.begin(), made.all.end(), before)) std::stable_sort(made.all.begin(), made.all.end(), before);
  return made;
}

}  // namespace

bool stands_before(const Run& run, const RunVerdict& a, const RunVerdict& b) {
  const auto by_subject = std::tuple(a.source(), a.kind(), a.resource()) <=> std::tuple(b.source(), b.kind(), b.resource());
  if (by_subject != 0) return by_subject < 0;
  std::string lines[2];
  FindingLines both(run);
  both.write(lines[0], a);
  both.write(lines[1], b);
  return lines[0] < lines[1];
}

std::vector<RunVerdict> in_order_of_results(const Run& run, size_t threads) {
  ByRule findings = by_rule(run.findings, run.rules.size()), plain = by_rule(run.plain, run.rules.size());
  std::vector<RunVerdict> all(findings.all.size() + plain.all.size());
  in_turns(run.rules.size(), threads, [&](size_t rule) {
    const auto before = [&](const RunVerdict& a, const RunVerdict& b) { return stands_before(run, a, b); };
    const auto sorted = [&](ByRule& of) {
      const auto begin = of.all.begin() + of.first[rule], end = of.all.begin() + of.first[rule + 1];
      if (!std::is_sorted(begin, end, before)) std::stable_sort(begin, end, before);
      return std::pair(begin, end);
    };
    const auto a = sorted(findings), b = sorted(plain);
    std::merge(a.first, a.second, b.first, b.second, all.begin() + findings.first[rule] + plain.first[rule], before);
  });
  return all;
}

}  // namespace sekisho::evidence
