// RFC 3339.
#include "adapters/reader/timestamp.h"

#include <gtest/gtest.h>

namespace sekisho::adapters::terraform {
namespace {

TEST(Timestamp, Reads) {
  EXPECT_EQ(parse_timestamp("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(parse_timestamp("2024-02-29T12:34:56Z"), 1709210096);
  EXPECT_EQ(parse_timestamp("2024-02-29T21:34:56.789+09:00"), 1709210096);
  EXPECT_EQ(parse_timestamp("2024-02-29t07:34:56-05:00"), 1709210096);
}

TEST(Timestamp, Refuses) {
  for (const char* text : {"", "2024-02-30T00:00:00Z", "2024-13-01T00:00:00Z", "2024-01-01", "2024-01-01T00:00:00", "2024-01-01T24:00:00Z",
                           "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00Zx", "2024-01-01T00:00:00+9:00", "yesterday"}) {
    EXPECT_FALSE(parse_timestamp(text)) << text;
  }
}

}  // namespace
}  // namespace sekisho::adapters::terraform
