// Days and states are of the day of the evaluation, as it is in Japan.
#include "engine/evidence/check_office.h"

#include "engine/evidence/sealed_office.h"

namespace sekisho::evidence {

namespace {

// A day that has passed is not still to come.
bool goes_with_its_day(const SealedDue& item, const std::string& day) {
  if (item.status == "undated") return item.date.empty();
  if (item.date.empty()) return false;
  return item.status == "overdue" ? item.date < day : item.status == "due" ? item.date >= day : item.status == "ended";   // days compare as their texts
}

}  // namespace

Refusals check_office(const Sealed& sealed) {
  Refusals refusals;
  const std::string day = day_of_evaluation(sealed.run.evaluated_at);
  if (sealed.statement && sealed.statement->day != day) refusals.push_back({"SK1072", "statement.json is as of " + sealed.statement->day + ", and the run was evaluated as of " + day});
  if (sealed.due_list) {
    if (sealed.due_list->day != day) refusals.push_back({"SK1086", "due.json is as of " + sealed.due_list->day + ", and the run was evaluated as of " + day});
    for (const SealedDue& item : sealed.due_list->items) {
      if (!goes_with_its_day(item, sealed.due_list->day)) refusals.push_back({"SK1086", "due.json says `" + item.status + "` of `" + item.key + "`, which its date does not bear out"});
    }
  }
  return refusals;
}

}  // namespace sekisho::evidence
