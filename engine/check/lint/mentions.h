// Which names stand in syntax trees.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "engine/syntax/ast.h"

namespace sekisho {

// Names that expressions mention. `words` are plain names; `last_words` has the last word of dotted ones as well, for names that
// may be qualified by their package.
struct Mentions {
  std::set<std::string, std::less<>> words, last_words;
  void add(const syntax::Expression& expression);
  void add(const syntax::ExpressionPtr& expression);  // null: nothing
  void add(const std::optional<syntax::LocalizedText>& text);
};

// Calls `visit` for `expression` (null: nothing) and everything below it.
void for_each_syntax(const syntax::ExpressionPtr& expression, const std::function<void(const syntax::Expression&)>& visit);

}  // namespace sekisho
