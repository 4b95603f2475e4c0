// The fields of everything that a program holds, in the order in which an artifact has them. Writer and Reader both go through these
// functions, so that they cannot drift: `archive` takes a field from the object, or puts it there.
#pragma once

#include "engine/check/program.h"
#include "sekisho/diagnostic.h"
#include "sekisho/finding.h"

namespace sekisho::artifact {

inline constexpr Builtin kLastBuiltin = static_cast<Builtin>(-1
#define SEKISHO_BUILTIN(name, signature) + 1
#include "engine/check/builtins.def"
#undef SEKISHO_BUILTIN
);

// Bits that tell which of an expression's rarer fields follow.
inline constexpr uint32_t kHasLiteral = 1, kHasSlot = 2, kHasIndex = 4, kHasBuiltin = 8, kHasText = 16, kHasPopulation = 32, kHasEntity = 64, kHasNames = 128, kHasBinders = 256, kHasArms = 512, kHasPattern = 1024;

inline uint32_t fields_of(const Expression& e) {
  uint32_t has = 0;
  if (!e.literal.is_absent()) has |= kHasLiteral;
  if (e.slot != -1) has |= kHasSlot;
  if (e.index != -1) has |= kHasIndex;
  if (e.builtin != Builtin::k_count) has |= kHasBuiltin;
  if (!e.text.empty()) has |= kHasText;
  if (!e.raw_type.empty() || e.closed) has |= kHasPopulation;
  if (e.entity != nullptr) has |= kHasEntity;
  if (!e.names.empty()) has |= kHasNames;
  if (!e.binders.empty()) has |= kHasBinders;
  if (!e.arms.empty()) has |= kHasArms;
  if (e.pattern != nullptr) has |= kHasPattern;
  return has;
}

template <typename Archive>
void fields(Archive& archive, Binder& binder) {
  archive.number(binder.slot);
  archive.word(binder.name);
  archive.tree(binder.collection);
  archive.tree(binder.condition);
}

template <typename Archive>
void fields(Archive& archive, Arm& arm) {
  archive.list(arm.patterns, [&](Value& pattern) { archive.value(pattern); });
  archive.flag(arm.is_else);
  archive.tree(arm.value);
}

template <typename Archive>
void fields(Archive& archive, Expression& e) {
  uint32_t has = fields_of(e);
  archive.number(has);
  archive.choice(e.op, Op::kOrigin);
  archive.type(e.type);
  archive.span(e.span);
  archive.list(e.operands, [&](ExpressionPtr& operand) { archive.tree(operand); });
  if (has & kHasLiteral) archive.value(e.literal);
  if (has & kHasSlot) archive.number(e.slot);
  if (has & kHasIndex) archive.index(e.index, e.op == Op::kDefine);
  if (has & kHasBuiltin) archive.choice(e.builtin, kLastBuiltin);
  if (has & kHasText) archive.word(e.text);
  if (has & kHasPopulation) {
    archive.word(e.raw_type);
    archive.flag(e.closed);
  }
  if (has & kHasEntity) archive.entity(e.entity);
  if (has & kHasNames) archive.list(e.names, [&](std::string& name) { archive.word(name); });
  if (has & kHasBinders) archive.list(e.binders, [&](Binder& binder) { fields(archive, binder); });
  if (has & kHasArms) archive.list(e.arms, [&](Arm& arm) { fields(archive, arm); });
  if (has & kHasPattern) archive.pattern(e.pattern);
}

template <typename Archive>
void fields(Archive& archive, TextPart& part) {
  archive.word(part.literal);
  archive.tree(part.expression);
}

template <typename Archive>
void fields(Archive& archive, Clause& clause) {
  archive.choice(clause.kind, Clause::Kind::kRequire);
  archive.number(clause.slot);
  archive.word(clause.name);
  archive.tree(clause.expression);
  archive.span(clause.span);
}

template <typename Archive>
void fields(Archive& archive, Identity& identity) {
  archive.word(identity.space);
  archive.word(identity.scope);
  archive.tree(identity.value);
}

template <typename Archive>
void fields(Archive& archive, MapItem& item) {
  archive.choice(item.kind, MapItem::Kind::kDefault);
  archive.number(item.slot);
  archive.list(item.path, [&](std::string& step) { archive.word(step); });
  archive.tree(item.value);
  archive.word(item.reason);
  archive.span(item.span);
}

template <typename Archive>
void fields(Archive& archive, Attribute& attribute) {
  archive.word(attribute.name);
  archive.type(attribute.type);
}

template <typename Archive>
void fields(Archive& archive, Parameter& parameter) {
  archive.word(parameter.name);
  archive.type(parameter.type);
  archive.late(parameter.value);
  archive.word(parameter.doc_en);
  archive.word(parameter.doc_ja);
  archive.span(parameter.span);
}

template <typename Archive>
void fields(Archive& archive, Define& define) {
  archive.word(define.name);
  archive.list(define.arguments, [&](Attribute& argument) { fields(archive, argument); });
  archive.type(define.type);
  archive.late(define.body);
  archive.number(define.slots);
  archive.span(define.span);
}

template <typename Archive>
void fields(Archive& archive, Reach& reach) {
  archive.list(reach.attributes, [&](std::pair<const EntityType*, std::vector<uint32_t>>& kind) {
    archive.entity(kind.first);
    archive.list(kind.second, [&](uint32_t& attribute) { archive.attribute(kind.first, attribute); });
  });
  archive.list(reach.raw_types, [&](std::string& type) { archive.word(type); });
  archive.list(reach.parameters, [&](int& parameter) { archive.index(parameter, false); });
}

template <typename Archive>
void fields(Archive& archive, Supports& supports) {
  archive.word(supports.catalogue);
  archive.word(supports.control);
  archive.word(supports.because_en);
  archive.word(supports.because_ja);
}

template <typename Archive>
void fields(Archive& archive, Rule& rule) {
  archive.word(rule.name);
  archive.word(rule.package);
  archive.word(rule.title_en);
  archive.word(rule.title_ja);
  for (TextTemplate* text : {&rule.message.en, &rule.message.ja, &rule.remedy.en, &rule.remedy.ja}) archive.late(*text);
  archive.list(rule.supports, [&](Supports& supports) { fields(archive, supports); });
  archive.choice(rule.severity, RuleSeverity::kCritical);
  archive.word(rule.variable);
  archive.entity(rule.entity);
  archive.word(rule.raw_type);
  archive.late(rule.clauses);
  archive.number(rule.slots);
  archive.span(rule.span);
  archive.word(rule.digest);
  archive.reach(rule.reach);
}

template <typename Archive>
void fields(Archive& archive, Map& map) {
  archive.word(map.package);
  archive.list(map.sources, [&](std::string& source) { archive.word(source); });
  archive.word(map.variable);
  archive.late(map.each);
  archive.late(map.key);
  archive.late(map.condition);
  archive.entity(map.kind);
  archive.late(map.identities);
  archive.late(map.items);
  archive.number(map.slots);
  archive.span(map.span);
  archive.reach(map.reach);
}

template <typename Archive>
void fields(Archive& archive, EnumType& enumeration) {
  archive.word(enumeration.name);
  archive.flag(enumeration.ordered);
  archive.list(enumeration.values, [&](std::string& value) { archive.word(value); });
}

// Kinds, traits and records name each other: what they are made of follows once all of them are there.
template <typename Archive>
void fields(Archive& archive, EntityType& entity) {
  archive.word(entity.name);
  archive.flag(entity.is_trait);
  archive.list(entity.traits, [&](const EntityType*& trait) { archive.entity(trait); });
  archive.list(entity.kinds, [&](const EntityType*& kind) { archive.entity(kind); });
  archive.list(entity.attributes, [&](Attribute& attribute) { fields(archive, attribute); });
}

template <typename Archive>
void fields(Archive& archive, RecordType& record) {
  archive.word(record.name);
  archive.list(record.fields, [&](Attribute& field) { fields(archive, field); });
}

template <typename Archive>
void fields(Archive& archive, Type& type) {
  archive.choice(type.kind, TypeKind::kRaw);
  archive.flag(type.optional);
  archive.enumeration(type.enumeration);
  archive.record(type.record);
  archive.entity(type.entity);
  archive.element(type.element);
  archive.word(type.raw_type);
}

template <typename Archive>
void fields(Archive& archive, Diagnostic& diagnostic) {
  archive.word(diagnostic.code);
  archive.choice(diagnostic.severity, Severity::kNote);
  archive.word(diagnostic.message);
  archive.word(diagnostic.help);
  archive.span(diagnostic.span);
}

}  // namespace sekisho::artifact
