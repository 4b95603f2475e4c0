// Names of Azure: resource ids, types and what tells two of them apart. Azure does not heed the case of letters.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/reader/words.h"

namespace sekisho::adapters::azure {

bool same(std::string_view a, std::string_view b);

std::vector<std::string> split(std::string_view text, char at);

// What "/subscriptions/S/resourceGroups/G/providers/Microsoft.Sql/servers/s/databases/d" says.
struct ResourceId {
  std::string type;          // "microsoft.sql/servers/databases"
  std::string name;          // "d"
  std::string subscription;  // empty: none
  std::string parent;        // id of the server, or of what an extension such as a lock lies on; empty: none. Lower case
};

// None: no resource id.
std::optional<ResourceId> parse_resource_id(std::string_view id);

// A type and the name in a template, told apart as Azure does: "Microsoft.Storage/storageAccounts/providers/locks" named
// "a/Microsoft.Authorization/keep" is a lock on the account `a`.
struct TypedName {
  std::string type;               // lower case
  std::vector<std::string> name;  // one for each part of the type after its provider; fewer or more where the author wrote it so
  std::string parent_type;        // empty: none
  std::vector<std::string> parent_name;
};
// `name`: segments.
TypedName typed_name(std::string_view type, const std::vector<std::string>& name);

}  // namespace sekisho::adapters::azure
