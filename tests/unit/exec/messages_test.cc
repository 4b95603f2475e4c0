// What a message says of a resource is that resource's own, also of a value that looks like another's.
#include <gtest/gtest.h>

#include "tests/unit/exec/real_run.h"

namespace sekisho {
namespace {

constexpr const char* kRules = R"(language 1
package told
record part { on : bool? }
kind thing { part : part }
map terraform.t_thing as r to thing {
  part = {on: all v in terraform.t_other where r.link refers v : v.on == 1}
}
rule says_why {
  title en "Why" ja "理由"
  for t in thing
  require count([o for o in thing where o == t]) == 3
  message en "{t.part}" ja "{t.part} である"
}
)";

// None, with a failure that says why, where the rules do not check.
std::optional<CompiledPolicy> compiled_text(const char* rules) {
  Diagnostics diagnostics;
  PolicySet policies;
  policies.packs.push_back(std::make_shared<const Source>("told.seki", rules));
  std::optional<CompiledPolicy> compiled = compile(std::move(policies), diagnostics);
  if (!compiled) ADD_FAILURE() << (diagnostics.all().empty() ? "" : render(diagnostics.all()[0], false));
  return compiled;
}

std::string instance(const std::string& type, const std::string& key, const std::string& unknown) {
  return R"({"address":")" + type + R"(.n[\")" + key + R"(\"]","mode":"managed","type":")" + type + R"(","name":"n","index":")" + key +
         R"(","provider_name":"p/aws","change":{"actions":["create"],"before":null,"after":{},"after_unknown":{)" + unknown + R"(},"after_sensitive":{}}})";
}

// Instances of a block that refers to instances of another one, nobody can tell by which key: each to the one of its own.
std::string plan() {
  std::string changes;
  for (const char* key : {"a", "b", "c"}) changes += instance("t_thing", key, R"("link":true)") + "," + instance("u_target", key, "") + ",";
  const auto block = [](const std::string& type, const std::string& expressions) {
    return R"({"address":")" + type + R"(.n","mode":"managed","type":")" + type + R"(","name":"n","provider_config_key":"aws","expressions":{)" + expressions + R"(},"for_each_expression":{"references":["var.x"]}})";
  };
  return R"({"format_version":"1.2","terraform_version":"1.9.0","resource_changes":[)" + changes + instance("t_other", "z", "") + R"(],"configuration":{"root_module":{"resources":[)" +
         block("t_thing", R"("link":{"references":["u_target.n","count.index"]})") + "," + block("u_target", "") + "," + block("t_other", "") + R"(],"variables":{"x":{}}}}})";
}

TEST(Messages, TellTheReasonsOfTheirOwnResource) {
  const std::optional<CompiledPolicy> compiled = compiled_text(kRules);
  ASSERT_TRUE(compiled);
  const auto source = adapters::load_bytes("plan.json", plan());
  ASSERT_TRUE(source);
  for (const Engine engine : {Engine::kColumns, Engine::kRows}) {
    EvaluateOptions options;
    options.engine = engine;
    const auto run = evaluate(*compiled, {*source}, options);
    ASSERT_TRUE(run);
    size_t told = 0;
    for (const Finding& finding : run->findings) {
      ASSERT_EQ(finding.verdict, Verdict::kFail);
      const std::string key = finding.resource.substr(finding.resource.find('['));
      EXPECT_NE(finding.message.en.find("u_target.n["), std::string::npos) << finding.message.en;
      EXPECT_NE(finding.message.ja.find(key.substr(2, 1)), std::string::npos) << finding.message.ja;
      // As Seki writes a text: with its quotes escaped.
      EXPECT_NE(finding.message.en.find("n[\\\"" + key.substr(2, 1) + "\\\"]"), std::string::npos) << finding.resource << ": " << finding.message.en;
      ++told;
    }
    EXPECT_EQ(told, 3u);
  }
}

// Both engines look at the same: where nothing is in a population, what its rows would be asked is not looked at, though an index could be asked first.
TEST(Messages, WhatDecidesIsTheSameInBothEngines) {
  static constexpr char kRule[] = R"(language 1
package told
kind part { on : bool }
kind thing {
  flags : list of bool
  part  : ref part
}
map terraform.t_thing as r to thing {
  flags = r.flags
  part  = r.part
}
rule sound {
  title en "Things are sound" ja "正常である"
  for t in thing
  require t.flags[0] ?? false
  require any p in part where t.part refers p : p.on
}
)";
  const std::optional<CompiledPolicy> compiled = compiled_text(kRule);
  ASSERT_TRUE(compiled);
  const auto source = adapters::load_bytes("plan.json", R"({"format_version":"1.2","terraform_version":"1.9.0","resource_changes":[{"address":"t_thing.n","mode":"managed","type":"t_thing","name":"n",)"
                                                        R"("provider_name":"p/aws","change":{"actions":["create"],"before":null,"after":{"flags":[false]},"after_unknown":{},"after_sensitive":{}}}]})");
  ASSERT_TRUE(source);
  for (const Engine engine : {Engine::kColumns, Engine::kRows}) {
    EvaluateOptions options;
    options.engine = engine;
    options.complete_kinds = {"part", "thing"};
    const auto run = evaluate(*compiled, {*source}, options);
    ASSERT_TRUE(run);
    ASSERT_EQ(run->findings.size(), 1u);
    std::vector<std::string> paths;
    for (const WitnessItem& item : (*run->findings.begin()).witness) paths.push_back(item.path);
    EXPECT_EQ(paths, (std::vector<std::string>{"flags", "flags[0]"}));
  }
}

// A list that the rule made for itself leaves its place in memory to a population that only the search for a witness asks for: nobody looked at that one before.
TEST(Messages, AFailureOfTwoRequirementsHasAWitness) {
  static constexpr char kRule[] = R"(language 1
package told
kind part { on : bool }
kind thing { on : bool }
map terraform.t_part as r to part { on = r.on }
map terraform.t_thing as r to thing { on = r.on }
rule sound {
  title en "Things are sound" ja "正常である"
  for t in thing
  require no address in [ip("10.0.0.1") for other in thing], period in [1y4mo, 3mo, 1mo15d] : contains(cidr("0.0.0.0/0"), address)
  require no p in part : matches(text(date(evaluated_at)), r"[0-9]")
}
)";
  const std::optional<CompiledPolicy> compiled = compiled_text(kRule);
  ASSERT_TRUE(compiled);
  std::string things;
  for (const char key : std::string("abcdefghijklmnop")) things += instance("t_thing", std::string(1, key).c_str(), "") + ",";
  const auto source = adapters::load_bytes("plan.json", R"({"format_version":"1.2","terraform_version":"1.9.0","resource_changes":[)" + things + instance("t_part", "c", "") + "]}");
  ASSERT_TRUE(source);
  for (const Engine engine : {Engine::kColumns, Engine::kRows}) {
    EvaluateOptions options;
    options.engine = engine;
    options.complete_kinds = {"part"};
    const auto run = evaluate(*compiled, {*source}, options);
    ASSERT_TRUE(run);
    ASSERT_EQ(run->findings.size(), 16u);
    for (const Finding& finding : run->findings) {
      ASSERT_EQ(finding.verdict, Verdict::kFail);
      ASSERT_EQ(finding.witness.size(), 1u);
      EXPECT_EQ(finding.witness[0].resource, "thing");
    }
  }
}

// A box that a shelf names and of which only a record was looked at: it is looked at on its own, so that the population of boxes does not stand for it, and that its lid is
// another's is told also where an index leaves it out.
TEST(Messages, AWitnessNamesWhatIsReadOfARowWithoutLeaves) {
  static constexpr char kRule[] = R"(language 1
package told
record size { wide : int }
kind box { size : size? lid : ref shelf }
kind shelf { first : ref box }
map terraform.t_box as r to box {
  identity arn within global = r.arn
  size = {wide: r.wide}
  lid  = r.lid
}
map terraform.t_shelf as r to shelf {
  identity arn within global = r.arn
  first = r.first
}
rule full {
  title en "Shelves are full" ja "棚が埋まっている"
  for s in shelf
  require present s.first.size and count([b for b in box where b.lid refers s]) == 2
}
)";
  const std::optional<CompiledPolicy> compiled = compiled_text(kRule);
  ASSERT_TRUE(compiled);
  const auto resource = [](const std::string& type, const std::string& name, const std::string& after) {
    return R"({"address":")" + type + "." + name + R"(","mode":"managed","type":")" + type + R"(","name":")" + name + R"(","provider_name":"p","change":{"actions":["create"],"before":null,"after":)" + after +
           R"(,"after_unknown":{},"after_sensitive":{}}})";
  };
  const auto source = adapters::load_bytes("plan.json", R"({"format_version":"1.2","terraform_version":"1.9.0","resource_changes":[)" + resource("t_shelf", "s", R"({"arn":"shelf-1","first":"box-1"})") + "," +
                                                            resource("t_box", "a", R"({"arn":"box-1","lid":"another"})") + "," + resource("t_box", "b", R"({"arn":"box-2"})") + "]}");
  ASSERT_TRUE(source);
  for (const Engine engine : {Engine::kColumns, Engine::kRows}) {
    EvaluateOptions options;
    options.engine = engine;
    options.complete_kinds = {"box", "shelf"};
    const auto run = evaluate(*compiled, {*source}, options);
    ASSERT_TRUE(run);
    ASSERT_EQ(run->findings.size(), 1u);
    ASSERT_EQ(run->findings[0].verdict, Verdict::kFail);
    const std::vector<WitnessItem>& witness = run->findings[0].witness;
    EXPECT_TRUE(std::any_of(witness.begin(), witness.end(), [](const WitnessItem& item) { return item.resource == "t_box.a" && item.path == "lid"; })) << (engine == Engine::kRows ? "rows" : "columns");
  }
}

}  // namespace
}  // namespace sekisho
