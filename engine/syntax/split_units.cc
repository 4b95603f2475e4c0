// Cuts a source into declarations before parsing, so that a slip in one of them does not spoil the next, and checks brackets in each.
#include <algorithm>
#include <array>
#include <string>

#include "engine/syntax/token.h"

namespace sekisho::syntax {
namespace {

constexpr std::array<std::string_view, 12> kStarters = {"language", "package", "import", "param", "enum", "record",
                                                        "trait",    "kind",    "define", "rule",  "map",  "test"};
// After these a name follows, be it spelt like a declaration.
constexpr std::array<std::string_view, 12> kBeforeNames = {"as",  "to",  "of",       "ref",      "owner",    "each",
                                                           "key", "let", "severity", "supports", "identity", "within"};

bool is_starter(const TokenList& list, size_t index) {
  return index < list.tokens.size() && list.tokens[index].kind == TokenKind::kWord &&
         std::find(kStarters.begin(), kStarters.end(), list.text(index)) != kStarters.end();
}

std::string_view partner_of(std::string_view open) { return open == "(" ? ")" : open == "[" ? "]" : "}"; }

// Whether the token before allows a declaration to start here: neither an operator that wants a value, nor a word that wants a name.
bool may_follow(const TokenList& list, size_t index) {
  if (index == 0) return true;
  const size_t before = index - 1;
  const std::string_view text = list.text(before);
  switch (list.tokens[before].kind) {
    case TokenKind::kSign: return closes(text) || text == "?" || text == "*";
    case TokenKind::kReserved: return is_value_word(text);
    case TokenKind::kWord: break;
    default: return true;
  }
  if (list.on_next_line(index)) return !(is_starter(list, before) && list.on_next_line(before));
  return !is_starter(list, before) && std::find(kBeforeNames.begin(), kBeforeNames.end(), text) == kBeforeNames.end();
}

}  // namespace

bool starts_declaration(const TokenList& list, size_t index) {
  if (!is_starter(list, index) || index + 1 >= list.tokens.size()) return false;
  const TokenKind next = list.tokens[index + 1].kind;
  const bool head = list.is(index, "language");
  const bool fits = head ? next == TokenKind::kNumber : next == TokenKind::kWord || (next != TokenKind::kSign && list.on_line_start(index));
  return fits && may_follow(list, index);
}

std::vector<Unit> split_units(const TokenList& list) {
  std::vector<Unit> units;
  int depth = 0;
  for (uint32_t i = 0; i < list.tokens.size(); ++i) {
    // A declaration in the first column ends the one before, even if that misses a closing bracket.
    const bool start = is_starter(list, i) && (depth == 0 || list.on_line_start(i)) && starts_declaration(list, i);
    if (start || units.empty()) {
      if (!units.empty()) units.back().end = i;
      units.push_back({i, static_cast<uint32_t>(list.tokens.size())});
      depth = 0;
    }
    if (list.tokens[i].kind != TokenKind::kSign) continue;
    if (opens(list.text(i))) ++depth;
    if (closes(list.text(i)) && depth > 0) --depth;
  }
  return units;
}

namespace {

// An open bracket (or the unit itself) and the quantifiers that stand directly in it, each of which may hold the next.
struct Level {
  uint32_t opener = 0;
  uint32_t quantifiers = 0;
};

class BracketMatcher {
 public:
  BracketMatcher(TokenList& list, Unit unit, Diagnostics& diagnostics) : list_(list), unit_(unit), diagnostics_(diagnostics) {}

  bool run() {
    for (uint32_t i = unit_.begin; i < unit_.end; ++i) {
      const std::string_view text = list_.text(i);
      const TokenKind kind = list_.tokens[i].kind;
      if (starts_value(i)) {
        nesting_ -= levels_.back().quantifiers;
        levels_.back().quantifiers = 0;
      } else if (kind == TokenKind::kSign && opens(text)) {
        levels_.push_back({i, 0});
        ++nesting_;
      } else if (kind == TokenKind::kSign && closes(text)) {
        if (!close(i, text)) return false;
      } else if (kind == TokenKind::kReserved && (text == "any" || text == "all" || text == "no" || text == "the" || text == "with")) {
        ++levels_.back().quantifiers;
        ++nesting_;
      }
      if (nesting_ <= kMaxNesting) continue;
      diagnostics_.error("SK0103", list_.span(i), "parts are nested deeper than " + std::to_string(kMaxNesting),
                         "name a part with `define` or `let`");
      return false;
    }
    if (levels_.size() == 1) return true;
    report_unclosed(levels_.back().opener);
    return false;
  }

 private:
  // Where a clause or an item begins, or its value: no quantifier before it holds what follows.
  bool starts_value(uint32_t i) const {
    if (list_.is(i, "=")) return i < unit_.begin + 2 || !list_.is(i - 2, "with");
    return list_.on_next_line(i) && (list_.is(i, "let") || list_.is(i, "require") || list_.is(i, "expect"));
  }

  bool close(uint32_t i, std::string_view text) {
    if (levels_.size() == 1) {
      diagnostics_.error("SK0115", list_.span(i), "`" + std::string(text) + "` closes nothing", "take it out, or open it before");
      return false;
    }
    const uint32_t opener = levels_.back().opener;
    const std::string expected(partner_of(list_.text(opener)));
    if (expected != text) {
      const LineColumn place = list_.source->line_column(list_.tokens[opener].begin);
      diagnostics_.error("SK0115", list_.span(i),
                         "expected `" + expected + "` to close the `" + std::string(list_.text(opener)) + "` of line " + std::to_string(place.line) +
                             ", column " + std::to_string(place.column) + ", found `" + std::string(text) + "`");
      return false;
    }
    list_.tokens[opener].partner = i;
    list_.tokens[i].partner = opener;
    nesting_ -= levels_.back().quantifiers + 1;
    levels_.pop_back();
    return true;
  }

  void report_unclosed(uint32_t opener) {
    const std::string where = unit_.end < list_.tokens.size()
                                  ? "line " + std::to_string(list_.source->line_column(list_.tokens[unit_.end].begin).line)
                                  : std::string("the file ends");
    diagnostics_.error("SK0115", list_.span(opener), "`" + std::string(list_.text(opener)) + "` is not closed",
                       "close it with `" + std::string(partner_of(list_.text(opener))) + "` before " + where);
  }

  TokenList& list_;
  Unit unit_;
  Diagnostics& diagnostics_;
  std::vector<Level> levels_{Level{}};
  uint32_t nesting_ = 0;
};

}  // namespace

bool match_brackets(TokenList& list, Unit unit, Diagnostics& diagnostics) { return BracketMatcher(list, unit, diagnostics).run(); }

}  // namespace sekisho::syntax
