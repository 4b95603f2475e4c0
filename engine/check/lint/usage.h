// Which parameters and defines a program uses.
#pragma once

#include <set>
#include <string>

#include "engine/check/lint/lints.h"

namespace sekisho {

struct Usage {
  std::set<std::string> parameters, defines;       // qualified names
  std::set<std::string> libraries;                 // packages without rules and maps: what they declare is there for others
  std::set<std::string, std::less<>> in_defaults;  // words in the defaults of kinds and traits, which perhaps no map needed yet

  // Whether the parameter or define `name` of `file` is to be spoken of when it is not in `used`.
  bool idle(const std::set<std::string>& used, const syntax::File& file, const std::string& name) const;
};
Usage usage_of(const LintInput& input);

}  // namespace sekisho
