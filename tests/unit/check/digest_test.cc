// Digests of rules, and the lookup and dump of programs.
#include "engine/check/digest.h"

#include <gtest/gtest.h>

#include "engine/check/canonical_text.h"
#include "tests/unit/check/build_expression.h"

namespace sekisho {
namespace {

using namespace building;

// rule p.NAME: for VARIABLE in k, require VARIABLE.size >= limit and matches(VARIABLE.name, r"^a")
Rule rule_of(const std::string& name, const std::string& variable_name, const EntityType* entity) {
  Rule rule;
  rule.name = name;
  rule.title_en = "title of " + name;
  rule.variable = variable_name;
  rule.entity = entity;
  auto limit = node(Op::kParameter, TypeKind::kInt);
  limit->index = 0;
  limit->text = "limit";
  auto matching = with_operands(Op::kBuiltin, field(variable(variable_name), "name"));
  matching->builtin = Builtin::k_matches;
  std::string error;
  matching->pattern = Pattern::compile("^a", &error);
  Clause clause;
  clause.expression =
      with_operands(Op::kAnd, with_operands(Op::kGreaterEqual, field(variable(variable_name), "size"), std::move(limit)), std::move(matching));
  rule.clauses.push_back(std::move(clause));
  return rule;
}

struct DigestTest : testing::Test {
  DigestTest() {
    program.entities.push_back(std::make_unique<EntityType>());
    program.entities[0]->name = "k";
    Parameter limit;
    limit.name = "p.limit";
    limit.type = of_kind(TypeKind::kInt);
    limit.value = integer(3);
    program.parameters.push_back(std::move(limit));
    program.rules.push_back(rule_of("p.one", "x", program.entities[0].get()));
  }
  std::string first_digest() {
    digest_rules(program);
    return program.rules[0].digest;
  }
  Program program;
};

TEST_F(DigestTest, LeavesOutNamesAndTitles) {
  program.rules.push_back(rule_of("p.two", "other", program.entities[0].get()));
  digest_rules(program);
  EXPECT_EQ(program.rules[0].digest, program.rules[1].digest);
  EXPECT_TRUE(program.rules[0].digest.starts_with("sha256:"));
}

TEST_F(DigestTest, SeesWhatTheRuleReaches) {
  const std::string before = first_digest();
  program.parameters[0].value = integer(4);
  const std::string other_value = first_digest();
  EXPECT_NE(other_value, before);
  program.entities[0]->name = "l";
  EXPECT_NE(first_digest(), other_value);
  program.entities[0]->name = "k";
  program.parameters[0].value = integer(3);
  EXPECT_EQ(first_digest(), before);
  std::string error;
  program.rules[0].clauses[0].expression->operands[1]->pattern = Pattern::compile("^b", &error);
  EXPECT_NE(first_digest(), before);
}

TEST_F(DigestTest, SeesDefinesAndTypes) {
  Define define;
  define.name = "p.d";
  define.type = of_kind(TypeKind::kBool);
  define.body = integer(1);
  program.defines.push_back(std::move(define));
  auto use = node(Op::kDefine);
  use->index = 0;
  use->text = "d";
  program.rules[0].clauses[0].expression = std::move(use);
  const std::string before = first_digest();
  program.defines[0].body = integer(2);
  EXPECT_NE(first_digest(), before);

  RecordType record;
  record.fields = {{"a", of_kind(TypeKind::kInt)}};
  auto read = field(variable("x"), "r");
  read->type = of_kind(TypeKind::kRecord);
  read->type.record = &record;
  program.rules[0].clauses[0].expression = std::move(read);
  const std::string one_field = first_digest();
  record.fields.push_back({"b", of_kind(TypeKind::kInt)});
  EXPECT_NE(first_digest(), one_field);
}

TEST_F(DigestTest, CloneIsEqualAndApart) {
  const Expression& original = *program.rules[0].clauses[0].expression;
  ExpressionPtr copy = clone(original);
  EXPECT_EQ(CanonicalText(program).of(*copy), CanonicalText(program).of(original));
  EXPECT_EQ(to_seki(*copy), to_seki(original));
  copy->operands[0]->operands[1] = integer(9);
  EXPECT_NE(CanonicalText(program).of(*copy), CanonicalText(program).of(original));
}

TEST_F(DigestTest, FindsDeclarations) {
  EXPECT_EQ(program.find_entity("k"), program.entities[0].get());
  EXPECT_EQ(program.find_entity("x"), nullptr);
  EXPECT_EQ(program.find_rule("p.one"), 0);
  EXPECT_EQ(program.find_rule("one"), 0);
  program.rules.push_back(rule_of("q.one", "x", nullptr));
  EXPECT_EQ(program.find_rule("one"), -1);
  EXPECT_EQ(program.find_rule("q.one"), 1);
  program.rules.push_back(rule_of("r.one", "x", nullptr));
  EXPECT_EQ(program.find_rule("one"), -1);
  EXPECT_EQ(to_string(Builtin::k_starts_with), "starts_with");
  EXPECT_EQ(to_string(RuleSeverity::kHigh), "high");
}

TEST_F(DigestTest, DumpsTypedTrees) {
  const std::string text = dump(program);
  EXPECT_NE(text.find("param p.limit : int\n  value\n    literal 3 : int\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  require\n    and : bool\n      greater_equal : bool\n        field .size : bool\n          variable #0 x : bool\n        "
                      "parameter limit : int\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("builtin matches r\"^a\" : bool"), std::string::npos) << text;
}

}  // namespace
}  // namespace sekisho
