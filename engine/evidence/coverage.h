// Coverage: what became of every resource and every rule that a run had to look at. Worked out of the snapshot and the results alone, so that whoever
// verifies a bundle counts again.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/evidence/decided.h"
#include "engine/evidence/refusal.h"
#include "engine/evidence/snapshot_facts.h"
#include "sekisho/bundle.h"

namespace sekisho::evidence {

// Of the resources of one type in one source: expected = evaluated + not_applicable + excluded + errored.
struct CoverageCell {
  size_t expected = 0;
  size_t evaluated = 0;        // a rule passed, failed or was undecided on a row of it
  size_t not_applicable = 0;   // rules looked at it, and applied to none of its rows
  size_t no_map = 0;           // excluded: no map takes the type
  size_t no_row = 0;           // excluded: a part of other resources, without a row of its own
  size_t no_verdict = 0;       // excluded: no rule of this run ranges over its kind, or it is counted in another source
  size_t errored = 0;
  bool adds_up() const { return expected == evaluated + not_applicable + no_map + no_row + no_verdict + errored; }
};

struct RuleCoverage {
  size_t expected = 0;         // rules of the packs
  size_t evaluated = 0;        // gave a verdict
  size_t no_resource = 0;      // found nothing to look at
  size_t excluded = 0;         // switched off by the profile, or left out by --rule
  bool adds_up() const { return expected == evaluated + no_resource + excluded; }
};

// What became of one account or input that had to be covered.
struct ScopeCoverage {
  std::string what, id;
  std::string state;           // evaluated, not_applicable, excluded, errored
  std::string reason;          // of an excluded one, what the project file says; of an errored one not_seen (no input showed it) or nothing_evaluated (no rule looked at anything of it)
  size_t resources = 0;        // of it in the snapshot
};

struct Coverage {
  RuleCoverage rules;
  std::vector<ScopeCoverage> scopes;                               // in the order of the schedule: each expected one once
  std::vector<std::string> unexpected;                             // accounts that the sources show and nobody expected; where any account was expected
  std::map<std::pair<int, std::string>, CoverageCell> resources;   // by source and type
};

// Refusals: a line of the snapshot that is no sound JSON, or a row of no resource.
// `decided`: by the findings of the run.
Checked<Coverage> coverage_of(const SnapshotFacts& snapshot, const Run& run, const std::vector<Decided>& decided, const Schedule& schedule);

std::string write_coverage(const Coverage& coverage);
Checked<Coverage> read_coverage(const std::string& bytes);   // refused when write_coverage() would have written something else, or when it does not add up

}  // namespace sekisho::evidence
