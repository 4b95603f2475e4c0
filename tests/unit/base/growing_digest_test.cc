// The digest of a growing text is that of the text, whoever works it out.
#include "engine/base/growing_digest.h"

#include <gtest/gtest.h>

#include "engine/base/sha256.h"

namespace sekisho {
namespace {

TEST(GrowingDigestTest, IsTheDigestOfTheText) {
  for (const bool in_thread : {false, true}) {
    std::string text;
    text.reserve(300000);
    GrowingDigest digest(text.data(), in_thread);
    EXPECT_EQ(digest.so_far(), sha256_digest(""));
    for (int i = 0; i < 100; ++i) {
      text.append(static_cast<size_t>(i) * 37, static_cast<char>('a' + i % 26));
      digest.grown(text.size());
      if (i % 30 != 7) continue;
      EXPECT_EQ(digest.so_far(), sha256_digest(text));
    }
    EXPECT_EQ(digest.so_far(), sha256_digest(text));
    digest.grown(text.size());
    EXPECT_EQ(digest.so_far(), sha256_digest(text));
  }
}

TEST(GrowingDigestTest, NobodyHasToAsk) {
  const std::string text(100000, 'x');
  GrowingDigest digest(text.data(), true);
  digest.grown(text.size());
}

TEST(Sha256Test, PartsAreOneText) {
  const Sha256 hash = sha256_of({"a", "", "bc"});
  EXPECT_EQ(std::string(hash.data(), hash.size()), sha256_bytes("abc"));
}

}  // namespace
}  // namespace sekisho
