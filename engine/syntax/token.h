// Tokens: the words and signs of one source, as the lexer read them and as the passes over them mended them.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "sekisho/diagnostic.h"

namespace sekisho::syntax {

inline bool opens(std::string_view text) { return text == "(" || text == "[" || text == "{"; }
inline bool closes(std::string_view text) { return text == ")" || text == "]" || text == "}"; }

enum class TokenKind : uint8_t {
  kWord,      // a name, or a word that is a keyword in some place only
  kReserved,  // any all no … forever: reserved in expressions
  kNumber,    // integer, decimal, duration, period, date, timestamp
  kControl,   // 9.2.3.11.PB
  kText,
  kRawText,  // "…", r"…"
  kSign,     // brackets and operators
  kAddress,  // the rest of a line after `case "t" fail`
  kComment,  // // …
  kBad       // what no Seki text holds; mend_tokens reports it
};

struct Token {
  TokenKind kind = TokenKind::kBad;
  uint16_t grammar_type = 0;    // type in the generated lexer
  uint32_t begin = 0, end = 0;  // bytes in the source
  uint32_t partner = 0;         // brackets: index of the other one, after match_brackets; else 0
  bool unclosed = false;        // a text that misses its closing quote
  bool mended = false;          // the source writes it wrongly; reported
  std::string_view instead;     // what is meant, where the source writes it wrongly; else empty
};

// One source, or a piece of it, cut into tokens. INVARIANT: tokens are in order and do not overlap.
struct TokenList {
  SourcePtr source;
  std::vector<Token> tokens;
  std::deque<std::string> spellings;  // owns `instead`

  std::string_view text(size_t index) const;           // "" past the end
  bool is(size_t index, std::string_view word) const;  // a sign or word of that spelling
  Span span(size_t index) const;                       // past the end: the point after the last token
  bool on_line_start(size_t index) const;              // in the first column
  bool on_next_line(size_t index) const;               // a line end stands between it and the token before
};

// Bytes [begin, end) of `source` cut into tokens by the generated lexer, comments included. `masked` stands for the text of that range
// where it is given (same length), so that a piece inside a text literal can be read in place. REQUIRES: well-formed UTF-8.
TokenList read_tokens(const SourcePtr& source, uint32_t begin, uint32_t end, std::string_view masked = {});

// Type in the generated lexer of a sign or keyword; CHECKs that there is one.
uint16_t grammar_type_of(std::string_view spelling);
uint16_t grammar_type_of(TokenKind kind);  // kWord, kText, kNumber (an integer), kAddress

// Reports what no Seki text holds (`&&`, 'text', full-width signs, unclosed texts) and puts what is meant in its place, so that
// nothing is reported twice. False when there is too much of it to go on.
bool mend_tokens(TokenList& list, Diagnostics& diagnostics);

// Gives words their places: a keyword where only a name can stand becomes a name; addresses of test cases become one token.
void place_words(TokenList& list);

// One declaration (or clause of the head): tokens [begin, end).
struct Unit {
  uint32_t begin = 0, end = 0;
};

// REQUIRES: no comments. Together the units hold all tokens from the first declaration on.
std::vector<Unit> split_units(const TokenList& list);
bool starts_declaration(const TokenList& list, size_t index);

// Fills `partner`. False after reporting a bracket without partner, or nesting deeper than kMaxNesting.
bool match_brackets(TokenList& list, Unit unit, Diagnostics& diagnostics);

bool is_reserved(std::string_view word);
// The words that are values: absent, unknown, true, false, forever.
bool is_value_word(std::string_view word);

inline constexpr size_t kMaxSourceBytes = size_t{4} << 20;
inline constexpr size_t kMaxErrors = 100;
inline constexpr uint32_t kMaxNesting = 200;         // open brackets, and prefixes one in another
inline constexpr uint32_t kMaxUnitTokens = 200'000;  // one declaration; the parser takes about 1 KiB a token
inline constexpr uint32_t kMaxHeight = 1'000;        // of an expression's tree: bounds every recursion over it

}  // namespace sekisho::syntax
