// Pieces of a source as the formatter sees them: tokens and comments with the part each plays, and their layout.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/syntax/ast.h"
#include "engine/syntax/token.h"

namespace sekisho::syntax {

// What begins at a piece.
enum class Statement : uint8_t {
  kNone,
  kUnit,
  kParameter,
  kClause,
  kField,
  kLet,
  kIdentity,
  kAssign,
  kCase,
  kRow,
  kWord /* at, open, expect */,
  kArm
};

// How a bracket is laid out.
enum class Bracket : uint8_t {
  kNone,
  kTight,   // (a, b) [a] {a: 1}
  kSpaced,  // { a: 1 } of a test row
  kBlock,   // { statements }: all on one line, or each on its own
  kArms     // the same for the arms of a match
};

struct Piece {
  std::string_view text;
  TokenKind kind = TokenKind::kSign;
  bool breaks = false;   // it begins a line
  bool blank = false;    // after an empty line
  bool keyword = false;  // a word that is no name
  Statement statement = Statement::kNone;
  Bracket bracket = Bracket::kNone;  // of opening and closing pieces
  uint32_t partner = 0;
  bool on_lines = false;        // opening piece of a block whose statements stand on lines of their own
  bool starts_value = false;    // `=` of a statement, `->`, `:` after a record's key: the value follows
  bool key_colon = false;       // `:` without a space before it
  bool body_colon = false;      // `:` of a quantifier or `with`
  bool binder_comma = false;    // `any x in xs, y in ys`
  bool prefix_sign = false;     // `-` before a literal
  bool space_before = false;    // a bracket that is no call
  uint32_t pad = 0;             // spaces before it, beyond the usual
  uint32_t other_language = 0;  // first of two texts: the piece where the other begins
};

// REQUIRES: `file` is the tree of `list`, without errors; `list` has its comments and its words placed.
// Parentheses are added around `and` beside `or`.
std::vector<Piece> cut_pieces(const TokenList& list, const File& file);

std::string lay_out(std::vector<Piece> pieces);

// Spaces between two neighbours on one line, without `pad`.
int gap(const std::vector<Piece>& pieces, size_t index);

}  // namespace sekisho::syntax
