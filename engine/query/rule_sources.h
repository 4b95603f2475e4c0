// Rule sources: on which kinds of input a rule can be decided, and which registers it reads.
#pragma once

#include <string>
#include <vector>

#include "engine/check/program.h"

namespace sekisho {

// One kind of input: "cloudformation", "kubernetes", "terraform aws" (Terraform's providers are apart).
struct RuleSource {
  std::string name;
  std::vector<std::string> kinds;     // those that the maps of this source make, of the rule's population; of one on a register, of all it reads
  std::vector<std::string> missing;   // what the rule reads and no map of this source ever fills: "storage.bucket.public", or a whole kind. Empty: it decides
};

struct RuleSources {
  std::vector<RuleSource> sources;      // that have at least one of those kinds, by name
  std::vector<std::string> registers;   // kinds that the rule reads and no map makes: their rows stand in registers. By name
  bool weighs_registers = false;        // it reads what a row of one of them says, not only whether there is a row
  bool on_register = false;             // its population is one of them; sources are then those of the configuration it is joined with, if any
};

// "terraform aws" of "terraform.aws_s3_bucket"; the adapter's name of all others.
std::string source_of(const std::string& raw_type);

// What the maps of `program` can give to `rule`. A source decides a rule when, for some kind of its population, each attribute that the rule
// reads is filled by one of the source's maps, and so is each it reads of other kinds; of a trait that is read, one kind is enough. Whether an
// input of that source holds such resources is another matter.
RuleSources sources_of(const Program& program, const Rule& rule);

}  // namespace sekisho
