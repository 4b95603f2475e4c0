// The two ways from policy and bytes to verdicts that have to agree: columns over the projecting reader, rows over the whole one.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sekisho/api.h"

namespace sekisho::judge {

enum class Way { kColumns, kRows };

// One (rule, row). Everything is compared.
struct Line {
  std::string rule, resource;
  int source = 0;
  Verdict verdict = Verdict::kUnknown;
  bool vacuous = false, applicability_unknown = false;
  std::string reasons;                    // codes, clauses and places
  std::string told;                       // message, witness and obligation
  bool operator==(const Line&) const = default;
};

struct Verdicts {
  std::string refused;                    // the error's text when the input or the evaluation is refused; then there are no lines
  std::vector<Line> lines;
  std::vector<std::string> facts;         // counts a rule, rows a kind, types without map, notes of the readers
  bool operator==(const Verdicts&) const = default;
};

// What is asked of a policy.
struct Question {
  std::vector<std::string> plans;         // files' texts
  std::vector<std::string> complete_kinds, rules;
  std::vector<std::pair<std::string, std::string>> parameters;
  std::vector<std::set<std::string>> doubtful;   // a plan's resources that may not exist, by address
};

// A checked program, for rows as the checker made it; for columns, with every other text, as read back from an artifact.
struct Policies { CompiledPolicy columns, rows; };

// Nullopt, with `diagnostics`, when the text does not check.
std::optional<Policies> compile_text(const std::string& policy, Diagnostics& diagnostics);
Verdicts decide(Way way, const Policies& policies, const Question& question);

// Where two outcomes part first, in a few lines.
std::string difference(const Verdicts& columns, const Verdicts& rows);

}  // namespace sekisho::judge
