// Expressions over raw values, as maps and rules on raw types use them.
#include "tests/judge/expression.h"

namespace sekisho::judge {
namespace {

const char* conversion(Kind kind) {
  switch (kind) {
    case Kind::kBool: return "bool";
    case Kind::kInt: return "int";
    case Kind::kDecimal: return "decimal";
    case Kind::kText: return "text";
    case Kind::kDuration: return "duration";
    case Kind::kDate: return "date";
    case Kind::kPeriod: return "period";
    case Kind::kTimestamp: return "timestamp";
    case Kind::kIp: return "ip";
    case Kind::kCidr: return "cidr";
    case Kind::kVersion: return "version";
    default: return "";
  }
}

bool usually_holds(const Shape& shape, const Type& type) {
  using Form = Shape::Form;
  switch (shape.form) {
    case Form::kBool: return type.kind == Kind::kBool;
    case Form::kNumber: return type.kind == Kind::kInt || type.kind == Kind::kDecimal;
    case Form::kText: return type.kind == Kind::kText ? shape.flavour.kind != Kind::kReference : shape.flavour.kind == type.kind && shape.flavour.index == type.index;
    case Form::kList: return (type.kind == Kind::kList || type.kind == Kind::kSet) && usually_holds(*shape.element, *type.element);
    case Form::kObject: return type.kind == Kind::kRecord && shape.flavour.kind == Kind::kRecord && shape.flavour.index == type.index;
    case Form::kTags: return type.kind == Kind::kDict && usually_holds(*shape.element, *type.element);
    case Form::kDocument: return false;
    case Form::kPolicy: return type.kind == Kind::kList && type.element->kind == Kind::kRecord;
  }
  return false;
}

}  // namespace

Term ExpressionMaker::from_raw(const Type& type, const std::string& path, const Shape* shape, int depth, bool typed) {
  Term term = sorted(type);
  const Mark before = mark();
  switch (type.kind) {
    case Kind::kRecord: {
      const std::string base = shape != nullptr && shape->form == Shape::Form::kList ? path + "[0]" : path;
      const Shape* object = shape != nullptr && shape->form == Shape::Form::kList ? shape->element.get() : shape;
      term.add("{");
      bool first = true;
      for (const Field& field : world_.records[type.index].fields) {
        const Shape* inner = nullptr;
        for (size_t i = 0; object != nullptr && i < object->fields.size(); ++i) {
          if (object->fields[i].first == field.name) inner = object->fields[i].second.get();
        }
        term.add((first ? "" : ", ") + field.name + ": ").add(from_raw(field.type, base + "." + field.name, inner, depth, typed));
        first = false;
      }
      return term.add("}");
    }
    case Kind::kList:
    case Kind::kSet: {
      if (!typed && type.element->kind != Kind::kRecord && random_.chance(0.5)) return term.add(path);
      if (type.element->kind == Kind::kRecord && type.element->index == access_entry(world_)) {
        const std::string entry = fresh_name();
        return term.add(type.kind == Kind::kList ? "access_entries(" + path + ")" : "{" + entry + " for " + entry + " in access_entries(" + path + ")}");
      }
      const std::string name = fresh_name();
      const Shape* inner = shape != nullptr ? shape->element.get() : nullptr;
      Type member = type_of(Kind::kRaw);
      member.shape = inner;
      bind(name, member);
      term.add(type.kind == Kind::kList ? "[" : "{").add(from_raw(*type.element, name, inner, depth, typed)).add(" for " + name + " in " + (random_.chance(0.5) ? path : "(" + path + " ?? [])"));
      if (random_.chance(0.3)) term.add(" where ").add(condition(depth - 1));
      reset(before);
      return term.add(type.kind == Kind::kList ? "]" : "}");
    }
    case Kind::kDict: {
      if (!typed && random_.chance(0.6)) return term.add(path);
      const std::string name = fresh_name();
      term.add("dict {" + name + ".key: ").add(from_raw(*type.element, name + ".value", shape != nullptr ? shape->element.get() : nullptr, depth, typed)).add(" for " + name + " in entries(" + path + ")}");
      return term;
    }
    case Kind::kReference:
    case Kind::kOwner: return term.add(path);
    default: break;
  }
  switch (typed ? 2 + random_.below(type.optional ? 2 : 5) : random_.below(type.optional ? 4 : 7)) {
    case 0:
    case 1: return term.add(path);
    case 2:
      if (type.kind == Kind::kEnum) return term.add(world_.enums[type.index].name + "(" + path + ")");
      return term.add(std::string(conversion(type.kind)) + "(" + path + ")");
    case 3:
      if (type.kind == Kind::kEnum) return term.add(world_.enums[type.index].name + "(" + path + ", ").add(literal(type.as_present())).add(")");
      return term.add(typed ? std::string(conversion(type.kind)) + "(" + path + ")" : path);
    case 4: return term.add("(" + path + " ?? ").add(literal(type)).add(")");
    default:
      if (setting_ != Setting::kMap) return term.add("(" + path + " ?? ").add(literal(type)).add(")");
      return term.add("(" + path + " default ").add(literal(type)).add(" because \"the provider\")");
  }
}

std::optional<Term> ExpressionMaker::raw_leaf(const Type& type, int depth) {
  if (is_entity(type)) return std::nullopt;
  std::optional<Path> path = path_where([&](const Type& other) { return other.kind == Kind::kRaw && other.shape != nullptr && usually_holds(*other.shape, type); });
  // Now and then something that has another shape.
  if (!path || random_.chance(0.08)) path = path_where([](const Type& other) { return other.kind == Kind::kRaw; });
  if (!path) return std::nullopt;
  if (type.kind == Kind::kList && type.element->kind == Kind::kRecord && type.element->index >= world_.plain_records && type.element->index != access_entry(world_)) return std::nullopt;
  const bool scalar = type.kind <= Kind::kEnum;
  if (!scalar) {
    if (type.kind == Kind::kRecord && path->type.shape != nullptr && path->type.shape->form != Shape::Form::kObject) return std::nullopt;
    return from_raw(type, path->text, path->type.shape, depth, true);
  }
  Term term = sorted(type);
  if (random_.chance(0.5)) return term.add("(" + path->text + " ?? ").add(literal(type)).add(")");
  if (setting_ == Setting::kMap && random_.chance(0.4)) return term.add("(" + path->text + " default ").add(literal(type)).add(" because \"the provider\")");
  if (type.kind == Kind::kEnum) return term.add(world_.enums[type.index].name + "(" + path->text + ", ").add(literal(type)).add(")");
  return term.add(std::string(conversion(type.kind)) + "(" + path->text + ")");
}

// What a value of a resource usually is, compared with what it may well be.
Term ExpressionMaker::about(const std::string& name, const Shape& shape, int depth) {
  std::vector<std::pair<std::string, Type>> values;
  for (const auto& [key, field] : shape.fields) {
    if (field->form == Shape::Form::kBool) values.emplace_back(name + "." + key, Type{});
    else if (field->form == Shape::Form::kNumber || (field->form == Shape::Form::kText && field->flavour.kind <= Kind::kEnum && !field->identity)) values.emplace_back(name + "." + key, field->flavour);
  }
  if (values.empty() || random_.chance(0.3)) return condition(depth);
  const auto& [path, type] = random_.pick(values);
  return sorted({}).add("((" + path + " ?? ").add(literal(type)).add(")" + std::string(random_.chance(0.7) ? " == " : " != ")).add(literal(type)).add(")");
}

// Resources of a type that refer to one in sight, or that a value in sight names.
std::optional<Term> ExpressionMaker::raw_join(int depth) {
  const auto is_root = [](const Type& other) { return other.kind == Kind::kRaw && other.shape != nullptr && other.shape->form == Shape::Form::kObject && !other.shape->fields.empty() && other.shape->fields[0].first == "arn"; };
  std::optional<Path> root = path_where(is_root);
  if (!root || !may_range()) return std::nullopt;
  const RawType& other = *random_.pick(world_.raw_types);
  const std::string name = fresh_name();
  std::vector<std::string> links;
  const auto is_link = [](const Shape& shape) { return shape.form == Shape::Form::kText && shape.flavour.kind == Kind::kReference; };
  const bool named = random_.chance(0.4);
  for (const auto& [key, shape] : named ? root->type.shape->fields : other.shape.fields) {
    if (is_link(*shape) || random_.chance(0.1)) links.push_back((named ? root->text : name) + "." + key);
  }
  std::string from = random_.pick(links);   // a raw type has `link`
  if (random_.chance(0.1)) from = "(" + from + " ?? " + random_.pick(links) + ")";
  const std::string join = from + " refers " + (named ? name : root->text);
  const std::string head = name + " in terraform." + other.name;
  Type type = type_of(Kind::kRaw);
  type.shape = &other.shape;
  const Mark before = mark();
  bind(name, type);
  Term term = sorted({});
  switch (random_.below(7)) {
    case 0: term.add("(any " + head + " where " + join + ")"); break;
    case 1: term.add("(any " + head + " where " + join + " : ").add(about(name, other.shape, depth - 1)).add(")"); break;
    case 2: term.add("(all " + head + " where " + join + " : ").add(about(name, other.shape, depth - 1)).add(")"); break;
    case 3: term.add("(no " + head + " where ").add(about(name, other.shape, depth - 1)).add(" : " + join + ")"); break;
    case 4: term.add("(any " + head + " : (" + join + " and ").add(about(name, other.shape, depth - 1)).add("))"); break;
    case 5: term.add("(present (the " + head + " where " + join + ")." + random_.pick(other.shape.fields).first + ")"); break;
    default: term.add("(count([" + name + " for " + head + " where " + join + "])").add(random_.chance(0.5) ? " >= " : " == ").add(Term(std::to_string(random_.below(4)))).add(")"); break;
  }
  reset(before);
  return term;
}

std::optional<Term> ExpressionMaker::raw_question(int depth) {
  std::optional<Path> path = path_where([](const Type& other) { return other.kind == Kind::kRaw; });
  if (!path) return std::nullopt;
  static const char* const kOrigins[] = {").address", ").type", ").name", ").module", ").action", ").region ?? \"\"", ").tags[\"a\"] ?? \"\""};
  Term term = sorted({});
  const Mark before = mark();
  switch (random_.chance(0.1) ? 8 : random_.below(11)) {
    case 0: return term.add("(configured " + path->text + ")");
    case 1: return term.add("(present " + path->text + ")");
    case 2: return term.add("(nonempty " + path->text + ")");
    case 3: return term.add("(written(" + path->text + ") in {literal, reference})");
    case 4: return term.add("(written(" + path->text + ") == " + (random_.chance(0.5) ? "left_out)" : "secret)"));
    case 5: {
      if (!may_range()) return std::nullopt;
      const RawType& other = *random_.pick(world_.raw_types);
      const std::string name = fresh_name();
      Type type = type_of(Kind::kRaw);
      type.shape = &other.shape;
      bind(name, type);
      const std::string head = std::string(random_.chance(0.5) ? "any " : "no ") + name + " in terraform." + other.name;
      term.add("(" + head + " where " + (random_.chance(0.5) ? path->text + " refers " + name : name + ".link refers " + path->text) + " : ").add(condition(depth - 1)).add(")");
      reset(before);
      return term;
    }
    case 6: return term.add("(count(" + path->text + ") >= " + std::to_string(random_.below(3)) + ")");
    case 7: return term.add("((" + path->text + " ?? ").add(literal(random_scalar(random_))).add(") == ").add(Term(path->text)).add(")");
    case 8: {
      std::optional<Path> document = path_where([](const Type& other) { return other.kind == Kind::kRaw && other.shape != nullptr && other.shape->form == Shape::Form::kDocument; });
      if (!document) return std::nullopt;
      const std::string at = "json(" + document->text + ").x";
      if (random_.chance(0.3)) return term.add("(present " + at + ")");
      return term.add("((" + at + " ?? ").add(literal(type_of(Kind::kText))).add(") != \"a\")");
    }
    case 9: {
      std::optional<Path> root = path_where([](const Type& other) { return other.kind == Kind::kRaw && other.shape != nullptr && other.shape->form == Shape::Form::kObject && !other.shape->fields.empty() && other.shape->fields[0].first == "arn"; });
      if (!root) return std::nullopt;
      return term.add("((origin(" + root->text + kOrigins[random_.below(7)] + ") != ").add(make(type_of(Kind::kText), 0)).add(")");
    }
    default: return term.add("(\"a\" in keys(" + path->text + "))");
  }
}

}  // namespace sekisho::judge
