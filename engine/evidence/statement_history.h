// What the provider's statement said in one sealed run and in the next: controls chosen and left out, individual controls added, removed and changed.
#pragma once

#include <optional>
#include <vector>

#include "sekisho/history.h"
#include "sekisho/sealed_statement.h"

namespace sekisho::evidence {

class StatementHistory {
 public:
  // REQUIRES: no earlier than the one before. `sealed`: the run is a bundle; reports of `check` hold no statement, and say nothing of it.
  void see(int64_t evaluated_at, const std::optional<SealedStatement>& statement, bool sealed);
  std::vector<StatementChange> take() { return std::move(changes_); }

 private:
  void compare(const SealedStatement& was, const SealedStatement& now);
  void compare_controls(const SealedStatement& was, const SealedStatement& now);
  void compare_individual(const SealedIndividualControl& was, const SealedIndividualControl& now);
  void add(const char* of, const std::string& id, const Bilingual& title, const char* change, std::string was, std::string now);

  int64_t before_at_ = 0, after_at_ = 0;
  std::optional<SealedStatement> before_;   // the last one that was sealed
  bool gone_ = false;                       // told that a bundle after it holds none
  std::vector<StatementChange> changes_;
};

}  // namespace sekisho::evidence
