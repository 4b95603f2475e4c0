// The items of a map.
#include "engine/exec/map_items.h"

#include <algorithm>
#include <functional>
#include <map>

#include "engine/check/walk.h"
#include "engine/exec/places.h"

namespace sekisho {
namespace {

// Slots of lets and `self` paths that an expression mentions.
void mentions(const Expression& expression, std::set<int>& slots, std::set<std::string>& selves) {
  for_each_expression(expression, [&](const Expression& e) {
    if (e.op == Op::kVariable) slots.insert(e.slot);
    if (e.op == Op::kSelf) selves.insert(e.text.substr(0, e.text.find('.')));
  });
}

// Assignments of the wanted attributes, what they read by `self`, and the lets all these use.
std::vector<const MapItem*> needed(const Map& map, std::set<std::string> wanted, std::set<int> slots, bool all) {
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

Value with_places(const Evaluator& evaluator, Value value, const MapItem& item, std::vector<const RawNode*>& touched, const std::map<int, std::vector<const RawNode*>>& read_by_let, const RawResource& resource) {
  if (touched.empty() && !read_by_let.empty()) {
    std::set<int> slots;
    std::set<std::string> selves;
    mentions(*item.value, slots, selves);
    for (int slot : slots) {
      if (auto read = read_by_let.find(slot); read != read_by_let.end()) touched.insert(touched.end(), read->second.begin(), read->second.end());
    }
  }
  if (evaluator.without_own_places) return with_writer(std::move(value), touched.empty() ? *resource.root : *touched.front());
  const Places places = places_of(touched, 0);
  return stamp(std::move(value), places.empty() ? Places(*resource.root) : places);
}

}  // namespace

std::vector<const MapItem*> items_of_row(const Map& map, const std::set<std::string>& attributes, bool all) {
  std::set<std::string> wanted = attributes;
  std::set<int> slots;
  if (map.key != nullptr) mentions(*map.key, slots, wanted);
  if (map.condition != nullptr) mentions(*map.condition, slots, wanted);
  for (const Identity& identity : map.identities) mentions(*identity.value, slots, wanted);
  return needed(map, std::move(wanted), std::move(slots), all);
}

std::vector<const MapItem*> items_of_attribute(const Map& map, const std::string& attribute) { return needed(map, {attribute}, {}, false); }

Assigned run_items(Evaluator& evaluator, const std::vector<const MapItem*>& items, const RawResource& resource, Frame& frame) {
  Assigned assigned;
  std::map<int, std::vector<const RawNode*>> read_by_let;
  frame.self = &assigned;
  for (const MapItem* item : items) {
    if (item->kind == MapItem::Kind::kUnavailable) {
      assigned.emplace_back(item->dotted(), Value::unknown(ReasonCode::kUnavailable, item->reason, Place{resource.root, ""}));
      continue;
    }
    std::vector<const RawNode*> touched;
    evaluator.touched = &touched;
    Value value = evaluator.evaluate(*item->value, frame);
    evaluator.touched = nullptr;
    if (item->kind == MapItem::Kind::kLet) {
      frame.values[static_cast<size_t>(item->slot)] = value;
      read_by_let[item->slot] = std::move(touched);
      continue;
    }
    assigned.emplace_back(item->dotted(), with_places(evaluator, std::move(value), *item, touched, read_by_let, resource));
  }
  frame.self = nullptr;
  return assigned;
}

Value assembled(const Evaluator& evaluator, const Assigned& assigned, const Attribute& attribute, const RawResource& resource) {
  const auto as_whole = [&](const Value& whole, const Type& type) { return whole.is_absent() && !type.optional ? evaluator.needed(whole).with_places(whole.places()) : whole; };
  if (assigned.size() == 1 && assigned.front().first == attribute.name) return as_whole(assigned.front().second, attribute.type);
  auto find = [&](const std::string& path) -> const Value* {
    for (auto it = assigned.rbegin(); it != assigned.rend(); ++it) {
      if (it->first == path) return &it->second;
    }
    return nullptr;
  };
  std::function<Value(const std::string&, const Type&)> build = [&](const std::string& path, const Type& type) -> Value {
    if (const Value* whole = find(path)) return as_whole(*whole, type);
    bool by_parts = type.kind == TypeKind::kRecord && std::any_of(assigned.begin(), assigned.end(), [&](const auto& pair) { return pair.first.starts_with(path + "."); });
    if (!by_parts) return Value::unknown(ReasonCode::kNotMapped, "`" + path + "` is not mapped for `" + resource.type + "`", Place{resource.root, ""}).with_places({});
    Value::Fields fields;
    for (const Attribute& field : type.record->fields) fields.push_back({field.name, build(path + "." + field.name, field.type)});
    return Value::record(std::move(fields));
  };
  return build(attribute.name, attribute.type);
}

}  // namespace sekisho
