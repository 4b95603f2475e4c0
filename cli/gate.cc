// Only what the earlier run has by the same values is let through; whatever cannot be compared counts as new.
#include "cli/gate.h"

#include <map>

namespace sekisho::cli {

int severity_rank_of(const std::string& severity) {
  static const std::map<std::string, int> kRanks = {{"info", 0}, {"low", 1}, {"medium", 2}, {"high", 3}, {"critical", 4}};
  const auto at = kRanks.find(severity);
  return at == kRanks.end() ? 2 : at->second;
}

NewTrouble new_trouble(const Comparison& comparison, const std::string& fail_on) {
  const int threshold = fail_on.empty() ? 0 : severity_rank_of(fail_on);
  NewTrouble trouble;
  for (const FindingChange& one : comparison.findings) {
    const bool fails = one.now == Verdict::kFail, unknown = one.now == Verdict::kUnknown;
    if ((!fails && !unknown) || one.waived || severity_rank_of(one.severity) < threshold) continue;
    if (one.known_before) ++trouble.known;
    else ++(fails ? trouble.fail : trouble.unknown);
  }
  return trouble;
}

ExitCode exit_code_of(const NewTrouble& trouble, const std::string& unknown) {
  if (trouble.fail > 0) return kFailure;
  if (trouble.unknown == 0 || unknown == "pass") return kGood;
  return unknown == "fail" ? kFailure : kUndecided;
}

std::string gate_line(const NewTrouble& trouble, const std::string& against, Language language) {
  const std::string fail = std::to_string(trouble.fail), unknown = std::to_string(trouble.unknown), known = std::to_string(trouble.known);
  if (language == Language::kJapanese) return "gate: `" + against + "` と比べて新規の不合格 " + fail + " 件、新規の判定不能 " + unknown + " 件（以前からのもの " + known + " 件）\n";
  return "gate: against `" + against + "`, " + fail + " failing and " + unknown + " undecided findings are new; " + known + " were there before\n";
}

}  // namespace sekisho::cli
