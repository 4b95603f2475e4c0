// Identifiers that are the same for the same thing, as OSCAL asks for (version 5, RFC 9562 section 5.5).
#pragma once

#include <string>
#include <string_view>

namespace sekisho::evidence {

// Of `name` within `root`, the digest of a run's results.
std::string uuid_of(std::string_view root, std::string_view name);

}  // namespace sekisho::evidence
