// Lints keep quiet where a condition can be meant. (What they say of wrong ones: tests/golden/check/lint_*.)
#include "engine/check/lint/lint.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "engine/check/check.h"
#include "engine/syntax/parse.h"

namespace sekisho {
namespace {

std::string diagnostics_of(const std::string& clauses, const std::string& declarations = "", const std::string& pack = "p") {
  std::ifstream file(std::string(SEKISHO_ROOT) + "/tests/golden/check/schema.seki.inc");
  std::stringstream text;
  text << file.rdbuf();
  const auto schema_source = std::make_shared<Source>("schema.seki", text.str());
  const auto source =
      std::make_shared<Source>("policy.seki", "language 1\npackage " + pack + "\nimport golden.schema\n" + declarations +
                                                  "\nrule r {\n  title en \"a\" ja \"b\"\n  for d in database.instance\n  " + clauses + "\n}\n");
  Diagnostics diagnostics;
  const auto schema = syntax::parse(schema_source, diagnostics);
  const auto policy = syntax::parse(source, diagnostics);
  CheckOptions options;
  options.shipped = {"schema.seki"};
  check({schema.get(), policy.get()}, options, diagnostics);
  std::string rendered;
  for (const Diagnostic& one : diagnostics.all()) rendered += render(one, false);
  return rendered;
}

class QuietLint : public testing::TestWithParam<const char*> {};

TEST_P(QuietLint, SaysNothing) { EXPECT_EQ(diagnostics_of(GetParam()), ""); }

INSTANTIATE_TEST_SUITE_P(
    Clauses, QuietLint,
    testing::Values("require d.zones >= 3 or d.zones < 2", "require d.zones > 1 and d.zones < 3",
                    "where d.exposure != none require d.exposure == read",
                    "where d.public where d.zones > 1 require not (d.port == 22 or d.port == 3389)", "require d.zones > 1 implies d.zones > 2",
                    "require d.exposure in {none, read}", "require count(d.subnets) > 0", "require if d.public then true else d.zones > 1",
                    "require match d.exposure { none -> true, read -> d.public, write -> false }", "where d.public require false",
                    "require present d.reviewed and d.reviewed > 2026-01-01 require present d.reviewed and d.reviewed < 2027-01-01",
                    "require (any s in d.subnets : s.public) or (any s in d.subnets : not s.public)",
                    "require (any s in d.subnets where s.public : prefix_length(s.cidr) > 8) and (any s in d.subnets where not s.public : "
                    "prefix_length(s.cidr) < 8)",
                    "require all s in d.subnets, t in d.subnets where s != t : s.cidr != t.cidr",
                    "require not present d.reviewed or d.reviewed > 2026-01-01",
                    "require (present d.reviewed and d.reviewed > 2026-01-01) or (not present d.reviewed and d.public)",
                    "require d.data_class ?? public != internal and (present d.data_class implies d.data_class != confidential)",
                    "let n = count(d.subnets) require n > 1 and n != 3", "require no s in d.subnets",
                    "require any s in d.subnets, g in network.group where g.name == d.name : s.public"));

TEST(Lint, KeepsQuietAboutLibraries) {
  EXPECT_NE(diagnostics_of("require d.public", "param limit : int = 3").find("SK0501"), std::string::npos);
  EXPECT_EQ(diagnostics_of("require d.zones > limit", "param limit : int = 3"), "");
  EXPECT_EQ(diagnostics_of("require d.public", "param tag : string = \"a\"\nkind thing { owner : string? = origin.tags[tag] }"), "");
}

TEST(Lint, ParametersAreConstantsNobodyKnows) {
  EXPECT_EQ(diagnostics_of("require d.zones > limit and d.zones < 3", "param limit : int = 3"), "");
  EXPECT_NE(diagnostics_of("require d.zones > limit and d.zones <= limit", "param limit : int = 3").find("SK0505"), std::string::npos);
  EXPECT_NE(diagnostics_of("require limit > 3 or limit <= 3", "param limit : int = 3").find("SK0504"), std::string::npos);
}

TEST(Lint, EqualRulesOfTwoPacksAreAWarning) {
  const std::string rule = "rule s {\n title en \"a\" ja \"b\"\n for x in database.instance\n require x.public\n}\n";
  const std::string text = diagnostics_of("require d.public", rule);
  EXPECT_NE(text.find("error[SK0508]"), std::string::npos) << text;
}

}  // namespace
}  // namespace sekisho
