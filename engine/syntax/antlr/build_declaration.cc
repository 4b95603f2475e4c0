// Declarations of parameters, types, traits, kinds and definitions; names and texts.
#include <charconv>
#include <utility>

#include "engine/syntax/antlr/build.h"
#include "engine/syntax/text_literal.h"

namespace sekisho::syntax {
namespace {

constexpr int kNewestLanguage = 1;

bool whole(const antlr4::ParserRuleContext* context) { return context != nullptr && context->exception == nullptr; }

}  // namespace

std::string Builder::unescaped(size_t index) { return unescape(list_.text(index), list_.source, list_.tokens[index].begin, diagnostics_); }

Name Builder::name(antlr4::Token& token) const {
  Name result;
  const std::string_view word = text(token);
  result.quoted = token.getType() == Grammar::TEXT;
  result.text = result.quoted ? word.substr(1, word.size() - 2) : word;
  result.parts.push_back(result.text);
  result.span = span(token);
  return result;
}

Name Builder::name(Grammar::NameContext& context) const {
  Name result;
  for (Grammar::WordContext* word : context.word()) {
    result.parts.emplace_back(text(*word->start));
    if (!result.text.empty()) result.text += '.';
    result.text += result.parts.back();
  }
  result.span = span(context);
  return result;
}

Name Builder::name(Grammar::PopulationContext& context) {
  Name result;
  for (size_t i = index(*context.start); i <= index(*context.stop); i += 2) {
    result.quoted = list_.tokens[i].kind == TokenKind::kText;
    result.parts.push_back(result.quoted ? unescaped(i) : std::string(list_.text(i)));
    if (!result.text.empty()) result.text += '.';
    result.text += result.parts.back();
  }
  result.span = span(context);
  return result;
}

Name Builder::variable(Grammar::WordContext& context) {
  Name result = name(context);
  if (is_reserved(result.text)) {
    report("SK0125", result.span, "`" + result.text + "` is a reserved word and cannot name a variable",
           "choose another name, such as `" + result.text + "_value`");
  }
  return result;
}

void Builder::build(Grammar::UnitContext& unit, File& file) {
  if (unit.edition() != nullptr && unit.edition()->exception == nullptr) build(*unit.edition(), file);
  if (unit.packageClause() != nullptr && unit.packageClause()->exception == nullptr) {
    Name package = name(*unit.packageClause()->name());
    if (!file.package.text.empty())
      report("SK0124", package.span, "the package is named twice: `" + file.package.text + "` before", "a file belongs to one package");
    file.package = std::move(package);
  }
  if (unit.importClause() != nullptr && unit.importClause()->exception == nullptr) file.imports.push_back(name(*unit.importClause()->name()));
  if (unit.declaration() != nullptr) build(*unit.declaration(), file);
}

void Builder::build(Grammar::EditionContext& context, File& file) {
  const std::string_view spelling = text(*context.stop);
  int edition = 0;
  std::from_chars(spelling.data(), spelling.data() + spelling.size(), edition);
  if (edition < 1 || edition > kNewestLanguage) {
    report("SK0123", span(*context.stop), "this engine does not know language " + std::string(spelling),
           "it knows language 1; write `language 1`, or use a later engine");
    edition = kNewestLanguage;
  }
  if (file.language != 0) report("SK0124", span(context), "the language is named twice", "keep the first line only");
  file.language = edition;
}

void Builder::build(Grammar::DeclarationContext& context, File& file) {
  if (auto* parameter = context.parameterDeclaration(); parameter != nullptr && parameter->exception == nullptr)
    file.parameters.push_back(build(*parameter));
  if (auto* enumeration = context.enumDeclaration(); enumeration != nullptr && enumeration->exception == nullptr)
    file.enums.push_back(build(*enumeration));
  if (auto* record = context.recordDeclaration(); record != nullptr && record->exception == nullptr) {
    file.records.push_back({name(*record->name()), build(*record->fields()), span(*record)});
  }
  if (auto* trait = context.traitDeclaration(); trait != nullptr && trait->exception == nullptr) {
    file.traits.push_back({name(*trait->name()), build(*trait->fields()), span(*trait)});
  }
  if (auto* kind = context.kindDeclaration(); kind != nullptr && kind->exception == nullptr) file.kinds.push_back(build(*kind));
  if (auto* definition = context.defineDeclaration(); definition != nullptr && definition->exception == nullptr)
    file.defines.push_back(build(*definition));
  // These keep what could be understood of their bodies.
  if (auto* rule = context.ruleDeclaration(); rule != nullptr && whole(rule->word())) file.rules.push_back(build(*rule));
  if (auto* map = context.mapDeclaration(); map != nullptr && whole(map->name())) file.maps.push_back(build(*map));
  if (auto* test = context.testDeclaration(); test != nullptr && (whole(test->name()) || whole(test->population()))) {
    file.tests.push_back(build(*test));
  }
}

ParameterDeclaration Builder::build(Grammar::ParameterDeclarationContext& context) {
  ParameterDeclaration result;
  result.name = name(*context.word());
  result.type = build(*context.type());
  if (context.expression() != nullptr) result.value = build(*context.expression());
  if (context.localizedText() != nullptr) result.doc = build(*context.localizedText());
  result.span = span(context);
  return result;
}

EnumDeclaration Builder::build(Grammar::EnumDeclarationContext& context) {
  return {name(*context.name()), context.ORDERED() != nullptr, build(*context.enumValues()), span(context)};
}

KindDeclaration Builder::build(Grammar::KindDeclarationContext& context) {
  KindDeclaration result;
  const auto names = context.name();
  result.name = name(*names[0]);
  for (size_t i = 1; i < names.size(); ++i) result.traits.push_back(name(*names[i]));
  result.fields = build(*context.fields());
  result.span = span(context);
  return result;
}

DefineDeclaration Builder::build(Grammar::DefineDeclarationContext& context) {
  DefineDeclaration result;
  result.name = name(*context.word());
  if (Grammar::ArgumentsContext* arguments = context.arguments()) {
    result.has_arguments = true;
    for (Grammar::ArgumentContext* argument : arguments->argument()) {
      FieldDeclaration built;
      built.name = variable(*argument->word());
      built.type = build(*argument->type());
      built.span = span(*argument);
      result.arguments.push_back(std::move(built));
    }
  }
  result.type = build(*context.type());
  result.body = build(*context.expression());
  result.span = span(context);
  return result;
}

std::vector<Name> Builder::build(Grammar::EnumValuesContext& context) {
  std::vector<Name> values;
  for (Grammar::WordContext* word : context.word()) values.push_back(name(*word));
  return values;
}

std::vector<FieldDeclaration> Builder::build(Grammar::FieldsContext& context) {
  std::vector<FieldDeclaration> fields;
  for (Grammar::FieldContext* field : context.field()) {
    if (field->exception != nullptr || field->type() == nullptr) continue;
    FieldDeclaration built;
    built.name = name(*field->word());
    built.type = build(*field->type());
    if (field->expression() != nullptr) built.default_value = build(*field->expression());
    built.span = span(*field);
    fields.push_back(std::move(built));
  }
  return fields;
}

std::unique_ptr<Type> Builder::build(Grammar::TypeContext& context) {
  std::unique_ptr<Type> plain = build(*context.plainType());
  if (text(*context.stop) != "?" || context.children.size() < 2) return plain;
  auto optional = std::make_unique<Type>();
  optional->kind = Type::Kind::kOptional;
  optional->element = std::move(plain);
  optional->span = span(context);
  return optional;
}

std::unique_ptr<Type> Builder::build(Grammar::PlainTypeContext& context) {
  auto result = std::make_unique<Type>();
  result->span = span(context);
  const std::string_view word = text(context);
  if (context.type() != nullptr) {
    result->kind = word == "list" ? Type::Kind::kList : word == "set" ? Type::Kind::kSet : Type::Kind::kDict;
    result->element = build(*context.type());
  } else if (context.enumValues() != nullptr) {
    result->kind = Type::Kind::kEnum;
    result->values = build(*context.enumValues());
  } else if (context.fields() != nullptr) {
    result->kind = Type::Kind::kRecord;
    result->fields = build(*context.fields());
  } else {
    if (context.children.size() > 1) result->kind = word == "ref" ? Type::Kind::kReference : Type::Kind::kOwner;
    result->name = name(*context.name());
  }
  return result;
}

LocalizedText Builder::build(Grammar::LocalizedTextContext& context) {
  LocalizedText result;
  result.span = span(context);
  for (size_t i = 0; i + 1 < context.children.size(); i += 2) {
    antlr4::Token& language = *static_cast<antlr4::tree::TerminalNode*>(context.children[i])->getSymbol();
    antlr4::Token& literal = *static_cast<antlr4::tree::TerminalNode*>(context.children[i + 1])->getSymbol();
    const bool english = language.getType() == Grammar::EN;
    bool& has = english ? result.has_en : result.has_ja;
    if (has) report("SK0135", span(language), "`" + std::string(text(language)) + "` stands twice here", "one text a language");
    has = true;
    (english ? result.en : result.ja) = build_text_parts(literal);
  }
  return result;
}

std::vector<TextPart> Builder::build_text_parts(antlr4::Token& token) {
  std::vector<TextPart> parts;
  const Token& literal = list_.tokens[index(token)];
  for (TextPiece& piece : split_interpolations(text(token), list_.source, literal.begin, diagnostics_)) {
    TextPart part;
    part.literal = std::move(piece.literal);
    // The pieces of a mended text have no place in the source to be read from.
    if (piece.is_expression && literal.instead.empty()) part.expression = parse_piece(list_.source, piece.begin, piece.end, diagnostics_);
    if (piece.is_expression && part.expression == nullptr) part.expression = make(ExpressionKind::kError, Span{list_.source, piece.begin, piece.end});
    parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace sekisho::syntax
