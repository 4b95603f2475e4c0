// Every real plan of the corpus is read and evaluated, or refused with a message that names it. Skipped, saying so, where the corpus is not beside the project.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/unit/exec/real_run.h"

namespace sekisho {
namespace {

class Corpus : public testing::TestWithParam<const char*> {};

TEST_P(Corpus, EveryPlanIsReadOrRefused) {
  std::filesystem::path folder = std::filesystem::path(root_path("../shared/corpus")) / GetParam() / "inputs";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no corpus at " << folder;
  size_t evaluated = 0, refused = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    auto source = adapters::load(entry.path().string());
    if (!source) {
      EXPECT_NE(source.error().message.find(entry.path().filename().string()), std::string::npos) << entry.path() << ": " << source.error().message;
      ++refused;
      continue;
    }
    auto run = evaluate(shipped(), {*source}, {});
    ASSERT_TRUE(run.has_value()) << entry.path();
    size_t counted = 0;
    for (const RunRule& rule : run->rules) counted += rule.pass + rule.fail + rule.unknown + rule.not_applicable;
    EXPECT_EQ(counted, run->findings.size()) << entry.path();
    ++evaluated;
  }
  EXPECT_GT(evaluated, refused);
}

INSTANTIATE_TEST_SUITE_P(Suites, Corpus, testing::Values("tfplan-misc", "terraform-compliance"));

}  // namespace
}  // namespace sekisho
