// Maps: raw resources of some types to rows of one kind; every attribute assigned, defaulted or said to be unavailable.
#include <algorithm>

#include "engine/check/check_type.h"
#include "engine/check/declared.h"
#include "engine/check/expression_checker.h"

namespace sekisho {
namespace {

class MapChecker {
 public:
  MapChecker(Session& session, const Declared& declared, const View& view, const syntax::MapDeclaration& written)
      : session_(session), declared_(declared), view_(view), written_(written) {}

  // Checked against the schema of one of its source types.
  Map run(const syntax::Name& source) {
    map_.package = view_.package;
    map_.span = written_.span;
    for (const syntax::Name& each : written_.sources) map_.sources.push_back(each.text);
    map_.kind = check_entity(written_.kind, session_, view_, "kind");
    if (map_.kind && map_.kind->is_trait) {
      session_.error("SK0414", written_.kind.span, code(written_.kind.text) + " is a trait; a map makes rows of a kind",
                     map_.kind->kinds.empty() ? "" : "kinds with the trait: " + enumerate(kind_names(*map_.kind)));
      map_.kind = nullptr;
    }
    Setting setting;
    setting.absent_allowed = setting.map_words = setting.in_map = setting.text_to_reference = true;
    ExpressionChecker checker(session_, view_, setting);
    map_.variable = written_.variable.text;
    checker.declare(written_.variable, raw_of(session_.provider_node(source.text, source.span), source.text), "map variable");
    head(checker);
    for (const syntax::MapItem& item : written_.items) this->item(item, checker);
    if (map_.kind) {
      defaults();
      refuse_gaps();
    }
    map_.slots = checker.scope().slots();
    return std::move(map_);
  }

 private:
  static std::vector<std::string> kind_names(const EntityType& trait) {
    std::vector<std::string> names;
    for (const EntityType* kind : trait.kinds) names.push_back(kind->name);
    return names;
  }

  void head(ExpressionChecker& checker) {
    for (const syntax::Binder& binder : written_.each) map_.each.push_back(checker.check_binder(binder));
    const Type text = make_type(TypeKind::kText);
    if (written_.key) map_.key = checker.check_to(*written_.key, text);
    if (written_.each.empty() && written_.key)
      session_.error("SK0415", written_.key->span, "`key` without `each`", "`key` names the rows that `each` makes; one resource gives one row without it");
    if (!written_.each.empty() && !written_.key)
      session_.error("SK0415", written_.each.front().name.span, "`each` without `key`", "add `key …`: what tells the rows of one resource apart");
    if (written_.condition) {
      map_.condition = checker.check_condition(*written_.condition);
      checker.scope().add(facts_when(*map_.condition, true));
    }
  }

  void item(const syntax::MapItem& item, ExpressionChecker& checker) {
    using Kind = syntax::MapItem::Kind;
    switch (item.kind) {
      case Kind::kLet: {
        if (!item.value) return;
        MapItem made;
        made.kind = MapItem::Kind::kLet;
        made.span = item.span;
        made.value = checker.check(*item.value);
        made.slot = checker.declare(item.name, made.value->type, "let");
        map_.items.push_back(std::move(made));
        return;
      }
      case Kind::kIdentity: identity(item.identity, checker); return;
      case Kind::kAssign:
      case Kind::kUnavailable: assign(item, checker); return;
    }
  }

  void identity(const syntax::Identity& written, ExpressionChecker& checker) {
    static const std::vector<std::string> scopes{"global", "account", "region", "namespace"};
    if (std::find(scopes.begin(), scopes.end(), written.scope.text) == scopes.end())
      session_.error("SK0412", written.scope.span, "no scope " + code(written.scope.text), suggestion(written.scope.text, scopes, "scopes are " + enumerate(scopes)));
    if (!written.value) return;
    map_.identities.push_back({written.space.text, written.scope.text, checker.check_to(*written.value, make_type(TypeKind::kText).as_optional())});
  }

  // The attribute or field that a path names; the error type after a diagnostic.
  Type target(const syntax::Name& path) {
    const Attribute* attribute = map_.kind->find(path.parts[0]);
    if (!attribute) {
      std::vector<std::string> names;
      for (const Attribute& each : map_.kind->attributes) names.push_back(each.name);
      session_.error("SK0205", path.span, "kind " + code(map_.kind->name) + " has no attribute " + code(path.parts[0]), suggestion(path.parts[0], names, "its attributes are " + enumerate(names, 16)));
      return {};
    }
    if (path.parts.size() == 1) return attribute->type;
    if (path.parts.size() > 2) {
      session_.error("SK0416", path.span, "a map assigns an attribute or one field of it, not " + code(path.text), "assign `" + path.parts[0] + "." + path.parts[1] + "` as a whole record");
      return {};
    }
    if (attribute->type.kind != TypeKind::kRecord) {
      if (attribute->type.kind != TypeKind::kError)
        session_.error("SK0416", path.span, code(path.parts[0]) + " is " + describe(attribute->type) + " and has no fields to assign", "assign `" + path.parts[0] + "` itself");
      return {};
    }
    const Attribute* field = attribute->type.record->find(path.parts[1]);
    if (field) return field->type;
    std::vector<std::string> names;
    for (const Attribute& each : attribute->type.record->fields) names.push_back(each.name);
    session_.error("SK0205", path.span, code(to_string(attribute->type.as_present())) + " has no field " + code(path.parts[1]), suggestion(path.parts[1], names, "its fields are " + enumerate(names, 16)));
    return {};
  }

  void assign(const syntax::MapItem& item, ExpressionChecker& checker) {
    MapItem made;
    made.span = item.span;
    made.path = item.name.parts;
    made.kind = item.kind == syntax::MapItem::Kind::kUnavailable ? MapItem::Kind::kUnavailable : MapItem::Kind::kAssign;
    made.reason = item.reason;
    const Type type = map_.kind && !item.name.parts.empty() ? target(item.name) : Type{};
    if (type.kind != TypeKind::kError) once(item.name);
    if (item.value) made.value = checker.check_to(*item.value, type);
    if (made.kind == MapItem::Kind::kAssign && type.kind != TypeKind::kError) checker.assigned().emplace_back(item.name.text, type);
    if (made.kind == MapItem::Kind::kAssign && !made.value) return;
    map_.items.push_back(std::move(made));
  }

  void once(const syntax::Name& path) {
    const auto clash = std::find_if(paths_.begin(), paths_.end(), [&](const syntax::Name* other) {
      if (other->parts[0] != path.parts[0]) return false;
      return other->parts.size() == 1 || path.parts.size() == 1 || other->parts[1] == path.parts[1];
    });
    if (clash != paths_.end())
      session_.error("SK0411", path.span, code(path.text) + " is assigned twice", "line " + std::to_string((*clash)->span.source ? (*clash)->span.source->line_column((*clash)->span.begin).line : 0) + " assigns it already");
    paths_.push_back(&path);
  }

  bool assigned(const std::string& attribute, const std::string& field) const {
    return std::any_of(paths_.begin(), paths_.end(), [&](const syntax::Name* path) {
      return path->parts[0] == attribute && (path->parts.size() == 1 || field.empty() || path->parts[1] == field);
    });
  }

  void defaults() {
    Setting setting;
    setting.origin = setting.text_to_reference = true;
    for (const Attribute& attribute : map_.kind->attributes) {
      const auto place = declared_.defaults.find({map_.kind, attribute.name});
      if (place == declared_.defaults.end() || assigned(attribute.name, "")) continue;
      ExpressionChecker checker(session_, *place->second.view, setting);
      MapItem made;
      made.kind = MapItem::Kind::kDefault;
      made.path = {attribute.name};
      made.value = checker.check_to(*place->second.expression, attribute.type);
      made.span = place->second.expression->span;
      default_slots_ = std::max(default_slots_, checker.scope().slots());
      map_.items.push_back(std::move(made));
    }
  }

  void refuse_gaps() {
    std::vector<std::string> missing;
    for (const Attribute& attribute : map_.kind->attributes) {
      if (!assigned(attribute.name, "")) {
        if (!declared_.defaults.contains({map_.kind, attribute.name})) missing.push_back(attribute.name);
        continue;
      }
      if (attribute.type.kind != TypeKind::kRecord) continue;
      for (const Attribute& field : attribute.type.record->fields)
        if (!assigned(attribute.name, field.name)) missing.push_back(attribute.name + "." + field.name);
    }
    if (missing.empty()) return;
    session_.error("SK0410", written_.kind.span, "the map leaves out " + enumerate(missing, 20) + " of " + code(map_.kind->name),
                   "assign each, or say why not: `" + missing.front() + " unavailable \"…\"`");
  }

  Session& session_;
  const Declared& declared_;
  const View& view_;
  const syntax::MapDeclaration& written_;
  Map map_;
  std::vector<const syntax::Name*> paths_;
  int default_slots_ = 0;
};

}  // namespace

void check_maps(Session& session, Declared& declared) {
  std::map<std::pair<std::string, const EntityType*>, Span> taken;
  for (size_t i = 0; i < declared.files.size(); ++i)
    for (const syntax::MapDeclaration& written : declared.files[i]->maps) {
      if (written.sources.empty()) continue;
      Map made = MapChecker(session, declared, declared.views[i], written).run(written.sources.front());
      // The other types have schemas of their own: checked again, for what they say.
      for (size_t other = 1; other < written.sources.size(); ++other)
        MapChecker(session, declared, declared.views[i], written).run(written.sources[other]);
      for (const syntax::Name& source : written.sources) {
        if (!made.kind) break;
        const auto [place, added] = taken.emplace(std::pair{source.text, made.kind}, source.span);
        if (!added)
          session.error("SK0413", source.span, "two maps turn " + code(source.text) + " into " + code(made.kind->name), other_place(place->second) + "; one raw resource gives one row of a kind");
      }
      session.program.maps.push_back(std::move(made));
    }
}

}  // namespace sekisho
