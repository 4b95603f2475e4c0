// What is left out of findings and of rows on the way to a bundle: what no line of it holds.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/base/sha256.h"
#include "sekisho/results.h"
#include "sekisho/snapshot_text.h"
#include "tests/unit/exec/real_run.h"

namespace sekisho {
namespace {

// Verdicts of which nothing else is told are no findings where that is wanted, and the lines are the same.
TEST(ToldFindings, PlainVerdictsMakeTheSameLines) {
  const std::shared_ptr<const RawSource> plan = *adapters::load(root_path("tests/fixtures/terraform/demo/plan.json"));
  EvaluateOptions options;
  auto whole = evaluate(shipped(), {plan}, options);
  options.findings.plain = true;
  auto lean = evaluate(shipped(), {plan}, options);
  ASSERT_TRUE(whole && lean);
  EXPECT_EQ(whole->plain.size(), 0u);
  EXPECT_GT(lean->findings.size(), 0u);
  EXPECT_GT(lean->plain.size(), lean->findings.size());
  ASSERT_EQ(whole->findings.size(), lean->findings.size() + lean->plain.size());
  size_t with_nothing_else = 0;
  for (const Finding& finding : whole->findings) {
    EXPECT_NE(finding.place.line, 0u);
    with_nothing_else += finding.reasons.empty() && finding.witness.empty() && (finding.verdict == Verdict::kPass || finding.verdict == Verdict::kNotApplicable) ? 1 : 0;
  }
  EXPECT_EQ(lean->plain.size(), with_nothing_else);
  const Result<ResultsText> of_whole = write_results(*whole), of_lean = write_results(*lean);
  ASSERT_TRUE(of_whole && of_lean);
  EXPECT_EQ(of_whole->results, of_lean->results);
  EXPECT_EQ(of_whole->details, of_lean->details);
  // A plain verdict that is left out, or twice, is missed like any other.
  size_t rule = 0;
  while (lean->plain.of_rule(rule).empty()) ++rule;
  std::vector<PlainVerdict>& some = lean->plain.of_rule(rule);
  const PlainVerdict last = some.back();
  some.pop_back();
  EXPECT_FALSE(write_results(*lean));
  some.insert(some.end(), 2, last);
  EXPECT_FALSE(write_results(*lean));
}

// In whatever order they come, and among several sources and kinds of one trait.
TEST(ToldFindings, PlainVerdictsAreSortedIn) {
  const std::shared_ptr<const RawSource> plan = *adapters::load(root_path("tests/fixtures/terraform/demo/plan.json"));
  const std::shared_ptr<const RawSource> template_file = *adapters::load(root_path("tests/fixtures/cloudformation/estate.yaml"));
  EvaluateOptions options;
  auto whole = evaluate(shipped(), {plan, template_file}, options);
  options.findings.plain = true;
  auto lean = evaluate(shipped(), {plan, template_file}, options);
  ASSERT_TRUE(whole && lean);
  for (size_t rule = 0; rule < lean->plain.rules(); ++rule) std::reverse(lean->plain.of_rule(rule).begin(), lean->plain.of_rule(rule).end());
  const Result<ResultsText> of_whole = write_results(*whole), of_lean = write_results(*lean);
  ASSERT_TRUE(of_whole && of_lean);
  EXPECT_EQ(of_whole->results, of_lean->results);
  EXPECT_EQ(of_whole->details, of_lean->details);
}

TEST(MadeRows, AreSeenInOrderWithTheirValues) {
  const std::shared_ptr<const RawSource> plan = *adapters::load(root_path("tests/fixtures/terraform/demo/plan.json"));
  const Program& program = *shipped().program;
  const Query query = build_query(program, all_rules(program));
  std::vector<std::string> seen;
  MapOptions options;
  options.made_row = [&](const RawStore&, Row& row) {
    std::string text = row.id;
    for (const Value& value : row.attributes) text += " " + to_seki(value);
    seen.push_back(std::move(text));
  };
  Evaluation evaluation(program, *parameter_values(program, query, {}), 0, {plan}, query, options);
  std::vector<std::string> there;
  for (const Row& row : evaluation.snapshot.rows) {
    if (row.resource == nullptr) continue;   // stands for rows that nobody sees
    std::string text = row.id;
    for (const Value& value : row.attributes) text += " " + to_seki(value);
    there.push_back(std::move(text));
  }
  EXPECT_GT(seen.size(), 10u);
  EXPECT_EQ(seen, there);
}

// Who knows a snapshot's digests reads it without working them out, and a wrong one is still found.
TEST(SnapshotDigests, AreThoseOfTheText) {
  const std::shared_ptr<const RawSource> plan = *adapters::load(root_path("tests/fixtures/terraform/demo/plan.json"));
  SnapshotDigests digests;
  const Result<std::string> text = write_snapshot(shipped(), {plan}, {}, digests);
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, *write_snapshot(shipped(), {plan}, {}));
  EXPECT_EQ(digests.all, sha256_digest(*text));
  EXPECT_EQ(digests.before_end, sha256_digest(text->substr(0, text->rfind('\n', text->size() - 2) + 1)));
  const SourcePtr source = Source::embedded("s", *text);
  EXPECT_TRUE(read_snapshot(source));
  EXPECT_TRUE(read_snapshot(source, digests));
  EXPECT_FALSE(read_snapshot(source, {digests.all, digests.all}));
}

// Who moves the sources there has their memory back.
TEST(SnapshotDigests, SourcesAreLetGoOf) {
  std::vector<std::shared_ptr<const RawSource>> sources = {*adapters::load(root_path("tests/fixtures/terraform/demo/plan.json"))};
  const std::weak_ptr<const RawSource> plan = sources.front();
  SnapshotDigests digests;
  ASSERT_TRUE(write_snapshot(shipped(), std::move(sources), {}, digests));
  EXPECT_TRUE(plan.expired());
}

// The text of a snapshot with its digest worked out again.
std::string with_own_digest(std::string text) {
  const size_t last = text.rfind('\n', text.size() - 2) + 1, digest = text.find("sha256:", last);
  const std::string now = sha256_digest(text.substr(0, last));
  return text.replace(digest, now.size(), now);
}

std::string results_of(const std::string& snapshot) {
  const auto sources = read_snapshot("s", snapshot);
  if (!sources) return sources.error().message;
  const auto run = evaluate(shipped(), *sources, {});
  if (!run) return run.error().message;
  const Result<ResultsText> text = write_results(*run);
  return text ? text->results : text.error().message;
}

// Places, then rows: so they are written. In another order they are read one after the other, and say the same.
TEST(SnapshotOrder, OfPlacesAndRowsSaysNothing) {
  const std::shared_ptr<const RawSource> plan = *adapters::load(root_path("tests/fixtures/terraform/demo/plan.json"));
  const std::string text = *write_snapshot(shipped(), {plan}, {});
  const std::string usual = results_of(text);
  ASSERT_TRUE(usual.starts_with("{\"sekisho\":\"results\"")) << usual;
  EXPECT_EQ(results_of(with_own_digest(text)), usual);
  const size_t row = text.find("\n{\"row\":") + 1, behind = text.find('\n', row) + 1, place = text.rfind("\n{\"place\":", row) + 1;
  const std::string row_first = text.substr(0, place) + text.substr(row, behind - row) + text.substr(place, row - place) + text.substr(behind);
  EXPECT_EQ(results_of(with_own_digest(row_first)), usual);
  // What is not sound in them is told as before.
  const auto said = [&](const std::string& from, const std::string& to) {
    std::string changed = text;
    const size_t at = changed.find(from);
    if (at == std::string::npos) return "no `" + from + "`";
    return results_of(with_own_digest(changed.replace(at, from.size(), to)));
  };
  EXPECT_NE(said("{\"place\":7,", "{\"place\":8,").find("`place` is 8 where 7 was to come"), std::string::npos);
  EXPECT_NE(said("{\"place\":7,\"resource\":", "{\"place\":7,\"resource\":99").find("no resource has this number"), std::string::npos);
  EXPECT_NE(said("\n{\"place\":7,\"resource\":", "\n{\"plate\":7,\"sauce\":").find("a line of no known sort"), std::string::npos);
  EXPECT_NE(said("{\"end\":true,", "{\"row\":true,").find("is no sound snapshot"), std::string::npos);
  EXPECT_NE(results_of(with_own_digest(text.substr(0, place) + text.substr(row))).find("`places` is"), std::string::npos);
  EXPECT_NE(results_of(with_own_digest(text.substr(0, row) + text.substr(behind))).find("`rows` is"), std::string::npos);
  EXPECT_NE(results_of(text + "{}\n").find("is no sound snapshot"), std::string::npos);
  EXPECT_NE(results_of(text.substr(0, text.size() - 1)).find("breaks off within a line"), std::string::npos);
}

}  // namespace
}  // namespace sekisho
