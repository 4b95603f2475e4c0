// Many resources that look the same are worked out once: also where the first ones of a file all differ, and where no two are the same but for parts.
#include <gtest/gtest.h>

#include <map>
#include <set>
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

// Of a kind's rows what they say of an attribute when their classes are asked for: values that they share, and how many nodes were made on the way.
struct OfClasses {
  std::set<const void*> values;
  size_t rows = 0, nodes = 0;
};

OfClasses of_classes(const std::string& lines, const std::string& kind_name, const std::string& attribute) {
  const std::shared_ptr<const RawSource> source = *adapters::load_bytes("assets.ndjson", lines);
  const Program& program = *shipped().program;
  const Query query = build_query(program, all_rules(program));
  Evaluation evaluation(program, *parameter_values(program, query, {}), 0, {source}, query, MapOptions{}, true);
  const EntityType* kind = program.find_entity(kind_name);
  size_t index = 0;
  while (kind->attributes[index].name != attribute) ++index;
  OfClasses found;
  const size_t before = source->nodes.size();
  for (const Row* row : evaluation.snapshot.find_population(kind)->rows) {
    found.values.insert(row->content(index).identity());
    ++found.rows;
  }
  found.nodes = source->nodes.size() - before;
  return found;
}

TEST(LookingAgain, PoliciesThatBindNobodyAreOneWhateverTheAssetIsCalled) {
#ifndef NDEBUG
  GTEST_SKIP() << "a debug build tries less often whether looking pays";
#endif
  std::string lines;
  for (int i = 0; i < 900; ++i) lines += bucket(i, "\"etag\": \"ACAB\"");
  const OfClasses entries = of_classes(lines, "storage.bucket", "entries");
  EXPECT_EQ(entries.rows, 900u);
  EXPECT_LT(entries.values.size(), entries.rows / 2);   // one of each project, and what came before that was found to pay
}

TEST(LookingAgain, WhoIsAdmittedIsToldWithoutTheAssetsName) {
#ifndef NDEBUG
  GTEST_SKIP() << "a debug build tries less often whether looking pays";
#endif
  std::string lines;
  for (int i = 0; i < 900; ++i) {
    std::string one = bucket(0, "\"bindings\": [{\"role\": \"roles/storage.objectViewer\", \"members\": [\"allUsers\"]}]");
    const std::string name = "b" + std::to_string(20000 + i);
    for (size_t at = one.find("b10000"); at != std::string::npos; at = one.find("b10000", at)) one.replace(at, 6, name);
    const std::string shut = "\"publicAccessPrevention\": \"enforced\"";
    one.replace(one.find(shut), shut.size(), "\"publicAccessPrevention\": \"inherited\"");
    lines += one;
  }
  const OfClasses exposure = of_classes(lines, "storage.bucket", "exposure");
  EXPECT_EQ(exposure.rows, 900u);
  EXPECT_EQ(exposure.values.size(), 1u);
}

// What is read on the way of a call that is kept would be read again: the policies of a project, by each bucket.
TEST(SharedCalls, SayTheSameWhereTheyReadOtherResources) {
  std::string lines;
  for (int project = 0; project < kProjects; ++project) {
    const std::string number = std::to_string(100000000000 + project), enforced = project % 3 == 0 ? "true" : "false";
    lines += "{\"name\": \"//cloudresourcemanager.googleapis.com/projects/" + number + "\", \"asset_type\": \"cloudresourcemanager.googleapis.com/Project\", \"ancestors\": [\"projects/" + number +
             "\"], \"org_policy\": [{\"constraint\": \"constraints/storage.secureHttpTransport\", \"booleanPolicy\": {\"enforced\": " + enforced + "}}], \"resource\": {\"data\": {\"projectId\": \"p" + number + "\"}}}\n";
  }
  for (int i = 0; i < 400; ++i) lines += bucket(i, "\"etag\": \"" + std::to_string(i) + "\"");
  const std::shared_ptr<const RawSource> source = *adapters::load_bytes("assets.ndjson", lines);
  for (const char* attribute : {"plain_text", "public_blocked", "exposure", "public"}) {
    const auto told = [&](bool of_class) {
      const Program& program = *shipped().program;
      const Query query = build_query(program, all_rules(program));
      Evaluation evaluation(program, *parameter_values(program, query, {}), 0, {source}, query, MapOptions{}, of_class);
      const EntityType* kind = program.find_entity("storage.bucket");
      size_t index = 0;
      while (kind->attributes[index].name != attribute) ++index;
      std::vector<std::string> values;
      for (const Row* row : evaluation.snapshot.find_population(kind)->rows) values.push_back(to_seki(of_class ? row->content(index) : row->attribute(index)));
      return values;
    };
    const std::vector<std::string> shared = told(true);
    ASSERT_EQ(shared.size(), 400u);
    EXPECT_EQ(shared, told(false)) << attribute;
  }
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
