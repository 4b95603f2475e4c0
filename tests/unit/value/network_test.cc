// Addresses and networks.
#include <gtest/gtest.h>

#include "engine/value/arithmetic.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

TEST(NetworkTest, AddressesInTheirShortestForm) {
  const std::pair<const char*, const char*> cases[] = {
      {"10.0.0.1", "10.0.0.1"}, {"255.255.255.255", "255.255.255.255"}, {"::", "::"}, {"::1", "::1"}, {"1::", "1::"},
      {"2001:DB8:0:0:0:0:0:1", "2001:db8::1"}, {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"}, {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"},
      {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"}, {"::ffff:192.0.2.1", "::ffff:192.0.2.1"}, {"64:ff9b::192.0.2.33", "64:ff9b::c000:221"},
      {"fe80:0:0:0:0:0:0:0", "fe80::"}, {"0:0:0:0:0:0:0:1", "::1"}, {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"}, {"0:1::", "0:1::"},
  };
  for (const auto& [text, shown] : cases) {
    const std::optional<Network> address = parse_ip(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(format_ip(*address), shown);
    EXPECT_EQ(parse_ip(shown), address);
  }
}

TEST(NetworkTest, RefusesWhatIsNoAddress) {
  for (const char* text : {"", "10", "10.0.0", "10.0.0.256", "10.0.0.01", "10.0.0.1.", " 10.0.0.1", "10.0.0.1/32", "1:2:3:4:5:6:7", ":::", "::1::",
                           "12345::", "fe80::1%eth0", "g::", "1:2:3:4:5:6:7:8:9", "0x0a.0.0.1", "localhost", "::ffff:1.2.3.256"}) {
    EXPECT_EQ(parse_ip(text), std::nullopt) << text;
  }
  EXPECT_EQ(parse_ip(std::string_view("10.0.0.1\0x", 10)), std::nullopt);
  EXPECT_EQ(parse_ip(std::string(100'000, '1')), std::nullopt);
}

TEST(NetworkTest, Networks) {
  const std::pair<const char*, const char*> cases[] = {
      {"10.0.0.0/8", "10.0.0.0/8"}, {"10.1.2.3/8", "10.0.0.0/8"}, {"10.1.2.3/9", "10.0.0.0/9"}, {"10.255.2.3/9", "10.128.0.0/9"}, {"0.0.0.0/0", "0.0.0.0/0"},
      {"::/0", "::/0"}, {"10.0.0.1", "10.0.0.1/32"}, {"::1", "::1/128"}, {"2001:db8:ffff::/33", "2001:db8:8000::/33"}, {"1.2.3.4/32", "1.2.3.4/32"},
  };
  for (const auto& [text, shown] : cases) {
    const std::optional<Network> network = parse_cidr(text);
    ASSERT_TRUE(network) << text;
    EXPECT_EQ(format_cidr(*network), shown);
  }
  for (const char* text : {"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.0/8/8", "10.0.0.0/+8", "::/129", "10.0.0.0/ 8",
                           "10.0.0.0/8 ", "10.0.0.0/99999999999", "10.0.0/8", "any"}) {
    EXPECT_EQ(parse_cidr(text), std::nullopt) << text;
  }
}

TEST(NetworkTest, Containment) {
  struct Case {
    const char* a;
    const char* b;
    bool contains;
    bool overlaps;
  };
  const Case cases[] = {
      {"0.0.0.0/0", "1.2.3.4", true, true},       {"10.0.0.0/8", "10.9.9.9", true, true},      {"10.0.0.0/8", "11.0.0.0", false, false},
      {"10.0.0.0/8", "10.0.0.0/8", true, true},   {"10.0.0.0/9", "10.0.0.0/8", false, true},   {"10.0.0.0/9", "10.128.0.0/9", false, false},
      {"::/0", "0.0.0.0/0", false, false},        {"::/0", "2001:db8::1", true, true},         {"2001:db8::/33", "2001:db8:8000::/33", false, false},
      {"0.0.0.0/0", "::ffff:1.2.3.4", false, false}, {"1.2.3.4", "1.2.3.4", true, true},       {"1.2.3.4/31", "1.2.3.5", true, true},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(network_contains(*parse_cidr(one.a), *parse_cidr(one.b)), one.contains) << one.a << " " << one.b;
    EXPECT_EQ(networks_overlap(*parse_cidr(one.a), *parse_cidr(one.b)), one.overlaps) << one.a << " " << one.b;
    EXPECT_EQ(networks_overlap(*parse_cidr(one.b), *parse_cidr(one.a)), one.overlaps) << one.a << " " << one.b;
  }
}

}  // namespace
}  // namespace sekisho
