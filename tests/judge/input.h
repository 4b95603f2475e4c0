// A random input as a tree: plans of resources whose values are present, absent, unknown, sensitive or of the wrong shape.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/judge/world.h"

namespace sekisho::judge {

// One value of a resource.
struct Data {
  enum class Form { kAbsent, kNull, kUnknown, kBool, kNumber, kText, kList, kObject };
  // What the configuration says of it: nothing, the value, what it refers to, or a variable.
  enum class Origin { kNowhere, kConstant, kReference, kVariable };
  Form form = Form::kAbsent;
  bool boolean = false;
  bool sensitive = false;
  Origin origin = Origin::kNowhere;
  std::string text;                                   // kText; kNumber: as written
  std::vector<Data> items;
  std::vector<std::pair<std::string, Data>> members;
  std::vector<std::string> references;                // kReference
};

struct ResourceData {
  std::string type, name;
  std::string module, module_index;                   // "m" and "", "0" or "\"k\""; "" for the root
  std::string index;                                  // "", "0", "\"k\""
  std::string action = "create";
  std::string provider = "aws";                       // "aws.b", "aws.c": of other regions
  bool doubtful = false;                              // nobody can tell whether it will exist: no plan says so, the ways mark it once it is read
  Data root;
};

// How the file says it: a plan, a plan without `resource_changes`, or a state.
enum class PlanForm { kPlan, kPlannedValues, kState };
// What is wrong with the file's text.
enum class Damage { kNone, kCut, kDuplicateKey, kWrongTop };

struct Plan {
  PlanForm form = PlanForm::kPlan;
  Damage damage = Damage::kNone;
  std::vector<ResourceData> resources;
  uint64_t spelling = 0;                              // seed of white space, escapes and orders; 0: the plainest
  bool configuration = true;
  bool region = true;
  std::string timestamp = "2026-04-01T00:00:00Z";
};

struct Input {
  std::vector<Plan> plans;
  std::vector<std::string> complete_kinds;
  std::vector<std::string> rules;                                // only these; empty: all
  std::vector<std::pair<std::string, std::string>> parameters;   // name, Seki text
};

// Deterministic in `seed`.
Input make_input(const World& world, uint64_t seed);

// As `terraform show -json` might have written it.
std::string to_json(const Plan& plan);
std::string to_address(const ResourceData& resource);
// Addresses of the doubtful resources.
std::set<std::string> doubtful_of(const Plan& plan);

}  // namespace sekisho::judge
