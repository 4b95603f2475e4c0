// A reduction evaluates parts of the rule: its text is a function of what these evaluations observe of the subject, all noted as one.
#include "engine/finding/shared_obligations.h"

#include <algorithm>

#include "engine/base/check.h"

namespace sekisho {

std::string SharedObligations::find(Evaluator& evaluator, const Rule& rule, const Subject& subject) {
  const auto worked_out = [&] { return to_seki(find_obligation(evaluator, rule, subject)); };
  Decisions& looks = looks_[&rule];
  if (evaluator.observer == nullptr || evaluator.plain || subject.row == nullptr || !looks.pays()) return worked_out();
  Observer& observer = *evaluator.observer;
  const Role role{nullptr, subject.row};
  if (const std::optional<uint32_t> number = looks.find(observer, role)) {
#ifndef NDEBUG
    CHECK(texts_[*number] == worked_out());   // what looks the same is the same
#endif
    return texts_[*number];
  }
  observer.begin(role, true);
  std::string text = worked_out();
  if (observer.end() && std::all_of(observer.seen().begin(), observer.seen().end(), [](const Observer::Seen& seen) { return seen.is_of_value(); })) {
    looks.add(observer.seen(), static_cast<uint32_t>(texts_.size()));
    texts_.push_back(text);
  }
  return text;
}

}  // namespace sekisho
