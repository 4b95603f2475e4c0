// Waivers in reports.
#include "engine/report/waivers.h"

#include "engine/evidence/run_json.h"
#include "engine/report/words.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

std::string line_of(const RunWaiver& waiver, const std::string& reason, Language language) {
  return waiver.id + say(Word::kWaiverUntil, language) + format_timestamp(waiver.expires_at) + say(Word::kWaiverOwner, language) + waiver.owner + say(Word::kWaiverApprover, language) + waiver.approver +
         say(Word::kWaiverTicket, language) + waiver.ticket + say(Word::kWaiverReason, language) + reason;
}

}  // namespace

const RunWaiver* waiver_of(const Run& run, const Finding& finding) { return finding.waiver < 0 ? nullptr : &run.waivers[static_cast<size_t>(finding.waiver)]; }

std::vector<const RunWaiver*> waivers_to_tell(const Run& run) {
  std::vector<const RunWaiver*> list;
  for (const RunWaiver& waiver : run.waivers) {
    if (!waiver.code.empty()) list.push_back(&waiver);
  }
  return list;
}

void write_waivers(JsonWriter& json, const Run& run) {
  json.key("waivers");
  json.begin_array();
  for (const RunWaiver& waiver : run.waivers) {
    json.begin_object();
    json.member("id", waiver.id);
    write_waiver_members(json, waiver);
    json.end_object();
  }
  json.end_array();
}

std::string waiver_text(const RunWaiver& waiver) { return line_of(waiver, waiver.reason.en + " / " + waiver.reason.ja, Language::kEnglish); }

std::string waiver_text(const RunWaiver& waiver, Language language) { return line_of(waiver, std::string(pick(waiver.reason, language)), language); }

std::string waiver_state_word(const RunWaiver& waiver, Language language) {
  if (waiver.state == "expired") return say(Word::kWaiverExpired, language);
  if (waiver.state == "not_yet_approved") return say(Word::kWaiverNotYet, language);
  if (waiver.state == "rule_not_evaluated") return say(Word::kWaiverNoRule, language);
  if (waiver.state == "several_sources") return say(Word::kWaiverSeveral, language);
  if (waiver.state == "unused") return say(Word::kWaiverUnused, language);
  return say(Word::kWaiverExpiring, language);
}

}  // namespace sekisho
