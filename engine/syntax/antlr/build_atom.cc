// Expressions: literals, collections, choices and quantifiers.
#include <charconv>
#include <utility>

#include "engine/syntax/antlr/build.h"

namespace sekisho::syntax {

ExpressionPtr Builder::build(Grammar::AtomContext& context) {
  if (context.literal() != nullptr) return build(*context.literal());
  if (context.list() != nullptr) return build(*context.list());
  if (context.dictBody() != nullptr) {
    ExpressionPtr dict = build(*context.dictBody());
    dict->span.begin = span(context).begin;
    return dict;
  }
  if (context.unknown() != nullptr) return build(*context.unknown());
  if (context.conditional() != nullptr) return build(*context.conditional());
  if (context.choice() != nullptr) return build(*context.choice());
  if (context.quantifier() != nullptr) return build(*context.quantifier());
  if (context.binding() != nullptr) return build(*context.binding());
  if (Grammar::BracesContext* braces = context.braces()) {
    return braces->record() != nullptr ? build(*braces->record()) : build(*braces->set());
  }
  if (Grammar::SelectionContext* selection = context.selection()) {
    ExpressionPtr result = make(ExpressionKind::kThe, context);
    result->binders.push_back(build(*selection->binder()));
    return finish(std::move(result));
  }
  if (context.TEXT() != nullptr) {
    ExpressionPtr result = make(ExpressionKind::kReferenceText, context);
    result->text = unescaped(*context.TEXT()->getSymbol());
    return result;
  }
  ExpressionPtr result = make(ExpressionKind::kParentheses, context);
  result->operands.push_back(build(*context.expression()));
  return finish(std::move(result));
}

ExpressionPtr Builder::build(Grammar::LiteralContext& context) {
  ExpressionPtr result = make(ExpressionKind::kBool, context);
  result->text = text(context);
  switch (context.start->getType()) {
    case Grammar::INTEGER: {
      result->kind = ExpressionKind::kInteger;
      int64_t value = 0;
      const char* end = result->text.data() + result->text.size();
      if (std::from_chars(result->text.data(), end, value).ec != std::errc()) {
        report("SK0130", result->span, "`" + result->text + "` is larger than an int can be", "the largest is 9223372036854775807");
        result->kind = ExpressionKind::kError;
      }
      break;
    }
    case Grammar::DECIMAL: result->kind = ExpressionKind::kDecimal; break;
    case Grammar::DURATION: result->kind = ExpressionKind::kDuration; break;
    case Grammar::PERIOD: result->kind = ExpressionKind::kPeriod; break;
    case Grammar::DATE: result->kind = ExpressionKind::kDate; break;
    case Grammar::TIMESTAMP: result->kind = ExpressionKind::kTimestamp; break;
    case Grammar::ABSENT: result->kind = ExpressionKind::kAbsent; break;
    case Grammar::FOREVER: result->kind = ExpressionKind::kForever; break;
    case Grammar::TEXT:
      result->kind = ExpressionKind::kText;
      result->text = unescaped(*context.start);
      break;
    case Grammar::RAW_TEXT:
      result->kind = ExpressionKind::kRawText;
      result->text = result->text.substr(2, result->text.size() - 3);
      break;
    default: break;
  }
  return result;
}

ExpressionPtr Builder::build_item(Grammar::ExpressionContext& context) {
  ExpressionPtr item = build(context);
  // The quantifier that ends the item, if any: operators lean to the right.
  const Expression* last = item.get();
  while (true) {
    const bool quantifier = last->kind == ExpressionKind::kAny || last->kind == ExpressionKind::kAll || last->kind == ExpressionKind::kNo;
    if (quantifier && last->binders.size() > 1) {
      report("SK0128", last->span, "a quantifier of several members between commas can be read two ways",
             "put it into parentheses: `(" +
                 std::string(last->kind == ExpressionKind::kAny   ? "any"
                             : last->kind == ExpressionKind::kAll ? "all"
                                                                  : "no") +
                 " …)`");
    }
    const bool open = quantifier || last->kind == ExpressionKind::kAnd || last->kind == ExpressionKind::kOr || last->kind == ExpressionKind::kNot ||
                      last->kind == ExpressionKind::kImplies || last->kind == ExpressionKind::kIf || last->kind == ExpressionKind::kWith ||
                      last->kind == ExpressionKind::kCompare || last->kind == ExpressionKind::kCoalesce;
    if (!open || last->operands.empty()) return item;
    last = last->operands.back().get();
  }
}

void Builder::add_items(Expression& collection, const std::vector<Grammar::ExpressionContext*>& items) {
  for (Grammar::ExpressionContext* item : items) collection.operands.push_back(build_item(*item));
}

ExpressionPtr Builder::build(Grammar::ListContext& context) {
  ExpressionPtr result = make(ExpressionKind::kList, context);
  add_items(*result, context.expression());
  if (context.comprehension() != nullptr) {
    result->kind = ExpressionKind::kListComprehension;
    result->binders = build(*context.comprehension()->binders());
  }
  return finish(std::move(result));
}

ExpressionPtr Builder::build(Grammar::SetContext& context) {
  ExpressionPtr result = make(ExpressionKind::kSet, context);
  add_items(*result, context.expression());
  if (context.comprehension() != nullptr) {
    result->kind = ExpressionKind::kSetComprehension;
    result->binders = build(*context.comprehension()->binders());
  }
  return finish(std::move(result));
}

ExpressionPtr Builder::build(Grammar::RecordContext& context) {
  const auto fields = context.recordField();
  ExpressionPtr result = make(fields.empty() ? ExpressionKind::kSet : ExpressionKind::kRecord, context);
  for (Grammar::RecordFieldContext* field : fields) {
    FieldValue value;
    value.name = name(*field->start);
    value.value = build_item(*field->expression());
    result->fields.push_back(std::move(value));
  }
  return finish(std::move(result));
}

ExpressionPtr Builder::build(Grammar::DictBodyContext& context) {
  ExpressionPtr result = make(ExpressionKind::kDict, context);
  for (Grammar::DictEntryContext* entry : context.dictEntry()) {
    result->operands.push_back(build(*entry->expression(0)));
    result->operands.push_back(build_item(*entry->expression(1)));
  }
  if (context.comprehension() != nullptr) {
    result->kind = ExpressionKind::kDictComprehension;
    result->binders = build(*context.comprehension()->binders());
  }
  return finish(std::move(result));
}

ExpressionPtr Builder::build(Grammar::UnknownContext& context) {
  ExpressionPtr result = make(ExpressionKind::kUnknown, context);
  if (context.UNCONFIGURED() != nullptr) result->kind = ExpressionKind::kUnknownUnconfigured;
  if (context.TEXT() != nullptr) result->text = unescaped(*context.TEXT()->getSymbol());
  if (context.target() == nullptr) return result;
  result->kind = ExpressionKind::kUnknownRefers;
  result->operands.push_back(build(*context.target()));
  return finish(std::move(result));
}

ExpressionPtr Builder::build(Grammar::TargetContext& context) {
  ExpressionPtr path = make(ExpressionKind::kName, span(*context.start));
  path->text = text(*context.start);
  bool in_index = false;
  for (size_t i = index(*context.start) + 1; i <= index(*context.stop); ++i) {
    const Token& token = list_.tokens[i];
    if (token.kind == TokenKind::kSign) {
      in_index = list_.text(i) == "[";
      if (list_.text(i) == "]") path->span.end = token.end;
      continue;
    }
    const bool quoted = token.kind == TokenKind::kText;
    const std::string word = quoted ? unescaped(i) : std::string(list_.text(i));
    ExpressionPtr step = make(in_index ? ExpressionKind::kIndex : ExpressionKind::kField, Span{path->span.source, path->span.begin, token.end});
    step->operands.push_back(std::move(path));
    if (in_index) {
      step->operands.push_back(make(quoted ? ExpressionKind::kText : ExpressionKind::kInteger, list_.span(i)));
      step->operands.back()->text = word;
    } else {
      step->text = word;
      step->quoted = quoted;
    }
    path = finish(std::move(step));
  }
  return path;
}

ExpressionPtr Builder::build(Grammar::ConditionalContext& context) {
  ExpressionPtr result = make(ExpressionKind::kIf, context);
  for (Grammar::ExpressionContext* part : context.expression()) result->operands.push_back(build(*part));
  return finish(std::move(result));
}

ExpressionPtr Builder::build(Grammar::ChoiceContext& context) {
  ExpressionPtr result = make(ExpressionKind::kMatch, context);
  result->operands.push_back(build(*context.expression()));
  for (Grammar::ArmContext* arm : context.arm()) {
    if (!result->arms.empty() && result->arms.back().is_else) {
      report("SK0134", span(*arm), "this arm is never reached: `else` before it takes everything", "put `else` last");
    }
    MatchArm built;
    built.span = span(*arm);
    built.is_else = arm->ELSE() != nullptr;
    for (Grammar::PatternContext* pattern : arm->pattern()) built.patterns.push_back(build(*pattern));
    built.value = build_item(*arm->expression());
    result->arms.push_back(std::move(built));
  }
  return finish(std::move(result));
}

ExpressionPtr Builder::build(Grammar::PatternContext& context) {
  if (Grammar::NameContext* name_context = context.name()) {
    ExpressionPtr path;
    for (Grammar::WordContext* word : name_context->word()) {
      const Span place = span(*word);
      ExpressionPtr step = make(path == nullptr ? ExpressionKind::kName : ExpressionKind::kField,
                                path == nullptr ? place : Span{place.source, path->span.begin, place.end});
      step->text = text(*word);
      if (path != nullptr) step->operands.push_back(std::move(path));
      path = finish(std::move(step));
    }
    return path;
  }
  ExpressionPtr literal = build(*context.literal());
  if (text(*context.start) != "-") return literal;
  if (literal->kind != ExpressionKind::kInteger && literal->kind != ExpressionKind::kDecimal && literal->kind != ExpressionKind::kDuration &&
      literal->kind != ExpressionKind::kPeriod) {
    report("SK0133", span(*context.start), "`-` before a value wants a number or a duration written out");
  }
  ExpressionPtr result = make(ExpressionKind::kNegate, context);
  result->operands.push_back(std::move(literal));
  return finish(std::move(result));
}

ExpressionPtr Builder::build(Grammar::QuantifierContext& context) {
  const std::string_view word = text(context);
  ExpressionPtr result = make(word == "any" ? ExpressionKind::kAny : word == "all" ? ExpressionKind::kAll : ExpressionKind::kNo, context);
  result->binders = build(*context.binders());
  if (context.expression() != nullptr) result->operands.push_back(build(*context.expression()));
  return finish(std::move(result));
}

ExpressionPtr Builder::build(Grammar::BindingContext& context) {
  ExpressionPtr result = make(ExpressionKind::kWith, context);
  result->text = variable(*context.word()).text;
  for (Grammar::ExpressionContext* part : context.expression()) result->operands.push_back(build(*part));
  return finish(std::move(result));
}

std::vector<Binder> Builder::build(Grammar::BindersContext& context) {
  std::vector<Binder> binders;
  for (Grammar::BinderContext* binder : context.binder()) binders.push_back(build(*binder));
  return binders;
}

Binder Builder::build(Grammar::BinderContext& context) {
  Binder binder;
  binder.name = variable(*context.word());
  binder.collection = build(*context.expression(0));
  if (context.WHERE() != nullptr) binder.condition = build(*context.expression(1));
  return binder;
}

}  // namespace sekisho::syntax
