// Syntax errors in our own words: `expected X, found Y`, with a help where a common slip is known.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/syntax/token.h"

namespace sekisho::syntax {

// Where in the grammar the parser stood.
enum class Place : uint8_t { kElsewhere, kUnit, kRuleBody, kMapBody, kTestBody, kCaseBody, kFields };

// What could have come.
struct Expected {
  std::vector<std::string> words;  // signs and keywords, in the grammar's order
  bool name = false;               // any name
  bool value = false;              // the start of a value
  bool expression = false;         // the start of an expression (a value, `not`)
  bool type = false;
  bool after_value = false;  // an operator: a value stands before
  bool next_clause = false;  // of a rule
  bool text = false, control = false, timestamp = false, address = false, end = false;
};

struct SyntaxMessage {
  std::string code, message, help;
  uint32_t index = 0;  // the token it is about
};

// `index`: the token found; unit.end when the unit ended.
SyntaxMessage describe(const TokenList& list, Unit unit, uint32_t index, const Expected& expected, Place place);

}  // namespace sekisho::syntax
