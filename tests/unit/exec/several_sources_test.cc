// Two inputs of one origin are one estate; what a sensitive plan hides stays hidden; a failing rule on what is missing ends.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/exec/three_valued.h"
#include "sekisho/report.h"
#include "tests/unit/exec/real_run.h"

namespace sekisho {
namespace {

std::shared_ptr<const RawSource> load_fixture(const std::string& name) { return *adapters::load(root_path("tests/fixtures/terraform/" + name)); }

TEST(SeveralSources, TheSameResourceIsOneRow) {
  auto once = load_fixture("state/state.json");
  auto twice = load_fixture("state/state.json");
  auto alone = evaluate(shipped(), {once}, {});
  auto both = evaluate(shipped(), {once, twice}, {});
  ASSERT_TRUE(alone && both);
  bool noted = std::any_of(both->sources[1].notes.begin(), both->sources[1].notes.end(), [](const std::string& note) { return note.find("counted there") != std::string::npos; });
  EXPECT_TRUE(noted);
  EXPECT_LT(both->findings.size(), 2 * alone->findings.size());
  // Contents agree, so nothing that was decided becomes undecided by merging alone: references to either source reach the row that stays.
  for (const char* kind : {"storage.bucket", "crypto.key"}) {
    ASSERT_TRUE(alone->rows_by_kind.contains(kind));
    EXPECT_EQ(both->rows_by_kind.at(kind), alone->rows_by_kind.at(kind)) << kind;
  }
}

TEST(SeveralSources, PlanAndStateStayApart) {
  auto plan = load_fixture("updates/plan.json");
  auto state = load_fixture("state/state.json");
  auto both = evaluate(shipped(), {plan, state}, {});
  ASSERT_TRUE(both);
  for (const RunSource& source : both->sources) {
    EXPECT_TRUE(std::none_of(source.notes.begin(), source.notes.end(), [](const std::string& note) { return note.find("counted there") != std::string::npos; }));
  }
}

TEST(Accounts, BehindTwoProviderConfigurationsMayBeOne) {
  // coverage_6 has a second provider configuration: whether its resources are of the same account, the plan does not tell.
  std::unique_ptr<Evaluation> evaluation = evaluate_fixture("coverage_6/plan.json");
  const EntityType* account = evaluation->program.find_entity("cloud.account");
  const Population* accounts = evaluation->snapshot.find_population(account);
  ASSERT_NE(accounts, nullptr);
  ASSERT_EQ(accounts->rows.size(), 2u);
  auto reference_to = [](const Row* row) {
    Reference reference;
    reference.kind = "cloud.account";
    reference.address = row->id;
    reference.source = row->source;
    return Value::reference(std::move(reference));
  };
  Evaluator& rules = evaluation->rules;
  EXPECT_TRUE(is_true(rules.refers(reference_to(accounts->rows[0]), Value::row(accounts->rows[0]))));
  EXPECT_TRUE(rules.refers(reference_to(accounts->rows[0]), Value::row(accounts->rows[1])).is_unknown());
  EXPECT_TRUE(rules.equal(reference_to(accounts->rows[0]), reference_to(accounts->rows[1])).is_unknown());
}

TEST(Sensitive, TagsThatAreRepeatedStayHidden) {
  auto plan = load_fixture("sensitive/plan.json");
  EvaluateOptions options;
  options.findings.witness_of_passes = true;
  auto run = evaluate(shipped(), {plan}, options);
  ASSERT_TRUE(run);
  for (const Finding& finding : run->findings) {
    std::string text = finding.message.en + finding.message.ja + finding.obligation;
    for (const WitnessItem& item : finding.witness) {
      text += item.value;
      for (const FindingPlace& place : item.places) text += place.text;
    }
    for (const FindingReason& reason : finding.reasons) {
      text += reason.text;
      for (const FindingPlace& place : reason.places) text += place.text;
    }
    EXPECT_EQ(text.find("hidden"), std::string::npos) << finding.resource << ": " << text;
  }
}

}  // namespace
}  // namespace sekisho
