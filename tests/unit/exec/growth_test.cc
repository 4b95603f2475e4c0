// What is looked at grows with what there is: eight times the resources, about eight times the members that joins go through. A join without an index, or one over what is not
// there, looks at each for each, which no verdict shows.
#include <gtest/gtest.h>

#include "tests/unit/exec/real_run.h"

namespace sekisho {
namespace {

constexpr size_t kFew = 250, kMany = 8 * kFew;

// A plan of so many copies of a fixture's resources, with names of their own; null where there is no python3.
std::shared_ptr<const RawSource> copies_of(const std::string& fixture, size_t resources) {
  const std::string path = testing::TempDir() + "growth.json";
  const std::string command = "cd '" + root_path("tests") + "' && python3 -B bench/generate.py --source fixtures/" + fixture + "/plan.json --resources " + std::to_string(resources) + " --output '" + path + "'";
  if (std::system(command.c_str()) != 0) return nullptr;
  const auto source = adapters::load(path);
  std::remove(path.c_str());
  return source ? *source : nullptr;
}

// Members that maps and rules go through until every verdict is there.
uint64_t looked_at(const std::shared_ptr<const RawSource>& source) {
  const Program& program = *shipped().program;
  const Query query = build_query(program, all_rules(program));
  Evaluation evaluation(program, *parameter_values(program, query, {}), 0, {source}, query, MapOptions{}, true);
  for (const Rule& rule : program.rules) {
    for (const Subject& subject : subjects_of(evaluation.rules, rule)) (void)evaluation.columns->decide(rule, subject);
  }
  return evaluation.maps.members_looked_at + evaluation.rules.members_looked_at;
}

class Growth : public testing::TestWithParam<const char*> {};

TEST_P(Growth, IsThatOfTheInput) {
#ifndef NDEBUG
  GTEST_SKIP() << "a build that tries everything again looks at what others do not";
#endif
  const auto few = copies_of(GetParam(), kFew), many = copies_of(GetParam(), kMany);
  if (few == nullptr || many == nullptr) GTEST_SKIP() << "no python3";
  const uint64_t of_few = looked_at(few), of_many = looked_at(many);
  EXPECT_GT(of_few, kFew / 4);
  // Lists of users, groups and roles in attachments have no index: each of a plan's few is gone through for each identity.
  const bool has_lists_of_many = std::string(GetParam()) == "terraform/coverage_4";
  EXPECT_LT(of_many, (has_lists_of_many ? 24 : 12) * of_few) << of_few;
}

INSTANTIATE_TEST_SUITE_P(Plans, Growth,
                         testing::Values("terraform/coverage_1", "terraform/coverage_2", "terraform/coverage_3", "terraform/coverage_4", "terraform/coverage_5", "terraform/coverage_6", "terraform/coverage_7",
                                         "terraform/coverage_8", "terraform/demo", "google"));

}  // namespace
}  // namespace sekisho
