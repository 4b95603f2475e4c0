// map_rows: one resource after the other, one map after the other, one attribute after the other.
#include "engine/exec/map_rows.h"

#include <algorithm>
#include <set>

#include "engine/check/walk.h"
#include "engine/exec/duplicates.h"
#include "engine/exec/places.h"
#include "engine/exec/three_valued.h"

namespace sekisho {
namespace {

std::string dotted(const std::vector<std::string>& path) {
  std::string out;
  for (const std::string& part : path) out += (out.empty() ? "" : ".") + part;
  return out;
}

// Slots of lets and `self` paths that an expression mentions.
void mentions(const Expression& expression, std::set<int>& slots, std::set<std::string>& selves) {
  for_each_expression(expression, [&](const Expression& e) {
    if (e.op == Op::kVariable) slots.insert(e.slot);
    if (e.op == Op::kSelf) selves.insert(e.text.substr(0, e.text.find('.')));
  });
}

// The items of a map that are needed for some attributes: assignments of them, what they read by `self`, and the lets all these use.
std::vector<const MapItem*> needed_items(const Map& map, const std::set<std::string>& attributes, bool all) {
  std::set<std::string> wanted = attributes;
  std::set<int> slots;
  if (map.key != nullptr) mentions(*map.key, slots, wanted);
  if (map.condition != nullptr) mentions(*map.condition, slots, wanted);
  for (const Identity& identity : map.identities) mentions(*identity.value, slots, wanted);
  std::vector<const MapItem*> kept;
  // Backwards: an item only uses what stands above it.
  for (auto item = map.items.rbegin(); item != map.items.rend(); ++item) {
    bool let = item->kind == MapItem::Kind::kLet;
    bool keep = let ? slots.contains(item->slot) : all || wanted.contains(item->path.front());
    if (!keep) continue;
    kept.push_back(&*item);
    if (item->value != nullptr) mentions(*item->value, slots, wanted);
  }
  std::reverse(kept.begin(), kept.end());
  return kept;
}

class RowMaker {
 public:
  RowMaker(Evaluator& evaluator, const Query& query, const MapOptions& options, Snapshot& snapshot)
      : evaluator_(evaluator), query_(query), options_(options), snapshot_(snapshot) {}

  void run(const RawResource& resource, const Map& map) {
    auto [entry, is_new] = items_.try_emplace(&map);
    if (is_new) entry->second = needed_items(map, query_.attributes.at(map.kind), options_.all_attributes);
    Frame frame(map.slots);
    frame.resource = &resource;
    frame.values[0] = Value::raw(resource.root);
    each(resource, map, entry->second, 0, frame, Presence::kSure, nullptr, 0);
  }

  // Whether the map's `where` is certainly false for the resource.
  bool refuses(const RawResource& resource, const Map& map) {
    if (map.condition == nullptr || !map.each.empty()) return false;
    Frame frame(map.slots);
    frame.resource = &resource;
    frame.values[0] = Value::raw(resource.root);
    return is_false(evaluator_.truth(*map.condition, frame));
  }

 private:
  // One row for each combination of `each` binders; without any, one row.
  void each(const RawResource& resource, const Map& map, const std::vector<const MapItem*>& items, size_t index, Frame& frame, Presence presence, const ReasonPtr& doubt, size_t position) {
    if (index < map.each.size()) {
      size_t i = 0;
      for (const Value::Member& member : evaluator_.members(evaluator_.evaluate(*map.each[index].collection, frame))) {
        frame.values[static_cast<size_t>(map.each[index].slot)] = member.value;
        each(resource, map, items, index + 1, frame, weaker(presence, member.presence), doubt != nullptr ? doubt : member.doubt, position * 1000 + i++);
      }
      return;
    }
    if (map.condition != nullptr) {
      Value holds = evaluator_.truth(*map.condition, frame);
      if (is_false(holds)) return;
      if (holds.is_unknown()) {
        presence = weaker(presence, Presence::kPossible);
        return make(resource, map, items, frame, presence, doubt != nullptr ? doubt : holds.reasons().front(), position);
      }
    }
    make(resource, map, items, frame, presence, doubt, position);
  }

  void make(const RawResource& resource, const Map& map, const std::vector<const MapItem*>& items, Frame& frame, Presence presence, const ReasonPtr& doubt, size_t position) {
    std::vector<std::pair<std::string, Value>> assigned;
    std::map<int, std::vector<const RawNode*>> read_by_let;
    frame.self = &assigned;
    for (const MapItem* item : items) {
      if (item->kind == MapItem::Kind::kUnavailable) {
        assigned.emplace_back(dotted(item->path), Value::unknown(ReasonCode::kUnavailable, item->reason, Place{resource.root, ""}));
        continue;
      }
      std::vector<const RawNode*> touched;
      evaluator_.touched = &touched;
      Value value = evaluator_.evaluate(*item->value, frame);
      evaluator_.touched = nullptr;
      if (item->kind == MapItem::Kind::kLet) {
        frame.values[static_cast<size_t>(item->slot)] = value;
        read_by_let[item->slot] = std::move(touched);
        continue;
      }
      assigned.emplace_back(dotted(item->path), with_places(value, *item, touched, read_by_let, resource));
    }
    frame.self = nullptr;

    Row& row = snapshot_.rows.emplace_back();
    row.kind = map.kind;
    row.source = evaluator_.raw().source_of(&resource);
    row.resource = &resource;
    row.presence = presence;
    row.doubt = doubt;
    row.id = resource.address;
    if (map.key != nullptr) {
      Value key = evaluator_.evaluate(*map.key, frame);
      row.id += "#" + (key.kind() == ValueKind::kText ? key.as_text() : std::to_string(position));
    }
    assemble(row, assigned);
    name(row, map, frame);
    Population& population = snapshot_.population(map.kind);
    population.rows.push_back(&row);
    population.has_open_rows = population.has_open_rows || presence == Presence::kOpen;
  }

  Value with_places(const Value& value, const MapItem& item, std::vector<const RawNode*>& touched, const std::map<int, std::vector<const RawNode*>>& read_by_let, const RawResource& resource) {
    if (touched.empty()) {
      std::set<int> slots;
      std::set<std::string> selves;
      mentions(*item.value, slots, selves);
      for (int slot : slots) {
        if (auto read = read_by_let.find(slot); read != read_by_let.end()) touched.insert(touched.end(), read->second.begin(), read->second.end());
      }
    }
    Value placed = with_default_places(value, touched, 0);
    return stamp(placed, {{resource.root, ""}});
  }

  // Attributes in the kind's order; those given by parts become records.
  void assemble(Row& row, const std::vector<std::pair<std::string, Value>>& assigned) {
    auto find = [&](const std::string& path) -> const Value* {
      for (auto it = assigned.rbegin(); it != assigned.rend(); ++it) {
        if (it->first == path) return &it->second;
      }
      return nullptr;
    };
    std::function<Value(const std::string&, const Type&)> build = [&](const std::string& path, const Type& type) -> Value {
      if (const Value* whole = find(path)) {
        return whole->is_absent() && !type.optional ? evaluator_.needed(*whole).with_places(whole->places()) : *whole;
      }
      bool by_parts = type.kind == TypeKind::kRecord && std::any_of(assigned.begin(), assigned.end(), [&](const auto& pair) { return pair.first.starts_with(path + "."); });
      if (!by_parts) return Value::unknown(ReasonCode::kNotMapped, "`" + path + "` is not mapped for `" + (row.resource == nullptr ? row.id : row.resource->type) + "`", Place{row.resource == nullptr ? nullptr : row.resource->root, ""}).with_places({});
      Value::Fields fields;
      for (const Attribute& field : type.record->fields) fields.push_back({field.name, build(path + "." + field.name, field.type)});
      return Value::record(std::move(fields));
    };
    for (const Attribute& attribute : row.kind->attributes) row.attributes.push_back(build(attribute.name, attribute.type));
  }

  void name(Row& row, const Map& map, Frame& frame) {
    if (map.each.empty()) {
      row.identities = evaluator_.identities_of(*row.resource);
      return;
    }
    Type text;
    text.kind = TypeKind::kText;
    for (const Identity& identity : map.identities) {
      Value value = evaluator_.convert(evaluator_.evaluate(*identity.value, frame), text, nullptr);
      if (!value.is_absent()) row.identities.push_back({identity.space, identity.scope, value, false});
    }
  }

  Evaluator& evaluator_;
  const Query& query_;
  const MapOptions& options_;
  Snapshot& snapshot_;
  std::map<const Map*, std::vector<const MapItem*>> items_;
};

void add_open_row(Snapshot& snapshot, const EntityType* kind) {
  Row& row = snapshot.rows.emplace_back();
  row.kind = kind;
  row.id = "";
  row.source = -1;
  row.presence = Presence::kOpen;
  Value unknown = Value::unknown(ReasonCode::kOpenPopulation, "the source may not hold every `" + kind->name + "`");
  row.doubt = unknown.reasons().front();
  for (const Attribute& attribute : kind->attributes) {
    if (attribute.type.kind != TypeKind::kOwner) {
      row.attributes.push_back(unknown.with_places({}));
      continue;
    }
    // For one owner the rows of its own source are all there are: a row that nobody sees belongs to none of ours.
    Reference elsewhere;
    elsewhere.kind = attribute.type.entity->name;
    elsewhere.via_owner = true;
    elsewhere.complete = true;
    row.attributes.push_back(Value::reference(std::move(elsewhere)).with_places({}));
  }
  snapshot.population(kind).open_row = &row;
}

}  // namespace

void map_rows(Evaluator& evaluator, const Query& query, const MapOptions& options, Snapshot& snapshot) {
  RowMaker maker(evaluator, query, options, snapshot);
  for (const auto& source : evaluator.raw().sources()) {
    for (const RawResource& resource : source->resources) {
      const std::vector<const Map*>& maps = evaluator.raw().maps_of(resource);
      for (const Map* map : maps) {
        if (query.attributes.contains(map->kind)) maker.run(resource, *map);
      }
      bool refused = !maps.empty() && std::all_of(maps.begin(), maps.end(), [&](const Map* map) { return maker.refuses(resource, *map); });
      if (!refused) continue;
      for (const Map* map : evaluator.raw().catch_all_of(resource)) {
        if (query.attributes.contains(map->kind)) maker.run(resource, *map);
      }
    }
  }
  snapshot.sources = evaluator.raw().sources();
  auto declared = [](const std::vector<std::string>& names, const std::string& kind) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return name == kind || name == "*"; });
  };
  for (const auto& [kind, attributes] : query.attributes) {
    snapshot.population(kind);
    bool by_sources = !snapshot.sources.empty() && std::all_of(snapshot.sources.begin(), snapshot.sources.end(), [&](const auto& source) { return declared(source->complete, kind->name); });
    if (!declared(options.complete_kinds, kind->name) && !by_sources) add_open_row(snapshot, kind);
  }
  merge_duplicates(evaluator, snapshot);
  snapshot.index();
}

}  // namespace sekisho
