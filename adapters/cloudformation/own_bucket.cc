// Which part of its bucket a policy of a bucket speaks of, where the template does not tell the bucket's name.
#include "adapters/cloudformation/resolver.h"

namespace sekisho::adapters::cloudformation {
namespace {

using Kind = RawNode::Kind;

constexpr std::string_view kBuckets = "arn:aws:s3:::";

// The bucket of the template whose `attribute` a value is; nullptr otherwise.
const RawResource* bucket_of(const RawNode& node, std::string_view attribute) {
  const RawReference* what = node.kind == Kind::kUnknown && !node.sensitive ? node.reference : nullptr;
  const bool names = what != nullptr && what->exact && what->targets.size() == 1 && what->attribute == attribute;
  return names && what->targets.front()->type == "AWS::S3::Bucket" ? what->targets.front() : nullptr;
}

// Of a value that nobody hides.
std::string_view made_of_parameters(const RawNode* node) {
  const bool unknown = node != nullptr && node->kind == Kind::kUnknown && !node->sensitive && node->reference != nullptr;
  return unknown ? node->reference->parameters() : std::string_view();
}

// To be read.
std::string shown(std::string_view parameters) {
  std::string name(parameters);
  std::erase_if(name, [](char c) { return c == '\x1f' || c == '{' || c == '}'; });
  return name;
}

}  // namespace

Resolver::OwnArn Resolver::own_arn(std::string_view separator, const std::vector<RawNode*>& parts) const {
  OwnArn arn;
  std::string& text = arn.text;
  for (size_t i = 0; i < parts.size(); ++i) {
    const RawNode& part = *parts[i];
    if (part.sensitive) return {};
    if (i > 0) text += separator;
    if (const std::optional<std::string> known = scalar(part)) {
      if (known->find("{{resolve:") != std::string::npos) return {};
      if (text.ends_with('}') && !known->empty() && !known->starts_with('/')) return {};
      text += *known;
    } else if (const RawResource* whole = bucket_of(part, "arn"); whole != nullptr && text.empty()) {
      text = std::string(kBuckets) + "{" + whole->address + "}";
    } else if (text == "arn:") {
      text += "aws";  // whichever partition
    } else if (const RawResource* bucket = bucket_of(part, "id"); bucket != nullptr && text.ends_with(":s3:::")) {
      text += "{" + bucket->address + "}";
    } else if (const std::string_view parameters = made_of_parameters(&part); !parameters.empty() && text.ends_with(":s3:::")) {
      arn.parameters = parameters;
      text += "{" + shown(parameters) + "}";
    } else {
      return {};
    }
  }
  if (!text.starts_with("arn:")) return {};
  return arn;
}

void Resolver::name_own_bucket(RawNode& policy) {
  const RawNode* of = policy.find("Bucket");
  const RawResource* bucket = of == nullptr ? nullptr : bucket_of(*of, "id");
  const RawNode* bucket_name = bucket == nullptr || bucket->root == nullptr ? nullptr : bucket->root->find("BucketName");
  // Parameters may hold a bucket's name and a path after it, unless the bucket is called that.
  const auto is_the_name = [&](const std::string& parameters) { return parameters.empty() || parameters == made_of_parameters(of) || parameters == made_of_parameters(bucket_name); };
  const auto name = [&](const RawNode* node) {
    if (node->kind != Kind::kUnknown) return;
    const auto found = own_arns_.find(node);
    const OwnArn arn = found != own_arns_.end() ? found->second : own_arn("", {const_cast<RawNode*>(node)});  // made above, by us
    if (arn.text.empty() || !is_the_name(arn.parameters)) return;
    const RawNode* known = nodes_.text(arn.text, node->offset, Written::kReference, false);
    RawNode& text = *const_cast<RawNode*>(node);
    text.kind = known->kind;
    text.text = known->text;
    text.reference = nullptr;
  };
  const auto name_all = [&](const RawNode* statement) {
    for (const char* key : {"Resource", "NotResource"}) {
      const RawNode* resources = statement->find(key);
      if (resources == nullptr) continue;
      name(resources);
      for (const RawNode* item : resources->items) name(item);
    }
  };
  const RawNode* document = policy.find("PolicyDocument");
  const RawNode* statements = document == nullptr ? nullptr : document->find("Statement");
  if (statements == nullptr) return;
  if (statements->kind == Kind::kObject) name_all(statements);
  for (const RawNode* statement : statements->items) name_all(statement);
}

}  // namespace sekisho::adapters::cloudformation
