// What the formatter learns from the tree: where statements begin, what brackets are, where parentheses are missing.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "engine/syntax/layout.h"

namespace sekisho::syntax {

// Offsets are bytes in the source.
struct LayoutMarks {
  std::map<uint32_t, Statement> statements;         // begin of the statement's first token
  std::map<uint32_t, Statement> statements_before;  // begin of the token after the statement's first token
  std::map<uint32_t, Bracket> brackets;             // end of the closing bracket
  std::map<uint32_t, int> opening, closing;         // parentheses to add before the token that begins, after the one that ends here
  std::vector<Span> texts;                          // localized texts
};

LayoutMarks collect_marks(const File& file);

}  // namespace sekisho::syntax
