// What a plan that does not say whether it is complete leaves out of what its configuration says.
#include "tests/unit/adapters/samples.h"

namespace sekisho::adapters {
namespace {

std::string joined(const std::set<std::string, std::less<>>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string block(const std::string& address, const std::string& more = "", const std::string& mode = "managed") {
  const size_t dot = address.find('.');
  return R"({"address":")" + address + R"(","mode":")" + mode + R"(","type":")" + address.substr(0, dot) + R"(","name":")" + address.substr(dot + 1) + "\"" + more + "}";
}

std::string created(const std::string& address) { return change_of(address, R"("create")", "{}"); }

// Types that may be missing from a plan with these changes; the same whether it is skimmed or read as a whole.
std::string missing(const std::string& changes, const std::string& root_module, const std::string& more = "") {
  std::string found;
  for (const Reading reading : {Reading::kLate, Reading::kWhole}) {
    const auto source = load_bytes("x.json", plan_of_changes(changes, root_module, more), "", reading);
    if (!source) return "refused: " + source.error().message;
    EXPECT_TRUE((*source)->left_out.empty() || (*source)->holds_all);
    if (reading == Reading::kLate) found = joined((*source)->left_out);
    else EXPECT_EQ(found, joined((*source)->left_out));
  }
  return found;
}

TEST(Missing, ABlockWithoutAnInstance) {
  const std::string two = R"({"resources":[)" + block("aws_x.a") + "," + block("aws_y.b") + "]}";
  EXPECT_EQ(missing(created("aws_x.a") + "," + created("aws_y.b"), two), "");
  EXPECT_EQ(missing(created("aws_x.a"), two), "aws_y");
  // It says so itself, one way or the other.
  EXPECT_EQ(missing(created("aws_x.a"), two, R"("complete":true,)"), "");
  EXPECT_EQ(missing(created("aws_x.a"), two, R"("complete":false,)"), "aws_y");
  // What will go was there to be planned; so was what Terraform gives up.
  EXPECT_EQ(missing(created("aws_x.a") + "," + change_of("aws_y.b", R"("delete")", "null"), two), "");
  EXPECT_EQ(missing(created("aws_x.a") + "," + change_of("aws_y.b", R"("forget")", "null"), two), "");
}

// Of a plan that says that it is not complete, nobody knows how many there are of what is repeated.
TEST(Missing, APlanThatSaysSo) {
  const std::string each = R"(,"for_each_expression":{"references":["var.m"]})";
  const std::string module = R"({"resources":[)" + block("aws_x.a") + "," + block("aws_z.c", each) + "]}";
  EXPECT_EQ(missing(created("aws_x.a"), module), "");
  EXPECT_EQ(missing(created("aws_x.a"), module, R"("complete":false,)"), "aws_z");
  EXPECT_EQ(missing(created("aws_x.a"), R"({"resources":[)" + block("aws_x.a") + "]}", R"("complete":false,)"), "");
  const auto notes = [&](const std::string& more) { return load_json(plan_of_changes(created("aws_x.a"), module, more)); };
  EXPECT_TRUE(notes(R"("complete":false,)")->holds_all);
  EXPECT_EQ(notes(R"("complete":false,)")->notes, std::vector<std::string>{"the plan says that it is not complete: resources of repeated blocks may be missing"});
  // After an error, and where changes were put off, the configuration does not tell.
  EXPECT_FALSE(notes(R"("complete":false,"errored":true,)")->holds_all);
  EXPECT_FALSE(notes(R"("complete":false,"deferred_changes":[{}],)")->holds_all);
}

TEST(Missing, WhatIsOnlyReadIsInNoPlan) {
  EXPECT_EQ(missing(created("aws_x.a"), R"({"resources":[)" + block("aws_x.a") + "," + block("aws_y.b", "", "data") + "," + block("aws_z.c", "", "ephemeral") + "]}"), "");
}

TEST(Missing, HowManyThereAreIsToldByTheRest) {
  const std::string counted = R"(,"count_expression":{"references":["var.n"]})", each = R"(,"for_each_expression":{"references":["var.m"]})";
  // None of a repeated block may be right, as long as nothing else is missing.
  EXPECT_EQ(missing(created("aws_x.a"), R"({"resources":[)" + block("aws_x.a") + "," + block("aws_y.b", counted) + "," + block("aws_z.c", each) + "]}"), "");
  EXPECT_EQ(missing(created("aws_x.a") + "," + created("aws_z.c[\"k\"]"), R"({"resources":[)" + block("aws_x.a") + "," + block("aws_w.d") + "," + block("aws_y.b", counted) + "," + block("aws_z.c", each) + "]}"),
            "aws_w aws_y aws_z");
  const std::string two = R"(,"count_expression":{"constant_value":2})", none = R"(,"count_expression":{"constant_value":0})";
  EXPECT_EQ(missing(created("aws_x.a[0]") + "," + created("aws_x.a[1]"), R"({"resources":[)" + block("aws_x.a", two) + "," + block("aws_y.b", none) + "]}"), "");
  EXPECT_EQ(missing(created("aws_x.a[0]"), R"({"resources":[)" + block("aws_x.a", two) + "," + block("aws_y.b", none) + "]}"), "aws_x");
}

TEST(Missing, InModules) {
  const auto call = [](const std::string& resources, const std::string& more = "") { return R"({"module_calls":{"m":{"source":"./m","module":{"resources":[)" + resources + "]}" + more + "}}}"; };
  const std::string two = block("aws_x.a") + "," + block("aws_y.b"), each = R"(,"for_each_expression":{"references":["var.m"]})";
  EXPECT_EQ(missing(created("module.m.aws_x.a") + "," + created("module.m.aws_y.b"), call(two)), "");
  EXPECT_EQ(missing(created("module.m.aws_x.a"), call(two)), "aws_y");
  EXPECT_EQ(missing("", call(two)), "aws_x aws_y");
  EXPECT_EQ(missing("", call(two, each)), "");
  EXPECT_EQ(missing(created("module.m[\"k\"].aws_x.a") + "," + created("module.m[\"k\"].aws_y.b"), call(two, each)), "");
  // The other instances, if there are any, may be left out as a whole.
  EXPECT_EQ(missing(created("module.m[\"k\"].aws_x.a"), call(two, each)), "aws_x aws_y");
  EXPECT_EQ(missing(change_of("module.m[\"k\"].aws_x.a", R"("delete")", "null"), call(two, each)), "");
}

TEST(Missing, WhatTheStateHasIsInThePlan) {
  const std::string module = R"({"resources":[)" + block("aws_x.a") + "," + block("aws_y.b", R"(,"count_expression":{"references":["var.n"]})") + "]}";
  const auto prior = [](const std::string& address) {
    return R"("prior_state":{"format_version":"1.0","values":{"root_module":{"resources":[{"address":")" + address + R"(","mode":"managed","type":"aws_y","name":"b","values":{}}]}}},)";
  };
  EXPECT_EQ(missing(created("aws_x.a"), module, prior("aws_y.b[0]")), "aws_y");
  EXPECT_EQ(missing(created("aws_x.a") + "," + created("aws_y.b[0]"), module, prior("aws_y.b[0]")), "");
  EXPECT_EQ(missing(created("aws_x.a") + "," + change_of("aws_y.b[0]", R"("delete")", "null"), module, prior("aws_y.b[0]")), "");
}

TEST(Missing, ItIsSaid) {
  const std::string module = R"({"resources":[)" + block("aws_x.a") + "," + block("aws_y.b") + "," + block("aws_y.c") + "]}";
  EXPECT_EQ(load_json(plan_of_changes(created("aws_x.a") + "," + created("aws_y.c"), module))->notes, std::vector<std::string>{"the plan is not complete: `aws_y.b` of the configuration or the state is not in it"});
  EXPECT_EQ(load_json(plan_of_changes(created("aws_x.a"), module))->notes, std::vector<std::string>{"the plan is not complete: 2 resources of the configuration or the state are not in it, as `aws_y.b`"});
}

}  // namespace
}  // namespace sekisho::adapters
