// Maps: raw values and their schema, gaps, defaults, self.
#include <gtest/gtest.h>

#include "tests/unit/check/check_fixture.h"

namespace sekisho::fixture {
namespace {

struct MapCase {
  const char* attribute;    // a : TYPE
  const char* item;         // a = …
  const char* codes;
};

TEST(CheckMap, RawValues) {
  const std::vector<MapCase> cases{
      {"a : string", "a = b.bucket", ""},
      {"a : string", "a = b.buckt", "SK0213"},
      {"a : string", "a = b.names", "SK0321"},
      {"a : list of string", "a = b.names", ""},
      {"a : list of string", "a = b.bucket", "SK0321"},
      {"a : set of string", "a = b.names", ""},
      {"a : string", "a = b.rule[0].key", "SK0322"},
      {"a : string", "a = one(b.rule).key", ""},
      {"a : string", "a = b.single[0].key", ""},
      {"a : string", "a = b.items[0].key", ""},
      {"a : string", "a = b.items.key", "SK0321"},
      {"a : string", "a = b.bucket.key", "SK0321"},
      {"a : string?", "a = b.tags[\"Name\"]", ""},
      {"a : string", "a = b.tags.Name", ""},
      {"a : bool", "a = b.on default false because \"API\"", ""},
      {"a : bool", "a = b.on and b.size > 3", ""},
      {"a : bool", "a = bool(b.on) default false because \"API\"", "SK0324"},
      {"a : duration", "a = b.size", ""},
      {"a : duration", "a = days(b.size)", ""},
      {"a : duration", "a = days(b.size default 3 because \"API\")", ""},
      {"a : exposure", "a = match b.bucket { absent, \"x\" -> none, \"y\" -> read }", ""},
      {"a : exposure", "a = if nonempty b.bucket then read else unknown \"why\"", ""},
      {"a : ref crypto.key?", "a = b.arn", ""},
      {"a : ref crypto.key?", "a = lower(b.arn)", ""},
      {"a : ref crypto.key?", "a = b.arn default absent because \"own\"", ""},
      {"a : list of ports", "a = [{from: s, to: s} for s in b.names]", ""},
      {"a : list of string", "a = [r.key for r in b.rule where present r.key]", ""},
      {"a : list of string", "a = concat(b.names ?? [], [text(b.bucket)])", ""},
      {"a : dict of string", "a = b.tags ?? {}", ""},
      {"a : int", "a = count(b.rule ?? [])", ""},
      {"a : string", "a = absent", "SK0333"},
      {"a : string", "a = origin(b).address", ""},
      {"a : string?", "a = origin(b).region", ""},
      {"a : bool", "a = written(b.bucket) in {literal, parameter}", ""},
      {"a : bool", "a = configured b.bucket", ""},
      {"a : string", "a = the k in terraform.aws_kms_key where k.arn refers b", "SK0321"},
      {"a : string", "a = (the k in terraform.aws_kms_key where k.arn refers b).arn", ""},
      {"a : string", "a = (the k in crypto.key where k.rotated).name", "SK0417"},
      {"a : string", "a = b.bucket + b.arn", "SK0311"},
      {"a : encryption", "a.enabled = b.on  a.key = b.arn", ""},
      {"a : encryption", "a = {enabled: b.on, key: b.arn}", ""},
      {"a : encryption", "a.enabled = b.on", "SK0410"},
      {"a : encryption", "a.enabled = b.on  a = {enabled: true}", "SK0411"},
      {"a : encryption", "a.enabled unavailable \"why\"  a.key unavailable \"why\"", ""},
      {"a : string", "a unavailable \"why\"", ""},
      {"a : string  c : string", "a = b.bucket", "SK0410"},
      {"a : string  c : string = origin.address", "a = b.bucket", ""},
      {"a : string  c : string", "a = b.bucket  c = self.a", ""},
      {"a : string  c : string", "a = self.c  c = b.bucket", "SK0217"},
      {"a : string", "identity arn within global = b.arn  a = b.arn", ""},
      {"a : string", "identity arn within world = b.arn  a = b.arn", "SK0412"},
      {"a : string", "let d = one(b.rule)  a = d.key", ""},
      {"a : string", "let d = one(b.rule)  a = d.kee", "SK0213"},
  };
  for (const MapCase& each : cases) {
    auto run = check_texts({map(each.item, each.attribute)});
    EXPECT_EQ(run->codes(), each.codes) << each.attribute << " / " << each.item << "\n" << run->rendered();
  }
}

TEST(CheckMap, DefinesThatTakeRaw) {
  const std::string before =
      "define tag(r : raw, key : string) : string? = r.tags[key]\n"
      "define key_of(on : bool, key : raw?) : encryption = {enabled: on, key: key default absent because \"own\"}\n"
      "define other(arn : raw?) : bool = any k in terraform.aws_kms_key : arn refers k\n";
  auto run = check_texts({map("a = tag(b, \"Name\") ?? origin(b).address\n c = key_of(b.on default false because \"API\", b.arn)\n d = other(b.arn)",
                              "a : string  c : encryption  d : bool", before)});
  ASSERT_TRUE(run->program) << run->rendered();
  // Reached by no rule: the population is that of the same source.
  EXPECT_TRUE(run->program->defines[2].body->binders[0].collection->closed);
  run = check_texts({rule("  require x.name == \"a\" and key_of(true, x)", "terraform.aws_s3_bucket", before)});
  EXPECT_EQ(run->codes(), "SK0213 SK0301 SK0325") << run->rendered();
}

TEST(CheckMap, HeadsAndForms) {
  auto run = check_texts({file("kind thing { a : string }\nmap terraform.aws_s3_bucket as b each r in b.rule key r.key where nonempty b.bucket to thing { a = r.key }")});
  ASSERT_TRUE(run->program) << run->rendered();
  const Map& map = run->program->maps[0];
  EXPECT_EQ(map.each.size(), 1u);
  EXPECT_EQ(map.key->op, Op::kConvert);
  EXPECT_EQ(map.kind->name, "thing");
  EXPECT_EQ(map.items[0].value->op, Op::kConvert);
  const std::vector<std::pair<std::string, std::string>> heads{
      {"map terraform.aws_s3_bucket as b to store { }", "SK0414"},
      {"map terrafrom.aws_s3_bucket as b to thing { a = b.bucket }", "SK0215"},
      {"map terraform.aws_s3_bucket as b to things { a = b.bucket }", "SK0211"},
      {"map terraform.aws_s3_bucket as b to thing { a = b.bucket }\nmap terraform.aws_s3_bucket as b to thing { a = b.arn }", "SK0413"},
      {"map terraform.* as b to thing { a = origin(b).type }", ""},
  };
  for (const auto& [head, codes] : heads) {
    run = check_texts({file("kind thing { a : string }\n" + head)});
    EXPECT_EQ(run->codes(), codes) << head << "\n" << run->rendered();
  }
}

TEST(CheckMap, UnknownTypesAreNamedOnce) {
  auto run = check_texts({file("kind thing { a : string }\nmap terraform.aws_s3_buckets as b to thing { a = b.anything }")});
  EXPECT_EQ(run->codes(true), "SK0214") << run->rendered();
  ASSERT_TRUE(run->program);
}

}  // namespace
}  // namespace sekisho::fixture
