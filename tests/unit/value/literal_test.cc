// Texts to numbers, versions, quantities, and back.
#include "engine/value/literal.h"

#include <gtest/gtest.h>

#include <limits>

namespace sekisho {
namespace {

TEST(LiteralTest, Integers) {
  const std::pair<const char*, std::optional<int64_t>> cases[] = {
      {"0", 0}, {"-0", 0}, {"7", 7}, {"-12", -12}, {"007", 7}, {"512.0", 512}, {"1e3", 1000}, {"1.5e1", 15}, {"10e-1", 1},
      {"9223372036854775807", std::numeric_limits<int64_t>::max()}, {"-9223372036854775808", std::numeric_limits<int64_t>::min()},
      {"9223372036854775808", {}}, {"1e19", {}}, {"9e18", 9000000000000000000}, {"0e999999999", 0}, {"1e999999999999", {}},
      {"0.00", 0}, {"1.5", {}}, {"1e-1", {}}, {"", {}}, {"-", {}}, {"+1", {}}, {" 1", {}}, {"1 ", {}}, {"1.", {}}, {".5", {}},
      {"1e", {}}, {"1e+", {}}, {"1e+-1", {}}, {"0x1", {}}, {"١", {}}, {"1_000", {}}, {"--1", {}}, {"1.0.0", {}},
      {"1000000000000000000000000000000e-30", 1}, {"922337203685477580.7e1", std::numeric_limits<int64_t>::max()},
  };
  for (const auto& [text, value] : cases) EXPECT_EQ(parse_int(text), value) << text;
}

TEST(LiteralTest, Decimals) {
  const std::pair<const char*, std::optional<Decimal>> cases[] = {
      {"1.50", Decimal{15, -1}}, {"-0.0", Decimal{0, 0}}, {"100", Decimal{1, 2}}, {"0.001", Decimal{1, -3}}, {"1E-7", Decimal{1, -7}},
      {"0.30000000000000004", Decimal{30000000000000004, -17}}, {"1.00000000000000000000000000", Decimal{1, 0}},
      {"0.12345678901234567890123", {}}, {"1e400", Decimal{1, 400}}, {"1e2147483648", {}}, {"nan", {}}, {"", {}},
  };
  for (const auto& [text, value] : cases) EXPECT_EQ(parse_decimal(text), value) << text;
}

TEST(LiteralTest, DecimalsPrintAsTheyWereMeant) {
  const std::pair<Decimal, const char*> cases[] = {
      {{15, -1}, "1.5"}, {{0, 0}, "0"}, {{1, 2}, "100"}, {{-1, -3}, "-0.001"}, {{-125, -2}, "-1.25"}, {{1, 400}, "1e400"},
      {{std::numeric_limits<int64_t>::min(), 0}, "-9223372036854775808"}, {{12, -400}, "12e-400"}, {{12, -2}, "0.12"},
  };
  for (const auto& [value, text] : cases) {
    EXPECT_EQ(format_decimal(value), text);
    EXPECT_EQ(parse_decimal(text), value);
  }
}

TEST(LiteralTest, Booleans) {
  EXPECT_EQ(parse_bool("true"), true);
  EXPECT_EQ(parse_bool("false"), false);
  for (const char* text : {"True", "TRUE"}) EXPECT_EQ(parse_bool(text), true) << text;
  for (const char* text : {"False", "FALSE"}) EXPECT_EQ(parse_bool(text), false) << text;
  for (const char* text : {"", "tRUE", "1", "yes", "true "}) EXPECT_EQ(parse_bool(text), std::nullopt) << text;
}

TEST(LiteralTest, Versions) {
  for (const char* text : {"1", "1.2", "v1.27.3", "1.27.3-gke.100", "1.2.3+k3s1", "1.1.1k", "2012-10-17"}) EXPECT_TRUE(is_version(text)) << text;
  for (const char* text : {"", "v", "V1", "latest", ".1", "-1", "1 2", "1_2", "vv1", "1.2\n", "一"}) EXPECT_FALSE(is_version(text)) << text;
}

TEST(LiteralTest, Quantities) {
  const std::pair<const char*, std::optional<Decimal>> cases[] = {
      {"500m", Decimal{5, -1}}, {"1Gi", Decimal{1073741824, 0}}, {"2k", Decimal{2, 3}}, {"1.5", Decimal{15, -1}}, {"0.5Mi", Decimal{524288, 0}},
      {"1E", Decimal{1, 18}}, {"1e3", Decimal{1, 3}}, {"1E3", Decimal{1, 3}}, {"1E-3", Decimal{1, -3}}, {"-1.5Gi", Decimal{-1610612736, 0}},
      {".5", Decimal{5, -1}}, {"5.", Decimal{5, 0}}, {"+5", Decimal{5, 0}}, {"100n", Decimal{1, -7}}, {"4Ei", Decimal{4611686018427387904, 0}},
      {"8Ei", {}}, {"1e", {}}, {"1K", {}}, {"1ki", {}}, {"Gi", {}}, {"", {}}, {".", {}}, {"1 Gi", {}}, {"1GiB", {}}, {"0Ei", Decimal{0, 0}},
  };
  for (const auto& [text, value] : cases) EXPECT_EQ(parse_quantity(text), value) << text;
}

TEST(LiteralTest, Quotes) {
  const std::pair<std::string, const char*> cases[] = {
      {"", "\"\""}, {"plain {x}", "\"plain {x}\""}, {"a\"b\\c\n\t", "\"a\\\"b\\\\c\\n\\t\""}, {"日本", "\"日本\""},
      {std::string("\0\r", 2), "\"\\u{0}\\u{d}\""}, {"\x7f\u0085\u202E", "\"\\u{7f}\\u{85}\\u{202e}\""}, {"\xFF", "\"\\u{fffd}\""},
  };
  for (const auto& [text, quoted] : cases) EXPECT_EQ(quote(text), quoted);
}

// Any bytes at all get an answer from every parser.
TEST(LiteralTest, EveryTextGetsAnAnswer) {
  const std::string alphabet("0123456789-+.:/eEdhmsyoTZ vGi%\0\xFF", 32);
  uint32_t state = 12345;
  for (int round = 0; round < 200'000; ++round) {
    std::string text;
    for (uint32_t length = (state >> 8) % 14; length > 0; --length) {
      state = state * 1664525 + 1013904223;
      text += alphabet[(state >> 16) % alphabet.size()];
    }
    state = state * 1664525 + 1013904223;
    if (const auto value = parse_decimal(text)) { EXPECT_EQ(parse_decimal(format_decimal(*value)), value) << text; }
    if (const auto value = parse_duration(text)) { EXPECT_EQ(parse_duration(format_duration(*value)), value) << text; }
    if (const auto value = parse_period(text)) { EXPECT_EQ(parse_period(format_period(*value)), value) << text; }
    if (const auto value = parse_date(text)) { EXPECT_EQ(format_date(*value), text); }
    if (const auto value = parse_timestamp(text)) { EXPECT_EQ(parse_timestamp(format_timestamp(*value)), value) << text; }
    if (const auto value = parse_cidr(text)) { EXPECT_EQ(parse_cidr(format_cidr(*value)), value) << text; }
    parse_int(text);
    parse_quantity(text);
    is_version(text);
  }
}

}  // namespace
}  // namespace sekisho
