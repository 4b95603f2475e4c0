// Rules 1 to 6: every item, objective and detailed control is chosen or left out as the criteria allow, and each choice has its means.
#include <algorithm>

#include "engine/assess/statement/lint.h"
#include "sekisho/controls.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

std::string named(const ControlInfo& control) { return "`" + control.id + "` (" + control.title.en + ")"; }

// In place in its last version; what versions lack, and whether they reach the period's end, is a matter of rules 7 and 8.
bool in_place_at_end(const IndividualControl& one) {
  const auto last = std::max_element(one.versions.begin(), one.versions.end(), [](const ControlVersion& a, const ControlVersion& b) { return a.to.value < b.to.value; });
  return last == one.versions.end() || !last->adopted.given || last->adopted.value;
}

}  // namespace

StatementLint::StatementLint(const Statement& statement, const StatementFacts& facts, Diagnostics& diagnostics) : statement_(statement), facts_(facts), diagnostics_(diagnostics) {
  for (const ControlInfo& control : facts.controls) {
    if (control.chapter >= 5 && control.level == 3) objectives_.push_back({&control, {}});
  }
  for (const ControlInfo& control : facts.controls) {
    if (control.chapter < 5 || control.level != 4) continue;
    const auto upper = std::find_if(objectives_.begin(), objectives_.end(), [&](const Objective& one) { return is_at_or_below(control.id, one.control->id); });
    if (upper == objectives_.end()) continue;
    upper->below.push_back(&control);
    objective_of_[control.id] = upper->control->id;
  }
  for (const ControlChoice& one : statement.objectives) choices_.emplace(one.id.value, &one);
  for (const ControlChoice& one : statement.controls) choices_.emplace(one.id.value, &one);
  for (const IndividualControl& one : statement.individual_controls) {
    for (const PlacedText& id : one.serves) serving_[id.value].push_back(&one);
  }
}

const ControlChoice* StatementLint::choice(const std::string& id) const {
  const auto found = choices_.find(id);
  return found == choices_.end() ? nullptr : found->second;
}

bool StatementLint::selected(const std::string& id) const {
  const ControlChoice* made = choice(id);
  return made != nullptr && made->selected.value;
}

bool StatementLint::has_means(const std::string& id) const {
  const auto found = serving_.find(id);
  return found != serving_.end() && std::any_of(found->second.begin(), found->second.end(), [](const IndividualControl* one) { return in_place_at_end(*one); });
}

bool StatementLint::inherits(const std::string& id) const {
  const ControlChoice* own = choice(id);
  if (own != nullptr && own->inherited_from.given) return true;
  const auto upper = objective_of_.find(id);
  return upper != objective_of_.end() && inherits(upper->second);
}

void StatementLint::choices() {
  chapters_3_and_4();
  for (const Objective& one : objectives_) objective(one);
  served_controls();
}

void StatementLint::chapters_3_and_4() {
  for (const ControlInfo& control : facts_.controls) {
    if (control.chapter > 4 || control.level != 4) continue;
    const ControlChoice* made = choice(control.id);
    if (made == nullptr) error("SK0801", statement_.controls_at, "the statement does not name " + named(control) + ", an item of chapter " + std::to_string(control.chapter), "add it to `controls`: all items of chapters 3 and 4 are to be there");
    else if (!made->selected.value) error("SK0801", made->id.at, named(control) + " is an item of chapter " + std::to_string(control.chapter) + ", which cannot be left out", "write `selected: true` and the individual control that serves it");
    else if (!inherits(control.id) && !has_means(control.id)) error("SK0805", made->id.at, "no individual control serves " + named(control), "add it to `serves` of the one that does, which has to be in place at the end of the period");
  }
}

void StatementLint::objective(const Objective& objective) {
  const ControlInfo& control = *objective.control;
  const ControlChoice* made = choice(control.id);
  if (made == nullptr) {
    error("SK0802", statement_.objectives_at, "the statement does not name the control objective " + named(control), "select it, or leave it out with the reason why it cannot be applied");
  } else if (!made->selected.value && !made->reason.ja.given) {
    error("SK0802", made->id.at, named(control) + " is left out without a reason in Japanese", "write `reason: {ja: …}`: why it cannot reasonably be applied to this service");
  }
  for (const ControlInfo* one : objective.below) detailed_control(*one, made);
  if (made == nullptr || !made->selected.value || inherits(control.id)) return;
  // One that is not named at all is missed by rules 3 and 4 already.
  const bool chosen = std::any_of(objective.below.begin(), objective.below.end(), [&](const ControlInfo* one) { return choice(one->id) == nullptr || selected(one->id) || one->is_baseline(); });
  if (chosen) return;
  const bool all_listed = facts_.full_catalogue && !objective.below.empty();
  if (!all_listed && has_means(control.id)) return;
  error("SK0806", made->id.at, named(control) + " is selected, and none of its detailed controls is" + (all_listed ? "" : ", nor does an individual control serve it"),
        all_listed ? "select those that lower its risks" : "select those that lower its risks; while the catalogue does not list them all, `serves` of an individual control may name the objective itself");
}

void StatementLint::detailed_control(const ControlInfo& control, const ControlChoice* objective) {
  const ControlChoice* made = choice(control.id);
  const bool excluded = objective != nullptr && !objective->selected.value;
  const char* code = control.is_baseline() ? "SK0803" : "SK0804";
  if (excluded) {
    if (made != nullptr && made->selected.value) error(code, made->id.at, named(control) + " is selected, and its objective `" + objective->id.value + "` is left out", "select the objective, too, or leave this out with it");
    return;
  }
  if (made == nullptr) {
    error(code, statement_.controls_at, "the statement does not name the detailed control " + named(control), control.is_baseline() ? "it is mandatory below a selected objective: add it to `controls`" : "add it to `controls`: selected, or not selected with the reason");
  } else if (control.is_baseline() && !made->selected.value) {
    error(code, made->id.at, named(control) + " is mandatory and not selected", "select it; it falls away only with its objective");
  } else if (!made->selected.value && !made->reason.ja.given) {
    error(code, made->id.at, named(control) + " is not selected, and no reason in Japanese is given", "write `reason: {ja: …}`");
  } else if (made->selected.value && !inherits(control.id) && !has_means(control.id)) {
    error("SK0805", made->id.at, "no individual control serves " + named(control), "add it to `serves` of the one that does, which has to be in place at the end of the period");
  }
}

// An individual control for what was not selected: one of the two is a slip.
void StatementLint::served_controls() {
  for (const IndividualControl& one : statement_.individual_controls) {
    if (one.serves.empty()) error("SK0805", one.id.at, "the individual control `" + harmless(one.id.value) + "` serves no control", "name in `serves` the detailed controls that it serves");
    for (const PlacedText& id : one.serves) {
      const ControlChoice* made = choice(id.value);
      if (made == nullptr || made->selected.value || !made->reason.ja.given) continue;
      const auto upper = objective_of_.find(id.value);
      const bool mandatory = id.value.ends_with('B');
      const bool excluded_above = upper != objective_of_.end() && !selected(upper->second);
      // Rules 1 and 3 ask for these to be selected.
      if (id.value.starts_with("3.") || id.value.starts_with("4.") || (mandatory && !excluded_above)) continue;
      error("SK0805", id.at, "`" + harmless(one.id.value) + "` serves `" + id.value + "`, which is not selected", "select the control, or take it out of `serves`");
    }
  }
}

}  // namespace sekisho
