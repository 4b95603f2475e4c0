// Template expressions: "[concat(parameters('a'), '-b').c[0]]" as a tree.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::adapters::azure {

struct Expression {
  enum class Kind { kText, kNumber, kCall, kProperty, kIndex };
  Kind kind = Kind::kText;
  std::string text;                   // the text, the number, the function as written, the property
  bool lenient = false;               // `.?a`, `[?0]`: missing is null
  std::vector<Expression> parts;      // arguments; kProperty: the value; kIndex: the value and the index
};

// Whether a text of a template is an expression: in brackets, the first not doubled.
bool is_expression(std::string_view text);

// None: bad syntax, or nested deeper than 100. `text` with its brackets.
std::optional<Expression> parse_expression(std::string_view text);

}  // namespace sekisho::adapters::azure
