// Declarations and rules: packages, types, traits, texts, controls.
#include <gtest/gtest.h>

#include "tests/unit/check/check_fixture.h"

namespace sekisho::fixture {
namespace {

TEST(CheckDeclarations, RefusedAndAccepted) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"enum colour (red, red)", "SK0203"},
      {"record r { a : int  a : int }", "SK0203"},
      {"record r { next : r? }", "SK0220"},
      {"record r { next : list of s }\nrecord s { back : r }", "SK0220 SK0220"},
      {"kind k { a : strng }", "SK0208"},
      {"kind k { a : ref crypto.kye }", "SK0211"},
      {"kind k { a : crypto.key }", "SK0335"},
      {"kind k { a : raw }", "SK0335"},
      {"kind k : store { name : string }", "SK0432"},
      {"kind k : store { name : int }", "SK0431"},
      {"kind k : store { name : string = origin.address }", ""},
      {"trait t { name : int }\nkind k : store, t { }", "SK0431"},
      {"trait t { name : string }\nkind k : store, t { }", ""},
      {"kind k : crypto.key { }", "SK0211"},
      {"kind k { a : int }\nkind k { a : int }", "SK0203"},
      {"kind crypto.key { a : int }", "SK0203"},
      {"kind k { a : string = origin.region }", "SK0302"},
      {"kind k { a : string? = origin.region }", ""},
      {"param p : int = \"3\"", "SK0301"},
      {"param p : int = 3\nparam q : int = p", "SK0338"},
      {"param p : int", ""},
      {"param p : set of string = {}\nparam q : dict of date = dict {\"a\": 2026-01-01}", ""},
      {"param p : list of record { a : string  v : version } = [{a: \"x\", v: \"1.2\"}]", ""},
      {"define f(a : int) : int = f(a)", "SK0218"},
      {"define f(a : int) : int = g(a)\ndefine g(a : int) : int = f(a)", "SK0218"},
      {"define count(a : int) : int = a", "SK0221"},
      {"define f(a : int) : string = a", "SK0301"},
      {"define f(a : text) : int = 1", "SK0208"},
  };
  for (const auto& [text, codes] : cases) {
    auto run = check_texts({file(text)});
    EXPECT_EQ(run->codes(), codes) << text << "\n" << run->rendered();
  }
}

TEST(CheckDeclarations, PackagesAndImports) {
  auto run = check_texts({"language 1\npackage a\nparam limit : int = 1\n", "language 1\npackage b\nparam limit : int = 2\n",
                          "language 1\npackage c\nimport a\nimport b\ndefine f : int = limit\n"});
  EXPECT_EQ(run->codes(), "SK0202") << run->rendered();
  run = check_texts({"language 1\npackage a\nparam limit : int = 1\n", "language 1\npackage b\nparam limit : int = 2\n",
                     "language 1\npackage c\nimport a\nimport b\ndefine f : int = a.limit + b.limit\n"});
  EXPECT_EQ(run->codes(), "") << run->rendered();
  run = check_texts({"language 1\npackage a\nparam limit : int = 1\n", "language 1\npackage c\ndefine f : int = limit\n"});
  EXPECT_EQ(run->codes(), "SK0201");
  EXPECT_NE(run->rendered().find("add `import a`"), std::string::npos);
  run = check_texts({"language 1\npackage c\nimport vocabulry\n"});
  EXPECT_EQ(run->codes(), "SK0206");
}

TEST(CheckDeclarations, TheOrderOfFilesDoesNotMatter) {
  const std::string rules = rule("  require x.name != \"a\" and f(x)", "storage.bucket");
  const std::string defines = "language 1\npackage example\nimport vocabulary\ndefine f(b : storage.bucket) : bool = b.exposure == none\n";
  auto one = check_texts({rules, defines});
  auto other = check_texts({defines, rules});
  ASSERT_TRUE(one->program) << one->rendered();
  ASSERT_TRUE(other->program);
  EXPECT_EQ(one->program->rules[0].digest, other->program->rules[0].digest);
}

TEST(CheckRule, Parts) {
  const std::string title = "title en \"a\" ja \"あ\" ";
  const std::vector<std::pair<std::string, std::string>> cases{
      {title + "for b in storage.bucket require b.name != \"a\"", ""},
      {title + "for b in storage.bucket", "SK0401"},
      {"title en \"a\" for b in storage.bucket require b.name != \"a\"", "SK0402"},
      {title + "supports ismap 9.2.3 because en \"a\" ja \"b\" for b in storage.bucket require b.name != \"a\"", ""},
      {title + "supports ismap 9.2.4 because en \"a\" ja \"b\" for b in storage.bucket require b.name != \"a\"", "SK0403"},
      {title + "supports nist 9.2.3 because en \"a\" ja \"b\" for b in storage.bucket require b.name != \"a\"", "SK0404"},
      {title + "severity urgent for b in storage.bucket require b.name != \"a\"", "SK0405"},
      {title + "for b in storage.bucket let n = b.name where n != \"b\" require n != \"a\" message en \"{n} {b.log}\" ja \"{b.nmae}\"", "SK0205"},
      {title + "for b in storage.bucket where present b.region require b.region == \"a\"", ""},
      {title + "for b in storage.bucket require present b.region require b.region == \"a\"", ""},
      {title + "for b in terraform.aws_s3_bucket require b.bucket == \"a\" and nonempty b.tags.x", ""},
      {title + "for b in terraform.aws_s3_bucket require b.buckt == \"a\"", "SK0213"},
      {title + "for b in kubernetes.Deployment require all c in b.spec.containers : int(c.count) < b.limit", ""},
  };
  for (const auto& [text, codes] : cases) {
    auto run = check_texts({file("rule r {\n" + text + "\n}")});
    EXPECT_EQ(run->codes(), codes) << text << "\n" << run->rendered();
  }
}

TEST(CheckRule, ShippedRulesUseKinds) {
  auto run = std::make_unique<Checked>();
  run->options.shipped = {"ours.seki"};
  run->files.push_back(syntax::parse(std::make_shared<const Source>("ours.seki", "language 1\npackage p\nrule r {\n title en \"a\" ja \"あ\"\n for b in terraform.x\n require b.y == 1\n}\n"), run->diagnostics));
  run->program = check({run->files[0].get()}, run->options, run->diagnostics);
  EXPECT_EQ(run->codes(), "SK0406");
}

TEST(CheckInRule, SeesTheRulesVariables) {
  auto run = check_texts({rule("  let n = count(x.sizes)\n  require n > limit", "storage.bucket", "param limit : int = 1")});
  ASSERT_TRUE(run->program) << run->rendered();
  const auto check_one = [&](const std::string& text) {
    Diagnostics diagnostics;
    const auto tree = syntax::parse_expression(std::make_shared<const Source>("obligation", text), diagnostics);
    return tree && check_in_rule(*tree, *run->program, 0, diagnostics) != nullptr;
  };
  EXPECT_TRUE(check_one("n > limit and x.exposure == none"));
  EXPECT_TRUE(check_one("any k in crypto.key : k.rotated"));
  EXPECT_FALSE(check_one("y.exposure == none"));
}

}  // namespace
}  // namespace sekisho::fixture
