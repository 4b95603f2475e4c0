// Wrapping, cutting and padding by columns.
#include <gtest/gtest.h>

#include "engine/report/layout.h"
#include "engine/report/words.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

using Lines = std::vector<std::string>;

TEST(Wrap, AtSpaces) {
  EXPECT_EQ(wrap("one two three", 7), (Lines{"one two", "three"}));
  EXPECT_EQ(wrap("one two three", 8), (Lines{"one two", "three"}));
  EXPECT_EQ(wrap("", 8), (Lines{""}));
}

TEST(Wrap, BreaksALongWord) { EXPECT_EQ(wrap("abcdefghij", 4), (Lines{"abcd", "efgh", "ij"})); }

TEST(Wrap, JapaneseNeedsNoSpaces) {
  EXPECT_EQ(wrap("機密データの保存先", 8), (Lines{"機密デー", "タの保存", "先"}));
}

TEST(Wrap, PunctuationNeverBeginsALine) {
  for (const std::string& line : wrap("対象を、確認、しました、すべて。", 8)) EXPECT_FALSE(line.starts_with("、") || line.starts_with("。")) << line;
}

TEST(Wrap, NeverWider) {
  const std::string text = "aws_s3_bucket.exports は、事業者管理鍵 (SSE-S3) で暗号化 されています: module.team[0].aws_s3_bucket_server_side_encryption_configuration.x";
  for (int columns = 2; columns < 60; ++columns) {
    for (const std::string& line : wrap(text, columns)) EXPECT_LE(display_width(line), columns) << line;
  }
}

TEST(Cut, ByColumns) {
  EXPECT_EQ(cut_to("abcdef", 6), "abcdef");
  EXPECT_EQ(cut_to("abcdef", 5), "abcd…");
  EXPECT_EQ(cut_to("機密データ", 6), "機密…");
}

TEST(Words, SingularAndPlural) {
  EXPECT_EQ(say(Word::kClosingFail, Language::kEnglish, 1), "1 failure");
  EXPECT_EQ(say(Word::kClosingFail, Language::kEnglish, 2), "2 failures");
  EXPECT_EQ(say(Word::kClosingFail, Language::kJapanese, 2), "不合格 2 件");
}

TEST(Words, EveryReasonHasWords) {
  for (const char* code : {"known_after_apply", "not_mapped", "unavailable", "sensitive", "unresolved_reference", "ambiguous", "wrong_shape", "overflow",
                           "missing_in_source", "open_population", "not_exported", "said_by_map", "not_one_of", "limit"})
    EXPECT_NE(reason_word(code, Language::kJapanese), code);
}

}  // namespace
}  // namespace sekisho
