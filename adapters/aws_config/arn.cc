// arn_part, type_of_arn.
#include "adapters/aws_config/arn.h"

#include <array>

namespace sekisho::adapters::aws_config {
namespace {

constexpr int kResource = 5;

// What the resource of a service's ARN begins with, and may not hold behind that, because then it names something inside.
struct Form {
  std::string_view service, prefix, stop, type;
};
constexpr std::array<Form, 27> kForms = {{{"sns", "", ":", "AWS::SNS::Topic"},
                                          {"sqs", "", ":", "AWS::SQS::Queue"},
                                          {"s3", "", "/", "AWS::S3::Bucket"},
                                          {"iam", "user/", "", "AWS::IAM::User"},
                                          {"iam", "role/", "", "AWS::IAM::Role"},
                                          {"iam", "group/", "", "AWS::IAM::Group"},
                                          {"iam", "policy/", "", "AWS::IAM::Policy"},
                                          {"lambda", "function:", ":", "AWS::Lambda::Function"},
                                          {"rds", "db:", "", "AWS::RDS::DBInstance"},
                                          {"rds", "cluster:", "", "AWS::RDS::DBCluster"},
                                          {"rds", "snapshot:", "", "AWS::RDS::DBSnapshot"},
                                          {"rds", "cluster-snapshot:", "", "AWS::RDS::DBClusterSnapshot"},
                                          {"ec2", "instance/", "", "AWS::EC2::Instance"},
                                          {"ec2", "volume/", "", "AWS::EC2::Volume"},
                                          {"ec2", "security-group/", "", "AWS::EC2::SecurityGroup"},
                                          {"ec2", "vpc/", "", "AWS::EC2::VPC"},
                                          {"ec2", "subnet/", "", "AWS::EC2::Subnet"},
                                          {"kms", "key/", "", "AWS::KMS::Key"},
                                          {"dynamodb", "table/", "/", "AWS::DynamoDB::Table"},
                                          {"redshift", "cluster:", "", "AWS::Redshift::Cluster"},
                                          {"elasticloadbalancing", "loadbalancer/app/", "", "AWS::ElasticLoadBalancingV2::LoadBalancer"},
                                          {"elasticloadbalancing", "loadbalancer/net/", "", "AWS::ElasticLoadBalancingV2::LoadBalancer"},
                                          {"ecs", "cluster/", "", "AWS::ECS::Cluster"},
                                          {"ecs", "service/", "", "AWS::ECS::Service"},
                                          {"ecs", "task-definition/", "", "AWS::ECS::TaskDefinition"},
                                          {"eks", "cluster/", "", "AWS::EKS::Cluster"},
                                          {"secretsmanager", "secret:", "", "AWS::SecretsManager::Secret"}}};

}  // namespace

std::string_view arn_part(std::string_view arn, int index) {
  if (!arn.starts_with("arn:")) return {};
  for (int left = index; left > 0; --left) {
    const size_t colon = arn.find(':');
    if (colon == std::string_view::npos) return {};
    arn.remove_prefix(colon + 1);
  }
  return index >= kResource ? arn : arn.substr(0, arn.find(':'));
}

std::string_view type_of_arn(std::string_view arn) {
  const std::string_view service = arn_part(arn, 2), resource = arn_part(arn, kResource);
  if (resource.empty()) return {};
  for (const Form& form : kForms) {
    if (form.service != service || !resource.starts_with(form.prefix)) continue;
    const std::string_view name = resource.substr(form.prefix.size());
    return !name.empty() && (form.stop.empty() || name.find(form.stop) == std::string_view::npos) ? form.type : std::string_view();
  }
  return {};
}

}  // namespace sekisho::adapters::aws_config
