// Which resources a plan or state gives, and what their values are.
#include "adapters/terraform/read.h"

#include "tests/unit/adapters/samples.h"

namespace sekisho::adapters {
namespace {

using Kind = RawNode::Kind;

std::string addresses_of(const RawSource& source) {
  std::string text;
  for (const RawResource& each : source.resources) text += each.address + "(" + each.action + ") ";
  return text;
}

std::string plan_with(const std::string& changes) { return R"({"format_version":"1.2","resource_changes":[)" + changes + "]}"; }

TEST(Read, LaysUnknownAndSensitiveOverAfter) {
  const auto source = load_json(R"({"format_version":"1.2","resource_changes":[{"address":"aws_x.a","change":{"actions":["create"],
    "after":{"text":"t","number":1.50,"yes":true,"none":null,"shadowed":"old","list":["a",null],"inner":{"b":"c"},"secret":"s","part":{"open":"o","shut":{"k":"v"}}},
    "after_unknown":{"id":true,"shadowed":true,"list":[false,true,true],"inner":{"d":true},"made":{"e":[true]},"empty":{},"none":false},
    "after_sensitive":{"secret":true,"part":{"shut":true},"id":true}}}]})");
  const auto at = [&](const char* pointer) -> const RawNode& { return node_of(*source, "aws_x.a", pointer); };
  EXPECT_EQ(at("/text").text, "t");
  EXPECT_EQ(at("/number").text, "1.50");
  EXPECT_TRUE(at("/yes").boolean);
  EXPECT_EQ(at("/none").kind, Kind::kAbsent);
  EXPECT_EQ(at("/shadowed").kind, Kind::kUnknown);
  EXPECT_EQ(at("/shadowed").why, RawUnknown::kAfterApply);
  ASSERT_EQ(at("/list").items.size(), 3U);
  EXPECT_EQ(at("/list/1").kind, Kind::kUnknown);
  EXPECT_EQ(at("/list/2").kind, Kind::kUnknown);
  EXPECT_EQ(at("/inner/b").text, "c");
  EXPECT_EQ(at("/inner/d").kind, Kind::kUnknown);
  EXPECT_EQ(at("/made/e/0").kind, Kind::kUnknown);
  EXPECT_EQ(node(resource(*source, "aws_x.a"), "/empty"), nullptr);
  EXPECT_TRUE(at("/secret").sensitive);
  EXPECT_TRUE(at("/id").sensitive);
  EXPECT_FALSE(at("/part/open").sensitive);
  EXPECT_TRUE(at("/part/shut/k").sensitive);
  EXPECT_EQ(at("/part/shut/k").pointer(), "/part/shut/k");
  EXPECT_EQ(at("/list/1").index, 1U);
  EXPECT_EQ(at("/list/1").parent, &at("/list"));
  EXPECT_EQ(at("/list/1").resource, &resource(*source, "aws_x.a"));
  EXPECT_EQ(source->source->text().substr(at("/secret").offset, 3), "\"s\"");
  EXPECT_EQ(source->source->text()[at("/id").offset], '{');
  EXPECT_EQ(resource(*source, "aws_x.a").pointer.str(), "/resource_changes/0/change/after");
}

TEST(Read, UnknownOverAllOfASensitiveList) {
  const auto source = load_json(R"({"format_version":"1.2","resource_changes":[{"address":"aws_x.a","change":{"actions":["create"],
    "after":{"list":[{"p":"x"},{"p":"y"}]},"after_unknown":{},"after_sensitive":{"list":[{},{"p":true}]}}}]})");
  EXPECT_FALSE(node_of(*source, "aws_x.a", "/list/0/p").sensitive);
  EXPECT_TRUE(node_of(*source, "aws_x.a", "/list/1/p").sensitive);
}

TEST(Read, Actions) {
  const auto source = load_json(plan_with(
      change_of("aws_x.a", R"("create")", "{}") + "," + change_of("aws_x.b", R"("update")", "{}") + "," + change_of("aws_x.c", R"("no-op")", "{}") + "," +
      change_of("aws_x.d", R"("delete","create")", "{}") + "," + change_of("aws_x.e", R"("create","delete")", "{}") + "," +
      change_of("aws_x.f", R"("delete")", "null") + "," + change_of("aws_x.g", R"("forget")", "null") + "," +
      change_of("data.aws_x.h", R"("read")", "{}") + "," + change_of("aws_x.a", R"("update")", "{}")));
  EXPECT_EQ(addresses_of(*source), "aws_x.a(create) aws_x.b(update) aws_x.c(no-op) aws_x.d(replace) aws_x.e(replace) data.aws_x.h(read) ");
  const std::vector<std::string> expected = {
      "1 resource is to be deleted and was left out", "1 resource is to be forgotten by Terraform and was left out",
      "1 address is listed twice: the first entry counts", "1 data source is read only when the plan is applied",
      "the plan has no `configuration`: what the author wrote and what refers to what cannot be told"};
  EXPECT_EQ(source->notes, expected);
  EXPECT_TRUE(resource(*source, "aws_x.d").root->on_create);
  EXPECT_FALSE(resource(*source, "aws_x.b").root->on_create);
  EXPECT_EQ(resource(*source, "data.aws_x.h").type, "data.aws_x");
}

TEST(Read, NamesAndModules) {
  const auto source = load_json(plan_with(change_of(R"(module.m["a.b"].module.n.aws_x.y[2])", R"("create")", "{}")));
  const RawResource& found = resource(*source, R"(module.m["a.b"].module.n.aws_x.y[2])");
  EXPECT_EQ(found.type, "aws_x");
  EXPECT_EQ(found.name, "y");
  EXPECT_EQ(found.module, R"(module.m["a.b"].module.n)");
}

TEST(Read, AddressesThatOldVersionsShorten) {
  const auto source = load_json(R"({"format_version":"0.1","resource_changes":[
    {"address":"aws_x.a","module_address":"module.m","index":0,"change":{"actions":["create"],"after":{}}},
    {"address":"aws_x.a","module_address":"module.m","index":"k","change":{"actions":["create"],"after":{}}}]})");
  EXPECT_EQ(addresses_of(*source), R"(module.m.aws_x.a[0](create) module.m.aws_x.a["k"](create) )");
}

TEST(Read, DeposedAndDriftAreLeftOut) {
  const auto source = load_json(R"({"format_version":"1.2","resource_drift":[{"address":"aws_x.z","change":{"actions":["update"],"after":{}}}],
    "resource_changes":[{"address":"aws_x.a","deposed":"1234","change":{"actions":["delete"],"after":null}}]})");
  EXPECT_TRUE(source->resources.empty());
  EXPECT_EQ(source->notes[0], "1 deposed object was left out");
}

TEST(Read, DataSourcesThatWereReadAlready) {
  const auto source = load_json(R"({"format_version":"1.2","resource_changes":[{"address":"data.aws_x.now","change":{"actions":["read"],"after":{"a":1}}}],
    "prior_state":{"format_version":"1.0","values":{"root_module":{"resources":[
      {"address":"aws_x.managed","mode":"managed","values":{}},
      {"address":"data.aws_x.now","mode":"data","values":{"a":2}},
      {"address":"data.aws_x.before","mode":"data","values":{"a":3},"sensitive_values":{"a":true}}],
      "child_modules":[{"address":"module.m","resources":[{"address":"module.m.data.aws_x.inner","mode":"data","values":{"a":4}}]}]}}}})");
  EXPECT_EQ(addresses_of(*source), "data.aws_x.now(read) data.aws_x.before() module.m.data.aws_x.inner() ");
  EXPECT_EQ(node_of(*source, "data.aws_x.now", "/a").text, "1");
  EXPECT_TRUE(node_of(*source, "data.aws_x.before", "/a").sensitive);
  EXPECT_EQ(resource(*source, "module.m.data.aws_x.inner").pointer.str(), "/prior_state/values/root_module/child_modules/0/resources/0/values");
}

TEST(Read, PlannedValuesWhereNothingElseIs) {
  const auto source = load_json(R"({"format_version":"1.2","planned_values":{"root_module":{"resources":[{"address":"aws_x.a","mode":"managed","values":{"b":"c"}}]}}})");
  EXPECT_EQ(addresses_of(*source), "aws_x.a() ");
  EXPECT_FALSE(source->missing_is_absent);
  EXPECT_EQ(source->format, "plan 1.2");
  EXPECT_NE(source->notes[0].find("no `resource_changes`"), std::string::npos);
}

TEST(Read, States) {
  const auto source = load(SEKISHO_ROOT "/tests/unit/adapters/data/state.json");
  ASSERT_TRUE(source) << source.error().message;
  EXPECT_EQ((*source)->format, "state 1.0");
  EXPECT_EQ(addresses_of(**source), "aws_s3_bucket.b() data.aws_region.r() module.m[\"k\"].aws_db_instance.d() provider.aws() ");
  EXPECT_TRUE((*source)->missing_is_absent);
  EXPECT_TRUE(node_of(**source, "module.m[\"k\"].aws_db_instance.d", "/password").sensitive);
  EXPECT_EQ(node_of(**source, "aws_s3_bucket.b", "/bucket").configured, Configured::kNotTold);
  EXPECT_EQ(resource(**source, "aws_s3_bucket.b").account_key, "aws");
  EXPECT_FALSE((*source)->captured_at);
}

TEST(Read, AnEmptyState) {
  const auto source = load_json(R"({"format_version":"1.0"})");
  EXPECT_EQ(source->format, "state 1.0");
  EXPECT_TRUE(source->resources.empty());
}

TEST(Read, WhatThePlanSaysOfItself) {
  const auto source = load_json(R"({"format_version":"1.2","timestamp":"2024-02-29T12:34:56Z","errored":true,"complete":false,"resource_changes":[],
    "configuration":{"root_module":{}}})");
  EXPECT_EQ(source->captured_at, 1709210096);
  EXPECT_EQ(source->notes, std::vector<std::string>{"planning ended in an error: resources may be missing"});
  EXPECT_FALSE(source->holds_all);
  const auto deferred = load_json(R"({"format_version":"1.2","complete":false,"deferred_changes":[{},{}],"resource_changes":[],"configuration":{"root_module":{}}})");
  EXPECT_EQ(deferred->notes, std::vector<std::string>{"the plan is not complete: 2 deferred changes are not in it"});
  EXPECT_FALSE(deferred->holds_all);
  // The configuration tells what is left out, where there is one.
  EXPECT_FALSE(load_json(R"({"format_version":"1.2","complete":false,"resource_changes":[]})")->holds_all);
  EXPECT_TRUE(load_json(R"({"format_version":"1.2","complete":false,"resource_changes":[],"configuration":{"root_module":{}}})")->holds_all);
  EXPECT_TRUE(load_json(R"({"format_version":"1.2","complete":true,"errored":false,"deferred_changes":[],"resource_changes":[],"configuration":{"root_module":{}}})")->holds_all);
}

TEST(Read, RefusesShapesAgainstTheFormat) {
  const struct {
    const char *json, *part;
  } cases[] = {
      {R"({"format_version":"1.2","resource_changes":{}})", "/resource_changes is an object, expected a list"},
      {R"({"format_version":"1.2","resource_changes":[1]})", "/resource_changes/0 is a number, expected an object"},
      {R"({"format_version":"1.2","resource_changes":[{"change":{}}]})", "/resource_changes/0/address is nothing, expected a string"},
      {R"({"format_version":"1.2","resource_changes":[{"address":"aws_x"}]})", "/resource_changes/0/address is a string, expected an address"},
      {R"({"format_version":"1.2","resource_changes":[{"address":"aws_x.a"}]})", "/resource_changes/0/change is nothing"},
      {R"({"format_version":"1.2","resource_changes":[{"address":"aws_x.a","change":{"actions":[]}}]})", "/change/actions is a list, expected a list of actions"},
      {R"({"format_version":"1.2","resource_changes":[{"address":"aws_x.a","change":{"actions":[1]}}]})", "/change/actions is a number"},
      {R"({"format_version":"1.2","resource_changes":[{"address":"aws_x.a","change":{"actions":["create"],"after":"x"}}]})", "/change/after is a string, expected an object"},
      {R"({"format_version":"1.0","values":{"root_module":{"resources":[[]]}}})", "/values/root_module/resources/0 is a list, expected an object"},
      {R"({"format_version":"1.0","values":{"root_module":{"child_modules":3}}})", "/values/root_module/child_modules is a number, expected a list"},
      {R"({"format_version":"1.0","values":[]})", "/values is a list, expected an object"},
  };
  for (const auto& test : cases) {
    const std::string message = refusal(test.json);
    EXPECT_NE(message.find(test.part), std::string::npos) << test.part << "\nsaid: " << message;
  }
}

TEST(Read, StrangeShapesElsewhereAreIgnored) {
  load_json(R"({"format_version":"1.2","variables":[],"configuration":{"provider_config":3,"root_module":{"resources":{"a":1},"module_calls":[],"variables":"x"}},
    "resource_changes":[{"address":"aws_x.a","change":{"actions":["create"],"after":{"a":[1]},"after_unknown":[true],"after_sensitive":"x"}}]})");
  load_json(R"({"format_version":"1.2","configuration":[],"timestamp":5,"resource_changes":null,"prior_state":[]})");
  load_json(R"({"format_version":"1.2","resource_changes":[{"address":"aws_x.a","change":{"actions":["create"],"after":{"a":{"b":1}}}}],
    "configuration":{"root_module":{"resources":[3,{"type":1},{"type":"aws_x","name":"a","expressions":{"a":3}}],"module_calls":{"m":7}}}})");
}

}  // namespace
}  // namespace sekisho::adapters
