// Mends tokens that no Seki text holds, so that one slip of the pen gives one message:
//   a && 'x' ; b   becomes   a and "x" b   with three diagnostics
#include <algorithm>
#include <array>
#include <iterator>

#include "engine/syntax/token.h"

namespace sekisho::syntax {
namespace {

struct Mend {
  std::string_view wrong, right, help;
};  // right "": the sign is left out

constexpr std::array<Mend, 23> kOperators = {{
    {"&&", "and", "write `and`"},
    {"||", "or", "write `or`"},
    {"&", "and", "write `and`"},
    {"|", "or", "write `or`"},
    {"!", "not", "write `not` before a condition, `!=` between two values"},
    {"===", "==", "write `==`"},
    {"!==", "!=", "write `!=`"},
    {"<>", "!=", "write `!=`"},
    {"=>", "->", "an arm of `match` is written `pattern -> value`, a comparison `>=`"},
    {"=<", "<=", "write `<=`"},
    {":=", "=", "write `=`"},
    {";", "", "clauses and declarations end without a sign"},
    {"%", "*", "there is no division; multiply the other side, as in `100 * done >= 95 * total`"},
    {"/", "*", "there is no division; multiply the other side, as in `100 * done >= 95 * total`"},
    {"?.", ".", "write `.`: a path through an absent step is absent by itself"},
    {"...", "", ""},
    {"^", "", ""},
    {"~", "", "patterns are matched with `matches(text, r\"…\")`"},
    {"@", "", ""},
    {"$", "", "values stand in a text as `{path}`"},
    {"`", "", "texts stand in \"…\""},
    {"\\", "", "expressions go on over line ends without a sign"},
    {"\"", "", ""},
}};

// Signs that a Japanese keyboard gives in place of the ASCII ones, and spaces that do not look like anything else.
constexpr std::array<Mend, 30> kWideSigns = {{
    {"（", "(", ""}, {"）", ")", ""}, {"｛", "{", ""}, {"｝", "}", ""},         {"［", "[", ""},         {"］", "]", ""},
    {"：", ":", ""}, {"，", ",", ""}, {"、", ",", ""}, {"．", ".", ""},         {"。", ".", ""},         {"＝", "=", ""},
    {"＋", "+", ""}, {"－", "-", ""}, {"−", "-", ""},  {"＊", "*", ""},         {"×", "*", ""},          {"？", "?", ""},
    {"＜", "<", ""}, {"＞", ">", ""}, {"≤", "<=", ""}, {"≦", "<=", ""},         {"≥", ">=", ""},         {"≧", ">=", ""},
    {"≠", "!=", ""}, {"→", "->", ""}, {"；", "", ""},  {"\u3000", "", "space"}, {"\u00A0", "", "space"}, {"\uFEFF", "", "space"},
}};

size_t code_point_length(std::string_view text) {
  size_t length = 1;
  while (length < text.size() && (text[length] & 0xC0) == 0x80) ++length;
  return length;
}

std::string number_help(std::string_view text) {
  if (text.find_first_not_of("0123456789_") == std::string_view::npos) {
    std::string plain;
    std::copy_if(text.begin(), text.end(), std::back_inserter(plain), [](char c) { return c != '_'; });
    return "write " + plain;
  }
  if (text.find("T") == 10) return "a timestamp says its zone: 2026-04-01T00:00:00Z or 2026-04-01T09:00:00+09:00";
  if (text.ends_with('w') && text.size() < 6 && text.find_first_not_of("0123456789") == text.size() - 1) {
    return "there are no weeks; write " + std::to_string(7 * std::stoi(std::string(text))) + "d";
  }
  return "durations are written 90d, 12h, 30m, 15s or 1d12h; periods 3mo, 1y or 1y4mo; dates 2026-01-31";
}

class Mender {
 public:
  Mender(TokenList& list, Diagnostics& diagnostics) : list_(list), diagnostics_(diagnostics) {}

  bool run() {
    const size_t before = diagnostics_.error_count();
    for (index_ = 0; index_ < list_.tokens.size(); ++index_) {
      if (diagnostics_.error_count() - before >= kMaxErrors) return false;
      const Token& token = list_.tokens[index_];
      if (token.kind == TokenKind::kBad)
        mend();
      else if (token.unclosed)
        mend_unclosed();
      else
        kept_.push_back(token);
    }
    list_.tokens = std::move(kept_);
    return true;
  }

 private:
  void report(const char* code, Span span, std::string message, std::string_view help) {
    if (quiet_until_ > span.begin) return;
    diagnostics_.error(code, std::move(span), std::move(message), std::string(help));
  }

  void keep(TokenKind kind, std::string_view instead, uint32_t begin, uint32_t end) {
    Token token;
    token.kind = kind;
    token.begin = begin;
    token.end = end;
    token.mended = true;
    token.instead = list_.spellings.emplace_back(instead);
    token.grammar_type = kind == TokenKind::kSign || kind == TokenKind::kReserved ? grammar_type_of(instead) : grammar_type_of(kind);
    kept_.push_back(token);
  }

  void keep_sign(std::string_view sign, uint32_t begin, uint32_t end) {
    if (sign.empty()) return;
    keep(is_reserved(sign) ? TokenKind::kReserved : TokenKind::kSign, sign, begin, end);
  }

  // A quote without partner spoils the rest of its line: what was a text and what was not has changed places before it.
  void mend_unclosed() {
    Token token = list_.tokens[index_];
    diagnostics_.error("SK0111", {list_.source, token.begin, token.end}, "this text is not closed before the line ends",
                       "close it with `\"`; a text stands on one line, a quote in it is written `\\\"`, a line end `\\n`");
    quiet_until_ = token.end;
    std::string spelling(list_.text(index_));
    if (spelling.ends_with('\\')) spelling += '\\';
    token.instead = list_.spellings.emplace_back(spelling + "\"");
    token.grammar_type = grammar_type_of(TokenKind::kText);
    kept_.push_back(token);
  }

  void mend() {
    const Token token = list_.tokens[index_];
    const std::string_view text = list_.text(index_);
    const Span span = list_.span(index_);
    if (text.starts_with('\'')) return mend_single_quoted(token, text);
    if (text.starts_with("/*") || text.starts_with('#')) {
      report("SK0118", {list_.source, token.begin, token.begin + (text[0] == '#' ? 1 : 2)},
             "comments start with `//`, found `" + std::string(text.substr(0, text[0] == '#' ? 1 : 2)) + "`", "write `// …` to the line's end");
    } else if (text[0] >= '0' && text[0] <= '9') {
      report("SK0113", span, "`" + std::string(text) + "` is no number, duration, period or date", number_help(text));
      keep(TokenKind::kNumber, "0", token.begin, token.end);
    } else if (static_cast<unsigned char>(text[0]) >= 0x80) {
      mend_foreign(token, text);
    } else {
      mend_operator(token, text);
    }
  }

  void mend_operator(const Token& token, std::string_view text) {
    const auto found = std::find_if(kOperators.begin(), kOperators.end(), [&](const Mend& mend) { return mend.wrong == text; });
    const Span span{list_.source, token.begin, token.end};
    if (found == kOperators.end()) {
      const bool printable = text[0] >= ' ' && text[0] < 0x7F;
      return report("SK0110", span, printable ? "unexpected character `" + std::string(text) + "`" : std::string("unexpected control character"),
                    "take it out");
    }
    report("SK0110", span, "`" + std::string(text) + "` is no sign of this language", found->help.empty() ? "take it out" : found->help);
    keep_sign(found->right, token.begin, token.end);
  }

  void mend_single_quoted(const Token& token, std::string_view text) {
    std::string spelling = "\"";
    for (size_t i = 1; i + 1 < text.size(); ++i) {
      if (text[i] == '\\' && text[i + 1] == '\'') continue;
      if (text[i] == '"') spelling += '\\';
      spelling += text[i];
    }
    report("SK0112", {list_.source, token.begin, token.end}, "texts stand in double quotes, found single ones", "write " + spelling + "\"");
    keep(TokenKind::kText, spelling + "\"", token.begin, token.end);
  }

  // “text” in typographic quotes, up to the closing one on the same line. False when there is none.
  bool mend_curly_quotes(const Token& token) {
    const std::string_view text = list_.source->text();
    const std::string_view line = text.substr(token.begin, text.find('\n', token.begin) - token.begin);
    const size_t close = std::min(line.find("”", 3), line.find("“", 3));
    if (close == std::string_view::npos) return false;
    const uint32_t end = token.begin + static_cast<uint32_t>(close) + 3;
    report("SK0110", {list_.source, token.begin, end}, "texts stand in straight quotes, found typographic ones", "write \"…\"");
    keep(TokenKind::kText, "\"" + std::string(line.substr(3, close - 3)) + "\"", token.begin, end);
    while (index_ + 1 < list_.tokens.size() && list_.tokens[index_ + 1].begin < end) ++index_;
    return true;
  }

  void mend_foreign(const Token& token, std::string_view text) {
    if ((text.starts_with("“") || text.starts_with("”")) && mend_curly_quotes(token)) return;
    size_t at = 0;
    while (at < text.size()) {
      const std::string_view rest = text.substr(at);
      const auto found = std::find_if(kWideSigns.begin(), kWideSigns.end(), [&](const Mend& mend) { return rest.starts_with(mend.wrong); });
      if (found == kWideSigns.end()) break;
      const uint32_t begin = token.begin + static_cast<uint32_t>(at), end = begin + static_cast<uint32_t>(found->wrong.size());
      if (found->help == "space") {
        report("SK0110", {list_.source, begin, end}, "a space that is not the ASCII one stands here", "write a plain space");
      } else {
        report("SK0110", {list_.source, begin, end}, "`" + std::string(found->wrong) + "` is no sign of this language",
               found->right.empty() ? "take it out" : "write `" + std::string(found->right) + "`");
        keep_sign(found->right, begin, end);
      }
      at += found->wrong.size();
    }
    if (at == text.size()) return;
    const uint32_t begin = token.begin + static_cast<uint32_t>(at);
    report("SK0117", {list_.source, begin, begin + static_cast<uint32_t>(code_point_length(text.substr(at)))},
           "names are written in ASCII letters, digits and `_`, found `" + std::string(text.substr(at)) + "`",
           "other letters stand in texts (\"…\") and comments (// …)");
    quiet_until_ = token.end;
    const bool joined = !kept_.empty() && kept_.back().kind == TokenKind::kWord && kept_.back().end == begin;
    if (!joined) keep(TokenKind::kWord, "_", begin, token.end);
  }

  TokenList& list_;
  Diagnostics& diagnostics_;
  std::vector<Token> kept_;
  size_t index_ = 0;
  uint32_t quiet_until_ = 0;  // no further reports before this offset
};

}  // namespace

bool mend_tokens(TokenList& list, Diagnostics& diagnostics) { return Mender(list, diagnostics).run(); }

}  // namespace sekisho::syntax
