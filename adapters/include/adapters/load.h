// The one door to the readers: bytes in, raw resources out.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sekisho/raw.h"
#include "sekisho/result.h"

namespace sekisho::adapters {

// Built-in readers by name, as `--adapter` takes them.
std::vector<std::string> adapter_names();

// Whether values are laid out when somebody asks for them, where the format allows that, or all at once. What is found in a source does not depend on it;
// a value that nobody asks for is not checked beyond its brackets.
enum class Reading { kLate, kWhole };

// Values of a template's parameters, by name: CloudFormation's `Parameters` and pseudo parameters (`AWS::Region`).
using TemplateParameters = std::map<std::string, std::string>;

// Reads `path` ("-" is standard input) and makes raw resources of it. The reader is chosen by content unless `adapter` names one.
// `threads`: 1 keeps to the caller's. Errors name the file and, where there is one, the place: missing, a directory, unreadable, empty, no known format, broken.
Result<std::shared_ptr<const RawSource>> load(const std::string& path, const std::string& adapter = "", Reading reading = Reading::kLate, int threads = 0,
                                              const TemplateParameters& template_parameters = {});

// The same for an export of some megabytes: its file is mapped instead of read (sekisho/mapped_file.h). Nullopt: it is anything else, small, or unusual, and is
// to be read.
std::optional<std::shared_ptr<const RawSource>> load_mapped(const std::string& path, const std::string& adapter = "", int threads = 0);

// The same for bytes that are already there; `name` stands for the path in messages.
Result<std::shared_ptr<const RawSource>> load_bytes(const std::string& name, std::string bytes, const std::string& adapter = "", Reading reading = Reading::kLate,
                                                    int threads = 0, const TemplateParameters& template_parameters = {});

}  // namespace sekisho::adapters
