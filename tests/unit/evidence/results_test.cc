// Results of so many findings that threads read them: the same run as before, and nothing that would have been written otherwise.
#include "sekisho/results.h"

#include <gtest/gtest.h>

namespace sekisho {
namespace {

constexpr size_t kFindings = 24000;

Run large_run() {
  Run run;
  run.engine_version = "0.1.0";
  run.policy_digest = "sha256:p";
  run.evaluated_at_basis = "option";
  RunSource source;
  source.path = "estate.json";
  source.adapter = "aws_config";
  run.sources.push_back(source);
  RunRule rule;
  rule.name = "p.rule";
  rule.package = "p";
  rule.severity = "high";
  rule.fail = kFindings / 2;
  rule.pass = kFindings / 2;
  run.rules.push_back(rule);
  for (size_t i = 0; i < kFindings; ++i) {
    Finding finding;
    finding.verdict = i % 2 == 0 ? Verdict::kFail : Verdict::kPass;
    finding.kind = "storage.bucket";
    finding.resource = "bucket" + std::to_string(100000 + i);
    finding.message = {"m" + std::to_string(i), "文" + std::to_string(i)};
    if (finding.verdict == Verdict::kPass) finding.message = {};
    run.findings.push_back(finding);
  }
  return run;
}

// Of a text with one line changed.
std::string with(const std::string& text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return std::string(text).replace(at, from.size(), to);
}

TEST(LargeResultsTest, ComeBackAsTheyWere) {
  const Result<ResultsText> written = write_results(large_run());
  ASSERT_TRUE(written) << written.error().message;
  const auto read = read_results("r", written->results, "d", written->details);
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->findings.size(), kFindings);
  EXPECT_EQ(read->findings[4242].resource, "bucket104242");
  EXPECT_EQ(read->findings[4242].message.ja, "文4242");
  EXPECT_EQ(read->findings[4243].verdict, Verdict::kPass);
}

// Whatever changes from one finding to the next stands in its line; what is told of few stands where it stands for all.
TEST(ResultLinesTest, AreWhatTheFormatSays) {
  sekisho::Run run;
  run.sources.resize(2);
  for (const char* name : {"p.a", "p.b"}) {
    RunRule rule;
    rule.name = name;
    run.rules.push_back(rule);
  }
  const auto add = [&](int rule, int source, const char* kind, const char* resource) -> Finding& {
    Finding finding;
    finding.verdict = Verdict::kPass;
    finding.rule = rule;
    finding.source = source;
    finding.kind = kind;
    finding.resource = resource;
    run.findings.push_back(finding);
    ++run.rules[static_cast<size_t>(rule)].pass;
    return run.findings.back();
  };
  add(0, 0, "k", "a").account = "1\"2";
  add(0, 0, "k", "b\n").vacuous = true;
  run.rules[0].vacuous = 1;
  add(0, 0, "k2", "c").witness.push_back({"r", "p", "v", {}});
  add(0, 1, "k2", "d").verdict = Verdict::kNotApplicable;
  --run.rules[0].pass;
  ++run.rules[0].not_applicable;
  add(1, 1, "鍵\t", "d");
  const Result<ResultsText> written = write_results(run);
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_EQ(written->results.substr(written->results.find("{\"verdict\"")),
            "{\"verdict\":\"pass\",\"rule\":\"p.a\",\"source\":0,\"kind\":\"k\",\"resource\":\"a\",\"account\":\"1\\\"2\"}\n"
            "{\"verdict\":\"pass\",\"rule\":\"p.a\",\"source\":0,\"kind\":\"k\",\"resource\":\"b\\n\",\"vacuous\":true}\n"
            "{\"verdict\":\"pass\",\"rule\":\"p.a\",\"source\":0,\"kind\":\"k2\",\"resource\":\"c\",\"witness\":[{\"resource\":\"r\",\"path\":\"p\",\"value\":\"v\"}]}\n"
            "{\"verdict\":\"not_applicable\",\"rule\":\"p.a\",\"source\":1,\"kind\":\"k2\",\"resource\":\"d\"}\n"
            "{\"verdict\":\"pass\",\"rule\":\"p.b\",\"source\":1,\"kind\":\"鍵\\t\",\"resource\":\"d\"}\n");
}

// What neighbours share of file, resource, message and remedy stands in each line; what differs in one of them only is told.
TEST(DetailLinesTest, AreWhatTheFormatSays) {
  sekisho::Run run;
  run.sources.resize(1);
  run.rules.resize(1);
  run.rules[0].name = "p.a";
  const auto add = [&](const char* resource, const FindingPlace& place, const Bilingual& message, const Bilingual& remedy) -> Finding& {
    Finding finding;
    finding.verdict = Verdict::kFail;
    finding.resource = resource;
    finding.place = place;
    finding.message = message;
    finding.remedy = remedy;
    run.findings.push_back(finding);
    ++run.rules[0].fail;
    return run.findings.back();
  };
  const FindingPlace at{"f", "r\"1", "/a", 3, 4, "\"x\": 1", ""}, elsewhere{"f2", "r\"1", "/a", 3, 4, "", "n\\"};
  Finding& first = add("a", at, {"m", "文"}, {"fix", "直す"});
  first.witness.push_back({"a", "p", "v", {at, elsewhere}});
  first.witness.push_back({"storage.bucket", "", "2 rows, complete", {}});
  add("b", elsewhere, {"m", "文2"}, {"fix", "直す"});
  add("c", {}, {}, {}).reasons = {{"unavailable", "not \t mapped", {at}}, {"redacted", "", {}}};
  const Result<ResultsText> written = write_results(run);
  ASSERT_TRUE(written) << written.error().message;
  const std::string place = "{\"file\":\"f\",\"resource\":\"r\\\"1\",\"pointer\":\"/a\",\"line\":3,\"column\":4,\"text\":\"\\\"x\\\": 1\",\"note\":\"\"}";
  const std::string other = "{\"file\":\"f2\",\"resource\":\"r\\\"1\",\"pointer\":\"/a\",\"line\":3,\"column\":4,\"text\":\"\",\"note\":\"n\\\\\"}";
  EXPECT_EQ(written->details.substr(written->details.find("{\"finding\"")),
            "{\"finding\":0,\"place\":" + place + ",\"message\":{\"en\":\"m\",\"ja\":\"文\"},\"remedy\":{\"en\":\"fix\",\"ja\":\"直す\"},\"witness\":[[" + place + "," + other + "],[]],\"reasons\":[]}\n"
            "{\"finding\":1,\"place\":" + other + ",\"message\":{\"en\":\"m\",\"ja\":\"文2\"},\"remedy\":{\"en\":\"fix\",\"ja\":\"直す\"},\"witness\":[],\"reasons\":[]}\n"
            "{\"finding\":2,\"place\":{\"file\":\"\",\"resource\":\"\",\"pointer\":\"\",\"line\":0,\"column\":0,\"text\":\"\",\"note\":\"\"},\"message\":{\"en\":\"\",\"ja\":\"\"},\"remedy\":{\"en\":\"\",\"ja\":\"\"},\"witness\":[],"
            "\"reasons\":[{\"text\":\"not \\t mapped\",\"places\":[" + place + "]},{\"text\":\"\",\"places\":[]}]}\n");
  EXPECT_EQ(written->results.substr(written->results.find("{\"verdict\"")).substr(0, 62), "{\"verdict\":\"fail\",\"rule\":\"p.a\",\"source\":0,\"kind\":\"\",\"resource\"");
}

// What is wrong is said with its place, as it is where there are few.
TEST(LargeResultsTest, RefuseWhatWasChanged) {
  const Result<ResultsText> written = write_results(large_run());
  ASSERT_TRUE(written);
  const auto refusal = [&](const std::string& results, const std::string& details) {
    const auto read = read_results("r", results, "d", details);
    return read ? std::string("accepted") : read.error().message;
  };
  const std::string finding = "\"resource\":\"bucket120001\"}";
  EXPECT_NE(refusal(with(written->results, finding, finding + "}"), written->details).find("JSON"), std::string::npos);
  EXPECT_NE(refusal(with(written->results, "\"verdict\":\"pass\",\"rule\":\"p.rule\"", "\"verdict\":\"pass\",\"rule\":\"p.none\""), written->details).find("no line before this one tells of the rule"), std::string::npos);
  EXPECT_NE(refusal(with(written->results, "\"verdict\":\"fail\"", "\"verdict\":\"fine\""), written->details).find("there is no such verdict"), std::string::npos);
  EXPECT_NE(refusal(written->results, with(written->details, "{\"finding\":4242,", "{\"finding\":4244,")).find("something else"), std::string::npos);   // one line twice, another left out
  EXPECT_NE(refusal(written->results, with(written->details, "{\"finding\":4242,", "{\"finding\":99999,")).find("no such finding"), std::string::npos);
  EXPECT_NE(refusal(written->results, with(written->details, "{\"finding\":4242,", "{\"rule\":1,\"finding\":4242,")).find("fewer rules"), std::string::npos);
}

}  // namespace
}  // namespace sekisho
