// write_results: a run as lines; written_as: whether lines are those of a run.
#include <algorithm>
#include <string_view>
#include <vector>

#include "engine/base/parallel.h"
#include "engine/base/sha256.h"
#include "engine/evidence/merkle.h"
#include "engine/evidence/result_counts.h"
#include "engine/evidence/result_lines.h"
#include "engine/evidence/results.h"
#include "engine/evidence/verdict_order.h"
#include "sekisho/results.h"

namespace sekisho {

using namespace evidence;

namespace {

constexpr size_t kFindingsAtOnce = 1000;

// The rule that has other counts than findings, or null.
const RunRule* rule_with_findings_left_out(const Run& run) {
  ResultCounts counts(run);
  for (const Finding& finding : run.findings) counts.add(finding.rule, finding.verdict, finding.vacuous, finding.applicability_unknown, finding.waiver >= 0);
  run.plain.each([&](const PlainVerdict& plain) { counts.add(plain.rule, plain.verdict, plain.vacuous, false, false); });
  return counts.other_rule();
}

// With their line ends; what stands behind the last one is a line, too.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end == std::string_view::npos ? end : end + 1 - begin));
    begin += lines.back().size();
  }
  return lines;
}

}  // namespace

std::optional<Error> evidence::write_results(const Run& run, const TakeLines& results, const TakeLines& details) {
  if (const RunRule* rule = rule_with_findings_left_out(run)) {
    return Error{"the counts of `" + rule->name + "` are not those of its findings", "results hold every finding of every rule", {}};
  }
  const size_t pieces = pieces_for(run.findings.size() + run.plain.size(), kFewFindings);
  const std::vector<RunVerdict> verdicts = in_order_of_results(run, pieces);
  const size_t parts = (verdicts.size() + kFindingsAtOnce - 1) / kFindingsAtOnce;
  const auto each_of = [&](size_t part, const auto& take) {
    for (size_t i = part * kFindingsAtOnce; i < std::min((part + 1) * kFindingsAtOnce, verdicts.size()); ++i) take(i);
  };
  // make(part, lines) in so many threads, of which the caller's passes the lines on, in their order, and makes some while none are ready.
  const auto write = [&](const std::string& head, size_t threads, const TakeLines& take, const auto& make) {
    take(head);
    in_order<std::string>(parts, std::max<size_t>(1, std::min(threads, parts)), [&](size_t part, std::string& lines) {
      lines.clear();
      make(part, lines);
    }, take);
  };
  const auto write_decided = [&] {
    std::string head;
    write_results_head(head, run);
    write(head, pieces, results, [&](size_t part, std::string& lines) {
      FindingLines decided(run);
      each_of(part, [&](size_t i) { decided.write(lines, verdicts[i]); });
    });
  };
  const auto write_told = [&] {
    std::string head;
    write_details_head(head, run);
    write(head, pieces - 1, details, [&](size_t part, std::string& lines) {
      DetailLines told;
      each_of(part, [&](size_t i) {
        const Finding* finding = verdicts[i].finding();
        if (finding != nullptr && has_details(*finding)) told.write(lines, *finding, i);
      });
    });
  };
  in_turns(2, std::min<size_t>(pieces, 2), [&](size_t which) { which == 0 ? write_told() : write_decided(); });
  return std::nullopt;
}

Result<ResultsText> write_results(const Run& run) {
  constexpr size_t kUsualLine = 300, kUsualDetails = 1300;   // bytes of a finding's; room that is not needed is never touched
  ResultsText text;
  text.results.reserve((run.findings.size() + run.plain.size()) * kUsualLine);
  text.details.reserve(static_cast<size_t>(std::count_if(run.findings.begin(), run.findings.end(), has_details)) * kUsualDetails);
  const std::optional<Error> error = evidence::write_results(run, [&](std::string_view lines) { text.results += lines; }, [&](std::string_view lines) { text.details += lines; });
  if (error) return *error;
  return text;
}

bool evidence::written_as(const Run& run, std::string_view results, std::string_view details) {
  if (rule_with_findings_left_out(run) != nullptr) return false;
  std::string results_head, details_head;
  write_results_head(results_head, run);
  write_details_head(details_head, run);
  if (!results.starts_with(results_head) || !details.starts_with(details_head)) return false;
  const std::vector<std::string_view> lines = lines_of(results.substr(results_head.size())), told = lines_of(details.substr(details_head.size()));
  if (lines.size() != run.findings.size()) return false;
  const size_t pieces = pieces_for(lines.size(), kFewFindings);
  std::vector<size_t> first_told(pieces + 1);   // of each piece, among the lines of details
  for (size_t piece = 0; piece < pieces; ++piece) {
    const auto begin = run.findings.begin() + static_cast<std::ptrdiff_t>(piece_begin(lines.size(), pieces, piece)), end = run.findings.begin() + static_cast<std::ptrdiff_t>(piece_begin(lines.size(), pieces, piece + 1));
    first_told[piece + 1] = first_told[piece] + static_cast<size_t>(std::count_if(begin, end, has_details));
  }
  if (told.size() != first_told.back()) return false;
  std::vector<char> same(pieces, true);
  in_parallel(pieces, [&](size_t piece) {
    std::string line;
    FindingLines decided(run);
    DetailLines told_lines;
    const auto is_next = [&](std::string_view there) {
      const bool is_same = line == there;
      line.clear();
      return is_same;
    };
    size_t next_told = first_told[piece];
    for (size_t i = piece_begin(lines.size(), pieces, piece); same[piece] && i < piece_begin(lines.size(), pieces, piece + 1); ++i) {
      const Finding& finding = run.findings[i];
      decided.write(line, finding);
      same[piece] = is_next(lines[i]);
      if (has_details(finding)) {
        told_lines.write(line, finding, i);
        same[piece] = is_next(told[next_told++]) && same[piece];
      }
      if (i == 0) continue;
      const Finding& before = run.findings[i - 1];
      const bool in_order = before.rule == finding.rule ? !stands_before(run, RunVerdict(finding), RunVerdict(before)) : before.rule < finding.rule;
      same[piece] = same[piece] && in_order;
    }
  });
  return std::all_of(same.begin(), same.end(), [](char one) { return one != 0; });
}

std::string results_root(const std::string& results) {
  std::vector<std::string_view> lines;
  each_leaf(results, [&](std::string_view line) { lines.push_back(line); });
  return "sha256:" + to_hex(merkle_root_of(lines));
}

}  // namespace sekisho
