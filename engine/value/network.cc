// Addresses and networks: parsing, RFC 5952 text, containment.
#include <arpa/inet.h>

#include <charconv>
#include <cstring>
#include <string>

#include "engine/value/arithmetic.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

constexpr size_t kLongestAddress = 45;  // "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255"

int width(const Network& network) { return network.v6 ? 128 : 32; }

void clear_host_bits(Network& network) {
  for (int bit = network.prefix; bit < 128; ++bit) {
    network.bytes[bit / 8] = static_cast<uint8_t>(network.bytes[bit / 8] & ~(0x80u >> (bit % 8)));
  }
}

bool same_first_bits(const Network& a, const Network& b, int bits) {
  const int whole = bits / 8;
  if (std::memcmp(a.bytes, b.bytes, static_cast<size_t>(whole)) != 0) return false;
  if (bits % 8 == 0) return true;
  const unsigned mask = 0xFF00u >> (bits % 8);
  return ((a.bytes[whole] ^ b.bytes[whole]) & mask & 0xFFu) == 0;
}

// The longest run of two or more zero groups, the first of equals: RFC 5952 writes it as `::`.
struct Run {
  int first = 8;
  int length = 1;
};

Run longest_zero_run(const uint16_t (&groups)[8]) {
  Run best;
  for (int first = 0; first < 8; ++first) {
    int length = 0;
    while (first + length < 8 && groups[first + length] == 0) ++length;
    if (length > best.length) best = {first, length};
  }
  return best;
}

std::string format_v4(const uint8_t* bytes) {
  std::string result;
  for (int i = 0; i < 4; ++i) result += (i == 0 ? "" : ".") + std::to_string(bytes[i]);
  return result;
}

std::string format_v6(const Network& network) {
  static constexpr uint8_t kMapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  if (std::memcmp(network.bytes, kMapped, sizeof kMapped) == 0) return "::ffff:" + format_v4(network.bytes + 12);
  uint16_t groups[8];
  for (int i = 0; i < 8; ++i) groups[i] = static_cast<uint16_t>(network.bytes[2 * i] << 8 | network.bytes[2 * i + 1]);
  const Run run = longest_zero_run(groups);
  std::string result;
  for (int i = 0; i < 8; ++i) {
    if (i == run.first) {
      result += "::";
      i += run.length - 1;
      continue;
    }
    if (!result.empty() && !result.ends_with(':')) result += ':';
    char digits[4];
    const auto end = std::to_chars(digits, digits + sizeof digits, groups[i], 16).ptr;
    result.append(digits, end);
  }
  return result;
}

}  // namespace

std::optional<Network> parse_ip(std::string_view text) {
  if (text.size() > kLongestAddress || text.find('\0') != std::string_view::npos) return std::nullopt;
  const std::string terminated(text);
  Network result;
  result.v6 = text.find(':') != std::string_view::npos;
  if (::inet_pton(result.v6 ? AF_INET6 : AF_INET, terminated.c_str(), result.bytes) != 1) return std::nullopt;
  result.prefix = static_cast<uint8_t>(width(result));
  return result;
}

std::optional<Network> parse_cidr(std::string_view text) {
  const size_t slash = text.find('/');
  std::optional<Network> result = parse_ip(text.substr(0, slash));
  if (!result || slash == std::string_view::npos) return result;
  const std::string_view digits = text.substr(slash + 1);
  int prefix = 0;
  const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
  const bool plain = !digits.empty() && digits[0] != '-' && (digits.size() == 1 || digits[0] != '0');
  if (!plain || code != std::errc() || end != digits.data() + digits.size() || prefix > width(*result)) return std::nullopt;
  result->prefix = static_cast<uint8_t>(prefix);
  clear_host_bits(*result);
  return result;
}

std::string format_ip(const Network& value) { return value.v6 ? format_v6(value) : format_v4(value.bytes); }

std::string format_cidr(const Network& value) { return format_ip(value) + "/" + std::to_string(value.prefix); }

bool network_contains(const Network& outer, const Network& inner) {
  return outer.v6 == inner.v6 && outer.prefix <= inner.prefix && same_first_bits(outer, inner, outer.prefix);
}

bool networks_overlap(const Network& a, const Network& b) { return network_contains(a, b) || network_contains(b, a); }

}  // namespace sekisho
