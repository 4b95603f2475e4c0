// write_line: one object of a file whose lines are JSON.
#pragma once

#include <string>

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

}  // namespace sekisho
