// Counts of agreement per recorded rule, and their print.
#pragma once

#include <map>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "tests/agreement/judge.h"

namespace sekisho::agreement {

struct Counts {
  size_t agree = 0, disagree = 0, undecided = 0;
};

class Tally {
 public:
  // A rule of a suite that is mapped, whether or not a verdict of it is recorded here.
  void add_rule(const std::string& suite, const std::string& rule);
  void add(const std::string& suite, const Recorded& recorded, const Mapping& mapping, const Judgement& judgement);
  // Per rule, then disagreements and undecided verdicts with their reasons; the last line is `agree A disagree D undecided U rules R`.
  void print(std::ostream& out) const;
  // At least 97 of 100 decided verdicts agree.
  bool good() const;

 private:
  Counts total_;
  std::map<std::string, Counts> by_rule_;            // "suite rule"
  std::set<std::string> rules_;
  std::vector<std::string> disagreements_, undecided_;
  std::map<std::string, size_t> reasons_;
};

}  // namespace sekisho::agreement
