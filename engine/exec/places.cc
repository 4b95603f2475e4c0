// Places of mapped values.
#include "engine/exec/places.h"

#include <algorithm>
#include <utility>

namespace sekisho {
namespace {

constexpr size_t kMaxPlaces = 4;  // more would bury what a reader of a finding looks for

// What nobody else has is changed where it stands.
Value fill(Value value, const Places& places, bool own_identity) {
  const Places own = value.places();
  const Places& filled = own.empty() ? places : own;
  switch (value.kind()) {
    case ValueKind::kRecord: {
      Value::Fields fields = std::move(value).take_fields();
      for (Value::Field& field : fields) field.value = fill(std::move(field.value), places, own_identity);
      return Value::record(std::move(fields));
    }
    case ValueKind::kList:
    case ValueKind::kSet: {
      const bool is_set = value.kind() == ValueKind::kSet;
      Value::Members members = std::move(value).take_members();
      for (Value::Member& member : members) member.value = fill(std::move(member.value), places, own_identity);
      return (is_set ? Value::set(std::move(members)) : Value::list(std::move(members))).with_places(filled);
    }
    case ValueKind::kDict: {
      const bool is_open = value.dict_open();
      Value::Entries entries = std::move(value).take_entries();
      for (Value::Entry& entry : entries) entry.value = fill(std::move(entry.value), places, own_identity);
      return Value::dict(std::move(entries), is_open).with_places(filled);
    }
    case ValueKind::kRaw:
    case ValueKind::kRow: return value;
    default: return !own_identity && !own.empty() ? value : std::move(value).with_places(filled);
  }
}

// `path` is the value's own, and again when this returns.
void list_below(const Value& value, std::string& path, const std::function<bool(const Value&, const std::string&)>& visit) {
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
  if (!visit(value, path)) return;
  if (is_collection(value)) {
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

Places places_of(const std::vector<const RawNode*>& touched, size_t from) {
  if (from == touched.size()) return {};
  if (std::all_of(touched.begin() + static_cast<std::ptrdiff_t>(from), touched.end(), [&](const RawNode* node) { return node == touched[from]; })) return Places(*touched[from]);
  std::vector<Place> places;
  for (size_t i = from; i < touched.size() && places.size() < kMaxPlaces; ++i) {
    const RawNode* node = touched[i];
    bool known = std::any_of(places.begin(), places.end(), [&](const Place& place) { return place.node == node; });
    if (!known) places.push_back({node, ""});
  }
  return places;
}

Value with_default_places(Value value, const std::vector<const RawNode*>& touched, size_t from) {
  const Places places = places_of(touched, from);
  return places.empty() ? value : fill(std::move(value), places, false);
}

Value stamp(Value value, const Places& fallback) { return fill(std::move(value), fallback, true); }

Value with_writer(Value value, const RawNode& writer) {
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
  return fill(std::move(value), Places(*root), false);
}

Value written_by(const Value& value, const RawNode& root) {
  const auto placed = [&](Value part) { return value.places().empty() ? part : std::move(part).with_places(Places(root)); };
  switch (value.kind()) {
    case ValueKind::kRecord: {
      Value::Fields fields = value.fields();
      for (Value::Field& field : fields) field.value = written_by(field.value, root);
      return Value::record(std::move(fields));
    }
    case ValueKind::kList:
    case ValueKind::kSet: {
      Value::Members members = value.members();
      for (Value::Member& member : members) member.value = written_by(member.value, root);
      return placed(value.kind() == ValueKind::kSet ? Value::set(std::move(members)) : Value::list(std::move(members)));
    }
    case ValueKind::kDict: {
      Value::Entries entries = value.entries();
      for (Value::Entry& entry : entries) entry.value = written_by(entry.value, root);
      return placed(Value::dict(std::move(entries), value.dict_open()));
    }
    case ValueKind::kText: case ValueKind::kReference: return placed(value);
    default: return value;
  }
}

void list_leaves(const Value& value, const std::string& path, const std::function<bool(const Value&, const std::string&)>& visit) {
  std::string step = path;
  list_below(value, step, visit);
}

}  // namespace sekisho
