// The frame that all documents share.
#include "engine/evidence/document.h"

namespace sekisho::evidence {

std::string write_document(const std::function<void(JsonWriter& json)>& members) {
  std::string out;
  JsonWriter json(&out);
  json.begin_object();
  members(json);
  json.end_object();
  return out + "\n";
}

void write_array(JsonWriter& json, std::string_view key, const std::function<void()>& items) {
  json.key(key);
  json.begin_array();
  items();
  json.end_array();
}

Refusal not_as_written(const std::string& name) { return {"SK1017", name + " is not as Sekisho writes it"}; }

std::shared_ptr<const JsonDocument> parse_document(const std::string& name, const std::string& bytes, Refusal& refusal) {
  Result<std::shared_ptr<const JsonDocument>> parsed = parse_json(std::make_shared<Source>(name, bytes));
  if (parsed) return *parsed;
  refusal = {"SK1011", name + " is no strict JSON: " + parsed.error().message};
  return nullptr;
}

}  // namespace sekisho::evidence
