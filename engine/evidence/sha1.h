// SHA-1 by OpenSSL: ids of Git objects and names of UUIDs, which are made of it. Nothing here rests on it: what binds is SHA-256.
#pragma once

#include <string>
#include <string_view>

namespace sekisho::evidence {

std::string sha1_bytes(std::string_view bytes);   // the 20 bytes themselves

}  // namespace sekisho::evidence
