// Words that are keywords in some places: `x.in`, `{all: 1}`, `in : version`, `default = 3` are names, and so is `record` unless a type follows.
// With this done, the parser needs one token to tell what comes next.
#include <algorithm>
#include <iterator>

#include "engine/syntax/token.h"

namespace sekisho::syntax {
namespace {

class Placer {
 public:
  explicit Placer(TokenList& list) : list_(list) {}

  void run() {
    join_addresses();
    for (size_t i = 0; i < list_.tokens.size(); ++i) {
      const TokenKind kind = list_.tokens[i].kind;
      const bool name = kind == TokenKind::kReserved ? reserved_is_name(i) : kind == TokenKind::kWord && word_is_name(i);
      if (!name) continue;
      list_.tokens[i].kind = TokenKind::kWord;
      list_.tokens[i].grammar_type = grammar_type_of(TokenKind::kWord);
    }
  }

 private:
  bool after(size_t i, std::string_view word) const { return i > 0 && list_.is(i - 1, word); }
  bool before(size_t i, std::string_view word) const { return list_.is(i + 1, word); }

  bool reserved_is_name(size_t i) const {
    if (after(i, ".")) return true;
    if (before(i, ".")) return true;
    if (before(i, "=")) return !(after(i, "let") || (after(i, "with") && !after_verdict(i - 1)));
    if (before(i, "unavailable") && list_.tokens[i + 2 < list_.tokens.size() ? i + 2 : i].kind == TokenKind::kText) return true;
    if (before(i, ":")) return !is_value_word(list_.text(i)) || ((after(i, "{") && !after(i - 1, "dict")) || (after(i, ",") && !in_dict(i)));
    if (before(i, "{")) return after(i, "rule") || after(i, "test");
    if (before(i, "(")) return after(i, "define");
    return after(i, "test") && (before(i, "from") || before(i, "{"));
  }

  // `case "t" pass with all = …`
  bool after_verdict(size_t with) const { return with >= 2 && list_.tokens[with - 2].kind == TokenKind::kText; }

  // Whether the innermost open brace before `i` is that of a dict. Walks back over one nesting level only.
  bool in_dict(size_t i) const {
    int depth = 0;
    for (size_t steps = 0; i > 0 && steps < 64; --i, ++steps) {
      const std::string_view text = list_.text(i - 1);
      if (list_.tokens[i - 1].kind != TokenKind::kSign) continue;
      if (text == "}" || text == "]" || text == ")") ++depth;
      if ((text == "{" || text == "[" || text == "(") && depth-- == 0) return after(i - 1, "dict");
    }
    return false;
  }

  bool word_is_name(size_t i) const {
    if (after(i, ".") || before(i, ".") || before(i, ":") || before(i, "=")) return true;
    const std::string_view text = list_.text(i);
    const bool word_follows = i + 1 < list_.tokens.size() && list_.tokens[i + 1].kind == TokenKind::kWord;
    if (text == "list" || text == "set") return !before(i, "of");
    if (text == "dict") return !before(i, "of") && !before(i, "{");
    if (text == "owner") return !word_follows;
    if (text == "ref") return !word_follows && !(i + 1 < list_.tokens.size() && list_.tokens[i + 1].kind == TokenKind::kText);
    if (text == "record") return !word_follows && !before(i, "{");
    if (text == "enum") return !word_follows && !before(i, "(");
    return false;
  }

  // case "t" fail module.team[0].aws_s3_bucket.data
  void join_addresses() {
    std::vector<Token> kept;
    kept.reserve(list_.tokens.size());
    for (size_t i = 0; i < list_.tokens.size(); ++i) {
      kept.push_back(list_.tokens[i]);
      if (!list_.is(i, "case") || i + 3 >= list_.tokens.size() || list_.tokens[i + 1].kind != TokenKind::kText || !starts_address(i + 3)) continue;
      kept.push_back(list_.tokens[i + 1]);
      kept.push_back(list_.tokens[i + 2]);
      Token address = list_.tokens[i + 3];
      for (i += 3; i + 1 < list_.tokens.size() && !list_.on_next_line(i + 1);) ++i;
      address.end = list_.tokens[i].end;
      address.kind = TokenKind::kAddress;
      address.instead = {};
      address.grammar_type = grammar_type_of(TokenKind::kAddress);
      kept.push_back(address);
    }
    list_.tokens = std::move(kept);
  }

  bool starts_address(size_t i) const {
    const TokenKind verdict = list_.tokens[i - 1].kind;
    if (verdict != TokenKind::kWord && verdict != TokenKind::kReserved) return false;
    const TokenKind kind = list_.tokens[i].kind;
    return kind == TokenKind::kWord && !list_.on_next_line(i) && !list_.on_next_line(i - 1);
  }

  TokenList& list_;
};

}  // namespace

void place_words(TokenList& list) {
  // A comment between two words does not part them.
  std::vector<Token> comments;
  std::copy_if(list.tokens.begin(), list.tokens.end(), std::back_inserter(comments),
               [](const Token& token) { return token.kind == TokenKind::kComment; });
  std::erase_if(list.tokens, [](const Token& token) { return token.kind == TokenKind::kComment; });
  Placer(list).run();
  std::vector<Token> all;
  all.reserve(list.tokens.size() + comments.size());
  std::merge(list.tokens.begin(), list.tokens.end(), comments.begin(), comments.end(), std::back_inserter(all),
             [](const Token& a, const Token& b) { return a.begin < b.begin; });
  list.tokens = std::move(all);
}

}  // namespace sekisho::syntax
