// Reads the two line-wise JSON files of a suite.
#include "tests/agreement/suite.h"

#include <sstream>

#include "sekisho/file.h"
#include "sekisho/json.h"

namespace sekisho::agreement {
namespace {

std::string text_of(const JsonNode& object, std::string_view key) {
  const JsonNode* value = object.find(key);
  return value != nullptr && value->kind == JsonNode::Kind::kString ? std::string(value->text) : "";
}

// Calls `use` with each line's object.
template <typename Use>
Result<void> each_line(const std::string& path, Use use) {
  Result<std::string> bytes = read_file(path);
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

Recorded recorded_of(const JsonNode& line) {
  Recorded recorded;
  recorded.input = text_of(line, "input");
  recorded.rule = text_of(line, "rule");
  recorded.expect = text_of(line, "expect");
  const JsonNode* resource = line.find("resource");
  if (resource != nullptr && resource->kind == JsonNode::Kind::kString) recorded.resource = std::string(resource->text);
  if (const JsonNode* params = line.find("params")) {
    recorded.version = text_of(*params, "version");
    const JsonNode* exemptions = params->find("exemptions");
    for (const JsonNode* each : exemptions == nullptr ? std::vector<const JsonNode*>{} : exemptions->items) {
      recorded.exempted = recorded.exempted || (recorded.resource && each->text == *recorded.resource);
    }
  }
  if (recorded.version.starts_with('v')) recorded.version.erase(0, 1);
  const JsonNode* implied = line.find("implied");
  recorded.implied = implied != nullptr && implied->kind == JsonNode::Kind::kBool && implied->boolean;
  return recorded;
}

}  // namespace

Result<Suite> read_suite(const std::string& name, const std::string& folder) {
  Suite suite;
  suite.name = name;
  suite.folder = folder;
  Result<void> done = each_line(folder + "/rules.jsonl", [&](const JsonNode& line) { suite.rules.push_back(text_of(line, "rule")); });
  if (!done) return done.error();
  done = each_line(folder + "/expected.jsonl", [&](const JsonNode& line) { suite.recorded.push_back(recorded_of(line)); });
  if (!done) return done.error();
  return suite;
}

}  // namespace sekisho::agreement
