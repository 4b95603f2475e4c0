// SharedObligations: what is left to show, worked out once for all subjects that look the same to who works it out.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/exec/decisions.h"
#include "engine/finding/obligation.h"

namespace sekisho {

// Of one evaluator, in one thread. Holds texts only: an obligation names no subject and no place.
class SharedObligations {
 public:
  // What to_seki(find_obligation()) gives.
  std::string find(Evaluator& evaluator, const Rule& rule, const Subject& subject);

 private:
  std::unordered_map<const Rule*, Decisions> looks_;   // to a number among `texts_`
  std::vector<std::string> texts_;
};

}  // namespace sekisho
