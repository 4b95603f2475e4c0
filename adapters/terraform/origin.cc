// A known ARN of the resource is the best witness of account and region; the provider's configuration comes next.
#include "adapters/terraform/origin.h"

#include <algorithm>
#include <array>
#include <vector>

#include "adapters/terraform/address.h"

namespace sekisho::adapters::terraform {
namespace {

std::string_view known_text(const RawNode* node) {
  return node != nullptr && node->kind == RawNode::Kind::kString && !node->sensitive ? node->text : std::string_view();
}

bool is_account(std::string_view text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void from_arn(RawResource& resource, std::string_view arn) {
  if (!arn.starts_with("arn:")) return;
  std::array<std::string_view, 6> fields;   // arn, partition, service, region, account, rest
  for (size_t i = 0; i < 5; ++i) {
    const size_t end = arn.find(':');
    if (end == std::string_view::npos) return;
    fields[i] = arn.substr(0, end);
    arn.remove_prefix(end + 1);
  }
  if (!fields[3].empty()) resource.region = std::string(fields[3]);
  if (is_account(fields[4])) resource.account = std::string(fields[4]);
}

// From version 6 of the AWS provider every regional resource has `region`. These types had an attribute of that name
// before, for the region of something else (schemas of 5.100.0).
bool is_own_region(std::string_view type) {
  static constexpr std::array<std::string_view, 5> kOthers = {"aws_config_aggregate_authorization", "aws_servicequotas_template",
                                                              "aws_cloudformation_stack_set_instance", "aws_dx_hosted_connection",
                                                              "aws_opsworks_stack"};
  return std::find(kOthers.begin(), kOthers.end(), type) == kOthers.end();
}

std::string last_segment(std::string_view provider) {
  const size_t slash = provider.rfind('/');
  return std::string(slash == std::string_view::npos ? provider : provider.substr(slash + 1));
}

const JsonNode* region_expression(const JsonNode* provider) {
  const JsonNode* expressions = provider == nullptr ? nullptr : provider->find("expressions");
  return expressions == nullptr ? nullptr : expressions->find("region");
}

// `aws`, `aws.tokyo`; in a module also `module.m:aws` or `m:aws`, which stands for the provider that the module is given.
const JsonNode* region_of_provider(const Configuration& configuration, std::string_view key) {
  if (const JsonNode* region = region_expression(configuration.provider(key))) return region;
  const size_t colon = key.rfind(':');
  return colon == std::string_view::npos ? nullptr : region_expression(configuration.provider(key.substr(colon + 1)));
}

std::string_view known_region(const Configuration& configuration, const JsonNode& expression) {
  const JsonNode* value = expression.find("constant_value");
  if (value == nullptr) {
    const JsonNode* references = expression.find("references");
    if (references == nullptr || references->items.size() != 1 || references->items[0]->kind != JsonNode::Kind::kString) return {};
    const std::vector<Reference> parsed = parse_references({references->items[0]->text});
    if (parsed.size() != 1 || parsed[0].kind != Reference::Kind::kVariable || !parsed[0].rest.empty()) return {};
    value = configuration.variable(parsed[0].target);
  }
  return value != nullptr && value->kind == JsonNode::Kind::kString ? value->text : std::string_view();
}

}  // namespace

void fill_origin(RawResource& resource, const Configuration& configuration, const ResourceConfiguration* written, std::string_view provider) {
  const RawNode& root = *resource.root;
  resource.account_key = written != nullptr && !written->provider_key.empty() ? std::string(written->provider_key) : last_segment(provider);
  const bool data = resource.type.starts_with("data.");
  const std::string_view type = std::string_view(resource.type).substr(data ? 5 : 0);
  const bool aws = type.starts_with("aws_");
  if (aws) {
    from_arn(resource, known_text(root.find("arn")));
    const std::string_view own = known_text(root.find("region"));
    if (!data && !own.empty() && is_own_region(type)) resource.region = std::string(own);
  }
  if (!resource.region) {
    if (const JsonNode* expression = region_of_provider(configuration, resource.account_key)) {
      const std::string_view region = known_region(configuration, *expression);
      if (!region.empty()) resource.region = std::string(region);
    }
  }
  resource.region_unknown = aws && !resource.region;
  const RawNode* all = root.find("tags_all");
  if (all == nullptr || all->kind == RawNode::Kind::kAbsent) all = root.find("tags");
  const bool tagged = all != nullptr && (all->kind == RawNode::Kind::kObject || all->kind == RawNode::Kind::kUnknown);
  resource.tags = tagged ? all : nullptr;
}

}  // namespace sekisho::adapters::terraform
