// Views of a sealed run: the same results in the forms that other programs take. Made from what was sealed and never from the source; the same
// bundle gives the same bytes.
#pragma once

#include <string>

#include "sekisho/bundle.h"
#include "sekisho/result.h"

namespace sekisho {

// The models of OSCAL 1.2.2 (NIST) that a run fills.
enum class OscalModel {
  kCatalog,               // the controls that the run's rules support, with our own short titles
  kProfile,               // of that catalog: all of them
  kComponentDefinition,   // the rules, each with the controls it supports and why
  kAssessmentPlan,        // what the schedule said had to be looked at
  kAssessmentResults,     // an observation for each rule and source; a finding for each control that was decided
  kPlanOfAction,          // what failed and what was waived
};

// `root`: of the results (Verification::root). Times are those of the run; identifiers are made of the root, so that they are the same again.
// A control is satisfied only when each of its rules was decided and none fails; undecided controls have observations and no finding.
// Error: a plan of action of a run in which nothing failed and nothing was waived, which the schema has no form for.
Result<std::string> view_oscal(OscalModel model, const Sealed& sealed, const std::string& root);

// OCSF 1.8.0 compliance findings (class 2003), one a line: passes, failures, and undecided ones as warnings.
std::string view_ocsf(const Sealed& sealed, const std::string& root);

}  // namespace sekisho
