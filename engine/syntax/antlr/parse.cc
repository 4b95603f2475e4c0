// Text to syntax tree: limits, the parser's two tries for each declaration, and the wall behind which ANTLR's exceptions die.
#include "engine/syntax/parse.h"

#include <exception>
#include <utility>

#include "engine/syntax/antlr/build.h"
#include "engine/syntax/antlr/errors.h"
#include "engine/syntax/token.h"
#include "sekisho/utf8.h"

namespace sekisho::syntax {
namespace {

// Stops the parser where rules call themselves too deeply: prefixes such as `not not …` open no bracket.
class DepthLimit : public antlr4::tree::ParseTreeListener {
 public:
  void enterEveryRule(antlr4::ParserRuleContext* context) override {
    if (counts(*context) && ++depth_ > kMaxDepth) throw antlr4::ParseCancellationException("too deep");
  }
  void exitEveryRule(antlr4::ParserRuleContext* context) override {
    if (counts(*context)) --depth_;
  }
  void visitTerminal(antlr4::tree::TerminalNode*) override {}
  void visitErrorNode(antlr4::tree::ErrorNode*) override {}
  bool exceeded() const { return depth_ > kMaxDepth; }

 private:
  // A bracket costs three: expression, negation, prefix.
  static constexpr uint32_t kMaxDepth = 3 * kMaxNesting;
  static bool counts(const antlr4::ParserRuleContext& context) {
    switch (context.getRuleIndex()) {
      case Grammar::RuleExpression:
      case Grammar::RuleNegation:
      case Grammar::RulePrefix:
      case Grammar::RuleType: return true;
      default: return false;
    }
  }
  uint32_t depth_ = 0;
};

std::vector<std::unique_ptr<antlr4::Token>> grammar_tokens(const TokenList& list, Unit unit) {
  std::vector<std::unique_ptr<antlr4::Token>> result;
  result.reserve(unit.end - unit.begin + 1);
  const auto add = [&](size_t type, uint32_t begin, uint32_t end) {
    auto token = std::make_unique<antlr4::CommonToken>(type);
    token->setStartIndex(begin);
    token->setStopIndex(end);
    result.push_back(std::move(token));
  };
  for (uint32_t i = unit.begin; i < unit.end; ++i) add(list.tokens[i].grammar_type, list.tokens[i].begin, list.tokens[i].end);
  add(antlr4::Token::EOF, list.tokens[unit.end - 1].end, list.tokens[unit.end - 1].end);
  return result;
}

// One unit through the parser: first without a word and with the cheap prediction, which nearly always does; then with the full one and messages.
class UnitParser {
 public:
  UnitParser(const TokenList& list, Unit unit, Diagnostics& diagnostics)
      : list_(list), unit_(unit), diagnostics_(diagnostics), source_(grammar_tokens(list, unit)), stream_(&source_), parser_(&stream_) {
    parser_.removeErrorListeners();
  }

  // Null when nothing could be understood; that is reported.
  template <typename Context>
  Context* parse(Context* (Grammar::*rule)()) {
    try {
      if (Context* context = quiet(rule)) return context;
      parser_.reset();
      parser_.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(antlr4::atn::PredictionMode::LL);
      parser_.setErrorHandler(std::make_shared<ErrorStrategy>(list_, unit_, diagnostics_));
      return (parser_.*rule)();
    } catch (const antlr4::ParseCancellationException&) {
      diagnostics_.error("SK0103", here(), "parts are nested deeper than " + std::to_string(kMaxNesting), "name a part with `define` or `let`");
    } catch (const std::exception&) {
      const bool told = diagnostics_.error_count() > errors_before_;
      if (!told) diagnostics_.error("SK0106", here(), "this declaration could not be read", "please report it to us with the file");
    }
    return nullptr;
  }

 private:
  template <typename Context>
  Context* quiet(Context* (Grammar::*rule)()) {
    parser_.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(antlr4::atn::PredictionMode::SLL);
    parser_.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
    parser_.addParseListener(&depth_);
    try {
      return (parser_.*rule)();
    } catch (const antlr4::ParseCancellationException&) {
      if (depth_.exceeded()) throw;
    }
    return nullptr;
  }

  Span here() {
    const uint32_t index = std::min(unit_.end - 1, unit_.begin + static_cast<uint32_t>(stream_.index()));
    return list_.span(index);
  }

  const TokenList& list_;
  Unit unit_;
  Diagnostics& diagnostics_;
  antlr4::ListTokenSource source_;
  antlr4::CommonTokenStream stream_;
  Grammar parser_;
  DepthLimit depth_;
  size_t errors_before_ = diagnostics_.error_count();
};

// Tokens without comments, mended and placed. Nullopt after reporting what forbids to go on.
std::optional<TokenList> prepare(const SourcePtr& source, uint32_t begin, uint32_t end, std::string_view masked, Diagnostics& diagnostics) {
  TokenList list = read_tokens(source, begin, end, masked);
  if (!mend_tokens(list, diagnostics)) return std::nullopt;
  place_words(list);
  std::erase_if(list.tokens, [](const Token& token) { return token.kind == TokenKind::kComment; });
  return list;
}

bool acceptable(const SourcePtr& source, Diagnostics& diagnostics) {
  const std::string& text = source->text();
  if (text.size() > kMaxSourceBytes) {
    diagnostics.error("SK0101", {source, 0, 0}, "this file has " + std::to_string(text.size()) + " bytes, more than 4 MiB",
                      "divide it; tables of data belong into registers");
    return false;
  }
  if (const std::optional<size_t> bad = first_bad_utf8(text)) {
    const auto at = static_cast<uint32_t>(*bad);
    diagnostics.error("SK0102", {source, at, at}, "this is not UTF-8", "save the file as UTF-8");
    return false;
  }
  return true;
}

void parse_unit(TokenList& list, Unit unit, File& file, Diagnostics& diagnostics) {
  if (unit.end - unit.begin > kMaxUnitTokens) {
    diagnostics.error("SK0104", list.span(unit.begin), "this declaration has more than " + std::to_string(kMaxUnitTokens) + " words and signs",
                      "divide it; tables of data belong into registers");
    return;
  }
  if (!match_brackets(list, unit, diagnostics)) return;
  UnitParser parser(list, unit, diagnostics);
  Grammar::UnitContext* context = parser.parse(&Grammar::unit);
  if (context != nullptr) Builder(list, unit.begin, diagnostics).build(*context, file);
}

// Whether head clauses stand in their order and none is missing.
void check_head(const TokenList& list, const std::vector<Unit>& units, Diagnostics& diagnostics) {
  const Span start{list.source, 0, 0};
  const auto starts_with = [&](std::string_view word) {
    for (const Unit& unit : units)
      if (list.is(unit.begin, word)) return true;
    return false;
  };
  if (!starts_with("language")) diagnostics.error("SK0122", start, "the file does not say its language", "begin it with `language 1`");
  if (!starts_with("package")) diagnostics.error("SK0124", start, "the file names no package", "write `package some.name` below `language 1`");
  int stage = 0;
  for (const Unit& unit : units) {
    const int own = list.is(unit.begin, "language") ? 0 : list.is(unit.begin, "package") ? 1 : list.is(unit.begin, "import") ? 2 : 3;
    if (own < stage) {
      diagnostics.error("SK0122", list.span(unit.begin), "`" + std::string(list.text(unit.begin)) + "` stands too late",
                        "a file begins with `language`, then `package`, then each `import`, then the declarations");
    }
    stage = std::max(stage, own);
  }
}

void parse_accepted(const SourcePtr& source, File& file, Diagnostics& diagnostics) {
  std::optional<TokenList> list = prepare(source, 0, static_cast<uint32_t>(source->text().size()), {}, diagnostics);
  if (!list.has_value()) return;
  const std::vector<Unit> units = split_units(*list);
  check_head(*list, units, diagnostics);
  for (const Unit& unit : units) {
    if (diagnostics.error_count() > kMaxErrors) return;
    parse_unit(*list, unit, file, diagnostics);
  }
}

// The first kMaxErrors errors in the order of the text, with the warnings among them.
void hand_over(Diagnostics& found, const SourcePtr& source, Diagnostics& diagnostics) {
  found.sort();
  size_t errors = 0;
  for (const Diagnostic& diagnostic : found.all()) {
    if (diagnostic.severity == Severity::kError && ++errors > kMaxErrors) break;
    diagnostics.add(diagnostic);
  }
  if (errors > kMaxErrors) {
    diagnostics.error("SK0105", {source, 0, 0}, "more than " + std::to_string(kMaxErrors) + " errors: the rest is not shown",
                      "mend the first ones and try again");
  }
}

}  // namespace

std::unique_ptr<File> parse(const SourcePtr& source, Diagnostics& diagnostics) {
  auto file = std::make_unique<File>();
  file->source = source;
  Diagnostics found;
  try {
    if (acceptable(source, found)) parse_accepted(source, *file, found);
  } catch (const std::exception&) {
    found.error("SK0106", {source, 0, 0}, "this file could not be read", "please report it to us with the file");
  }
  hand_over(found, source, diagnostics);
  return file;
}

ExpressionPtr parse_range(const SourcePtr& source, uint32_t begin, uint32_t end, std::string_view masked, Diagnostics& diagnostics) {
  const size_t before = diagnostics.error_count();
  std::optional<TokenList> list = prepare(source, begin, end, masked, diagnostics);
  if (!list.has_value()) return nullptr;
  const Unit unit{0, static_cast<uint32_t>(list->tokens.size())};
  if (unit.end == 0) {
    diagnostics.error("SK0120", {source, begin, end}, "expected an expression, found nothing");
    return nullptr;
  }
  if (unit.end > kMaxUnitTokens || !match_brackets(*list, unit, diagnostics)) return nullptr;
  UnitParser parser(*list, unit, diagnostics);
  Grammar::ExpressionUnitContext* context = parser.parse(&Grammar::expressionUnit);
  if (context == nullptr || context->exception != nullptr || diagnostics.error_count() > before) return nullptr;
  ExpressionPtr result = Builder(*list, 0, diagnostics).build(*context->expression());
  return diagnostics.error_count() > before ? nullptr : std::move(result);
}

ExpressionPtr parse_expression(const SourcePtr& source, Diagnostics& diagnostics) {
  try {
    if (!acceptable(source, diagnostics)) return nullptr;
    return parse_range(source, 0, static_cast<uint32_t>(source->text().size()), {}, diagnostics);
  } catch (const std::exception&) {
    diagnostics.error("SK0106", {source, 0, 0}, "this expression could not be read", "please report it to us");
  }
  return nullptr;
}

ExpressionPtr parse_piece(const SourcePtr& source, uint32_t begin, uint32_t end, Diagnostics& diagnostics) {
  // Quotes inside a text are written \": one space and the quote keep every place as it was.
  std::string masked = source->text().substr(begin, end - begin);
  bool inside = false;
  for (size_t i = 0; i + 1 < masked.size(); ++i) {
    if (masked[i] != '\\' || masked[i + 1] != '"') continue;
    masked[i] = inside ? '"' : ' ';
    masked[i + 1] = inside ? ' ' : '"';
    inside = !inside;
  }
  return parse_range(source, begin, end, masked, diagnostics);
}

}  // namespace sekisho::syntax
