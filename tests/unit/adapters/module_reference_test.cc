// References through module inputs and outputs, over the hand-made plan in data/plan.json and small ones beside it.
#include "adapters/terraform/follow.h"

#include "tests/unit/adapters/samples.h"

namespace sekisho::adapters {
namespace {

const std::string kCreate = R"("create")";

TEST(ModuleReference, OverThePlanInData) {
  const auto loaded = load(SEKISHO_ROOT "/tests/unit/adapters/data/plan.json");
  ASSERT_TRUE(loaded) << loaded.error().message;
  const struct {
    const char *address, *pointer, *expected;
  } cases[] = {
      // inputs, two levels down, in instances of count and for_each
      {R"(module.m["a.b"].aws_sns_topic.t)", "/kms_master_key_id", "exact aws_kms_key.k by arn"},
      {R"(module.m["日本[0]"].module.g.aws_sqs_queue.q)", "/kms_master_key_id", "exact aws_kms_key.k by arn"},
      {R"(module.c[1].aws_sns_topic.t)", "/kms_master_key_id", "exact aws_kms_key.many[1]"},
      {R"(module.c[0].module.g.aws_sqs_queue.q)", "/kms_master_key_id", "exact aws_kms_key.many[0]"},
      // a whole counted resource as input, and a step into it
      {R"(module.c[1].aws_sns_topic.t)", "/policy", "exact aws_kms_key.many[0] by arn"},
      // an object built around an attribute
      {R"(module.m["a.b"].aws_sns_topic.t)", "/role_arn", "exact aws_kms_key.k by arn"},
      {R"(module.c[1].aws_sns_topic.t)", "/role_arn", ""},
      // outputs
      {"aws_sns_topic.by_key", "/kms_master_key_id", R"(exact module.m["a.b"].module.g.aws_kms_key.g by arn)"},
      {"aws_sns_topic.by_count[1]", "/kms_master_key_id", "module.c[1].aws_sns_topic.t, module.c[1].module.g.aws_kms_key.g"},
      {"aws_sns_topic.all", "/kms_master_key_id", "module.c[0].module.g.aws_kms_key.g, module.c[1].module.g.aws_kms_key.g"},
      {"aws_sns_topic.two", "/kms_master_key_id", "module.c[0].aws_sns_topic.t, module.c[0].module.g.aws_kms_key.g"},
      {R"(aws_sns_topic.each["a.b"])", "/kms_master_key_id", R"(exact module.m["a.b"].module.g.aws_kms_key.g by arn)"},
      // a module that holds no resource
      {"aws_sns_topic.label", "/kms_master_key_id", "exact aws_kms_key.k by arn"},
      {"aws_sns_topic.label", "/display_name", ""},
  };
  for (const auto& test : cases) {
    EXPECT_EQ(reference_of(node_of(**loaded, test.address, test.pointer)), test.expected) << test.address << test.pointer;
  }
}

TEST(ModuleReference, CyclesEnd) {
  const auto source = load_json(plan_of_changes(change_of("module.m.aws_x.a", kCreate, "{}", R"({"k":true})"), R"({"module_calls":{"m":{
    "expressions":{"v":{"references":["module.m.o","module.m"]}},
    "module":{"outputs":{"o":{"expression":{"references":["var.v"]}}},"variables":{"v":{}},
      "resources":[{"type":"aws_x","name":"a","mode":"managed","expressions":{"k":{"references":["var.v.a.b","var.v"]}}}]}}}})"));
  EXPECT_EQ(reference_of(node_of(*source, "module.m.aws_x.a", "/k")), " …");
}

TEST(ModuleReference, WideAndDeepExpressionsEnd) {
  std::string calls;
  std::string changes;
  for (int i = 0; i < 40; ++i) {
    const std::string next = std::to_string(i + 1);
    const std::string name = std::to_string(i);
    calls += (i > 0 ? "," : "") + std::string("\"m") + name + R"(":{"expressions":{"v":{"references":["module.m)" + next + R"(.o.x","module.m)" + next +
             R"(","module.m)" + next + R"(.o.y","module.m)" + next + R"("]}},"module":{"variables":{"v":{}},"outputs":{"o":{"expression":{"references":["var.v"]}}}}})";
  }
  const auto source = load_json(plan_of_changes(change_of("aws_x.a", kCreate, "{}", R"({"k":true})"),
                                                R"({"module_calls":{)" + calls + R"(},"resources":[{"type":"aws_x","name":"a","mode":"managed","expressions":{"k":{"references":["module.m0.o.z","module.m0"]}}}]})"));
  EXPECT_EQ(reference_of(node_of(*source, "aws_x.a", "/k")), " …");
}

TEST(ModuleReference, ManyCandidatesAreCutOff) {
  std::string changes;
  for (int i = 0; i < 400; ++i) changes += change_of("aws_k.k[" + std::to_string(i) + "]", kCreate, "{}") + ",";
  const auto source = load_json(plan_of_changes(changes + change_of("aws_x.a", kCreate, "{}", R"({"k":true})"),
                                                R"({"resources":[{"type":"aws_x","name":"a","mode":"managed","expressions":{"k":{"references":["aws_k.k"]}}}]})"));
  const RawNode& found = node_of(*source, "aws_x.a", "/k");
  ASSERT_NE(found.reference, nullptr);
  EXPECT_EQ(found.reference->targets.size(), 256U);
  EXPECT_FALSE(found.reference->complete);
}

}  // namespace
}  // namespace sekisho::adapters
