// Dropping repeated members of sets.
#include "engine/value/sameness.h"

#include <algorithm>

namespace sekisho {

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
  std::vector<size_t> known;
  for (size_t i = 0; i < members.size(); ++i) {
    if (known_throughout(members[i].value)) known.push_back(i);
  }
  // Equal values side by side, the sure ones first, each group in the order of the source.
  std::stable_sort(known.begin(), known.end(), [&](size_t a, size_t b) {
    const int by_value = order(members[a].value, members[b].value);
    return by_value != 0 ? by_value < 0 : members[a].presence < members[b].presence;
  });
  std::vector<bool> dropped(members.size(), false);
  for (size_t i = 1, first = 0; i < known.size(); ++i) {
    const bool same = order(members[known[first]].value, members[known[i]].value) == 0;
    if (!same) {
      first = i;
    } else if (members[known[first]].presence == Presence::kSure) {
      dropped[known[i]] = true;
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
