// Files of one JSON object a line.
#pragma once

#include <memory>
#include <sstream>
#include <string>

#include "sekisho/file.h"
#include "sekisho/json.h"

namespace sekisho::agreement {

// Calls `use` with each line's object; empty lines are passed over. Errors: unreadable, a line that is not JSON.
template <typename Use>
Result<void> each_line(const std::string& path, Use use) {
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  std::istringstream stream(*bytes);
  for (std::string line; std::getline(stream, line);) {
    if (line.empty()) continue;
    const Result<std::shared_ptr<const JsonDocument>> document = parse_json(std::make_shared<const Source>(path, line));
    if (!document) return document.error();
    use((*document)->root());
  }
  return {};
}

}  // namespace sekisho::agreement
