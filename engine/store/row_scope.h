// What the identities of a row are unique in.
#pragma once

#include <string>

#include "engine/store/snapshot.h"

namespace sekisho {

// "global", "account 111122223333" or "region 111122223333 ap-northeast-1"; the bare word where the resource does not say its account or region, and for
// a namespace, whose cluster nobody names.
inline std::string scope_of(const Row& row, const RowIdentity& identity) {
  const bool by_region = identity.scope == "region";
  if (!by_region && identity.scope != "account") return identity.scope;
  if (row.resource == nullptr || !row.resource->account || (by_region && !row.resource->region)) return identity.scope;
  return identity.scope + " " + *row.resource->account + (by_region ? " " + *row.resource->region : "");
}

// Whether such a scope tells two of its kind apart.
inline bool is_known_scope(const std::string& scope) { return scope == "global" || scope.find(' ') != std::string::npos; }

}  // namespace sekisho
