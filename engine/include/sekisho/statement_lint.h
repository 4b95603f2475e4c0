// What the control criteria ask of a statement: the seventeen rules of `sekisho statement lint`. engine/assess/STATEMENT.md lists them.
#pragma once

#include <string>
#include <vector>

#include "sekisho/statement.h"

namespace sekisho {

// A resource of an input, as far as rules 10 and 11 look at it.
struct StatementResource {
  std::string address, file;
  std::string cloud;       // aws, azure, gcp; empty: of no cloud by itself (a Kubernetes object)
  std::string region;      // empty: none is told, or the resource stands in none
};

struct StatementFacts {
  int64_t evaluated_at = 0;                // UTC seconds; what is due is told by the day in Japan
  std::vector<ControlInfo> controls;       // the catalogue that the statement was read against
  bool full_catalogue = false;             // the user's own list is in it: then it names every detailed control there is
  bool inputs_given = false;
  std::vector<StatementResource> resources;
};

// Adds SK0801 to SK0817 to `diagnostics`; the number is that of the rule. What could not be looked at comes back, a sentence each; REQUIRES: read_statement() found nothing
// wrong with the form.
std::vector<Bilingual> lint_statement(const Statement& statement, const StatementFacts& facts, Diagnostics& diagnostics);

}  // namespace sekisho
