// Syntax errors: the words for what was expected, and the slips we know.
#include "engine/syntax/syntax_message.h"

#include <algorithm>
#include <array>
#include <optional>

namespace sekisho::syntax {
namespace {

std::string quoted(std::string_view text) {
  constexpr size_t kLongest = 40;
  std::string shown(text.substr(0, kLongest));
  while (shown.size() < text.size() && !shown.empty() && (text[shown.size()] & 0xC0) == 0x80) shown.pop_back();
  return "`" + shown + (shown.size() < text.size() ? "…`" : "`");
}

std::string listed(const std::vector<std::string>& parts) {
  std::string result;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) result += i + 1 == parts.size() ? " or " : ", ";
    result += parts[i];
  }
  return result;
}

std::string expected_words(const Expected& expected, Place place, bool goes_on, bool after_text) {
  if (after_text && place == Place::kRuleBody) return "`en`, `ja` or the next clause";
  if (goes_on && place == Place::kRuleBody) return "an operator or the next clause";
  if (goes_on && place == Place::kMapBody) return "an operator or the next item";
  switch (place) {
    case Place::kUnit: return "a declaration (`param`, `define`, `rule`, `map`, `test`, `kind`, `trait`, `record`, `enum`)";
    case Place::kRuleBody: return "a clause (`title`, `supports`, `severity`, `for`, `let`, `where`, `require`, `message`, `remedy`) or `}`";
    case Place::kMapBody: return "an item (`path = value`, `let`, `identity`) or `}`";
    case Place::kTestBody: return "`case` or `}`";
    case Place::kCaseBody: return "a row (`storage.bucket b { … }`), `open`, `expect` or `}`";
    case Place::kFields: return "a field (`name : type`) or `}`";
    case Place::kElsewhere: break;
  }
  std::vector<std::string> parts;
  if (expected.expression)
    parts.push_back("an expression");
  else if (expected.value)
    parts.push_back("a value");
  else if (expected.type)
    parts.push_back("a type");
  else if (expected.name)
    parts.push_back("a name");
  if (expected.text && !expected.value) parts.push_back("a text in quotes");
  if (expected.control) parts.push_back("a control id such as `9.2.3`");
  if (expected.timestamp && !expected.value) parts.push_back("a timestamp such as `2026-04-01T00:00:00Z`");
  if (expected.address) parts.push_back("the address of a resource");
  for (const std::string& word : expected.words) parts.push_back("`" + word + "`");
  if (parts.empty() && expected.after_value) parts.push_back("an operator");
  if (expected.next_clause) parts.push_back("the next clause");
  if (expected.end) parts.push_back("the end of the declaration");
  if (parts.empty()) parts.push_back("something else");
  return listed(parts);
}

class Describer {
 public:
  Describer(const TokenList& list, Unit unit, uint32_t index, const Expected& expected, Place place)
      : list_(list), unit_(unit), index_(index), expected_(expected), place_(place), ended_(index >= unit.end) {
    if (!ended_) found_ = list.text(index);
    if (index > unit.begin) before_ = list.text(index - 1);
  }

  SyntaxMessage describe() const {
    if (clause_read_as_value()) {
      Expected value;
      value.value = value.expression = true;
      return Describer(list_, unit_, index_ - 1, value, Place::kElsewhere).describe();
    }
    SyntaxMessage result;
    result.index = index_;
    result.code = place_ == Place::kUnit ? "SK0121" : "SK0120";
    const bool enum_value = before_ == "," && list_.is(unit_.begin, "enum");
    if (kind() == TokenKind::kReserved && (expected_.name || enum_value) && !expected_.value && place_ == Place::kElsewhere) {
      result.code = "SK0125";
      result.message = "`" + std::string(found_) + "` is a reserved word and cannot be a name here";
      result.help =
          before_ == "is" ? "write `not x is kind` for kinds, `!=` for values" : "choose another name, such as `" + std::string(found_) + "_value`";
      return result;
    }
    result.message = "expected " + expected_words(expected_, place_, goes_on(), after_localized_text()) + ", found " + found();
    result.help = help();
    return result;
  }

 private:
  TokenKind kind() const { return ended_ ? TokenKind::kBad : list_.tokens[index_].kind; }
  bool expects(std::string_view word) const { return std::find(expected_.words.begin(), expected_.words.end(), word) != expected_.words.end(); }
  bool in_body() const { return place_ != Place::kElsewhere && place_ != Place::kUnit; }
  bool value_before() const {
    return expected_.after_value || expected_.next_clause || place_ == Place::kRuleBody || place_ == Place::kMapBody || place_ == Place::kCaseBody;
  }

  std::string found() const {
    if (!ended_) return kind() == TokenKind::kText ? "the text " + quoted(found_) : quoted(found_);
    if (!list_.is(unit_.begin, "language") && !starts_declaration(list_, unit_.begin)) return "the end of the expression";
    return unit_.end >= list_.tokens.size() ? "the end of the file" : "the end of the declaration";
  }

  std::string help() const {
    if (found_ == "=" && value_missing_before()) return "is the value missing after the `=` before?";
    if (found_ == "=" && value_before()) return "compare with `==`";
    if (found_ == "==" && expected_.end && !passed("=")) return "write `=` here; `==` compares";
    if (found_ == "==" && expects("=")) return "write `=` here; `==` compares";
    if (found_ == "elif" || found_ == "elsif" || found_ == "elseif") return "write `else if`";
    if (found_ == "if" && before_ == "else" && expects("->")) return "an arm has no condition: write `else -> if … then … else …`";
    if (found_ == "not" && expected_.value && !expected_.expression) return "put parentheses around `not …`";
    if (found_ == "," && in_body()) return "what stands in these braces has no commas between";
    if (found_ == "{" && before_ == "=") return "write a record as {name: value}, a set as {a, b}";
    if (const std::string quantifier = open_quantifier(); !quantifier.empty() && value_before() && kind() != TokenKind::kBad) {
      return "a `:` is missing between the members of `" + quantifier + "` and what is said of them: `" + quantifier + " x in xs : condition`";
    }
    if (expects("then")) return "`if` is written `if condition then value else value`";
    if (expects("else")) return "`if` wants both branches: `if condition then value else value`";
    if (expects("because")) {
      return list_.is(unit_.begin, "rule") ? "say why, as in `because en \"…\" ja \"…\"`"
                                           : "say where it is written, as in `because \"RDS API: CreateDBInstance\"`";
    }
    if (expects("in")) return before_is("for") ? "write `for x in kind`" : "write `x in xs`: a name for each member, and where it comes from";
    if (expected_.control) return "write the id alone, as in `supports ismap 9.2.3.11.PB because …`";
    if (found_ == "?") return "a choice is written `if condition then value else value`; an attribute that may be absent is asked for with `present`";
    if (after_localized_text() && kind() == TokenKind::kWord) return "texts stand after `en` and `ja`";
    if (before_ == "list" || before_ == "set" || before_ == "dict") return "write `" + std::string(before_) + " of string`";
    if (expects("->")) return "an arm is written `pattern -> value`";
    if (kind() == TokenKind::kText && expects("en")) return "say the language: `en \"…\" ja \"…\"`";
    if (expects(":") && !expected_.after_value && expected_.words.size() <= 2) return "the type follows the name, as in `name : string`";
    if (expected_.expression && (ended_ || kind() == TokenKind::kWord || kind() == TokenKind::kReserved || kind() == TokenKind::kSign) &&
        before_ == "require") {
      return "`require` wants a condition";
    }
    return near_miss();
  }

  std::string near_miss() const {
    if (kind() != TokenKind::kWord) return {};
    std::vector<std::string> candidates = expected_.words;
    if (place_ == Place::kUnit)
      candidates = {"language", "package", "import", "param", "enum", "record", "trait", "kind", "define", "rule", "map", "test"};
    if (place_ == Place::kRuleBody || expected_.next_clause) {
      if (found_ == "when" || found_ == "if" || found_ == "unless") return "`where` selects the rows, `require` says what is required of them";
      if (found_ == "assert" || found_ == "ensure" || found_ == "must" || found_ == "deny") return "write `require` and what must be true";
      if (found_ == "description") return "write `title` or `message`";
    }
    if (place_ == Place::kRuleBody || expected_.next_clause)
      candidates = {"title", "supports", "severity", "for", "let", "where", "require", "message", "remedy"};
    if (place_ == Place::kMapBody) candidates = {"let", "identity", "unavailable"};
    if (place_ == Place::kTestBody) candidates = {"case", "at"};
    if (place_ == Place::kCaseBody) candidates = {"open", "expect"};
    std::erase_if(candidates, [](const std::string& word) { return word.empty() || word[0] < 'a' || word[0] > 'z'; });
    const std::string near = nearest(found_, candidates);
    if (!near.empty()) return "did you mean `" + near + "`?";
    if (value_before() && index_ > unit_.begin && ends_value(index_ - 1)) {
      return "is an operator missing between `" + std::string(before_) + "` and `" + std::string(found_) + "`?";
    }
    return {};
  }

  // Whether the last token but one is this word.
  bool before_is(std::string_view word) const { return index_ > unit_.begin + 1 && list_.is(index_ - 2, word); }

  // `require` without a condition before the next clause: that clause's first word was read as a name.
  bool clause_read_as_value() const {
    static constexpr std::array<std::string_view, 7> kClauses = {"title", "supports", "severity", "let", "require", "message", "remedy"};
    if (ended_ || index_ < unit_.begin + 2 || !list_.is(unit_.begin, "rule")) return false;
    if (std::find(kClauses.begin(), kClauses.end(), before_) == kClauses.end() || !list_.on_next_line(index_ - 1)) return false;
    const TokenKind kind = list_.tokens[index_ - 2].kind;
    const std::string_view text = list_.text(index_ - 2);
    if (kind == TokenKind::kReserved) return !is_value_word(text);
    if (kind == TokenKind::kSign) return text != ")" && text != "]" && text != "}" && text != "{";
    return text == "require";
  }

  // Whether the unit holds this sign before the found token.
  bool passed(std::string_view sign) const {
    for (uint32_t i = unit_.begin; i < index_; ++i)
      if (list_.is(i, sign)) return true;
    return false;
  }

  // `name =` on one line and `other = 3` on the next: `other` was read as the value.
  bool value_missing_before() const {
    uint32_t path = index_;
    while (path > unit_.begin + 2 && list_.tokens[path - 1].kind == TokenKind::kWord && list_.is(path - 2, ".")) path -= 2;
    return path > unit_.begin + 1 && list_.tokens[path - 1].kind == TokenKind::kWord && list_.is(path - 2, "=") && list_.on_next_line(path - 1);
  }

  bool ends_value(uint32_t index) const {
    const TokenKind kind = list_.tokens[index].kind;
    if (kind == TokenKind::kSign) return list_.is(index, ")") || list_.is(index, "]");
    return kind == TokenKind::kWord || kind == TokenKind::kNumber || kind == TokenKind::kText;
  }

  bool after_localized_text() const {
    return !ended_ && index_ > unit_.begin + 1 && list_.tokens[index_ - 1].kind == TokenKind::kText && !list_.on_next_line(index_) &&
           (list_.is(index_ - 2, "en") || list_.is(index_ - 2, "ja"));
  }

  // Whether a value stands before on the same line: rather than the next clause, more of it was meant.
  bool goes_on() const { return !ended_ && index_ > unit_.begin && !list_.on_next_line(index_) && ends_value(index_ - 1); }

  // The quantifier before the found token in the same brackets that has neither a body nor something after it that closes it.
  std::string open_quantifier() const {
    int depth = 0;
    for (uint32_t i = index_; i > unit_.begin; --i) {
      const std::string_view text = list_.text(i - 1);
      const TokenKind kind = list_.tokens[i - 1].kind;
      if (kind == TokenKind::kSign) {
        if (text == ")" || text == "]" || text == "}") ++depth;
        if ((text == "(" || text == "[" || text == "{") && depth-- == 0) return {};
        if (depth == 0 && text == ":") return {};
      }
      if (depth > 0) continue;
      if (kind == TokenKind::kReserved && (text == "any" || text == "all" || text == "no")) return std::string(text);
      if (kind == TokenKind::kWord && (text == "require" || text == "let" || list_.on_next_line(i - 1)) && i < index_) {
        if (text == "require" || text == "let" || text == "title" || text == "supports" || text == "severity" || text == "message" ||
            text == "remedy")
          return {};
      }
    }
    return {};
  }

  const TokenList& list_;
  Unit unit_;
  uint32_t index_;
  const Expected& expected_;
  Place place_;
  bool ended_;
  std::string_view found_, before_;
};

}  // namespace

SyntaxMessage describe(const TokenList& list, Unit unit, uint32_t index, const Expected& expected, Place place) {
  return Describer(list, unit, index, expected, place).describe();
}

}  // namespace sekisho::syntax
