// Values.
#include "adapters/google/values.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

#include "adapters/reader/look_count.h"
#include "adapters/reader/nodes.h"
#include "engine/base/bytes.h"

namespace sekisho::adapters::google {
namespace {

constexpr std::array<std::string_view, 7> kSecretKeys = {"password", "rootPassword", "clientKey", "privateKey", "privateKeyData", "sharedSecret", "clientSecret"};
constexpr std::string_view kName = "@name", kType = "@assetType";
constexpr std::array<std::string_view, 3> kPolicies = {"@iamPolicy", "@orgPolicy", "@accessPolicy"};

bool is_secret(std::string_view key) { return std::find(kSecretKeys.begin(), kSecretKeys.end(), key) != kSecretKeys.end(); }

// Their `labels` configure them.
bool has_user_labels_only(const RawResource& resource) { return resource.type.starts_with("monitoring."); }

}  // namespace

void Values::add(RawResource& resource, const Asset& asset, const Joined& joined) {
  if (resources_.size() <= resource.number) resources_.resize(resource.number + 1);
  Resource& made = resources_[resource.number];
  if (joined.resource != nullptr) {
    made.data = asset.data;
    made.index = asset.index;
    made.members = asset.members;
    broken_ = broken_ || (asset.index == nullptr && !asset.data.empty());
  }
  made.name = asset.name;
  made.type = asset.type;
  Policies policies;
  if (joined.iam_policy != nullptr) policies[0] = joined.iam_policy->iam_policy;
  if (joined.org_policy != nullptr) policies[1] = joined.org_policy->org_policy;
  if (joined.access_policy != nullptr) policies[2] = joined.access_policy->access_policy;
  if (policies != Policies()) {
    made.policies = static_cast<uint32_t>(policies_.size());
    policies_.push_back(policies);
  }
  add_root(resource, made.data.empty() ? 0 : static_cast<uint32_t>(made.data.data() - source_.source->view().data()));
}

std::string_view Values::policy(const Resource& resource, std::string_view key) const {
  const auto known = std::find(kPolicies.begin(), kPolicies.end(), key);
  if (resource.policies == kNoPolicies || known == kPolicies.end()) return {};
  return policies_[resource.policies][static_cast<size_t>(known - kPolicies.begin())];
}

LateJson::Found Values::find(const RawNode& node, std::string_view key) const {
  if (!is_root(node)) return find_in(node.text, key, false);
  const Resource& resource = resource_of(node);
  if (const Cell* cell = cell_of(resource, key)) return {resource.index->key(*cell), resource.data.substr(cell->begin, cell->length)};
  const auto known = std::find(kPolicies.begin(), kPolicies.end(), key);
  return known == kPolicies.end() ? Found{} : Found{*known, policy(resource, key)};
}

const RawNode* Values::member(const RawNode& node, std::string_view key) const {
  LookCount::add(node.resource);
  std::lock_guard guard(lock_);
  if (const RawNode* there = made(node, key)) return there;
  if (const Found found = find(node, key); !found.json.empty()) return make_member(node, found);
  if (!is_root(node)) return nullptr;
  const Resource& resource = resources_[node.resource->number];
  if (key == kName) return make_text(node, kName, resource.name);
  return key == kType ? make_text(node, kType, resource.type.str()) : nullptr;
}

LateMembers::Text Values::text_of(const RawNode& root, std::string_view key) const {
  LookCount::add(root.resource);
  const Resource& resource = resource_of(root);
  const Cell* cell = cell_of(resource, key);
  if (cell == nullptr) return key.starts_with('@') ? Text{} : Text{Text::Is::kMissing, {}};
  const std::optional<std::string_view> text = is_secret(key) ? std::nullopt : text_without_escapes(resource.data.substr(cell->begin, cell->length));
  return text ? Text{Text::Is::kText, *text} : Text{};
}

const RawNode* Values::make_member(const RawNode& parent, const Found& found) const {
  RawNode& node = make(parent, found.json, parent.sensitive || is_secret(found.key));
  node.key = found.key;
  parent.members.emplace_back(found.key, &node);
  return &node;
}

const RawNode* Values::make_text(const RawNode& root, std::string_view key, std::string_view text) const {
  RawNode& node = blank(root);
  node.kind = RawNode::Kind::kString;
  node.text = text;
  node.key = key;
  root.members.emplace_back(key, &node);
  return &node;
}

RawNode& Values::make(const RawNode& parent, std::string_view json, bool sensitive) const {
  RawNode& node = blank(parent);
  node.sensitive = sensitive;
  node.offset = static_cast<uint32_t>(json.data() - source_.source->view().data());
  fill(node, json, [&](std::string_view item) -> RawNode& { return make(node, item, sensitive); });
  return node;
}

void Values::make_all(const RawNode& node) const {
  std::lock_guard guard(lock_);
  std::vector<std::pair<std::string_view, const RawNode*>> ordered;
  const auto add = [&](const Found& found) {
    const RawNode* there = made(node, found.key);
    ordered.emplace_back(found.key, there != nullptr ? there : make_member(node, found));
  };
  if (!is_root(node)) {
    go_through(node.text, [&](std::string_view key, std::string_view value) {
      add({key, value});
      return true;
    });
  } else {
    const Resource& resource = resource_of(node);
    for (uint32_t i = 0; i < resource.members.count; ++i) {
      const Cell& cell = resource.index->begin(resource.members)[i];
      add({resource.index->key(cell), resource.data.substr(cell.begin, cell.length)});
    }
    for (const auto& [key, text] : {std::pair{kName, resource.name}, std::pair{kType, std::string_view(resource.type)}}) {
      const RawNode* there = made(node, key);
      ordered.emplace_back(key, there != nullptr ? there : make_text(node, key, text));
    }
    for (const std::string_view key : kPolicies) {
      if (!policy(resource, key).empty()) add({key, policy(resource, key)});
    }
  }
  set_all_members(node, std::move(ordered));
}

// Labels are `labels`; of database servers, clusters and alerts they have names of their own.
const RawNode* Values::labels_of(const RawNode& root) const {
  const auto object = [](const RawNode* node) { return node != nullptr && node->kind == RawNode::Kind::kObject ? node : nullptr; };
  if (has_user_labels_only(*root.resource)) return object(member(root, "userLabels"));
  for (const std::string_view key : {"labels", "resourceLabels"}) {
    if (const RawNode* labels = object(member(root, key))) return labels;
  }
  const RawNode* settings = object(member(root, "settings"));
  return settings == nullptr ? nullptr : object(member(*settings, "userLabels"));
}

std::string_view Values::labels_in(const RawNode& root) const {
  const auto object = [](std::string_view json) { return is_object(json) ? json : std::string_view(); };
  if (has_user_labels_only(*root.resource)) return object(find(root, "userLabels").json);
  for (const std::string_view key : {"labels", "resourceLabels"}) {
    if (const std::string_view labels = object(find(root, key).json); !labels.empty()) return labels;
  }
  const std::string_view settings = object(find(root, "settings").json);
  std::string_view found;
  const bool usual = settings.empty() || each_plain_member(settings, [&](std::string_view key, std::string_view value) {
    if (key != "userLabels") return true;
    return std::exchange(found, value).empty();
  });
  if (usual) return object(found);
  const std::lock_guard guard(lock_);
  return object(find_in(settings, "userLabels", false).json);
}

// What was found when the file was read is looked at by all threads at once.
bool Values::tag_texts(const RawNode& root, TagTexts& into) const {
  LookCount::add(root.resource);
  const std::string_view labels = labels_in(root);
  return labels.empty() || each_plain_member(labels, [&](std::string_view key, std::string_view value) {
    // One with escapes would be kept anew each time.
    const bool usual = !is_secret(key) && std::none_of(into.begin(), into.end(), [&](const auto& tag) { return tag.first == key; });
    const std::optional<std::string_view> text = usual ? text_without_escapes(value) : std::nullopt;
    if (text) into.emplace_back(key, *text);
    return text.has_value();
  });
}

const RawNode* Values::tags(const RawNode& root) const {
  std::lock_guard guard(lock_);
  if (const Resource& resource = resources_[root.resource->number]; resource.tags_made) return resource.made_tags;
  const RawNode* labels = labels_of(root);
  if (labels == nullptr) {
    RawNode& none = source_.nodes.emplace_back();
    none.kind = RawNode::Kind::kObject;
    none.resource = root.resource;
    labels = &none;
  }
  Resource& resource = resources_[root.resource->number];
  resource.tags_made = true;
  resource.made_tags = labels;
  return labels;
}

bool Values::put_content(const RawNode& root, std::string_view key, std::string& out) const {
  LookCount::add(root.resource);
  if (key == kTagsKey) {
    // What the labels are not told by does not count, and neither does where they stand.
    put_text(out, labels_in(root));
    return true;
  }
  const Resource& resource = resources_[root.resource->number];
  const std::string_view json = find(root, key).json;
  put(out, json.empty() ? 'a' : 'k');
  put_text(out, !json.empty() ? json : key == kName ? resource.name : key == kType ? std::string_view(resource.type) : std::string_view());
  return true;
}

}  // namespace sekisho::adapters::google
