// Bounds: size, nesting, length, number of errors, and garbage.
#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "engine/syntax/token.h"
#include "vocabulary.h"

namespace sekisho::syntax {
namespace {

std::string repeat(const std::string& piece, size_t times) {
  std::string result;
  result.reserve(piece.size() * times);
  for (size_t i = 0; i < times; ++i) result += piece;
  return result;
}

// The code of the first complaint about `define x : bool = …`, "" for none; and in time.
std::string code_of(const std::string& body) {
  const auto start = std::chrono::steady_clock::now();
  const std::string all = complaints(with_head("define x : bool = " + body));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60)) << body.substr(0, 40);
  const size_t at = all.find("SK");
  return at == std::string::npos ? "" : all.substr(at, 6);
}

TEST(Limit, Nesting) {
  EXPECT_EQ(code_of(repeat("(", 150) + "a" + repeat(")", 150)), "");
  EXPECT_EQ(code_of(repeat("{a: ", 150) + "a" + repeat("}", 150)), "");
  EXPECT_EQ(code_of(repeat("any x in xs : ", 150) + "a"), "");
  EXPECT_EQ(code_of(repeat("(", 300) + "a" + repeat(")", 300)), "SK0103");
  for (const char* piece : {"not ", "- ", "if a then ", "if a then b else ", "any x in xs : ", "any x in xs where ", "with x = a : ", "a implies ",
                            "present ", "match a { else -> ", "(", "[", "f("}) {
    EXPECT_NE(code_of(repeat(piece, 20'000) + "a"), "") << piece;
  }
}

TEST(Limit, ChainsAndPathsAreNoRecursion) {
  EXPECT_EQ(code_of("a" + repeat(" + a", 900)), "");
  EXPECT_EQ(code_of("a" + repeat(" + a", 90'000)), "SK0104");
  EXPECT_EQ(code_of("a" + repeat(" or a == 1", 30'000)), "SK0104");
  EXPECT_EQ(code_of("a" + repeat(".b", 50'000)), "SK0104");
  EXPECT_EQ(code_of("a" + repeat(" ?? a", 200'000)), "SK0104");
}

TEST(Limit, SizeAndEncoding) {
  EXPECT_EQ(complaints(std::string(kMaxSourceBytes + 1, ' ')).substr(0, 10), "1:1 SK0101");
  EXPECT_EQ(complaints("language 1\n\xFF").substr(0, 10), "2:1 SK0102");
}

TEST(Limit, AtMostAHundredErrors) {
  Diagnostics diagnostics;
  parse(source(with_head(repeat("define x : bool = a b\n", 500))), diagnostics);
  EXPECT_EQ(diagnostics.error_count(), kMaxErrors + 1);
  EXPECT_EQ(diagnostics.all().back().code, "SK0105");
}

TEST(Limit, GarbageIsRefusedQuickly) {
  std::mt19937 random(7);
  const std::vector<std::string> words = {"language", "1",  "rule",  "map", "define", "for",     "in",     "any",     "where",   "(",  ")",    "{",
                                          "}",        "[",  "]",     ",",   ":",      "=",       "==",     "+",       "not",     "if", "then", "else",
                                          "match",    "->", "\"t\"", "x",   "y.z",    "unknown", "refers", "default", "because", "'",  "の",   "\n"};
  for (int round = 0; round < 4; ++round) {
    std::string text;
    while (text.size() < (1u << 18))
      text += round == 0 ? std::string(1, static_cast<char>(32 + random() % 95)) : words[random() % words.size()] + (random() % 9 ? " " : "\n");
    const auto start = std::chrono::steady_clock::now();
    Diagnostics diagnostics;
    parse(source(text), diagnostics);
    EXPECT_TRUE(diagnostics.has_errors());
    EXPECT_LE(diagnostics.error_count(), kMaxErrors + 1);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
  }
}

}  // namespace
}  // namespace sekisho::syntax
