// Rules 7 and 8: what an individual control has to tell, and how it changed.
#include <algorithm>

#include "engine/assess/statement/lint.h"
#include "engine/value/literal.h"
#include "sekisho/utf8.h"

namespace sekisho {

void StatementLint::individual_controls() {
  for (const IndividualControl& one : statement_.individual_controls) individual_control(one);
}

void StatementLint::individual_control(const IndividualControl& one) {
  const std::string name = "the individual control `" + harmless(one.id.value) + "`";
  if (!one.owner.given) error("SK0807", one.id.at, name + " has no owner", "write `owner:` with the role or unit that answers for it");
  if (!one.frequency.given) {
    error("SK0807", one.id.at, name + " has no frequency", "write `frequency:` daily, weekly, monthly, quarterly, yearly or on_change");
  } else if (!frequency_of(one.frequency.value)) {
    const std::string near = nearest(one.frequency.value, frequency_words());
    error("SK0807", one.frequency.at, "`" + harmless(one.frequency.value) + "` is no frequency", near.empty() ? "frequencies are daily, weekly, monthly, quarterly, yearly and on_change" : "did you mean `" + near + "`?");
  }
  if (!one.evidence_kind.given) error("SK0807", one.id.at, name + " has no kind of evidence", "write `evidence_kind:` 1 (regulations), 2 (documents), 3 (records), 4 (settings) or 5 (facilities)");
  else if (one.evidence_kind.value < 1 || one.evidence_kind.value > 5) error("SK0807", one.evidence_kind.at, "there is no kind of evidence " + std::to_string(one.evidence_kind.value), "kinds are 1 (regulations), 2 (documents), 3 (records), 4 (settings) and 5 (facilities)");
  if (one.versions.empty()) return error("SK0807", one.id.at, name + " does not tell from when to when it applied", "write `versions:` with `from`, `to` and `text`");

  const char* code = one.versions.size() > 1 ? "SK0808" : "SK0807";
  bool dated = true;
  for (const ControlVersion& version : one.versions) {
    if (!version.from.given || !version.to.given) {
      error(code, version.at, name + " has a version without `" + (version.from.given ? "to" : "from") + "`", "both days are needed; the last version of a period that still runs ends with the period");
      dated = false;
    } else if (version.from.value > version.to.value) {
      error("SK0807", version.from.at, name + " has a version that ends before it begins", "");
      dated = false;
    }
    const bool adopted = !version.adopted.given || version.adopted.value;
    if (adopted && !version.text.ja.given) error(code, version.at, name + " does not tell in Japanese what it is" + (one.versions.size() > 1 ? std::string(" in each of its versions") : ""), "write `text: {ja: …}`: what is really done");
  }
  if (!dated) return;
  std::vector<const ControlVersion*> versions;
  for (const ControlVersion& version : one.versions) versions.push_back(&version);
  std::stable_sort(versions.begin(), versions.end(), [](const ControlVersion* a, const ControlVersion* b) { return a->from.value < b->from.value; });
  coverage(one, versions);
  changes(one, versions);
}

void StatementLint::coverage(const IndividualControl& one, const std::vector<const ControlVersion*>& versions) {
  const StatementPeriod& period = statement_.period;
  const std::string name = "`" + harmless(one.id.value) + "`";
  if (versions.front()->from.value > period.from.value) {
    error("SK0807", versions.front()->from.at, name + " begins on " + format_date(versions.front()->from.value) + ", the period on " + format_date(period.from.value), "add what stood before; `adopted: false` where it was not in place yet");
  }
  if (versions.back()->to.value < period.to.value) {
    error("SK0807", versions.back()->to.at, name + " ends on " + format_date(versions.back()->to.value) + ", the period on " + format_date(period.to.value), "add what stands after it; `adopted: false` where it was given up");
  }
  for (size_t i = 1; i < versions.size(); ++i) {
    const int32_t before = versions[i - 1]->to.value, after = versions[i]->from.value;
    if (after == before + 1) continue;
    error("SK0807", versions[i]->from.at, name + (after > before ? " has a gap between " : " has two versions at once between ") + format_date(std::min(before, after)) + " and " + format_date(std::max(before, after)), "a version begins on the day after the one before it ended");
  }
}

void StatementLint::changes(const IndividualControl& one, const std::vector<const ControlVersion*>& versions) {
  for (size_t i = 1; i < versions.size(); ++i) {
    const ControlVersion &before = *versions[i - 1], &after = *versions[i];
    const bool same_place = (!before.adopted.given || before.adopted.value) == (!after.adopted.given || after.adopted.value);
    if (!same_place || before.text.ja.value != after.text.ja.value || !after.text.ja.given) continue;
    error("SK0808", after.text.ja.at, "`" + harmless(one.id.value) + "` changed on " + format_date(after.from.value) + " and says the same before and after", "write what changed, or make the two versions one");
  }
}

}  // namespace sekisho
