// Syntax errors: what ANTLR expected put into our words, and where to go on.
#include "engine/syntax/antlr/errors.h"

#include <algorithm>
#include <array>

#include "SekiParser.h"
#include "engine/syntax/syntax_message.h"

namespace sekisho::syntax {
namespace {

using Grammar = grammar::SekiParser;

Place place_of(size_t rule) {
  switch (rule) {
    case Grammar::RuleUnit:
    case Grammar::RuleDeclaration: return Place::kUnit;
    case Grammar::RuleRuleDeclaration: return Place::kRuleBody;
    case Grammar::RuleMapDeclaration: return Place::kMapBody;
    case Grammar::RuleTestDeclaration: return Place::kTestBody;
    case Grammar::RuleCaseBody: return Place::kCaseBody;
    case Grammar::RuleFields: return Place::kFields;
    default: return Place::kElsewhere;
  }
}

// Rules whose failure is skipped over; their siblings are read as if nothing had happened.
bool is_recovery_point(size_t rule) {
  return rule == Grammar::RuleRuleClause || rule == Grammar::RuleMapItem || rule == Grammar::RuleTestCase || rule == Grammar::RuleCaseItem ||
         rule == Grammar::RuleField;
}

size_t body_of(size_t rule) {
  switch (rule) {
    case Grammar::RuleRuleClause: return Grammar::RuleRuleDeclaration;
    case Grammar::RuleMapItem: return Grammar::RuleMapDeclaration;
    case Grammar::RuleTestCase: return Grammar::RuleTestDeclaration;
    case Grammar::RuleCaseItem: return Grammar::RuleCaseBody;
    default: return Grammar::RuleFields;
  }
}

bool is_operator(size_t type, const std::string& spelling) {
  static constexpr std::array<std::string_view, 17> kSigns = {"==", "!=", "<", "<=", ">",       ">=", "??",  "+", "-",
                                                              "*",  ".",  "[", "(",  "implies", "or", "and", "is"};
  return std::find(kSigns.begin(), kSigns.end(), spelling) != kSigns.end() || type == Grammar::IN || type == Grammar::NOT ||
         type == Grammar::REFERS || type == Grammar::DEFAULT;
}

Expected expected_of(const antlr4::misc::IntervalSet& set, const antlr4::dfa::Vocabulary& vocabulary) {
  Expected result;
  const auto has = [&](size_t type) { return set.contains(type); };
  result.value = has(Grammar::RAW_TEXT);
  result.expression = result.value && has(Grammar::NOT);
  result.after_value = !result.value && has(Grammar::AND) && has(Grammar::DEFAULT);
  result.type = has(Grammar::OWNER);
  result.name = has(Grammar::WORD);
  result.text = has(Grammar::TEXT) && !result.value;
  result.control = has(Grammar::CONTROL);
  result.timestamp = has(Grammar::TIMESTAMP) && !result.value;
  result.address = has(Grammar::ADDRESS);
  result.end = has(antlr4::Token::EOF);
  result.next_clause = has(Grammar::REQUIRE) && has(Grammar::REMEDY) && !result.name;
  if (result.expression || result.type) return result;
  for (const ssize_t type : set.toList()) {
    if (type < 1) continue;
    const std::string literal = vocabulary.getLiteralName(static_cast<size_t>(type));
    if (literal.size() < 3) continue;
    const std::string spelling = literal.substr(1, literal.size() - 2);
    const bool word = spelling[0] >= 'a' && spelling[0] <= 'z';
    if (result.after_value && is_operator(static_cast<size_t>(type), spelling)) continue;
    if (word && result.name && !is_reserved(spelling)) continue;
    if (result.value || (word && result.next_clause)) continue;
    result.words.push_back(spelling);
  }
  return result;
}

}  // namespace

void ErrorStrategy::reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) {
  if (inErrorRecoveryMode(parser)) return;
  beginErrorCondition(parser);
  const auto* context = static_cast<const antlr4::ParserRuleContext*>(error.getCtx());
  antlr4::Token* offending = error.getOffendingToken();
  const uint32_t index = std::min(unit_.end, unit_.begin + static_cast<uint32_t>(offending->getTokenIndex()));
  // What was mended has been reported; what follows from it has not to be.
  const auto spoilt = [&](uint32_t i) { return i < list_.tokens.size() && (list_.tokens[i].unclosed || list_.tokens[i].mended); };
  if (spoilt(index) || (index > 0 && list_.tokens[index - 1].unclosed)) return;
  Place place = context == nullptr ? Place::kElsewhere : place_of(context->getRuleIndex());
  Expected expected = expected_of(error.getExpectedTokens(), parser->getVocabulary());
  // In a declaration's head, its own words are a better guide than what its body may hold.
  const bool in_body = expected.words.size() > 1 || expected.next_clause || (expected.name && expected.words.size() == 1 && expected.words[0] == "}");
  const bool new_declaration = index == unit_.begin || (index < unit_.end && list_.on_line_start(index));
  if (place == Place::kUnit ? !new_declaration : !in_body) {
    place = Place::kElsewhere;
    expected.after_value = expected.after_value || (expected.end && value_came_before(index));
  }
  SyntaxMessage message = describe(list_, unit_, index, expected, place);
  Span span = list_.span(message.index < unit_.end ? message.index : unit_.end - 1);
  if (message.index >= unit_.end) span.begin = span.end;
  diagnostics_.error(message.code, span, message.message, message.help);
}

// Whether a parameter's or definition's value has begun before `index`.
bool ErrorStrategy::value_came_before(uint32_t index) const {
  for (uint32_t i = unit_.begin; i < index; ++i)
    if (list_.is(i, "=")) return true;
  return false;
}

bool ErrorStrategy::starts_sibling(size_t rule, uint32_t index) const {
  const std::string_view text = list_.text(index);
  const TokenKind kind = list_.tokens[index].kind;
  if (kind != TokenKind::kWord && kind != TokenKind::kReserved) return false;
  switch (rule) {
    case Grammar::RuleRuleDeclaration: {
      static constexpr std::array<std::string_view, 9> kClauses = {"title", "supports", "severity", "for",   "let",
                                                                   "where", "require",  "message",  "remedy"};
      return std::find(kClauses.begin(), kClauses.end(), text) != kClauses.end() && list_.on_next_line(index);
    }
    case Grammar::RuleTestDeclaration: return text == "case";
    case Grammar::RuleFields: return list_.is(index + 1, ":");
    case Grammar::RuleCaseBody: return list_.on_next_line(index);
    case Grammar::RuleMapDeclaration:
      if (text == "let" || text == "identity") return list_.on_next_line(index);
      if (!list_.on_next_line(index)) return false;
      while (list_.is(index + 1, ".")) index += 2;
      if (list_.is(index + 1, "=") || list_.is(index + 1, "unavailable")) return true;
      return index + 2 < unit_.end && list_.tokens[index + 1].kind == TokenKind::kWord && list_.tokens[index + 2].kind == TokenKind::kText;
    default: return false;
  }
}

void ErrorStrategy::skip_to_sibling(antlr4::Parser* parser, size_t rule) {
  antlr4::TokenStream* stream = parser->getTokenStream();
  // Inside a sibling that failed at its first token, that token is not where the next one starts.
  const bool failed_at_start = parser->getContext()->getRuleIndex() != rule && parser->getContext()->start->getTokenIndex() == stream->index();
  const uint32_t here = std::min(unit_.end, unit_.begin + static_cast<uint32_t>(stream->index()) + (failed_at_start ? 1 : 0));
  const antlr4::ParserRuleContext* body = parser->getContext();
  while (body != nullptr && body->getRuleIndex() != rule) body = static_cast<const antlr4::ParserRuleContext*>(body->parent);
  if (body == nullptr) return;
  // The body's own brace is the first that encloses the place of the error; what stands in brackets below it is skipped whole.
  uint32_t index = unit_.begin + static_cast<uint32_t>(body->start->getTokenIndex());
  while (index < here && list_.tokens[index].partner < here) ++index;
  const uint32_t close = index < here ? list_.tokens[index].partner : unit_.end;
  for (++index; index < close;) {
    const uint32_t partner = list_.tokens[index].partner;
    if (index >= here && starts_sibling(rule, index)) break;
    index = partner > index ? partner + 1 : index + 1;
  }
  if (unit_.begin + stream->index() < index) endErrorCondition(parser);
  while (unit_.begin + stream->index() < index && stream->LA(1) != antlr4::Token::EOF) stream->consume();
}

void ErrorStrategy::recover(antlr4::Parser* parser, std::exception_ptr error) {
  const size_t rule = parser->getContext()->getRuleIndex();
  if (rule == Grammar::RuleUnit || rule == Grammar::RuleExpressionUnit) return;
  if (!is_recovery_point(rule)) std::rethrow_exception(error);
  skip_to_sibling(parser, body_of(rule));
}

antlr4::Token* ErrorStrategy::recoverInline(antlr4::Parser* parser) { throw antlr4::InputMismatchException(parser); }

void ErrorStrategy::sync(antlr4::Parser* parser) {
  antlr4::atn::ATNState* state = parser->getATN().states[parser->getState()];
  const size_t next = parser->getTokenStream()->LA(1);
  const antlr4::misc::IntervalSet fitting = parser->getATN().nextTokens(state);
  if (fitting.contains(antlr4::Token::EPSILON) || fitting.contains(next)) return;
  switch (state->getStateType()) {
    case antlr4::atn::ATNState::BLOCK_START:
    case antlr4::atn::ATNState::STAR_BLOCK_START:
    case antlr4::atn::ATNState::PLUS_BLOCK_START:
    case antlr4::atn::ATNState::STAR_LOOP_ENTRY:
    case antlr4::atn::ATNState::PLUS_LOOP_BACK:
    case antlr4::atn::ATNState::STAR_LOOP_BACK: break;
    default: return;
  }
  const size_t rule = parser->getContext()->getRuleIndex();
  const Place place = place_of(rule);
  const bool in_loop =
      state->getStateType() == antlr4::atn::ATNState::STAR_LOOP_ENTRY || state->getStateType() == antlr4::atn::ATNState::STAR_LOOP_BACK;
  if (place == Place::kElsewhere || place == Place::kUnit || !in_loop || next == antlr4::Token::EOF) throw antlr4::InputMismatchException(parser);
  reportError(parser, antlr4::InputMismatchException(parser));
  skip_to_sibling(parser, rule);
}

}  // namespace sekisho::syntax
