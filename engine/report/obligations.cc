// Obligations in reports.
#include "engine/report/obligations.h"

#include "engine/report/words.h"

namespace sekisho {

ObligationCounts obligation_counts(const Run& run) {
  ObligationCounts counts;
  for (const RunObligation& one : run.obligations) {
    if (one.state == "met") ++counts.met;
    else if (one.state == "broken") ++counts.broken;
    else if (one.state == "lapsed") ++counts.lapsed;
    else if (one.state == "unmatched") ++counts.unmatched;
    else ++counts.open;
  }
  return counts;
}

void write_obligations(JsonWriter& json, const Run& run) {
  json.key("obligations");
  if (run.obligations_of.empty()) return json.null();
  json.begin_object();
  json.member("of", run.obligations_of);
  json.key("list");
  json.begin_array();
  for (const RunObligation& one : run.obligations) {
    json.begin_object();
    json.member("rule", one.rule);
    json.member("resource", one.resource);
    json.member("kind", one.kind);
    json.member("text", one.text);
    json.member("state", one.state);
    json.member("why", one.why);
    json.member("found", one.found);
    json.member("matched_by", one.matched_by);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

std::string obligation_state_word(const RunObligation& obligation, Language language) {
  if (obligation.state == "met") return say(Word::kObligationMet, language);
  if (obligation.state == "broken") return say(Word::kObligationBroken, language);
  if (obligation.state == "unmatched") return say(Word::kObligationUnmatched, language);
  return say(obligation.state == "lapsed" ? Word::kObligationLapsed : Word::kObligationOpen, language);
}

std::string obligation_why_words(const RunObligation& obligation, Language language) {
  if (obligation.why == "still_unknown") return say(Word::kWhyStillUnknown, language);
  if (obligation.why == "no_such_resource") return say(Word::kWhyNoSuchResource, language);
  if (obligation.why == "no_known_name") return say(Word::kWhyNoKnownName, language);
  if (obligation.why == "account_not_known") return say(Word::kWhyAccountNotKnown, language);
  if (obligation.why == "another_name") return say(Word::kWhyAnotherName, language);
  if (obligation.why == "captured_before") return say(Word::kWhyCapturedBefore, language);
  if (obligation.why == "several") return say(Word::kWhySeveral, language);
  if (obligation.why == "another_account") return say(Word::kWhyAnotherAccount, language);
  if (obligation.why == "rule_changed") return say(Word::kWhyRuleChanged, language);
  if (obligation.why == "parameters_changed") return say(Word::kWhyParametersChanged, language);
  if (obligation.why == "language_changed") return say(Word::kWhyLanguageChanged, language);
  if (obligation.why == "adapter_changed") return say(Word::kWhyAdapterChanged, language);
  return say(Word::kWhyRuleNotEvaluated, language);
}

std::string obligation_match_words(const RunObligation& obligation, Language language) {
  if (obligation.found.empty() || obligation.found == obligation.resource) return "";
  const std::string by = obligation.matched_by == "address" ? say(Word::kObligationByAddress, language) : obligation.matched_by;
  return say(Word::kObligationFound, language) + obligation.found + " (" + by + ")";
}

}  // namespace sekisho
