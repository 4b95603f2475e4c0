// What rules can be decided on, and what the measures of coverage count.
#include "sekisho/controls.h"

#include <gtest/gtest.h>

namespace sekisho {
namespace {

const char* const kTexts = R"seki(language 1
package sekisho.schema
trait thing { name : string }
record lock { on : bool  key : string? }
kind storage.box : thing { lock : lock  open : bool  holder : ref people.person? }
kind storage.bag : thing { open : bool }
kind people.person { id : string  left : date? }
map terraform.aws_box as r to storage.box { name = r.name  lock.on = r.on  lock.key unavailable "none"  open = r.open  holder unavailable "none" }
map terraform.other_bag as r to storage.bag { name = r.name  open unavailable "none" }
map cloudformation."AWS::Bag" as r to storage.bag { name = r.Name  open = r.Open }
rule whole { title en "a" ja "あ" severity low for x in storage.box require x.lock.on }
rule part { title en "a" ja "あ" severity low for x in storage.box require present x.lock.key }
rule either { title en "a" ja "あ" severity low for x in thing require x.name != "" }
rule bag { title en "a" ja "あ" severity low for x in storage.bag require x.open }
rule joined { title en "a" ja "あ" severity low for p in people.person require no x in storage.box : x.name == p.id }
rule register { title en "a" ja "あ" severity low for p in people.person require present p.left }
rule exists { title en "a" ja "あ" severity low for x in storage.box require (any p in people.person) }
rule raw { title en "a" ja "あ" severity low for r in terraform.aws_queue require present r.name }
)seki";

std::map<std::string, RuleSourcesInfo> sources() {
  PolicySet policies;
  policies.packs.push_back(std::make_shared<const Source>("texts.seki", kTexts));
  Diagnostics diagnostics;
  std::optional<CompiledPolicy> policy = compile(policies, diagnostics);
  for (const Diagnostic& one : diagnostics.all()) {
    if (one.severity == Severity::kError) ADD_FAILURE() << render(one, false);
  }
  return policy ? rule_sources(*policy) : std::map<std::string, RuleSourcesInfo>{};
}

// "source" where it decides, "source - what it lacks" where not; "+ kind" a register.
std::string told(const RuleSourcesInfo& info) {
  std::string text = info.on_register ? "on register;" : "";
  for (const RuleSourceInfo& source : info.sources) {
    text += source.name;
    for (const std::string& lack : source.missing) text += " - " + lack;
    text += ";";
  }
  for (const std::string& name : info.registers) text += "+ " + name + ";";
  return text;
}

TEST(RuleSources, SayWhatEachSourceGives) {
  auto all = sources();
  EXPECT_EQ(told(all["sekisho.schema.whole"]), "terraform aws;");
  EXPECT_EQ(told(all["sekisho.schema.part"]), "terraform aws - storage.box.lock.key;");
  EXPECT_EQ(told(all["sekisho.schema.either"]), "cloudformation;terraform aws;terraform other;");
  EXPECT_EQ(told(all["sekisho.schema.bag"]), "cloudformation;terraform other - storage.bag.open;");
  EXPECT_EQ(told(all["sekisho.schema.joined"]), "on register;terraform aws;+ people.person;");
  EXPECT_EQ(told(all["sekisho.schema.register"]), "on register;+ people.person;");
  EXPECT_EQ(told(all["sekisho.schema.exists"]), "terraform aws;+ people.person;");
  EXPECT_FALSE(all["sekisho.schema.exists"].weighs_registers);
  EXPECT_TRUE(all["sekisho.schema.joined"].weighs_registers);
  EXPECT_EQ(told(all["sekisho.schema.raw"]), "terraform aws;");
}

TEST(Controls, BelowByNumbers) {
  EXPECT_TRUE(is_at_or_below("9.2.3.11.PB", "9.2.3"));
  EXPECT_TRUE(is_at_or_below("8.1.5.4.P", "8.1.5.P"));
  EXPECT_TRUE(is_at_or_below("9.2", "9.2"));
  EXPECT_FALSE(is_at_or_below("9.2.31", "9.2.3"));
  EXPECT_FALSE(is_at_or_below("9.2", "9.2.3"));
  EXPECT_FALSE(is_at_or_below("x", "x"));
}

TEST(Controls, MeasuresCountWhatTheTableSays) {
  std::vector<ControlInfo> controls(4);
  const char* const ids[] = {"4.1.1", "9.2.1", "9.2.2", "9.2.2.1"};
  for (size_t i = 0; i < 4; ++i) {
    controls[i].id = ids[i];
    controls[i].level = i == 3 ? 4 : 3;
    controls[i].chapter = i == 0 ? 4 : 9;
    controls[i].testable = i == 1 ? "document" : "config";
  }
  controls[1].testable_secondary = "config";
  const std::string header = "name_en,name_ja,level,chapters,testable,also_secondary,decided_by\n";
  const auto measures = coverage_measures(std::make_shared<const Source>("c.csv", header + "a,あ,3,5-18,config,yes,configuration\nb,い,3,5-18,config,,register\nc,う,3,4,config,,register\n"), controls);
  ASSERT_TRUE(measures.has_value());
  ASSERT_EQ(measures->size(), 3u);
  EXPECT_EQ((*measures)[0].controls, (std::vector<std::string>{"9.2.1", "9.2.2"}));
  EXPECT_FALSE((*measures)[0].by_register);
  EXPECT_EQ((*measures)[1].controls, (std::vector<std::string>{"9.2.2"}));
  EXPECT_EQ((*measures)[2].controls, (std::vector<std::string>{"4.1.1"}));
  EXPECT_FALSE(coverage_measures(std::make_shared<const Source>("c.csv", header + "a,あ,3,five,config,,register\n"), controls).has_value());
  EXPECT_FALSE(coverage_measures(std::make_shared<const Source>("c.csv", header + "a,あ,3,5,config,,guess\n"), controls).has_value());
}

}  // namespace
}  // namespace sekisho
