// What is seen of a subject: of a record the fields that are used, not what else stands in it. Names and references differ in every row.
#include <gtest/gtest.h>

#include "tests/unit/exec/real_run.h"

namespace sekisho {
namespace {

// Each calls the one before it twice: who followed all ways through them would never end.
std::string chain(int length) {
  std::string all = "define on0(p : part, name : string) : bool = p.on or p.name == name\n";
  for (int i = 1; i <= length; ++i) {
    const std::string before = "on" + std::to_string(i - 1);
    all += "define on" + std::to_string(i) + "(p : part, name : string) : bool = " + before + "(p, \"x\") or " + before + "(p, name)\n";
  }
  return all + "rule chain { title en \"6\" ja \"6\" for t in thing require on" + std::to_string(length) + "(t.part, \"y\") }\n";
}

constexpr const char* kSeenRules = R"(language 1
package seen
record part {
  on    : bool
  name  : string
  other : ref thing?
}
kind thing {
  part  : part
  parts : list of part
  other : ref thing?
}
define part_of(v : raw) : part = {on: v.on ?? false, name: text(v.name), other: v.other}
map terraform.t_thing as r to thing {
  identity name within global = r.name
  part  = part_of(r.part[0])
  parts = [part_of(v) for v in r.parts]
  other = r.part[0].other
}
define is_on(p : part) : bool = p.on
define any_on(all_parts : list of part) : bool = any p in all_parts : is_on(p)
define named(p : part, name : string) : bool = p.name == name
rule argument { title en "1" ja "1" for t in thing require is_on(t.part) }
rule members { title en "2" ja "2" for t in thing require any p in t.parts where p.on : is_on(p) }
rule list_argument { title en "3" ja "3" for t in thing require any_on(t.parts) }
rule presence { title en "4" ja "4" for t in thing require present t.other and present t.part.other }
rule test { title en "7" ja "7" for t in thing require t.part.name != "x" and t.part.name in {"p", "of c"} and matches(lower(t.part.name), r"^of") and not starts_with(t.part.name, "y") }
rule name { title en "5" ja "5" for t in thing require any p in t.parts : named(p, "x") }
)";

std::string thing(const std::string& name, const std::string& parts) {
  return R"({"address":"t_thing.)" + name + R"(","mode":"managed","type":"t_thing","name":")" + name + R"(","provider_name":"p/aws","change":{"actions":["create"],"before":null,"after":{"name":")" + name +
         R"(","part":[{"name":"of )" + name + R"(","on":true,"other":")" + name + R"("}],"parts":[)" + parts + R"(]},"after_unknown":{},"after_sensitive":{}}})";
}

std::string part(const std::string& name, bool on) { return R"({"name":")" + name + R"(","on":)" + (on ? "true" : "false") + R"(,"other":")" + name + R"("})"; }

class Looks : public ::testing::Test {
 protected:
  void SetUp() override {
    Diagnostics diagnostics;
    PolicySet policies;
    policies.packs.push_back(std::make_shared<const Source>("seen.seki", kSeenRules + chain(50)));
    compiled_ = compile(std::move(policies), diagnostics);
    ASSERT_TRUE(compiled_) << (diagnostics.all().empty() ? "" : render(diagnostics.all()[0], false));
    std::string many;
    for (int i = 0; i < 20; ++i) many += (i == 0 ? "" : ",") + part("m" + std::to_string(i), false);
    const auto source = adapters::load_bytes("plan.json", R"({"format_version":"1.2","terraform_version":"1.9.0","resource_changes":[)" + thing("a", part("p", false) + "," + part("q", true)) + "," +
                                                              thing("b", part("r", false) + "," + part("s", true)) + "," + thing("c", part("t", true)) + "," + thing("d", many) + "]}");
    ASSERT_TRUE(source);
    const Program& program = *compiled_->program;
    const Query query = build_query(program, all_rules(program));
    evaluation_ = std::make_unique<Evaluation>(program, *parameter_values(program, query, {}), 0, std::vector<std::shared_ptr<const RawSource>>{*source}, query, MapOptions{}, true);
  }

  // What deciding the rule sees of the thing: looks and what came of them.
  std::vector<Observer::Seen> seen(const std::string& rule_name, const std::string& name) {
    const Program& program = *compiled_->program;
    for (const Rule& rule : program.rules) {
      if (rule.name != "seen." + rule_name) continue;
      for (const Row* row : evaluation_->snapshot.find_population(program.find_entity("thing"))->rows) {
        if (row->id != "t_thing." + name) continue;
        Observer& observer = *evaluation_->rules.observer;
        observer.begin({nullptr, row}, true);
        verdict_of(evaluation_->rules, rule, Subject{row, nullptr});
        EXPECT_TRUE(observer.end());
        return observer.seen();
      }
    }
    ADD_FAILURE() << "no such rule, or no such thing";
    return {};
  }

  bool alike(const std::string& rule, const std::string& a, const std::string& b) {
    const std::vector<Observer::Seen> one = seen(rule, a), other = seen(rule, b);
    return one.size() > 1 && std::equal(one.begin(), one.end(), other.begin(), other.end(), [](const Observer::Seen& x, const Observer::Seen& y) { return x.observation.same_look(y.observation) && x.outcome == y.outcome; });
  }

  std::optional<CompiledPolicy> compiled_;
  std::unique_ptr<Evaluation> evaluation_;
};

TEST_F(Looks, AtTheFieldsThatAreUsed) {
  for (const char* rule : {"argument", "members", "list_argument", "presence", "chain"}) EXPECT_TRUE(alike(rule, "a", "b")) << rule;
}

TEST_F(Looks, AtWhatTellsThingsApart) {
  EXPECT_FALSE(alike("name", "a", "b"));
  for (const char* rule : {"members", "list_argument"}) {
    EXPECT_FALSE(alike(rule, "a", "c")) << rule;
    EXPECT_FALSE(alike(rule, "a", "d")) << rule;
  }
}

// How a text stands to constants is a look, not the text.
TEST_F(Looks, AtWhatIsAskedOfAText) {
  EXPECT_TRUE(alike("test", "a", "b"));
  EXPECT_FALSE(alike("test", "a", "c"));
}

// Of a long list each part of each member would be a look: it is looked at once.
TEST_F(Looks, AtALongListAsAWhole) { EXPECT_EQ(seen("members", "d").size(), 3u); }

}  // namespace
}  // namespace sekisho
