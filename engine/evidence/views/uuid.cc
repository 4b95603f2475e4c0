// A name-based UUID is the SHA-1 of a name space's UUID and a name; our name space is the UUID of a URL name that is ours.
#include "engine/evidence/views/uuid.h"

#include "engine/evidence/sha1.h"

namespace sekisho::evidence {
namespace {

// RFC 9562 section 6.6: the name space for URLs.
constexpr std::string_view kUrls("\x6b\xa7\xb8\x11\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8", 16);
constexpr std::string_view kOurs = "urn:sekisho:results:";

// The sixteen bytes with version and variant put in.
std::string named(std::string_view name_space, std::string_view name) {
  std::string uuid = sha1_bytes(std::string(name_space) + std::string(name)).substr(0, 16);
  uuid[6] = static_cast<char>((uuid[6] & 0x0F) | 0x50);
  uuid[8] = static_cast<char>((uuid[8] & 0x3F) | 0x80);
  return uuid;
}

}  // namespace

std::string uuid_of(std::string_view root, std::string_view name) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char c : named(named(kUrls, std::string(kOurs) + std::string(root)), name)) {
    if (out.size() == 8 || out.size() == 13 || out.size() == 18 || out.size() == 23) out += '-';
    out += kDigits[static_cast<unsigned char>(c) >> 4];
    out += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

}  // namespace sekisho::evidence
