// A world of a few small declarations: names and types are few, so that values meet.
#include "tests/judge/world.h"

namespace sekisho::judge {
namespace {

Type of(Kind kind, size_t index = 0) {
  Type type;
  type.kind = kind;
  type.index = index;
  return type;
}

Type collection(Kind kind, Type element) {
  Type type = of(kind);
  element.optional = false;
  type.element = std::make_shared<Type>(std::move(element));
  return type;
}

// Any type that an attribute or a field may have.
Type random_type(const World& world, Random& random, int depth, bool references) {
  Type type;
  const size_t choice = random.below(references ? 22 : 20);
  if (choice < 11 || depth == 0) {
    type = random_scalar(random);
  } else if (choice >= 20) {
    type = collection(Kind::kList, of(Kind::kRecord, access_entry(world)));
  } else if (choice < 13 && world.plain_records > 0) {
    type = of(Kind::kRecord, random.below(world.plain_records));
  } else if (choice < 16) {
    const bool records = world.plain_records > 0 && random.chance(0.5);
    type = collection(Kind::kList, records ? of(Kind::kRecord, random.below(world.plain_records)) : random_scalar(random));
  } else if (choice < 18) {
    type = collection(Kind::kSet, random_scalar(random));
  } else if (choice < 19) {
    type = collection(Kind::kDict, random_scalar(random));
  } else if (references && !world.entities.empty()) {
    type = of(Kind::kReference, random.below(world.entities.size()));
  } else {
    type = of(Kind::kText);
  }
  if (type.kind == Kind::kList && references && type.element->kind <= Kind::kEnum && random.chance(0.15)) type.element = std::make_shared<Type>(type.element->as_optional());
  // `list of T?` is a list of what may be absent: a collection itself cannot be declared optional.
  type.optional = !type.element && random.chance(0.3);
  return type;
}

std::shared_ptr<Shape> natural_shape(const World& world, const Type& type, Random& random) {
  auto shape = std::make_shared<Shape>();
  shape->flavour = type.as_present();
  switch (type.kind) {
    case Kind::kBool: shape->form = Shape::Form::kBool; break;
    case Kind::kInt:
    case Kind::kDecimal: shape->form = Shape::Form::kNumber; break;
    case Kind::kRecord: {
      auto object = std::make_shared<Shape>();
      object->form = Shape::Form::kObject;
      for (const Field& field : world.records[type.index].fields) object->fields.emplace_back(field.name, natural_shape(world, field.type, random));
      if (random.chance(0.5)) return object;
      shape->form = Shape::Form::kList;      // a block
      shape->element = object;
      break;
    }
    case Kind::kList:
    case Kind::kSet: {
      if (type.element->kind == Kind::kRecord && type.element->index == access_entry(world)) {
        shape->form = Shape::Form::kPolicy;
        break;
      }
      shape->form = Shape::Form::kList;
      shape->element = natural_shape(world, *type.element, random);
      if (type.element->kind == Kind::kRecord && shape->element->form == Shape::Form::kList) shape->element = shape->element->element;
      break;
    }
    case Kind::kDict:
      shape->form = Shape::Form::kTags;
      shape->element = natural_shape(world, *type.element, random);
      break;
    default: shape->form = Shape::Form::kText;
  }
  return shape;
}

void add_raw_type(World& world, Random& random, size_t kind, const std::string& name) {
  auto raw = std::make_unique<RawType>();
  raw->name = name;
  raw->kind = kind;
  raw->shape.form = Shape::Form::kObject;
  auto identity = std::make_shared<Shape>();
  identity->identity = true;
  raw->shape.fields.emplace_back("arn", identity);
  for (const Field& field : world.entities[kind].fields)
    if (!field.name.ends_with("_account")) raw->shape.fields.emplace_back(field.name, natural_shape(world, field.type, random));
  // What only some expressions look at.
  for (size_t i = random.below(3); i > 0; --i) {
    auto extra = natural_shape(world, random_type(world, random, 1, false), random);
    if (random.chance(0.5)) {
      auto document = std::make_shared<Shape>();
      document->form = Shape::Form::kDocument;
      document->element = std::make_shared<Shape>();
      document->element->form = Shape::Form::kObject;
      document->element->fields.emplace_back("x", extra);
      extra = document;
    }
    raw->shape.fields.emplace_back("extra" + std::to_string(i), extra);
  }
  raw->shape.fields.emplace_back("label", std::make_shared<Shape>());   // a name that ends the ARN
  auto link = std::make_shared<Shape>();
  link->flavour = of(Kind::kReference, random.below(world.entities.size()));
  raw->shape.fields.emplace_back("link", link);
  auto tags = std::make_shared<Shape>();
  tags->form = Shape::Form::kTags;
  tags->element = std::make_shared<Shape>();
  tags->element->flavour = of(Kind::kText);
  raw->shape.fields.emplace_back("tags", tags);
  world.raw_types.push_back(std::move(raw));
}

// As policies/schema declares them.
void add_access_records(World& world) {
  world.plain_records = world.records.size();
  const Type text = of(Kind::kText), flag{}, texts = collection(Kind::kSet, text);
  world.enums.push_back({"effect", false, {"allow", "deny"}});
  world.enums.push_back({"subject_kind", false, {"anyone", "account", "user", "role", "group", "service", "federated", "unrecognized"}});
  const size_t first = world.records.size();
  world.records.push_back({"access.subject", {{"kind", of(Kind::kEnum, world.enums.size() - 1)}, {"account", text.as_optional()}, {"text", text}}});
  world.records.push_back({"access.subjects", {{"excepted", flag}, {"members", collection(Kind::kSet, of(Kind::kRecord, first))}}});
  world.records.push_back({"access.patterns", {{"excepted", flag}, {"globs", texts}}});
  world.records.push_back({"access.condition", {{"operator", text}, {"negated", flag}, {"if_exists", flag}, {"key", text}, {"values", texts}}});
  world.records.push_back({"access.entry", {{"effect", of(Kind::kEnum, world.enums.size() - 2)}, {"principals", of(Kind::kRecord, first + 1)}, {"actions", of(Kind::kRecord, first + 2)},
                                            {"resources", of(Kind::kRecord, first + 2)}, {"conditions", collection(Kind::kList, of(Kind::kRecord, first + 3))}}});
}

}  // namespace

size_t access_entry(const World& world) { return world.plain_records + 4; }
size_t access_patterns(const World& world) { return world.plain_records + 2; }

Type Type::as_optional() const {
  Type type = *this;
  type.optional = true;
  return type;
}
Type Type::as_present() const {
  Type type = *this;
  type.optional = false;
  return type;
}

bool is_entity(const Type& type) { return type.kind == Kind::kReference || type.kind == Kind::kOwner || type.kind == Kind::kRow; }

bool is_ordered(const World& world, const Type& type) {
  switch (type.kind) {
    case Kind::kInt:
    case Kind::kDecimal:
    case Kind::kText:
    case Kind::kDuration:
    case Kind::kDate:
    case Kind::kTimestamp:
    case Kind::kVersion: return true;
    case Kind::kEnum: return world.enums[type.index].ordered;
    default: return false;
  }
}

bool same(const Type& a, const Type& b) {
  if (a.kind != b.kind || a.optional != b.optional) return false;
  if (a.kind == Kind::kRaw) return true;
  if (a.element || b.element) return a.element && b.element && same(*a.element, *b.element);
  return a.index == b.index;
}

bool World::is_a(size_t entity, size_t other) const {
  if (entity == other) return true;
  for (size_t trait : entities[entity].traits)
    if (trait == other) return true;
  return false;
}

bool World::may_meet(size_t entity, size_t other) const {
  if (is_a(entity, other) || is_a(other, entity)) return true;
  for (size_t kind : entities[entity].kinds)
    if (is_a(kind, other)) return true;
  return false;
}

std::string World::spell(const Type& type) const {
  static const char* const kNames[] = {"bool", "int", "decimal", "string", "duration", "date", "period", "timestamp", "ip", "cidr", "version"};
  std::string text;
  switch (type.kind) {
    case Kind::kEnum: text = enums[type.index].name; break;
    case Kind::kRecord: text = records[type.index].name; break;
    case Kind::kList: text = "list of " + spell(*type.element); break;
    case Kind::kSet: text = "set of " + spell(*type.element); break;
    case Kind::kDict: text = "dict of " + spell(*type.element); break;
    case Kind::kReference: text = "ref " + entities[type.index].name; break;
    case Kind::kOwner: text = "owner " + entities[type.index].name; break;
    case Kind::kRow: text = entities[type.index].name; break;
    case Kind::kRaw: text = "raw"; break;
    default: text = kNames[static_cast<size_t>(type.kind)];
  }
  return type.optional ? text + "?" : text;
}

Type random_scalar(Random& random) {
  static const Kind kCommon[] = {Kind::kBool, Kind::kBool, Kind::kInt, Kind::kInt, Kind::kText, Kind::kText, Kind::kText, Kind::kEnum};
  static const Kind kRare[] = {Kind::kDecimal, Kind::kDuration, Kind::kDate, Kind::kPeriod, Kind::kTimestamp, Kind::kIp, Kind::kCidr, Kind::kCidr, Kind::kVersion};
  const Kind kind = random.chance(0.65) ? kCommon[random.below(std::size(kCommon))] : kRare[random.below(std::size(kRare))];
  if (kind == Kind::kEnum) return of(kind, random.below(2));   // not those of access entries
  return of(kind);
}

World make_world(Random& random) {
  World world;
  world.enums.push_back({"level", true, {"low", "middle", "high"}});
  world.enums.push_back({"colour", false, {"red", "green", "blue"}});
  for (size_t i = 0, count = 1 + random.below(2); i < count; ++i) {
    RecordType record{"part" + std::to_string(i), {}};
    for (size_t f = 0, fields = 1 + random.below(3); f < fields; ++f) record.fields.push_back({"f" + std::to_string(f), random_type(world, random, i == 0 ? 0 : 1, false)});
    world.records.push_back(std::move(record));
    world.plain_records = world.records.size();
  }
  add_access_records(world);
  const bool accounts = random.chance(0.5);
  const size_t traits = random.below(3) == 0 ? 2 : 1;
  const size_t kinds = 2 + random.below(2);
  for (size_t i = 0; i < traits + kinds; ++i) {
    Entity entity;
    entity.trait = i < traits;
    entity.name = (entity.trait ? "trait_" : "kind_") + std::string(1, static_cast<char>('a' + i));
    world.entities.push_back(std::move(entity));
  }
  for (size_t i = 0; i < world.entities.size(); ++i) {
    Entity& entity = world.entities[i];
    if (!entity.trait) {
      for (size_t t = 0; t < traits; ++t) {
        if (random.chance(0.35)) continue;
        entity.traits.push_back(t);
        world.entities[t].kinds.push_back(i);
        for (const Field& field : world.entities[t].own) entity.fields.push_back(field);
      }
    }
    const std::string letter(1, static_cast<char>('a' + i));
    const size_t count = entity.trait ? 1 + random.below(2) : 2 + random.below(4);
    for (size_t f = 0; f < count; ++f) entity.own.push_back({letter + std::to_string(f), random_type(world, random, 2, true)});
    if (random.chance(entity.trait ? 0.4 : 0.6)) {
      Type to = of(random.chance(0.3) ? Kind::kOwner : Kind::kReference, traits + random.below(kinds));
      to.optional = random.chance(0.4);
      entity.own.push_back({letter + "_to", to});
    }
    if (!entity.trait && accounts && random.chance(0.6)) entity.own.push_back({letter + "_account", of(Kind::kReference, traits + kinds)});
    entity.fields.insert(entity.fields.end(), entity.own.begin(), entity.own.end());
  }
  if (accounts) {
    Entity account;
    account.name = "cloud.account";
    account.own = account.fields = {{"id", of(Kind::kText)}, {"name", of(Kind::kText)}};
    world.entities.push_back(std::move(account));
  }
  for (size_t i = traits; i < traits + kinds; ++i) {
    add_raw_type(world, random, i, (random.chance(0.4) ? "aws_" : "t_") + world.entities[i].name);   // of an ARN of AWS the reader takes account and region
    if (random.chance(0.25)) add_raw_type(world, random, i, "u_" + world.entities[i].name);
  }
  return world;
}

}  // namespace sekisho::judge
