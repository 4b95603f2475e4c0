// compare: findings are paired by rule, kind and resource; what may differ for another reason than the resource itself is incomparable.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "engine/evidence/rule_difference.h"
#include "engine/value/literal.h"
#include "sekisho/comparison.h"

namespace sekisho {
namespace {

constexpr std::array<std::string_view, 7> kChanges = {"new", "appeared", "changed_reason", "still", "gone", "fixed", "incomparable"};
constexpr std::array<std::string_view, 17> kWhys = {"", "rule_not_evaluated", "rule_is_new", "rule_changed", "parameters_changed", "language_changed", "adapter_changed", "coverage_changed",
                                                   "not_looked_at", "not_looked_at_before", "not_listed", "other_source", "several", "no_longer_applies", "may_have_been_there", "source_missing", "may_have_moved"};

bool is_open(Verdict verdict) { return verdict == Verdict::kFail || verdict == Verdict::kUnknown; }

std::vector<std::string> reasons_of(const Finding& finding) {
  std::vector<std::string> reasons;
  for (const FindingReason& reason : finding.reasons) reasons.push_back(reason.text.empty() ? reason.code : reason.code + ": " + reason.text);
  std::sort(reasons.begin(), reasons.end());
  return reasons;
}

// What decided, without places: a value that moved in its file is the same value.
std::vector<std::string> decided_by(const Finding& finding) {
  std::vector<std::string> by;
  if (finding.verdict == Verdict::kUnknown) {
    by = reasons_of(finding);
    if (!finding.obligation.empty()) by.push_back("remains: " + finding.obligation);
  } else {
    for (const WitnessItem& item : finding.witness) {
      const std::string subject = item.resource == finding.resource ? "" : item.resource + (item.path.empty() ? ": " : " ");
      by.push_back(subject + (item.path.empty() ? item.value : item.path + " = " + item.value));
    }
  }
  std::sort(by.begin(), by.end());
  return by;
}

constexpr int64_t kDay = 86400;

// A day or a time as Seki writes it. Days count whole: `moved` seconds later is that many midnights later.
struct Moment {
  size_t length = 0;
  int64_t at = 0;         // days, or UTC seconds
  bool is_day = false;
};

// The one that begins at `at`; none where no whole one stands there.
std::optional<Moment> moment_at(std::string_view text, size_t at) {
  constexpr size_t kDayLength = std::string_view("2026-01-31").size(), kTimeLength = std::string_view("2026-01-31T00:00:00Z").size();
  const auto is_digit = [&](size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  if ((at > 0 && is_digit(at - 1)) || !is_digit(at) || is_digit(at + kDayLength)) return std::nullopt;
  const bool is_time = text.size() >= at + kTimeLength && text[at + kTimeLength - 1] == 'Z';
  if (const std::optional<int64_t> time = is_time ? parse_timestamp(text.substr(at, kTimeLength)) : std::nullopt) return Moment{kTimeLength, *time, false};
  if (const std::optional<int32_t> day = parse_date(text.substr(at, kDayLength))) return Moment{kDayLength, *day, true};
  return std::nullopt;
}

// Whether two texts say the same but for days and times that moved with the time of the evaluation: what was left to show at most 90 days ago is that on the
// next day, too.
bool same_but_for_now(std::string_view was, std::string_view now, int64_t evaluated_was, int64_t evaluated_now) {
  if (was.size() != now.size()) return false;
  for (size_t i = 0; i < was.size(); ++i) {
    const std::optional<Moment> before = moment_at(was, i), after = moment_at(now, i);
    const int64_t moved = before && before->is_day ? evaluated_now / kDay - evaluated_was / kDay : evaluated_now - evaluated_was;
    if (before && after && before->is_day == after->is_day && after->at - before->at == moved) {
      i += before->length - 1;
      continue;
    }
    if (was[i] != now[i]) return false;
  }
  return true;
}

using Key = std::tuple<std::string, std::string, std::string>;   // rule, kind, resource

class Comparer {
 public:
  Comparer(const SavedRun& earlier, const SavedRun& later, const CompareOptions& options) : earlier_(earlier), later_(later), options_(options) {}
  Comparison run();

 private:
  using Findings = std::map<Key, std::vector<const Finding*>>;
  static Findings by_key(const SavedRun& saved);
  static const RunSource& source_of(const SavedRun& saved, const Finding& finding) { return saved.run.sources[static_cast<size_t>(finding.source)]; }

  void compare_rules();
  void compare_parameters();
  Why rule_difference(const std::string& name) const;
  bool same_estate(const Finding& was, const Finding& now) const;
  // Whether `saved` looked at the place where a resource of the other run was: its account, or the source by name.
  bool looked_at(const SavedRun& saved, const Finding& finding, const RunSource& source) const;
  bool same_adapter(const SavedRun& saved, const RunSource& source) const;
  // Whether the later run has all sources of the earlier one again, registers too; of those with accounts the ones of `account` alone, if it is not empty.
  bool has_sources_again(const std::string& account) const;
  Why why_not_fixed(const Finding& was) const;
  void tell_moved_apart();
  void pair(const Finding* was, const Finding* now);
  void both(const Finding& was, const Finding& now, FindingChange& change) const;
  void only_earlier(const Finding& was, FindingChange& change) const;
  void only_later(const Finding& now, FindingChange& change) const;
  void add(const Finding* was, const Finding* now, FindingChange change);

  const SavedRun& earlier_;
  const SavedRun& later_;
  const CompareOptions& options_;
  std::map<std::string, const RunRule*> earlier_rules_, later_rules_;
  Comparison out_;
};

Comparer::Findings Comparer::by_key(const SavedRun& saved) {
  Findings findings;
  for (const Finding& finding : saved.run.findings) findings[{saved.run.rules[static_cast<size_t>(finding.rule)].name, finding.kind, finding.resource}].push_back(&finding);
  return findings;
}

std::string joined(const std::map<std::string, std::string>& parameters) {
  std::string text;
  for (const auto& [name, value] : parameters) text += (text.empty() ? "" : ", ") + name + " = " + value;
  return text;
}

void Comparer::compare_rules() {
  std::set<std::string> names;
  for (const auto& [name, rule] : earlier_rules_) names.insert(name);
  for (const auto& [name, rule] : later_rules_) names.insert(name);
  for (const std::string& name : names) {
    const auto was = earlier_rules_.find(name), now = later_rules_.find(name);
    if (was == earlier_rules_.end()) {
      out_.rules.push_back({name, "added", "", now->second->digest});
    } else if (now == later_rules_.end()) {
      out_.rules.push_back({name, "removed", was->second->digest, ""});
    } else {
      const RunRule &a = *was->second, &b = *now->second;
      if (a.digest != b.digest) out_.rules.push_back({name, "digest", a.digest, b.digest});
      if (a.severity != b.severity) out_.rules.push_back({name, "severity", a.severity, b.severity});
      const auto before = evidence::parameters_of(earlier_.run, a), after = evidence::parameters_of(later_.run, b);
      if (before != after) out_.rules.push_back({name, "parameters", joined(before), joined(after)});
    }
  }
}

void Comparer::compare_parameters() {
  const std::map<std::string, std::string> was(earlier_.run.parameters.begin(), earlier_.run.parameters.end()), now(later_.run.parameters.begin(), later_.run.parameters.end());
  for (const auto& [name, value] : was) {
    const auto at = now.find(name);
    if (at == now.end()) out_.parameters.push_back({name, "removed", value, ""});
    else if (at->second != value) out_.parameters.push_back({name, "value", value, at->second});
  }
  for (const auto& [name, value] : now) {
    if (was.count(name) == 0) out_.parameters.push_back({name, "added", "", value});
  }
}

Why Comparer::rule_difference(const std::string& name) const {
  const auto was = earlier_rules_.find(name), now = later_rules_.find(name);
  return evidence::rule_difference(earlier_.run, was == earlier_rules_.end() ? nullptr : was->second, later_.run, now == later_rules_.end() ? nullptr : now->second);
}

// An address is unique in its estate only: two plans may both have `aws_s3_bucket.logs`.
bool Comparer::same_estate(const Finding& was, const Finding& now) const {
  if (!was.account.empty() && !now.account.empty()) return was.account == now.account;
  return options_.ignore_paths || source_of(earlier_, was).path == source_of(later_, now).path;
}

// An account is read in several pieces, a region or a plan each: as many have to be there as in the run that has the finding.
bool Comparer::looked_at(const SavedRun& saved, const Finding& finding, const RunSource& source) const {
  const auto pieces = [&](const SavedRun& one) {
    return std::count_if(one.run.sources.begin(), one.run.sources.end(), [&](const RunSource& other) {
      if (other.adapter != source.adapter) return false;
      if (!finding.account.empty()) return std::binary_search(other.accounts.begin(), other.accounts.end(), finding.account);
      return options_.ignore_paths || other.path == source.path;
    });
  };
  const SavedRun& with_finding = &saved == &later_ ? earlier_ : later_;
  return pieces(saved) >= pieces(with_finding);
}

bool Comparer::has_sources_again(const std::string& only_account) const {
  std::map<std::pair<std::string, std::string>, int> missing;   // adapter, and account or path
  const auto count = [&](const SavedRun& saved, int step) {
    for (const RunSource& source : saved.run.sources) {
      for (const std::string& account : source.accounts) {
        if (only_account.empty() || account == only_account) missing[{source.adapter, "account " + account}] += step;
      }
      if (source.accounts.empty()) missing[{source.adapter, options_.ignore_paths ? "" : "path " + source.path}] += step;
    }
  };
  count(earlier_, 1);
  count(later_, -1);
  return std::all_of(missing.begin(), missing.end(), [](const auto& one) { return one.second <= 0; });
}

bool Comparer::same_adapter(const SavedRun& saved, const RunSource& source) const {
  return std::all_of(saved.run.sources.begin(), saved.run.sources.end(), [&](const RunSource& other) {
    return other.adapter != source.adapter || (other.maps_digest == source.maps_digest && !other.maps_digest.empty());
  });
}

// What failed by its own values alone passes by them now. Whatever else decided has to be looked at again, as far: it may only be missing.
Why Comparer::why_not_fixed(const Finding& was) const {
  const bool by_itself = std::all_of(was.witness.begin(), was.witness.end(), [&](const WitnessItem& item) { return item.resource == was.resource; });
  if (was.verdict == Verdict::kFail && !was.witness.empty() && by_itself) return Why::kNone;
  if (earlier_.run.complete_kinds != later_.run.complete_kinds) return Why::kCoverageChanged;
  if (!has_sources_again(was.verdict == Verdict::kUnknown ? was.account : "")) return Why::kSourceMissing;
  const bool same_maps = std::all_of(earlier_.run.sources.begin(), earlier_.run.sources.end(), [&](const RunSource& source) { return same_adapter(later_, source); });
  return same_maps ? Why::kNone : Why::kAdapterChanged;
}

void Comparer::both(const Finding& was, const Finding& now, FindingChange& change) const {
  const RunSource &source_was = source_of(earlier_, was), &source_now = source_of(later_, now);
  const bool same_estate_told = same_estate(was, now);
  // Days of a reason are of the resource; those of what is left to show may count from the evaluation.
  const bool left_the_same = was.verdict == Verdict::kUnknown && reasons_of(was) == reasons_of(now) && same_but_for_now(was.obligation, now.obligation, earlier_.run.evaluated_at, later_.run.evaluated_at);
  const bool same_values = change.was_by == change.now_by || left_the_same;
  change.known_before = was.verdict == now.verdict && same_values && same_estate_told;
  change.why = rule_difference(change.rule);
  if (change.why != Why::kNone) return;
  if (source_was.adapter != source_now.adapter || source_was.maps_digest != source_now.maps_digest || source_was.maps_digest.empty()) {
    change.why = Why::kAdapterChanged;
  } else if (!same_estate_told) {
    change.why = Why::kOtherSource;
  } else if (earlier_rules_.at(change.rule)->complete != later_rules_.at(change.rule)->complete) {
    change.why = Why::kCoverageChanged;
  }
  if (change.why != Why::kNone) return;
  const bool was_open = is_open(was.verdict), now_open = is_open(now.verdict);
  if (was_open && now_open) {
    if (was.verdict != now.verdict) change.change = now.verdict == Verdict::kFail ? Change::kNew : Change::kChangedReason;
    else change.change = same_values ? Change::kStill : Change::kChangedReason;
  } else if (now_open) {
    change.change = Change::kNew;
  } else if (now.verdict == Verdict::kPass) {
    change.why = why_not_fixed(was);
    if (change.why == Why::kNone) change.change = Change::kFixed;
  } else {
    change.change = Change::kGone;
    change.why = Why::kNoLongerApplies;
  }
}

void Comparer::only_earlier(const Finding& was, FindingChange& change) const {
  change.why = rule_difference(change.rule);
  if (change.why != Why::kNone) return;
  const RunSource& source = source_of(earlier_, was);
  if (!later_.holds_all) change.why = Why::kNotListed;
  else if (!same_adapter(later_, source)) change.why = Why::kAdapterChanged;
  else if (!later_rules_.at(change.rule)->complete || !looked_at(later_, was, source)) change.why = Why::kNotLookedAt;
  else change.change = Change::kGone;
}

void Comparer::only_later(const Finding& now, FindingChange& change) const {
  change.why = rule_difference(change.rule);
  if (change.why != Why::kNone) return;
  const RunSource& source = source_of(later_, now);
  if (!same_adapter(earlier_, source)) {
    change.why = Why::kAdapterChanged;
  } else if (!looked_at(earlier_, now, source)) {
    change.why = Why::kNotLookedAtBefore;
  } else if (!earlier_.holds_all) {
    change.change = Change::kNew;
    change.why = Why::kMayHaveBeenThere;
  } else {
    change.change = Change::kAppeared;
  }
}

void Comparer::add(const Finding* was, const Finding* now, FindingChange change) {
  if ((was == nullptr || !is_open(was->verdict)) && (now == nullptr || !is_open(now->verdict))) {
    if (was != nullptr && now != nullptr) ++out_.unchanged;
    return;
  }
  out_.findings.push_back(std::move(change));
}

void Comparer::pair(const Finding* was, const Finding* now) {
  const Finding& any = now != nullptr ? *now : *was;
  const Run& run = now != nullptr ? later_.run : earlier_.run;
  const RunRule& rule = run.rules[static_cast<size_t>(any.rule)];
  FindingChange change;
  change.rule = rule.name;
  change.severity = rule.severity;
  change.resource = any.resource;
  change.kind = any.kind;
  change.account = any.account;
  if (was != nullptr) {
    change.was = was->verdict;
    change.was_by = decided_by(*was);
  }
  if (now != nullptr) {
    change.now = now->verdict;
    change.now_by = decided_by(*now);
    change.waived = now->waiver >= 0;
  }
  if (was != nullptr && now != nullptr) both(*was, *now, change);
  else if (was != nullptr) only_earlier(*was, change);
  else only_later(*now, change);
  add(was, now, std::move(change));
}

// Rows that a map makes of the members of a list have a number where those have no name: `aws_security_group.web#1`. When a member before it goes, what failed
// there fails at another number, and is not fixed.
void Comparer::tell_moved_apart() {
  const auto list_of = [](const FindingChange& change) -> std::optional<Key> {
    const size_t hash = change.resource.rfind('#');
    if (hash == std::string::npos || hash + 1 == change.resource.size() || change.resource.find_first_not_of("0123456789", hash + 1) != std::string::npos) return std::nullopt;
    return Key{change.rule, change.kind, change.resource.substr(0, hash)};
  };
  std::map<Key, std::set<std::vector<std::string>>> failing;
  for (const FindingChange& change : out_.findings) {
    const std::optional<Key> list = list_of(change);
    const bool newly = change.change == Change::kNew || change.change == Change::kAppeared || change.change == Change::kChangedReason;
    if (list && newly) failing[*list].insert(change.now_by);
  }
  for (FindingChange& change : out_.findings) {
    const std::optional<Key> list = list_of(change);
    if (!list || (change.change != Change::kFixed && change.change != Change::kGone)) continue;
    const auto now = failing.find(*list);
    if (now == failing.end() || now->second.count(change.was_by) == 0) continue;
    change.change = Change::kIncomparable;
    change.why = Why::kMayHaveMoved;
  }
}

Comparison Comparer::run() {
  earlier_rules_ = evidence::rules_by_name(earlier_.run);
  later_rules_ = evidence::rules_by_name(later_.run);
  out_.policy_changed = earlier_.run.policy_digest != later_.run.policy_digest;
  out_.engine_changed = earlier_.run.engine_version != later_.run.engine_version;
  compare_rules();
  compare_parameters();
  const Findings was = by_key(earlier_), now = by_key(later_);
  std::set<Key> keys;
  for (const auto& [key, list] : was) keys.insert(key);
  for (const auto& [key, list] : now) keys.insert(key);
  static const std::vector<const Finding*> kNone;
  for (const Key& key : keys) {
    const auto at_was = was.find(key), at_now = now.find(key);
    const auto& list_was = at_was == was.end() ? kNone : at_was->second;
    const auto& list_now = at_now == now.end() ? kNone : at_now->second;
    if (list_was.size() <= 1 && list_now.size() <= 1) {
      pair(list_was.empty() ? nullptr : list_was.front(), list_now.empty() ? nullptr : list_now.front());
      continue;
    }
    // Several of one name: those of one estate belong together, if there is just one of each.
    std::set<const Finding*> paired;
    const auto partners = [&](const Finding& one, const std::vector<const Finding*>& list, bool one_is_earlier) {
      std::vector<const Finding*> found;
      for (const Finding* other : list) {
        if (one_is_earlier ? same_estate(one, *other) : same_estate(*other, one)) found.push_back(other);
      }
      return found;
    };
    for (const Finding* one : list_was) {
      const auto others = partners(*one, list_now, true);
      if (others.size() != 1 || partners(*others.front(), list_was, false).size() != 1) continue;
      pair(one, others.front());
      paired.insert({one, others.front()});
    }
    const size_t before = out_.findings.size();
    for (const Finding* one : list_was) {
      if (paired.count(one) == 0) pair(one, nullptr);
    }
    for (const Finding* one : list_now) {
      if (paired.count(one) == 0) pair(nullptr, one);
    }
    for (size_t i = before; i < out_.findings.size(); ++i) {
      out_.findings[i].change = Change::kIncomparable;
      out_.findings[i].why = Why::kSeveral;
    }
  }
  tell_moved_apart();
  std::stable_sort(out_.findings.begin(), out_.findings.end(), [](const FindingChange& a, const FindingChange& b) { return std::tie(a.change, a.rule, a.resource) < std::tie(b.change, b.rule, b.resource); });
  return std::move(out_);
}

}  // namespace

std::string_view to_string(Change change) { return kChanges[static_cast<size_t>(change)]; }
std::string_view to_string(Why why) { return kWhys[static_cast<size_t>(why)]; }

size_t Comparison::count(Change change) const {
  return static_cast<size_t>(std::count_if(findings.begin(), findings.end(), [&](const FindingChange& one) { return one.change == change; }));
}

Comparison compare(const SavedRun& earlier, const SavedRun& later, const CompareOptions& options) { return Comparer(earlier, later, options).run(); }

}  // namespace sekisho
