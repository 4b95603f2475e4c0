// A known ARN of the resource is the best witness of account and region; the provider's configuration comes next.
#include "adapters/terraform/origin.h"

#include <set>

#include <algorithm>
#include <array>
#include <vector>

#include "adapters/reader/azure_location.h"
#include "adapters/reader/google_place.h"
#include "adapters/reader/resources.h"
#include "adapters/terraform/address.h"

namespace sekisho::adapters::terraform {

bool has_labels(const RawResource& resource) { return resource.type.starts_with("google_") || resource.type.starts_with("data.google_"); }

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

// What the provider's configuration says of `name`, or null.
// `aws`, `aws.tokyo`; in a module also `module.m:aws` or `m:aws`, which stands for the provider that the module is given.
const JsonNode* provider_expression(const Configuration& configuration, std::string_view key, std::string_view name) {
  const JsonNode* provider = configuration.provider(key);
  const JsonNode* expressions = provider == nullptr ? nullptr : provider->find("expressions");
  const JsonNode* expression = expressions == nullptr ? nullptr : expressions->find(name);
  const size_t colon = key.rfind(':');
  if (expression != nullptr || colon == std::string_view::npos) return expression;
  return provider_expression(configuration, key.substr(colon + 1), name);
}

// The provider's default tags: null when there are none; `told` is false when they cannot be evaluated.
const JsonNode* default_tags(const Configuration& configuration, std::string_view key, bool& told) {
  told = configuration.root() != nullptr;
  const JsonNode* block = provider_expression(configuration, key, "default_tags");
  if (block == nullptr) return nullptr;
  if (block->kind == JsonNode::Kind::kArray) block = block->items.size() == 1 ? block->items[0] : nullptr;
  const JsonNode* tags = block == nullptr ? nullptr : block->find("tags");
  const JsonNode* constant = tags == nullptr ? nullptr : tags->find("constant_value");
  told = constant != nullptr && constant->kind == JsonNode::Kind::kObject;
  return told ? constant : nullptr;
}

// A plan shows `tags_all` as unknown whenever `tags` is not wholly known, and for every resource without tags: what is known of them is put together here.
const RawNode* effective_tags(RawSource& source, const RawResource& resource, const Configuration& configuration) {
  const RawNode* all = resource.root->find("tags_all");
  const RawNode* own = resource.root->find("tags");
  if (all == nullptr) return own;
  if (all->kind != RawNode::Kind::kUnknown) return all->kind == RawNode::Kind::kAbsent ? own : all;
  bool told = false;
  const JsonNode* defaults = default_tags(configuration, resource.account_key, told);
  if (!told || (own != nullptr && own->kind == RawNode::Kind::kUnknown)) return all;
  const bool own_tags = own != nullptr && own->kind == RawNode::Kind::kObject;
  if (defaults == nullptr) return own_tags ? own : nullptr;
  RawNode& merged = source.nodes.emplace_back();
  merged.kind = RawNode::Kind::kObject;
  merged.configured = Configured::kYes;
  merged.keys_configured_known = true;
  merged.offset = all->offset;
  merged.parent = resource.root;
  merged.key = "tags_all";
  merged.resource = &resource;
  if (own_tags) merged.members = own->members;
  for (const JsonMember& member : defaults->members) {
    if (member.value->kind != JsonNode::Kind::kString || merged.find(member.key) != nullptr) continue;
    RawNode& tag = source.nodes.emplace_back();
    tag.kind = RawNode::Kind::kString;
    tag.text = source.texts.emplace_back(member.value->text);
    tag.configured = Configured::kYes;
    tag.written = Written::kLiteral;
    tag.offset = all->offset;
    tag.parent = &merged;
    tag.key = source.texts.emplace_back(member.key);
    tag.resource = &resource;
    merged.members.emplace_back(tag.key, &tag);
  }
  return &merged;
}

// Google's provider adds its default labels by itself: `terraform_labels` holds them, `effective_labels` also what Google adds. Before its version 5 there is
// only what the author wrote, under a name that depends on the type.
const RawNode* google_labels(const RawResource& resource) {
  const RawNode& root = *resource.root;
  if (resource.type.find("google_monitoring_") != std::string::npos) return root.find("user_labels");   // `labels` configure it
  const RawNode* settings = root.find("settings");   // of database servers
  const RawNode* nested = settings == nullptr || settings->items.empty() ? nullptr : settings->items[0]->find("user_labels");
  const RawNode* unknown = nullptr;
  for (const RawNode* labels : {root.find("effective_labels"), root.find("terraform_labels")}) {
    if (labels != nullptr && labels->kind == RawNode::Kind::kObject) return labels;
    if (labels != nullptr && labels->kind == RawNode::Kind::kUnknown) unknown = labels;
  }
  if (unknown != nullptr) return unknown;   // what the author wrote may not be all
  for (const RawNode* labels : {root.find("user_labels"), root.find("resource_labels"), root.find("labels"), nested}) {
    if (labels != nullptr && labels->kind != RawNode::Kind::kAbsent) return labels;
  }
  return nullptr;
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

// Google's resources say where they lie themselves. kOpen: by a value that nobody knows yet, so that the provider's configuration does not tell either.
// kProvider: they could say it and do not, so that the provider's region decides. kGlobal: they lie nowhere.
enum class Place { kTold, kOpen, kProvider, kGlobal };

// Each resource of Azure says its location itself; children have none, because they lie where their parent does.
Place azure_place(RawResource& resource) {
  const RawNode* own = resource.root->find("location");
  if (own == nullptr || own->kind == RawNode::Kind::kAbsent) return Place::kGlobal;
  const std::string_view location = known_text(own);
  if (location.empty()) return Place::kOpen;
  resource.region = region_of_azure_location(location);
  return Place::kTold;
}

Place google_place(RawResource& resource) {
  Place found = Place::kGlobal;
  for (const char* key : {"region", "zone", "location"}) {
    const RawNode* own = resource.root->find(key);
    if (own == nullptr) continue;
    if (const std::string_view place = known_text(own); !place.empty()) {
      const std::string region = region_of_google_place(place);
      if (region != "global") resource.region = region;
      return Place::kTold;
    }
    if (own->kind == RawNode::Kind::kUnknown && own->configured != Configured::kNo) {
      found = Place::kOpen;
    } else if (found == Place::kGlobal) {
      found = Place::kProvider;
    }
  }
  return found;
}

}  // namespace

const RawNode* origin_tags(RawSource& source, const RawResource& resource, const Configuration& configuration) {
  const RawNode* tags = has_labels(resource) ? google_labels(resource) : effective_tags(source, resource, configuration);
  const bool tagged = tags != nullptr && (tags->kind == RawNode::Kind::kObject || tags->kind == RawNode::Kind::kUnknown);
  return tagged ? tags : nullptr;
}

void fill_origin(RawResource& resource, const Configuration& configuration, const ResourceConfiguration* written, std::string_view provider, bool look) {
  const RawNode& root = *resource.root;
  resource.account_key = written != nullptr && !written->provider_key.empty() ? std::string(written->provider_key) : last_segment(provider);
  const bool data = resource.type.starts_with("data.");
  const std::string_view type = std::string_view(resource.type).substr(data ? 5 : 0);
  const bool aws = type.starts_with("aws_");
  const bool google = type.starts_with("google_");
  const bool azure = type.starts_with("azurerm_") || type.starts_with("azapi_");
  const Place place = google ? google_place(resource) : azure ? azure_place(resource) : Place::kProvider;
  if (aws && look) {
    from_arn(resource, known_text(root.find("arn")));
    const std::string_view own = known_text(root.find("region"));
    if (!data && !own.empty() && is_own_region(type)) resource.region = std::string(own);
  }
  if (!resource.region && place == Place::kProvider) {
    if (const JsonNode* expression = provider_expression(configuration, resource.account_key, "region")) {
      const std::string_view region = known_region(configuration, *expression);
      if (!region.empty()) resource.region = std::string(region);
    }
  }
  resource.region_unknown = (aws || place == Place::kOpen || (google && place == Place::kProvider)) && !resource.region;
}

void add_providers(RawSource& source) {
  std::set<std::string> keys;
  for (const RawResource& resource : source.resources) {
    if (!resource.account_key.empty()) keys.insert(resource.account_key);
  }
  for (const std::string& key : keys) {
    RawNode& root = source.nodes.emplace_back();
    root.kind = RawNode::Kind::kObject;
    RawResource& provider = add_account(source, key);
    provider.root = &root;
    root.resource = &provider;
    // Its region and account are those that its resources agree on.
    for (const RawResource& resource : source.resources) {
      if (resource.account_key != key || &resource == &provider) continue;
      if (!provider.region) provider.region = resource.region;
      if (!provider.account) provider.account = resource.account;
    }
    provider.region_unknown = !provider.region;
  }
}

}  // namespace sekisho::adapters::terraform
