// What the configuration says of a value: set by the author or not, and written how.
#include "adapters/terraform/scope.h"

#include "tests/unit/adapters/samples.h"

namespace sekisho::adapters {
namespace {

// "yes literal", "no absent", "? ?".
std::string said(const RawNode& of) {
  const char* configured = of.configured == Configured::kYes ? "yes" : of.configured == Configured::kNo ? "no" : "?";
  static const char* const kWritten[] = {"?", "absent", "literal", "parameter", "reference", "secret"};
  return std::string(configured) + " " + kWritten[static_cast<size_t>(of.written)];
}

std::string said_at(const std::string& plan, const std::string& pointer) { return said(node_of(*load_json(plan), "aws_x.a", pointer)); }

TEST(Configured, TopLevel) {
  const auto source = load_json(plan_of(R"({"a":"1","b":null,"c":"default"})", R"({"d":true,"e":true})",
                                        R"({"a":{"constant_value":"1"},"b":{"constant_value":null},"d":{"references":["aws_x.z.id","aws_x.z"]},"w":{"constant_value":"wo"},"f":{}})"));
  const auto at = [&](const char* pointer) { return said(node_of(*source, "aws_x.a", pointer)); };
  EXPECT_EQ(at("/a"), "yes literal");
  EXPECT_EQ(at("/b"), "no absent");
  EXPECT_EQ(at("/c"), "no absent");
  EXPECT_EQ(at("/d"), "yes reference");
  EXPECT_EQ(at("/e"), "no absent");
  EXPECT_EQ(at("/w"), "yes literal");   // write-only: set, and never in the plan
  EXPECT_EQ(at("/f"), "yes literal");   // a function of literals
  EXPECT_TRUE(resource(*source, "aws_x.a").root->keys_configured_known);
}

TEST(Configured, AnEmptyConstantThatTheProviderIgnores) {
  const std::string plan = plan_of(R"({"b":""})", R"({"a":true,"c":true})", R"({"a":{"constant_value":""},"b":{"constant_value":""},"c":{"constant_value":-1}})");
  EXPECT_EQ(said_at(plan, "/a"), "no absent");
  EXPECT_EQ(said_at(plan, "/b"), "yes literal");
  EXPECT_EQ(said_at(plan, "/c"), "yes literal");
}

TEST(Configured, NotToldWithoutConfiguration) {
  const auto source = load_json(R"({"format_version":"1.2","resource_changes":[)" + change_of("aws_x.a", R"("create")", R"({"a":1})") + "]}");
  EXPECT_EQ(said(node_of(*source, "aws_x.a", "/a")), "? ?");
  EXPECT_FALSE(resource(*source, "aws_x.a").root->keys_configured_known);
  const auto missing = load_json(plan_of_changes(change_of("aws_x.a", R"("create")", R"({"a":1})"), R"({"resources":[]})"));
  EXPECT_EQ(said(node_of(*missing, "aws_x.a", "/a")), "? ?");
}

// Who writes an `id` is refused by these providers, so that one that is not known yet is given at apply whatever the configuration says.
TEST(Configured, AnIdWithoutConfiguration) {
  const std::string unknown = R"({"id":true,"b":[{"id":true}],"arn":true})";
  const std::string changes = change_of("aws_x.a", R"("create")", R"({"b":[{"c":1}]})", unknown) + "," + change_of("other_x.a", R"("create")", R"({"b":[{"c":1}]})", unknown) + "," +
                              change_of("data.google_x.a", R"("read")", "{}", unknown) + "," + change_of("google_x.b", R"("create")", R"({"id":"x"})");
  for (const Reading reading : {Reading::kLate, Reading::kWhole}) {
    const auto source = load_bytes("x.json", R"({"format_version":"1.2","resource_changes":[)" + changes + "]}", "", reading);
    ASSERT_TRUE(source);
    const auto at = [&](const char* address, const char* pointer) { return said(node_of(**source, address, pointer)); };
    EXPECT_EQ(at("aws_x.a", "/id"), "no ?");
    EXPECT_EQ(at("aws_x.a", "/b/0/id"), "? ?");
    EXPECT_EQ(at("aws_x.a", "/arn"), "? ?");
    EXPECT_EQ(at("other_x.a", "/id"), "? ?");
    EXPECT_EQ(at("data.google_x.a", "/id"), "? ?");
    EXPECT_EQ(at("google_x.b", "/id"), "? ?");
  }
}

TEST(Configured, ABlockThatSetsNothing) {
  const auto source = load_json(plan_of_changes(change_of("aws_x.a", R"("create")", "{}", R"({"a":true})"), R"({"resources":[{"type":"aws_x","name":"a","mode":"managed"}]})"));
  EXPECT_EQ(said(node_of(*source, "aws_x.a", "/a")), "no absent");
}

TEST(Configured, ASingleBlock) {
  const std::string plan = plan_of(R"({"v":[{"s":"on","d":1}]})", R"({"v":[{"k":true}]})", R"({"v":[{"s":{"constant_value":"on"}}]})");
  EXPECT_EQ(said_at(plan, "/v"), "yes ?");
  EXPECT_EQ(said_at(plan, "/v/0/s"), "yes literal");
  EXPECT_EQ(said_at(plan, "/v/0/d"), "no absent");
  EXPECT_EQ(said_at(plan, "/v/0/k"), "no absent");
}

TEST(Configured, ABlockOfWhichThereIsOne) {
  const std::string plan = plan_of(R"({"timeouts":{"create":"1h","delete":null}})", "{}", R"({"timeouts":{"create":{"constant_value":"1h"}}})");
  EXPECT_EQ(said_at(plan, "/timeouts/create"), "yes literal");
  EXPECT_EQ(said_at(plan, "/timeouts/delete"), "no absent");
}

TEST(Configured, MembersOfASetAreToldByTheirConstants) {
  const std::string plan = plan_of(R"({"o":[{"id":"zz","p":""},{"id":"aa","p":"/p"}]})", R"({"o":[{"d":true},{}]})",
                                   R"({"o":[{"id":{"constant_value":"aa"},"p":{"constant_value":"/p"}},{"id":{"constant_value":"zz"},"d":{"references":["aws_x.z.arn","aws_x.z"]}}]})");
  EXPECT_EQ(said_at(plan, "/o/0/d"), "yes reference");
  EXPECT_EQ(said_at(plan, "/o/0/p"), "no absent");
  EXPECT_EQ(said_at(plan, "/o/1/p"), "yes literal");
}

TEST(Configured, MembersThatCannotBeToldApart) {
  const std::string plan = plan_of(R"({"o":[{},{}]})", R"({"o":[{"a":true,"b":true,"c":true},{"a":true,"b":true,"c":true}]})",
                                   R"({"o":[{"a":{"references":["aws_x.y.id","aws_x.y"]},"b":{"references":["aws_x.y.id","aws_x.y"]}},{"a":{"references":["aws_x.z.id","aws_x.z"]}}]})");
  EXPECT_EQ(said_at(plan, "/o/0/a"), "yes reference");
  EXPECT_EQ(said_at(plan, "/o/0/b"), "? ?");
  EXPECT_EQ(said_at(plan, "/o/1/c"), "no absent");
}

TEST(Configured, DynamicBlocksAreNotTold) {
  // Nothing in `expressions` speaks of v.
  const std::string dynamic = plan_of(R"({"v":[{"n":"v"}],"l":["x"],"e":[]})", R"({"v":[{"k":true}]})", "{}");
  EXPECT_EQ(said_at(dynamic, "/v"), "? ?");
  EXPECT_EQ(said_at(dynamic, "/v/0/k"), "? ?");
  EXPECT_EQ(said_at(dynamic, "/l"), "no absent");
  EXPECT_EQ(said_at(dynamic, "/e"), "no absent");
  // One block written, two members planned.
  const std::string mixed = plan_of(R"({"v":[{"n":"s"},{"n":"v"}]})", "{}", R"({"v":[{"n":{"constant_value":"s"}}]})");
  EXPECT_EQ(said_at(mixed, "/v"), "yes ?");
  EXPECT_EQ(said_at(mixed, "/v/0/n"), "? ?");
  const std::string attribute = plan_of(R"({"v":[{"n":"s"},{"n":"v"}]})", "{}", R"({"v":{"constant_value":[{"n":"s"}]}})");
  EXPECT_EQ(said_at(attribute, "/v/1/n"), "? ?");
}

TEST(Configured, ADynamicBlockOverAnUnknownCollectionIsUnknown) {
  const auto source = load_json(plan_of(R"({"v":[{"d":"","l":[],"s":false}],"w":[{"d":"x"}]})", R"({"v":[{"p":true,"q":true}],"w":[{"p":true}]})", "{}"));
  EXPECT_EQ(node_of(*source, "aws_x.a", "/v").kind, RawNode::Kind::kUnknown);
  EXPECT_EQ(node_of(*source, "aws_x.a", "/w").kind, RawNode::Kind::kList);
}

TEST(Configured, InsideAConstant) {
  const std::string plan = plan_of(R"({"r":[{"p":1,"s":null,"d":""},{"p":2,"s":"x","d":""}],"t":{"A":"b"}})", "{}",
                                   R"({"r":{"constant_value":[{"p":2,"s":"x","d":null},{"p":1,"s":null,"d":null}]},"t":{"constant_value":{"A":"b"}}})");
  EXPECT_EQ(said_at(plan, "/r/0/p"), "yes literal");
  EXPECT_EQ(said_at(plan, "/r/0/s"), "no absent");
  EXPECT_EQ(said_at(plan, "/r/1/s"), "yes literal");
  EXPECT_EQ(said_at(plan, "/r/1/d"), "no absent");
  EXPECT_EQ(said_at(plan, "/t/A"), "yes literal");
}

TEST(Configured, InsideAnExpressionWithReferences) {
  const std::string plan = plan_of(R"({"r":[{"p":1,"s":null}]})", R"({"r":[{"g":true}]})", R"({"r":{"references":["aws_x.z.id","aws_x.z"]}})");
  EXPECT_EQ(said_at(plan, "/r"), "yes reference");
  EXPECT_EQ(said_at(plan, "/r/0/p"), "yes reference");
  EXPECT_EQ(said_at(plan, "/r/0/s"), "no absent");
  EXPECT_EQ(said_at(plan, "/r/0/g"), "yes reference");
}

TEST(Configured, AVariableThatIsNullSetsNothing) {
  const auto plan = [](const std::string& module, const std::string& variables) {
    return load_json(plan_of_changes(change_of("module.m.aws_x.a", R"("create")", R"({"k":"x"})", R"({"k2":true})"),
                                     R"({"module_calls":{"m":{"expressions":)" + module + R"(,"module":{"variables":{"v":{"default":null}},
      "resources":[{"type":"aws_x","name":"a","mode":"managed","expressions":{"k":{"references":["var.v"]},"k2":{"references":["var.v"]}}}]}}},"variables":{"root":{"default":null}}})",
                                     variables));
  };
  const auto k2 = [](const RawSource& source) { return said(node_of(source, "module.m.aws_x.a", "/k2")); };
  EXPECT_EQ(k2(*plan("{}", "")), "no absent");
  EXPECT_EQ(k2(*plan(R"({"v":{"constant_value":null}})", "")), "no absent");
  EXPECT_EQ(k2(*plan(R"({"v":{"constant_value":"x"}})", "")), "yes literal");
  EXPECT_EQ(k2(*plan(R"({"v":{"references":["var.root"]}})", "")), "no absent");
  EXPECT_EQ(k2(*plan(R"({"v":{"references":["var.root"]}})", R"("variables":{"root":{"value":"x"}},)")), "yes parameter");
  EXPECT_EQ(k2(*plan(R"({"v":{"references":["var.root","aws_x.q"]}})", "")), "yes reference");
  // With a value in the plan, the expression must have made it.
  EXPECT_EQ(said(node_of(*plan("{}", ""), "module.m.aws_x.a", "/k")), "yes literal");
}

TEST(Configured, WhereAValueComesFrom) {
  const struct {
    const char *expression, *expected;
  } cases[] = {
      {R"({"constant_value":"x"})", "yes literal"},
      {R"({})", "yes literal"},
      {R"({"references":["count.index"]})", "yes literal"},
      {R"({"references":["path.module","terraform.workspace"]})", "yes literal"},
      {R"({"references":["var.p"]})", "yes parameter"},
      {R"({"references":["local.l"]})", "yes ?"},
      {R"({"references":["aws_y.z.id","aws_y.z"]})", "yes reference"},
      {R"({"references":["aws_y.z.id","aws_y.z","local.l"]})", "yes reference"},
      {R"({"references":["aws_y.z.password","aws_y.z"]})", "yes secret"},
      {R"({"references":["random_password.p.result","random_password.p"]})", "yes secret"},
      {R"({"references":["data.aws_secretsmanager_secret_version.s.secret_string","data.aws_secretsmanager_secret_version.s"]})", "yes secret"},
      {R"({"references":["data.aws_ssm_parameter.s.value","data.aws_ssm_parameter.s","var.p"]})", "yes secret"},
      {R"({"references":["data.vault_generic_secret.s.data","data.vault_generic_secret.s"]})", "yes secret"},
      {R"({"references":["ephemeral.aws_x.s.value","ephemeral.aws_x.s"]})", "yes secret"},
  };
  for (const auto& test : cases) {
    EXPECT_EQ(said_at(plan_of(R"({"k":"v"})", "{}", std::string(R"({"k":)") + test.expression + "}"), "/k"), test.expected) << test.expression;
  }
}

}  // namespace
}  // namespace sekisho::adapters
