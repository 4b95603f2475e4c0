// Rows of maps with `each`: where such a map makes one row of a resource, what it holds comes when it is asked for, and is what it would be at once.
#include <gtest/gtest.h>

#include <set>

#include "tests/unit/exec/real_run.h"

namespace sekisho {
namespace {

std::unique_ptr<Evaluation> evaluated(const std::shared_ptr<const RawSource>& source, bool with_columns) {
  const Program& program = *shipped().program;
  const Query query = build_query(program, all_rules(program));
  return std::make_unique<Evaluation>(program, *parameter_values(program, query, {}), 0, std::vector<std::shared_ptr<const RawSource>>{source}, query, MapOptions{}, with_columns);
}

const std::vector<const Row*>& rows_of(const Evaluation& evaluation, const std::string& kind) { return evaluation.snapshot.find_population(shipped().program->find_entity(kind))->rows; }

std::string compute_asset(const std::string& type, const std::string& name, const std::string& data, const std::string& more = "") {
  return R"({"name":"//compute.googleapis.com/projects/p/global/x/)" + name + R"(","asset_type":"compute.googleapis.com/)" + type + R"(","ancestors":["projects/1"],"resource":{"data":)" + data + "}" + more + "}\n";
}

std::string policy(const std::string& member) { return R"(,"iam_policy":{"bindings":[{"role":"roles/compute.viewer","members":[")" + member + "\"]}]}"; }

std::string peering(const std::string& name) { return R"({"name":")" + name + R"(","network":"https://www.googleapis.com/compute/v1/projects/q/global/networks/)" + name + R"(","state":"ACTIVE"})"; }

TEST(EachRows, ComeLaterWhereThereIsOne) {
  const auto source = adapters::load_bytes("assets.ndjson", compute_asset("Snapshot", "a", "{}", policy("user:a@example.com")) + compute_asset("Snapshot", "b", "{}", policy("allUsers")) + compute_asset("Snapshot", "c", "{}", policy("user:a@example.com")) +
                                                                compute_asset("Network", "one", R"({"peerings":[)" + peering("x") + "]}") + compute_asset("Network", "two", R"({"peerings":[)" + peering("y") + "," + peering("z") + "]}"));
  ASSERT_TRUE(source);
  const auto columns = evaluated(*source, true), rows = evaluated(*source, false);
  size_t later = 0;
  for (const std::string kind : {"access.document", "network.peering"}) {
    const std::vector<const Row*>&of_columns = rows_of(*columns, kind), &of_rows = rows_of(*rows, kind);
    ASSERT_EQ(of_columns.size(), 3u) << kind;
    ASSERT_EQ(of_rows.size(), 3u) << kind;
    for (size_t i = 0; i < 3; ++i) {
      const Row &one = *of_columns[i], &other = *of_rows[i];
      if (one.later != nullptr) ++later;
      EXPECT_EQ(other.later, nullptr);
      EXPECT_EQ(one.id, other.id);
      ASSERT_EQ(one.identities().size(), other.identities().size()) << one.id.str();
      for (size_t k = 0; k < other.identities().size(); ++k) EXPECT_EQ(to_seki(one.identities()[k].text), to_seki(other.identities()[k].text));
      for (size_t k = 0; k < one.kind->attributes.size(); ++k) {
        if (!rows->query.attributes.at(one.kind)[k]) continue;
        // Of its class first, then its own.
        EXPECT_EQ(to_seki(one.content(k)), to_seki(other.attribute(k))) << one.id.str() << " " << one.kind->attributes[k].name;
        EXPECT_EQ(to_seki(one.attribute(k)), to_seki(other.attribute(k))) << one.id.str() << " " << one.kind->attributes[k].name;
      }
    }
  }
  EXPECT_EQ(later, 4u);   // three policies, and the network with one peering
  EXPECT_EQ(rows_of(*columns, "network.peering")[0]->id.str().find("#x") != std::string::npos, true);
}

// The accounts whose texts stand in a value.
void add_writers(const Value& value, std::set<std::string>& writers) {
  if (value.kind() == ValueKind::kText || value.kind() == ValueKind::kReference) writers.insert(writer_of(value) == nullptr ? "nobody" : writer_of(value)->account->str());
  if (value.kind() == ValueKind::kRecord) {
    for (const Value::Field& field : value.fields()) add_writers(field.value, writers);
  }
  if (is_collection(value)) {
    for (const Value::Member& member : value.members()) add_writers(member.value, writers);
  }
}

// What was worked out of one policy's list of principals holds for another project's, in which the names are that project's.
TEST(EachRows, PrincipalsOfOthersAreTheirOwn) {
  std::string members = "user:a@example.com";
  for (int i = 0; i < 10; ++i) members += "\",\"serviceAccount:robot-" + std::to_string(i) + "@q.iam.gserviceaccount.com";
  const auto snapshot = [&](const std::string& name, const std::string& project, const std::string& all) {
    std::string asset = compute_asset("Snapshot", name, "{}", policy(all));
    return asset.replace(asset.find("projects/1\""), 10, "projects/" + project);
  };
  const auto source = adapters::load_bytes("assets.ndjson", snapshot("a", "p1", members) + snapshot("b", "p2", members) + snapshot("c", "p3", members + "\",\"allUsers") + snapshot("d", "p2", members));
  ASSERT_TRUE(source);
  const auto columns = evaluated(*source, true), rows = evaluated(*source, false);
  const std::vector<const Row*>&of_columns = rows_of(*columns, "access.document"), &of_rows = rows_of(*rows, "access.document");
  ASSERT_EQ(of_columns.size(), 4u);
  ASSERT_EQ(of_rows.size(), 4u);
  ASSERT_EQ(of_columns[1]->resource->account->str(), "p2");
  size_t entries = 0;
  while (of_rows[0]->kind->attributes[entries].name != "entries") ++entries;
  for (size_t i = 0; i < 4; ++i) {
    const Value& value = of_columns[i]->content(entries);
    EXPECT_EQ(to_seki(value), to_seki(of_rows[i]->attribute(entries)));
    std::set<std::string> writers;
    add_writers(value, writers);
    EXPECT_EQ(writers, std::set<std::string>{of_columns[i]->resource->account->str()}) << of_columns[i]->id.str();
  }
}

}  // namespace
}  // namespace sekisho
