// Texts become digests here, once: what compares two runs needs to know that a text changed, not what it says.
#include "sekisho/sealed_statement.h"

#include <algorithm>
#include <map>

#include "engine/base/sha256.h"
#include "sekisho/calendar.h"
#include "sekisho/json_writer.h"
#include "sekisho/statement.h"

namespace sekisho {
namespace {

// Of the texts as one JSON array: where one ends and the next begins is part of it.
std::string digest_of_texts(const std::vector<std::string>& texts) {
  std::string out;
  JsonWriter json(&out);
  json.begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
  return sha256_digest(out);
}

std::string day_or_nothing(const PlacedDate& date) { return date.given ? day_text(date.value) : std::string(); }

bool is_adopted(const ControlVersion& version) { return !version.adopted.given || version.adopted.value; }

std::vector<const ControlVersion*> by_day(const IndividualControl& control) {
  std::vector<const ControlVersion*> versions;
  for (const ControlVersion& version : control.versions) versions.push_back(&version);
  std::stable_sort(versions.begin(), versions.end(), [](const ControlVersion* a, const ControlVersion* b) { return a->from.value < b->from.value; });
  return versions;
}

// A version without both days may or may not be in force: then nobody can tell.
std::string version_state(const std::vector<const ControlVersion*>& versions, int32_t day) {
  bool in_force = false, planned = false, undated = false;
  for (const ControlVersion* version : versions) {
    if (!is_adopted(*version)) continue;
    if (!version->from.given || !version->to.given) undated = true;
    else if (version->from.value <= day && day <= version->to.value) in_force = true;
    else if (version->from.value > day) planned = true;
  }
  return in_force ? "implemented" : undated ? "unknown" : planned ? "planned" : "not";
}

const ControlVersion* current(const std::vector<const ControlVersion*>& versions, int32_t day) {
  for (const ControlVersion* version : versions) {
    if (version->to.given && version->to.value >= day) return version;   // in force, or the next to be
  }
  return versions.empty() ? nullptr : versions.back();
}

SealedIndividualControl individual_control(const IndividualControl& control, int32_t day) {
  SealedIndividualControl made;
  made.id = control.id.value;
  made.title = {control.title.english(), control.title.ja.value};
  for (const PlacedText& id : control.serves) made.serves.push_back(id.value);
  std::sort(made.serves.begin(), made.serves.end());
  const std::vector<const ControlVersion*> versions = by_day(control);
  made.state = version_state(versions, day);
  const auto text = [](const ControlVersion& version) { return digest_of_texts({version.text.ja.value, version.text.en.value}); };
  if (const ControlVersion* version = current(versions, day)) made.text = text(*version);
  for (const ControlVersion* version : versions) made.versions.push_back({day_or_nothing(version->from), day_or_nothing(version->to), is_adopted(*version), text(*version)});
  return made;
}

// What the individual controls that serve a control come to.
std::string served_state(const std::vector<const SealedIndividualControl*>& serving) {
  for (const char* state : {"implemented", "unknown", "planned"}) {
    if (std::any_of(serving.begin(), serving.end(), [&](const SealedIndividualControl* one) { return one->state == state; })) return state;
  }
  return "not";
}

// What stands below a control that no individual control serves itself: as far as the least of what was selected there.
std::string state_below(const std::vector<SealedControl>& controls, const std::string& id) {
  std::map<std::string, size_t> states;
  for (const SealedControl& one : controls) {
    if (one.id.starts_with(id + ".") && one.choice != "excluded") ++states[one.state];
  }
  for (const char* state : {"not", "unknown", "planned"}) {
    if (states.count(state) > 0) return state;
  }
  return states.empty() ? "not" : states.count("implemented") > 0 ? "implemented" : "inherited";
}

std::string scope_of(const Statement& statement) {
  std::vector<std::string> texts = {statement.overview.ja.value, statement.overview.en.value, std::to_string(statement.regions.size())};
  const auto add = [&](std::initializer_list<std::string> more) { texts.insert(texts.end(), more); };
  for (const StatementRegion& region : statement.regions) add({region.cloud.value, region.region.value});
  add({std::to_string(statement.services_used.size())});
  for (const UsedService& service : statement.services_used) {
    add({service.id.value, service.name.ja.value, service.name.en.value, service.cloud.value, service.in_scope.value ? "true" : "false", service.registration.value, day_or_nothing(service.valid_from), day_or_nothing(service.valid_until)});
  }
  add({std::to_string(statement.same_populations.size())});
  for (const SamePopulations& same : statement.same_populations) add({same.id.value, same.what.ja.value, same.what.en.value, same.reason.ja.value, same.reason.en.value});
  return digest_of_texts(texts);
}

}  // namespace

SealedStatement sealed_statement(const Statement& statement, const std::string& file, const std::string& bytes, int64_t evaluated_at) {
  const int32_t day = day_in_japan(evaluated_at);
  SealedStatement made;
  made.file = file;
  made.digest = sha256_digest(bytes);
  made.service = statement.service_id.value;
  made.catalogue = statement.catalogue.value;
  made.from = day_or_nothing(statement.period.from);
  made.to = day_or_nothing(statement.period.to);
  made.day = day_text(day);
  made.scope = scope_of(statement);
  for (const IndividualControl& control : statement.individual_controls) made.individual_controls.push_back(individual_control(control, day));
  std::sort(made.individual_controls.begin(), made.individual_controls.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  std::map<std::string, std::vector<const SealedIndividualControl*>> serving;
  for (const SealedIndividualControl& one : made.individual_controls) {
    for (const std::string& id : one.serves) serving[id].push_back(&one);
  }
  for (const auto* list : {&statement.objectives, &statement.controls}) {
    for (const ControlChoice& choice : *list) (void)serving[choice.id.value];
  }
  for (const auto& [id, list] : serving) {
    SealedControl control;
    control.id = id;
    const ControlChoice* choice = statement.choice(id);
    const bool excluded = choice != nullptr && choice->selected.given && !choice->selected.value;
    control.choice = choice == nullptr ? "not_named" : excluded ? "excluded" : "selected";
    if (choice != nullptr) control.inherited_from = choice->inherited_from.value;
    control.state = excluded ? "not" : !control.inherited_from.empty() ? "inherited" : served_state(list);
    control.scope = digest_of_texts({control.choice, choice == nullptr ? "" : choice->reason.ja.value, choice == nullptr ? "" : choice->reason.en.value, control.inherited_from});
    for (const SealedIndividualControl* one : list) control.individual_controls.push_back(one->id);
    made.controls.push_back(std::move(control));
  }
  for (auto control = made.controls.rbegin(); control != made.controls.rend(); ++control) {   // what stands below comes after in the order of ids
    if (control->choice == "selected" && control->inherited_from.empty() && control->individual_controls.empty()) control->state = state_below(made.controls, control->id);
  }
  return made;
}

}  // namespace sekisho
