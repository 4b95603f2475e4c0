// statement.json in its one form.
#include "engine/evidence/sealed_statement.h"

#include <algorithm>

#include "engine/evidence/document.h"
#include "engine/evidence/json_fields.h"
#include "engine/evidence/run_json.h"

namespace sekisho::evidence {
namespace {

void write_control(JsonWriter& json, const SealedControl& control) {
  json.begin_object();
  json.member("id", control.id);
  json.member("choice", control.choice);
  json.member("state", control.state);
  json.member("inherited_from", control.inherited_from);
  json.member("scope", control.scope);
  json.texts("individual_controls", control.individual_controls);
  json.end_object();
}

void write_individual_control(JsonWriter& json, const SealedIndividualControl& control) {
  json.begin_object();
  json.member("id", control.id);
  write_text(json, "title", control.title);
  json.texts("serves", control.serves);
  json.member("state", control.state);
  json.member("text", control.text);
  write_array(json, "versions", [&] {
    for (const SealedVersion& version : control.versions) {
      json.begin_object();
      json.member("from", version.from);
      json.member("to", version.to);
      json.member("adopted", version.adopted);
      json.member("text", version.text);
      json.end_object();
    }
  });
  json.end_object();
}

SealedIndividualControl individual_control_of(const JsonNode& node) {
  const JsonNode& title = member_of(node, "title");
  SealedIndividualControl control{text_of(node, "id"), {text_of(title, "en"), text_of(title, "ja")}, texts_of(node, "serves"), text_of(node, "state"), text_of(node, "text"), {}};
  for (const JsonNode* item : items_of(node, "versions")) control.versions.push_back({text_of(*item, "from"), text_of(*item, "to"), flag_of(*item, "adopted"), text_of(*item, "text")});
  return control;
}

bool is_one_of(const std::string& word, std::initializer_list<const char*> words) {
  return std::any_of(words.begin(), words.end(), [&](const char* one) { return word == one; });
}

// Each control names those that serve it, and each of those names the control: nothing can be left out on one side.
bool goes_together(const SealedStatement& statement) {
  const auto by_id = [](const auto& a, const auto& b) { return a.id >= b.id; };
  if (std::adjacent_find(statement.controls.begin(), statement.controls.end(), by_id) != statement.controls.end()) return false;
  if (std::adjacent_find(statement.individual_controls.begin(), statement.individual_controls.end(), by_id) != statement.individual_controls.end()) return false;
  size_t served = 0, serving = 0;
  for (const SealedControl& control : statement.controls) {
    if (!is_one_of(control.choice, {"selected", "excluded", "not_named"}) || !is_one_of(control.state, {"implemented", "inherited", "planned", "not", "unknown"})) return false;
    if (control.choice == "excluded" && control.state != "not") return false;
    if (std::adjacent_find(control.individual_controls.begin(), control.individual_controls.end(), std::greater_equal<>()) != control.individual_controls.end()) return false;
    for (const std::string& id : control.individual_controls) {
      const auto one = std::lower_bound(statement.individual_controls.begin(), statement.individual_controls.end(), id, [](const SealedIndividualControl& a, const std::string& b) { return a.id < b; });
      if (one == statement.individual_controls.end() || one->id != id || !std::binary_search(one->serves.begin(), one->serves.end(), control.id)) return false;
    }
    serving += control.individual_controls.size();
  }
  for (const SealedIndividualControl& control : statement.individual_controls) {
    if (!is_one_of(control.state, {"implemented", "planned", "not", "unknown"})) return false;
    if (std::adjacent_find(control.serves.begin(), control.serves.end(), std::greater_equal<>()) != control.serves.end()) return false;
    served += control.serves.size();
  }
  return served == serving;
}

}  // namespace

std::string write_sealed_statement(const SealedStatement& statement) {
  return write_document([&](JsonWriter& json) {
    json.member("file", statement.file);
    json.member("digest", statement.digest);
    json.member("service", statement.service);
    json.member("catalogue", statement.catalogue);
    json.member("from", statement.from);
    json.member("to", statement.to);
    json.member("day", statement.day);
    json.member("scope", statement.scope);
    write_array(json, "controls", [&] {
      for (const SealedControl& control : statement.controls) write_control(json, control);
    });
    write_array(json, "individual_controls", [&] {
      for (const SealedIndividualControl& control : statement.individual_controls) write_individual_control(json, control);
    });
  });
}

Checked<SealedStatement> read_sealed_statement(const std::string& bytes) {
  Checked<SealedStatement> read = read_document<SealedStatement>(kStatementPath, bytes, [](const JsonNode& root, SealedStatement& out) {
    out = {text_of(root, "file"), text_of(root, "digest"), text_of(root, "service"), text_of(root, "catalogue"), text_of(root, "from"), text_of(root, "to"), text_of(root, "day"), text_of(root, "scope"), {}, {}};
    for (const JsonNode* item : items_of(root, "controls")) {
      out.controls.push_back({text_of(*item, "id"), text_of(*item, "choice"), text_of(*item, "state"), text_of(*item, "inherited_from"), text_of(*item, "scope"), texts_of(*item, "individual_controls")});
    }
    for (const JsonNode* item : items_of(root, "individual_controls")) out.individual_controls.push_back(individual_control_of(*item));
  }, write_sealed_statement);
  if (refusal_of(read) != nullptr || goes_together(std::get<SealedStatement>(read))) return read;
  return Refusal{"SK1072", "statement.json is unsound: controls and individual controls do not go together"};
}

}  // namespace sekisho::evidence
