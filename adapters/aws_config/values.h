// Values of configuration items as raw nodes, made when somebody asks for them.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/aws_config/items.h"
#include "adapters/reader/cells.h"
#include "adapters/reader/late_json.h"
#include "adapters/reader/member_index.h"
#include "sekisho/raw.h"

namespace sekisho::adapters::aws_config {

// The members of a resource's root are those of `configuration`; those of `supplementaryConfiguration` and of the item itself stand beside them with `@`:
// `@BucketPolicy`, `@relationships`. Keys are found in any case, because AWS writes one key as `kmsKeyId`, `KmsKeyId` and `kMSKeyId`; what is written in
// just the case that is asked for goes first.
class Values : public LateJson {
 public:
  // All outlive it.
  Values(RawSource& source, Texts& texts) : LateJson(source, texts) {}

  // Gives `resource` its root. The item's index outlives this.
  void add(RawResource& resource, const Item& item);

  const RawNode* member(const RawNode& node, std::string_view key) const override;
  void make_all(const RawNode& node) const override;
  Text text_of(const RawNode& root, std::string_view key) const override;
  const RawNode* tags(const RawNode& root) const override;
  bool put_content(const RawNode& root, std::string_view key, std::string& out) const override;
  bool tag_texts(const RawNode& root, TagTexts& into) const override;

 private:
  struct Resource {
    std::string_view item, configuration, supplement, tags;
    const MemberIndex* index = nullptr;  // has:
    CellRange values, beside;            // members of `configuration` and `supplement`, which they count from
    OwnMembers own;
    bool tags_made = false;
    const RawNode* made_tags = nullptr;
  };
  Found find(const RawNode& node, std::string_view key) const;
  // The same of a root, by the key as the file has it. REQUIRES the lock, or none of the item's own that is odd.
  Found find_in_root(const Resource& resource, std::string_view key) const;
  static Found find_in(const Resource& resource, std::string_view object, const CellRange& range, std::string_view key);
  Found find_own(const Resource& resource, std::string_view key) const;
  Found find_in(std::string_view object, std::string_view key) const { return LateJson::find_in(object, key, true); }
  const RawNode* make_found(const RawNode& parent, const Found& found, std::string_view key) const;
  const RawNode* make_unknown(const RawNode& parent, std::string_view key) const;
  // `expands`: a string that holds JSON is what it holds.
  RawNode& make(const RawNode& parent, std::string_view json, bool expands) const;
  // Where a resource's tags may stand; empty JSON: not there.
  std::array<std::string_view, 3> tag_places(const Resource& resource) const;
  void add_tags(const RawNode& root, std::string_view json, RawNode& into) const;
  // The same as texts; false: one of them is none, or unusual.
  bool add_tag_texts(std::string_view json, TagTexts& into) const;
  // The text of a text, a number or a truth value; none: it is neither, or is kept as something else.
  std::optional<std::string_view> plain_text(std::string_view json) const;
  std::string_view beside_name(std::string_view key) const;

  mutable std::deque<Resource> resources_;   // by RawResource::number
  mutable std::unordered_map<std::string_view, std::string_view> beside_names_;
  mutable std::unordered_map<const RawNode*, std::vector<const RawNode*>> unknown_;   // by their parent: members of what the file leaves out
};

}  // namespace sekisho::adapters::aws_config
