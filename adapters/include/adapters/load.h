// The one door to the readers: bytes in, raw resources out.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sekisho/raw.h"
#include "sekisho/result.h"

namespace sekisho::adapters {

// Built-in readers by name, as `--adapter` takes them.
std::vector<std::string> adapter_names();

// Reads `path` ("-" is standard input) and makes raw resources of it. The reader is chosen by content unless `adapter` names one.
// Errors name the file and, where there is one, the place: missing, a directory, unreadable, empty, no known format, broken.
Result<std::shared_ptr<const RawSource>> load(const std::string& path, const std::string& adapter = "");

// The same for bytes that are already there; `name` stands for the path in messages.
Result<std::shared_ptr<const RawSource>> load_bytes(const std::string& name, std::string bytes, const std::string& adapter = "");

}  // namespace sekisho::adapters
