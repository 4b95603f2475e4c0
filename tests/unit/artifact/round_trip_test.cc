// What is read back is what was written: programs, queries, what surrounds them, and from several threads at once.
#include <algorithm>
#include <map>
#include <thread>

#include "engine/api/compiled.h"
#include "engine/check/walk.h"
#include "engine/query/query.h"
#include "engine/query/reach.h"
#include "tests/unit/artifact/policies.h"

namespace sekisho {
namespace {

std::vector<int> all_rules(const Program& program) {
  std::vector<int> rules;
  for (size_t i = 0; i < program.rules.size(); ++i) rules.push_back(static_cast<int>(i));
  return rules;
}

std::string query_of(const Program& program) {
  const Query query = build_query(program, all_rules(program));
  std::string text = dump(query, program);
  for (const std::string& type : query.raw_types) text += "raw " + type + "\n";
  for (int parameter : query.parameters) text += "parameter " + program.parameters[static_cast<size_t>(parameter)].name + "\n";
  return text;
}

void expect_same(const Compiled& compiled) {
  Diagnostics diagnostics;
  const std::optional<CompiledPolicy> read = read_back(compiled, compiled.bytes, diagnostics);
  ASSERT_TRUE(read);
  // Before any part is read.
  EXPECT_EQ(query_of(*read->program), query_of(*compiled.policy.program));
  EXPECT_EQ(dump(*read->program), dump(*compiled.policy.program));
  EXPECT_EQ(read->policy_digest, compiled.policy.policy_digest);
  EXPECT_EQ(read->rules, compiled.policy.rules);
  ASSERT_EQ(read->compilation->control_titles.size(), compiled.policy.compilation->control_titles.size());
  for (const auto& [control, title] : compiled.policy.compilation->control_titles) EXPECT_EQ(read->compilation->control_titles.at(control).ja, title.ja);
  ASSERT_EQ(diagnostics.all().size(), compiled.diagnostics.all().size());
  for (size_t i = 0; i < diagnostics.all().size(); ++i) EXPECT_EQ(render(diagnostics.all()[i], false), render(compiled.diagnostics.all()[i], false));
  // Spans, digests and everything else that a dump does not show.
  EXPECT_EQ(write_artifact(*read, compiled.policies, compiled.key, diagnostics), compiled.bytes);
}

TEST(RoundTrip, BuiltInPack) {
  EXPECT_GT(built_in().policy.rules, 300U);
  expect_same(built_in());
}

TEST(RoundTrip, EveryPackOfTests) {
  for (const char* pack : {"policies/baseline", "tests/language/constructs", "tests/bench/checks", "tests/policies"}) {
    SCOPED_TRACE(pack);
    expect_same(compile_set(policy_set({pack})));
  }
}

// Worked out when it is read, so that no row does it again.
TEST(RoundTrip, CollectionsOfLiteralsHaveTheirValue) {
  Diagnostics diagnostics;
  const std::optional<CompiledPolicy> read = read_back(built_in(), built_in().bytes, diagnostics);
  ASSERT_TRUE(read);
  size_t constants = 0, others = 0;
  const auto look = [&](const Expression& e) {
    if (e.op != Op::kList && e.op != Op::kSet) return;
    const bool literals = std::all_of(e.operands.begin(), e.operands.end(), [](const ExpressionPtr& operand) { return operand->op == Op::kLiteral; });
    ++(literals ? constants : others);
    ASSERT_EQ(e.constant.is_known(), literals) << to_seki(e);
    if (!literals) return;
    ASSERT_EQ(e.constant.kind(), e.op == Op::kSet ? ValueKind::kSet : ValueKind::kList);
    ASSERT_EQ(e.constant.members().size(), e.operands.size()) << to_seki(e);
    for (size_t i = 0; i < e.operands.size(); ++i) EXPECT_EQ(equal_known(e.constant.members()[i].value, e.operands[i]->literal), true) << to_seki(e);
  };
  for (const Rule& rule : read->program->rules) {
    for (const Clause& clause : rule.clauses) for_each_expression(*clause.expression, look);
  }
  for (const Define& define : read->program->defines) for_each_expression(*define.body, look);
  EXPECT_GT(constants, 100U);
  EXPECT_GT(others, 0U);
}

TEST(RoundTrip, WarningsAreSaidAgain) {
  PolicySet policies = policy_set({});
  policies.packs.push_back(std::make_shared<const Source>("warned.seki",
      "language 1\npackage warned\nimport sekisho.schema\n\nparam unused : int = 3\n  doc en \"Nobody reads it\" ja \"使われない\"\n\n"
      "rule named {\n  title en \"Named\" ja \"名前\"\n  severity low\n  for b in storage.bucket\n  let idle = b.name\n  require nonempty b.name\n"
      "  message en \"none\" ja \"なし\"\n  remedy en \"name it\" ja \"名前を付ける\"\n}\n"));
  const Compiled compiled = compile_set(std::move(policies));
  ASSERT_FALSE(compiled.diagnostics.all().empty());
  EXPECT_EQ(compiled.diagnostics.error_count(), 0U);
  expect_same(compiled);
}

TEST(RoundTrip, TheDeepestTreeThatTheGrammarTakes) {
  std::string sum = "count({b.name})";
  for (int i = 0; i < 990; ++i) sum += " + 1";
  PolicySet policies = policy_set({});
  policies.packs.push_back(std::make_shared<const Source>("deep.seki",
      "language 1\npackage deep\nimport sekisho.schema\n\nrule long_sum {\n  title en \"Long\" ja \"長い\"\n  severity low\n  for b in storage.bucket\n  require " + sum + " > 3\n"
      "  message en \"short\" ja \"短い\"\n  remedy en \"lengthen it\" ja \"長くする\"\n}\n"));
  expect_same(compile_set(std::move(policies)));
}

// The stored reach is what a walk over the expressions finds.
TEST(RoundTrip, StoredReachIsWhatAWalkFinds) {
  Diagnostics diagnostics;
  const std::optional<CompiledPolicy> read = read_back(built_in(), built_in().bytes, diagnostics);
  ASSERT_TRUE(read);
  auto& program = const_cast<Program&>(*read->program);
  const std::string stored = query_of(program);
  for (Rule& rule : program.rules) rule.reach = nullptr;
  for (Map& map : program.maps) map.reach = nullptr;
  EXPECT_EQ(query_of(program), stored);
  EXPECT_GT(stored.size(), 10000U);
}

TEST(RoundTrip, SeveralThreadsReadTheSameParts) {
  Diagnostics diagnostics;
  const std::optional<CompiledPolicy> read = read_back(built_in(), built_in().bytes, diagnostics);
  ASSERT_TRUE(read);
  std::vector<std::string> dumps(6);
  std::vector<std::thread> threads;
  for (std::string& text : dumps) threads.emplace_back([&] { text = dump(*read->program); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& text : dumps) EXPECT_EQ(text, dump(*built_in().policy.program));
}

TEST(RoundTrip, TestsAreNotKept) {
  PolicySet policies = policy_set({"policies/baseline"});
  const std::string path = std::string(SEKISHO_ROOT) + "/policies/baseline/storage_test.seki";
  policies.packs.push_back(std::make_shared<const Source>(path, *read_file(path)));
  Diagnostics diagnostics;
  const std::optional<CompiledPolicy> policy = compile(policies, diagnostics);
  ASSERT_TRUE(policy);
  EXPECT_FALSE(write_artifact(*policy, policies, *artifact_key(policies), diagnostics));
}

}  // namespace
}  // namespace sekisho
