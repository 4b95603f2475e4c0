// Tags that are asked for one by one: what else a resource is tagged with is not looked at, and what comes of it is what whole dicts say.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/unit/exec/real_run.h"

namespace sekisho {
namespace {

constexpr const char* kTagged = R"(language 1
package tagged
param wanted : string = "Stage"
define tag_of(tags : dict of string, key : string) : string? = tags[key] ?? tags[lower(key)]
define stage_of(tags : dict of string) : string? = tag_of(tags, wanted)
define in_production(tags : dict of string, key : string) : bool = present tags[key] and tags[key] == "prod"
kind disk {
  tags   : dict of string = origin.tags
  stage  : string? = stage_of(origin.tags)
  tagged : bool = nonempty origin.tags
}
map google."compute.googleapis.com/Disk" as d to disk { identity path within global = d."@name" }
rule entry { title en "1" ja "1" for d in disk require in_production(d.tags, "stage") }
rule presence { title en "2" ja "2" for d in disk require nonempty tag_of(d.tags, wanted) }
rule whole { title en "3" ja "3" for d in disk require d.tags == {"stage": "prod", "owner": "a"} }
rule attribute { title en "4" ja "4" for d in disk require d.tagged and (d.stage ?? "prod") == "prod" }
)";

std::string disk(const std::string& name, const std::string& labels) {
  return R"({"name":"//compute.googleapis.com/projects/p/zones/z/disks/)" + name + R"(","asset_type":"compute.googleapis.com/Disk","ancestors":["projects/1"],"resource":{"data":{"labels":)" + labels + "}}}\n";
}

class Tags : public ::testing::Test {
 protected:
  void SetUp() override {
    Diagnostics diagnostics;
    PolicySet policies;
    policies.packs.push_back(std::make_shared<const Source>("tagged.seki", kTagged));
    compiled_ = compile(std::move(policies), diagnostics);
    ASSERT_TRUE(compiled_) << (diagnostics.all().empty() ? "" : render(diagnostics.all()[0], false));
    // Texts tell of the first six; of the last two only nodes do.
    const auto source = adapters::load_bytes("assets.ndjson", disk("a", R"({"stage":"prod","owner":"a"})") + disk("b", R"({"owner":"b","stage":"prod","team":"t"})") + disk("c", R"({"stage":"test","owner":"a"})") +
                                                                  disk("d", "{}") + disk("e", R"({"stage":"","owner":"e"})") + disk("f", R"({"Stage":"prod","owner":"f"})") +
                                                                  disk("g", R"({"stage":"pr\u006fd","owner":"a"})") + disk("h", R"({"stage":null,"owner":"a"})"));
    ASSERT_TRUE(source);
    for (auto* evaluation : {&columns_, &rows_}) {
      const Program& program = *compiled_->program;
      const Query query = build_query(program, all_rules(program));
      *evaluation = std::make_unique<Evaluation>(program, *parameter_values(program, query, {}), 0, std::vector<std::shared_ptr<const RawSource>>{*source}, query, MapOptions{}, evaluation == &columns_);
    }
  }

  const std::vector<const Row*>& rows_of(const Evaluation& evaluation) const { return evaluation.snapshot.find_population(compiled_->program->find_entity("disk"))->rows; }

  const Rule& rule(const std::string& name) const {
    for (const Rule& one : compiled_->program->rules) {
      if (one.name == "tagged." + name) return one;
    }
    ADD_FAILURE() << "no such rule";
    return compiled_->program->rules.front();
  }

  // What deciding the rule sees of a disk.
  std::vector<std::pair<uint32_t, Outcome>> seen(const std::string& rule_name, size_t number) {
    Observer& observer = *columns_->rules.observer;
    const Row* row = rows_of(*columns_)[number];
    observer.begin({nullptr, row}, true);
    verdict_of(columns_->rules, rule(rule_name), Subject{row, nullptr});
    EXPECT_TRUE(observer.end());
    std::vector<std::pair<uint32_t, Outcome>> all;
    for (const Observer::Seen& one : observer.seen()) {
      all.emplace_back(one.observation.key, one.outcome);
      // Whoever looks later sees the same.
      EXPECT_EQ(observer.observe(one.observation), one.outcome) << rule_name << " " << number;
    }
    return all;
  }

  size_t attribute(const std::string& name) const {
    const std::vector<Attribute>& attributes = compiled_->program->find_entity("disk")->attributes;
    size_t index = 0;
    while (attributes[index].name != name) ++index;
    return index;
  }

  std::optional<CompiledPolicy> compiled_;
  std::unique_ptr<Evaluation> columns_, rows_;
};

TEST_F(Tags, OnlyThoseThatAreAskedForAreLookedAt) {
  for (const char* name : {"entry", "presence", "attribute"}) EXPECT_EQ(seen(name, 0), seen(name, 1)) << name;
  EXPECT_NE(seen("whole", 0), seen("whole", 1));
  for (const size_t other : {2, 3, 4}) EXPECT_NE(seen("entry", 0), seen("entry", other)) << other;
  for (const size_t other : {3, 4}) EXPECT_NE(seen("presence", 0), seen("presence", other)) << other;
  EXPECT_EQ(seen("presence", 0), seen("presence", 2));   // whatever the tag says
}

TEST_F(Tags, AnAttributeMadeOfOneIsOfOneClassWhateverTheOthersSay) {
  const auto value = [&](const std::string& name, size_t number) { return rows_of(*columns_)[number]->content(attribute(name)).identity(); };
  for (const char* name : {"stage", "tagged"}) EXPECT_EQ(value(name, 0), value(name, 1)) << name;
  EXPECT_NE(value("stage", 0), value("stage", 2));
  EXPECT_NE(value("tagged", 0), value("tagged", 3));
}

TEST_F(Tags, AreTextsWhereTheReaderHasThem) {
  for (size_t number = 0; number < 8; ++number) {
    const Row& row = *rows_of(*columns_)[number];
    EXPECT_EQ(columns_->columns->tag_texts(row, attribute("tags")) != nullptr, number < 6) << number;
    EXPECT_EQ(columns_->columns->tag_texts(row, attribute("stage")), nullptr);
  }
}

// Some twice, so that they are found among those before.
TEST_F(Tags, DecideAsWholeDictsDo) {
  for (int round = 0; round < 2; ++round) {
    for (const char* name : {"entry", "presence", "whole", "attribute"}) {
      for (size_t number = 0; number < 8; ++number) {
        const Subject by_rows{rows_of(*rows_)[number], nullptr}, by_columns{rows_of(*columns_)[number], nullptr};
        EXPECT_EQ(columns_->columns->decide(rule(name), by_columns).verdict, verdict_of(rows_->rules, rule(name), by_rows).decision.verdict) << name << " " << number;
      }
    }
  }
  EXPECT_EQ(verdict_of(rows_->rules, rule("entry"), {rows_of(*rows_)[1], nullptr}).decision.verdict, Verdict::kPass);
  EXPECT_EQ(verdict_of(rows_->rules, rule("entry"), {rows_of(*rows_)[2], nullptr}).decision.verdict, Verdict::kFail);
}

}  // namespace
}  // namespace sekisho
