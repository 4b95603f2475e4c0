// check_type: names of types, and the types built from others.
#include "engine/check/check_type.h"

#include <algorithm>
#include <utility>

namespace sekisho {
namespace {

constexpr std::pair<std::string_view, TypeKind> kBuiltinTypes[] = {
    {"bool", TypeKind::kBool},           {"int", TypeKind::kInt},             {"decimal", TypeKind::kDecimal},
    {"string", TypeKind::kText},         {"duration", TypeKind::kDuration},   {"date", TypeKind::kDate},
    {"period", TypeKind::kPeriod},       {"timestamp", TypeKind::kTimestamp}, {"ip", TypeKind::kIp},
    {"cidr", TypeKind::kCidr},           {"version", TypeKind::kVersion},     {"file", TypeKind::kFile},
    {"raw", TypeKind::kRaw},
};

// What other languages call our types.
std::string foreign_name(std::string_view name) {
  if (name == "text" || name == "str" || name == "String" || name == "varchar") return "string";
  if (name == "boolean" || name == "Bool" || name == "Boolean") return "bool";
  if (name == "integer" || name == "long" || name == "number" || name == "Int") return "int";
  if (name == "float" || name == "double") return "decimal";
  if (name == "datetime" || name == "time") return "timestamp";
  if (name == "map" || name == "object") return "dict of string";
  return "";
}

Type named_type(const syntax::Name& name, Session& session, const View& view) {
  for (const auto& [word, kind] : kBuiltinTypes)
    if (name.text == word) return make_type(kind);
  if (name.text == "origin") return record_of(session.origin());
  const Declaration* found = resolve(name, session, view, true);
  if (found) {
    switch (found->kind) {
      case Declaration::Kind::kEnum: return enum_of(found->enumeration);
      case Declaration::Kind::kRecord: return record_of(found->record);
      case Declaration::Kind::kTrait:
      case Declaration::Kind::kKind: return row_of(found->entity);
      default:
        session.error("SK0208", name.span, code(name.text) + " is a " + std::string(noun_of(found->kind)) + ", not a type");
        return {};
    }
  }
  if (session.names.find(view, name.text).size() > 1) return {};
  std::vector<std::string> candidates = builtin_type_names();
  using Kind = Declaration::Kind;
  for (std::string& known : session.names.visible(view, {Kind::kEnum, Kind::kRecord, Kind::kTrait, Kind::kKind})) candidates.push_back(std::move(known));
  std::string help = foreign_name(name.text);
  if (!help.empty()) help = "write `" + help + "`";
  if (help.empty()) help = suggestion(name.text, candidates);
  const std::string package = session.names.package_declaring(name.text);
  if (help.empty() && !package.empty()) help = "it is declared in package `" + package + "`; add `import " + package + "`";
  if (help.empty()) help = "types are " + enumerate(builtin_type_names(), 20) + ", list, set and dict of them, and declared enums, records, kinds and traits";
  session.error("SK0208", name.span, "no type `" + name.text + "`", help);
  return {};
}

Type inline_enum(const syntax::Type& written, Session& session) {
  std::vector<std::string> values;
  for (const syntax::Name& value : written.values) {
    if (std::find(values.begin(), values.end(), value.text) != values.end())
      session.error("SK0203", value.span, "the enum has the value " + code(value.text) + " twice", "remove one of them");
    else
      values.push_back(value.text);
  }
  return enum_of(session.anonymous.enumeration(values));
}

Type inline_record(const syntax::Type& written, Session& session, const View& view) {
  std::vector<Attribute> fields;
  for (const syntax::FieldDeclaration& field : written.fields) {
    const bool known = std::any_of(fields.begin(), fields.end(), [&](const Attribute& other) { return other.name == field.name.text; });
    if (known) {
      session.error("SK0203", field.name.span, "the record has the field " + code(field.name.text) + " twice", "remove one of them");
      continue;
    }
    fields.push_back({field.name.text, field.type ? check_type(*field.type, session, view) : Type{}});
  }
  return record_of(session.anonymous.record(fields));
}

}  // namespace

std::vector<std::string> builtin_type_names() {
  std::vector<std::string> names;
  for (const auto& [word, kind] : kBuiltinTypes) names.emplace_back(word);
  return names;
}

const Declaration* resolve(const syntax::Name& name, Session& session, const View& view, bool quiet) {
  const std::vector<const Declaration*> found = session.names.find(view, name.text);
  if (found.size() == 1) return found.front();
  if (found.size() > 1) {
    std::vector<std::string> choices;
    for (const Declaration* each : found) choices.push_back(each->qualified());
    session.error("SK0202", name.span, code(name.text) + " is declared in " + std::to_string(found.size()) + " packages that are visible here",
                  "write " + enumerate(choices, 12, "or"));
    return nullptr;
  }
  if (quiet) return nullptr;
  const std::string package = session.names.package_declaring(name.text);
  session.error("SK0201", name.span, "no declaration " + code(name.text) + " is visible here",
                suggestion(name.text, session.names.visible(view), package.empty() ? "" : "it is declared in package `" + package + "`; add `import " + package + "`"));
  return nullptr;
}

const EntityType* check_entity(const syntax::Name& name, Session& session, const View& view, std::string_view expected) {
  const Declaration* found = resolve(name, session, view, true);
  if (found && found->entity) return found->entity;
  if (found) {
    session.error("SK0211", name.span, code(name.text) + " is a " + std::string(noun_of(found->kind)) + "; a " + std::string(expected) + " is expected here");
    return nullptr;
  }
  if (session.names.find(view, name.text).size() > 1) return nullptr;
  using Kind = Declaration::Kind;
  const std::vector<std::string> known = session.names.visible(view, {Kind::kTrait, Kind::kKind});
  const std::string package = session.names.package_declaring(name.text);
  std::string help = suggestion(name.text, known);
  // `bucket` for `storage.bucket`.
  for (const std::string& each : known)
    if (help.empty() && each.ends_with("." + name.text)) help = "did you mean `" + each + "`?";
  if (help.empty() && !package.empty()) help = "it is declared in package `" + package + "`; add `import " + package + "`";
  if (help.empty()) help = known.empty() ? "no kinds are visible here; import the package that declares them" : "visible here: " + enumerate(known);
  session.error("SK0211", name.span, "no " + std::string(expected) + " " + code(name.text), help);
  return nullptr;
}

Type check_type(const syntax::Type& written, Session& session, const View& view) {
  using Kind = syntax::Type::Kind;
  const auto element = [&] { return written.element ? check_type(*written.element, session, view) : Type{}; };
  switch (written.kind) {
    case Kind::kName: return named_type(written.name, session, view);
    case Kind::kOptional: {
      const Type inner = element();
      if (inner.optional) session.error("SK0334", written.span, "the type is optional twice", "write one `?`");
      return inner.kind == TypeKind::kError ? inner : inner.as_optional();
    }
    case Kind::kList: return list_of(element());
    case Kind::kSet: return set_of(element());
    case Kind::kDict: return dict_of(element());
    case Kind::kReference:
    case Kind::kOwner: {
      const EntityType* entity = check_entity(written.name, session, view);
      if (!entity) return {};
      Type type = reference_to(entity);
      if (written.kind == Kind::kOwner) type.kind = TypeKind::kOwner;
      return type;
    }
    case Kind::kEnum: return inline_enum(written, session);
    case Kind::kRecord: return inline_record(written, session, view);
  }
  return {};
}

}  // namespace sekisho
