// Rows of maps with `each`: where such a map makes one row of a resource, what it holds comes when it is asked for, and is what it would be at once.
#include <gtest/gtest.h>

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
        if (!rows->query.attributes.at(one.kind).contains(one.kind->attributes[k].name)) continue;
        // Of its class first, then its own.
        EXPECT_EQ(to_seki(one.content(k)), to_seki(other.attribute(k))) << one.id.str() << " " << one.kind->attributes[k].name;
        EXPECT_EQ(to_seki(one.attribute(k)), to_seki(other.attribute(k))) << one.id.str() << " " << one.kind->attributes[k].name;
      }
    }
  }
  EXPECT_EQ(later, 4u);   // three policies, and the network with one peering
  EXPECT_EQ(rows_of(*columns, "network.peering")[0]->id.str().find("#x") != std::string::npos, true);
}

}  // namespace
}  // namespace sekisho
