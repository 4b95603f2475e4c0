// Counts, and the report on standard output.
#include "tests/agreement/tally.h"

#include <algorithm>

namespace sekisho::agreement {
namespace {

std::string line_of(const std::string& suite, const Recorded& recorded, const Mapping& mapping, const Judgement& judgement) {
  std::string line = "  " + suite + "/" + recorded.input + "  " + recorded.resource.value_or("(whole file)") + "  " + recorded.rule;
  line += "  recorded " + recorded.expect + ", ours " + judgement.ours;
  if (!judgement.detail.empty()) line += "\n      " + judgement.detail;
  if (judgement.outcome == Outcome::kDisagree) line += "\n      " + (mapping.note.empty() ? "not explained in the table" : "explained: " + mapping.note);
  return line;
}

}  // namespace

void Tally::add_rule(const std::string& suite, const std::string& rule) {
  rules_.insert(rule);
  by_rule_[suite + " " + rule];
}

void Tally::add(const std::string& suite, const Recorded& recorded, const Mapping& mapping, const Judgement& judgement) {
  Counts& counts = by_rule_[suite + " " + recorded.rule];
  switch (judgement.outcome) {
    case Outcome::kAgree:
      ++counts.agree;
      ++total_.agree;
      return;
    case Outcome::kDisagree:
      ++counts.disagree;
      ++total_.disagree;
      disagreements_.push_back(line_of(suite, recorded, mapping, judgement));
      return;
    case Outcome::kUndecided:
      ++counts.undecided;
      ++total_.undecided;
      undecided_.push_back(line_of(suite, recorded, mapping, judgement));
      for (const std::string& reason : judgement.reasons) ++reasons_[reason];
      return;
  }
}

void Tally::print(std::ostream& out) const {
  out << "agree disagree undecided  suite rule\n";
  for (const auto& [rule, counts] : by_rule_) {
    const auto column = [&](size_t number, size_t width) {
      const std::string text = std::to_string(number);
      out << std::string(width - std::min(width, text.size()), ' ') << text;
    };
    column(counts.agree, 5);
    column(counts.disagree, 9);
    column(counts.undecided, 10);
    out << "  " << rule << "\n";
  }
  out << "\ndisagreements: " << disagreements_.size() << "\n";
  for (const std::string& line : disagreements_) out << line << "\n";
  out << "\nundecided: " << undecided_.size() << "\n";
  for (const std::string& line : undecided_) out << line << "\n";
  out << "\nwhy undecided (a verdict may have several reasons):\n";
  for (const auto& [reason, count] : reasons_) out << "  " << reason << " " << count << "\n";
  out << "\nagree " << total_.agree << " disagree " << total_.disagree << " undecided " << total_.undecided << " rules " << rules_.size() << "\n";
}

bool Tally::good() const {
  return total_.agree * 100 >= 97 * (total_.agree + total_.disagree);
}

}  // namespace sekisho::agreement
