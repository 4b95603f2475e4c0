// Every format of the sample run against the files in golden/. SEKISHO_REFRESH=1 rewrites them; read the difference before it is kept.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "sample_run.h"
#include "sekisho/report.h"

namespace sekisho {
namespace {

void expect_golden(const std::string& name, const std::string& got) {
  const std::string path = std::string(SEKISHO_ROOT) + "/tests/unit/report/golden/" + name;
  if (std::getenv("SEKISHO_REFRESH") != nullptr) std::ofstream(path, std::ios::binary) << got;
  std::ifstream file(path, std::ios::binary);
  const std::string expected((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  EXPECT_EQ(got, expected) << "golden file " << name;
}

TEST(Golden, TextInEnglish) { expect_golden("english.txt", report_text(sample_run(), {})); }

TEST(Golden, TextInJapanese) {
  TextOptions options;
  options.language = Language::kJapanese;
  options.width = 80;
  expect_golden("japanese.txt", report_text(sample_run(), options));
}

TEST(Golden, TextWithAll) {
  TextOptions options;
  options.all = true;
  options.width = 72;
  expect_golden("all.txt", report_text(sample_run(), options));
}

TEST(Golden, TextInColour) {
  TextOptions options;
  options.colour = true;
  expect_golden("colour.txt", report_text(sample_run(), options));
}

TEST(Golden, Explanation) {
  sekisho::Run run = sample_run();
  run.findings.resize(1);
  expect_golden("explanation.txt", report_explanation(run, "rule confidential_store_uses_customer_key {\n  severity high\n}\n", {}));
}

TEST(Golden, Json) { expect_golden("run.json", report_json(sample_run(), false)); }
TEST(Golden, Csv) { expect_golden("run.csv", report_csv(sample_run(), true)); }
TEST(Golden, Sarif) { expect_golden("run.sarif", report_sarif(sample_run())); }
TEST(Golden, Junit) { expect_golden("run.xml", report_junit(sample_run())); }
TEST(Golden, HostileSarif) { expect_golden("hostile.sarif", report_sarif(hostile_run())); }
TEST(Golden, HostileJunit) { expect_golden("hostile.xml", report_junit(hostile_run())); }

}  // namespace
}  // namespace sekisho
