// Paths in sight, and the forms that are the same for every type: paths, ??, if, match, with, calls.
#include "tests/judge/expression.h"

#include <algorithm>
#include <unordered_set>

namespace sekisho::judge {

Type type_of(Kind kind, size_t index) {
  Type type;
  type.kind = kind;
  type.index = index;
  return type;
}

Type list_of(Kind kind, Type element) {
  Type type = type_of(kind);
  type.element = std::make_shared<Type>(std::move(element));
  return type;
}

// What is behind a present path is present, too.
bool ExpressionMaker::known_present(const std::string& path) const {
  return std::any_of(present_.begin(), present_.end(), [&](const std::string& known) {
    return known.starts_with(path) && (known.size() == path.size() || known[path.size()] == '.' || known[path.size()] == '[');
  });
}

void ExpressionMaker::collect(const Path& written, int depth, std::vector<Path>& paths) const {
  Path path = written;
  if (path.type.optional && known_present(path.text)) path.type.optional = false;
  paths.push_back(path);
  if (depth == 0 || paths.size() > 240) return;
  const bool absent = path.type.optional;
  const auto step = [&](const std::string& text, Type type) {
    type.optional = (type.optional || absent) && type.kind != Kind::kRaw;
    collect({path.text + text, std::move(type)}, depth - 1, paths);
  };
  if (is_entity(path.type)) {
    for (const Field& field : world_.entities[path.type.index].fields) step("." + field.name, field.type);
  } else if (path.type.kind == Kind::kRecord) {
    for (const Field& field : world_.records[path.type.index].fields) step("." + field.name, field.type);
  } else if (path.type.kind == Kind::kList && path.type.element->kind != Kind::kRow) {
    step("[0]", path.type.element->as_optional());
  } else if (path.type.kind == Kind::kDict) {
    step("[\"a\"]", path.type.element->as_optional());
    step("[\"b\"]", path.type.element->as_optional());
  } else if (path.type.kind == Kind::kRaw && path.type.shape != nullptr) {
    const auto raw_step = [&](const std::string& text, const Shape* shape) {
      Type type = type_of(Kind::kRaw);
      type.shape = shape;
      step(text, std::move(type));
    };
    const Shape& shape = *path.type.shape;
    for (const auto& [name, field] : shape.fields) raw_step("." + name, field.get());
    if (shape.form == Shape::Form::kList) raw_step("[0]", shape.element.get());
    if (shape.form == Shape::Form::kTags) raw_step("[\"a\"]", shape.element.get());
  }
}

std::vector<ExpressionMaker::Path> ExpressionMaker::paths() const {
  std::vector<Path> paths;
  for (auto variable = variables_.rbegin(); variable != variables_.rend(); ++variable) collect({variable->text, variable->type}, 3, paths);
  // What a newer name says of a path holds: the row is narrowed.
  std::unordered_set<std::string_view> seen;
  std::vector<Path> distinct;
  for (const Path& path : paths) {
    if (seen.insert(path.text).second) distinct.push_back(path);
  }
  return distinct;
}

std::optional<ExpressionMaker::Path> ExpressionMaker::path_where(const std::function<bool(const Type&)>& fits) {
  std::vector<Path> all = paths();
  std::erase_if(all, [&](const Path& path) { return !fits(path.type); });
  if (all.empty()) return std::nullopt;
  // Newer names and shorter paths stand first.
  return all[std::min(random_.below(all.size()), random_.below(all.size()))];
}

std::optional<ExpressionMaker::Path> ExpressionMaker::path_of(const Type& type) {
  return path_where([&](const Type& other) { return same(type, other); });
}

Term ExpressionMaker::sorted(const Type& type) {
  Term term;
  term.sort = world_.spell(type);
  return term;
}

Term ExpressionMaker::make(const Type& type, int depth) {
  Term term;
  if (type.optional) {
    term = random_.chance(0.85) ? optional_of(type, depth) : make(type.as_present(), depth);
  } else {
    std::optional<Term> made;
    for (int attempt = 0; attempt < 4 && !made; ++attempt) {
      const size_t way = random_.below(10);
      if (depth <= 0 || way < 2) made = raw() && random_.chance(0.5) ? raw_leaf(type, depth) : leaf(type);
      else if (way < 4) made = generic(type, depth);
      else made = special(type, depth);
    }
    if (made) term = std::move(*made);
    else term = type.kind == Kind::kBool ? Term(plain_condition(random_)) : literal(type);
  }
  term.sort = world_.spell(type);
  term.simplest = type.kind == Kind::kBool ? plain_condition(random_) : to_text(literal(type.as_present()));
  return term;
}

std::optional<Term> ExpressionMaker::leaf(const Type& type) {
  if (!random_.chance(0.85) && type.kind != Kind::kBool) return literal(type);
  if (random_.chance(0.3)) {
    if (std::optional<Path> path = path_of(type.as_optional())) {
      return Term().add("(" + path->text + " ?? ").add(literal(type)).add(")");
    }
  }
  if (std::optional<Path> path = path_of(type)) return Term(path->text);
  if (random_.chance(0.3)) {
    for (const Parameter& parameter : world_.parameters) {
      if (same(parameter.type, type)) return Term(parameter.name);
    }
  }
  if (raw()) return raw_leaf(type, 0);
  return std::nullopt;
}

std::optional<Term> ExpressionMaker::generic(const Type& type, int depth) {
  switch (random_.below(6)) {
    case 0: return choice(type, depth);
    case 1: return call(type, depth);
    case 2: {
      Term term = sorted(type);
      term.add("(").add(optional_of(type.as_optional(), depth - 1)).add(" ?? ").add(make(type, depth - 1)).add(")");
      return term;
    }
    case 3: {
      Term term = sorted(type);
      const Mark before = mark();
      const Type named = random_scalar(random_);
      const std::string name = fresh_name();
      term.add("(with " + name + " = ").add(make(named, depth - 1)).add(" : ");
      bind(name, named);
      term.add(make(type, depth - 1)).add(")");
      reset(before);
      return term;
    }
    default: return leaf(type);
  }
}

// if or match.
Term ExpressionMaker::choice(const Type& type, int depth) {
  Term term = sorted(type);
  switch (random_.below(4)) {
    case 0: {
      const size_t index = random_.below(2);
      const std::vector<std::string>& values = world_.enums[index].values;
      term.add("(match ").add(make(type_of(Kind::kEnum, index), depth - 1)).add(" { " + values[0] + " -> ").add(make(type, depth - 1));
      if (random_.chance(0.5)) term.add(", " + values[1] + ", " + values[2] + " -> ").add(make(type, depth - 1));
      else term.add(", else -> ").add(make(type, depth - 1));
      return term.add(" })");
    }
    case 1: {
      const bool optional = random_.chance(0.5);
      const Type text = type_of(Kind::kText);
      term.add("(match ").add(optional ? optional_of(text.as_optional(), depth - 1) : make(text, depth - 1)).add(" { ");
      if (optional) term.add("absent -> ").add(make(type, depth - 1)).add(", ");
      term.add("\"a\", \"web\" -> ").add(make(type, depth - 1)).add(", \"b\" -> ").add(make(type, depth - 1));
      if (random_.chance(0.6)) term.add(", else -> ").add(make(type, depth - 1));
      return term.add(" })");
    }
    default:
      if (random_.chance(0.4)) {
        std::optional<Path> path = path_where([](const Type& other) { return other.optional; });
        if (path) {
          const Mark before = mark();
          term.add("(if present " + path->text + " then ");
          present_.push_back(path->text);
          term.add(make(type, depth - 1));
          reset(before);
          return term.add(" else ").add(make(type, depth - 1)).add(")");
        }
      }
      return term.add("(if ").add(condition(depth - 1)).add(" then ").add(make(type, depth - 1)).add(" else ").add(make(type, depth - 1)).add(")");
  }
}

std::optional<Term> ExpressionMaker::call(const Type& type, int depth) {
  std::vector<const Define*> fitting;
  for (const Define& define : world_.defines) {
    const bool of_raw = define.raw || (!define.arguments.empty() && define.arguments[0].type.kind == Kind::kRaw);
    const bool of_rows = !define.arguments.empty() && define.arguments[0].type.element && define.arguments[0].type.element->kind == Kind::kRow;
    if (of_rows && raw()) continue;
    if (same(define.type, type) && (!of_raw || raw()) && (!define.ranges || populations_ > 0)) fitting.push_back(&define);
  }
  if (fitting.empty()) return std::nullopt;
  const Define& define = *random_.pick(fitting);
  if (define.ranges) --populations_;
  Term term(define.name, world_.spell(type));
  if (define.arguments.empty()) return term;
  term.add("(");
  for (size_t i = 0; i < define.arguments.size(); ++i) {
    const Type& wanted = define.arguments[i].type;
    term.add(i == 0 ? "" : ", ");
    if (wanted.kind == Kind::kRow) {
      std::optional<Path> row = path_where([&](const Type& other) { return other.kind == Kind::kRow && world_.is_a(other.index, wanted.index); });
      if (!row) return std::nullopt;
      term.add(row->text);
    } else if (wanted.kind == Kind::kRaw) {
      std::optional<Path> path = path_where([&](const Type& other) { return other.kind == Kind::kRaw && other.shape == wanted.shape; });
      if (!path || random_.chance(0.1)) path = path_where([](const Type& other) { return other.kind == Kind::kRaw; });
      if (!path) return std::nullopt;
      term.add(path->text);
    } else if (wanted.element && (wanted.element->kind == Kind::kRow || wanted.element->kind == Kind::kRaw)) {
      std::optional<Term> members = members_of(*wanted.element, depth);
      if (!members) return std::nullopt;
      term.add(std::move(*members));
    } else {
      term.add(make(wanted, depth - 1));
    }
  }
  return term.add(")");
}

// A list of rows or raw resources, most often those that refer to one in sight.
std::optional<Term> ExpressionMaker::members_of(const Type& member, int depth) {
  const std::string name = fresh_name();
  const bool rows = member.kind == Kind::kRow;
  const auto raw_type = std::find_if(world_.raw_types.begin(), world_.raw_types.end(), [&](const auto& type) { return &type->shape == member.shape; });
  const std::string population = rows ? world_.entities[member.index].name : "terraform." + (*raw_type)->name;
  if (random_.chance(0.1)) return Term("[" + name + " for " + name + " in " + population + "]");
  Term term = Term("[" + name + " for " + name + " in " + population);
  std::string link = rows ? "" : ".link";
  for (size_t i = 0; rows && i < world_.entities[member.index].fields.size(); ++i) {
    const Field& field = world_.entities[member.index].fields[i];
    if (is_entity(field.type) && !field.type.optional) link = "." + field.name;
  }
  std::optional<Path> target = path_where([&](const Type& other) {
    return rows ? other.kind == Kind::kRow : other.kind == Kind::kRaw && other.shape != nullptr && !other.shape->fields.empty() && other.shape->fields[0].first == "arn";
  });
  if (target && !link.empty() && random_.chance(0.8)) return term.add(" where " + name + link + " refers " + target->text + "]");
  if (!rows) return std::nullopt;
  const Mark before = mark();
  bind(name, member);
  term.add(" where ").add(condition(depth - 1)).add("]");
  reset(before);
  return term;
}

// A form that may truly be absent.
Term ExpressionMaker::optional_of(const Type& type, int depth, bool may_say_absent) {
  const Type present = type.as_present();
  const Kind kind = type.kind;
  for (int attempt = 0; attempt < 3; ++attempt) {
    switch (random_.below(depth > 0 ? 8 : 2)) {
      case 0:
      case 1:
        if (std::optional<Path> path = path_of(type)) return Term(path->text);
        break;
      case 2:
        if (is_ordered(world_, present)) return Term().add(random_.chance(0.5) ? "min(" : "max(").add(make(list_of(random_.chance(0.5) ? Kind::kList : Kind::kSet, present), depth - 1)).add(")");
        break;
      case 3:
        if (!is_entity(present)) return Term().add("one(").add(make(list_of(random_.chance(0.5) ? Kind::kList : Kind::kSet, present), depth - 1)).add(")");
        break;
      case 6:
        // A key that is worked out.
        if (std::optional<Path> held = path_of(list_of(Kind::kDict, present))) return Term(held->text + "[").add(make(type_of(Kind::kText), depth - 1)).add("]");
        break;
      case 4:
        if (!is_entity(present) && present.kind != Kind::kRecord) {
          const Mark before = mark();
          const std::string name = fresh_name();
          Term term;
          term.add("(the " + name + " in ").add(make(list_of(Kind::kList, present), depth - 1)).add(" where ");
          bind(name, present);
          term.add(condition(depth - 1)).add(")");
          reset(before);
          return term;
        }
        break;
      case 5: {
        const Mark before = mark();
        const size_t entity = random_.below(world_.entities.size());
        std::vector<std::string> fields;
        for (const Field& field : world_.entities[entity].fields) {
          if (same(field.type.as_present(), present)) fields.push_back(field.name);
        }
        if (fields.empty() || raw() || !may_range()) break;
        const std::string name = fresh_name();
        Term term;
        bind(name, type_of(Kind::kRow, entity));
        term.add("(the " + name + " in " + world_.entities[entity].name + " where ").add(condition(depth - 1)).add(")." + random_.pick(fields));
        reset(before);
        return term;
      }
      default:
        if (kind == Kind::kText) return Term().add("capture(").add(make(present, depth - 1)).add(", r\"^(?<g>[a-z]+)\").g");
        break;
    }
  }
  if (present.element || !may_say_absent) return Term().add("one([").add(make(present, 0)).add("])");
  return Term().add("(if ").add(condition(0)).add(" then ").add(make(present, 0)).add(" else absent)");
}

Term ExpressionMaker::shown() {
  std::optional<Path> path = path_where([](const Type& other) { return !is_entity(other) && other.kind != Kind::kRaw; });
  return path && path->text.find('"') == std::string::npos ? Term(path->text) : literal(type_of(Kind::kInt));
}

std::optional<Term> ExpressionMaker::special(const Type& type, int depth) {
  switch (type.kind) {
    case Kind::kBool:
      switch (random_.below(raw() ? 30 : 21)) {
        case 0: case 1: case 2: return comparison(depth);
        case 3: case 4: return logic(depth);
        case 5: case 6: return guarded(depth);
        case 7: case 8: return membership(depth);
        case 9: case 10: return reference_question(depth);
        case 11: case 12: return quantifier(depth);
        case 13: return raw() ? raw_join(depth) : reverse_join(depth);
        case 14: case 15: return text_question(depth);
        case 16: return network_question(depth);
        case 17: case 18: return size_question(depth);
        case 19: return access_question(depth);
        case 20: return narrowed(depth);
        case 21: case 22: case 23: return raw_join(depth);
        default: return raw_question(depth);
      }
    case Kind::kInt:
    case Kind::kDecimal: return number(type, depth);
    case Kind::kText: return text(depth);
    case Kind::kDuration:
    case Kind::kDate:
    case Kind::kPeriod:
    case Kind::kTimestamp: return time(type, depth);
    case Kind::kList: return list(type, depth);
    case Kind::kSet: return set(type, depth);
    case Kind::kDict: return dict(type, depth);
    case Kind::kRecord: {
      Term term("{");
      bool first = true;
      for (const Field& field : world_.records[type.index].fields) {
        term.add((first ? "" : ", ") + field.name + ": ").add(make(field.type.as_present(), depth - 1));
        first = false;
      }
      return term.add("}");
    }
    case Kind::kEnum: {
      const Enumeration& enumeration = world_.enums[type.index];
      return Term().add(enumeration.name + "(trim(").add(make(type_of(Kind::kText), depth - 1)).add(random_.chance(0.5) ? "), " + random_.pick(enumeration.values) + ")" : "))");
    }
    default: return std::nullopt;
  }
}

}  // namespace sekisho::judge
