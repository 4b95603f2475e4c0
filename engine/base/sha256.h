// SHA-256 by OpenSSL.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sekisho {

std::string sha256_bytes(std::string_view bytes);   // the 32 bytes themselves
std::string sha256_hex(std::string_view bytes);     // 64 lower-case digits
std::string sha256_digest(std::string_view bytes);  // "sha256:" and the digits
// The same; `between` runs now and then on the way, as often as it suits who drops what was read.
std::string sha256_digest(std::string_view bytes, const std::function<void()>& between);
// sha256_digest() of the first bytes, that many, and of all, in one pass.
std::pair<std::string, std::string> sha256_digests(std::string_view bytes, size_t first);
// The same of a text that is `first` and, behind it, what `rest` makes of its digest.
std::pair<std::string, std::string> sha256_digests(std::string_view first, const std::function<std::string_view(const std::string& digest)>& rest);
// One digest of many texts, whatever their order: of their hex digests, sorted, each with a line end. "sha256:" and the digits.
std::string sha256_of_all(std::vector<std::string> hex_digests);
std::string to_hex(std::string_view bytes);         // two lower-case digits a byte

}  // namespace sekisho
