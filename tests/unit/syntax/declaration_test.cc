// Declarations: one sample of each, and what the tree holds of it.
#include <gtest/gtest.h>

#include "vocabulary.h"

namespace sekisho::syntax {
namespace {

std::unique_ptr<File> read(const std::string& text) {
  Diagnostics diagnostics;
  auto file = parse(source(with_head(text)), diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.all()) ADD_FAILURE() << render(diagnostic, false);
  return file;
}

TEST(Declaration, HeadIsRead) {
  Diagnostics diagnostics;
  const auto file = parse(source("language 1\npackage ismap.keys\nimport a.b\nimport rule\nrule x { for b in c require b }"), diagnostics);
  EXPECT_FALSE(diagnostics.has_errors());
  EXPECT_EQ(file->language, 1);
  EXPECT_EQ(file->package.text, "ismap.keys");
  ASSERT_EQ(file->imports.size(), 2u);
  EXPECT_EQ(file->imports[1].text, "rule");
  EXPECT_EQ(file->rules.size(), 1u);
}

TEST(Declaration, ParametersAndDefinitions) {
  const auto file = read(
      "param kept : duration = 90d\n  doc en \"kept\" ja \"保持\"\nparam none_given : set of string\n"
      "define f(from : int, to : raw?) : bool = from < 3\ndefine n : int = 3");
  EXPECT_EQ(dump(*file),
            "file language 1 package a\n"
            "param kept : duration\n  duration \"90d\"\ndoc\n  en\n    \"kept\"\n  ja\n    \"保持\"\n"
            "param none_given : set of string\n"
            "define f(from : int, to : raw?) : bool\n  compare \"<\"\n    name \"from\"\n    integer \"3\"\n"
            "define n : int\n  integer \"3\"\n");
}

TEST(Declaration, TypesKindsAndTraits) {
  const auto file = read(
      "enum level ordered (low, high)\nrecord network.ports { from : int  to : int }\n"
      "trait t { name : string = origin.address  default : list of ref a.b? in : int }\n"
      "kind a.b : t, u { r : list of record { key : string value : enum(x, y)? }  o : owner a.c }\nkind a.c : t { }");
  EXPECT_EQ(dump(*file),
            "file language 1 package a\n"
            "enum level ordered (low, high)\n"
            "record network.ports\n  from : int\n  to : int\n"
            "trait t\n  name : string\n    field \"address\"\n      origin \"origin\"\n  default : list of ref a.b?\n  in : int\n"
            "kind a.b +t +u\n  r : list of record { key : string value : enum (x, y)? }\n  o : owner a.c\n"
            "kind a.c +t\n");
}

TEST(Declaration, RuleWithAllClauses) {
  const auto file = read(
      "rule all {\n title en \"T\" ja \"題\"\n supports ismap 8.1.2.7.PB because en \"w\" ja \"理\"\n severity high\n"
      " for x in kubernetes.\"apps/Deployment\"\n let y = x.in\n where y\n require x\n message en \"{x.name} \\{is\\} {x.tags[\\\"a\\\"]}\" ja "
      "\"m\"\n}");
  const RuleDeclaration& rule = file->rules.at(0);
  EXPECT_EQ(rule.name.text, "all");
  EXPECT_EQ(rule.supports.at(0).control.text, "8.1.2.7.PB");
  EXPECT_EQ(rule.severity->text, "high");
  EXPECT_EQ(rule.population->text, "kubernetes.apps/Deployment");
  EXPECT_TRUE(rule.population->quoted);
  ASSERT_EQ(rule.clauses.size(), 3u);
  EXPECT_EQ(rule.clauses[0].name.text, "y");
  const std::vector<TextPart>& message = rule.message->en;
  ASSERT_EQ(message.size(), 3u);
  EXPECT_EQ(shape(*message[0].expression), "(.name x)");
  EXPECT_EQ(message[1].literal, " {is} ");
  EXPECT_EQ(shape(*message[2].expression), "(index (.tags x) \"a\")");
}

TEST(Declaration, ControlIdsKeepTheirSpelling) {
  for (const char* id : {"9.2.3", "8.1.2.7.PB", "9.5.1.P", "4.4.1.1", "15.1.1.16.B", "9.2.10"}) {
    const auto file = read(std::string("rule r { supports ismap ") + id + " because en \"a\" ja \"b\" }");
    EXPECT_EQ(file->rules.at(0).supports.at(0).control.text, id);
  }
}

TEST(Declaration, Map) {
  const auto file = read(
      "map terraform.a, terraform.\"b c\", terraform.* as r each x in r.bs, m in x.ms key k(m) where r.on to p.q {\n"
      " let t = 1\n identity arn within global = r.arn\n encryption.key = x\n default = 3\n in.not unavailable \"why\"\n let = 4\n}");
  const MapDeclaration& map = file->maps.at(0);
  ASSERT_EQ(map.sources.size(), 3u);
  EXPECT_EQ(map.sources[1].text, "terraform.b c");
  EXPECT_EQ(map.sources[2].text, "terraform.*");
  EXPECT_EQ(map.each.size(), 2u);
  EXPECT_EQ(shape(*map.key), "(call k m)");
  EXPECT_EQ(shape(*map.condition), "(.on r)");
  ASSERT_EQ(map.items.size(), 6u);
  EXPECT_EQ(map.items[1].identity.space.text, "arn");
  EXPECT_EQ(map.items[2].name.text, "encryption.key");
  EXPECT_EQ(map.items[3].name.text, "default");
  EXPECT_EQ(map.items[4].reason, "why");
  EXPECT_EQ(map.items[4].name.text, "in.not");
  EXPECT_EQ(map.items[5].kind, MapItem::Kind::kAssign);
}

TEST(Declaration, Tests) {
  const auto file = read(
      "test a.rule from \"plan.json\" {\n at 2026-04-01T00:00:00Z\n"
      " case \"one\" fail module.t[0].aws_x.d[\"a b\"]  // note\n case \"two\" pass \"quoted.address\"\n"
      " case \"three\" unknown with p = 1, no = {a, b} { storage.bucket b { a: {}, key: ref \"x\" } terraform.x c { } open d.e expect b.a == 1 }\n}\n"
      "test map terraform.x { case \"m\" { terraform.x c { \"a-b\": 1 } expect c.d } }");
  const TestDeclaration& test = file->tests.at(0);
  EXPECT_EQ(*test.from, "plan.json");
  EXPECT_EQ(*test.at, "2026-04-01T00:00:00Z");
  EXPECT_EQ(*test.cases.at(0).address, "module.t[0].aws_x.d[\"a b\"]");
  EXPECT_EQ(*test.cases.at(1).address, "quoted.address");
  const TestCase& third = test.cases.at(2);
  EXPECT_EQ(third.verdict->text, "unknown");
  EXPECT_EQ(third.parameters.at(1).name.text, "no");
  EXPECT_EQ(third.rows.size(), 2u);
  EXPECT_EQ(third.rows[1].value->kind, ExpressionKind::kRecord);
  EXPECT_EQ(third.open.at(0).text, "d.e");
  EXPECT_EQ(third.expectations.size(), 1u);
  EXPECT_TRUE(file->tests.at(1).of_map);
  EXPECT_FALSE(file->tests.at(1).cases.at(0).verdict.has_value());
}

TEST(Declaration, UnitsAreCutWhereDeclarationsBegin) {
  // `rule`, `kind`, `map` as names of other things start nothing.
  const auto file = read(
      "define f(rule : raw, kind : int) : int = rule.kind\ndefine map : int = f(test, 1)\nmap a.b as rule to c.d { kind = rule.x }\n"
      "rule kind { for rule in a.b require rule.map }\nparam test : int = 3 param second : int = 4");
  EXPECT_EQ(file->defines.size(), 2u);
  EXPECT_EQ(file->maps.size(), 1u);
  EXPECT_EQ(file->rules.size(), 1u);
  EXPECT_EQ(file->parameters.size(), 2u);
}

}  // namespace
}  // namespace sekisho::syntax
