// Paths: fields and indices of records, rows, references, dicts, lists and raw values.
#include "engine/check/expression_checker.h"

namespace sekisho {

void ExpressionChecker::narrow(Expression& path) const {
  const bool may_narrow = path.type.optional || (is_entity(path.type) && path.type.entity && path.type.entity->is_trait);
  if (!may_narrow) return;
  const std::string key = path_key(path);
  if (scope_.is_present(key)) path.type.optional = false;
  if (const EntityType* entity = scope_.entity_of(key)) path.type.entity = entity;
}

const Attribute* ExpressionChecker::entity_attribute(const Expression& base, const std::string& name, const Span& name_span) {
  const EntityType& entity = *base.type.entity;
  if (const Attribute* found = entity.find(name)) return found;
  std::vector<std::string> names;
  for (const Attribute& attribute : entity.attributes) names.push_back(attribute.name);
  std::string help = suggestion(name, names);
  if (help.empty() && entity.is_trait) {
    for (const EntityType* kind : entity.kinds)
      if (kind->find(name)) {
        const std::string written = source_text(base.span);
        help = "kind `" + kind->name + "` has it: guard with `" + written + " is " + kind->name + " and …`";
        break;
      }
  }
  if (help.empty()) help = names.empty() ? "it has no attributes" : "its attributes are " + enumerate(names, 16);
  error("SK0205", name_span, (entity.is_trait ? "trait " : "kind ") + code(entity.name) + " has no attribute " + code(name), help);
  return nullptr;
}

Type ExpressionChecker::raw_field(const Expression& base, const std::string& name, const Span& name_span) {
  using Kind = ProviderNode::Kind;
  const ProviderNode* node = base.type.provider;
  if (!node || node->kind == Kind::kDynamic) return raw_of(nullptr);
  const std::string written = source_text(base.span);
  switch (node->kind) {
    case Kind::kObject: {
      if (const ProviderNode* member = node->find(name)) return raw_of(member);
      const std::vector<std::string> known = node->member_names();
      const std::string owner = base.type.raw_type.empty() ? code(written) : code(base.type.raw_type);
      error("SK0213", name_span, owner + " has no attribute " + code(name) + " in the provider's schema",
            suggestion(name, known, "its attributes are " + enumerate(known, 16)));
      return {};
    }
    case Kind::kMap: return raw_of(node->element.get());
    case Kind::kList:
      error("SK0321", name_span, code(written) + " is " + std::string(shape_name(*node)) + " and has no field " + code(name),
            "take one of it: `" + written + "[0]." + name + "` or `one(" + written + ")." + name + "`");
      return {};
    case Kind::kSet:
      error("SK0321", name_span, code(written) + " is " + std::string(shape_name(*node)) + " and has no field " + code(name),
            "take one of it: `one(" + written + ")." + name + "`" + (node->max == 1 ? ", or `" + written + "[0]." + name + "`" : ""));
      return {};
    default:
      error("SK0321", name_span, code(written) + " is " + std::string(shape_name(*node)) + " in the provider's schema and has no field " + code(name));
      return {};
  }
}

ExpressionPtr ExpressionChecker::field(ExpressionPtr base, const std::string& name, const Span& name_span, const Span& span) {
  if (base->type.kind == TypeKind::kError) return failed(span);
  auto path = make(Op::kField, Type{}, span);
  path->text = name;
  const Type& from = base->type;
  const bool absent_base = from.optional && !is_raw(from);
  const std::string written = source_text(base->span);
  switch (from.kind) {
    case TypeKind::kRecord: {
      const Attribute* found = from.record->find(name);
      if (found) {
        path->type = found->type;
        break;
      }
      std::vector<std::string> names;
      for (const Attribute& attribute : from.record->fields) names.push_back(attribute.name);
      error("SK0205", name_span, code(to_string(from.as_present())) + " has no field " + code(name), suggestion(name, names, "its fields are " + enumerate(names, 16)));
      break;
    }
    case TypeKind::kRow:
    case TypeKind::kReference:
    case TypeKind::kOwner:
      if (const Attribute* found = entity_attribute(*base, name, name_span)) path->type = found->type;
      break;
    case TypeKind::kRaw: path->type = raw_field(*base, name, name_span); break;
    case TypeKind::kAny: path->type = from; break;
    case TypeKind::kList:
      error("SK0319", name_span, code(written) + " is a list and has no field " + code(name),
            "take one of it: `" + written + "[0]." + name + "` or `one(" + written + ")." + name + "`; or quantify: `any x in " + written + " : x." + name + " …`");
      break;
    case TypeKind::kSet:
      error("SK0319", name_span, code(written) + " is " + (base->op == Op::kPopulation ? "a population" : "a set") + " and has no field " + code(name),
            "quantify over it: `any x in " + written + " : x." + name + " …`, or take the one: `the x in " + written + " where …`");
      break;
    case TypeKind::kDict: error("SK0319", name_span, code(written) + " is a dict; its keys are text", "write `" + written + "[\"" + name + "\"]`"); break;
    default: error("SK0319", name_span, code(written) + " is " + describe(from.as_present()) + " and has no field " + code(name));
  }
  if (path->type.kind == TypeKind::kError) return failed(span);
  if (absent_base) path->type.optional = true;
  path->operands.push_back(std::move(base));
  narrow(*path);
  return path;
}

ExpressionPtr ExpressionChecker::check_field(const syntax::Expression& written) {
  if (ExpressionPtr declared = check_dotted(written)) return declared;
  ExpressionPtr base = check(*written.operands[0]);
  Span name_span = written.span;
  const uint32_t length = static_cast<uint32_t>(written.text.size() + (written.quoted ? 2 : 0));
  if (name_span.end - name_span.begin > length) name_span.begin = name_span.end - length;
  return field(std::move(base), written.text, name_span, written.span);
}

Type ExpressionChecker::raw_index(const Expression& base, const Expression& index, const Span& span) {
  using Kind = ProviderNode::Kind;
  const ProviderNode* node = base.type.provider;
  if (!node || node->kind == Kind::kDynamic) return raw_of(nullptr);
  const std::string written = source_text(base.span);
  const bool by_number = index.type.kind == TypeKind::kInt;
  const bool by_text = index.type.kind == TypeKind::kText;
  const bool keyed = node->kind == Kind::kMap || node->kind == Kind::kObject;
  if (node->kind == Kind::kSet && by_number && node->max != 1) {
    error("SK0322", span, code(written) + " is a set: it has no first member", "take the only one: `one(" + written + ")`, or quantify over it");
    return {};
  }
  if ((node->kind == Kind::kList || node->kind == Kind::kSet) && !by_text) return raw_of(node->element.get());
  if (keyed && !by_number) {
    if (node->kind == Kind::kMap) return raw_of(node->element.get());
    if (index.op != Op::kLiteral || !by_text) return raw_of(nullptr);
    return raw_field(base, index.literal.as_text(), index.span);
  }
  error("SK0323", index.span, code(written) + " is " + std::string(shape_name(*node)) + " in the provider's schema; it is not indexed by " + (by_number ? "a number" : "text"),
        keyed ? "name a key: `" + written + "[\"…\"]`" : node->kind == Kind::kList ? "write `" + written + "[0]`" : "use `" + written + "` as it is");
  return {};
}

ExpressionPtr ExpressionChecker::check_index(const syntax::Expression& written) {
  ExpressionPtr base = check(*written.operands[0]);
  ExpressionPtr index = check(*written.operands[1]);
  if (base->type.kind == TypeKind::kError || index->type.kind == TypeKind::kError) return failed(written.span);
  auto path = make(Op::kIndex, Type{}, written.span);
  const std::string text = source_text(base->span);
  switch (base->type.kind) {
    case TypeKind::kList:
      index = fit(std::move(index), make_type(TypeKind::kInt));
      path->type = element_of(base->type);
      if (!is_raw(path->type)) path->type.optional = true;
      break;
    case TypeKind::kDict:
      index = fit(std::move(index), make_type(TypeKind::kText));
      path->type = element_of(base->type);
      if (!is_raw(path->type)) path->type.optional = true;
      break;
    case TypeKind::kRaw:
      require_present(*index);
      if (is_raw(index->type)) index = fit(std::move(index), make_type(TypeKind::kText));
      if (index->type.kind != TypeKind::kInt && index->type.kind != TypeKind::kText && !is_open_ended(index->type))
        error("SK0323", index->span, "an index is an int or a text, but " + code(source_text(index->span)) + " is " + describe(index->type));
      else
        path->type = raw_index(*base, *index, written.span);
      break;
    case TypeKind::kSet:
      error("SK0322", written.span, code(text) + " is a set: it has no first member", "take the only one: `one(" + text + ")`, or quantify over it");
      break;
    case TypeKind::kAny: path->type = base->type; break;
    default: error("SK0323", written.span, code(text) + " is " + describe(base->type.as_present()) + "; only lists, dicts and raw values are indexed");
  }
  if (path->type.kind == TypeKind::kError || index->type.kind == TypeKind::kError) return failed(written.span);
  path->operands.push_back(std::move(base));
  path->operands.push_back(std::move(index));
  narrow(*path);
  return path;
}

}  // namespace sekisho
