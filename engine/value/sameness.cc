// Dropping repeated members of sets.
#include "engine/value/sameness.h"

#include <algorithm>
#include <functional>

namespace sekisho {
namespace {

// Equal for values that are equal, and most often different for others: a large set is not ordered by comparing records part by part.
uint64_t likeness(const Value& value) {
  constexpr uint64_t kSpread = 0x9E3779B97F4A7C15;
  const auto text = [](const std::string& bytes) { return std::hash<std::string>()(bytes); };
  const auto mixed = [](uint64_t a, uint64_t b) { return (a ^ (b >> 29) ^ (b * kSpread)) * kSpread; };
  uint64_t sum = static_cast<uint64_t>(value.kind() == ValueKind::kDecimal ? ValueKind::kInt : value.kind());   // 1.0 is 1
  switch (value.kind()) {
    case ValueKind::kText: case ValueKind::kEnum: return mixed(sum, text(value.as_text()));
    case ValueKind::kBool: return mixed(sum, value.as_bool() ? 1 : 0);
    // The order of these does not count.
    case ValueKind::kRecord:
      for (const Value::Field& field : value.fields()) sum += mixed(text(field.name), likeness(field.value));
      return sum;
    case ValueKind::kDict:
      for (const Value::Entry& entry : value.entries()) sum += mixed(text(entry.key), likeness(entry.value));
      return sum;
    case ValueKind::kSet:
      for (const Value::Member& member : value.members()) sum += mixed(0, likeness(member.value));
      return sum;
    case ValueKind::kList:
      for (const Value::Member& member : value.members()) sum = mixed(sum, likeness(member.value));
      return sum;
    default: return sum;
  }
}

}  // namespace

bool known_throughout(const Value& value) {
  switch (value.kind()) {
    case ValueKind::kUnknown: return false;
    case ValueKind::kRecord:
      return std::all_of(value.fields().begin(), value.fields().end(),
                         [](const Value::Field& field) { return known_throughout(field.value); });
    case ValueKind::kList:
    case ValueKind::kSet:
      return std::all_of(value.members().begin(), value.members().end(), [](const Value::Member& member) {
        return member.presence == Presence::kSure && known_throughout(member.value);
      });
    case ValueKind::kDict:
      return !value.dict_open() &&
             std::all_of(value.entries().begin(), value.entries().end(), [](const Value::Entry& entry) {
               return entry.presence == Presence::kSure && known_throughout(entry.value);
             });
    case ValueKind::kReference: return value.as_reference().text.has_value() || value.as_reference().address.has_value();
    default: return true;
  }
}

void drop_repeated_members(Value::Members& members) {
  if (members.size() < 2) return;
  struct Known {
    size_t position = 0;
    uint64_t likeness = 0;
  };
  std::vector<Known> known;
  for (size_t i = 0; i < members.size(); ++i) {
    if (known_throughout(members[i].value)) known.push_back({i, likeness(members[i].value)});
  }
  // Equal values side by side, the sure ones first, each group in the order of the source.
  std::stable_sort(known.begin(), known.end(), [&](const Known& a, const Known& b) {
    if (a.likeness != b.likeness) return a.likeness < b.likeness;
    const int by_value = order(members[a.position].value, members[b.position].value);
    return by_value != 0 ? by_value < 0 : members[a.position].presence < members[b.position].presence;
  });
  std::vector<bool> dropped(members.size(), false);
  for (size_t i = 1, first = 0; i < known.size(); ++i) {
    const bool same = known[first].likeness == known[i].likeness && order(members[known[first].position].value, members[known[i].position].value) == 0;
    if (!same) {
      first = i;
    } else if (members[known[first].position].presence == Presence::kSure) {
      dropped[known[i].position] = true;
    }
  }
  size_t kept = 0;
  for (size_t i = 0; i < members.size(); ++i) {
    if (dropped[i]) continue;
    if (kept != i) members[kept] = std::move(members[i]);
    ++kept;
  }
  members.resize(kept);
}

}  // namespace sekisho
