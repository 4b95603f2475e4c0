// Canonical text of checked rules and expressions.
#include "engine/check/canonical_text.h"

#include "engine/base/sha256.h"
#include "engine/check/op_name.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

// Stands at the head of every canonical text; a new form gets a new number, so that digests of two forms never meet.
constexpr std::string_view kForm = "seki canonical 1\n";

// The kind of value stands before its text: the version "1.2" is not the text "1.2".
std::string value_text(const Value& value) { return std::to_string(static_cast<int>(value.kind())) + ":" + to_seki(value); }

// The type of a field as declared: flow typing may have taken its `?` away at this place, which does not change what is read.
Type declared_type(const Expression& field) {
  const Type& base = field.operands[0]->type;
  const Attribute* declared = base.record ? base.record->find(field.text) : base.entity ? base.entity->find(field.text) : nullptr;
  return declared ? declared->type : field.type.as_present();
}

}  // namespace

std::string CanonicalText::of(const Rule& rule) {
  std::string text = std::string(kForm) + "for " + (rule.entity ? rule.entity->name : "raw " + rule.raw_type) + "\n";
  for (const Clause& clause : rule.clauses) {
    switch (clause.kind) {
      case Clause::Kind::kLet: text += "let " + std::to_string(clause.slot) + " "; break;
      case Clause::Kind::kWhere: text += "where "; break;
      case Clause::Kind::kRequire: text += "require "; break;
    }
    write(*clause.expression, text);
    text += "\n";
  }
  return text;
}

void CanonicalText::write(const Expression& e, std::string& text) {
  text += "(";
  text += to_string(e.op);
  details(e, text);
  for (const Binder& binder : e.binders) {
    text += " [" + std::to_string(binder.slot) + " ";
    if (binder.collection) write(*binder.collection, text);
    if (binder.condition) write(*binder.condition, text);
    text += "]";
  }
  for (const ExpressionPtr& operand : e.operands) {
    if (!operand) continue;
    text += " ";
    write(*operand, text);
  }
  for (const Arm& arm : e.arms) {
    text += arm.is_else ? " else" : " arm";
    for (const Value& pattern : arm.patterns) text += " " + value_text(pattern);
    text += " ";
    if (arm.value) write(*arm.value, text);
  }
  text += ")";
}

void CanonicalText::details(const Expression& e, std::string& text) {
  switch (e.op) {
    case Op::kLiteral: text += " " + value_text(e.literal); return;
    case Op::kVariable: text += " " + std::to_string(e.slot); return;
    case Op::kParameter: text += " " + parameter(e.index); return;
    case Op::kDefine: text += " " + define(e.index); return;
    case Op::kField: text += " " + quote(e.text) + " " + type(declared_type(e)); return;
    case Op::kSelf: text += " " + quote(e.text) + " " + type(e.type.as_present()); return;
    case Op::kConvert: text += " " + type(e.type.as_present()); return;
    case Op::kBuiltin:
      text += " " + std::string(to_string(e.builtin));
      if (e.pattern) text += " " + quote(e.pattern->text());
      return;
    case Op::kIsKind: text += " " + e.entity->name; return;
    case Op::kPopulation: text += " " + (e.entity ? e.entity->name : "raw " + e.raw_type) + (e.closed ? " closed" : ""); return;
    case Op::kUnknown:
    case Op::kDefault: text += " " + quote(e.text); return;
    case Op::kRecord:
      for (const std::string& name : e.names) text += " " + quote(name);
      return;
    default: return;
  }
}

std::string CanonicalText::type(const Type& given) {
  const std::string mark = given.optional ? "?" : "";
  switch (given.kind) {
    case TypeKind::kEnum: {
      std::string text = given.enumeration->ordered ? "ordered" : "enum";
      for (const std::string& value : given.enumeration->values) text += " " + value;
      return "{" + text + "}" + mark;
    }
    case TypeKind::kRecord: return record(*given.record) + mark;
    case TypeKind::kList:
    case TypeKind::kSet:
    case TypeKind::kDict:
      return (given.kind == TypeKind::kList  ? "list<"
              : given.kind == TypeKind::kSet ? "set<"
                                             : "dict<") +
             (given.element ? type(*given.element) : "") + ">" + mark;
    default: return to_string(given);
  }
}

const std::string& CanonicalText::record(const RecordType& declared) {
  auto known = records_.find(&declared);
  if (known != records_.end()) return known->second;
  std::string text = "{record";
  for (const Attribute& field : declared.fields) text += " " + quote(field.name) + " " + type(field.type);
  return records_[&declared] = text + "}";
}

std::string CanonicalText::parameter(int index) {
  auto known = parameters_.find(index);
  if (known != parameters_.end()) return known->second;
  const Parameter& declared = program_.parameters[static_cast<size_t>(index)];
  // What refers to itself was refused by the checker; the name alone stands here only to end for certain.
  parameters_[index] = declared.name;
  std::string text = std::string(kForm) + "param " + declared.name + " " + type(declared.type) + "\n";
  if (declared.value) write(*declared.value, text);
  return parameters_[index] = sha256_digest(text);
}

std::string CanonicalText::define(int index) {
  auto known = defines_.find(index);
  if (known != defines_.end()) return known->second;
  const Define& declared = program_.defines[static_cast<size_t>(index)];
  defines_[index] = declared.name;
  std::string text = std::string(kForm) + "define " + type(declared.type);
  for (const Attribute& argument : declared.arguments) text += " " + type(argument.type);
  text += "\n";
  if (declared.body) write(*declared.body, text);
  return defines_[index] = sha256_digest(text);
}

std::string CanonicalText::of(const Expression& expression) {
  std::string text;
  write(expression, text);
  return text;
}

}  // namespace sekisho
