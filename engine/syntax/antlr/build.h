// From the generated parser's contexts to the syntax tree. ANTLR stops in this folder.
#pragma once

#include <string>
#include <vector>

#include "SekiParser.h"
#include "antlr4-runtime.h"
#include "engine/syntax/ast.h"
#include "engine/syntax/token.h"

namespace sekisho::syntax {

using Grammar = grammar::SekiParser;

// An expression inside a text literal, read in place. Null after an error.
ExpressionPtr parse_piece(const SourcePtr& source, uint32_t begin, uint32_t end, Diagnostics& diagnostics);

// Builds one unit. REQUIRES: contexts whose `exception` is null are complete; others are skipped or become holes (kError).
class Builder {
 public:
  // `first` is the index in `list` of the parser's first token.
  Builder(const TokenList& list, uint32_t first, Diagnostics& diagnostics) : list_(list), first_(first), diagnostics_(diagnostics) {}

  void build(Grammar::UnitContext& unit, File& file);
  ExpressionPtr build(Grammar::ExpressionContext& context);

 private:
  // build_declaration.cc
  void build(Grammar::EditionContext& context, File& file);
  void build(Grammar::DeclarationContext& context, File& file);
  ParameterDeclaration build(Grammar::ParameterDeclarationContext& context);
  EnumDeclaration build(Grammar::EnumDeclarationContext& context);
  KindDeclaration build(Grammar::KindDeclarationContext& context);
  DefineDeclaration build(Grammar::DefineDeclarationContext& context);
  std::vector<Name> build(Grammar::EnumValuesContext& context);
  std::vector<FieldDeclaration> build(Grammar::FieldsContext& context);
  std::unique_ptr<Type> build(Grammar::TypeContext& context);
  std::unique_ptr<Type> build(Grammar::PlainTypeContext& context);
  LocalizedText build(Grammar::LocalizedTextContext& context);
  std::vector<TextPart> build_text_parts(antlr4::Token& token);

  // build_rule.cc
  RuleDeclaration build(Grammar::RuleDeclarationContext& context);
  void build(Grammar::RuleClauseContext& context, RuleDeclaration& rule);
  void build_hole(Grammar::RuleClauseContext& context, RuleDeclaration& rule);
  void set_text(std::optional<LocalizedText>& slot, Grammar::RuleClauseContext& context);
  MapDeclaration build(Grammar::MapDeclarationContext& context);
  std::optional<MapItem> build(Grammar::MapItemContext& context);
  TestDeclaration build(Grammar::TestDeclarationContext& context);
  TestCase build(Grammar::TestCaseContext& context);
  void build(Grammar::CaseItemContext& context, TestCase& test_case);

  // build_expression.cc
  ExpressionPtr build(Grammar::DisjunctionContext& context);
  ExpressionPtr build(Grammar::ConjunctionContext& context);
  ExpressionPtr build(Grammar::NegationContext& context);
  ExpressionPtr build(Grammar::ComparisonContext& context);
  ExpressionPtr build(Grammar::FallbackContext& context);
  ExpressionPtr build(Grammar::SumContext& context);
  ExpressionPtr build(Grammar::ProductContext& context);
  ExpressionPtr build(Grammar::PrefixContext& context);
  ExpressionPtr build(Grammar::PathContext& context);
  ExpressionPtr add_step(ExpressionPtr path, Grammar::StepContext& context);
  ExpressionPtr build(Grammar::AtomContext& context);
  ExpressionPtr build_word(Grammar::WordContext& context, bool called);

  // build_atom.cc
  ExpressionPtr build(Grammar::LiteralContext& context);
  ExpressionPtr build(Grammar::ListContext& context);
  ExpressionPtr build(Grammar::RecordContext& context);
  ExpressionPtr build(Grammar::SetContext& context);
  ExpressionPtr build(Grammar::DictBodyContext& context);
  ExpressionPtr build(Grammar::UnknownContext& context);
  ExpressionPtr build(Grammar::TargetContext& context);
  ExpressionPtr build(Grammar::ConditionalContext& context);
  ExpressionPtr build(Grammar::ChoiceContext& context);
  ExpressionPtr build(Grammar::PatternContext& context);
  ExpressionPtr build(Grammar::QuantifierContext& context);
  ExpressionPtr build(Grammar::BindingContext& context);
  std::vector<Binder> build(Grammar::BindersContext& context);
  Binder build(Grammar::BinderContext& context);
  // An expression that stands between commas: a quantifier at its end could take what follows.
  ExpressionPtr build_item(Grammar::ExpressionContext& context);
  void add_items(Expression& collection, const std::vector<Grammar::ExpressionContext*>& items);

  // Pieces. build_expression.cc
  ExpressionPtr make(ExpressionKind kind, const antlr4::ParserRuleContext& context);
  ExpressionPtr make(ExpressionKind kind, Span span);
  ExpressionPtr join(ExpressionKind kind, ExpressionPtr left, ExpressionPtr right, std::string text = {});
  // Sets the height; a tree that is too high is reported once and becomes a hole.
  ExpressionPtr finish(ExpressionPtr expression);
  Span span(const antlr4::ParserRuleContext& context) const;
  Span span(antlr4::Token& token) const { return list_.span(index(token)); }
  std::string_view text(antlr4::Token& token) const { return list_.text(index(token)); }
  std::string_view text(antlr4::ParserRuleContext& context) const { return text(*context.start); }
  size_t index(antlr4::Token& token) const { return first_ + token.getTokenIndex(); }
  std::string unescaped(size_t index);
  std::string unescaped(antlr4::Token& token) { return unescaped(index(token)); }
  Name name(antlr4::Token& token) const;
  Name name(Grammar::WordContext& context) const { return name(*context.start); }
  Name name(Grammar::NameContext& context) const;
  Name name(Grammar::PopulationContext& context);
  // A word that expressions can use: a reserved one is refused.
  Name variable(Grammar::WordContext& context);
  void report(const char* code, Span span, std::string message, std::string help = {}) {
    diagnostics_.error(code, std::move(span), std::move(message), std::move(help));
  }

  const TokenList& list_;
  uint32_t first_;
  Diagnostics& diagnostics_;
  bool height_reported_ = false;
};

}  // namespace sekisho::syntax
