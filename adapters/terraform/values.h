// Values: `after` with `after_unknown` and `after_sensitive` laid over it, as raw nodes.
#pragma once

#include "adapters/terraform/scope.h"
#include "sekisho/json.h"
#include "sekisho/raw.h"

namespace sekisho::adapters::terraform {

// What a plan or state says of one resource's values. Each may be null.
struct Layers {
  const JsonNode* value = nullptr;       // `after`, `values`
  const JsonNode* unknown = nullptr;     // `after_unknown`
  const JsonNode* sensitive = nullptr;   // `after_sensitive`, `sensitive_values`
};

// `true` anywhere in it: something is unknown, or sensitive.
bool holds_true(const JsonNode& node);

// Makes the nodes of one source; one node a value, owned by the source.
class Values {
 public:
  // `withholds`: what is sensitive is unknown altogether, since nobody can tell whether it is a secret or just not set.
  Values(RawSource& source, Scopes& scopes, bool withholds) : source_(source), scopes_(scopes), withholds_(withholds) {}
  // The root node of `resource`, always an object.
  const RawNode* build(const RawResource& resource, const Layers& layers, const Scope& scope, bool on_create);
  // Takes exactness from references that the values contradict: an expression may be a template around the attribute it
  // names, which the file does not show. REQUIRES: all resources are built.
  void check_references();

  // The same piece by piece, for a root whose members are made when they are asked for.
  RawNode& late_root(const RawResource& resource, uint32_t offset, const Scope& scope, bool on_create);
  // Makes the member of `root`; `scope` is the root's.
  RawNode& member(const RawNode& root, std::string_view key, const Layers& layers, const Scope& scope);
  // check_references() for one node.
  void check_reference(RawNode& node);

 private:
  struct Place {
    const RawNode* parent = nullptr;
    std::string_view key;
    uint32_t index = 0;
    bool sensitive = false;              // by an enclosing value
  };
  RawNode& node(const Layers& layers, const Scope& scope, const Place& place);
  void object(RawNode& into, const Layers& layers, const Scope& scope);
  void unwritten_keys(RawNode& into, const Layers& layers, const Scope& scope);
  void list(RawNode& into, const Layers& layers, const Scope& scope);

  RawSource& source_;
  Scopes& scopes_;
  const bool withholds_;
  const RawResource* resource_ = nullptr;
  bool on_create_ = false;
};

}  // namespace sekisho::adapters::terraform
