// Rules, maps and tests.
#include <utility>

#include "engine/syntax/antlr/build.h"

namespace sekisho::syntax {
namespace {

// The quantifier at the right end of an expression that took a `where` into its last binder; null when there is none.
const Binder* last_open_binder(const Expression* expression) {
  while (expression != nullptr) {
    const ExpressionKind kind = expression->kind;
    const bool bare = (kind == ExpressionKind::kAny || kind == ExpressionKind::kAll || kind == ExpressionKind::kNo) && expression->operands.empty();
    if (bare || kind == ExpressionKind::kThe) return &expression->binders.back();
    const bool closed = kind == ExpressionKind::kParentheses || kind == ExpressionKind::kCall || kind == ExpressionKind::kIndex ||
                        kind == ExpressionKind::kField || kind == ExpressionKind::kList || kind == ExpressionKind::kSet ||
                        kind == ExpressionKind::kDict;
    if (closed || expression->operands.empty()) return nullptr;
    expression = expression->operands.back().get();
  }
  return nullptr;
}

}  // namespace

RuleDeclaration Builder::build(Grammar::RuleDeclarationContext& context) {
  RuleDeclaration rule;
  rule.name = name(*context.word());
  for (Grammar::RuleClauseContext* clause : context.ruleClause()) {
    if (clause->exception == nullptr)
      build(*clause, rule);
    else
      build_hole(*clause, rule);
  }
  rule.span = span(context);
  return rule;
}

// Leaves what the clause would have given as a hole, so that nobody complains that it is missing.
void Builder::build_hole(Grammar::RuleClauseContext& context, RuleDeclaration& rule) {
  const std::string_view word = text(context);
  const Span place = span(*context.start);
  if (word == "let" || word == "where" || word == "require") {
    RuleClause clause;
    clause.kind = word == "let" ? RuleClause::Kind::kLet : word == "where" ? RuleClause::Kind::kWhere : RuleClause::Kind::kRequire;
    if (context.word() != nullptr && context.word()->exception == nullptr && word == "let") clause.name = name(*context.word());
    clause.expression = make(ExpressionKind::kError, place);
    clause.span = place;
    rule.clauses.push_back(std::move(clause));
  } else if (word == "title" || word == "message" || word == "remedy") {
    std::optional<LocalizedText>& slot = word == "title" ? rule.title : word == "message" ? rule.message : rule.remedy;
    if (slot.has_value()) return;
    slot.emplace();
    slot->has_en = slot->has_ja = true;
    slot->span = place;
  }
}

void Builder::set_text(std::optional<LocalizedText>& slot, Grammar::RuleClauseContext& context) {
  if (slot.has_value()) report("SK0126", span(*context.start), "`" + std::string(text(context)) + "` stands twice in this rule", "keep one of them");
  slot = build(*context.localizedText());
}

void Builder::build(Grammar::RuleClauseContext& context, RuleDeclaration& rule) {
  const std::string_view word = text(context);
  if (word == "title") return set_text(rule.title, context);
  if (word == "message") return set_text(rule.message, context);
  if (word == "remedy") return set_text(rule.remedy, context);
  if (word == "supports") {
    rule.supports.push_back({name(*context.WORD()->getSymbol()), name(*context.control()->start), build(*context.localizedText()), span(context)});
  } else if (word == "severity") {
    if (rule.severity.has_value()) report("SK0126", span(*context.start), "`severity` stands twice in this rule", "keep one of them");
    rule.severity = name(*context.WORD()->getSymbol());
  } else if (word == "for") {
    if (rule.variable.has_value()) {
      report("SK0126", span(*context.start), "`for` stands twice in this rule",
             "a rule ranges over one kind; range over others with `any`, `all` or `no`");
    }
    rule.variable = variable(*context.word());
    rule.population = name(*context.population());
  } else {
    RuleClause clause;
    clause.kind = word == "let" ? RuleClause::Kind::kLet : word == "where" ? RuleClause::Kind::kWhere : RuleClause::Kind::kRequire;
    if (context.word() != nullptr) clause.name = variable(*context.word());
    clause.expression = build(*context.expression());
    clause.span = span(context);
    const Binder* binder = last_open_binder(clause.expression.get());
    if (binder != nullptr && binder->condition != nullptr) {
      const LineColumn clause_place = list_.source->line_column(clause.span.begin);
      size_t where = index(*context.start);
      while (where < list_.tokens.size() && list_.tokens[where].end <= binder->collection->span.end) ++where;
      const LineColumn where_place = list_.source->line_column(list_.tokens[where].begin);
      if (where_place.line != clause_place.line && where_place.column == clause_place.column) {
        diagnostics_.warning("SK0131", list_.span(where),
                             "this `where` belongs to `" + binder->name.text + " in …` before it, though it stands like a clause of the rule",
                             "put the quantifier into parentheses if a clause is meant, or indent this line");
      }
    }
    rule.clauses.push_back(std::move(clause));
  }
}

MapDeclaration Builder::build(Grammar::MapDeclarationContext& context) {
  MapDeclaration map;
  for (Grammar::PopulationContext* source : context.population()) map.sources.push_back(name(*source));
  map.variable = variable(*context.word());
  for (Grammar::EachContext* each : context.each()) {
    Binder binder;
    binder.name = variable(*each->word());
    binder.collection = build(*each->expression());
    map.each.push_back(std::move(binder));
  }
  size_t next = 0;
  const auto expressions = context.expression();
  if (context.KEY() != nullptr) map.key = build(*expressions[next++]);
  if (context.WHERE() != nullptr) map.condition = build(*expressions[next]);
  map.kind = name(*context.name());
  for (Grammar::MapItemContext* item : context.mapItem()) {
    if (std::optional<MapItem> built = build(*item)) map.items.push_back(std::move(*built));
  }
  map.span = span(context);
  return map;
}

std::optional<MapItem> Builder::build(Grammar::MapItemContext& context) {
  MapItem item;
  item.span = span(context);
  const bool whole = context.exception == nullptr;
  if (context.LET() != nullptr) {
    item.kind = MapItem::Kind::kLet;
    if (context.word().empty() || context.word(0)->exception != nullptr) return std::nullopt;
    item.name = variable(*context.word(0));
  } else if (context.IDENTITY() != nullptr) {
    if (!whole) return std::nullopt;
    item.kind = MapItem::Kind::kIdentity;
    item.identity = {name(*context.word(0)), name(*context.word(1)), build(*context.expression()), item.span};
    return item;
  } else {
    if (context.name() == nullptr || context.name()->exception != nullptr) return std::nullopt;
    item.name = name(*context.name());
  }
  if (!whole) {
    item.value = make(ExpressionKind::kError, span(*context.start));
  } else if (context.expression() != nullptr) {
    item.value = build(*context.expression());
  } else {
    item.kind = MapItem::Kind::kUnavailable;
    item.reason = unescaped(*context.TEXT()->getSymbol());
  }
  return item;
}

TestDeclaration Builder::build(Grammar::TestDeclarationContext& context) {
  TestDeclaration test;
  test.of_map = context.population() != nullptr;
  test.subject = test.of_map ? name(*context.population()) : name(*context.name());
  if (context.TEXT() != nullptr) test.from = unescaped(*context.TEXT()->getSymbol());
  if (context.TIMESTAMP() != nullptr) test.at = text(*context.TIMESTAMP()->getSymbol());
  for (Grammar::TestCaseContext* test_case : context.testCase()) {
    if (test_case->TEXT().empty()) continue;
    if (test_case->exception == nullptr) test.cases.push_back(build(*test_case));
  }
  test.span = span(context);
  return test;
}

TestCase Builder::build(Grammar::TestCaseContext& context) {
  TestCase result;
  const auto texts = context.TEXT();
  result.title = unescaped(*texts[0]->getSymbol());
  if (context.verdict() != nullptr) result.verdict = name(*context.verdict()->start);
  for (Grammar::CaseParameterContext* parameter : context.caseParameter()) {
    result.parameters.push_back({name(*parameter->word()), build_item(*parameter->expression())});
  }
  if (context.ADDRESS() != nullptr) result.address = text(*context.ADDRESS()->getSymbol());
  if (texts.size() > 1) result.address = unescaped(*texts[1]->getSymbol());
  if (context.caseBody() != nullptr) {
    for (Grammar::CaseItemContext* item : context.caseBody()->caseItem()) {
      if (item->exception == nullptr) build(*item, result);
    }
  }
  result.span = span(context);
  return result;
}

void Builder::build(Grammar::CaseItemContext& context, TestCase& test_case) {
  if (context.OPEN() != nullptr) {
    test_case.open.push_back(name(*context.population()));
  } else if (context.EXPECT() != nullptr) {
    test_case.expectations.push_back(build(*context.expression()));
  } else {
    TestRow row;
    row.population = name(*context.population());
    row.variable = variable(*context.word());
    row.value = build(*context.record());
    row.value->kind = ExpressionKind::kRecord;
    row.span = span(context);
    test_case.rows.push_back(std::move(row));
  }
}

}  // namespace sekisho::syntax
