// What a bundle keeps of the provider's statement (言明書): which controls it chose, what was in place on the day of the run, and digests of the texts, so that
// two runs can be compared. The texts themselves stay in statement.yaml.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sekisho/finding.h"

namespace sekisho {

struct Statement;  // sekisho/statement.h

// What an individual control was, or will be, from one day to another.
struct SealedVersion {
  std::string from, to;                // days as in "2026-03-31"; empty: the statement does not say
  bool adopted = true;
  std::string text;                    // "sha256:…" of the JSON array [ja, en]
};

struct SealedIndividualControl {
  std::string id;
  Bilingual title;
  std::vector<std::string> serves;     // ids of controls, sorted
  std::string state;                   // implemented, planned (from a later day), not, unknown (a version has no days)
  std::string text;                    // that of the version in force; else of the next one; else of the last one
  std::vector<SealedVersion> versions; // by day
};

struct SealedControl {
  std::string id;
  std::string choice;                  // selected, excluded, not_named (individual controls serve it, and the statement does not list it)
  std::string state;                   // implemented, inherited, planned, not, unknown; of an excluded one: not
  std::string inherited_from;          // id of a used service
  std::string scope;                   // "sha256:…" of the JSON array [choice, reason ja, reason en, inherited_from]
  std::vector<std::string> individual_controls;   // ids of those that serve it, sorted
};

struct SealedStatement {
  std::string file, digest;            // as it was named, and "sha256:…" of its bytes
  std::string service;                 // id
  std::string catalogue;               // edition
  std::string from, to;                // assessment period
  std::string day;                     // that the states are of: the day in Japan at the time of evaluation
  std::string scope;                   // "sha256:…" of a JSON array: overview, regions, used services, same populations (engine/evidence/README.md)
  std::vector<SealedControl> controls; // by id
  std::vector<SealedIndividualControl> individual_controls;   // by id
};

// REQUIRES: the statement was read without errors of its form. `bytes`: of its file.
SealedStatement sealed_statement(const Statement& statement, const std::string& file, const std::string& bytes, int64_t evaluated_at);

}  // namespace sekisho
