// Expressions: what the checker accepts and what it refuses, one line each.
#include <gtest/gtest.h>

#include "tests/unit/check/check_fixture.h"

namespace sekisho::fixture {
namespace {

struct Case {
  const char* require;      // over x in storage.bucket
  const char* codes;        // of errors; "" is fine
};

void expect_all(const std::vector<Case>& cases, const std::string& population, const std::string& before = "") {
  for (const Case& each : cases) {
    auto run = check_texts({rule(std::string("  require ") + each.require, population, before)});
    EXPECT_EQ(run->codes(), each.codes) << each.require << "\n" << run->rendered();
    EXPECT_EQ(run->program == nullptr, run->diagnostics.has_errors());
  }
}

TEST(CheckExpression, Names) {
  expect_all({
      {"x.exposure == read", ""},
      {"x.exposure == exposure.read", ""},
      {"read == x.exposure", ""},
      {"x.exposure == raed", "SK0212"},
      {"x.expsure == read", "SK0205"},
      {"y.exposure == read", "SK0201"},
      {"x.exposure in {read, none}", ""},
      {"x.exposure in {read, nine}", "SK0212"},
      {"any k in crypto.key : k.rotated", ""},
      {"any k in crypto.kee : k.rotated", "SK0201"},
      {"any x in crypto.key : x.rotated", "SK0204"},
      {"any k in crypto.key : any k in storage.bucket : k.name == x.name", "SK0204"},
      {"vocabulary.data_class.public == (x.data_class ?? internal)", ""},
      {"cuont(x.sizes) > 1", "SK0209"},
      {"count(x.sizes, x.sizes) > 1", "SK0313"},
      {"store == x", "SK0304"},
      {"data_class == x.data_class", "SK0216"},
  }, "storage.bucket");
}

TEST(CheckExpression, Absent) {
  expect_all({
      {"x.data_class == public", "SK0302"},
      {"(x.data_class ?? internal) == public", ""},
      {"present x.data_class and x.data_class == public", ""},
      {"present x.data_class implies x.data_class == public", ""},
      {"not present x.data_class or x.data_class == public", ""},
      {"not (not present x.data_class or x.data_class != public)", ""},
      {"x.data_class == public and present x.data_class", "SK0302"},
      {"present x.data_class or x.data_class == public", "SK0302"},
      {"if present x.data_class then x.data_class == public else false", ""},
      {"if not present x.data_class then true else x.data_class == public", ""},
      {"x.encryption.key.rotated", "SK0302"},
      {"present x.encryption.key and x.encryption.key.rotated", ""},
      {"present x.encryption.key.rotated and x.encryption.key.rotated", ""},
      {"x.data_class == absent", "SK0308"},
      {"(x.name ?? \"\") == \"a\"", "SK0303"},
      {"not x.tags[\"DataClass\"] in {\"public\"}", "SK0302"},
      {"present x.tags[\"a\"] and x.tags[\"a\"] == \"b\"", ""},
      {"present x.tags[\"a\"] and x.tags[\"b\"] == \"b\"", "SK0302"},
      {"all b in storage.bucket where present b.region : b.region == x.name", ""},
      {"match x.data_class { absent -> false, public -> true, else -> false }", ""},
      {"match x.data_class { public -> true, else -> false }", "SK0302"},
      {"match x.data_class { absent -> false, else -> x.data_class == public }", ""},
      {"min(x.sizes) > 1", "SK0302"},
      {"x.log refers x", "SK0302"},
      {"present x.log and x.log refers x", ""},
      {"present x.name", "SK0336"},
      {"with r = x.region : present r and r == \"a\"", ""},
  }, "storage.bucket");
}

TEST(CheckExpression, Types) {
  expect_all({
      {"x.name", "SK0301"},
      {"x.name == 3", "SK0304"},
      {"x.exposure < write", ""},
      {"(x.data_class ?? public) < internal", "SK0307"},
      {"x.exposure == \"read\"", "SK0304"},
      {"3 in x.sizes", ""},
      {"\"3\" in x.sizes", "SK0301"},
      {"\"10.0.0.0/8\" in x.nets", ""},
      {"\"10.0.0/8\" in x.nets", "SK0309"},
      {"x.sizes[0] == 1", "SK0302"},
      {"(x.sizes[0] ?? 0) == 1", ""},
      {"x.nets[0] == \"10.0.0.0/8\"", "SK0322"},
      {"x.open.from == 1", "SK0319"},
      {"any o in x.open : o.from == 1", ""},
      {"x.tags.a == \"b\"", "SK0319"},
      {"x.name + 1 == \"a\"", "SK0311"},
      {"x.name + \"-\" == \"a-\"", ""},
      {"count(x.sizes) + 2.5 > 3", ""},
      {"matches(x.name, r\"^a$\")", ""},
      {"matches(x.name, r\"(\")", "SK0320"},
      {"matches(x.name, x.name)", "SK0320"},
      {"(capture(x.name, r\"^(?<a>.)\").a ?? \"\") == \"b\"", ""},
      {"any e in entries(x.tags) : e.key == e.value", ""},
      {"any e in x.tags : e == \"a\"", "SK0312"},
      {"int(x.name) == 3", ""},
      {"int(x.exposure) == 3", "SK0301"},
      {"text(x.exposure) == \"read\"", ""},
      {"data_class(x.name, internal) == public", ""},
      {"{from: 1, to: 2} in x.open", ""},
      {"{from: 1} in x.open", "SK0317"},
      {"{from: 1, too: 2} in x.open", "SK0317 SK0318"},
      {"match x.exposure { none -> true, read -> false }", "SK0314"},
      {"match x.exposure { none, read, write -> true, else -> false }", "SK0315"},
      {"[o.from for o in x.open] == x.sizes", ""},
      {"{o.from for o in x.open} == x.sizes", "SK0304"},
      {"concat(x.sizes, [1]) == []", ""},
      {"union(x.nets, {\"::/0\"}) == {}", ""},
      {"unknown \"x\" == x.name", "SK0325"},
      {"configured x.name", "SK0332"},
  }, "storage.bucket");
}

TEST(CheckExpression, Time) {
  expect_all({
      {"evaluated_at - x.made <= 90d", ""},
      {"x.made < evaluated_at + 1y", ""},
      {"present x.review and x.review + 1y >= date(evaluated_at)", ""},
      {"present x.review and x.review < evaluated_at", "SK0306"},
      {"evaluated_at - x.made <= 1y", "SK0305"},
      {"evaluated_at - x.made <= longest(1y)", ""},
      {"x.made > 2026-04-01T00:00:00Z", ""},
      {"x.made > \"2026-04-01T00:00:00Z\"", ""},
      {"x.version >= \"1.25\"", ""},
      {"x.version >= \"latest\"", "SK0309"},
      {"x.size < 99999999999999999999", "SK0130"},
  }, "storage.volume");
}

TEST(CheckExpression, Traits) {
  expect_all({
      {"x is storage.bucket implies x.exposure == none", ""},
      {"x is storage.bucket and x.exposure == none", ""},
      {"x.exposure == none", "SK0205"},
      {"x is crypto.key", "SK0328"},
      {"x.name == \"a\"", ""},
      {"any b in storage.bucket where present b.log : b.log refers x", ""},
      {"any b in store : b == x and b.name != \"a\"", ""},
  }, "store");
}

TEST(CheckExpression, WarnsOfBodyPartsWithoutTheVariable) {
  auto run = check_texts({rule("  require any k in crypto.key : k.rotated and x.exposure == none")});
  EXPECT_EQ(run->codes(true), "SK0329");
  run = check_texts({rule("  require any k in crypto.key : k.rotated and (k.name == x.name)")});
  EXPECT_EQ(run->codes(true), "");
}

TEST(CheckExpression, DefinesAndParameters) {
  const std::string before = "param limit : int = 3\nparam read : int = 4\ndefine big(n : int) : bool = n > limit\n"
                             "define any_key : bool = any k in crypto.key : k.rotated\ndefine size(p : ports?) : int = if present p then p.to - p.from else 0\n";
  expect_all({
      {"big(count(x.sizes))", ""},
      {"any_key and big(1)", ""},
      {"any_key()", "SK0313"},
      {"big", "SK0216"},
      {"big(x.name)", "SK0301"},
      {"all p in x.open : size(p) == limit", ""},
      {"x.exposure == read", "SK0210"},
      {"x.exposure == exposure.read", ""},
      {"any limit in x.sizes : limit == 1", "SK0204"},
  }, "storage.bucket", before);
}

TEST(CheckExpression, LoweredForm) {
  auto run = check_texts({rule("  require present x.log and x.log.name not in {\"a\"} and (x.region ?? \"b\") == \"c\"")});
  ASSERT_TRUE(run->program) << run->rendered();
  const Expression& whole = *run->program->rules[0].clauses[0].expression;
  EXPECT_EQ(whole.op, Op::kAnd);
  EXPECT_EQ(whole.operands[1]->op, Op::kEqual);
  EXPECT_EQ(whole.operands[1]->operands[0]->op, Op::kCoalesce);
  const Expression& first = *whole.operands[0];
  EXPECT_EQ(first.operands[0]->op, Op::kPresent);
  EXPECT_EQ(first.operands[1]->op, Op::kNot);
  EXPECT_EQ(first.operands[1]->operands[0]->op, Op::kIn);
  const Expression& name = *first.operands[1]->operands[0]->operands[0];
  EXPECT_EQ(name.op, Op::kField);
  EXPECT_EQ(to_string(name.type), "string");
  EXPECT_EQ(run->program->rules[0].variable, "x");
  EXPECT_FALSE(run->program->rules[0].digest.empty());
}

TEST(CheckExpression, LongChainsAreFast) {
  std::string chain = "x.name == \"n\"";
  for (int i = 0; i < 150; ++i) chain += " or x.name == \"n" + std::to_string(i) + "\"";
  auto run = check_texts({rule("  require " + chain)});
  EXPECT_EQ(run->codes(), "") << run->rendered();
}

}  // namespace
}  // namespace sekisho::fixture
