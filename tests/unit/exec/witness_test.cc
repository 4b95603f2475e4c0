// The witness's two properties, over every decided verdict of real plans: with everything outside it unknown the verdict stays; with any member unknown, too, it does not.
#include <gtest/gtest.h>

#include "engine/check/walk.h"
#include "engine/exec/places.h"
#include "engine/finding/shared_witnesses.h"
#include "engine/finding/witness.h"
#include "tests/unit/exec/real_run.h"

namespace sekisho {
namespace {

// Populations that a rule can name, through definitions.
void populations_in(const Program& program, const Expression& expression, std::vector<const Expression*>& found, int depth = 0) {
  if (depth > 50) return;
  for_each_expression(expression, [&](const Expression& e) {
    if (e.op == Op::kPopulation) found.push_back(&e);
    if (e.op == Op::kDefine) populations_in(program, *program.defines[static_cast<size_t>(e.index)].body, found, depth + 1);
  });
}

Verdict verdict_under(Evaluation& evaluation, const Rule& rule, const Subject& subject, const Mask& mask) {
  Frame frame(rule.slots);
  evaluation.rules.mask = &mask;
  Decision decision = decide(evaluation.rules, rule, subject, frame);
  evaluation.rules.mask = nullptr;
  return decision.verdict;
}

// Every leaf of every row and every population that the rule can name, but those of the witness and of rows that a population in it stands for.
Mask everything_outside(Evaluation& evaluation, const Rule& rule, const std::vector<WitnessLeaf>& witness) {
  std::unordered_set<Leaf> kept;
  std::vector<const EntityType*> stood_for;
  for (const WitnessLeaf& leaf : witness) {
    kept.insert(leaf.leaf);
    if (leaf.entity != nullptr) stood_for.insert(stood_for.end(), leaf.entity->kinds.begin(), leaf.entity->kinds.end());
  }
  Mask mask;
  for (const Row& row : evaluation.snapshot.rows) {
    bool in_population = std::find(stood_for.begin(), stood_for.end(), row.kind) != stood_for.end();
    if (in_population) continue;
    for (const Value& attribute : row.attributes) {
      list_leaves(attribute, "", [&](const Value& value, const std::string&) {
        if (!kept.contains(value.identity())) mask.insert(value.identity());
        return true;
      });
    }
  }
  std::vector<const Expression*> populations;
  for (const Clause& clause : rule.clauses) populations_in(evaluation.program, *clause.expression, populations);
  for (const Expression* population : populations) {
    Frame frame(1);
    Leaf leaf = evaluation.rules.evaluate(*population, frame).identity();
    if (!kept.contains(leaf)) mask.insert(leaf);
  }
  return mask;
}

class Witness : public testing::TestWithParam<const char*> {};

TEST_P(Witness, IsEnoughAndMinimal) {
  std::unique_ptr<Evaluation> evaluation = evaluate_fixture(GetParam());
  size_t decided = 0;
  for (int index : all_rules(evaluation->program)) {
    const Rule& rule = evaluation->program.rules[static_cast<size_t>(index)];
    for (const Subject& subject : subjects_of(evaluation->rules, rule)) {
      RuleVerdict verdict = verdict_of(*evaluation, index, subject);
      bool is_decided = verdict.decision.verdict == Verdict::kFail || (verdict.decision.verdict == Verdict::kPass && !verdict.decision.applicability_unknown);
      if (!is_decided) continue;
      ++decided;
      std::vector<WitnessLeaf> witness = find_witness(evaluation->rules, rule, subject, verdict.decision.verdict);
      Mask outside = everything_outside(*evaluation, rule, witness);
      ASSERT_EQ(verdict_under(*evaluation, rule, subject, outside), verdict.decision.verdict) << rule.name << " on " << subject.row->id;
      for (const WitnessLeaf& leaf : witness) {
        Mask one_more = outside;
        one_more.insert(leaf.leaf);
        ASSERT_NE(verdict_under(*evaluation, rule, subject, one_more), verdict.decision.verdict) << rule.name << " on " << subject.row->id << " without " << leaf.path;
      }
    }
  }
  EXPECT_GT(decided, 20u);
}

// A witness that is found by those of earlier subjects is the one that a search finds, with this subject's own leaves.
TEST_P(Witness, SharedIsTheOneSearchedFor) {
  std::unique_ptr<Evaluation> evaluation = evaluate_fixture(GetParam(), true);
  SharedWitnesses shared;
  size_t decided = 0;
  for (int index : all_rules(evaluation->program)) {
    const Rule& rule = evaluation->program.rules[static_cast<size_t>(index)];
    for (const Subject& subject : subjects_of(evaluation->rules, rule)) {
      const auto [verdict, applicability_unknown, vacuous] = evaluation->columns->decide(rule, subject);
      if (verdict != Verdict::kFail && (verdict != Verdict::kPass || applicability_unknown)) continue;
      ++decided;
      Trace trace;   // as of a finding
      Frame frame(rule.slots);
      evaluation->rules.trace = &trace;
      decide(evaluation->rules, rule, subject, frame);
      evaluation->rules.trace = nullptr;
      for (int time = 0; time < 2; ++time) {   // the second time it looks like the first
        const std::vector<WitnessLeaf> found = shared.find(evaluation->rules, rule, subject, verdict, time == 0 ? nullptr : &trace), searched = find_witness(evaluation->rules, rule, subject, verdict);
        ASSERT_EQ(found.size(), searched.size()) << rule.name << " on " << subject.row->id;
        for (size_t i = 0; i < found.size(); ++i) {
          ASSERT_EQ(found[i].leaf, searched[i].leaf) << rule.name << " on " << subject.row->id;
          ASSERT_EQ(found[i].row, searched[i].row) << rule.name << " on " << subject.row->id;
          ASSERT_EQ(found[i].path, searched[i].path) << rule.name << " on " << subject.row->id;
        }
      }
    }
  }
  EXPECT_GT(decided, 20u);
}

// How many searches the failures of one rule take, and how many failures there are.
struct Searched {
  size_t failed = 0, searches = 0;
};
Searched searched_for(const std::string& name, const std::string& bytes, const std::string& rule_name) {
  Searched told;
  const auto source = adapters::load_bytes(name, bytes);
  EXPECT_TRUE(source) << (source ? "" : source.error().message);
  if (!source) return told;
  const Program& program = *shipped().program;
  const Query query = build_query(program, all_rules(program));
  const auto evaluation = std::make_unique<Evaluation>(program, *parameter_values(program, query, {}), 0, std::vector<std::shared_ptr<const RawSource>>{*source}, query, MapOptions{}, true);
  SharedWitnesses shared;
  const Rule& rule = program.rules[static_cast<size_t>(program.find_rule(rule_name))];
  for (const Subject& subject : subjects_of(evaluation->rules, rule)) {
    if (evaluation->columns->decide(rule, subject).verdict != Verdict::kFail) continue;
    ++told.failed;
    shared.find(evaluation->rules, rule, subject, Verdict::kFail);
  }
  told.searches = shared.searches();
  return told;
}

constexpr size_t kAlike = 40;

// Tags differ in nearly every resource, and that one of them is there does not.
TEST(WitnessSharing, AsksOfTagsWhetherTheyAreThere) {
  std::string lines;
  for (size_t i = 0; i < kAlike; ++i) {
    const std::string name = "b" + std::to_string(100 + i);
    lines += "{\"name\": \"//storage.googleapis.com/" + name + "\", \"asset_type\": \"storage.googleapis.com/Bucket\", \"ancestors\": [\"projects/1\"], \"resource\": {\"data\": {\"name\": \"" + name + "\", \"labels\": {\"owner\": \"team-" + name + "\"}}}}\n";
  }
  const Searched searched = searched_for("assets.ndjson", lines, "ismap.assets.resource_has_inventory_tags");
  EXPECT_GE(searched.failed, kAlike);
  EXPECT_LT(searched.searches, searched.failed / 2);
}

// What a policy names differs in every one, and whether a pattern is a wildcard does not.
TEST(WitnessSharing, AsksOfPatternsWhatTheyAreTestedFor) {
  std::string changes;
  for (size_t i = 0; i < kAlike; ++i) {
    const std::string name = "p" + std::to_string(100 + i);
    const std::string document = R"({\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:PutObject\", \"Resource\": \"arn:aws:s3:::)" + name +
                                 R"(/*\"}, {\"Effect\": \"Allow\", \"Action\": \"ec2:RunInstances\", \"Resource\": \"*\"}]})";
    changes += (i == 0 ? "" : ", ") + (R"({"address": "aws_iam_policy.)" + name + R"(", "mode": "managed", "type": "aws_iam_policy", "name": ")" + name +
               R"(", "change": {"actions": ["create"], "before": null, "after": {"name": ")" + name + R"(", "policy": ")" + document + R"("}, "after_unknown": {}}})");
  }
  const Searched searched = searched_for("plan.json", R"({"format_version": "1.2", "terraform_version": "1.11.0", "planned_values": {}, "resource_changes": [)" + changes + "]}", "ismap.access.policy_that_writes_names_resources");
  EXPECT_GE(searched.failed, kAlike);
  EXPECT_LT(searched.searches, searched.failed / 2);
}

INSTANTIATE_TEST_SUITE_P(Plans, Witness, testing::Values("demo/plan.json", "coverage_4/plan.json", "coverage_5/plan.json", "references/plan.json", "modules_and_keys/plan.json"));

TEST(WitnessTies, GoToSourceOrder) {
  // Of two openings that each decide alone, the first in the file is named: no deciding leaf stands before the witness's first member in its own list.
  std::unique_ptr<Evaluation> evaluation = evaluate_fixture("coverage_5/plan.json");
  auto offset = [](const WitnessLeaf& leaf) { return leaf.value.places().empty() || leaf.value.places().front().node == nullptr ? 0u : leaf.value.places().front().node->offset; };
  size_t seen = 0;
  for (int index : all_rules(evaluation->program)) {
    const Rule& rule = evaluation->program.rules[static_cast<size_t>(index)];
    for (const Subject& subject : subjects_of(evaluation->rules, rule)) {
      if (verdict_of(*evaluation, index, subject).decision.verdict != Verdict::kFail) continue;
      std::vector<WitnessLeaf> witness = find_witness(evaluation->rules, rule, subject, Verdict::kFail);
      for (size_t i = 1; i < witness.size(); ++i) {
        bool both_own = witness[i - 1].row == subject.row && witness[i].row == subject.row;
        EXPECT_TRUE(!both_own || offset(witness[i - 1]) <= offset(witness[i])) << rule.name;
      }
      ++seen;
    }
  }
  EXPECT_GT(seen, 10u);
}

}  // namespace
}  // namespace sekisho
