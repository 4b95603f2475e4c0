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
};

struct Assets {
  std::deque<Asset> list;               // of very many: none is moved
  std::optional<int64_t> read_at;       // what the answer says of itself
};

// Whether something in it is an asset with name and type.
bool looks_like_assets(const JsonNode& root);

// Views are into the content and into what `source` and `texts` keep. Errors: see read().
Result<Assets> find_assets(const Content& content, RawSource& source);

// The same for lines or a list of assets, without looking at what their contents hold; nothing when it is anything else, or unusual.
std::optional<Assets> skim_assets(RawSource& source, Texts& texts);

// "p" of ".../projects/p/..."; "" when there is none.
std::string_view project_in(std::string_view name);
// What follows `mark` in a name, up to the next slash; "" when there is none.
std::string_view part_after(std::string_view name, std::string_view mark);
// The type of today for one of 2018.
std::string_view current_type(std::string_view type, RawSource& source);

}  // namespace sekisho::adapters::google
