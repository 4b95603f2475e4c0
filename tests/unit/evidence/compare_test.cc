// 200 generated pairs of runs with known differences, saved and read back: each difference in its bucket, and nothing fixed that was not looked at.
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <random>

#include "sekisho/comparison.h"
#include "sekisho/report.h"

namespace sekisho {
namespace {

constexpr int kKinds = 3, kAccounts = 3, kRules = 6, kResources = 36;

// What the later run does to the whole of a rule, an account, a kind, an adapter or the file.
enum class Disturbance { kNone, kRuleLeftOut, kRuleChanged, kAccountNotLookedAt, kKindNotExported, kMapsChanged, kSavedWithoutPasses, kParameterChanged };
constexpr int kDisturbances = 8;

// What happens to one rule on one resource.
enum class Fate { kStill, kOtherReason, kBecomesUnknown, kBreaks, kMended, kAdded, kDeleted, kNoLongerApplies, kAlwaysGood };
constexpr int kFates = 9;

std::string rule_name(int rule) { return "p.rule" + std::to_string(rule); }

Run empty_run() {
  Run run;
  run.engine_version = "0.1.0";
  run.policy_digest = "sha256:p";
  RunSource source;
  source.path = "estate.json";
  source.adapter = "aws_config";
  source.maps_digest = "sha256:m";
  source.accounts = {"account0", "account1", "account2"};
  run.sources.push_back(source);
  for (int i = 0; i < kRules; ++i) {
    RunRule rule;
    rule.name = rule_name(i);
    rule.package = "p";
    rule.severity = "high";
    rule.digest = "sha256:rule" + std::to_string(i);
    rule.population = "kind" + std::to_string(i % kKinds);
    rule.complete = true;
    run.rules.push_back(rule);
  }
  return run;
}

void add(Run& run, int rule, int resource, Verdict verdict, const std::string& value) {
  Finding finding;
  finding.rule = rule;
  finding.verdict = verdict;
  finding.resource = "resource" + std::to_string(resource);
  finding.kind = run.rules[static_cast<size_t>(rule)].population;
  finding.account = "account" + std::to_string(resource / kKinds % kAccounts);
  if (verdict == Verdict::kFail) finding.witness.push_back({finding.resource, "setting", value, {}});
  if (verdict == Verdict::kUnknown) finding.reasons.push_back({"known_after_apply", value, {}});
  RunRule& of = run.rules[static_cast<size_t>(rule)];
  if (verdict == Verdict::kPass) ++of.pass;
  if (verdict == Verdict::kFail) ++of.fail;
  if (verdict == Verdict::kUnknown) ++of.unknown;
  if (verdict == Verdict::kNotApplicable) ++of.not_applicable;
  run.findings.push_back(finding);
}

// The earlier and the later verdict of a fate.
std::pair<std::optional<Verdict>, std::optional<Verdict>> verdicts_of(Fate fate, bool unknown) {
  const Verdict trouble = unknown ? Verdict::kUnknown : Verdict::kFail;
  switch (fate) {
    case Fate::kStill: return {trouble, trouble};
    case Fate::kOtherReason: return {trouble, trouble};
    case Fate::kBecomesUnknown: return {Verdict::kFail, Verdict::kUnknown};
    case Fate::kBreaks: return {unknown ? Verdict::kNotApplicable : Verdict::kPass, trouble};
    case Fate::kMended: return {trouble, Verdict::kPass};
    case Fate::kAdded: return {std::nullopt, trouble};
    case Fate::kDeleted: return {trouble, std::nullopt};
    case Fate::kNoLongerApplies: return {trouble, Verdict::kNotApplicable};
    case Fate::kAlwaysGood: return {Verdict::kPass, Verdict::kPass};
  }
  return {};
}

Change undisturbed(Fate fate) {
  switch (fate) {
    case Fate::kStill: return Change::kStill;
    case Fate::kOtherReason:
    case Fate::kBecomesUnknown: return Change::kChangedReason;
    case Fate::kBreaks: return Change::kNew;
    case Fate::kMended: return Change::kFixed;
    case Fate::kAdded: return Change::kAppeared;
    default: return Change::kGone;
  }
}

SavedRun saved(const Run& run, bool all) {
  Result<SavedRun> read = read_saved_run("run.json", report_json(run, all));
  EXPECT_TRUE(read.has_value()) << (read ? "" : read.error().message);
  return read ? std::move(*read) : SavedRun{};
}

TEST(Compare, GeneratedPairs) {
  for (unsigned pair = 0; pair < 200; ++pair) {
    std::mt19937 random(pair);   // the same numbers on every machine
    const auto disturbance = static_cast<Disturbance>(pair % kDisturbances);
    const int rule_hit = static_cast<int>(random() % kRules), account_hit = static_cast<int>(random() % kAccounts), kind_hit = static_cast<int>(random() % kKinds);
    sekisho::Run earlier = empty_run(), later = empty_run();
    using Expected = std::map<std::pair<std::string, std::string>, Change>;
    Expected expected;
    for (int rule = 0; rule < kRules; ++rule) {
      for (int resource = rule % kKinds; resource < kResources; resource += kKinds) {
        const auto fate = static_cast<Fate>(random() % kFates);
        const bool unknown = random() % 3 == 0;
        auto [was, now] = verdicts_of(fate, unknown);
        const bool account = resource / kKinds % kAccounts == account_hit, kind = resource % kKinds == kind_hit;
        const bool unseen = (disturbance == Disturbance::kRuleLeftOut && rule == rule_hit) || (disturbance == Disturbance::kAccountNotLookedAt && account) ||
                            (disturbance == Disturbance::kKindNotExported && kind);
        if (unseen) now.reset();
        if (was) add(earlier, rule, resource, *was, "old");
        if (now) add(later, rule, resource, *now, fate == Fate::kOtherReason ? "new" : "old");
        const bool was_open = was == Verdict::kFail || was == Verdict::kUnknown, now_open = now == Verdict::kFail || now == Verdict::kUnknown;
        if (!was_open && !now_open) continue;
        bool other_rule_or_map = disturbance == Disturbance::kMapsChanged;
        if (disturbance == Disturbance::kRuleChanged || disturbance == Disturbance::kParameterChanged) other_rule_or_map = rule == rule_hit;
        const bool unlisted = disturbance == Disturbance::kSavedWithoutPasses && !now_open;
        expected[{rule_name(rule), "resource" + std::to_string(resource)}] = unseen || other_rule_or_map || unlisted ? Change::kIncomparable : undisturbed(fate);
      }
    }
    switch (disturbance) {
      case Disturbance::kRuleChanged: later.rules[static_cast<size_t>(rule_hit)].digest = "sha256:other"; break;
      case Disturbance::kMapsChanged: later.sources[0].maps_digest = "sha256:other"; break;
      case Disturbance::kAccountNotLookedAt: later.sources[0].accounts.erase(later.sources[0].accounts.begin() + account_hit); break;
      case Disturbance::kKindNotExported:
        for (RunRule& rule : later.rules) rule.complete = rule.complete && rule.population != "kind" + std::to_string(kind_hit);
        break;
      case Disturbance::kParameterChanged:
        later.parameters.emplace_back("p.limit", "2h");
        later.rules[static_cast<size_t>(rule_hit)].parameters.push_back("p.limit");
        break;
      case Disturbance::kRuleLeftOut: {
        // Rules behind it move up.
        later.rules.erase(later.rules.begin() + rule_hit);
        for (Finding& finding : later.findings) finding.rule -= finding.rule > rule_hit ? 1 : 0;
        break;
      }
      default: break;
    }
    const Comparison comparison = compare(saved(earlier, true), saved(later, disturbance != Disturbance::kSavedWithoutPasses), {});
    Expected got;
    for (const FindingChange& one : comparison.findings) got[{one.rule, one.resource}] = one.change;
    ASSERT_EQ(got.size(), comparison.findings.size()) << "pair " << pair;
    ASSERT_EQ(got, expected) << "pair " << pair;
    for (const FindingChange& one : comparison.findings) {
      // Whatever went wrong elsewhere: nothing is let through that the earlier run does not have by the same values.
      ASSERT_TRUE(!one.known_before || (one.was == one.now && one.was_by == one.now_by)) << "pair " << pair;
    }
  }
}

TEST(Compare, SameAddressOfAnotherEstateIsNotCompared) {
  sekisho::Run earlier = empty_run(), later = empty_run();
  for (sekisho::Run* run : {&earlier, &later}) {
    run->sources[0].accounts.clear();
    add(*run, 0, 0, run == &earlier ? Verdict::kFail : Verdict::kPass, "old");
    run->findings[0].account.clear();
  }
  EXPECT_EQ(compare(saved(earlier, true), saved(later, true), {}).count(Change::kFixed), 1u);
  later.sources[0].path = "another.json";
  const Comparison comparison = compare(saved(earlier, true), saved(later, true), {});
  EXPECT_EQ(comparison.count(Change::kFixed), 0u);
  ASSERT_EQ(comparison.findings.size(), 1u);
  EXPECT_EQ(comparison.findings[0].why, Why::kOtherSource);
  EXPECT_EQ(compare(saved(earlier, true), saved(later, true), {true}).count(Change::kFixed), 1u);
}

TEST(Compare, TwoResourcesOfOneNameArePairedByTheirSources) {
  sekisho::Run earlier = empty_run(), later = empty_run();
  for (sekisho::Run* run : {&earlier, &later}) {
    RunSource second = run->sources[0];
    second.path = "second.json";
    run->sources.push_back(second);
    for (int source = 0; source < 2; ++source) {
      add(*run, 0, 0, run == &later && source == 1 ? Verdict::kPass : Verdict::kFail, "old");
      run->findings.back().source = source;
      run->findings.back().account.clear();
    }
  }
  Comparison comparison = compare(saved(earlier, true), saved(later, true), {});
  EXPECT_EQ(comparison.count(Change::kFixed), 1u);
  EXPECT_EQ(comparison.count(Change::kStill), 1u);
  comparison = compare(saved(earlier, true), saved(later, true), {true});
  EXPECT_EQ(comparison.count(Change::kFixed), 0u);
  EXPECT_EQ(comparison.count(Change::kIncomparable), comparison.findings.size());
}

// The one finding of rule 0 on resource 0 in both runs, compared after `change` did something to them.
FindingChange one_changed(Verdict was, Verdict now, const std::function<void(sekisho::Run& earlier, sekisho::Run& later)>& change) {
  sekisho::Run earlier = empty_run(), later = empty_run();
  add(earlier, 0, 0, was, "old");
  add(later, 0, 0, now, "new");
  change(earlier, later);
  const Comparison comparison = compare(saved(earlier, true), saved(later, true), {});
  EXPECT_EQ(comparison.findings.size(), 1u);
  return comparison.findings.empty() ? FindingChange{} : comparison.findings.front();
}

void add_source(sekisho::Run& run, const std::string& adapter, const std::string& path, const std::vector<std::string>& accounts) {
  RunSource source = run.sources[0];
  source.adapter = adapter;
  source.path = path;
  source.accounts = accounts;
  run.sources.push_back(source);
}

TEST(Compare, WhatDecidedElsewhereHasToBeLookedAtAgain) {
  const auto by_other = [](sekisho::Run& run) { run.findings[0].witness = {{"exposure-7", "accepted_until", "2026-01-01", {}}}; };
  const auto register_missing = [&](sekisho::Run& earlier, sekisho::Run&) {
    by_other(earlier);
    add_source(earlier, "register", "exposures.csv", {});
  };
  EXPECT_EQ(one_changed(Verdict::kFail, Verdict::kPass, register_missing).why, Why::kSourceMissing);
  const auto register_there = [&](sekisho::Run& earlier, sekisho::Run& later) {
    register_missing(earlier, later);
    add_source(later, "register", "exposures.csv", {});
  };
  EXPECT_EQ(one_changed(Verdict::kFail, Verdict::kPass, register_there).change, Change::kFixed);
  // An unknown may have hung on anything.
  const auto nothing_told = [](sekisho::Run& earlier, sekisho::Run&) { add_source(earlier, "register", "exposures.csv", {}); };
  EXPECT_EQ(one_changed(Verdict::kUnknown, Verdict::kPass, nothing_told).change, Change::kIncomparable);
  // By its own value it failed whatever the register said.
  EXPECT_EQ(one_changed(Verdict::kFail, Verdict::kPass, nothing_told).change, Change::kFixed);
  // What nobody looks at any longer is declared to be all there is.
  const auto declared = [&](sekisho::Run& earlier, sekisho::Run& later) {
    by_other(earlier);
    later.complete_kinds = {"storage.bucket_acl"};
  };
  EXPECT_EQ(one_changed(Verdict::kFail, Verdict::kPass, declared).why, Why::kCoverageChanged);
  const auto other_maps = [&](sekisho::Run& earlier, sekisho::Run& later) {
    register_there(earlier, later);
    later.sources.back().maps_digest = "sha256:other";
  };
  EXPECT_EQ(one_changed(Verdict::kFail, Verdict::kPass, other_maps).why, Why::kAdapterChanged);
}

// What is left to show counts from the day of the evaluation: the next day it is the same thing.
TEST(Compare, WhatIsLeftToShowMovesWithTheDayOfTheEvaluation) {
  const auto change_between = [](const std::string& was, const std::string& now, int64_t seconds, const std::string& later_reason = "seen on 2026-08-03") {
    sekisho::Run earlier = empty_run(), later = empty_run();
    later.evaluated_at = earlier.evaluated_at + seconds;
    add(earlier, 0, 0, Verdict::kUnknown, "seen on 2026-08-03");
    add(later, 0, 0, Verdict::kUnknown, later_reason);
    earlier.findings[0].obligation = was;
    later.findings[0].obligation = now;
    const Comparison comparison = compare(saved(earlier, true), saved(later, true), {});
    return comparison.findings.at(0).change;
  };
  const auto change_of = [&](const std::string& later_obligation, int64_t days, const std::string& later_reason = "seen on 2026-08-03") {
    return change_between("k.rotated_at >= 2026-08-03 and k.owner == \"2026-08-03a\"", later_obligation, days * 86400, later_reason);
  };
  EXPECT_EQ(change_of("k.rotated_at >= 2026-08-03 and k.owner == \"2026-08-03a\"", 1), Change::kStill);   // a day of the rule itself
  EXPECT_EQ(change_of("k.rotated_at >= 2026-08-04 and k.owner == \"2026-08-03a\"", 1), Change::kStill);
  EXPECT_EQ(change_of("k.rotated_at >= 2026-08-05 and k.owner == \"2026-08-03a\"", 1), Change::kChangedReason);
  EXPECT_EQ(change_of("k.rotated_at >= 2026-08-04 and k.owner == \"2026-08-04b\"", 1), Change::kChangedReason);
  EXPECT_EQ(change_of("k.rotated_at >= 2026-08-04 and k.owner == \"2026-08-03a\"", 0), Change::kChangedReason);
  // Of a time the second counts, of a day the midnight.
  const std::string time = "require 2026-08-04T16:56:05Z - k.created <= 45d", day_after = "require 2026-08-05T16:56:05Z - k.created <= 45d", hour_after = "require 2026-08-04T17:56:05Z - k.created <= 45d";
  EXPECT_EQ(change_between(time, day_after, 86400), Change::kStill);
  EXPECT_EQ(change_between(time, hour_after, 3600), Change::kStill);
  EXPECT_EQ(change_between(time, day_after, 3600), Change::kChangedReason);
  EXPECT_EQ(change_between("d >= 2026-08-03", "d >= 2026-08-03", 3600), Change::kStill);
  EXPECT_EQ(change_of("k.rotated_at >= 2026-08-04 and k.owner == \"2026-08-03a\"", 1, "seen on 2026-08-04"), Change::kChangedReason);   // of the resource
}

TEST(Compare, AMemberOfAListThatMovedIsNotFixed) {
  sekisho::Run earlier = empty_run(), later = empty_run();
  const auto add_member = [](sekisho::Run& run, int number, Verdict verdict, const std::string& value) {
    add(run, 0, 0, verdict, value);
    run.findings.back().resource += "#" + std::to_string(number);
    if (verdict == Verdict::kFail) run.findings.back().witness[0].resource = run.findings.back().resource;
  };
  add_member(earlier, 0, Verdict::kPass, "10.0.0.0/8");
  add_member(earlier, 1, Verdict::kFail, "0.0.0.0/0");
  add_member(later, 0, Verdict::kFail, "0.0.0.0/0");
  add_member(later, 1, Verdict::kPass, "10.0.0.0/8");
  const Comparison comparison = compare(saved(earlier, true), saved(later, true), {});
  EXPECT_EQ(comparison.count(Change::kFixed), 0u);
  EXPECT_EQ(comparison.count(Change::kNew), 1u);
  ASSERT_EQ(comparison.findings.back().change, Change::kIncomparable);
  EXPECT_EQ(comparison.findings.back().why, Why::kMayHaveMoved);
  // Two that failed by the same values, of which one still does: the other is mended.
  sekisho::Run both = empty_run(), one = empty_run();
  for (const int number : {0, 1}) add_member(both, number, Verdict::kFail, "0.0.0.0/0");
  add_member(one, 0, Verdict::kFail, "0.0.0.0/0");
  add_member(one, 1, Verdict::kPass, "10.0.0.0/8");
  EXPECT_EQ(compare(saved(both, true), saved(one, true), {}).count(Change::kFixed), 1u);
}

TEST(Compare, AnAccountThatIsReadInFewerPiecesHidesNothing) {
  sekisho::Run earlier = empty_run(), later = empty_run();
  add(earlier, 0, 0, Verdict::kFail, "old");
  add_source(earlier, "aws_config", "osaka.json", {"account0"});
  EXPECT_EQ(compare(saved(earlier, true), saved(later, true), {}).count(Change::kGone), 0u);
  add_source(later, "aws_config", "osaka-next-day.json", {"account0"});
  EXPECT_EQ(compare(saved(earlier, true), saved(later, true), {}).count(Change::kGone), 1u);
}

TEST(SavedRun, FindingsThatDoNotAddUpAreRefused) {
  sekisho::Run run = empty_run();
  add(run, 0, 0, Verdict::kFail, "old");
  ++run.rules[0].fail;
  EXPECT_FALSE(read_saved_run("run.json", report_json(run, true)).has_value());
}

}  // namespace
}  // namespace sekisho
