// Collections and records: literals and comprehensions.
#include <algorithm>

#include "engine/check/expression_checker.h"

namespace sekisho {

using syntax::ExpressionKind;

ExpressionPtr ExpressionChecker::check_collection(const syntax::Expression& written, const Type* expected) {
  const bool list = written.kind == ExpressionKind::kList;
  if (!list && written.operands.empty() && expected && expected->kind == TypeKind::kDict) return make(Op::kDict, expected->as_present(), written.span);
  if (!list && written.operands.empty() && expected && expected->kind == TypeKind::kRecord) return check_known_record(written, *expected);
  auto collection = make(list ? Op::kList : Op::kSet, Type{}, written.span);
  Type wanted;
  if (expected && is_collection(*expected)) wanted = element_of(*expected);
  const bool useful = !is_open_ended(wanted);
  const Span condition = condition_;
  condition_ = {};
  const syntax::Expression* typed = nullptr;
  Type first;
  if (!useful) {
    // Without an expected type, one member that has a type of its own tells the others.
    const auto place = std::find_if(written.operands.begin(), written.operands.end(), [&](const auto& operand) { return !needs_expectation(*operand); });
    if (place != written.operands.end()) typed = place->get();
  }
  std::vector<ExpressionPtr> members(written.operands.size());
  for (size_t i = 0; i < written.operands.size() && typed; ++i)
    if (written.operands[i].get() == typed) {
      refuse_bare_quantifier(*typed, "a member");
      members[i] = check(*typed);
      if (!is_raw(members[i]->type) && !is_open_ended(members[i]->type)) first = members[i]->type.as_present();
    }
  for (size_t i = 0; i < members.size(); ++i) {
    if (members[i]) continue;
    refuse_bare_quantifier(*written.operands[i], "a member");
    members[i] = useful ? check_to(*written.operands[i], wanted) : check(*written.operands[i], is_open_ended(first) ? nullptr : &first);
  }
  condition_ = condition;
  bool failed_member = false;
  std::vector<ExpressionPtr*> parts;
  for (ExpressionPtr& member : members) {
    failed_member = failed_member || member->type.kind == TypeKind::kError;
    parts.push_back(&member);
  }
  Type element = make_type(TypeKind::kAny);
  if (useful) element = wanted;
  else if (!parts.empty()) element = failed_member ? Type{} : unify(std::move(parts));
  if (!failed_member && element.kind != TypeKind::kError) collection->type = list ? list_of(element) : set_of(element);
  collection->operands = std::move(members);
  return collection;
}

ExpressionPtr ExpressionChecker::check_dict(const syntax::Expression& written, const Type* expected) {
  auto dict = make(Op::kDict, Type{}, written.span);
  const bool useful = expected && expected->kind == TypeKind::kDict;
  const Type wanted = useful ? element_of(*expected) : Type{};
  std::vector<std::string> keys;
  for (size_t i = 0; i + 1 < written.operands.size(); i += 2) {
    ExpressionPtr key = check_to(*written.operands[i], make_type(TypeKind::kText));
    if (key->op == Op::kLiteral) {
      if (std::find(keys.begin(), keys.end(), key->literal.as_text()) != keys.end())
        error("SK0203", key->span, "the dict has the key " + code(key->literal.as_text()) + " twice", "remove one of them");
      keys.push_back(key->literal.as_text());
    }
    dict->operands.push_back(std::move(key));
    dict->operands.push_back(useful ? check_to(*written.operands[i + 1], wanted) : check(*written.operands[i + 1]));
  }
  std::vector<ExpressionPtr*> values;
  for (size_t i = 1; i < dict->operands.size(); i += 2) values.push_back(&dict->operands[i]);
  const Type value = useful ? wanted : values.empty() ? make_type(TypeKind::kAny) : unify(std::move(values));
  if (value.kind != TypeKind::kError) dict->type = dict_of(value);
  return dict;
}

ExpressionPtr ExpressionChecker::check_known_record(const syntax::Expression& written, const Type& expected) {
  const RecordType& type = *expected.record;
  auto record = make(Op::kRecord, expected.as_present(), written.span);
  std::vector<std::string> names;
  for (const Attribute& field : type.fields) names.push_back(field.name);
  std::vector<ExpressionPtr> given(type.fields.size());
  bool good = true;
  for (const syntax::FieldValue& field : written.fields) {
    const Attribute* found = type.find(field.name.text);
    if (!found) {
      error("SK0318", field.name.span, code(to_string(expected.as_present())) + " has no field " + code(field.name.text),
            suggestion(field.name.text, names, "its fields are " + enumerate(names, 16)));
      good = false;
      continue;
    }
    ExpressionPtr& place = given[static_cast<size_t>(found - type.fields.data())];
    if (place) {
      error("SK0203", field.name.span, "the record gives " + code(field.name.text) + " twice", "remove one of them");
      continue;
    }
    place = check_to(*field.value, found->type);
    good = good && place->type.kind != TypeKind::kError;
  }
  std::vector<std::string> missing;
  for (size_t i = 0; i < given.size(); ++i) {
    if (!given[i] && !type.fields[i].type.optional && !is_raw(type.fields[i].type)) {
      if (!setting_.in_test) missing.push_back(type.fields[i].name);
      continue;
    }
    if (!given[i]) given[i] = make(Op::kAbsent, type.fields[i].type, written.span);
    record->names.push_back(type.fields[i].name);
    record->operands.push_back(std::move(given[i]));
  }
  if (!missing.empty())
    error("SK0317", written.span, "the record leaves out " + enumerate(missing) + " of " + code(to_string(expected.as_present())),
          "give each field that is not optional; `T?` fields may be left out and are absent then");
  if (!missing.empty() || !good) record->type = {};
  return record;
}

ExpressionPtr ExpressionChecker::check_record(const syntax::Expression& written, const Type* expected) {
  const Span condition = condition_;
  condition_ = {};
  ExpressionPtr made;
  if (expected && expected->kind == TypeKind::kRecord) {
    made = check_known_record(written, *expected);
  } else if (expected && expected->kind == TypeKind::kDict) {
    made = make(Op::kDict, expected->as_present(), written.span);
    for (const syntax::FieldValue& field : written.fields) {
      made->operands.push_back(literal(Value::text(field.name.text), make_type(TypeKind::kText), field.name.span));
      made->operands.push_back(check_to(*field.value, element_of(*expected)));
    }
  } else {
    made = make(Op::kRecord, Type{}, written.span);
    std::vector<Attribute> fields;
    bool good = true;
    for (const syntax::FieldValue& field : written.fields) {
      ExpressionPtr value = check(*field.value);
      if (value->type.kind == TypeKind::kAbsent || value->type.kind == TypeKind::kAny)
        error("SK0326", value->span, "nothing tells the type of the field " + code(field.name.text), "give the record a declared type, as in a define `: RECORD`");
      good = good && !is_open_ended(value->type) && value->type.kind != TypeKind::kAbsent;
      fields.push_back({field.name.text, value->type});
      made->names.push_back(field.name.text);
      made->operands.push_back(std::move(value));
    }
    if (good) made->type = record_of(session_.anonymous.record(fields));
  }
  condition_ = condition;
  return made;
}

ExpressionPtr ExpressionChecker::check_comprehension(const syntax::Expression& written, const Type* expected) {
  const bool dict = written.kind == ExpressionKind::kDictComprehension;
  const Op op = dict ? Op::kDictOf : written.kind == ExpressionKind::kListComprehension ? Op::kListOf : Op::kSetOf;
  auto whole = make(op, Type{}, written.span);
  const Span condition = condition_;
  condition_ = {};
  const Scope::Mark mark = scope_.mark();
  for (const syntax::Binder& binder : written.binders) whole->binders.push_back(check_binder(binder));
  const bool useful = expected && expected->element && !is_open_ended(*expected->element) && (dict == (expected->kind == TypeKind::kDict));
  if (dict) whole->operands.push_back(check_to(*written.operands[0], make_type(TypeKind::kText)));
  const syntax::Expression& member = *written.operands[dict ? 1 : 0];
  refuse_bare_quantifier(member, "a member");
  ExpressionPtr value = useful ? check_to(member, *expected->element) : check(member);
  scope_.reset(mark);
  condition_ = condition;
  Type element = useful ? *expected->element : value->type;
  if (element.kind == TypeKind::kAbsent) element = make_type(TypeKind::kAny);
  if (setting_.absent_allowed && !useful) element.optional = false;
  if (value->type.kind != TypeKind::kError) whole->type = dict ? dict_of(element) : op == Op::kListOf ? list_of(element) : set_of(element);
  whole->operands.push_back(std::move(value));
  return whole;
}

}  // namespace sekisho
