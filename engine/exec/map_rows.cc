// map_rows: one resource after the other, one map after the other, one attribute after the other.
#include "engine/exec/map_rows.h"

#include <algorithm>
#include <set>

#include "engine/exec/duplicates.h"
#include "engine/exec/map_items.h"
#include "engine/exec/three_valued.h"
#include "engine/store/stored_rows.h"

namespace sekisho {
namespace {

uint32_t number_of_last(const Snapshot& snapshot) { return static_cast<uint32_t>(snapshot.rows.size() - 1); }

class RowMaker {
 public:
  RowMaker(Evaluator& evaluator, const Query& query, const MapOptions& options, Columns* columns, Snapshot& snapshot)
      : evaluator_(evaluator), query_(query), options_(options), columns_(columns), snapshot_(snapshot) {}

  void run(const RawResource& resource, const Map& map) {
    if (columns_ != nullptr && !map.each.empty() && columns_->goes_through_nothing(map, resource)) return;
    Frame frame(map.slots);
    frame.resource = &resource;
    frame.values[0] = Value::raw(resource.root);
    const ReasonPtr doubt = doubt_of(resource);
    each(resource, map, map.each.size() < 2, 0, frame, doubt == nullptr ? Presence::kSure : Presence::kPossible, doubt, 0);
  }

  // Whether the map's `where` is certainly false for the resource.
  bool refuses(const RawResource& resource, const Map& map) {
    if (map.condition == nullptr || !map.each.empty()) return false;
    if (columns_ != nullptr) return is_false(columns_->applies(map, resource));
    Frame frame(map.slots);
    frame.resource = &resource;
    frame.values[0] = Value::raw(resource.root);
    return is_false(evaluator_.truth(*map.condition, frame));
  }

 private:
  // One row for each combination of `each` binders; without any, one row. `alone`: the map makes one row of the resource, which is sure to be in what `each` goes through.
  void each(const RawResource& resource, const Map& map, bool alone, size_t index, Frame& frame, Presence presence, const ReasonPtr& doubt, size_t position) {
    if (index < map.each.size()) {
      size_t i = 0;
      const SeenMembers members = evaluator_.members(evaluator_.evaluate(*map.each[index].collection, frame));
      alone = alone && members.size() == 1 && members.front().presence == Presence::kSure;
      for (const Value::Member& member : members) {
        frame.values[static_cast<size_t>(map.each[index].slot)] = member.value;
        each(resource, map, alone, index + 1, frame, weaker(presence, member.presence), doubt != nullptr ? doubt : member.doubt, position * 1000 + i++);
      }
      return;
    }
    if (map.condition != nullptr) {
      Value holds = columns_ != nullptr && map.each.empty() ? columns_->applies(map, resource) : evaluator_.truth(*map.condition, frame);
      if (is_false(holds)) return;
      if (holds.is_unknown()) {
        presence = weaker(presence, Presence::kPossible);
        return make(resource, map, alone, frame, presence, doubt != nullptr ? doubt : holds.reasons().front(), position);
      }
    }
    make(resource, map, alone, frame, presence, doubt, position);
  }

  void make(const RawResource& resource, const Map& map, bool alone, Frame& frame, Presence presence, const ReasonPtr& doubt, size_t position) {
    Row& row = snapshot_.rows.emplace_back();
    row.number = number_of_last(snapshot_);
    row.kind = map.kind;
    row.source = evaluator_.raw().source_of(&resource);
    row.resource = &resource;
    row.presence = presence;
    row.doubt = doubt;
    row.id = LentText::of(resource.address);
    const bool later = columns_ != nullptr && alone;
    if (later) {
      row.later = columns_;
      row.maker = &map;
    }
    if (!later || map.key != nullptr || !map.each.empty()) {
      const Assigned assigned = run_items(evaluator_, items_of(map, later), resource, frame);
      if (!later) {
        for (const Attribute& attribute : map.kind->attributes) row.attributes.push_back(assembled(evaluator_, assigned, attribute, resource));
      }
      if (map.key != nullptr) {
        Value key = evaluator_.evaluate(*map.key, frame);
        row.id = resource.address + "#" + (key.kind() == ValueKind::kText ? key.as_text() : std::to_string(position));
      }
      name(row, map, frame);
    }
    Population& population = snapshot_.population(map.kind);
    population.rows.push_back(&row);
    population.has_open_rows = population.has_open_rows || presence == Presence::kOpen;
    if (options_.made_row) options_.made_row(evaluator_.raw(), row);
  }

  // Those of a row; `later`: of its names alone.
  const std::vector<const MapItem*>& items_of(const Map& map, bool later) {
    const auto [entry, is_new] = items_.try_emplace({&map, later});
    if (!is_new) return entry->second;
    std::set<std::string> read;
    const std::vector<bool>& of_kind = query_.attributes.at(map.kind);
    for (size_t i = 0; i < of_kind.size() && !later; ++i) {
      if (of_kind[i]) read.insert(map.kind->attributes[i].name);
    }
    return entry->second = items_of_row(map, read, options_.all_attributes && !later);
  }

  void name(Row& row, const Map& map, Frame& frame) {
    if (map.each.empty()) {
      row.own_identities = evaluator_.identities_of(*row.resource);
      return;
    }
    Type text;
    text.kind = TypeKind::kText;
    for (const Identity& identity : map.identities) {
      Value value = evaluator_.convert(evaluator_.evaluate(*identity.value, frame), text, nullptr);
      if (!value.is_absent()) row.own_identities.push_back({identity.space, identity.scope, value, false});
    }
  }

  Evaluator& evaluator_;
  const Query& query_;
  const MapOptions& options_;
  Columns* columns_;
  Snapshot& snapshot_;
  std::map<std::pair<const Map*, bool>, std::vector<const MapItem*>> items_;
};

void add_open_row(Snapshot& snapshot, const EntityType* kind) {
  Row& row = snapshot.rows.emplace_back();
  row.number = number_of_last(snapshot);
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

Row& add_row(Snapshot& snapshot, Row row) {
  Row& added = snapshot.rows.emplace_back(std::move(row));
  added.number = number_of_last(snapshot);
  Population& population = snapshot.population(added.kind);
  population.rows.push_back(&added);
  population.has_open_rows = population.has_open_rows || added.presence == Presence::kOpen;
  return added;
}

// The rows of kinds of the query that come out of snapshots' files: by source, of others none.
std::vector<std::vector<Row>> read_stored_rows(const std::vector<std::shared_ptr<const RawSource>>& sources, const Query& query, size_t threads) {
  const auto wanted = [&](std::string_view name) -> const EntityType* {
    const auto found = std::find_if(query.attributes.begin(), query.attributes.end(), [&](const auto& entry) { return entry.first->name == name; });
    return found == query.attributes.end() ? nullptr : found->first;
  };
  std::vector<std::vector<Row>> rows(sources.size());
  for (size_t i = 0; i < sources.size(); ++i) {
    if (const StoredRows* stored = sources[i]->stored_rows()) rows[i] = stored->read(wanted, sources, static_cast<int>(i), threads);
  }
  return rows;
}

}  // namespace

void map_rows(Evaluator& evaluator, const Query& query, const MapOptions& options, Columns* columns, Snapshot& snapshot) {
  RowMaker maker(evaluator, query, options, columns, snapshot);
  std::set<const EntityType*> mapped_since;   // kinds of which a snapshot lacks rows
  const std::vector<std::shared_ptr<const RawSource>>& sources = evaluator.raw().sources();
  std::vector<std::vector<Row>> stored_rows = read_stored_rows(sources, query, options.threads);
  size_t number = 0;   // of the resource
  for (size_t i = 0; i < sources.size(); ++i) {
    const auto& source = sources[i];
    if (const StoredRows* stored = source->stored_rows()) {
      for (Row& row : stored_rows[i]) {
        Row& added = add_row(snapshot, std::move(row));
        if (options.made_row) options.made_row(evaluator.raw(), added);
      }
      std::set<std::pair<const void*, const void*>> looked_at;   // adapter and type, whose texts are shared
      for (const RawResource& resource : source->resources) {
        if (!looked_at.emplace(&resource.adapter.str(), &resource.type.str()).second) continue;
        for (const auto* maps : {&evaluator.raw().maps_of(resource), &evaluator.raw().catch_all_of(resource)}) {
          for (const Map* map : *maps) {
            if (!stored->kinds_of(resource).contains(map->kind->name)) mapped_since.insert(map->kind);
          }
        }
      }
      continue;
    }
    for (const RawResource& resource : source->resources) {
      const size_t index = number++;
      if (index < options.begin || index >= options.end) continue;
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
    bool by_sources = !snapshot.sources.empty() && std::all_of(snapshot.sources.begin(), snapshot.sources.end(), [&, name = kind->name](const auto& source) {
      return declared(source->complete, name) || (source->stored_rows() != nullptr && declared(source->stored_rows()->file().declared_complete, name));
    });
    const bool all_there = (declared(options.complete_kinds, kind->name) || by_sources) && !mapped_since.contains(kind);
    if (!all_there) add_open_row(snapshot, kind);
  }
  if (!options.keep_duplicates) merge_duplicates(evaluator, snapshot);
}

}  // namespace sekisho
