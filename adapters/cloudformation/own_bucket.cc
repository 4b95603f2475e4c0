// Which part of its bucket a policy of a bucket speaks of, where the template does not tell the bucket's name.
#include "adapters/cloudformation/resolver.h"

namespace sekisho::adapters::cloudformation {
namespace {

using Kind = RawNode::Kind;

constexpr std::string_view kBuckets = "arn:aws:s3:::";

// The bucket of the template whose ARN it is; nullptr otherwise.
const RawResource* bucket_of_arn(const RawNode& node) {
  const RawReference* what = node.kind == Kind::kUnknown && !node.sensitive ? node.reference : nullptr;
  const bool arn = what != nullptr && what->exact && what->targets.size() == 1 && what->attribute == "arn";
  return arn && what->targets.front()->type == "AWS::S3::Bucket" ? what->targets.front() : nullptr;
}

}  // namespace

std::string Resolver::own_arn(std::string_view separator, const std::vector<RawNode*>& parts) const {
  std::string arn;
  for (size_t i = 0; i < parts.size(); ++i) {
    const RawNode& part = *parts[i];
    if (part.sensitive) return "";
    if (i > 0) arn += separator;
    if (const std::optional<std::string> known = scalar(part)) {
      if (known->find("{{resolve:") != std::string::npos) return "";
      if (arn.ends_with('}') && !known->empty() && !known->starts_with('/')) return "";
      arn += *known;
    } else if (const RawResource* bucket = bucket_of_arn(part); bucket != nullptr && arn.empty()) {
      arn = std::string(kBuckets) + "{" + bucket->address + "}";
    } else if (arn == "arn:") {
      arn += "aws";  // whichever partition
    } else if (arn.ends_with(":s3:::")) {
      arn += "{bucket}";
    } else {
      return "";
    }
  }
  return arn.starts_with("arn:") ? arn : "";
}

void Resolver::name_own_bucket(RawNode& policy) {
  const auto name = [&](const RawNode* node) {
    if (node->kind != Kind::kUnknown) return;
    const auto found = own_arns_.find(node);
    const std::string arn = found != own_arns_.end() ? found->second : own_arn("", {const_cast<RawNode*>(node)});  // made above, by us
    if (arn.empty()) return;
    const RawNode* known = nodes_.text(arn, node->offset, Written::kReference, false);
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
