// Terraform's own state file: which resources it gives, and that no value stays open which may be a secret.
#include "tests/unit/adapters/samples.h"

namespace sekisho::adapters {
namespace {

// A state file with one instance of `type`; `rest` goes on after its attributes.
std::string state_of(const std::string& type, const std::string& attributes, const std::string& rest = R"(,"sensitive_attributes":[])", const std::string& mode = "managed") {
  return R"({"version":4,"terraform_version":"1.11.0","serial":1,"lineage":"l","outputs":{"token":{"value":"hush","type":"string"}},"resources":[{"mode":")" + mode + R"(","type":")" + type +
         R"(","name":"a","provider":"provider[\"providers.example.com/hashicorp/aws\"].tokyo","instances":[{"schema_version":0,"attributes":)" + attributes + rest + "}]}]}";
}

TEST(StateFile, GivesInstancesTheirAddresses) {
  const auto source = load_json(R"({"version":4,"serial":1,"lineage":"l","resources":[
    {"mode":"managed","type":"aws_vpc","name":"v","instances":[{"index_key":0,"attributes":{}},{"index_key":1,"attributes":{}},{"index_key":1,"deposed":"ab12","attributes":{}}]},
    {"module":"module.m[\"a.b\"]","mode":"managed","type":"aws_vpc","name":"v","instances":[{"index_key":"k","attributes":{}}]},
    {"mode":"managed","type":"aws_vpc","name":"gone","instances":[]},
    {"mode":"data","type":"aws_vpc","name":"v","instances":[{"attributes":{}}]}]})");
  std::string addresses;
  for (const RawResource& each : source->resources) {
    if (each.type != "provider") addresses += each.address + "\n";
  }
  EXPECT_EQ(addresses, "aws_vpc.v[0]\naws_vpc.v[1]\nmodule.m[\"a.b\"].aws_vpc.v[\"k\"]\ndata.aws_vpc.v\n");
  EXPECT_EQ(resource(*source, "module.m[\"a.b\"].aws_vpc.v[\"k\"]").module, "module.m[\"a.b\"]");
  EXPECT_EQ(resource(*source, "aws_vpc.v[1]").pointer.str(), "/resources/0/instances/1/attributes");
  EXPECT_EQ(source->format, "state file 4");
  EXPECT_NE(std::find(source->notes.begin(), source->notes.end(), "1 deposed object was left out"), source->notes.end());
}

TEST(StateFile, LeavesOpenWhatTheSchemaCallsNotSensitive) {
  const auto source = load_json(state_of("aws_db_instance", R"({"arn":"arn:aws:rds:ap-northeast-1:111122223333:db:d","id":"d","password":"hush","publicly_accessible":false,"from_a_later_version":"hush","tags":{"Owner":"o"},
    "restore_to_point_in_time":[{"restore_time":"t","from_a_later_version":"hush"}]})"));
  const auto at = [&](const char* pointer) -> const RawNode& { return node_of(*source, "aws_db_instance.a", pointer); };
  EXPECT_FALSE(at("/publicly_accessible").sensitive);
  EXPECT_FALSE(at("/tags/Owner").sensitive);
  EXPECT_FALSE(at("/restore_to_point_in_time/0/restore_time").sensitive);
  EXPECT_TRUE(at("/password").sensitive);
  EXPECT_TRUE(at("/from_a_later_version").sensitive);
  EXPECT_TRUE(at("/restore_to_point_in_time/0/from_a_later_version").sensitive);
  EXPECT_EQ(resource(*source, "aws_db_instance.a").account, "111122223333");
  EXPECT_EQ(resource(*source, "aws_db_instance.a").account_key, "aws.tokyo");
}

TEST(StateFile, MasksWhatTheFileListsAsSensitive) {
  const auto source = load_json(state_of("aws_sqs_queue", R"({"id":"q","name":"hush","policy":"hush","tags":{"Owner":"hush"},"tags_all":{"Owner":"hush"},"delay_seconds":1})",
                                         R"(,"sensitive_attributes":[[{"type":"get_attr","value":"name"}],[{"type":"get_attr","value":"policy"}],[{"type":"get_attr","value":"tags"},{"type":"index","value":{"value":"Owner","type":"string"}}]])"));
  for (const char* pointer : {"/name", "/policy", "/tags", "/tags_all"}) EXPECT_TRUE(node_of(*source, "aws_sqs_queue.a", pointer).sensitive) << pointer;
  EXPECT_FALSE(node_of(*source, "aws_sqs_queue.a", "/delay_seconds").sensitive);
}

// Nobody can tell what is sensitive: of these nothing but an identity is open.
TEST(StateFile, MasksAllWhereNothingTells) {
  const char* attributes = R"({"id":"i","name":"n","value":"hush","result":"hush","nested":{"deep":["hush"]},"none":null})";
  const std::string cases[][2] = {
      {"aws_type_of_tomorrow", ""}, {"google_sql_user", ""}, {"azurerm_key_vault_secret", ""},
      {"aws_sqs_queue", R"(,"sensitive_attributes":"none")"},                                // no list
      {"aws_sqs_queue", R"(,"sensitive_attributes":[[{"type":"index","value":{}}]])"},       // a path that nobody can follow
      {"aws_sqs_queue", R"(,"private":"x")"},                                                // written before Terraform 0.14
  };
  for (const auto& [type, rest] : cases) {
    const auto source = load_json(rest.empty() ? state_of(type, attributes) : state_of(type, attributes, rest));
    // Not even that there is a value: `""` stands for none.
    for (const char* pointer : {"/value", "/result", "/nested"}) {
      EXPECT_TRUE(node_of(*source, type + ".a", pointer).sensitive) << type << rest << pointer;
      EXPECT_EQ(node_of(*source, type + ".a", pointer).kind, RawNode::Kind::kUnknown) << type << rest << pointer;
    }
    EXPECT_EQ(node_of(*source, type + ".a", "/none").kind, RawNode::Kind::kAbsent) << type << rest;
    EXPECT_FALSE(node_of(*source, type + ".a", "/id").sensitive) << type << rest;
  }
  // The id of such a resource is its value.
  const auto random = load_json(state_of("random_string", R"({"id":"hush","result":"hush"})"));
  EXPECT_TRUE(node_of(*random, "random_string.a", "/id").sensitive);
  const auto data = load_json(state_of("aws_secretsmanager_secret_version", R"({"id":"i","secret_string":"hush","version_stages":["hush"]})", R"(,"sensitive_attributes":[])", "data"));
  EXPECT_TRUE(node_of(*data, "data.aws_secretsmanager_secret_version.a", "/secret_string").sensitive);
  EXPECT_TRUE(node_of(*data, "data.aws_secretsmanager_secret_version.a", "/version_stages").sensitive);
}

TEST(StateFile, RefusesWhatItDoesNotKnow) {
  EXPECT_NE(refusal(R"({"version":3,"serial":1,"lineage":"l","modules":[]})").find("is a Terraform state file of version 3, expected 4"), std::string::npos);
  EXPECT_NE(refusal(R"({"serial":1,"lineage":"l","encrypted_data":"x"})").find("is an encrypted state file"), std::string::npos);
  EXPECT_NE(refusal(R"({"version":4,"serial":1,"lineage":"l","resources":{}})").find("/resources is not as Terraform writes it, expected a list"), std::string::npos);
  EXPECT_NE(refusal(R"({"version":4,"serial":1,"lineage":"l","resources":[{"mode":"managed","type":"aws_vpc","name":"v","instances":[{"attributes_flat":{"id":"v"}}]}]})").find("/resources/0/instances/0/attributes_flat"), std::string::npos);
  EXPECT_NE(refusal(state_of("aws_vpc", "null")).find("/resources/0/instances/0/attributes is not as Terraform writes it, expected an object"), std::string::npos);
  EXPECT_NE(refusal(state_of("aws_vpc", "{}", "", "ephemeral")).find("/resources/0/mode"), std::string::npos);
}

}  // namespace
}  // namespace sekisho::adapters
