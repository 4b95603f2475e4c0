// Which names stand in syntax trees.
#include "engine/check/lint/mentions.h"

namespace sekisho {
namespace {

void each(const syntax::Expression& expression, const std::function<void(const syntax::Expression&)>& visit) {
  visit(expression);
  for (const syntax::Binder& binder : expression.binders) {
    for_each_syntax(binder.collection, visit);
    for_each_syntax(binder.condition, visit);
  }
  for (const auto& operand : expression.operands) for_each_syntax(operand, visit);
  for (const syntax::MatchArm& arm : expression.arms) {
    for (const auto& pattern : arm.patterns) for_each_syntax(pattern, visit);
    for_each_syntax(arm.value, visit);
  }
  for (const syntax::FieldValue& field : expression.fields) for_each_syntax(field.value, visit);
}

}  // namespace

void for_each_syntax(const syntax::ExpressionPtr& expression, const std::function<void(const syntax::Expression&)>& visit) {
  if (expression) each(*expression, visit);
}

void Mentions::add(const syntax::Expression& expression) {
  each(expression, [this](const syntax::Expression& part) {
    if (part.kind == syntax::ExpressionKind::kName) words.insert(part.text);
    if (part.kind == syntax::ExpressionKind::kName || part.kind == syntax::ExpressionKind::kField) last_words.insert(part.text);
  });
}

void Mentions::add(const syntax::ExpressionPtr& expression) {
  if (expression) add(*expression);
}

void Mentions::add(const std::optional<syntax::LocalizedText>& text) {
  if (!text) return;
  for (const auto* parts : {&text->en, &text->ja}) {
    for (const syntax::TextPart& part : *parts) add(part.expression);
  }
}

}  // namespace sekisho
