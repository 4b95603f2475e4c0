// Expressions: operators and paths, loosest first.
#include <string>
#include <utility>

#include "engine/syntax/antlr/build.h"

namespace sekisho::syntax {

Span Builder::span(const antlr4::ParserRuleContext& context) const {
  const Span begin = span(*context.start);
  const antlr4::Token* stop = context.stop;
  if (stop == nullptr || stop->getTokenIndex() < context.start->getTokenIndex()) return {begin.source, begin.begin, begin.begin};
  return {begin.source, begin.begin, list_.tokens[first_ + stop->getTokenIndex()].end};
}

ExpressionPtr Builder::make(ExpressionKind kind, Span span) {
  auto expression = std::make_unique<Expression>();
  expression->kind = kind;
  expression->span = std::move(span);
  return expression;
}

ExpressionPtr Builder::make(ExpressionKind kind, const antlr4::ParserRuleContext& context) { return make(kind, span(context)); }

ExpressionPtr Builder::finish(ExpressionPtr expression) {
  uint32_t height = 0;
  const auto consider = [&](const ExpressionPtr& child) {
    if (child != nullptr && child->height > height) height = child->height;
  };
  for (const ExpressionPtr& operand : expression->operands) consider(operand);
  for (const Binder& binder : expression->binders) {
    consider(binder.collection);
    consider(binder.condition);
  }
  for (const MatchArm& arm : expression->arms) consider(arm.value);
  for (const FieldValue& field : expression->fields) consider(field.value);
  expression->height = height + 1;
  if (expression->height <= kMaxHeight) return expression;
  if (!height_reported_) {
    height_reported_ = true;
    report("SK0104", expression->span, "this expression is deeper than " + std::to_string(kMaxHeight) + " operations",
           "cut it with `let` or `define`; many `or x == …` are one `x in {…}`");
  }
  return make(ExpressionKind::kError, expression->span);
}

ExpressionPtr Builder::join(ExpressionKind kind, ExpressionPtr left, ExpressionPtr right, std::string text) {
  ExpressionPtr result = make(kind, Span{left->span.source, left->span.begin, right->span.end});
  result->text = std::move(text);
  result->operands.push_back(std::move(left));
  result->operands.push_back(std::move(right));
  return finish(std::move(result));
}

ExpressionPtr Builder::build(Grammar::ExpressionContext& context) {
  if (context.exception != nullptr) return make(ExpressionKind::kError, context);
  ExpressionPtr left = build(*context.disjunction());
  if (context.expression() == nullptr) return left;
  return join(ExpressionKind::kImplies, std::move(left), build(*context.expression()));
}

ExpressionPtr Builder::build(Grammar::DisjunctionContext& context) {
  const auto operands = context.conjunction();
  ExpressionPtr result = build(*operands[0]);
  for (size_t i = 1; i < operands.size(); ++i) result = join(ExpressionKind::kOr, std::move(result), build(*operands[i]));
  return result;
}

ExpressionPtr Builder::build(Grammar::ConjunctionContext& context) {
  const auto operands = context.negation();
  ExpressionPtr result = build(*operands[0]);
  for (size_t i = 1; i < operands.size(); ++i) result = join(ExpressionKind::kAnd, std::move(result), build(*operands[i]));
  return result;
}

ExpressionPtr Builder::build(Grammar::NegationContext& context) {
  if (context.comparison() != nullptr) return build(*context.comparison());
  ExpressionPtr result = make(ExpressionKind::kNot, context);
  result->operands.push_back(build(*context.negation()));
  return finish(std::move(result));
}

ExpressionPtr Builder::build(Grammar::ComparisonContext& context) {
  ExpressionPtr result = build(*context.fallback());
  const auto tails = context.comparisonTail();
  for (size_t i = 0; i < tails.size(); ++i) {
    Grammar::ComparisonTailContext& tail = *tails[i];
    if (i == 1) {
      const std::string first(text(*tails[0]->start)), second(text(*tail.start));
      report("SK0127", span(*tail.start), "comparisons do not chain: `" + second + "` follows `" + first + "`",
             "join two comparisons with `and`, as in `a < b and b < c`, or put parentheses");
    }
    if (tail.name() != nullptr) {
      ExpressionPtr is = make(ExpressionKind::kIs, Span{result->span.source, result->span.begin, span(tail).end});
      is->name = name(*tail.name());
      is->operands.push_back(std::move(result));
      result = finish(std::move(is));
      continue;
    }
    antlr4::Token& last = *tail.comparisonOperator()->stop;
    const bool negated = tail.comparisonOperator()->NOT() != nullptr;
    result = join(ExpressionKind::kCompare, std::move(result), build(*tail.fallback()), std::string(text(last)));
    result->negated = negated;
  }
  return result;
}

ExpressionPtr Builder::build(Grammar::FallbackContext& context) {
  ExpressionPtr result = build(*context.sum());
  for (Grammar::FallbackTailContext* tail : context.fallbackTail()) {
    const bool is_default = tail->DEFAULT() != nullptr;
    result = join(is_default ? ExpressionKind::kDefault : ExpressionKind::kCoalesce, std::move(result), build(*tail->sum()));
    if (!is_default) continue;
    result->text = unescaped(*tail->TEXT()->getSymbol());
    result->span.end = span(*tail).end;
  }
  return result;
}

ExpressionPtr Builder::build(Grammar::SumContext& context) {
  const auto operands = context.product();
  ExpressionPtr result = build(*operands[0]);
  for (size_t i = 1; i < operands.size(); ++i) {
    const std::string_view sign = list_.text(index(*operands[i]->start) - 1);
    result = join(sign == "+" ? ExpressionKind::kAdd : ExpressionKind::kSubtract, std::move(result), build(*operands[i]));
  }
  return result;
}

ExpressionPtr Builder::build(Grammar::ProductContext& context) {
  const auto operands = context.prefix();
  ExpressionPtr result = build(*operands[0]);
  for (size_t i = 1; i < operands.size(); ++i) result = join(ExpressionKind::kMultiply, std::move(result), build(*operands[i]));
  return result;
}

ExpressionPtr Builder::build(Grammar::PrefixContext& context) {
  if (context.path() != nullptr) return build(*context.path());
  const std::string_view word = text(*context.start);
  const ExpressionKind kind = word == "present"    ? ExpressionKind::kPresent
                              : word == "nonempty" ? ExpressionKind::kNonempty
                              : word == "empty"    ? ExpressionKind::kEmpty
                              : word == "resolved" ? ExpressionKind::kResolved
                              : word == "-"        ? ExpressionKind::kNegate
                                                   : ExpressionKind::kConfigured;
  ExpressionPtr result = make(kind, context);
  result->operands.push_back(build(*context.prefix()));
  const ExpressionKind operand = result->operands[0]->kind;
  if (kind == ExpressionKind::kNegate && operand != ExpressionKind::kInteger && operand != ExpressionKind::kDecimal &&
      operand != ExpressionKind::kDuration && operand != ExpressionKind::kPeriod && operand != ExpressionKind::kError) {
    report("SK0133", span(*context.start), "`-` before a value wants a number or a duration written out", "write `0 - …`");
  }
  return finish(std::move(result));
}

ExpressionPtr Builder::build(Grammar::PathContext& context) {
  const auto steps = context.step();
  const bool called = !steps.empty() && text(*steps[0]->start) == "(";
  Grammar::AtomContext& atom = *context.atom();
  ExpressionPtr result = atom.word() != nullptr ? build_word(*atom.word(), called) : build(atom);
  for (Grammar::StepContext* step : steps) result = add_step(std::move(result), *step);
  return result;
}

ExpressionPtr Builder::build_word(Grammar::WordContext& context, bool called) {
  const std::string_view word = text(context);
  ExpressionKind kind = ExpressionKind::kName;
  if (!called && word == "self") kind = ExpressionKind::kSelf;
  if (!called && word == "evaluated_at") kind = ExpressionKind::kEvaluatedAt;
  if (!called && word == "origin") kind = ExpressionKind::kOrigin;
  if (!called && (word == "null" || word == "nil")) {
    report("SK0129", span(context), "`" + std::string(word) + "` is no value", "write `absent` for no value, `present x` to ask for one");
    kind = ExpressionKind::kAbsent;
  }
  ExpressionPtr result = make(kind, context);
  result->text = word;
  return result;
}

ExpressionPtr Builder::add_step(ExpressionPtr path, Grammar::StepContext& context) {
  const std::string_view sign = text(*context.start);
  const Span whole{path->span.source, path->span.begin, span(context).end};
  const ExpressionKind kind = sign == "." ? ExpressionKind::kField : sign == "[" ? ExpressionKind::kIndex : ExpressionKind::kCall;
  if (kind == ExpressionKind::kCall && path->kind != ExpressionKind::kName && path->kind != ExpressionKind::kField) {
    report("SK0132", path->span, "only a name can be called", "write `name(…)`");
  }
  ExpressionPtr result = make(kind, whole);
  result->operands.push_back(std::move(path));
  if (kind == ExpressionKind::kField) {
    result->quoted = context.TEXT() != nullptr;
    result->text = result->quoted ? unescaped(*context.TEXT()->getSymbol()) : std::string(text(*context.stop));
  } else if (kind == ExpressionKind::kIndex) {
    result->operands.push_back(build(*context.expression(0)));
  } else {
    add_items(*result, context.expression());
  }
  return finish(std::move(result));
}

}  // namespace sekisho::syntax
