// Many resources that look the same are worked out once: also where the first ones of a file all differ, and where no two are the same but for parts.
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "engine/exec/evaluator.h"
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
#ifndef NDEBUG
  GTEST_SKIP() << "a debug build works out again what it finds, and makes all nodes for that";
#endif
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

// The attribute of each row: as its class has it, or as it is worked out on its own.
std::vector<std::string> entries(const std::shared_ptr<const RawSource>& source, bool of_class) {
  const Program& program = *shipped().program;
  const Query query = build_query(program, all_rules(program));
  Evaluation evaluation(program, *parameter_values(program, query, {}), 0, {source}, query, MapOptions{}, of_class);
  const EntityType* kind = program.find_entity("storage.bucket");
  size_t index = 0;
  while (kind->attributes[index].name != "entries") ++index;
  std::vector<std::string> values;
  for (const Row* row : evaluation.snapshot.find_population(kind)->rows) {
    const Value& value = of_class ? row->content(index) : row->attribute(index);
    values.push_back(row->id.str() + " " + to_seki(value));
    // A name counts within the account of who wrote it.
    for (const Value::Member& entry : value.members()) {
      for (const Value::Member& subject : entry.value.field("principals")->field("members")->members()) {
        const RawResource* writer = writer_of(*subject.value.field("text"));
        values.back() += " " + (writer == nullptr || !writer->account ? std::string("nobody") : writer->account->str());
      }
    }
  }
  return values;
}

TEST(SharedCalls, GiveWhatEachRowGivesOnItsOwn) {
  std::string lines;
  for (int i = 0; i < 400; ++i) {
    std::string members = "\"user:u" + std::to_string(i % 7) + "@example.com\"";
    if (i % 3 == 0) members += ", \"allUsers\"";
    if (i % 5 == 0) members += ", \"serviceAccount:s@p" + std::to_string(i % 2) + ".iam.gserviceaccount.com\"";
    lines += bucket(i, "\"bindings\": [{\"role\": \"roles/storage.objectViewer\", \"members\": [" + members + "]}, {\"role\": \"roles/owner\", \"members\": [\"domain:example.com\"]}]");
  }
  const std::shared_ptr<const RawSource> source = *adapters::load_bytes("assets.ndjson", lines);
  const std::vector<std::string> shared = entries(source, true);
  ASSERT_EQ(shared.size(), 400u);
  EXPECT_EQ(shared, entries(source, false));
  EXPECT_NE(shared[0].find("anyone"), std::string::npos) << shared[0];
  EXPECT_NE(shared[0].find(" 100000000000"), std::string::npos) << shared[0];
}

// Makes identities of the rows that it is asked for, and counts them.
class Counting : public RowSource {
 public:
  const Value& attribute(const Row&, size_t) override { return nothing_; }
  bool has_attribute(const Row&, size_t) const override { return true; }
  const Value& content(const Row&, size_t) override { return nothing_; }
  const std::vector<RowIdentity>& identities(const Row& row) override { return kept_[&row] = make_identities(row); }
  std::vector<RowIdentity> make_identities(const Row& row) override {
    ++asked[row.kind];
    return {{"name", "global", Value::text(row.id), false}};
  }
  std::map<const EntityType*, int> asked;

 private:
  Value nothing_;
  std::map<const Row*, std::vector<RowIdentity>> kept_;
};

TEST(Identities, AreIndexedOfTheKindThatIsLookedForAlone) {
  const Program& program = *shipped().program;
  const EntityType *key = program.find_entity("crypto.key"), *bucket = program.find_entity("storage.bucket"), *volume = program.find_entity("storage.volume"), *store = program.find_entity("data_store");
  ASSERT_TRUE(key != nullptr && bucket != nullptr && volume != nullptr && store != nullptr);
  Counting source;
  Snapshot snapshot;
  const auto add = [&](const EntityType* kind, const std::string& id) {
    Row& row = snapshot.rows.emplace_back();
    row.kind = kind;
    row.id = id;
    row.later = &source;
    snapshot.population(kind).rows.push_back(&row);
  };
  add(volume, "one");
  add(key, "one");
  add(bucket, "one");
  add(bucket, "two");
  snapshot.index();
  ASSERT_EQ(snapshot.with_identity(key, "one").size(), 1u);
  EXPECT_EQ(source.asked[bucket], 0);
  EXPECT_EQ(source.asked[volume], 0);
  // Of a trait: of all its kinds, in the order of rows.
  const std::vector<const Row*> stores = snapshot.with_identity(store, "one");
  ASSERT_EQ(stores.size(), 2u);
  EXPECT_EQ(stores[0]->kind, volume);
  EXPECT_EQ(stores[1]->kind, bucket);
  EXPECT_TRUE(snapshot.with_identity(store, "none").empty());
}

}  // namespace
}  // namespace sekisho
