// Pairs of a Terraform plan and the Cloud Asset export of the same resources: where both sides decide a rule, they must decide the same.
#pragma once

#include <map>
#include <string>

#include "sekisho/api.h"
#include "sekisho/result.h"

namespace sekisho::agreement {

struct PairCounts {
  int pairs = 0, compared = 0;            // pairs; those of them with at least one verdict on both sides
  int same = 0, different = 0;            // verdicts that both sides decided
  int undecided = 0;                      // verdicts that one side or both could not decide
  int alone = 0;                          // verdicts of plans to which the assets have no counterpart: no row of that kind, or several that might be it
  int unreadable = 0;                     // pairs of which a side could not be read
  int unexplained = 0;                    // pairs that were not compared and nobody says why, or that were although somebody does
};

// Why pairs cannot be compared, by the name of their assets' file without its endings.
using Uncompared = std::map<std::string, std::string>;
Result<Uncompared> read_uncompared(const std::string& path);

// Compares one pair and prints what differs, what is undecided on one side only, and why nothing could be compared.
void compare_pair(const CompiledPolicy& policy, const std::string& plan_path, const std::string& assets_path, const Uncompared& uncompared, PairCounts& counts);

}  // namespace sekisho::agreement
