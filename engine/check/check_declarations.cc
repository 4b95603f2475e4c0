// Declarations: packages and imports, enums, records, traits, kinds, parameters and the heads of defines.
#include <algorithm>
#include <functional>

#include "engine/check/builtins.h"
#include "engine/check/check_type.h"
#include "engine/check/declared.h"

namespace sekisho {

std::string other_place(const Span& span) {
  if (!span.source) return "";
  return "the other is at " + span.source->name() + ":" + std::to_string(span.source->line_column(span.begin).line);
}

bool is_shipped(const Session& session, const Span& span) { return span.source && session.options.shipped.contains(span.source->name()); }

Type check_stored_type(const syntax::Type& written, Session& session, const View& view, std::string_view what) {
  const Type type = check_type(written, session, view);
  const std::function<bool(const Type&)> good = [&](const Type& part) {
    if (part.kind == TypeKind::kRow) {
      session.error("SK0335", written.span, "a " + std::string(what) + " cannot hold a row of " + code(part.entity->name), "refer to it: `ref " + part.entity->name + "`");
      return false;
    }
    if (is_raw(part)) {
      session.error("SK0335", written.span, "a " + std::string(what) + " cannot hold a raw value", "raw values live in maps and in the arguments of their defines");
      return false;
    }
    return !part.element || good(*part.element);
  };
  return good(type) ? type : Type{};
}

namespace {

class Declarations {
 public:
  Declarations(Session& session, Declared& declared) : session_(session), declared_(declared), program_(session.program) {}

  void run() {
    for (size_t i = 0; i < declared_.files.size(); ++i) packages(*declared_.files[i]);
    for (size_t i = 0; i < declared_.files.size(); ++i) view(*declared_.files[i], declared_.views[i]);
    each([&](const syntax::File& file, const View&) { names(file); });
    each([&](const syntax::File& file, const View& view) { records(file, view); });
    refuse_recursive_records();
    each([&](const syntax::File& file, const View& view) { traits(file, view); });
    each([&](const syntax::File& file, const View& view) { kinds(file, view); });
    each([&](const syntax::File& file, const View& view) { parameters(file, view); });
    each([&](const syntax::File& file, const View& view) { defines(file, view); });
  }

 private:
  template <typename Visit>
  void each(Visit visit) {
    for (size_t i = 0; i < declared_.files.size(); ++i) visit(*declared_.files[i], declared_.views[i]);
  }

  void packages(const syntax::File& file) {
    if (!file.package.text.empty()) session_.names.add_package(file.package.text);
    for (const syntax::MapDeclaration& map : file.maps)
      for (const syntax::Name& source : map.sources) {
        // A reader outside this tree may bring a source word of its own; one near a known word is a slip.
        if (source.parts.empty() || session_.sources.contains(source.parts[0])) continue;
        const std::vector<std::string> known(session_.sources.begin(), session_.sources.end());
        const std::string near = nearest(source.parts[0], known);
        if (near.empty()) session_.sources.insert(source.parts[0]);
        else session_.error("SK0215", source.span, "no source " + code(source.parts[0]), "did you mean `" + near + "`?");
      }
  }

  void view(const syntax::File& file, View& view) {
    view.package = file.package.text;
    for (const syntax::Name& import : file.imports) {
      if (!session_.names.has_package(import.text)) {
        session_.error("SK0206", import.span, "no package " + code(import.text),
                       suggestion(import.text, session_.names.package_names(), "the packages given are " + enumerate(session_.names.package_names())));
        continue;
      }
      if (std::find(view.imports.begin(), view.imports.end(), import.text) != view.imports.end())
        session_.error("SK0206", import.span, code(import.text) + " is imported twice", "remove one of them");
      else if (import.text == view.package)
        session_.error("SK0206", import.span, "a package sees its own declarations without importing itself", "remove this import");
      else
        view.imports.push_back(import.text);
    }
  }

  Declaration* add(Declaration::Kind kind, const std::string& package, const syntax::Name& name, int index = -1) {
    Declaration declaration;
    declaration.kind = kind;
    declaration.package = package;
    declaration.name = name.text;
    declaration.index = index;
    declaration.span = name.span;
    if (builtin_named(name.text) || conversion_named(name.text)) {
      session_.error("SK0221", name.span, code(name.text) + " is the name of a builtin function", "give this " + std::string(noun_of(kind)) + " another name");
    }
    const std::vector<std::string> types = builtin_type_names();
    if (std::find(types.begin(), types.end(), name.text) != types.end() || session_.sources.contains(name.text) || name.text == "origin") {
      session_.error("SK0221", name.span, code(name.text) + " is a word of the language", "give this " + std::string(noun_of(kind)) + " another name");
    }
    const Declaration* other = nullptr;
    Declaration* added = session_.names.add(std::move(declaration), &other);
    if (!added)
      session_.error("SK0203", name.span, code(name.text) + " is declared twice in package " + code(package) + ", first as a " + std::string(noun_of(other->kind)),
                     other_place(other->span));
    return added;
  }

  void names(const syntax::File& file) {
    const std::string& package = file.package.text;
    using Kind = Declaration::Kind;
    for (const syntax::EnumDeclaration& written : file.enums) {
      Declaration* declaration = add(Kind::kEnum, package, written.name);
      if (!declaration) continue;
      auto made = std::make_unique<EnumType>();
      made->name = written.name.text;
      made->ordered = written.ordered;
      for (const syntax::Name& value : written.values) {
        if (made->ordinal(value.text) >= 0)
          session_.error("SK0203", value.span, code(written.name.text) + " has the value " + code(value.text) + " twice", "remove one of them");
        else
          made->values.push_back(value.text);
      }
      declaration->enumeration = made.get();
      program_.enums.push_back(std::move(made));
    }
    for (const syntax::RecordDeclaration& written : file.records) {
      Declaration* declaration = add(Kind::kRecord, package, written.name);
      if (!declaration) continue;
      auto made = std::make_unique<RecordType>();
      made->name = written.name.text;
      declaration->record = made.get();
      record_types_[&written] = made.get();
      program_.records.push_back(std::move(made));
    }
    for (const syntax::TraitDeclaration& written : file.traits)
      if (Declaration* declaration = add(Kind::kTrait, package, written.name)) declaration->entity = entity(&written, written.name, true);
    for (const syntax::KindDeclaration& written : file.kinds)
      if (Declaration* declaration = add(Kind::kKind, package, written.name)) declaration->entity = entity(&written, written.name, false);
  }

  const EntityType* entity(const void* written, const syntax::Name& name, bool is_trait) {
    const auto place = entity_spans_.emplace(name.text, name.span);
    if (!place.second)
      session_.error("SK0203", name.span, code(name.text) + " is declared in two packages; kinds and traits have one name everywhere, because snapshots name them",
                     other_place(place.first->second));
    auto made = std::make_unique<EntityType>();
    made->name = name.text;
    made->is_trait = is_trait;
    if (!is_trait) made->kinds.push_back(made.get());
    entities_[written] = made.get();
    program_.entities.push_back(std::move(made));
    return program_.entities.back().get();
  }

  void records(const syntax::File& file, const View& view) {
    for (const syntax::RecordDeclaration& written : file.records) {
      const auto place = record_types_.find(&written);
      if (place == record_types_.end()) continue;
      record_spans_[place->second] = written.name.span;
      for (const syntax::FieldDeclaration& field : written.fields) {
        if (place->second->find(field.name.text)) {
          session_.error("SK0203", field.name.span, code(written.name.text) + " has the field " + code(field.name.text) + " twice", "remove one of them");
          continue;
        }
        if (field.default_value)
          session_.error("SK0335", field.default_value->span, "fields of records have no defaults", "attributes of kinds and traits may have one");
        place->second->fields.push_back({field.name.text, field.type ? check_stored_type(*field.type, session_, view, "field") : Type{}});
      }
    }
  }

  // A record inside itself would have no end, whatever stands between; a reference does not count.
  void refuse_recursive_records() {
    for (const auto& [record, span] : record_spans_) {
      std::vector<const RecordType*> reached;
      const std::function<void(const Type&)> visit = [&](const Type& type) {
        if (type.element) visit(*type.element);
        if (type.kind != TypeKind::kRecord || std::find(reached.begin(), reached.end(), type.record) != reached.end()) return;
        reached.push_back(type.record);
        for (const Attribute& field : type.record->fields) visit(field.type);
      };
      for (const Attribute& field : record->fields) visit(field.type);
      if (std::find(reached.begin(), reached.end(), record) != reached.end())
        session_.error("SK0220", span, "record " + code(record->name) + " contains itself", "refer to a kind with `ref KIND` instead");
    }
  }

  void traits(const syntax::File& file, const View& view) {
    for (const syntax::TraitDeclaration& written : file.traits) {
      const auto place = entities_.find(&written);
      if (place == entities_.end()) continue;
      for (const syntax::FieldDeclaration& field : written.fields) attribute(*place->second, field, view);
    }
  }

  void attribute(EntityType& entity, const syntax::FieldDeclaration& field, const View& view) {
    const Type type = field.type ? check_stored_type(*field.type, session_, view, "attribute") : Type{};
    const Attribute* known = entity.find(field.name.text);
    if (known && (own_.contains({&entity, field.name.text}) || type.kind == TypeKind::kError)) {
      if (type.kind != TypeKind::kError)
        session_.error("SK0203", field.name.span, code(entity.name) + " has the attribute " + code(field.name.text) + " twice", "remove one of them");
      return;
    }
    own_.insert({&entity, field.name.text});
    if (known && !same_type(known->type, type))
      session_.error("SK0431", field.name.span, code(field.name.text) + " is `" + to_string(known->type) + "` by a trait of " + code(entity.name) + ", and `" + to_string(type) + "` here",
                     "a kind may repeat an attribute of its trait only with the same type, to give it a default");
    else if (known && !field.default_value)
      session_.error("SK0432", field.name.span, code(field.name.text) + " comes from a trait of " + code(entity.name) + " already", "remove this line, or give it a default");
    if (!known) entity.attributes.push_back({field.name.text, type});
    if (field.default_value) declared_.defaults[{&entity, field.name.text}] = {field.default_value.get(), &view};
  }

  void kinds(const syntax::File& file, const View& view) {
    for (const syntax::KindDeclaration& written : file.kinds) {
      const auto place = entities_.find(&written);
      if (place == entities_.end()) continue;
      EntityType& kind = *place->second;
      for (const syntax::Name& name : written.traits) {
        const EntityType* trait = check_entity(name, session_, view, "trait");
        if (!trait) continue;
        if (!trait->is_trait)
          session_.error("SK0211", name.span, code(name.text) + " is a kind; a kind has traits only", "move what they share into a trait");
        else if (kind.has(trait))
          session_.error("SK0203", name.span, code(written.name.text) + " has the trait " + code(name.text) + " twice", "remove one of them");
        else
          inherit(kind, *trait, name.span);
      }
      for (const syntax::FieldDeclaration& field : written.fields) attribute(kind, field, view);
    }
  }

  void inherit(EntityType& kind, const EntityType& trait, const Span& span) {
    kind.traits.push_back(&trait);
    const_cast<EntityType&>(trait).kinds.push_back(&kind);
    for (const Attribute& attribute : trait.attributes) {
      const Attribute* known = kind.find(attribute.name);
      if (known && !same_type(known->type, attribute.type))
        session_.error("SK0431", span, "two traits of " + code(kind.name) + " give " + code(attribute.name) + " different types: `" + to_string(known->type) + "` and `" + to_string(attribute.type) + "`",
                       "give the attribute one type, or another name in one of the traits");
      if (!known) kind.attributes.push_back(attribute);
      const auto theirs = declared_.defaults.find({&trait, attribute.name});
      if (theirs == declared_.defaults.end()) continue;
      const auto [ours, added] = declared_.defaults.emplace(std::pair<const EntityType*, std::string>{&kind, attribute.name}, theirs->second);
      if (!added && source_text(ours->second.expression->span) != source_text(theirs->second.expression->span))
        session_.error("SK0431", span, "two traits of " + code(kind.name) + " give " + code(attribute.name) + " different defaults", "give both traits the same default");
    }
  }

  void parameters(const syntax::File& file, const View& view) {
    for (const syntax::ParameterDeclaration& written : file.parameters) {
      if (!add(Declaration::Kind::kParameter, view.package, written.name, static_cast<int>(program_.parameters.size()))) continue;
      Parameter made;
      made.name = view.package + "." + written.name.text;
      made.type = written.type ? check_stored_type(*written.type, session_, view, "parameter") : Type{};
      made.span = written.span;
      if (written.doc) {
        require_languages(*written.doc, session_, "doc");
        made.doc_en = plain_text(written.doc->en, session_, "doc");
        made.doc_ja = plain_text(written.doc->ja, session_, "doc");
      }
      program_.parameters.push_back(std::move(made));
    }
  }

  void defines(const syntax::File& file, const View& view) {
    for (const syntax::DefineDeclaration& written : file.defines) {
      Declaration* declaration = add(Declaration::Kind::kDefine, view.package, written.name, static_cast<int>(program_.defines.size()));
      if (!declaration) continue;
      declaration->has_arguments = written.has_arguments;
      Define made;
      made.name = view.package + "." + written.name.text;
      made.span = written.span;
      for (const syntax::FieldDeclaration& argument : written.arguments)
        made.arguments.push_back({argument.name.text, argument.type ? check_type(*argument.type, session_, view) : Type{}});
      made.type = written.type ? check_type(*written.type, session_, view) : Type{};
      program_.defines.push_back(std::move(made));
    }
  }

  Session& session_;
  Declared& declared_;
  Program& program_;
  std::map<const void*, EntityType*> entities_;
  std::map<const void*, RecordType*> record_types_;
  std::map<const RecordType*, Span> record_spans_;
  std::map<std::string, Span> entity_spans_;
  std::set<std::pair<const EntityType*, std::string>> own_;
};

}  // namespace

void declare_types(Session& session, Declared& declared) { Declarations(session, declared).run(); }

}  // namespace sekisho
