// A key and an array of objects, as most lists of a report are.
#pragma once

#include <string_view>

#include "sekisho/json_writer.h"

namespace sekisho {

// One object an item of `list`, in its order; `write_members(item)` writes what stands in it.
template <typename List, typename WriteMembers>
void write_objects(JsonWriter& json, std::string_view name, const List& list, const WriteMembers& write_members) {
  json.key(name);
  json.begin_array();
  for (const auto& item : list) {
    json.begin_object();
    write_members(item);
    json.end_object();
  }
  json.end_array();
}

}  // namespace sekisho
