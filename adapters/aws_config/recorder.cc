// complete_kinds.
#include "adapters/aws_config/recorder.h"

#include <array>
#include <set>
#include <string_view>

namespace sekisho::adapters::aws_config {
namespace {

constexpr std::string_view kRecorder = "AWS::Config::ConfigurationRecorder";

// Kinds of which every row comes from this type of AWS Config, and from nothing that it does not record. Only those without a region: a snapshot is of one
// region, and a kind is complete or not for a whole run.
struct KindOfType {
  std::string_view kind, type;
};
constexpr std::array<KindOfType, 4> kKinds = {{{"identity.user", "AWS::IAM::User"}, {"identity.group", "AWS::IAM::Group"}, {"identity.role", "AWS::IAM::Role"}, {"access.policy", "AWS::IAM::Policy"}}};

bool is_true(const RawNode* node) { return node != nullptr && node->kind == RawNode::Kind::kBool && node->boolean; }

std::set<std::string_view> texts_of(const RawNode* list) {
  std::set<std::string_view> texts;
  if (list == nullptr || list->kind != RawNode::Kind::kList) return texts;
  for (const RawNode* item : list->items) texts.insert(item->text);
  return texts;
}

const RawNode* child(const RawNode* node, std::string_view key) { return node == nullptr ? nullptr : node->find(key); }

// What a recorder says that it records.
class Recorded {
 public:
  explicit Recorded(const RawResource& recorder) {
    const RawNode* group = recorder.root->find("recordingGroup");
    if (!is_true(recorder.root->find("recording")) || group == nullptr) return;
    listed_ = texts_of(child(group, "resourceTypes"));
    const RawNode* exclusion = child(group, "exclusionByResourceTypes");
    excluded_ = texts_of(child(exclusion, "resourceTypes"));
    const RawNode* strategy = child(child(group, "recordingStrategy"), "useOnly");
    const std::string_view only = strategy == nullptr ? std::string_view() : strategy->text;
    const bool all = is_true(child(group, "allSupported")) || (only == "EXCLUSION_BY_RESOURCE_TYPES" && !excluded_.empty());
    global_ = all && is_true(child(group, "includeGlobalResourceTypes"));
  }
  bool holds(std::string_view type) const { return excluded_.count(type) == 0 && (listed_.count(type) > 0 || global_); }

 private:
  bool global_ = false;                  // all types without a region
  std::set<std::string_view> listed_, excluded_;
};

}  // namespace

std::vector<std::string> complete_kinds(const Items& items, const RawSource& source) {
  if (items.format != "snapshot" || items.oversized > 0) return {};
  const RawResource* recorder = nullptr;
  for (const RawResource& resource : source.resources) {
    if (resource.type != kRecorder) continue;
    if (recorder != nullptr) return {};
    recorder = &resource;
  }
  if (recorder == nullptr || !recorder->region) return {};
  for (const RawResource& resource : source.resources) {
    if (resource.type == "provider") continue;
    const bool elsewhere = resource.region_unknown || (resource.region && resource.region != recorder->region && !resource.type.starts_with("AWS::IAM::"));
    if (elsewhere || resource.account_key != recorder->account_key) return {};
  }
  const Recorded recorded(*recorder);
  std::vector<std::string> complete;
  for (const KindOfType& each : kKinds) {
    if (!recorded.holds(each.type)) continue;
    complete.emplace_back(each.kind);
    complete.push_back("aws_config." + std::string(each.type));
  }
  return complete;
}

}  // namespace sekisho::adapters::aws_config
