// The assets of a file, and what their names and ancestors tell.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/reader/content.h"
#include "adapters/reader/json_objects.h"
#include "adapters/reader/member_index.h"

namespace sekisho::adapters::google {

// One line of an export, or one member of its list. Contents are JSON, empty where the file has none.
struct Asset {
  std::string pointer;                  // of the asset in the file
  std::string_view name;                // "//compute.googleapis.com/projects/p/zones/z/instances/i"
  std::string_view type;                // "compute.googleapis.com/Instance", also where the file has `google.compute.Instance`
  std::string_view project;             // that `ancestors`, `ancestry_path` or the parent name; "" when none does
  std::string_view location;            // of `resource`
  std::string_view data;                // `resource.data`
  std::string_view iam_policy, org_policy, access_policy;
  bool has_resource = false;            // else another content type was exported
  std::optional<int64_t> updated;       // when the asset last changed: not when it was read
  bool deleted = false;
  // What name and data tell, worked out while these were at hand: settle().
  std::string address;                  // the name
  size_t hash = 0;                      // of the name
  std::string_view project_id;          // that the name tells
  std::string_view place;               // where it says it is
  bool is_global = false;               // by its name
  const MemberIndex* index = nullptr;   // has the members of `data`; null: there are none, or it is broken
  CellRange members;
};

// Assets that one thread found one after the other, texts that stood in the file with escapes, and where members of data are.
struct AssetPart {
  Texts texts;
  MemberIndex index{texts};
  std::deque<Asset> list;
};

struct Assets {
  std::deque<AssetPart> parts;          // in file order; what was skimmed is in several
  std::optional<int64_t> read_at;       // what the answer says of itself
  size_t size() const {
    size_t count = 0;
    for (const AssetPart& part : parts) count += part.list.size();
    return count;
  }
};

// Whether something in it is an asset with name and type.
bool looks_like_assets(const JsonNode& root);

// Views are into the content and into what `source` and the parts keep. Errors: see read().
Result<Assets> find_assets(const Content& content, RawSource& source);

// The same for lines or a list of assets, lines in so many threads, without looking at what their contents hold; nothing when it is anything else, or unusual.
std::optional<Assets> skim_assets(RawSource& source, size_t threads);

// Fills in what follows from the asset's name and data.
void settle(Asset& asset, AssetPart& part);

// "p" of ".../projects/p/..."; "" when there is none.
std::string_view project_in(std::string_view name);
// What follows `mark` in a name, up to the next slash; "" when there is none.
std::string_view part_after(std::string_view name, std::string_view mark);
// The type of today for one of 2018.
std::string_view current_type(std::string_view type, RawSource& source);

}  // namespace sekisho::adapters::google
