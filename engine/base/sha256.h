// SHA-256 by OpenSSL.
#pragma once

#include <array>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sekisho {

std::string sha256_bytes(std::string_view bytes);   // the 32 bytes themselves
using Sha256 = std::array<char, 32>;
Sha256 sha256_of(std::initializer_list<std::string_view> parts);   // one after the other, as one text
std::string sha256_hex(std::string_view bytes);     // 64 lower-case digits
std::string sha256_digest(std::string_view bytes);  // "sha256:" and the digits
// The same; `between` runs now and then on the way, as often as it suits who drops what was read.
std::string sha256_digest(std::string_view bytes, const std::function<void()>& between);
// sha256_digest() of the first bytes, that many, and of all, in one pass.
std::pair<std::string, std::string> sha256_digests(std::string_view bytes, size_t first);
// One digest of many texts, whatever their order: of their hex digests, sorted, each with a line end. "sha256:" and the digits.
std::string sha256_of_all(std::vector<std::string> hex_digests);
std::string to_hex(std::string_view bytes);         // two lower-case digits a byte

}  // namespace sekisho
