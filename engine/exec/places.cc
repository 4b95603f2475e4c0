// Places of mapped values.
#include "engine/exec/places.h"

#include <algorithm>
#include <utility>

namespace sekisho {
namespace {

constexpr size_t kMaxPlaces = 4;  // more would bury what a reader of a finding looks for

Value fill(const Value& value, const std::vector<Place>& places, bool own_identity) {
  switch (value.kind()) {
    case ValueKind::kRecord: {
      Value::Fields fields = value.fields();
      for (Value::Field& field : fields) field.value = fill(field.value, places, own_identity);
      return Value::record(std::move(fields));
    }
    case ValueKind::kList:
    case ValueKind::kSet: {
      Value::Members members = value.members();
      for (Value::Member& member : members) member.value = fill(member.value, places, own_identity);
      Value list = value.kind() == ValueKind::kSet ? Value::set(std::move(members)) : Value::list(std::move(members));
      return std::move(list).with_places(value.places().empty() ? places : value.places());
    }
    case ValueKind::kDict: {
      Value::Entries entries = value.entries();
      for (Value::Entry& entry : entries) entry.value = fill(entry.value, places, own_identity);
      return Value::dict(std::move(entries), value.dict_open()).with_places(value.places().empty() ? places : value.places());
    }
    case ValueKind::kRaw:
    case ValueKind::kRow: return value;
    default:
      if (!own_identity && !value.places().empty()) return value;
      return value.with_places(value.places().empty() ? places : value.places());
  }
}

// `path` is the value's own, and again when this returns.
void list_below(const Value& value, std::string& path, const std::function<void(const Value&, const std::string&)>& visit) {
  const size_t length = path.size();
  if (value.kind() == ValueKind::kRecord) {
    for (const Value::Field& field : value.fields()) {
      if (length > 0) path += '.';
      path += field.name;
      list_below(field.value, path, visit);
      path.resize(length);
    }
    return;
  }
  visit(value, path);
  if (value.kind() == ValueKind::kList || value.kind() == ValueKind::kSet) {
    size_t index = 0;
    for (const Value::Member& member : value.members()) {
      path.append("[").append(std::to_string(index++)).append("]");
      list_below(member.value, path, visit);
      path.resize(length);
    }
  }
  if (value.kind() == ValueKind::kDict) {
    for (const Value::Entry& entry : value.entries()) {
      path.append("[\"").append(entry.key).append("\"]");
      list_below(entry.value, path, visit);
      path.resize(length);
    }
  }
}

}  // namespace

std::vector<Place> places_of(const std::vector<const RawNode*>& touched, size_t from) {
  std::vector<Place> places;
  for (size_t i = from; i < touched.size() && places.size() < kMaxPlaces; ++i) {
    const RawNode* node = touched[i];
    bool known = std::any_of(places.begin(), places.end(), [&](const Place& place) { return place.node == node; });
    if (!known) places.push_back({node, ""});
  }
  return places;
}

Value with_default_places(const Value& value, const std::vector<const RawNode*>& touched, size_t from) {
  std::vector<Place> places = places_of(touched, from);
  return places.empty() ? value : fill(value, places, false);
}

Value stamp(const Value& value, const std::vector<Place>& fallback) { return fill(value, fallback, true); }

Value with_writer(const Value& value, const RawNode& writer) {
  const auto lacks_writer = [](const auto& self, const Value& part) -> bool {
    switch (part.kind()) {
      case ValueKind::kText: case ValueKind::kReference: return part.places().empty();
      case ValueKind::kRecord: return std::any_of(part.fields().begin(), part.fields().end(), [&](const Value::Field& field) { return self(self, field.value); });
      case ValueKind::kList: case ValueKind::kSet: return std::any_of(part.members().begin(), part.members().end(), [&](const Value::Member& member) { return self(self, member.value); });
      case ValueKind::kDict: return std::any_of(part.entries().begin(), part.entries().end(), [&](const Value::Entry& entry) { return self(self, entry.value); });
      default: return false;
    }
  };
  if (!lacks_writer(lacks_writer, value)) return value;
  const RawNode* root = writer.resource != nullptr && writer.resource->root != nullptr ? writer.resource->root : &writer;
  return fill(value, {{root, ""}}, false);
}

void list_leaves(const Value& value, const std::string& path, const std::function<void(const Value&, const std::string&)>& visit) {
  std::string step = path;
  list_below(value, step, visit);
}

}  // namespace sekisho
