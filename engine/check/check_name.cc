// Names in expressions: locals, parameters, defines, enum values, populations, self. Nothing shadows, so the order of looking does not matter.
#include <algorithm>

#include "engine/check/check_type.h"
#include "engine/check/expression_checker.h"

namespace sekisho {

using syntax::ExpressionKind;

namespace {

std::string join(const std::vector<std::string>& parts, size_t count) {
  std::string text = parts[0];
  for (size_t i = 1; i < count; ++i) text += "." + parts[i];
  return text;
}

bool is_nameless(const EnumType& enumeration) { return enumeration.name.starts_with("enum("); }

}  // namespace

const Local* ExpressionChecker::find_local(const std::string& name, const Type* expected) const {
  const Local* found = scope_.find(name);
  if (!rows_are_variables_ || !found) return found;
  const EntityType* wanted = expected && is_entity(*expected) ? expected->entity : nullptr;
  const auto& locals = scope_.locals();
  for (const Local& local : locals)
    if (local.name == name && local.type.entity && wanted && local.type.entity->has(wanted)) return &local;
  for (const Local& local : locals)
    if (local.name == name && local.what == kTestedRow) return &local;
  const auto typed = std::find_if(locals.begin(), locals.end(), [&](const Local& local) { return local.name == name && local.type.kind == TypeKind::kRow; });
  return typed == locals.end() ? found : &*typed;
}

ExpressionPtr ExpressionChecker::variable(const Local& local, const Span& span) {
  auto expression = make(Op::kVariable, local.type, span);
  expression->slot = local.slot;
  expression->text = local.name;
  narrow(*expression);
  return expression;
}

ExpressionPtr ExpressionChecker::population(const EntityType* entity, const Span& span) {
  if (setting_.in_map) {
    error("SK0417", span, "a map sees raw resources only, and " + code(entity->name) + " is a " + (entity->is_trait ? "trait" : "kind"),
          "range over the raw type, as in `the s in terraform.aws_x where …`");
    return failed(span);
  }
  auto expression = make(Op::kPopulation, set_of(row_of(entity)), span);
  expression->entity = entity;
  return expression;
}

ExpressionPtr ExpressionChecker::raw_population(const std::string& raw_type, const Span& span) {
  auto expression = make(Op::kPopulation, set_of(raw_of(session_.provider_node(raw_type, span), raw_type)), span);
  expression->raw_type = raw_type;
  expression->closed = setting_.in_map;
  return expression;
}

ExpressionPtr ExpressionChecker::enum_value(const EnumType& enumeration, const std::string& value, const Span& span) {
  const int ordinal = enumeration.ordinal(value);
  if (ordinal < 0) {
    error("SK0212", span, code(value) + " is no value of " + (is_nameless(enumeration) ? "the enum" : code(enumeration.name)),
          suggestion(value, enumeration.values, "its values are " + enumerate(enumeration.values)));
    return failed(span);
  }
  return literal(Value::enumerator(value, ordinal), enum_of(&enumeration), span);
}

ExpressionPtr ExpressionChecker::use_declaration(const Declaration& declaration, const std::string& as_written, const Span& span) {
  using Kind = Declaration::Kind;
  switch (declaration.kind) {
    case Kind::kParameter: {
      auto expression = make(Op::kParameter, session_.program.parameters[static_cast<size_t>(declaration.index)].type, span);
      expression->index = declaration.index;
      expression->text = as_written;
      narrow(*expression);
      return expression;
    }
    case Kind::kDefine: {
      if (declaration.has_arguments) {
        error("SK0216", span, code(as_written) + " takes arguments", "call it: `" + as_written + "(…)`");
        return failed(span);
      }
      called_.emplace_back(declaration.index, span);
      if (setting_.in_rule && declaration.map_only)
        error("SK0325", span, code(as_written) + " says `unknown` or `default`, so only maps may use it", "let a map assign what it gives to an attribute");
      auto expression = make(Op::kDefine, session_.program.defines[static_cast<size_t>(declaration.index)].type, span);
      expression->index = declaration.index;
      expression->text = as_written;
      narrow(*expression);
      return expression;
    }
    case Kind::kKind:
    case Kind::kTrait: return population(declaration.entity, span);
    case Kind::kEnum:
      error("SK0216", span, code(as_written) + " is an enum, not a value", "name one of its values: `" + as_written + "." + declaration.enumeration->values.front() + "`");
      return failed(span);
    case Kind::kRecord:
      error("SK0216", span, code(as_written) + " is a record type, not a value", "write the record's fields: `{…}`");
      return failed(span);
  }
  return failed(span);
}

ExpressionPtr ExpressionChecker::check_name(const syntax::Expression& written, const Type* expected) {
  const std::string name = written.kind == ExpressionKind::kOrigin ? "origin" : written.text;
  const Local* local = find_local(name, expected);
  if (written.kind == ExpressionKind::kOrigin && setting_.origin && !local) return make(Op::kOrigin, record_of(session_.origin()), written.span);
  const EnumType* enumeration = expected && expected->kind == TypeKind::kEnum ? expected->enumeration : nullptr;
  const std::vector<const Declaration*> found = local ? std::vector<const Declaration*>{} : session_.names.find(view_, name);
  if (enumeration && enumeration->ordinal(name) >= 0) {
    using Kind = Declaration::Kind;
    const bool taken = local || std::any_of(found.begin(), found.end(), [](const Declaration* each) {
      return each->kind == Kind::kParameter || (each->kind == Kind::kDefine && !each->has_arguments);
    });
    if (!taken) return enum_value(*enumeration, name, written.span);
    const std::string noun = local ? local->what : std::string(noun_of(found.front()->kind));
    error("SK0210", written.span, code(name) + " is a value of " + (is_nameless(*enumeration) ? "the enum" : code(enumeration->name)) + " and also a " + noun + " here",
          is_nameless(*enumeration) ? "give the " + noun + " another name" : "write `" + enumeration->name + "." + name + "`, or give the " + noun + " another name");
    return failed(written.span);
  }
  if (local) return variable(*local, written.span);
  if (found.size() == 1) return use_declaration(*found.front(), name, written.span);
  if (found.size() > 1) {
    syntax::Name ambiguous;
    ambiguous.text = name;
    ambiguous.span = written.span;
    resolve(ambiguous, session_, view_, true);
    return failed(written.span);
  }
  unknown_name(name, written.span, expected);
  return failed(written.span);
}

void ExpressionChecker::unknown_name(const std::string& name, const Span& span, const Type* expected) {
  std::vector<std::string> candidates;
  for (const Local& local : scope_.locals()) candidates.push_back(local.name);
  if (expected && expected->kind == TypeKind::kEnum) {
    const EnumType& enumeration = *expected->enumeration;
    candidates.insert(candidates.end(), enumeration.values.begin(), enumeration.values.end());
    error("SK0212", span, code(name) + " is no value of " + (is_nameless(enumeration) ? "the enum" : code(enumeration.name)) + " and no name here",
          suggestion(name, candidates, "its values are " + enumerate(enumeration.values)));
    return;
  }
  for (const Local& local : scope_.locals())
    if (local.type.kind == TypeKind::kRow && local.type.entity->find(name)) {
      error("SK0201", span, "no name " + code(name) + " is known here", "write `" + local.name + "." + name + "`");
      return;
    }
  const std::vector<std::string> visible = session_.names.visible(view_);
  candidates.insert(candidates.end(), visible.begin(), visible.end());
  for (const std::string& source : session_.sources) candidates.push_back(source);
  std::string help = suggestion(name, candidates);
  const std::string package = session_.names.package_declaring(name);
  if (help.empty() && !package.empty()) help = "it is declared in package `" + package + "`; add `import " + package + "`";
  if (help.empty() && name == "origin") help = "`origin` stands in defaults of kinds and traits; in a map write `origin(r)`";
  if (help.empty() && (name == "null" || name == "nil" || name == "None")) help = "the language says `absent`; ask for it with `present`";
  if (help.empty()) {
    for (const auto& enumeration : session_.program.enums)
      if (enumeration->ordinal(name) >= 0 && !is_nameless(*enumeration)) {
        help = "to mean the enum value, write `" + enumeration->name + "." + name + "`; to mean text, write `\"" + name + "\"`";
        break;
      }
  }
  if (help.empty() && !scope_.locals().empty()) {
    std::vector<std::string> locals;
    for (const Local& local : scope_.locals()) locals.push_back(local.name);
    help = "names of this place are " + enumerate(locals, 8);
  }
  error("SK0201", span, "no name " + code(name) + " is known here", help);
}

bool ExpressionChecker::is_known_name(const syntax::Expression& written) const {
  const std::vector<std::string> parts = dotted_parts(written);
  if (parts.empty()) return true;
  if (scope_.find(parts[0]) || parts[0] == "self" || parts[0] == "origin") return true;
  size_t used = 0;
  if (!raw_type_of(session_, parts, &used).empty()) return true;
  for (size_t count = parts.size(); count > 0; --count)
    if (!session_.names.find(view_, join(parts, count)).empty()) return true;
  return false;
}

bool ExpressionChecker::needs_expectation(const syntax::Expression& written) const {
  const auto all_need = [&](const std::vector<syntax::ExpressionPtr>& operands, size_t from) {
    return std::all_of(operands.begin() + static_cast<std::ptrdiff_t>(from), operands.end(), [&](const auto& operand) { return needs_expectation(*operand); });
  };
  switch (written.kind) {
    case ExpressionKind::kName: return !is_known_name(written);
    case ExpressionKind::kText:
    case ExpressionKind::kInteger:
    case ExpressionKind::kAbsent:
    case ExpressionKind::kUnknown:
    case ExpressionKind::kReferenceText:
    case ExpressionKind::kRecord: return true;
    case ExpressionKind::kParentheses: return needs_expectation(*written.operands[0]);
    case ExpressionKind::kList:
    case ExpressionKind::kSet: return all_need(written.operands, 0);
    case ExpressionKind::kIf: return all_need(written.operands, 1);
    case ExpressionKind::kCoalesce: return all_need(written.operands, 0);
    case ExpressionKind::kWith: return written.operands.size() > 1 && needs_expectation(*written.operands[1]);
    case ExpressionKind::kMatch:
      return std::all_of(written.arms.begin(), written.arms.end(), [&](const syntax::MatchArm& arm) { return !arm.value || needs_expectation(*arm.value); });
    default: return false;
  }
}

ExpressionPtr ExpressionChecker::self_path(const std::vector<std::string>& parts, const std::vector<Span>& spans, size_t* used) {
  Span whole = spans[0];
  *used = parts.size();
  if (!setting_.in_map) {
    error("SK0217", whole, "`self` stands in maps only", "elsewhere name the row by its variable");
    return failed(whole);
  }
  for (size_t count = std::min<size_t>(parts.size(), 3); count > 1; --count) {
    std::string path = parts[1];
    if (count == 3) path += "." + parts[2];
    const auto place = std::find_if(assigned_.begin(), assigned_.end(), [&](const auto& entry) { return entry.first == path; });
    if (place == assigned_.end()) continue;
    whole.end = spans[count - 1].end;
    *used = count;
    auto expression = make(Op::kSelf, place->second, whole);
    expression->text = path;
    narrow(*expression);
    return expression;
  }
  std::vector<std::string> known;
  for (const auto& [path, type] : assigned_) known.push_back(path);
  whole.end = spans[std::min<size_t>(spans.size(), 2) - 1].end;
  std::string path = parts[1];
  if (parts.size() > 2) path += "." + parts[2];
  error("SK0217", whole, "no attribute " + code(parts[1]) + " of this row is assigned above",
        suggestion(path, known, known.empty() ? "assign it before it is used" : "assigned above: " + enumerate(known)));
  return failed(whole);
}

ExpressionPtr ExpressionChecker::check_dotted(const syntax::Expression& written) {
  std::vector<Span> spans;
  const std::vector<std::string> parts = dotted_parts(written, &spans);
  if (parts.size() < 2 || parts[0] == "origin" || scope_.find(parts[0])) return nullptr;
  const auto span_to = [&](size_t count) {
    Span span = spans[0];
    span.end = spans[count - 1].end;
    return span;
  };
  ExpressionPtr base;
  size_t used = 0;
  if (parts[0] == "self") {
    base = self_path(parts, spans, &used);
  } else {
    for (size_t count = parts.size(); count > 0 && !base; --count) {
      syntax::Name name;
      name.text = join(parts, count);
      name.span = span_to(count);
      const std::vector<const Declaration*> found = session_.names.find(view_, name.text);
      if (found.empty()) continue;
      used = count;
      const Declaration* declaration = resolve(name, session_, view_, true);
      if (!declaration) return failed(written.span);
      if (declaration->kind == Declaration::Kind::kEnum && count < parts.size()) {
        base = enum_value(*declaration->enumeration, parts[count], spans[count]);
        base->span = span_to(count + 1);
        used = count + 1;
      } else {
        base = use_declaration(*declaration, name.text, name.span);
      }
    }
  }
  if (!base) {
    const std::string raw_type = raw_type_of(session_, parts, &used);
    if (!raw_type.empty()) base = raw_population(raw_type, span_to(used));
  }
  if (!base) {
    const std::string whole = join(parts, parts.size());
    const std::vector<std::string> visible = session_.names.visible(view_);
    const std::string near = nearest(whole, visible);
    const auto& locals = scope_.locals();
    const auto owner = std::find_if(locals.begin(), locals.end(), [&](const Local& local) { return local.type.kind == TypeKind::kRow && local.type.entity->find(parts[1]); });
    if (near.empty() && owner != locals.end() && nearest(parts[0], {owner->name}).empty())
      error("SK0201", spans[0], "no name " + code(parts[0]) + " is known here", "did you mean the " + owner->what + ": `" + owner->name + "." + parts[1] + "`?");
    else if (near.empty() || near == whole) unknown_name(parts[0], spans[0], nullptr);
    else error("SK0201", written.span, "no name " + code(whole) + " is known here", "did you mean `" + near + "`?");
    return failed(written.span);
  }
  for (size_t i = used; i < parts.size() && base; ++i) base = field(std::move(base), parts[i], spans[i], span_to(i + 1));
  return base;
}

int ExpressionChecker::declare(const syntax::Name& name, const Type& type, std::string what) {
  const Local* local = scope_.find(name.text);
  using Kind = Declaration::Kind;
  if (local) {
    error("SK0204", name.span, code(name.text) + " is already the name of a " + local->what + " here", "nothing shadows; give this " + what + " another name");
  } else {
    for (const Declaration* other : session_.names.find(view_, name.text)) {
      if (other->kind != Kind::kParameter && !(other->kind == Kind::kDefine && !other->has_arguments)) continue;
      error("SK0204", name.span, code(name.text) + " is already the name of a " + std::string(noun_of(other->kind)) + " in package " + code(other->package),
            "nothing shadows; give this " + what + " another name");
      break;
    }
  }
  // After a clash nobody knows which of the two is meant, so uses of the name are not complained of again.
  return scope_.add({name.text, -1, local ? Type{} : type, name.span, std::move(what)});
}

}  // namespace sekisho
