// The lint of a statement in parts, one group of rules each, over one view of statement and catalogue.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sekisho/statement_lint.h"

namespace sekisho {

class StatementLint {
 public:
  StatementLint(const Statement& statement, const StatementFacts& facts, Diagnostics& diagnostics);

  void choices();              // rules 1 to 6
  void individual_controls();  // rules 7 and 8
  void time();                 // rules 9, 15, 16, 17
  void surroundings();         // rules 10 to 14

  std::vector<Bilingual> not_looked_at;

 private:
  // An objective of chapters 5 to 18 and the detailed controls that the catalogue lists below it.
  struct Objective {
    const ControlInfo* control = nullptr;
    std::vector<const ControlInfo*> below;
  };

  void error(const char* code, uint32_t at, const std::string& message, const std::string& help = "") { diagnostics_.error(code, statement_.span(at), message, help); }
  void warning(const char* code, uint32_t at, const std::string& message, const std::string& help = "") { diagnostics_.warning(code, statement_.span(at), message, help); }

  const ControlChoice* choice(const std::string& id) const;
  bool selected(const std::string& id) const;
  bool has_means(const std::string& id) const;   // an individual control that is in place at the period's end serves it
  bool inherits(const std::string& id) const;    // itself, or through its objective

  void chapters_3_and_4();
  void objective(const Objective& objective);
  void detailed_control(const ControlInfo& control, const ControlChoice* objective);
  void served_controls();
  void individual_control(const IndividualControl& one);
  void coverage(const IndividualControl& one, const std::vector<const ControlVersion*>& versions);
  void changes(const IndividualControl& one, const std::vector<const ControlVersion*>& versions);
  void period();
  void edition();
  void multi_year();
  void deadlines();
  void regions();
  void used_services();
  void clouds();
  void inheritance();
  void same_populations();
  void critical_areas();
  void representation();

  const Statement& statement_;
  const StatementFacts& facts_;
  Diagnostics& diagnostics_;
  std::vector<Objective> objectives_;
  std::map<std::string, const ControlChoice*> choices_;
  std::map<std::string, std::vector<const IndividualControl*>> serving_;
  std::map<std::string, std::string> objective_of_;   // of a detailed control
};

}  // namespace sekisho
