// Which wrong versions of an expression there are, and that putting them in and out leaves the program as it was.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/mutation/mutations.h"
#include "tests/unit/check/check_fixture.h"

namespace sekisho {
namespace {

// The mutations of the last clause of a rule on buckets `b`, each as it then reads.
std::vector<std::string> of_rule(const std::string& clauses) {
  auto run = fixture::check_texts({"language 1\npackage one\nimport vocabulary\nrule r {\n title en \"x\" ja \"x\"\n for b in storage.bucket\n" + clauses + "\n}\n"});
  EXPECT_NE(run->program, nullptr) << run->rendered();
  if (run->program == nullptr) return {};
  auto& list = run->program->rules[0].clauses.edit();
  std::vector<const Expression*> roots;
  for (const Clause& clause : list) roots.push_back(clause.expression.get());
  ExpressionPtr& root = list.back().expression;
  const std::string before = to_seki(*root);
  std::vector<std::string> texts;
  for (Mutation& mutation : mutations_of(root, narrowed_paths(roots))) {
    mutation.apply();
    texts.push_back(to_seki(*root));
    mutation.apply();
    EXPECT_EQ(to_seki(*root), before);
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST(Mutations, ComparisonsAndNumbers) {
  EXPECT_EQ(of_rule("require count(b.sizes) >= 3"),
            (Texts{"count(b.sizes) > 3", "count(b.sizes) <= 3", "count(b.sizes) >= 4", "count(b.sizes) >= 2"}));
  EXPECT_EQ(of_rule("require b.exposure == none"), (Texts{"b.exposure != none", "b.exposure == read"}));
  EXPECT_EQ(of_rule("require b.exposure < write"), (Texts{"b.exposure <= write", "b.exposure > write", "b.exposure < read"}));
}

TEST(Mutations, ConnectivesLosePartsAndTurn) {
  EXPECT_EQ(of_rule("require b.encryption.enabled and not (b.name == \"a\")"),
            (Texts{"not b.name == \"a\"", "b.encryption.enabled", "b.encryption.enabled or not b.name == \"a\"",
                   "not b.encryption.enabled and not b.name == \"a\"", "b.encryption.enabled and b.name == \"a\"",
                   "b.encryption.enabled and not b.name != \"a\"", "b.encryption.enabled and not b.name == \"ax\""}));
  EXPECT_EQ(of_rule("require (b.name == \"a\") implies b.encryption.enabled").front(), "b.encryption.enabled");
}

TEST(Mutations, QuantifiersTurnAndLoseConditions) {
  const Texts any = of_rule("require any s in b.sizes where s > 1 : s < 9");
  EXPECT_EQ(any[0], "all s in b.sizes where s > 1 : s < 9");
  EXPECT_NE(std::find(any.begin(), any.end(), "any s in b.sizes : s < 9"), any.end());
  EXPECT_EQ(of_rule("require no s in b.sizes : s < 9")[0], "any s in b.sizes : s < 9");
}

TEST(Mutations, MembersOfLists) {
  EXPECT_EQ(of_rule("require b.exposure in {none, read}"), (Texts{"b.exposure not in {none, read}", "b.exposure in {read}", "b.exposure in {none}"}));
}

TEST(Mutations, LengthsOfTimeMoveByTheirLargestWholeUnit) {
  EXPECT_EQ(of_rule("let k = 90d\nrequire any x in crypto.key : (x.period ?? 36h) < k"),
            (Texts{"all x in crypto.key : x.period ?? 1d12h < k", "any x in crypto.key : x.period ?? 1d12h <= k", "any x in crypto.key : x.period ?? 1d12h > k",
                   "any x in crypto.key : 1d12h < k", "any x in crypto.key : x.period ?? 1d13h < k", "any x in crypto.key : x.period ?? 1d11h < k"}));
}

// `present b.region` is why the comparison may stand: without it the checker would refuse the rule.
TEST(Mutations, GuardsThatTheRestNeedsStay) {
  for (const std::string& text : of_rule("require present b.region and b.region == \"x\"")) EXPECT_TRUE(text.starts_with("present b.region")) << text;
  for (const std::string& text : of_rule("where present b.region\nrequire present b.data_class and b.region == \"x\"")) EXPECT_NE(text, "present b.region");
  const Texts free = of_rule("require present b.region and b.encryption.enabled");
  EXPECT_NE(std::find(free.begin(), free.end(), "b.encryption.enabled"), free.end());
  EXPECT_NE(std::find(free.begin(), free.end(), "not present b.region and b.encryption.enabled"), free.end());
}

TEST(Mutations, OfAParametersListOneMember) {
  auto run = fixture::check_texts({"language 1\npackage one\nparam words : set of string = {\"a\", \"b\", \"c\"} doc en \"x\" ja \"x\"\nparam least : int = 2 doc en \"x\" ja \"x\"\n"});
  ASSERT_NE(run->program, nullptr) << run->rendered();
  Texts texts;
  for (Parameter& parameter : run->program->parameters) {
    for (const Mutation& mutation : mutations_of_parameter(parameter.value.edit())) texts.push_back(mutation.becomes);
  }
  EXPECT_EQ(texts, (Texts{"{\"b\", \"c\"}", "3", "1"}));
}

}  // namespace
}  // namespace sekisho
