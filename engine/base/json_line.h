// Objects of a file whose lines are JSON.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/json_string.h"
#include "sekisho/json_writer.h"

namespace sekisho {

// Appends the object that `members` writes, and a line end.
template <typename Members>
void write_line(std::string& out, const Members& members) {
  JsonWriter json(&out);
  json.begin_object();
  members(json);
  json.end_object();
  out += '\n';
}

// For lines of which there are very many, whose writer knows where it is in them: `before`, which is JSON already, and a text or a number as its value.
inline void put_text(std::string& out, std::string_view before, std::string_view text) { append_json_string(out, before, text, ""); }
inline void put_number(std::string& out, std::string_view before, uint64_t number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(before).append(digits, static_cast<size_t>(end - digits));
}

}  // namespace sekisho
