// to_seki's promise: its text parses and checks again to the same expression.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "engine/check/canonical_text.h"
#include "engine/check/check.h"
#include "engine/syntax/parse.h"

namespace sekisho {
namespace {

SourcePtr schema_source() {
  std::ifstream file(std::string(SEKISHO_ROOT) + "/tests/golden/check/schema.seki.inc");
  std::stringstream text;
  text << file.rdbuf();
  return std::make_shared<Source>("schema.seki", text.str());
}

std::string policy_of(const std::string& condition) {
  return "language 1\npackage p\nimport golden.schema\nparam limit : int = 3\nparam ports : set of int = {22, 3389}\n"
         "param private : set of cidr = {\"10.0.0.0/8\"}\nparam confidential : string = \"x\"\n"
         "define strong(e : storage.encryption, n : int) : bool = e.enabled and n > limit\n"
         "rule r {\n  title en \"a\" ja \"b\"\n  for d in database.instance\n  require " +
         condition + "\n}\n";
}

std::string all_of(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& one : diagnostics.all()) text += render(one, false);
  return text;
}

class RoundTrip : public testing::TestWithParam<const char*> {};

TEST_P(RoundTrip, GivesTheSameExpression) {
  Diagnostics diagnostics;
  const auto schema = syntax::parse(schema_source(), diagnostics);
  const auto policy = syntax::parse(std::make_shared<Source>("policy.seki", policy_of(GetParam())), diagnostics);
  CheckOptions options;
  options.warn_unused = false;
  const auto program = check({schema.get(), policy.get()}, options, diagnostics);
  ASSERT_NE(program, nullptr) << all_of(diagnostics);
  const Expression& original = *program->rules[0].clauses[0].expression;
  const std::string text = to_seki(original);

  Diagnostics again;
  const auto tree = syntax::parse_expression(std::make_shared<Source>("text", text), again);
  ASSERT_NE(tree, nullptr) << text << "\n" << all_of(again);
  const ExpressionPtr checked = check_in_rule(*tree, *program, 0, again);
  ASSERT_NE(checked, nullptr) << text << "\n" << all_of(again);
  CanonicalText canonical(*program);
  EXPECT_EQ(canonical.of(*checked), canonical.of(original)) << text;
  EXPECT_EQ(to_seki(*checked), text);
}

INSTANTIATE_TEST_SUITE_P(
    Conditions, RoundTrip,
    testing::Values(
        "d.public or d.zones > 1 and not d.public", "(d.public or d.zones > 1) and not (d.public and d.port == 22)",
        "d.public implies d.zones > 1 implies d.port != 22", "(d.public implies d.zones > 1) implies d.port != 22",
        "d.zones + 2 * (d.port - 1) > -3 * limit", "d.zones - (d.port - 1) > 0", "(any s in d.subnets : s.public) and d.public",
        "d.public and any s in d.subnets : s.public or prefix_length(s.cidr) < 24",
        "not any s in d.subnets, g in network.group where nonempty g.openings : (all o in g.openings : o.from_port in ports) and s.public",
        "count([s.cidr for s in d.subnets where s.public]) < limit",
        "subset({o.from_port for g in network.group, o in g.openings where present o.source and o.source not in private}, ports)",
        "d.name in dict {\"a\": 1, \"b\": 2}",
        "present d.encryption.key and d.encryption.key.rotation.enabled and d.encryption.key refers d.encryption.key",
        "(d.data_class ?? personal) in {data_class.confidential, personal}", "d.exposure <= read and d.encryption.key_manager != external",
        "(if d.public then d.zones else 1) > 0 or if d.public then true else d.zones == 2",
        "match d.data_class { absent, public, unrecognized -> false, internal -> d.public, else -> (any s in d.subnets : s.public) }",
        "match d.name { \"a\", \"b\" -> true, else -> false }", "with n = count(d.subnets) : n > 1 and n < 9",
        "(with n = count(d.subnets) : n > 1) or d.public", "strong(d.encryption, d.zones + 1)",
        "matches(d.name, r\"^[a-z]+\\d{2}$\") and starts_with(d.name, \"a\\\"b\\n\")",
        "d.backup_kept >= longest(1y2mo) and d.backup_kept < forever and d.backup_kept != 1d12h",
        "present d.reviewed and d.reviewed + 3mo > date(evaluated_at) and d.reviewed > 2026-01-31",
        "d.engine_version >= \"13.4\" and text(d.port) == \"1\" and int(d.name) > 3",
        "all p in document.policy : p.reviewed + p.review_every > date(evaluated_at)", "evaluated_at > 2026-04-01T00:00:00+09:00",
        "all s in data_store where s is storage.bucket : s.tags[\"Owner\"] ?? \"\" != \"\" and s.versioned",
        "contains(\"10.0.0.0/8\", (the s in d.subnets where s.public).cidr ?? \"10.1.0.0/16\")",
        "d.name == confidential and min([d.zones, d.port]) ?? 0 > 1", "(no s in d.subnets) == d.public"));

TEST(RoundTripOfPacks, NamesMeanThoseOfTheRulesOwnPack) {
  Diagnostics diagnostics;
  const auto parsed = [&](const std::string& name, const std::string& text) {
    return syntax::parse(std::make_shared<Source>(name, "language 1\npackage " + text), diagnostics);
  };
  const auto schema = syntax::parse(schema_source(), diagnostics);
  const auto ours = parsed("a.seki", "ours.shared\nimport golden.schema\ndefine strong(e : storage.encryption) : bool = e.enabled\n");
  const auto theirs = parsed("b.seki", "theirs.shared\nimport golden.schema\ndefine strong(e : storage.encryption) : bool = not e.enabled\n");
  const auto rules = parsed("c.seki",
                            "ours.rules\nimport golden.schema\nimport ours.shared\nrule r {\n  title en \"a\" ja \"b\"\n"
                            "  for d in database.instance\n  require strong(d.encryption)\n}\n");
  CheckOptions options;
  options.warn_unused = false;
  const auto program = check({schema.get(), ours.get(), theirs.get(), rules.get()}, options, diagnostics);
  ASSERT_NE(program, nullptr) << all_of(diagnostics);
  const Expression& original = *program->rules[0].clauses[0].expression;
  const auto tree = syntax::parse_expression(std::make_shared<Source>("text", to_seki(original)), diagnostics);
  const ExpressionPtr checked = check_in_rule(*tree, *program, 0, diagnostics);
  ASSERT_NE(checked, nullptr) << all_of(diagnostics);
  CanonicalText canonical(*program);
  EXPECT_EQ(canonical.of(*checked), canonical.of(original));
}

}  // namespace
}  // namespace sekisho
