// Scope: which part of the configuration stands behind a value of a plan, and what that says about the value.
//
// `vpc_config { subnet_ids = [aws_subnet.a.id] }` is `"vpc_config": [{"subnet_ids": {"references": […]}}]` in the
// configuration and `"vpc_config": [{"subnet_ids": …}]` in the plan. Walking both at once gives each value its scope.
// Blocks of a set come in another order; a member is told by the constants that its block writes down, and where that
// does not single out one block, only what all candidates agree on is said. Blocks made by `dynamic` are not in the
// configuration at all: below a list that nobody seems to have written, nothing is told.
#pragma once

#include <deque>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/terraform/follow.h"
#include "sekisho/raw.h"

namespace sekisho::adapters::terraform {

// What following one expression gave.
struct Followed {
  Written written = Written::kNotTold;
  bool null = false;                              // the value is null, seen through variables
  const RawReference* own = nullptr;              // for the value of the expression itself; null without references
};

struct Scope {
  enum class Kind : uint8_t {
    kNotTold,                                     // nothing is said about the value and what is below it
    kUnset,                                       // the author did not set it
    kBlock,                                       // an object; `written_as` are the blocks that may stand for it
    kBlocks,                                      // a list; `written_as` are the blocks its members come from
    kExpression,                                  // inside an expression; `written_as` are the constants that may stand for it, if visible
  };
  using Nodes = std::span<const JsonNode* const>;
  Kind kind = Kind::kNotTold;
  Configured configured = Configured::kNotTold;
  Written written = Written::kNotTold;
  bool is_own = false;                            // kExpression: the expression's value itself
  Nodes written_as;
  Followed* followed = nullptr;                   // kExpression with references
};

// The scopes of one source. Spans in a Scope live until the next call of `begin`.
class Scopes {
 public:
  Scopes(Follower& follower, RawSource& source) : follower_(follower), source_(source) {}

  // The scope of a resource's root value. `configuration` is null when it is not told.
  Scope begin(const ResourceConfiguration* configuration, Context context);
  // The scope of member `key`; `value` is what the plan has there, null when nothing.
  Scope at_key(const Scope& scope, std::string_view key, const JsonNode* value);
  // The scope of one of `size` items.
  Scope at_index(const Scope& scope, size_t size, const JsonNode* value, const JsonNode* unknown);
  const RawReference* reference(const Scope& scope);
  // `reference`, or its copy that is not exact.
  const RawReference* inexact(const RawReference* reference);

 private:
  Scope block_key(const Scope& scope, std::string_view key, const JsonNode* value);
  Scope constant_key(const Scope& scope, std::string_view key);
  Scope of_expression(const JsonMember& written, const JsonNode* value);
  Scope merged(const std::vector<const JsonMember*>& written, bool everywhere, const JsonNode* value);
  Followed* follow(const JsonNode& expression);
  Followed* as_blocks(const Followed& followed);
  const RawReference* make_reference(const Trace& trace, const JsonNode& expression);
  Scope::Nodes keep(std::vector<const JsonNode*> nodes);

  Follower& follower_;
  RawSource& source_;
  Context context_;
  std::deque<std::vector<const JsonNode*>> kept_;
  std::deque<Followed> followed_;
  std::unordered_map<const RawReference*, const RawReference*> inexact_;
  std::unordered_map<const Followed*, Followed*> as_blocks_;
  std::unordered_map<const ModuleInstance*, std::unordered_map<const JsonNode*, Followed*>> known_;
};

}  // namespace sekisho::adapters::terraform
