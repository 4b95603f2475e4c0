// Results that are only held against their format: what is taken reads back, and what was changed in any byte is taken only where it reads back, too.
#include "engine/evidence/result_walk.h"

#include <gtest/gtest.h>

#include <random>

#include "sekisho/results.h"

namespace sekisho::evidence {
namespace {

// Findings with everything that a line can hold.
Run varied_run(size_t findings) {
  Run run;
  run.engine_version = "0.1.0";
  run.policy_digest = "sha256:p";
  run.evaluated_at_basis = "option";
  run.sources.resize(2);
  run.sources[0].path = "a \"b\".json";
  run.sources[1].notes = {"注意\n"};
  run.waivers.resize(1);
  run.waivers[0].id = "W-1";
  for (const char* name : {"p.a", "p.b", "p.c"}) {
    run.rules.emplace_back().name = name;
    run.rules.back().title = {"Title", "題"};
  }
  const FindingPlace place{"f", "r\"1", "/a/b", 3, 4, "\"key\": \"\x7F\t値\"", ""};
  for (size_t i = 0; i < findings; ++i) {
    Finding finding;
    finding.rule = static_cast<int>(i * 3 / findings);
    finding.source = i * 6 / findings % 2 == 0 ? 0 : 1;
    finding.kind = "storage.bucket";
    finding.resource = "モジュール.bucket" + std::to_string(1000000 + i / 2 * 2);   // two findings of one subject: their lines stand in order
    finding.verdict = static_cast<Verdict>(i % 4);
    RunRule& rule = run.rules[static_cast<size_t>(finding.rule)];
    switch (finding.verdict) {
      case Verdict::kPass:
        ++rule.pass;
        if (i % 8 == 0) finding.vacuous = ++rule.vacuous > 0;
        if (i % 3 == 0) finding.applicability_unknown = ++rule.applicability_unknown > 0;
        if (i % 3 == 0) finding.reasons.push_back({"unavailable", "not mapped", {place}});
        break;
      case Verdict::kFail:
        ++rule.fail;
        finding.place = place;
        finding.account = "111122223333";
        finding.message = {"it's \\ wrong", "誤り\x01"};
        finding.witness = {{"b", "path", "\"text\"", {place, place}}, {"storage.bucket", "", "2 rows, complete", {}}};
        if (i % 5 == 0) {
          finding.waiver = 0;
          ++rule.waived_fail;
        }
        break;
      case Verdict::kUnknown:
        ++rule.unknown;
        finding.reasons = {{"known_after_apply", "known after apply", {}}, {"redacted", "", {place}}};
        finding.obligation = "present x.key";
        break;
      case Verdict::kNotApplicable: ++rule.not_applicable; break;
    }
    run.findings.push_back(std::move(finding));
  }
  return run;
}

bool reads(const std::string& results, const std::string& details) { return read_results("r", results, "d", details).has_value(); }

TEST(ResultWalkTest, TakesWhatWasWritten) {
  for (const size_t count : {size_t{12}, size_t{30000}}) {   // in one thread, and in several
    const Result<ResultsText> written = write_results(varied_run(count));
    ASSERT_TRUE(written) << written.error().message;
    const Result<sekisho::Run> read = read_results("r", written->results, "d", written->details);
    ASSERT_TRUE(read) << read.error().message;
    const std::optional<WalkedResults> walked = walk_results(written->results, written->details);
    ASSERT_TRUE(walked);
    const std::vector<Decided> expected = decided_of(*read);
    ASSERT_EQ(walked->decided.size(), expected.size());
    for (size_t i = 0; i < expected.size(); ++i) {
      const Decided& a = walked->decided[i];
      const Decided& b = expected[i];
      ASSERT_TRUE(a.verdict == b.verdict && a.rule == b.rule && a.source == b.source && a.kind == b.kind && a.resource == b.resource) << i;
    }
    EXPECT_EQ(walked->run.rules[1].title.ja, "題");
    EXPECT_EQ(walked->run.rules[1].fail, read->rules[1].fail);
    EXPECT_EQ(walked->run.sources[1].notes, read->sources[1].notes);
    EXPECT_EQ(walked->run.waivers.size(), 1u);
  }
}

// Each kind of line with something that no writer would write there.
TEST(ResultWalkTest, TakesNothingElse) {
  const Result<ResultsText> written = write_results(varied_run(30000));
  ASSERT_TRUE(written);
  const auto with = [](std::string text, const std::string& from, const std::string& to) {
    const size_t at = text.find(from, text.size() / 2);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  };
  const auto taken = [&](const std::string& results, const std::string& details) { return walk_results(results, details).has_value(); };
  ASSERT_TRUE(taken(written->results, written->details));
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"\"verdict\":\"fail\"", "\"verdict\":\"pass\""}, {"\"verdict\":\"pass\"", "\"verdict\":\"fine\""}, {"\"rule\":\"p.b\"", "\"rule\":\"p.x\""}, {"\"source\":1", "\"source\":2"}, {"\"source\":1", "\"source\":01"},
           {",\"account\":\"111122223333\"", ",\"account\":\"\""}, {"\"waiver\":\"W-1\"", "\"waiver\":\"W-2\""}, {",\"waiver\":\"W-1\"", ""}, {",\"vacuous\":true", ",\"vacuous\":false"}, {",\"vacuous\":true", ""},
           {",\"applicability_unknown\":true", ""}, {",\"reasons\":[\"known_after_apply\",\"redacted\"]", ",\"reasons\":[]"}, {",\"reasons\":[\"known_after_apply\",\"redacted\"]", ",\"reasons\":[\"redacted\"]"},
           {",\"obligation\":\"present x.key\"", ",\"obligation\":\"\""}, {"}\n", " }\n"}, {"}\n", "}\n\n"}, {"{\"verdict\":\"not_applicable\"", "{\"verdict\":\"not_applicable\",\"x\":1"},
           {"\"path\":\"path\"", "\"path\":\"\\u0070ath\""}, {"\"path\":\"path\"", "\"path\":\"p\\/th\""}, {"\"resource\":\"b\"", "\"resource\":\"\xE3\x81\""}}) {
    EXPECT_FALSE(taken(with(written->results, from, to), written->details)) << from << " to " << to;
  }
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"{\"finding\":2", "{\"finding\":3"}, {"\"line\":3", "\"line\":03"}, {"\"line\":3", "\"line\":4294967296"}, {"\\u007f", "\\u007F"}, {"\\t", "\\u0009"}, {"],[]]", "]]"}, {"\"note\":\"\"}", "\"note\":\"\",\"x\":1}"},
           {"\"message\":{", "\"massage\":{"}, {"}\n", "}"}, {"},{\"text\"", "},{\"note\""}}) {
    EXPECT_FALSE(taken(written->results, with(written->details, from, to))) << from << " to " << to;
  }
  // A line twice, one left out, two in another order: counts, numbers and order tell.
  const size_t at = written->results.find("{\"verdict\":\"not_applicable\"", written->results.size() / 2), end = written->results.find('\n', at) + 1;
  std::string others = written->results;
  EXPECT_FALSE(taken(others.erase(at, end - at), written->details));
  EXPECT_FALSE(taken(std::string(written->results).insert(at, written->results.substr(at, end - at)), written->details));
  const size_t told = written->details.find("{\"finding\":", written->details.size() / 2), told_end = written->details.find('\n', told) + 1;
  EXPECT_FALSE(taken(written->results, std::string(written->details).erase(told, told_end - told)));
  EXPECT_FALSE(taken(written->results, std::string(written->details).insert(told, written->details.substr(told, told_end - told))));
  EXPECT_FALSE(taken(written->results, written->details.substr(0, written->details.size() - 1)));
}

TEST(ResultWalkTest, TakesNoMutantThatDoesNotRead) {
  const Result<ResultsText> written = write_results(varied_run(12));
  ASSERT_TRUE(written);
  std::mt19937 random(20261129);
  const std::string bytes = "\"\\{}[],:0129abun\n \x7F\xE3\x80/";
  size_t taken = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string results = written->results, details = written->details;
    std::string& text = random() % 2 == 0 ? results : details;
    const size_t at = random() % text.size();
    switch (random() % 4) {
      case 0: text[at] = bytes[random() % bytes.size()]; break;
      case 1: text.erase(at, 1 + random() % 3); break;
      case 2: text.insert(at, 1, bytes[random() % bytes.size()]); break;
      default: text.insert(at, text.substr(random() % text.size(), random() % 40)); break;
    }
    if (!walk_results(results, details)) continue;
    ++taken;
    EXPECT_TRUE(reads(results, details)) << i;
  }
  EXPECT_GT(taken, 0u);   // a letter of a title is nobody's business
}

}  // namespace
}  // namespace sekisho::evidence
