// A map's condition that compares texts of members: found by an index, the same members as one by one.
#include <gtest/gtest.h>

#include "tests/unit/exec/real_run.h"

namespace sekisho {
namespace {

constexpr const char* kCompute = "https://www.googleapis.com/compute/v1/";

std::string network(int number) { return "projects/p/global/networks/n" + std::to_string(number); }

std::string asset(const std::string& type, const std::string& path, const std::string& data) {
  return "{\"name\": \"//compute.googleapis.com/" + path + "\", \"asset_type\": \"compute.googleapis.com/" + type + "\", \"resource\": {\"data\": {" + data + "}}}\n";
}

// Thirty networks with one subnetwork each, of which some are logged, and what else may stand beside them.
std::string lines(bool with_unknown) {
  std::string all;
  for (int i = 0; i < 30; ++i) {
    all += asset("Network", network(i), "\"name\": \"n" + std::to_string(i) + "\"");
    // One resource is spelled in several ways.
    const std::string link = (i % 2 == 0 ? kCompute : "https://compute.googleapis.com/compute/beta/") + network(i);
    all += asset("Subnetwork", "projects/p/regions/r/subnetworks/s" + std::to_string(i), "\"network\": \"" + link + "\", \"logConfig\": {\"enable\": " + (i % 3 == 0 ? "false" : "true") + "}");
  }
  if (with_unknown) all += asset("Subnetwork", "projects/p/regions/r/subnetworks/odd", "\"network\": {\"self\": 1}, \"enableFlowLogs\": false");
  return all;
}

std::vector<std::string> logged(const std::string& text, bool with_columns) {
  const auto source = adapters::load_bytes("assets.ndjson", text);
  const Program& program = *shipped().program;
  const Query query = build_query(program, all_rules(program));
  Evaluation evaluation(program, *parameter_values(program, query, {}), 0, {*source}, query, MapOptions{}, with_columns);
  const EntityType* kind = program.find_entity("network.vpc");
  size_t index = 0;
  while (kind->attributes[index].name != "logged") ++index;
  std::vector<std::string> values;
  for (const Row* row : evaluation.snapshot.find_population(kind)->rows) {
    const Value& value = row->attribute(index);
    values.push_back(row->id.str() + " " + to_seki(value));
    for (const Place& place : value.places()) values.back() += " " + (place.node == nullptr ? "" : place.node->resource->address + place.node->pointer());
  }
  return values;
}

TEST(EqualMembers, AreThoseFoundOneByOne) {
  for (const bool with_unknown : {false, true}) {
    const std::vector<std::string> by_index = logged(lines(with_unknown), true);
    ASSERT_EQ(by_index.size(), 30u);
    EXPECT_EQ(by_index, logged(lines(with_unknown), false));
    EXPECT_TRUE(by_index[0].find(" false ") != std::string::npos && by_index[0].find("subnetworks/s0") != std::string::npos) << by_index[0];
    EXPECT_TRUE(by_index[1].find("unknown") != std::string::npos) << by_index[1];
  }
}

}  // namespace
}  // namespace sekisho
