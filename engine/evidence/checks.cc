// Each check is one way in which a bundle could leave something out and still be signed.
#include "engine/evidence/checks.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/base/sha256.h"
#include "engine/evidence/check_office.h"
#include "engine/evidence/git_bundle.h"

namespace sekisho::evidence {
namespace {

void check_snapshot(const Sealed& sealed, const SnapshotFacts& facts, Refusals& refusals) {
  std::vector<std::pair<std::string, std::string>> sources;
  for (const RunSource& source : sealed.run.sources) sources.emplace_back(source.path, source.digest);
  if (sources != facts.sources) refusals.push_back({"SK1045", "the snapshot is made of other sources than the results"});
  for (const auto& [kind, rows] : sealed.run.rows_by_kind) {
    const auto found = facts.rows_by_kind.find(kind);
    const size_t there = found == facts.rows_by_kind.end() ? 0 : found->second;
    // Of several sources, rows of one resource are counted once.
    if (sources.size() == 1 ? rows != there : rows > there) {
      refusals.push_back({"SK1046", "the results count " + std::to_string(rows) + " rows of " + kind + ", the snapshot holds " + std::to_string(there)});
    }
  }
}

// A rule gives a verdict on every row of a kind or on none.
void check_verdicts(const Run& run, const std::vector<Decided>& decided, Refusals& refusals) {
  std::map<std::pair<int, std::string_view>, size_t> verdicts;
  auto last = verdicts.end();   // findings stand by rule and kind
  for (const Decided& one : decided) {
    if (last == verdicts.end() || last->first != std::pair<int, std::string_view>(one.rule, one.kind)) last = verdicts.try_emplace({one.rule, one.kind}).first;
    ++last->second;
  }
  for (const auto& [key, count] : verdicts) {
    const auto rows = run.rows_by_kind.find(std::string(key.second));
    if (rows == run.rows_by_kind.end()) continue;   // a rule on a raw type: it has no rows in a snapshot
    if (count != rows->second) {
      refusals.push_back({"SK1047", "`" + run.rules[static_cast<size_t>(key.first)].name + "` has " + std::to_string(count) + " verdicts on " + std::to_string(rows->second) + " rows of " + std::string(key.second)});
    }
  }
  for (size_t i = 0; i < run.rules.size(); ++i) {
    const auto rows = run.rows_by_kind.find(run.rules[i].population);
    if (rows != run.rows_by_kind.end() && rows->second > 0 && verdicts.count({static_cast<int>(i), run.rules[i].population}) == 0) {
      refusals.push_back({"SK1047", "`" + run.rules[i].name + "` has no verdict on " + std::to_string(rows->second) + " rows of " + run.rules[i].population});
    }
  }
}

void check_schedule(const Sealed& sealed, Refusals& refusals) {
  std::set<std::string> accounted;
  for (const RunRule& rule : sealed.run.rules) accounted.insert(rule.name);
  const std::set<std::string> scheduled(sealed.schedule.rules.begin(), sealed.schedule.rules.end());
  for (const std::string& name : accounted) {
    if (scheduled.count(name) == 0) refusals.push_back({"SK1049", "there are results of `" + name + "`, which is not in the schedule"});
  }
  for (const RunProfileChange& change : sealed.run.profile.changes) {
    if (change.change == "off") accounted.insert(change.subject);
  }
  for (const std::string& name : scheduled) {
    if (accounted.count(name) == 0 && sealed.rules.empty()) refusals.push_back({"SK1049", "`" + name + "` is in the schedule, and there are no results of it"});
  }
}

// Who expects something twice, or nothing that has a name, would count it more often than it is.
void check_expected(const Sealed& sealed, Refusals& refusals) {
  std::set<std::pair<std::string, std::string>> known;
  for (const RunExpected& one : sealed.schedule.expected) {
    const bool sound = (one.what == "account" || one.what == "input") && !one.id.empty() && known.insert({one.what, one.id}).second;
    if (!sound) refusals.push_back({"SK1087", "the schedule expects `" + one.id + "` twice, or as something that is neither account nor input"});
  }
}

void check_sources(const Sealed& sealed, Refusals& refusals) {
  for (const SealedFile& file : sealed.sources) {
    const std::string digest = sha256_digest(file.bytes);
    const bool is_statement = sealed.statement && sealed.statement->file == file.name && sealed.statement->digest == digest;
    const bool named = is_statement || std::any_of(sealed.run.sources.begin(), sealed.run.sources.end(), [&](const RunSource& source) { return source.path == file.name && source.digest == digest; });
    if (!named) refusals.push_back({"SK1050", "the source file `" + file.name + "` is not the one that the results are of"});
  }
}

}  // namespace

Refusals check_consistency(const Sealed& sealed, const std::vector<Decided>& decided, const SnapshotFacts& facts) {
  Refusals refusals;
  if (!facts.whole) refusals.push_back({"SK1042", "the snapshot is not whole, or was changed after it was written"});
  check_snapshot(sealed, facts, refusals);
  check_verdicts(sealed.run, decided, refusals);
  check_schedule(sealed, refusals);
  check_sources(sealed, refusals);
  check_expected(sealed, refusals);
  for (const auto check : {check_git_bundles, check_office}) {
    const Refusals found = check(sealed);
    refusals.insert(refusals.end(), found.begin(), found.end());
  }
  return refusals;
}

}  // namespace sekisho::evidence
