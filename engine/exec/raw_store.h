// RawStore: raw resources of all sources, and the nodes that no source has.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/base/spread.h"
#include "engine/check/program.h"
#include "sekisho/raw.h"
#include "sekisho/value.h"

namespace sekisho {

struct JsonNode;

// Why nobody can tell whether a raw resource will exist; null when it surely does.
ReasonPtr doubt_of(const RawResource& resource);

// Nodes that no source has: what is missing, and what was parsed out of texts. One for each place, also where several stores, each with a thread, share them.
class MadeNodes {
 public:
  struct Part {
    std::mutex lock;
    std::deque<RawNode> nodes;
    std::deque<std::string> texts;
    std::map<std::pair<const RawNode*, std::string>, const RawNode*> parsed;
    std::unordered_map<const RawNode*, std::vector<const RawNode*>> missing;   // by what lacks them
    std::map<std::pair<const RawNode*, uint32_t>, const RawNode*> missing_items;
  };
  // Where all stands that is made of or for this node. Several, so that threads seldom ask for the same one.
  Part& of(const RawNode* node) { return parts_[spread(reinterpret_cast<uintptr_t>(node)) % kParts]; }
  const Part& of(const RawNode* node) const { return parts_[spread(reinterpret_cast<uintptr_t>(node)) % kParts]; }

 private:
  static constexpr size_t kParts = 16;
  std::array<Part, kParts> parts_;
};

// Raw resources of all sources by raw type ("terraform.aws_s3_bucket"), and what raw values need while maps and raw rules run.
class RawStore {
 public:
  // `made`: shared with other stores of the same sources; null: its own.
  RawStore(const Program& program, std::vector<std::shared_ptr<const RawSource>> sources, std::shared_ptr<MadeNodes> made = nullptr);
  // For another thread, over the same resources, with the nodes that `first` had made when it was settled. REQUIRES first.settle().
  explicit RawStore(const RawStore& first);
  // What is made from now on stands apart, so that the nodes made so far can be shared without a lock.
  void settle();
  const std::vector<std::shared_ptr<const RawSource>>& sources() const { return index_->sources; }
  // Resources of a raw type; "terraform.*" is every type. In order of source and file.
  const std::vector<const RawResource*>& of_type(const std::string& raw_type) const;
  int source_of(const RawResource* resource) const;
  // Design "Duplicates": references between cloud resources stay inside one origin, a plan or a live export; registers join with every origin.
  bool share_an_origin(const RawResource& a, const RawResource& b) const;
  // Maps whose heads name the resource's type, the catch-all when there is none.
  const std::vector<const Map*>& maps_of(const RawResource& resource) const;
  // Maps of `SOURCE.*` for the resource: they also take what the maps of its type refuse by their `where`.
  const std::vector<const Map*>& catch_all_of(const RawResource& resource) const;
  // A node that the source does not have: absent, or unknown when what it hangs on is. Lives as long as the store, or one that shares it.
  const RawNode* missing(const RawNode& parent, std::string_view key) const;
  const RawNode* missing_item(const RawNode& parent, uint32_t index) const;
  // How such a node stands, without a place of its own.
  RawNode missing_below(const RawNode& parent) const;
  const RawNode* keep(RawNode node) const;
  // Whether a key that an object lacks is absent; else its source may just not export it.
  bool missing_is_absent(const RawNode& object) const;
  // JSON inside a string, parsed once per distinct text; null when it is none. The nodes hang on `place`.
  const RawNode* parsed_json(const RawNode* place, const std::string& text) const;

 private:
  struct Index {
    std::vector<std::shared_ptr<const RawSource>> sources;
    std::unordered_map<std::string, std::vector<const RawResource*>> by_type;
    std::unordered_map<std::string, std::vector<const Map*>> maps_by_type;
    std::unordered_map<std::string, std::vector<const Map*>> catch_all;   // by adapter
    std::unordered_map<const RawResource*, int> source_of;
    struct OfType {
      std::vector<const RawResource*>* resources = nullptr;               // in `by_type`
      std::vector<const RawResource*>* of_adapter = nullptr;              // the same, of "ADAPTER.*"; null: not one of them
      const std::vector<const Map*>* maps = nullptr;
    };
    // The same without putting names together: by the texts of adapter and type, each of which there is once.
    std::map<std::pair<const std::string*, const std::string*>, OfType> types;
  };
  std::shared_ptr<const Index> index_;
  // Taken only where others share what is made.
  std::unique_lock<std::mutex> guard(MadeNodes::Part& part) const;
  // REQUIRES of these: guard(), of the parent's part.
  const RawNode* missing_now(MadeNodes::Part& part, const RawNode& parent, std::string_view key) const;
  const RawNode* make_missing(MadeNodes::Part& part, const RawNode& parent, std::string_view key) const;
  static const RawNode* build(MadeNodes::Part& part, const JsonNode& json, const RawNode* place, const RawNode* parent, std::string_view key, uint32_t index);
  std::shared_ptr<MadeNodes> made_;
  std::shared_ptr<const MadeNodes> settled_;   // looked at first; null: nothing
  bool shared_;
};

}  // namespace sekisho
