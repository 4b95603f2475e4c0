// CloudFormation: what intrinsic functions give, what stays unknown and why, conditions, parameters, refusals.
#include <algorithm>

#include "tests/unit/adapters/samples.h"

namespace sekisho::adapters {
namespace {

using Kind = RawNode::Kind;

std::shared_ptr<const RawSource> load_template(const std::string& json, const TemplateParameters& parameters = {}) {
  Result<std::shared_ptr<const RawSource>> loaded = load_bytes("x.json", json, "", Reading::kLate, 1, parameters);
  if (!loaded) {
    ADD_FAILURE() << loaded.error().message;
    return std::make_shared<const RawSource>();
  }
  return *loaded;
}

const std::string kStackDeclared = R"("Parameters": {
    "Stage": {"Type": "String", "Default": "dev"}, "Open": {"Type": "String"}, "Zones": {"Type": "CommaDelimitedList", "Default": "a, b,c"},
    "Password": {"Type": "String", "NoEcho": "true", "Default": "hunter2"}, "Image": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/ami"},
    "Token": {"Type": "String", "Default": "{{resolve:ssm-secure:token:1}}"}},
  "Mappings": {"M": {"dev": {"Size": "small", "List": ["x", "y"]}}},
  "Conditions": {
    "Yes": {"Fn::Equals": [{"Ref": "Stage"}, "dev"]}, "No": {"Fn::Not": [{"Condition": "Yes"}]}, "Maybe": {"Fn::Equals": [{"Ref": "Open"}, "x"]},
    "YesOrMaybe": {"Fn::Or": [{"Condition": "Maybe"}, {"Condition": "Yes"}]}, "NoAndMaybe": {"Fn::And": [{"Condition": "Maybe"}, {"Condition": "No"}]},
    "YesAndMaybe": {"Fn::And": [{"Condition": "Yes"}, {"Condition": "Maybe"}]}, "Loop": {"Fn::Not": [{"Condition": "Loop"}]}})";

// The value of property P of resource R.
struct StackValue {
  std::shared_ptr<const RawSource> source;
  const RawNode& p;
};
StackValue stack_value(const std::string& expression, const TemplateParameters& parameters = {}) {
  auto source = load_template("{" + kStackDeclared + R"(, "Resources": {"Other": {"Type": "AWS::S3::Bucket"}, "R": {"Type": "AWS::X::Y", "Properties": {"P": )" + expression + "}}}}", parameters);
  static const RawNode nothing;
  const RawNode* found = node(resource(*source, "R"), "/P");
  return {source, found == nullptr ? nothing : *found};
}

std::string text(const std::string& expression) {
  const StackValue loaded = stack_value(expression);
  return loaded.p.kind == Kind::kString ? std::string(loaded.p.text) : "no text";
}

TEST(CloudFormation, FunctionsOfKnownValuesAreWorkedOut) {
  EXPECT_EQ(text(R"({"Ref": "Stage"})"), "dev");
  EXPECT_EQ(text(R"({"Fn::Sub": "a-${Stage}-${!Stage}"})"), "a-dev-${Stage}");
  EXPECT_EQ(text(R"({"Fn::Sub": ["${X}${Stage}", {"X": {"Ref": "Stage"}}]})"), "devdev");
  EXPECT_EQ(text(R"({"Fn::Join": [":", ["a", {"Ref": "Stage"}, 7, true]]})"), "a:dev:7:true");
  EXPECT_EQ(text(R"({"Fn::Join": ["/", {"Ref": "Zones"}]})"), "a/b/c");
  EXPECT_EQ(text(R"({"Fn::Select": ["1", {"Fn::Split": [".", "a.b.c"]}]})"), "b");
  EXPECT_EQ(text(R"({"Fn::FindInMap": ["M", {"Ref": "Stage"}, "Size"]})"), "small");
  EXPECT_EQ(text(R"({"Fn::FindInMap": ["M", "prod", "Size", {"DefaultValue": "big"}]})"), "big");
  EXPECT_EQ(text(R"({"Fn::Select": [0, {"Fn::FindInMap": ["M", "dev", "List"]}]})"), "x");
  EXPECT_EQ(text(R"({"Fn::If": ["Yes", "then", "else"]})"), "then");
  EXPECT_EQ(text(R"({"Fn::Base64": "script"})"), "script");
}

TEST(CloudFormation, SaysWhereAValueIsWritten) {
  EXPECT_EQ(stack_value(R"("x")").p.written, Written::kLiteral);
  EXPECT_EQ(stack_value(R"({"Fn::Sub": "a-${Stage}"})").p.written, Written::kParameter);
  EXPECT_EQ(stack_value(R"({"Ref": "Open"})").p.written, Written::kParameter);
  EXPECT_EQ(stack_value(R"({"Fn::Sub": "${Other}-x"})").p.written, Written::kReference);
  const StackValue secret = stack_value(R"("{{resolve:secretsmanager:x:SecretString:password}}")");
  EXPECT_EQ(secret.p.kind, Kind::kUnknown);
  EXPECT_EQ(secret.p.written, Written::kSecret);
  EXPECT_TRUE(secret.p.sensitive);
  EXPECT_EQ(stack_value(R"({"Fn::Sub": "{{resolve:secretsmanager:${Other}::password}}"})").p.written, Written::kSecret);
  EXPECT_EQ(stack_value(R"({"Ref": "Token"})").p.written, Written::kSecret);
  EXPECT_EQ(stack_value(R"("{{resolve:ssm:name:1}}")").p.written, Written::kParameter);
  const StackValue password = stack_value(R"({"Ref": "Password"})");
  EXPECT_TRUE(password.p.sensitive);
  EXPECT_EQ(password.p.written, Written::kParameter);
}

TEST(CloudFormation, AWordOfSamThatStandsForAnObject) {
  for (const char* endpoint : {R"("PRIVATE")", R"({"Type": "PRIVATE"})"}) {
    const auto source = load_template(R"({"Transform": "AWS::Serverless-2016-10-31", "Resources": {"R": {"Type": "AWS::Serverless::Api", "Properties": {"EndpointConfiguration": )" + std::string(endpoint) + "}}}}");
    const RawNode* type = node(resource(*source, "R"), "/EndpointConfiguration/Type");
    ASSERT_NE(type, nullptr) << endpoint;
    EXPECT_EQ(type->text, "PRIVATE");
  }
}

TEST(CloudFormation, PoliciesOfSamAreSpeltOut) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"("AdministratorAccess")", "ManagedPolicy"},
      {R"({"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/X"})", "ManagedPolicy"},
      {R"({"Ref": "Open"})", "ManagedPolicy"},
      {R"({"Fn::ImportValue": "x"})", "ManagedPolicy"},
      {R"({"Statement": []})", "PolicyDocument"},
      {R"({"S3ReadPolicy": {"BucketName": "b"}})", "PolicyTemplate"},
      {R"({"Fn::Transform": {"Name": "x"}})", "Undecided"},
  };
  for (const auto& [policy, form] : cases) {
    for (const std::string& policies : {policy, "[" + policy + "]"}) {
      if (form == "Undecided" && policies == policy) continue;   // the list itself is unknown
      const auto source = load_template("{" + kStackDeclared + R"(, "Transform": "AWS::Serverless-2016-10-31", "Resources": {"R": {"Type": "AWS::Serverless::Function", "Properties": {"Policies": )" + policies + "}}}}");
      EXPECT_NE(node(resource(*source, "R"), "/Policies/0/" + form), nullptr) << policies;
    }
  }
  // How many there are hangs on a condition.
  for (const char* policies : {R"({"Fn::If": ["Maybe", ["a"], ["b"]]})", R"(["a", {"Fn::If": ["Maybe", "b", {"Ref": "AWS::NoValue"}]}])"}) {
    const auto source = load_template("{" + kStackDeclared + R"(, "Resources": {"R": {"Type": "AWS::Serverless::Function", "Properties": {"Policies": )" + std::string(policies) + "}}}}");
    EXPECT_EQ(node(resource(*source, "R"), "/Policies")->kind, Kind::kUnknown) << policies;
  }
}

TEST(CloudFormation, AnArnIsKnownWhicheverPartitionItIsIn) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess"})", "arn:aws:iam::aws:policy/AdministratorAccess"},
      {R"({"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":iam::aws:policy/X"]]})", "arn:aws:iam::aws:policy/X"},
      {R"({"Fn::Join": [":", ["arn", {"Ref": "AWS::Partition"}, "iam", "", "aws", "policy/X"]]})", "arn:aws:iam::aws:policy/X"},
      {R"({"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/${Open}"})", "?"},
      {R"({"Fn::Sub": "arn:${Open}:iam::aws:policy/X"})", "?"},
      {R"({"Fn::Sub": "x-${AWS::Partition}"})", "?"},
      {R"({"Ref": "AWS::Partition"})", "?"},
  };
  for (const auto& [expression, expected] : cases) {
    const auto source = load_template("{" + kStackDeclared + R"(, "Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"Path": )" + expression + "}}}}");
    const RawNode* path = node(resource(*source, "R"), "/Path");
    ASSERT_NE(path, nullptr) << expression;
    EXPECT_EQ(path->kind == Kind::kUnknown ? "?" : std::string(path->text), expected) << expression;
  }
}

// S3 takes a policy for its own bucket only: what part of it is meant needs no name.
TEST(CloudFormation, ABucketsPolicyTellsWhichPartOfTheBucketItMeans) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"Fn::GetAtt": ["Other", "Arn"]})", "arn:aws:s3:::{Other}"},
      {R"({"Fn::Sub": "${Other.Arn}/*"})", "arn:aws:s3:::{Other}/*"},
      {R"({"Fn::Sub": "arn:aws:s3:::${Other}/*"})", "arn:aws:s3:::{Other}/*"},
      {R"({"Fn::Sub": "arn:${AWS::Partition}:s3:::${Other}"})", "arn:aws:s3:::{Other}"},
      {R"({"Fn::Sub": "arn:aws:s3:::${Open}/*"})", "?"},  // it may hold a path
      {R"({"Fn::Sub": ["arn:aws:s3:::${Name}/*", {"Name": {"Fn::Sub": "${Open}/private"}}]})", "?"},
      {R"({"Fn::Join": ["", [{"Fn::GetAtt": "Other.Arn"}, "/*"]]})", "arn:aws:s3:::{Other}/*"},
      {R"({"Fn::Join": ["/", [{"Fn::GetAtt": "Other.Arn"}, "*"]]})", "arn:aws:s3:::{Other}/*"},
      {R"({"Fn::Sub": "${Other.Arn}/${Open}"})", "?"},
      {R"({"Fn::Sub": "arn:aws:s3:::${Other}${Open}"})", "?"},
      {R"({"Fn::Sub": "arn:aws:s3:::${Other}-x"})", "?"},
      {R"({"Fn::GetAtt": ["R", "Arn"]})", "?"},
      {R"({"Fn::Sub": "${Other.DomainName}/*"})", "?"},
      {R"({"Fn::Sub": "${Open}/*"})", "?"},
      {R"({"Fn::Sub": "arn:aws:s3:::${Password}/*"})", "arn:aws:s3:::hunter2/*"},
  };
  for (const auto& [expression, expected] : cases) {
    for (const std::string& resources : {expression, "[" + expression + "]"}) {
      const auto source = load_template("{" + kStackDeclared + R"(, "Resources": {"Other": {"Type": "AWS::S3::Bucket"}, "R": {"Type": "AWS::S3::BucketPolicy", "Properties": {"PolicyDocument":
          {"Statement": [{"Effect": "Deny", "Resource": )" + resources + "}]}}}}}");
      const RawNode* found = node(resource(*source, "R"), resources == expression ? "/PolicyDocument/Statement/0/Resource" : "/PolicyDocument/Statement/0/Resource/0");
      ASSERT_NE(found, nullptr) << expression;
      EXPECT_EQ(found->kind == Kind::kString ? std::string(found->text) : "?", expected) << expression;
    }
  }
  // A parameter is a name where the bucket is called by it.
  for (const auto& [bucket, name, expected] : std::vector<std::tuple<std::string, std::string, std::string>>{
           {R"({"Ref": "Open"})", R"("named")", "arn:aws:s3:::{Open}/*"},
           {R"({"Ref": "Other"})", R"({"Ref": "Open"})", "arn:aws:s3:::{Open}/*"},
           {R"({"Ref": "Image"})", R"({"Ref": "Open"})", "?"},
           {R"({"Ref": "Other"})", R"({"Fn::Sub": "${Open}-logs"})", "?"}}) {
    const auto source = load_template("{" + kStackDeclared + R"(, "Resources": {"R": {"Type": "AWS::S3::BucketPolicy", "Properties": {"Bucket": )" + bucket + R"(, "PolicyDocument":
        {"Statement": [{"Effect": "Deny", "Resource": {"Fn::Sub": "arn:aws:s3:::${Open}/*"}}]}}}, "Other": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": )" + name + "}}}}");
    const RawNode* found = node(resource(*source, "R"), "/PolicyDocument/Statement/0/Resource");
    ASSERT_NE(found, nullptr) << bucket;
    EXPECT_EQ(found->kind == Kind::kString ? std::string(found->text) : "?", expected) << bucket << name;
  }
  // Of any other policy, a name may be anything.
  EXPECT_EQ(stack_value(R"({"Fn::Sub": "${Other.Arn}/*"})").p.kind, Kind::kUnknown);
}

TEST(CloudFormation, ReferencesAreExactToTheirResource) {
  for (const auto& [expression, attribute] : std::vector<std::pair<std::string, std::string>>{
           {R"({"Ref": "Other"})", "id"}, {R"({"Fn::GetAtt": ["Other", "Arn"]})", "arn"}, {R"({"Fn::GetAtt": "Other.DomainName"})", "DomainName"},
           {R"({"Fn::Sub": "${Other}"})", "id"}, {R"({"Fn::Sub": "${Other.Arn}"})", "arn"}, {R"({"Fn::Join": ["", [{"Ref": "Other"}]]})", "id"}}) {
    const StackValue loaded = stack_value(expression);
    ASSERT_EQ(loaded.p.kind, Kind::kUnknown) << expression;
    ASSERT_NE(loaded.p.reference, nullptr) << expression;
    EXPECT_TRUE(loaded.p.reference->exact) << expression;
    ASSERT_EQ(loaded.p.reference->targets.size(), 1u) << expression;
    EXPECT_EQ(loaded.p.reference->targets[0]->address, "Other") << expression;
    EXPECT_EQ(loaded.p.reference->attribute, attribute) << expression;
  }
  const StackValue composed = stack_value(R"({"Fn::Join": ["", ["arn:aws:s3:::", {"Ref": "Other"}, "/*"]]})");
  EXPECT_FALSE(composed.p.reference->exact);
  EXPECT_TRUE(composed.p.reference->complete);
  EXPECT_EQ(composed.p.reference->targets.size(), 1u);
}

TEST(CloudFormation, WhatCannotBeResolvedIsUnknownWithItsExpression) {
  for (const auto& [expression, spelled] : std::vector<std::pair<std::string, std::string>>{
           {R"({"Ref": "Open"})", "Ref Open"}, {R"({"Ref": "Image"})", "Ref Image"}, {R"({"Ref": "AWS::Region"})", "Ref AWS::Region"}, {R"({"Ref": "Nobody"})", "Ref Nobody"},
           {R"({"Fn::ImportValue": {"Fn::Sub": "${Stage}-net"}})", "Fn::ImportValue dev-net"}, {R"({"Fn::GetAZs": ""})", "Fn::GetAZs"},
           {R"({"Fn::FindInMap": ["M", "prod", "Size"]})", "Fn::FindInMap"}, {R"({"Fn::Select": [9, ["a"]]})", "Fn::Select"},
           {R"({"Fn::If": ["Maybe", "a", "b"]})", "Fn::If Maybe"}, {R"({"Fn::Cidr": ["10.0.0.0/16", 1]})", "Fn::Cidr"},
           {R"({"Name": "x", "Fn::Transform": {"Name": "m"}})", "Fn::Transform"},
           {R"({"Name": "x", "Fn::ForEach::Rules": ["N", ["a"], {"${N}": 1}]})", "Fn::ForEach::Rules"}, {R"({"Fn::Join": "broken"})", "Fn::Join"}}) {
    const StackValue loaded = stack_value(expression);
    EXPECT_EQ(loaded.p.kind, Kind::kUnknown) << expression;
    ASSERT_NE(loaded.p.reference, nullptr) << expression;
    EXPECT_EQ(loaded.p.reference->expression, spelled) << expression;
  }
  const StackValue cidr = stack_value(R"({"Fn::Cidr": ["10.0.0.0/16", 1]})");
  EXPECT_NE(std::find(cidr.source->notes.begin(), cidr.source->notes.end(), "1 use of `Fn::Cidr` could not be worked out: the value is unknown"), cidr.source->notes.end());
}

TEST(CloudFormation, ANameThatTheTemplateDoesNotDeclareIsNoted) {
  const auto noted = [](const std::string& head, const std::string& resources) {
    const auto source = load_template("{" + head + R"("Conditions": {"No": {"Fn::Equals": ["a", "b"]}}, "Resources": {)" + resources + "}}");
    return std::any_of(source->notes.begin(), source->notes.end(), [](const std::string& note) { return note.find("declares no parameter and no resource `Nobody`, which 2 values name") != std::string::npos; });
  };
  const std::string named = R"("T": {"Type": "AWS::SNS::Topic", "Properties": {"A": {"Ref": "Nobody"}, "B": {"Fn::GetAtt": ["Nobody", "Arn"]}}})";
  EXPECT_TRUE(noted("", named));
  EXPECT_FALSE(noted("", named + R"(, "Nobody": {"Type": "AWS::SNS::Topic"})")) << "a resource";
  EXPECT_FALSE(noted("", named + R"(, "Nobody": {"Type": "AWS::SNS::Topic", "Condition": "No"})")) << "a resource that is left out";
  EXPECT_FALSE(noted(R"("Parameters": {"Nobody": {"Type": "String"}}, )", named)) << "a parameter";
  EXPECT_FALSE(noted(R"("Transform": "AWS::Serverless-2016-10-31", )", named)) << "SAM makes resources under names of its own";
  EXPECT_FALSE(noted("", named + R"(, "Fn::ForEach::Topics": ["N", ["a"], {"${N}": {"Type": "AWS::SNS::Topic"}}])")) << "so does a loop";
}

TEST(CloudFormation, AnUndecidedChoiceIsKnownOnlyWhenBothWaysAreEqual) {
  EXPECT_EQ(text(R"({"Fn::If": ["Maybe", "same", "same"]})"), "same");
  EXPECT_EQ(stack_value(R"({"Fn::If": ["Maybe", {"a": ["1"]}, {"a": [1]}]})").p.kind, Kind::kObject);
  EXPECT_EQ(stack_value(R"({"Fn::If": ["Maybe", {"Ref": "AWS::NoValue"}, "x"]})").p.kind, Kind::kUnknown);
  EXPECT_EQ(stack_value(R"({"Fn::If": ["Loop", "a", "b"]})").p.kind, Kind::kUnknown);
  EXPECT_EQ(stack_value(R"(["a", {"Fn::If": ["Maybe", "b", {"Ref": "AWS::NoValue"}]}])").p.kind, Kind::kUnknown) << "nobody can tell how many there are";
}

TEST(CloudFormation, NoValueLeavesOut) {
  EXPECT_EQ(stack_value(R"({"Ref": "AWS::NoValue"})").p.kind, Kind::kAbsent);
  EXPECT_EQ(stack_value(R"({"Fn::If": ["No", "x", {"Ref": "AWS::NoValue"}]})").p.kind, Kind::kAbsent);
  EXPECT_EQ(stack_value(R"(["a", {"Ref": "AWS::NoValue"}])").p.items.size(), 1u);
}

TEST(CloudFormation, OneRuleOfAGroupNeedsNoList) {
  const auto source = load_template(R"({"Resources": {
    "One": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "x", "SecurityGroupIngress": {"IpProtocol": "tcp", "FromPort": 22}, "SecurityGroupEgress": {"Fn::If": ["No", {"IpProtocol": "-1"}, {"IpProtocol": "udp"}]}}},
    "Open": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "x", "SecurityGroupIngress": {"Ref": "Rules"}}}}, "Conditions": {"No": {"Fn::Equals": ["a", "b"]}}})");
  EXPECT_EQ(node(resource(*source, "One"), "/SecurityGroupIngress")->kind, Kind::kList);
  EXPECT_EQ(node(resource(*source, "One"), "/SecurityGroupIngress/0/FromPort")->text, "22");
  EXPECT_EQ(node(resource(*source, "One"), "/SecurityGroupEgress/0/IpProtocol")->text, "udp");
  EXPECT_EQ(node(resource(*source, "Open"), "/SecurityGroupIngress")->kind, Kind::kUnknown);
}

TEST(CloudFormation, ParametersGivenWin) {
  EXPECT_EQ(stack_value(R"({"Ref": "Stage"})", {{"Stage", "prod"}}).p.text, "prod");
  EXPECT_EQ(stack_value(R"({"Fn::If": ["Maybe", "a", "b"]})", {{"Open", "x"}}).p.text, "a");
  EXPECT_EQ(stack_value(R"({"Ref": "Zones"})", {{"Zones", "z"}}).p.items.size(), 1u);
  const StackValue loaded = stack_value(R"("x")", {{"AWS::Region", "ap-northeast-1"}, {"AWS::AccountId", "123456789012"}, {"Nobody", "1"}});
  EXPECT_EQ(resource(*loaded.source, "R").region, "ap-northeast-1");
  EXPECT_EQ(resource(*loaded.source, "R").account, "123456789012");
  EXPECT_FALSE(resource(*loaded.source, "R").region_unknown);
  EXPECT_NE(std::find(loaded.source->notes.begin(), loaded.source->notes.end(), "the template declares no parameter `Nobody`: the value given was not used"), loaded.source->notes.end());
}

TEST(CloudFormation, ConditionsOfResources) {
  const auto source = load_template("{" + kStackDeclared + R"(, "Resources": {
    "A": {"Type": "AWS::S3::Bucket", "Condition": "Yes"}, "B": {"Type": "AWS::S3::Bucket", "Condition": "No"}, "C": {"Type": "AWS::S3::Bucket", "Condition": "Maybe"},
    "D": {"Type": "AWS::S3::Bucket", "Condition": "YesOrMaybe"}, "E": {"Type": "AWS::S3::Bucket", "Condition": "NoAndMaybe"}, "F": {"Type": "AWS::S3::Bucket", "Condition": "YesAndMaybe"},
    "G": {"Type": "AWS::S3::Bucket", "Condition": "Unwritten"}}})");
  std::string there;
  for (const RawResource& each : source->resources) {
    if (each.type != "provider") there += each.address + (each.doubt == nullptr ? " " : "? ");
  }
  EXPECT_EQ(there, "A C? D F? G? ");
  EXPECT_EQ(source->notes, (std::vector<std::string>{"2 resources were left out: the condition is false", "3 resources may or may not be made: the condition cannot be decided from the template"}));
}

TEST(CloudFormation, WhatStandsBesideTheProperties) {
  const auto source = load_template(R"({"Resources": {"A": {"Type": "AWS::S3::Bucket", "DeletionPolicy": "Retain", "UpdateReplacePolicy": "Delete"},
    "B": {"Type": "AWS::S3::Bucket", "Properties": {"Tags": [{"Key": "k", "Value": "v"}]}}, "C": {"Type": "AWS::S3::Bucket", "Properties": {"Tags": [{"Key": {"Ref": "X"}, "Value": "v"}]}}}})");
  EXPECT_EQ(node_of(*source, "A", "/@DeletionPolicy").text, "Retain");
  EXPECT_EQ(node_of(*source, "A", "/@UpdateReplacePolicy").text, "Delete");
  EXPECT_EQ(resource(*source, "B").tags->find("k")->text, "v");
  EXPECT_EQ(resource(*source, "C").tags->kind, Kind::kUnknown);
  EXPECT_EQ(resource(*source, "B").pointer.str(), "/Resources/B/Properties");
  EXPECT_EQ(resource(*source, "B").account_key, "aws");
  EXPECT_TRUE(resource(*source, "B").region_unknown);
}

TEST(CloudFormation, TransformsAreNoted) {
  const auto source = load_template(R"({"Transform": ["AWS::Serverless-2016-10-31", "Ours"], "Resources": {"F": {"Type": "AWS::Serverless::Function"}, "Fn::ForEach::X": []}})");
  EXPECT_EQ(source->notes.size(), 3u);
  EXPECT_EQ(resource(*source, "F").type, "AWS::Serverless::Function");
}

TEST(CloudFormation, AMacroMayChangeAnything) {
  const std::string resources = R"("Conditions": {"Never": {"Fn::Equals": ["a", "b"]}}, "Resources": {"B": {"Type": "AWS::S3::Bucket", "Condition": "Never", "Properties": {"BucketName": "x"}}}})";
  for (const char* ours : {R"("Ours")", R"(["AWS::LanguageExtensions", "Ours"])", R"({"Name": "Ours", "Parameters": {}})", R"([{"Name": "Ours"}])", R"({"Parameters": {}})", "[7]"}) {
    const auto source = load_template(std::string(R"({"Transform": )") + ours + ", " + resources);
    EXPECT_FALSE(source->holds_all) << ours;
    ASSERT_NE(resource(*source, "B").doubt, nullptr) << ours;
    EXPECT_EQ(resource(*source, "B").root->kind, Kind::kUnknown) << ours;
    EXPECT_EQ(resource(*source, "B").tags->kind, Kind::kUnknown) << ours;
  }
  EXPECT_EQ(load_template(R"({"Transform": ["Ours", "AWS::Serverless-2016-10-31", "Theirs"], "Resources": {"B": {"Type": "AWS::S3::Bucket"}}})")->resources.front().doubt->reference->expression, "Transform Ours, Theirs");
}

TEST(CloudFormation, TransformsOfAwsAddAtMost) {
  const std::string resources = R"("Resources": {"B": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "x"}}}})";
  for (const auto& [name, holds_all] : {std::pair(R"("AWS::LanguageExtensions")", true), {R"("AWS::Serverless-2016-10-31")", true}, {"[]", true}, {"null", true}, {R"({"Name": "AWS::Include", "Parameters": {"Location": "s3://x/y"}})", false}, {R"("AWS::CodeStar")", false}}) {
    const auto source = load_template(std::string(R"({"Transform": )") + name + ", " + resources);
    EXPECT_EQ(source->holds_all, holds_all) << name;
    EXPECT_EQ(resource(*source, "B").doubt, nullptr) << name;
    EXPECT_EQ(node_of(*source, "B", "/BucketName").text, "x") << name;
  }
  EXPECT_FALSE(load_template(R"({"Fn::Transform": {"Name": "AWS::Include"}, )" + resources)->holds_all);
}

TEST(CloudFormation, LoopsMakeResourcesOfTheirTypes) {
  const auto left_out = [](const std::string& member) {
    const auto source = load_template(R"({"Transform": "AWS::LanguageExtensions", "Resources": {"B": {"Type": "AWS::S3::Bucket"}, )" + member + "}}");
    std::string types = source->holds_all ? "" : "any";
    for (const std::string& type : source->left_out) types += (types.empty() ? "" : " ") + type;
    return types;
  };
  EXPECT_EQ(left_out(R"("Fn::ForEach::X": ["N", ["a", "b"], {"P${N}": {"Type": "AWS::S3::BucketPolicy", "Properties": {}}}])"), "AWS::S3::BucketPolicy");
  EXPECT_EQ(left_out(R"("Fn::ForEach::X": ["N", ["a"], {"Fn::ForEach::Y": ["M", ["b"], {"P${N}${M}": {"Type": "AWS::SNS::TopicPolicy"}}]}])"), "AWS::SNS::TopicPolicy");
  EXPECT_EQ(left_out(R"("Fn::ForEach::X": ["N", ["Topic", "Queue"], {"P${N}": {"Type": "AWS::SNS::${N}"}}])"), "any");
  EXPECT_EQ(left_out(R"("Fn::ForEach::X": [])"), "any");
  EXPECT_EQ(left_out(R"("Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "s3://x/y"}})"), "any");
}

TEST(CloudFormation, ANestedStackMayAddToWhatItIsGiven) {
  const auto holds_all = [](const std::string& parameters) {
    return load_template(R"({"Parameters": {"Stage": {"Type": "String"}}, "Resources": {"B": {"Type": "AWS::S3::Bucket"}, "S": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "s3://x/y")" + parameters + "}}}}")->holds_all;
  };
  EXPECT_TRUE(holds_all(""));
  EXPECT_TRUE(holds_all(R"(, "Parameters": {"Stage": {"Ref": "Stage"}, "Name": "site"})"));
  EXPECT_FALSE(holds_all(R"(, "Parameters": {"Bucket": {"Ref": "B"}})"));
  EXPECT_FALSE(holds_all(R"(, "Parameters": {"Arns": {"Fn::Join": [",", [{"Fn::GetAtt": "B.Arn"}]]}})"));
}

TEST(CloudFormation, GlobalsAreMergedIntoTheirType) {
  const auto source = load_template(R"({"Transform": "AWS::Serverless-2016-10-31", "Globals": {"Function": {"Runtime": "python3.12", "Layers": ["a"], "Environment": {"Variables": {"X": "1", "Y": "1"}}}},
    "Resources": {"F": {"Type": "AWS::Serverless::Function", "Properties": {"Layers": ["b"], "Environment": {"Variables": {"Y": "2"}}}}, "G": {"Type": "AWS::Lambda::Function"}}})");
  EXPECT_EQ(node_of(*source, "F", "/Runtime").text, "python3.12");
  EXPECT_EQ(node_of(*source, "F", "/Layers/0").text, "a");
  EXPECT_EQ(node_of(*source, "F", "/Layers/1").text, "b");
  EXPECT_EQ(node_of(*source, "F", "/Layers/1").index, 1u);
  EXPECT_EQ(node_of(*source, "F", "/Environment/Variables/X").text, "1");
  EXPECT_EQ(node_of(*source, "F", "/Environment/Variables/Y").text, "2");
  EXPECT_EQ(node(resource(*source, "G"), "/Runtime"), nullptr);
}

TEST(CloudFormation, RefusesWhatIsNoTemplate) {
  EXPECT_EQ(refusal(R"({"AWSTemplateFormatVersion": "2010-09-09"})"), "`x.json` is a CloudFormation template without `Resources`");
  EXPECT_EQ(refusal(R"({"Resources": {"A": {"Type": "AWS::S3::Bucket"}, "B": {}}})"), "`x.json`: /Resources/B is not a resource: it has no `Type`");
  EXPECT_EQ(refusal(R"({"Resources": {"A": {"Type": "AWS::S3::Bucket", "Properties": []}}})"), "`x.json`: /Resources/A/Properties is not an object");
  EXPECT_EQ(refusal(R"({"Parameters": [], "Resources": {"A": {"Type": "AWS::S3::Bucket"}}})"), "`x.json`: /Parameters is not an object");
  EXPECT_EQ(refusal(R"({"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"A": 1}})"), "`x.json`: /Resources/A is not an object");
}

}  // namespace
}  // namespace sekisho::adapters
