// Many resources that look the same are worked out once: also where the first ones of a file all differ, and where no two are the same but for parts.
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/exec/real_run.h"

namespace sekisho {
namespace {

constexpr int kProjects = 90;

std::string bucket(int number, const std::string& policy) {
  const std::string project = std::to_string(100000000000 + number % kProjects), name = "\"//storage.googleapis.com/b" + std::to_string(10000 + number) + "\"";
  return "{\"name\": " + name + ", \"asset_type\": \"storage.googleapis.com/Bucket\", \"ancestors\": [\"projects/" + project + "\"], \"iam_policy\": {" + policy +
         "}, \"resource\": {\"data\": {\"name\": \"b" + std::to_string(10000 + number) + "\", \"iamConfiguration\": {\"publicAccessPrevention\": \"enforced\", \"uniformBucketLevelAccess\": {\"enabled\": true}}}}}\n";
}

TEST(LookingAgain, IsTriedThoughTheFirstResourcesAllDiffer) {
  // Each project comes once, then again and again.
  std::string lines;
  constexpr int kBuckets = 4000;
  for (int i = 0; i < kBuckets; ++i) lines += bucket(i, "");
  const auto source = adapters::load_bytes("assets.ndjson", lines);
  ASSERT_TRUE(source);
  EvaluateOptions options;
  options.threads = 1;
  const size_t before = (*source)->nodes.size();
  ASSERT_TRUE(evaluate(shipped(), {*source}, options));
  // What is found to look the same is not parsed.
  EXPECT_LT((*source)->nodes.size() - before, 6u * kBuckets);
}

}  // namespace
}  // namespace sekisho
