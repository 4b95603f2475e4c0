// Compression of a bundle's members, whole and in pieces.
#include "engine/evidence/compression.h"

#include <gtest/gtest.h>

#include <random>

namespace sekisho::evidence {
namespace {

std::string lines(size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += "{\"rule\":\"r" + std::to_string(i % 7) + "\",\"resource\":\"aws_s3_bucket.b[" + std::to_string(i * i) + "]\"}\n";
  return text;
}

std::optional<std::string> in_pieces(std::string_view text, size_t size) {
  Compression compression;
  for (size_t at = 0; at < text.size(); at += size) compression.add(text.substr(at, size));
  return compression.finish();
}

std::string back(const std::string& stored) {
  const Checked<std::string> text = decompress("member", stored);
  EXPECT_EQ(refusal_of(text), nullptr);
  return refusal_of(text) == nullptr ? std::get<std::string>(text) : "";
}

// Also where the size of the text needs other bytes, and where the text is longer than what the compressor looks back over.
TEST(Compression, PiecesComeBackWhereverTheyEnd) {
  for (const size_t count : {size_t{3}, size_t{100}, size_t{40000}}) {
    const std::string text = lines(count);
    const std::optional<std::string> whole = compress(text), pieces = in_pieces(text, 70001);
    ASSERT_TRUE(whole && pieces);
    EXPECT_EQ(back(*whole), text);
    EXPECT_EQ(back(*pieces), text);
    for (const size_t size : {size_t{1000}, size_t{131072}, text.size()}) EXPECT_EQ(in_pieces(text, size), pieces);
  }
}

TEST(Compression, WhatDoesNotGetSmallerIsToBeStoredAsItIs) {
  EXPECT_EQ(in_pieces("", 1), std::nullopt);
  EXPECT_EQ(in_pieces("short", 2), std::nullopt);
  std::mt19937_64 random(1);
  std::string noise(300000, ' ');
  for (char& c : noise) c = static_cast<char>(random());
  EXPECT_EQ(in_pieces(noise, 1000), std::nullopt);
  EXPECT_EQ(compress(noise), std::nullopt);
}

// decompress() would refuse it, as it could fill the memory.
TEST(Compression, WhatGetsTooSmallIsToBeStoredAsItIs) {
  const std::string same(size_t{17} << 20, 'a');
  EXPECT_EQ(in_pieces(same, size_t{1} << 20), std::nullopt);
  EXPECT_EQ(compress(same), std::nullopt);
}

}  // namespace
}  // namespace sekisho::evidence
