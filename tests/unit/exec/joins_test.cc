// Joins find members by indexes: how many are looked at hangs on those that refer, not on the population. Also where one of several conditions is enough.
#include <gtest/gtest.h>

#include "tests/unit/exec/real_run.h"

namespace sekisho {
namespace {

constexpr const char* kJoinRules = R"(language 1
package joined
kind thing { name : string  mate : ref thing? }
kind holder { on : bool  first : ref thing?  second : ref thing? }
map terraform.t_thing as r to thing {
  identity name within global = r.name
  name = text(r.name)
  mate = r.mate
}
map terraform.t_holder as r to holder {
  identity id within global = r.id
  on = r.on
  first = r.first
  second = r.second
}
rule one    { title en "1" ja "1" for t in thing require no h in holder where present h.first and h.first refers t : h.on }
rule either { title en "2" ja "2" for t in thing require no h in holder where (present h.first and h.first refers t) or (present h.second and h.second refers t) : h.on }
rule body   { title en "3" ja "3" for t in thing require no h in holder : h.on and ((present h.second and h.second refers t) or (present h.first and h.first refers t)) }
rule apart  { title en "4" ja "4" for t in thing require all m in thing where present t.mate and t.mate refers m : no h in holder where (present h.first and h.first refers t) or (present h.second and h.second refers m) : h.on }
rule named  { title en "5" ja "5" for t in thing require no m in thing where (present t.mate and t.mate refers m) or (present m.mate and m.mate refers t) : m.name == "t0" }
)";

std::string resource(const std::string& type, const std::string& name, const std::string& values) {
  return R"({"address":")" + type + "." + name + R"(","mode":"managed","type":")" + type + R"(","name":")" + name + R"(","provider_name":"p/aws","change":{"actions":["create"],"before":null,"after":{"id":")" + name + "\"," +
         values + R"(},"after_unknown":{},"after_sensitive":{}}})";
}

// Thing t0 has t1 as its mate, t1 has t2 and so on; two holders hold each thing, one first and the other second, and those of every third are on.
std::string plan(int things) {
  std::string all;
  for (int i = 0; i < things; ++i) {
    const std::string number = std::to_string(i), next = std::to_string((i + 1) % things);
    all += (i == 0 ? "" : ",") + resource("t_thing", "t" + number, R"("name":"t)" + number + R"(","mate":"t)" + next + "\"");
    all += "," + resource("t_holder", "h" + number, R"("on":)" + std::string(i % 3 == 0 ? "true" : "false") + R"(,"first":"t)" + number + R"(","second":"t)" + next + "\"");
  }
  return R"({"format_version":"1.2","terraform_version":"1.9.0","resource_changes":[)" + all + "]}";
}

class Joins : public ::testing::Test {
 protected:
  void look_at(int things) {
    Diagnostics diagnostics;
    PolicySet policies;
    policies.packs.push_back(std::make_shared<const Source>("joined.seki", kJoinRules));
    compiled_ = compile(std::move(policies), diagnostics);
    ASSERT_TRUE(compiled_) << (diagnostics.all().empty() ? "" : render(diagnostics.all()[0], false));
    const auto source = adapters::load_bytes("plan.json", plan(things));
    ASSERT_TRUE(source);
    const Program& program = *compiled_->program;
    const Query query = build_query(program, all_rules(program));
    evaluation_ = std::make_unique<Evaluation>(program, *parameter_values(program, query, {}), 0, std::vector<std::shared_ptr<const RawSource>>{*source}, query, MapOptions{}, true);
  }

  // The verdict of the rule on the thing, and how many looks it took.
  std::pair<Verdict, size_t> decided(const std::string& rule_name, const std::string& name) {
    const Program& program = *compiled_->program;
    for (const Rule& rule : program.rules) {
      if (rule.name != "joined." + rule_name) continue;
      for (const Row* row : evaluation_->snapshot.find_population(program.find_entity("thing"))->rows) {
        if (row->id != "t_thing." + name) continue;
        Observer& observer = *evaluation_->rules.observer;
        observer.begin({nullptr, row}, true);
        const Verdict verdict = verdict_of(evaluation_->rules, rule, Subject{row, nullptr}).verdict;
        observer.end();
        return {verdict, observer.seen().size()};
      }
    }
    ADD_FAILURE() << "no such rule, or no such thing";
    return {};
  }

  std::optional<CompiledPolicy> compiled_;
  std::unique_ptr<Evaluation> evaluation_;
};

TEST_F(Joins, LookAtThoseThatRefer) {
  look_at(100);
  for (const char* rule : {"one", "either", "body", "apart", "named"}) EXPECT_LT(decided(rule, "t50").second, 20u) << rule;
}

// By the meaning of the rules: h(i) holds t(i) first and t(i+1) second, and is on where i is a multiple of three.
TEST_F(Joins, FindWhatOneByOneWouldBeFound) {
  look_at(30);
  for (const bool plain : {false, true}) {
    evaluation_->rules.plain = plain;
    for (int i = 0; i < 30; ++i) {
      const std::string name = "t" + std::to_string(i);
      const auto passes = [&](const char* rule) { return decided(rule, name).first == Verdict::kPass; };
      EXPECT_EQ(passes("one"), i % 3 != 0) << name;
      EXPECT_EQ(passes("either"), i % 3 == 2) << name;
      EXPECT_EQ(passes("body"), i % 3 == 2) << name;
      EXPECT_EQ(passes("apart"), i % 3 != 0) << name;
      EXPECT_EQ(passes("named"), i != 29 && i != 1) << name;
    }
  }
}

}  // namespace
}  // namespace sekisho
