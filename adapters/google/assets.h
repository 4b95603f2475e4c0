// The assets of a file, and what their names and ancestors tell.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/reader/content.h"

namespace sekisho::adapters::google {

// One line of an export, or one member of its list.
struct Asset {
  const JsonNode* json = nullptr;
  std::string pointer;                  // of `json`
  std::string name;                     // "//compute.googleapis.com/projects/p/zones/z/instances/i"
  std::string type;                     // "compute.googleapis.com/Instance", also where the file has `google.compute.Instance`
  const JsonNode* resource = nullptr;   // `resource`; null: another content type was exported
  const JsonNode* data = nullptr;       // `resource.data`
  const JsonNode* iam_policy = nullptr;
  const JsonNode* org_policy = nullptr;
  const JsonNode* access_policy = nullptr;
  std::optional<int64_t> updated;       // when the asset last changed: not when it was read
  bool deleted = false;
};

struct Assets {
  std::vector<Asset> list;
  std::optional<int64_t> read_at;       // what the answer says of itself
};

// Whether something in it is an asset with name and type.
bool looks_like_assets(const JsonNode& root);

// Errors: see read().
Result<Assets> find_assets(const Content& content);

// "p" of ".../projects/p/..."; "" when there is none.
std::string_view project_in(std::string_view name);

// The member under either spelling: `iam_policy`, `iamPolicy`. Null when missing, null or no object.
const JsonNode* either(const JsonNode* object, std::string_view snake, std::string_view camel);
std::string_view text_in(const JsonNode* object, std::string_view key);

}  // namespace sekisho::adapters::google
