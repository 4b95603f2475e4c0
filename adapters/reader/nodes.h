// Makes raw values: of JSON, and of templates: literals, texts that were composed, and what is unknown until deployment.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sekisho/json.h"
#include "sekisho/raw.h"

namespace sekisho::adapters {

// A text, number or truth value as a text; none of what is unknown, missing or has parts.
std::optional<std::string> scalar(const RawNode& node);

// Equal as far as can be told: unknown nodes are equal to nothing.
bool equal(const RawNode& a, const RawNode& b);

// What tells more of where a value comes from: a secret, a reference, a parameter, a literal, in this order.
Written heavier(Written a, Written b);

// Makes `node` what `json` is, without its items and members.
void set_value(RawNode& node, const JsonNode& json);

// Makes `all` the members of a node whose members are made late. Those that are all there stay where they are: another thread may be going through them.
void set_all_members(const RawNode& node, std::vector<std::pair<std::string_view, const RawNode*>> all);

// What is told of a value that is known at deployment.
struct UnknownValue {
  std::vector<const RawResource*> targets;
  std::string attribute;
  std::string expression;
  Written written = Written::kNotTold;
  bool exact = false;
  bool complete = false;
  bool sensitive = false;
};

// Gathers what an unknown value depends on from the parts that it is made of.
UnknownValue composed_of(const std::vector<RawNode*>& parts);

// Makes nodes that belong to a source and to the resource that is being filled.
class NodeMaker {
 public:
  explicit NodeMaker(RawSource& source) : source_(source) {}
  void make_for(const RawResource& resource) { current_ = &resource; }
  // What is made next is looked at by the reader only.
  void make_for_nobody() { current_ = nullptr; }

  RawNode* blank(RawNode::Kind kind, uint32_t offset, Written written);
  RawNode* object(uint32_t offset);
  RawNode* absent(uint32_t offset);
  RawNode* text(std::string text, uint32_t offset, Written written, bool sensitive);
  RawNode* unknown(uint32_t offset, UnknownValue what);
  // An id that the cloud gives: unknown, and nobody wrote it.
  RawNode* identity(uint32_t offset);
  static void attach(RawNode& object, std::string_view key, RawNode* value);
  static void append(RawNode& list, RawNode* item);

 private:
  RawSource& source_;
  const RawResource* current_ = nullptr;
};

}  // namespace sekisho::adapters
