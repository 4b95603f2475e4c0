// Reads the two line-wise JSON files of a suite.
#include "tests/agreement/suite.h"

#include "tests/agreement/json_lines.h"

namespace sekisho::agreement {
namespace {

std::string text_of(const JsonNode& object, std::string_view key) {
  const JsonNode* value = object.find(key);
  return value != nullptr && value->kind == JsonNode::Kind::kString ? std::string(value->text) : "";
}

bool is_true(const JsonNode& object, std::string_view key) {
  const JsonNode* value = object.find(key);
  return value != nullptr && value->kind == JsonNode::Kind::kBool && value->boolean;
}

std::string seki_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

// A setting as Seki text: texts, numbers, truth values, sets of them; none for what is nested deeper.
std::optional<std::string> setting_of(const JsonNode& value) {
  if (value.kind == JsonNode::Kind::kString) return seki_text(value.text);
  if (value.kind == JsonNode::Kind::kNumber) return std::string(value.text);
  if (value.kind == JsonNode::Kind::kBool) return value.boolean ? "true" : "false";
  if (value.kind != JsonNode::Kind::kArray) return std::nullopt;
  std::string out;
  for (const JsonNode* item : value.items) {
    const std::optional<std::string> text = item->kind == JsonNode::Kind::kArray ? std::nullopt : setting_of(*item);
    if (!text) return std::nullopt;
    out += (out.empty() ? "" : ", ") + *text;
  }
  return "{" + out + "}";
}

// Whether the verdict is one on a request to the cluster, of which a snapshot holds nothing.
bool is_on_a_request(const JsonNode& line) { return is_true(line, "uses_request") || is_true(line, "admission_review") || text_of(line, "case").ends_with("/update"); }

Recorded recorded_of(const JsonNode& line) {
  Recorded recorded;
  recorded.input = text_of(line, "input");
  recorded.rule = text_of(line, "rule");
  recorded.expect = text_of(line, "expect");
  const JsonNode* resource = line.find("resource");
  if (resource != nullptr && resource->kind == JsonNode::Kind::kString) recorded.resource = std::string(resource->text);
  if (const JsonNode* params = line.find("params"); params != nullptr && params->kind == JsonNode::Kind::kObject) {
    for (const JsonMember& member : params->members) {
      if (std::optional<std::string> setting = setting_of(*member.value)) recorded.params[std::string(member.key)] = *setting;
    }
    if (const std::string version = text_of(*params, "version"); version.starts_with('v')) recorded.params["version"] = seki_text(version.substr(1));
    const JsonNode* exemptions = params->find("exemptions");
    for (const JsonNode* each : exemptions == nullptr ? std::vector<const JsonNode*>{} : exemptions->items) recorded.exempted = recorded.exempted || (recorded.resource && each->text == *recorded.resource);
  }
  for (const char* key : {"with_files", "inventory"}) {
    const JsonNode* files = line.find(key);
    if (files == nullptr || files->kind != JsonNode::Kind::kArray) continue;
    for (const JsonNode* file : files->items) recorded.companions.emplace_back(file->text);
  }
  recorded.implied = is_true(line, "implied");
  return recorded;
}

}  // namespace

Result<Suite> read_suite(const std::string& name, const std::string& folder) {
  Suite suite;
  suite.name = name;
  suite.folder = folder;
  Result<void> done = each_line(folder + "/rules.jsonl", [&](const JsonNode& line) { suite.rules.push_back(text_of(line, "rule")); });
  if (!done) return done.error();
  done = each_line(folder + "/expected.jsonl", [&](const JsonNode& line) {
    if (!is_on_a_request(line)) suite.recorded.push_back(recorded_of(line));
  });
  if (!done) return done.error();
  return suite;
}

}  // namespace sekisho::agreement
