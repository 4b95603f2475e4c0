// The text report: what must be there, what must not, and that it fits.
#include <gtest/gtest.h>

#include <sstream>

#include "sample_run.h"
#include "sekisho/report.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

bool text_holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(TextReport, FitsEveryWidth) {
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    for (const int width : {40, 60, 80, 100, 200}) {
      TextOptions options;
      options.language = language;
      options.width = width;
      options.all = true;
      const std::vector<std::string> lines = lines_of(report_text(sample_run(), options));
      for (size_t i = 0; i + 1 < lines.size(); ++i) EXPECT_LE(display_width(lines[i]), width) << lines[i];
    }
  }
}

TEST(TextReport, FailingRulesComeBeforeUndecidedOnes) {
  const std::string text = report_text(sample_run(), {});
  EXPECT_LT(text.find("confidential_store_uses_customer_key"), text.find("trail_covers_all_regions"));
}

TEST(TextReport, PassesOnlyWithAll) {
  EXPECT_FALSE(text_holds(report_text(sample_run(), {}), "aws_s3_bucket.keys"));
  TextOptions options;
  options.all = true;
  const std::string text = report_text(sample_run(), options);
  EXPECT_TRUE(text_holds(text, "aws_s3_bucket.keys"));
  EXPECT_TRUE(text_holds(text, "aws_s3_bucket.public"));
  EXPECT_TRUE(text_holds(text, "rests on an empty list"));
}

TEST(TextReport, OneReasonForAGroup) {
  const std::string text = report_text(sample_run(), {});
  EXPECT_TRUE(text_holds(text, "module.team[4].aws_s3_bucket.logs"));
  EXPECT_FALSE(text_holds(text, "module.team[5].aws_s3_bucket.logs"));
  EXPECT_TRUE(text_holds(text, "… and 2 more (--all)"));
  const std::string reason = "`kms_master_key_id` is known after apply";
  EXPECT_EQ(text.find(reason), text.rfind(reason));
}

TEST(TextReport, LimitCountsWhatItLeavesOut) {
  TextOptions options;
  options.limit = 1;
  const std::string text = report_text(sample_run(), options);
  EXPECT_TRUE(text_holds(text, "aws_s3_bucket.exports"));
  EXPECT_TRUE(text_holds(text, "… and 6 more (--all)"));
  EXPECT_FALSE(text_holds(text, "module.team[1].aws_s3_bucket.logs"));
}

TEST(TextReport, NobodyLookedAt) {
  const std::string text = report_text(sample_run(), {});
  EXPECT_TRUE(text_holds(text, "aws_api_gateway_deployment (2)"));
  EXPECT_TRUE(text_holds(text, "1 rule that found no resource of its kind: ismap.operations.functions_are_traced"));
  EXPECT_TRUE(text_holds(text, "1 rule that applied to none of its resources: ismap.operations.backup_kept"));
}

TEST(TextReport, SaysWhatMadeIt) {
  const std::string text = report_text(sample_run(), {});
  for (const char* part : {"sha256:bbbb", "sha256:cccc", "sekisho 0.1.0", "2026-04-01T00:00:00Z", "unclassified_as = confidential"}) EXPECT_TRUE(text_holds(text, part)) << part;
}

TEST(TextReport, NeverClaimsConformity) {
  for (const Language language : {Language::kEnglish, Language::kJapanese}) {
    TextOptions options;
    options.language = language;
    const std::string text = report_text(sample_run(), options);
    for (const char* word : {"complian", "certif", "準拠", "適合", "認証"}) EXPECT_FALSE(text_holds(text, word)) << word;
  }
}

TEST(TextReport, HostileTextsAreHarmless) {
  const std::string text = report_text(hostile_run(), {});
  for (const char* part : {"\x1b", "\x07", "\u202e", "\u2066"}) EXPECT_FALSE(text_holds(text, part));
  EXPECT_EQ(first_bad_utf8(text), std::nullopt);
}

TEST(TextReport, ColoursOnlyWhenAsked) {
  EXPECT_FALSE(text_holds(report_text(sample_run(), {}), "\x1b"));
  TextOptions options;
  options.colour = true;
  EXPECT_TRUE(text_holds(report_text(sample_run(), options), "\x1b[1;31m"));
}

TEST(TextReport, EmptyRunSaysThatNothingWasJudged) {
  sekisho::Run run;
  run.rules.resize(1);
  run.rules[0].name = "a.b";
  const std::string text = report_text(run, {});
  EXPECT_TRUE(text_holds(text, "no rule applied to any resource"));
  EXPECT_TRUE(text_holds(text, "found no resource of its kind: a.b"));
}

}  // namespace
}  // namespace sekisho
