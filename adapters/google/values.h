// Values of assets as raw nodes, made when somebody asks for them.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include "adapters/google/assets.h"
#include "adapters/reader/late_json.h"
#include "adapters/reader/member_index.h"
#include "sekisho/raw.h"
#include "sekisho/shared_text.h"

namespace sekisho::adapters::google {

// What the file says of one asset, by content type.
struct Joined {
  const Asset* resource = nullptr;
  const Asset* iam_policy = nullptr;
  const Asset* org_policy = nullptr;
  const Asset* access_policy = nullptr;
};

// The members of a resource's root are those of its data; beside them stand `@name`, `@assetType` and the policies: `@iamPolicy`, `@orgPolicy`,
// `@accessPolicy`. Passwords and private keys are sensitive.
class Values : public LateJson {
 public:
  // Both outlive it.
  Values(RawSource& source, Texts& texts) : LateJson(source, texts) {}

  // Gives `resource` its root: the data of `asset` (none: an empty one) and what is joined with it. The asset's index outlives this.
  void add(RawResource& resource, const Asset& asset, const Joined& joined);

  const RawNode* member(const RawNode& node, std::string_view key) const override;
  void make_all(const RawNode& node) const override;
  Text text_of(const RawNode& root, std::string_view key) const override;
  const RawNode* tags(const RawNode& root) const override;
  bool put_content(const RawNode& root, std::string_view key, std::string& out) const override;
  bool tag_texts(const RawNode& root, TagTexts& into) const override;

 private:
  struct Resource {
    std::string_view data, name;
    SharedText type;
    uint32_t policies = kNoPolicies;     // in `policies_`
    bool tags_made = false;
    const MemberIndex* index = nullptr;  // null: nobody could say where the members of `data` are
    CellRange members;                   // of `data`
    const RawNode* made_tags = nullptr;
  };
  static constexpr uint32_t kNoPolicies = UINT32_MAX;
  using Policies = std::array<std::string_view, 3>;   // of identities, the organization, access
  const Resource& resource_of(const RawNode& root) const { return resources_[root.resource->number]; }
  // Null: there is none of that key.
  static const Cell* cell_of(const Resource& resource, std::string_view key) { return resource.index == nullptr ? nullptr : resource.index->find_exact(resource.members, key); }
  Found find(const RawNode& node, std::string_view key) const;
  std::string_view policy(const Resource& resource, std::string_view key) const;
  const RawNode* make_member(const RawNode& parent, const Found& found) const;
  const RawNode* make_text(const RawNode& root, std::string_view key, std::string_view text) const;
  RawNode& make(const RawNode& parent, std::string_view json, bool sensitive) const;
  const RawNode* labels_of(const RawNode& root) const;
  // The same as JSON; empty: there are none.
  std::string_view labels_in(const RawNode& root) const;

  mutable std::deque<Resource> resources_;   // by RawResource::number
  std::vector<Policies> policies_;           // of the few that have some
};

}  // namespace sekisho::adapters::google
