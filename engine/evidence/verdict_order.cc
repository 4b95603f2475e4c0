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

// Where findings of each rule begin among those of all, and the end.
std::vector<size_t> first_of_rules(const std::vector<RunVerdict>& findings, size_t rules) {
  std::vector<size_t> first(rules + 1);
  for (const RunVerdict& one : findings) ++first[static_cast<size_t>(one.rule()) + 1];
  std::partial_sum(first.begin(), first.end(), first.begin());
  return first;
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
  const size_t rules = run.rules.size();
  std::vector<RunVerdict> findings;
  findings.reserve(run.findings.size());
  for (const Finding& one : run.findings) findings.emplace_back(one);
  const auto by_rule = [](const RunVerdict& a, const RunVerdict& b) { return a.rule() < b.rule(); };
  if (!std::is_sorted(findings.begin(), findings.end(), by_rule)) std::stable_sort(findings.begin(), findings.end(), by_rule);
  const std::vector<size_t> first = first_of_rules(findings, rules);
  std::vector<size_t> first_plain(rules + 1);
  for (size_t rule = 0; rule < run.plain.rules(); ++rule) first_plain[rule + 1] = run.plain.of_rule(rule).size();
  std::partial_sum(first_plain.begin(), first_plain.end(), first_plain.begin());
  std::vector<RunVerdict> all(findings.size() + first_plain.back());
  in_turns(rules, threads, [&](size_t rule) {
    const auto before = [&](const RunVerdict& a, const RunVerdict& b) { return stands_before(run, a, b); };
    const auto sort = [&](auto begin, auto end) {
      if (!std::is_sorted(begin, end, before)) std::stable_sort(begin, end, before);
    };
    const auto begin = findings.begin() + static_cast<std::ptrdiff_t>(first[rule]), end = findings.begin() + static_cast<std::ptrdiff_t>(first[rule + 1]);
    sort(begin, end);
    std::vector<RunVerdict> plain;
    if (rule < run.plain.rules()) {
      plain.reserve(run.plain.of_rule(rule).size());
      for (const PlainVerdict& one : run.plain.of_rule(rule)) plain.emplace_back(one);
    }
    sort(plain.begin(), plain.end());
    std::merge(begin, end, plain.begin(), plain.end(), all.begin() + static_cast<std::ptrdiff_t>(first[rule] + first_plain[rule]), before);
  });
  return all;
}

}  // namespace sekisho::evidence
