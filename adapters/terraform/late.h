// Late: a plan of which only the places of values are known; a value is parsed and laid out when somebody asks for it.
#pragma once

#include <atomic>
#include <deque>
#include <initializer_list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "adapters/reader/brief_lock.h"
#include "adapters/terraform/configuration.h"
#include "adapters/terraform/instances.h"
#include "adapters/terraform/skim.h"
#include "adapters/terraform/values.h"
#include "sekisho/json.h"
#include "sekisho/raw.h"

namespace sekisho::adapters::terraform {

class Late : public LateMembers {
 public:
  // All references outlive it; `skimmed` is that of `source`'s text.
  Late(RawSource& source, const Configuration& configuration, Scopes& scopes, Values& values, Skimmed skimmed);

  // Gives `resource` a root whose members come from the skimmed change. `written` may be null.
  void add(RawResource& resource, size_t change, const ResourceConfiguration* written, Context context);
  const Skimmed& skimmed() const { return skimmed_; }
  // What was given to add(), and the provider as the change has it.
  const ResourceConfiguration* written(const RawResource& resource) const { return resources_[resource.number].written; }
  std::string_view provider(const RawResource& resource) const { return change_of(resources_[resource.number]).provider; }
  // Whether the plan shows a text for one of the keys.
  bool shows_text(const RawResource& resource, std::initializer_list<std::string_view> keys) const;
  // A value that was asked for was no JSON.
  bool broken() const { return broken_; }

  const RawNode* member(const RawNode& root, std::string_view key) const override;
  void make_all(const RawNode& root) const override;
  bool given_at_apply(const RawNode& root, std::string_view key) const override;
  const RawNode* tags(const RawNode& root) const override;
  bool put_content(const RawNode& root, std::string_view key, std::string& out) const override;
  bool tag_texts(const RawNode& root, TagTexts& into) const override;

 private:
  // Members of one resource that were made, each with the one before: found without the lock, which threads ask for all the time.
  struct Made {
    std::string_view key;
    const RawNode* node;
    const Made* before;
  };
  struct Resource {
    uint32_t change = 0;
    const ResourceConfiguration* written = nullptr;
    ModuleInstance* module = nullptr;
    std::optional<std::string> key;
    bool tags_made = false;
    const RawNode* tags = nullptr;
    const Made* made = nullptr;             // the last one; read by any thread, changed by who has the lock
  };
  const SkimmedChange& change_of(const Resource& late) const { return skimmed_.changes[late.change]; }
  // REQUIRES the lock.
  const RawNode* make(const RawNode& root, std::string_view key, const Layers& layers) const;
  const RawNode* find_made(Resource& late, std::string_view key) const;
  // Of a key as the plan has it; kNoKey where no value of the plan has it.
  uint32_t key_number(std::string_view key) const;
  static constexpr uint32_t kNoKey = UINT32_MAX;
  const Cell* cell(const CellRange& range, uint32_t key) const;
  const Cell* cell(const CellRange& range, std::string_view key) const { return cell(range, key_number(key)); }
  std::string_view bytes_of(const Cell* cell) const;   // empty without one
  // The key whose value is the effective tags (origin_tags()); empty: only making them tells.
  std::string_view key_of_tags(const RawResource& resource) const;
  Scope scope_of(const Resource& late) const;
  void check_new_references(size_t first) const;
  // put_content() of a scalar whose expression refers to something: how it refers, without making it. False: make it.
  bool put_reference(const Resource& late, std::string_view key, std::string& out) const;
  // Whether the scalar contradicts what an exact reference names (Values::check_references); none: only making both tells.
  std::optional<bool> contradicts(std::string_view value, bool unknown, const RawReference& reference) const;
  // The bytes of what is written for a key; empty when they do not tell all: what refers to something means another thing in each instance.
  const std::string& written_bytes(const JsonNode& expression) const;

  RawSource& source_;
  const Configuration& configuration_;
  Scopes& scopes_;
  Values& values_;
  Skimmed skimmed_;
  std::unordered_map<std::string_view, uint32_t> numbers_;
  mutable BriefLock lock_;
  mutable std::vector<Resource> resources_;   // by RawResource::number
  class Parser;
  mutable BriefLock parts_lock_;
  mutable std::deque<JsonParts> parts_;
  mutable std::vector<JsonParts*> free_parts_;
  mutable std::atomic<bool> broken_ = false;
  mutable std::vector<size_t> unchecked_;     // positions in source_.nodes
  mutable bool checking_ = false;
  mutable std::deque<Made> made_;
  mutable BriefLock written_lock_;
  mutable std::unordered_map<const JsonNode*, std::string> written_bytes_;
};

}  // namespace sekisho::adapters::terraform
