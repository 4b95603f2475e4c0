// Follows the references of an expression through variables, module inputs, outputs and for_each to the resources they end at.
//
// Example: in module `m`, `bucket = var.bucket`; the caller says `bucket = aws_s3_bucket.logs.id`. The trace of the
// expression has one hit, `aws_s3_bucket.logs` by attribute `id`, and nothing else: the value is that attribute.
// Not done: locals (a plan does not hold them), functions and templates (their text is not in the plan).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "adapters/terraform/address.h"
#include "adapters/terraform/configuration.h"
#include "adapters/terraform/instances.h"
#include "sekisho/json.h"

namespace sekisho::adapters::terraform {

// Where an expression stands.
struct Context {
  ModuleInstance* module = nullptr;
  std::optional<std::string> key;          // of the resource or module call it belongs to: count.index, each.key
  const JsonNode* for_each = nullptr;      // expression behind each.*
};

// One resource instance that an expression can name.
struct Hit {
  const ResourceInstance* instance = nullptr;
  std::string attribute;                   // "arn", "vpc_config.0.vpc_id"; empty when none is named
  bool alone = false;                      // exactly this instance, through an attribute or paired by count or each
};

struct Trace {
  std::vector<Hit> hits;                   // each pair of instance and attribute once
  bool complete = true;                    // every reference ended at resources, root variables or literals
  bool others = false;                     // something else than hits, count.* and each.* takes part
  bool uses_key = false;                   // depends on the context's key
  bool null = false;                       // the value is null, seen through variables
  bool parameter = false;                  // a root variable takes part
  bool reference = false;                  // a resource takes part, found in the file or not
  bool secret = false;                     // something that is a secret by its type or name takes part
  bool opaque = false;                     // something that cannot be seen takes part
};

class Follower {
 public:
  Follower(const Configuration& configuration, Instances& instances) : configuration_(configuration), instances_(instances) {}

  // Never fails: cycles and what is too long to follow end in an incomplete trace.
  std::shared_ptr<const Trace> follow(const JsonNode& expression, const Context& context);
  // The references of an expression as written, without repeated prefixes.
  const std::vector<Reference>& references(const JsonNode& expression);

 private:
  using TracePtr = std::shared_ptr<const Trace>;
  // `extra` are the steps that the referrer takes below the expression's value: `.arn` in `var.key.arn`.
  TracePtr trace(const JsonNode& expression, const Context& context, const Steps& extra);
  Trace compute(const JsonNode& expression, const Context& context, const Steps& extra);
  Trace reference(const Reference& reference, const Context& context, bool pairs, const Steps& extra);
  Trace resource(const Reference& reference, const Context& context, bool pairs, Steps rest);
  Trace variable(const Reference& reference, const Context& context, const Steps& rest);
  Trace each(const Reference& reference, const Context& context, const Steps& rest);
  Trace module(const Reference& reference, const Context& context, bool pairs, Steps rest);
  void outputs(ModuleInstance& instance, const Steps& rest, bool alone, Trace& into);

  struct KeyHash {
    // Both stand at regular distances, so that a plain sum would be the same for very many.
    size_t operator()(const std::pair<const JsonNode*, const ModuleInstance*>& key) const {
      const size_t mixed = reinterpret_cast<uintptr_t>(key.first) * size_t{0x9E3779B97F4A7C15};
      return (mixed ^ mixed >> 32) + reinterpret_cast<uintptr_t>(key.second);
    }
  };
  const Configuration& configuration_;
  Instances& instances_;
  std::unordered_map<const JsonNode*, std::vector<Reference>> references_;
  // Traces that do not depend on the context's key; null while being computed, which shows cycles.
  std::unordered_map<std::pair<const JsonNode*, const ModuleInstance*>, TracePtr, KeyHash> traces_;
  int depth_ = 0;
  int budget_ = 0;
};

}  // namespace sekisho::adapters::terraform
