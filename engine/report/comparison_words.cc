// Stable keys of comparisons to words.
#include "engine/report/comparison_words.h"

#include "engine/report/words.h"

namespace sekisho {

std::string why_words(Why why, Language language) {
  switch (why) {
    case Why::kNone: return "";
    case Why::kRuleNotEvaluated: return say(Word::kWhyRuleNotEvaluated, language);
    case Why::kRuleIsNew: return say(Word::kWhyRuleIsNew, language);
    case Why::kRuleChanged: return say(Word::kWhyRuleChanged, language);
    case Why::kParametersChanged: return say(Word::kWhyParametersChanged, language);
    case Why::kLanguageChanged: return say(Word::kWhyLanguageChanged, language);
    case Why::kAdapterChanged: return say(Word::kWhyAdapterChanged, language);
    case Why::kCoverageChanged: return say(Word::kWhyCoverageChanged, language);
    case Why::kNotLookedAt: return say(Word::kWhyNotLookedAt, language);
    case Why::kSourceMissing: return say(Word::kWhySourceMissing, language);
    case Why::kMayHaveMoved: return say(Word::kWhyMayHaveMoved, language);
    case Why::kNotLookedAtBefore: return say(Word::kWhyNotLookedAtBefore, language);
    case Why::kNotListed: return say(Word::kWhyNotListed, language);
    case Why::kOtherSource: return say(Word::kWhyOtherSource, language);
    case Why::kSeveral: return say(Word::kWhySeveral, language);
    case Why::kNoLongerApplies: return say(Word::kWhyNoLongerApplies, language);
    case Why::kMayHaveBeenThere: return say(Word::kWhyMayHaveBeenThere, language);
  }
  return "";
}

std::string rule_change_words(const RuleChange& change, Language language) {
  const std::string subject = change.rule + ": ";
  if (change.change == "added") return subject + say(Word::kAdded, language);
  if (change.change == "removed") return subject + say(Word::kRemoved, language);
  if (change.change == "digest") return subject + say(Word::kConditionChanged, language);
  return subject + change.was + " → " + change.now;
}

}  // namespace sekisho
