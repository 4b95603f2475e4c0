// What is left out of findings and of rows on the way to a bundle: what no line of it holds.
#include <gtest/gtest.h>

#include "engine/base/sha256.h"
#include "sekisho/results.h"
#include "sekisho/snapshot_text.h"
#include "tests/unit/exec/real_run.h"

namespace sekisho {
namespace {

TEST(ToldFindings, WithoutPlainPlacesTheLinesAreTheSame) {
  const std::shared_ptr<const RawSource> plan = *adapters::load(root_path("tests/fixtures/terraform/demo/plan.json"));
  EvaluateOptions options;
  auto whole = evaluate(shipped(), {plan}, options);
  options.findings.plain_places = false;
  auto lean = evaluate(shipped(), {plan}, options);
  ASSERT_TRUE(whole && lean);
  ASSERT_EQ(whole->findings.size(), lean->findings.size());
  size_t left_out = 0;
  for (size_t i = 0; i < lean->findings.size(); ++i) {
    const Finding& finding = lean->findings[i];
    EXPECT_NE(whole->findings[i].place.line, 0u);
    const bool is_plain = finding.reasons.empty() && finding.witness.empty() && (finding.verdict == Verdict::kPass || finding.verdict == Verdict::kNotApplicable);
    EXPECT_EQ(finding.place.line, is_plain ? 0 : whole->findings[i].place.line) << finding.resource;
    left_out += is_plain ? 1 : 0;
  }
  EXPECT_GT(left_out, 0u);
  EXPECT_LT(left_out, lean->findings.size());
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

}  // namespace
}  // namespace sekisho
