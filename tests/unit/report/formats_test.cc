// CSV, JSON, SARIF and JUnit: the promises that programs rely on.
#include <gtest/gtest.h>

#include "sample_run.h"
#include "sekisho/json.h"
#include "sekisho/report.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

size_t count(const std::string& text, const std::string& part) {
  size_t found = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

std::shared_ptr<const JsonDocument> parsed(const std::string& text) {
  const auto document = parse_json(std::make_shared<const Source>("report", text));
  EXPECT_TRUE(document.has_value()) << (document ? "" : document.error().message);
  return document ? *document : nullptr;
}

TEST(Csv, HeaderIsPlain) {
  const std::string text = report_csv(sample_run(), false);
  EXPECT_TRUE(text.starts_with("verdict,rule,resource,kind,severity,controls,file,line,"));
  EXPECT_FALSE(holds(text.substr(0, text.find('\n')), "\""));
}

TEST(Csv, FailAndUnknownUnlessAll) {
  const std::string some = report_csv(sample_run(), false);
  EXPECT_EQ(count(some, "\nfail,"), 1u);
  EXPECT_EQ(count(some, "\nunknown,"), 8u);
  EXPECT_EQ(count(some, "\npass,"), 0u);
  const std::string all = report_csv(sample_run(), true);
  EXPECT_EQ(count(all, "\npass,"), 3u);
  EXPECT_EQ(count(all, "\nnot_applicable,"), 1u);
}

TEST(Csv, FormulasAndLineEndsAreHarmless) {
  const std::string text = report_csv(hostile_run(), false);
  EXPECT_TRUE(holds(text, ",\"'=cmd|' /C calc'!A0 second \"\"line\"\", with"));
  EXPECT_TRUE(holds(text, ",'@SUM(1)") || holds(text, ",\"'@SUM(1)"));
  EXPECT_EQ(count(text, "\n"), 10u);  // header, 1 fail, 8 unknown
}

TEST(Json, HoldsBothLanguagesAndDigests) {
  const auto document = parsed(report_json(sample_run(), false));
  ASSERT_NE(document, nullptr);
  EXPECT_EQ(document->root().find("schema_version")->text, "1");
  EXPECT_EQ(document->root().find("findings")->items.size(), 9u);
  const JsonNode* first = document->root().find("findings")->items[0];
  EXPECT_EQ(first->find("message")->find("ja")->text, "exports は事業者管理鍵で暗号化されています");
  EXPECT_EQ(first->find("witness")->items.size(), 3u);
  EXPECT_EQ(document->root().find("policy")->find("digest")->text.substr(0, 7), "sha256:");
}

TEST(Json, AllHoldsPassesToo) { EXPECT_EQ(parsed(report_json(sample_run(), true))->root().find("findings")->items.size(), 13u); }

TEST(Json, HostileTextsStayValid) {
  const std::string text = report_json(hostile_run(), true);
  EXPECT_NE(parsed(text), nullptr);
  EXPECT_FALSE(holds(text, "\x1b"));
}

TEST(Sarif, FailuresAndReviews) {
  const std::string text = report_sarif(sample_run());
  const auto document = parsed(text);
  ASSERT_NE(document, nullptr);
  const JsonNode* results = document->root().find("runs")->items[0]->find("results");
  ASSERT_EQ(results->items.size(), 9u);
  EXPECT_EQ(results->items[0]->find("kind")->text, "fail");
  EXPECT_EQ(results->items[0]->find("level")->text, "error");
  EXPECT_EQ(results->items[1]->find("kind")->text, "review");
  EXPECT_EQ(results->items[1]->find("level")->text, "none");
  EXPECT_EQ(results->items[0]->find("partialFingerprints")->find("ruleAndResource/v1")->text.size(), 64u);
}

TEST(Sarif, PathsAreUris) { EXPECT_TRUE(holds(report_sarif(hostile_run()), "\"a%20b/%E8%A8%88%E7%94%BB%20%25.json\"")); }

TEST(Junit, CountsAndReasons) {
  const std::string text = report_junit(sample_run());
  EXPECT_EQ(count(text, "<failure "), 1u);
  EXPECT_EQ(count(text, "<skipped "), 8u);
  EXPECT_EQ(count(text, "<testsuite "), 5u);
  EXPECT_TRUE(holds(text, "is known after apply; remains: present store.encryption.key"));
  EXPECT_FALSE(holds(text, "aws_s3_bucket.public"));
}

TEST(Junit, HostileTextsAreEscaped) {
  const std::string text = report_junit(hostile_run());
  EXPECT_FALSE(holds(text, "<b>"));
  EXPECT_FALSE(holds(text, "\x1b"));
  EXPECT_FALSE(holds(text, "\x01"));
  EXPECT_EQ(first_bad_utf8(text), std::nullopt);
}

TEST(Html, FindingsWithWhatDecidedThem) {
  const std::string text = report_html(sample_run(), Language::kEnglish);
  EXPECT_TRUE(text.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
  EXPECT_TRUE(holds(text, "exports は事業者管理鍵で暗号化されています"));
  EXPECT_EQ(count(text, "<div class=\"block wide\" data-state=\"fail\">"), 1u);
  EXPECT_TRUE(holds(text, "present store.encryption.key"));
  EXPECT_TRUE(report_html(sample_run(), Language::kJapanese).starts_with("<!DOCTYPE html>\n<html lang=\"ja\">"));
}

// A control is green in the map only where something was looked at.
TEST(Html, EmptyAndDoubtfulPassesSupportNoControl) {
  sekisho::Run run;
  run.rules.resize(3);
  const char* controls[] = {"9.1.1", "9.1.2", "9.2.1"};
  for (size_t i = 0; i < 3; ++i) {
    run.rules[i].name = "r" + std::to_string(i);
    run.rules[i].pass = 2;
    run.rules[i].supports = {{"ismap", controls[i], {}, {"title", "表題"}}};
  }
  run.rules[0].vacuous = 2;
  run.rules[1].vacuous = 1;
  run.rules[1].applicability_unknown = 1;
  run.rules[2].vacuous = 1;
  const std::string text = report_html(run, Language::kEnglish);
  const auto shows = [&](const std::string& tone, const std::string& control) { return holds(text, "<li class=\"" + tone + "\" title=\"title / 表題\">" + control + " "); };
  EXPECT_TRUE(shows("none", "9.1.1"));
  EXPECT_TRUE(shows("open", "9.1.2"));
  EXPECT_TRUE(shows("good", "9.2.1"));
}

TEST(Html, HostileTextsAreNoMarkup) {
  const std::string text = report_html(hostile_run(), Language::kEnglish);
  EXPECT_TRUE(holds(text, "with &lt;b&gt; &amp; ]]&gt;"));
  EXPECT_FALSE(holds(text, "<b> &"));
  EXPECT_FALSE(holds(text, "\x1b"));
  EXPECT_FALSE(holds(text, "\x01"));
  EXPECT_FALSE(holds(text, "\u202e"));
  EXPECT_EQ(count(text, "<script>"), 1u);
}

// What may run is named by its digest: nothing that stands anywhere else in the page can.
TEST(Html, ContentSecurityPolicyNamesTheStyleAndTheScript) {
  const std::string text = report_html(hostile_run(), Language::kEnglish);
  EXPECT_TRUE(holds(text, "content=\"default-src 'none'; style-src 'sha256-"));
  EXPECT_TRUE(holds(text, "; script-src 'sha256-"));
  EXPECT_TRUE(holds(text, "; base-uri 'none'; form-action 'none'\""));
  EXPECT_FALSE(holds(text, "unsafe-inline"));
  EXPECT_FALSE(holds(text, " style=\""));
  EXPECT_FALSE(holds(text, " onclick"));
}

TEST(Reports, SameRunSameBytes) {
  EXPECT_EQ(report_html(sample_run(), Language::kEnglish), report_html(sample_run(), Language::kEnglish));
  EXPECT_EQ(report_text(sample_run(), {}), report_text(sample_run(), {}));
  EXPECT_EQ(report_json(sample_run(), true), report_json(sample_run(), true));
  EXPECT_EQ(report_sarif(sample_run()), report_sarif(sample_run()));
}

}  // namespace
}  // namespace sekisho
