// What values refer to, followed through modules, instances and for_each.
#include "adapters/terraform/follow.h"

#include "tests/unit/adapters/samples.h"

namespace sekisho::adapters {
namespace {

const std::string kCreated = R"("create")";

// aws_x.a with `expression` behind its unknown attribute k, beside keys k, many[0..1] and each["a.b"], each["日本"].
std::string root_plan(const std::string& expression, const std::string& more = "", const std::string& attributes = "{\"id\":true,\"arn\":true}") {
  std::string changes;
  for (const char* address : {"aws_k.k", "aws_k.many[0]", "aws_k.many[1]", "aws_k.each[\"a.b\"]", "aws_k.each[\"日本\"]"}) {
    changes += change_of(address, kCreated, "{}", attributes) + ",";
  }
  changes += change_of("data.aws_d.d", R"("read")", "{}", "{\"json\":true}") + ",";
  changes += change_of("aws_x.a", kCreated, "{}", R"({"k":true})") + "," + change_of("aws_x.c[1]", kCreated, "{}", R"({"k":true})") + "," +
             change_of("aws_x.e[\"a.b\"]", kCreated, "{}", R"({"k":true})");
  std::string resources;
  for (const char* name : {"a", "c", "e"}) {
    resources += R"({"type":"aws_x","mode":"managed","name":")" + std::string(name) + R"(","expressions":{"k":{"references":[)" + expression + "]}}" + more + "},";
  }
  return plan_of_changes(changes, R"({"resources":[)" + resources + R"({"type":"aws_k","mode":"managed","name":"k"}],"variables":{"root":{}}})");
}

std::string followed(const std::string& expression, const std::string& address = "aws_x.a", const std::string& more = "") {
  return reference_of(node_of(*load_json(root_plan(expression, more)), address, "/k"));
}

TEST(Reference, NamesOfResources) {
  const struct {
    const char *expression, *expected;
  } cases[] = {
      {R"("aws_k.k.arn","aws_k.k")", "exact aws_k.k by arn"},
      {R"("aws_k.many[1].id","aws_k.many[1]","aws_k.many")", "exact aws_k.many[1] by id"},
      {R"("aws_k.each[\"a.b\"].id","aws_k.each[\"a.b\"]","aws_k.each")", "exact aws_k.each[\"a.b\"] by id"},
      {R"("aws_k.each[\"日本\"].id","aws_k.each[\"日本\"]","aws_k.each")", "exact aws_k.each[\"日本\"] by id"},
      {R"("data.aws_d.d.json","data.aws_d.d")", "exact data.aws_d.d by json"},
      {R"("aws_k.k")", "aws_k.k"},
      {R"("aws_k.many")", "aws_k.many[0], aws_k.many[1]"},
      {R"("aws_k.k.arn","aws_k.k","aws_k.k.arn","aws_k.k")", "exact aws_k.k by arn"},
      {R"("aws_k.k.arn","aws_k.k","aws_k.k.id","aws_k.k")", "aws_k.k"},
      {R"("aws_k.many[1].id","aws_k.many[1]","aws_k.many","aws_k.k.arn","aws_k.k")", "aws_k.k, aws_k.many[1]"},
      {R"("aws_k.k.arn","aws_k.k","var.root")", "aws_k.k by arn"},
      {R"("aws_k.k.arn","aws_k.k","local.l")", "aws_k.k by arn …"},
      {R"("aws_k.k.arn","aws_k.k","path.module")", "aws_k.k by arn"},
      {R"("aws_k.k.arn","aws_k.k","count.index")", "exact aws_k.k by arn"},
      {R"("var.root")", ""},
      {R"("local.l")", " …"},
      {R"("each.key")", ""},
      {R"("aws_k.gone.arn","aws_k.gone")", " …"},
      {R"("aws_k.many[7].arn","aws_k.many[7]","aws_k.many")", " …"},
      {R"("aws_k.k.list[0].arn","aws_k.k.list[0]","aws_k.k.list","aws_k.k")", "exact aws_k.k by list.0.arn"},
  };
  for (const auto& test : cases) EXPECT_EQ(followed(test.expression), test.expected) << test.expression;
}

TEST(Reference, PairsByCountAndEach) {
  EXPECT_EQ(followed(R"("aws_k.many","count.index")", "aws_x.c[1]"), "exact aws_k.many[1]");
  EXPECT_EQ(followed(R"("aws_k.each","each.key")", "aws_x.e[\"a.b\"]"), "exact aws_k.each[\"a.b\"]");
  EXPECT_EQ(followed(R"("aws_k.many","each.key")", "aws_x.e[\"a.b\"]"), "aws_k.many[0], aws_k.many[1]");
}

// More than a few instances are found by an index, in whatever order the file has them.
TEST(Reference, PairsAmongManyInstancesAndModules) {
  std::string changes, modules;
  for (int i = 39; i >= 0; --i) {
    const std::string key = "[" + std::to_string(i) + "]";
    changes += change_of("aws_k.many" + key, kCreated, "{}", R"({"id":true})") + "," + change_of("aws_x.c" + key, kCreated, "{}", R"({"k":true,"m":true,"n":true,"o":true})") + ",";
    changes += change_of("module.m" + key + ".aws_k.inner", kCreated, "{}", R"({"id":true})") + ",";
  }
  changes.pop_back();
  const auto source = load_json(plan_of_changes(changes, R"({"resources":[
      {"type":"aws_k","mode":"managed","name":"many","count_expression":{"constant_value":40}},
      {"type":"aws_x","mode":"managed","name":"c","count_expression":{"constant_value":40},"expressions":{
        "k":{"references":["aws_k.many","count.index"]},"m":{"references":["module.m","count.index"]},
        "n":{"references":["aws_k.many[40].id","aws_k.many[40]","aws_k.many"]},"o":{"references":["module.m[7].k","module.m[7]","module.m"]}}}],
    "module_calls":{"m":{"count_expression":{"constant_value":40},"module":{
      "outputs":{"k":{"expression":{"references":["aws_k.inner.id","aws_k.inner"]}}},"resources":[{"type":"aws_k","mode":"managed","name":"inner"}]}}}})"));
  for (const int i : {0, 17, 39}) {
    const std::string address = "aws_x.c[" + std::to_string(i) + "]", key = "[" + std::to_string(i) + "]";
    EXPECT_EQ(reference_of(node_of(*source, address, "/k")), "exact aws_k.many" + key);
    EXPECT_EQ(reference_of(node_of(*source, address, "/n")), " …");
    EXPECT_EQ(reference_of(node_of(*source, address, "/o")), "exact module.m[7].aws_k.inner by id");
  }
  EXPECT_EQ(reference_of(node_of(*source, "aws_x.c[17]", "/m")), "exact module.m[17].aws_k.inner by id");
}

TEST(Reference, FollowsForEach) {
  const auto each = [](const std::string& expression, const std::string& for_each) {
    return followed(expression, "aws_x.e[\"a.b\"]", R"(,"for_each_expression":)" + for_each);
  };
  EXPECT_EQ(each(R"("each.value.id","each.value")", R"({"references":["aws_k.each"]})"), "exact aws_k.each[\"a.b\"] by id");
  EXPECT_EQ(each(R"("each.value")", R"({"references":["aws_k.each"]})"), "aws_k.each[\"a.b\"]");
  EXPECT_EQ(each(R"("each.value")", R"({"references":["aws_k.k.arn","aws_k.k"]})"), "exact aws_k.k by arn");
  EXPECT_EQ(each(R"("each.value")", R"({"references":["aws_k.k.arn","aws_k.k","aws_k.many[0].arn","aws_k.many[0]","aws_k.many"]})"), "aws_k.k, aws_k.many[0]");
  EXPECT_EQ(each(R"("each.value.id","each.value")", R"({"constant_value":{"a.b":1}})"), "");
  EXPECT_EQ(each(R"("each.value")", R"({"references":["local.l"]})"), " …");
  EXPECT_EQ(each(R"("each.key")", R"({"references":["aws_k.each"]})"), "");
}

TEST(Reference, BelowAnExpressionIsNotExact) {
  const auto source = load_json(plan_of_changes(
      change_of("aws_k.k", kCreated, "{}", R"({"arn":true})") + "," +
          change_of("aws_x.a", kCreated, R"({"m":{"A":"b"},"l":["x",null],"s":[null]})", R"({"m":{"B":true},"l":[false,true],"s":[true],"w":true})"),
      R"({"resources":[{"type":"aws_x","name":"a","mode":"managed","expressions":{"m":{"references":["aws_k.k.arn","aws_k.k"]},
        "l":{"references":["aws_k.k.arn","aws_k.k"]},"s":{"references":["aws_k.k.arn","aws_k.k"]},"w":{"references":["aws_k.k.arn","aws_k.k"]}}}]})"));
  const auto at = [&](const char* pointer) { return reference_of(node_of(*source, "aws_x.a", pointer)); };
  EXPECT_EQ(at("/m/B"), "aws_k.k by arn");
  EXPECT_EQ(at("/m"), "aws_k.k by arn");
  EXPECT_EQ(at("/l"), "aws_k.k by arn");
  EXPECT_EQ(at("/l/1"), "aws_k.k by arn");
  EXPECT_EQ(at("/s/0"), "exact aws_k.k by arn");
  EXPECT_EQ(at("/w"), "exact aws_k.k by arn");
}

TEST(Reference, ValuesThatContradictAreNotExact) {
  const auto with = [](const std::string& target, const std::string& unknown, const std::string& value, const std::string& value_unknown) {
    const auto source = load_json(plan_of_changes(change_of("aws_k.k", kCreated, target, unknown) + "," + change_of("aws_x.a", kCreated, value, value_unknown),
                                                  R"({"resources":[{"type":"aws_x","name":"a","mode":"managed","expressions":{"k":{"references":["aws_k.k.name","aws_k.k"]}}}]})"));
    return reference_of(node_of(*source, "aws_x.a", "/k"));
  };
  EXPECT_EQ(with(R"({"name":"n"})", "{}", R"({"k":"n"})", "{}"), "exact aws_k.k by name");
  EXPECT_EQ(with(R"({"name":"n"})", "{}", R"({"k":"n-suffix"})", "{}"), "aws_k.k by name");
  EXPECT_EQ(with("{}", R"({"name":true})", R"({"k":"n"})", "{}"), "aws_k.k by name");
  EXPECT_EQ(with(R"({"name":"n"})", "{}", "{}", R"({"k":true})"), "aws_k.k by name");
  EXPECT_EQ(with("{}", R"({"name":true})", "{}", R"({"k":true})"), "exact aws_k.k by name");
}

TEST(Reference, AttributesThatMayBeBlocksAreNotComplete) {
  const auto source = load_json(plan_of_changes(change_of("aws_k.k", kCreated, "{}", R"({"id":true})") + "," +
                                                    change_of("aws_x.a", kCreated, R"({"i":[{"p":1}]})", R"({"i":[{"g":true}]})"),
                                                R"({"resources":[{"type":"aws_x","name":"a","mode":"managed","expressions":{"i":{"references":["aws_k.k.id","aws_k.k"]}}}]})"));
  EXPECT_EQ(reference_of(node_of(*source, "aws_x.a", "/i/0/g")), "aws_k.k by id …");
}

TEST(Reference, OldPlansNameNoAttributes) {
  std::string plan = root_plan(R"("aws_k.k")");
  plan.replace(plan.find("1.11.4"), 6, "0.12.3");
  EXPECT_EQ(reference_of(node_of(*load_json(plan), "aws_x.a", "/k")), "exact aws_k.k");
  plan = root_plan(R"("aws_k.k.arn","aws_k.k")");
  plan.replace(plan.find("1.11.4"), 6, "1.0.8");
  EXPECT_EQ(reference_of(node_of(*load_json(plan), "aws_x.a", "/k")), "exact aws_k.k by arn");
}

}  // namespace
}  // namespace sekisho::adapters
