// Contents: equal contents get equal numbers. What a rule can tell apart has different numbers; what it cannot may share one.
//
// A content leaves out places, the texts of reasons, and which resources a raw value's configuration names: the last is observed on its own (observer.h).
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/exec/evaluator.h"
#include "sekisho/raw.h"
#include "sekisho/value.h"

namespace sekisho {

using ContentId = uint32_t;

// Top-level values of one raw resource that were asked for.
struct ResourceCells {
  const RawResource* resource = nullptr;
  ContentId base = 0;                                 // its scope, how its root stands: what a missing value means, and whether it may not be there
  ContentId scope = 0;                                // source, account, region, namespace
  std::vector<std::pair<uint32_t, ContentId>> known;  // by key number
  std::vector<std::pair<uint32_t, ContentId>> origin; // by number of the part's name
};

class Contents {
 public:
  explicit Contents(const RawStore& raw) : raw_(raw) {}
  Contents(const Contents&) = delete;
  Contents& operator=(const Contents&) = delete;

  ContentId of_text(std::string_view text);
  // A number for two numbers.
  ContentId of_pair(ContentId a, ContentId b);
  // Texts and references carry the scope of the resource in whose file they stand: names are compared within it.
  ContentId of(const Value& value);
  // That of a known text which stands in this resource's file.
  ContentId of_written_text(std::string_view text, const RawResource& writer);
  // `whole`: with all that hangs below, also of a value that is read by parts.
  ContentId of(const RawNode& node, bool whole);
  ResourceCells& cells_of(const RawResource& resource);
  // The number of a top-level key; kTags is the resource's effective tags.
  uint32_t key_number(std::string_view key);
  const std::string& key(uint32_t number) const { return keys_[number]; }
  static constexpr uint32_t kTags = 0;
  ContentId cell(ResourceCells& cells, uint32_t key);
  size_t size() const { return texts_.size(); }
  // The resource's effective tags as texts, kept until another's are asked for; null: only nodes tell.
  const LateMembers::TagTexts* tag_texts(const RawResource& resource);
  // What is looked at again is written down again, under the same numbers. REQUIRES that nobody holds cells.
  void forget_cells();

 private:
  const RawStore& raw_;
  // Texts stand one behind the other, as most are short and there are very many; `table_` finds their numbers by hash, the next free place taken. Of a
  // long one only its SHA-256 stays: two that share it are beyond what anybody can make, as everywhere where a digest stands for a file.
  struct Text {
    const char* begin;
    uint32_t size;                          // kOfDigest: no text is as long
    uint32_t hash;
  };
  static constexpr size_t kLong = 96;
  static constexpr uint32_t kOfDigest = UINT32_MAX;
  static constexpr ContentId kFree = UINT32_MAX;
  const char* kept(std::string_view text);
  void grow_table();
  std::deque<Text> texts_;
  std::vector<ContentId> table_;            // a power of two, or empty
  std::vector<std::unique_ptr<char[]>> chunks_;
  char* free_ = nullptr;                    // in the last chunk
  size_t free_size_ = 0;
  std::deque<ResourceCells> cells_;
  struct Slot {
    const RawResource* resource = nullptr;
    ResourceCells* cells = nullptr;
  };
  std::vector<Slot> by_number_;             // of the first resource that came with that number; numbers count within a source
  std::unordered_map<const RawResource*, ResourceCells*> of_others_;
  std::unordered_map<std::string_view, uint32_t> key_numbers_;
  std::deque<std::string> keys_{1};
  void put_value(std::string& out, const Value& value);
  ContentId scope_of(const RawResource& resource);
  ContentId base_of(const RawResource& resource, ContentId scope);
  // What a scope follows from, as few words: neighbours share most of it. Texts are kept once (SharedText).
  struct Scope {
    const void* account = nullptr;          // null: none
    const void* account_key = nullptr;
    const void* region = nullptr;
    const void* namespace_ = nullptr;
    int source = 0;
    bool region_unknown = false;
    bool operator==(const Scope&) const = default;
  };
  struct ScopeHash {
    size_t operator()(const Scope& scope) const;
  };
  std::unordered_map<Scope, ContentId, ScopeHash> scopes_;

  const RawResource* tags_of_ = nullptr;
  bool has_tags_ = false;
  LateMembers::TagTexts tags_;              // of that one
  std::string scratch_;
};

// Appends why a value is unknown. REQUIRES one that is.
void put_reasons(std::string& out, const Value& value);

}  // namespace sekisho
