// gzip: one member and several, what is cut off, damaged, too large; any reader gets what is inside, the digest stays that of the file.
#include "adapters/reader/gzip.h"

#include <array>
#include <cstdint>

#include "tests/unit/adapters/samples.h"

namespace sekisho::adapters {
namespace {

void put_number(std::string& out, uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
}

uint32_t check_sum(const std::string& text) {
  uint32_t sum = 0xFFFFFFFF;
  for (char c : text) {
    sum ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) sum = sum & 1 ? sum >> 1 ^ 0xEDB88320 : sum >> 1;
  }
  return ~sum;
}

// A member that keeps `text` as it is, in blocks.
std::string packed(const std::string& text) {
  std::string out("\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10);
  for (size_t at = 0; at == 0 || at < text.size(); at += 65535) {
    const std::string part = text.substr(at, 65535);
    out += at + 65535 >= text.size() ? '\1' : '\0';
    put_number(out, static_cast<uint32_t>(part.size()), 2);
    put_number(out, ~static_cast<uint32_t>(part.size()), 2);
    out += part;
  }
  put_number(out, check_sum(text), 4);
  put_number(out, static_cast<uint32_t>(text.size()), 4);
  return out;
}

std::string why_not(const std::string& bytes, size_t largest = kLargestContent) {
  const Result<std::string> content = gunzip("x.gz", bytes, largest);
  return content ? "" : content.error().message;
}

TEST(Gzip, MembersFollowOneAnother) {
  const std::string large(200000, 'x');
  EXPECT_EQ(*gunzip("x", packed("one")), "one");
  EXPECT_EQ(*gunzip("x", packed("")), "");
  EXPECT_EQ(*gunzip("x", packed(large) + packed("") + packed("end")), large + "end");
}

TEST(Gzip, PiecesTogetherAreTheWhole) {
  const std::string large(3000000, 'x');
  const auto together = [](const std::string& bytes, size_t largest = kLargestContent) -> std::optional<std::string> {
    std::string all;
    const bool whole = gunzip_pieces(bytes, [&](std::string_view piece) {
      all += piece;
      return true;
    }, largest);
    return whole ? std::optional(all) : std::nullopt;
  };
  EXPECT_EQ(together(packed("one")), "one");
  EXPECT_EQ(together(packed("")), "");
  EXPECT_EQ(together(packed(large) + packed("") + packed("end")), large + "end");
  const std::string whole = packed("some text");
  for (size_t length = 2; length < whole.size(); ++length) EXPECT_EQ(together(whole.substr(0, length)), std::nullopt) << length;
  EXPECT_EQ(together(whole + "tail"), std::nullopt);
  EXPECT_EQ(together(packed(large), large.size() - 1), std::nullopt);
  EXPECT_EQ(together(packed(large), large.size()), large);
  size_t asked = 0;
  EXPECT_FALSE(gunzip_pieces(packed(large), [&](std::string_view) { return ++asked < 2; }));
  EXPECT_EQ(asked, 2u);
  EXPECT_EQ(unpacked_size(packed("nine char")), 9u);
  EXPECT_EQ(unpacked_size("short"), 0u);
}

TEST(Gzip, WhatIsNotWholeIsRefused) {
  const std::string whole = packed("some text");
  for (size_t length = 2; length < whole.size(); ++length) EXPECT_NE(why_not(whole.substr(0, length)), "") << length;
  EXPECT_NE(why_not(packed("one") + packed("two").substr(0, 12)).find("cut off"), std::string::npos);
  EXPECT_NE(why_not(whole + "tail").find("other bytes"), std::string::npos);
  std::string damaged = whole;
  damaged[20] ^= 1;
  EXPECT_NE(why_not(damaged).find("cannot be unpacked"), std::string::npos);
}

TEST(Gzip, GrowthHasABound) {
  EXPECT_EQ(why_not(packed(std::string(5000, 'x')), 5000), "");
  EXPECT_NE(why_not(packed(std::string(5001, 'x')), 5000).find("unpacks to more than"), std::string::npos);
  EXPECT_NE(why_not(packed(std::string(3000, 'x')) + packed(std::string(3000, 'x')), 5000).find("unpacks to more than"), std::string::npos);
}

TEST(Gzip, EveryReaderGetsWhatIsInside) {
  const std::string plan = R"({"format_version":"1.2","resource_changes":[]})";
  const auto plain = load_json(plan), unpacked = load_json(packed(plan));
  EXPECT_EQ(unpacked->adapter, "terraform");
  EXPECT_NE(unpacked->digest, plain->digest);   // of the bytes as they came
  EXPECT_EQ(load_json(packed("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"))->adapter, "kubernetes");
  EXPECT_NE(refusal(packed(packed(plan))).find("compressed twice"), std::string::npos);
  EXPECT_NE(refusal(packed("")), "");
}

}  // namespace
}  // namespace sekisho::adapters
