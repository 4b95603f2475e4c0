// Tokens: access by index, and the reserved words.
#include "engine/syntax/token.h"

#include <algorithm>
#include <array>

namespace sekisho::syntax {

std::string_view TokenList::text(size_t index) const {
  if (index >= tokens.size()) return {};
  const Token& token = tokens[index];
  if (!token.instead.empty()) return token.instead;
  return std::string_view(source->text()).substr(token.begin, token.end - token.begin);
}

bool TokenList::is(size_t index, std::string_view word) const {
  if (index >= tokens.size()) return false;
  TokenKind kind = tokens[index].kind;
  return (kind == TokenKind::kSign || kind == TokenKind::kWord || kind == TokenKind::kReserved) && text(index) == word;
}

Span TokenList::span(size_t index) const {
  if (index < tokens.size()) return {source, tokens[index].begin, tokens[index].end};
  uint32_t end = tokens.empty() ? 0 : tokens.back().end;
  return {source, end, end};
}

bool TokenList::on_next_line(size_t index) const {
  if (index == 0) return true;
  if (index >= tokens.size()) return false;
  uint32_t from = tokens[index - 1].end;
  return std::string_view(source->text()).substr(from, tokens[index].begin - from).find('\n') != std::string_view::npos;
}

bool TokenList::on_line_start(size_t index) const {
  uint32_t begin = tokens[index].begin;
  return begin == 0 || source->text()[begin - 1] == '\n';
}

bool is_reserved(std::string_view word) {
  static constexpr std::array<std::string_view, 30> kReservedWords = {
      "any",   "all",      "no",         "the",     "with",    "if",      "then",    "else",   "match",   "for",
      "in",    "where",    "and",        "or",      "not",     "implies", "is",      "refers", "present", "nonempty",
      "empty", "resolved", "configured", "default", "because", "absent",  "unknown", "true",   "false",   "forever"};
  return std::find(kReservedWords.begin(), kReservedWords.end(), word) != kReservedWords.end();
}

bool is_value_word(std::string_view word) { return word == "absent" || word == "unknown" || word == "true" || word == "false" || word == "forever"; }

}  // namespace sekisho::syntax
