// Conditions of a template in three values: true, false, and nobody can tell before deployment.
#include <algorithm>

#include "adapters/cloudformation/resolver.h"

namespace sekisho::adapters::cloudformation {
namespace {

constexpr int kMaxDepth = 64;  // a condition that names itself ends here, undecided; CloudFormation refuses it

const JsonNode* single(const JsonNode& expression) {
  return expression.kind == JsonNode::Kind::kObject && expression.members.size() == 1 ? expression.members.front().value : nullptr;
}

}  // namespace

std::optional<bool> Resolver::condition(std::string_view name) { return condition(name, 0); }

std::optional<bool> Resolver::condition(std::string_view name, int depth) {
  if (const auto known = decided_.find(name); known != decided_.end()) return known->second;
  const JsonNode* expression = conditions_ == nullptr ? nullptr : conditions_->find(name);
  if (expression == nullptr || depth > kMaxDepth) return std::nullopt;
  // While it is worked out it is undecided: one that names itself asks no more than once.
  decided_.emplace(std::string(name), std::nullopt);
  const std::optional<bool> result = decide(*expression, depth + 1);
  decided_[std::string(name)] = result;
  return result;
}

std::optional<bool> Resolver::decide(const JsonNode& expression, int depth) {
  const JsonNode* argument = single(expression);
  if (argument == nullptr || depth > kMaxDepth) return std::nullopt;
  const std::string_view name = expression.members.front().key;
  if (name == "Condition") return condition(argument->text, depth + 1);
  if (name == "Fn::Equals") return decide_equal(*argument);
  if (name == "Fn::And") return decide_all(*argument, false, depth);
  if (name == "Fn::Or") return decide_all(*argument, true, depth);
  if (name == "Fn::Not") {
    const bool shaped = argument->kind == JsonNode::Kind::kArray && argument->items.size() == 1;
    const std::optional<bool> inner = shaped ? decide(*argument->items[0], depth + 1) : std::nullopt;
    return inner ? std::optional<bool>(!*inner) : std::nullopt;
  }
  ++not_resolved_[std::string(name)];
  return std::nullopt;
}

// `until`: the value of one part that decides the whole, true for Or.
std::optional<bool> Resolver::decide_all(const JsonNode& argument, bool until, int depth) {
  if (argument.kind != JsonNode::Kind::kArray || argument.items.empty()) return std::nullopt;
  bool all = true;
  for (const JsonNode* item : argument.items) {
    const std::optional<bool> part = decide(*item, depth + 1);
    if (part && *part == until) return until;
    all = all && part.has_value();
  }
  return all ? std::optional<bool>(!until) : std::nullopt;
}

std::optional<bool> Resolver::decide_equal(const JsonNode& argument) {
  if (argument.kind != JsonNode::Kind::kArray || argument.items.size() != 2) return std::nullopt;
  const std::optional<std::string> left = scalar(*make(*argument.items[0]));
  const std::optional<std::string> right = scalar(*make(*argument.items[1]));
  if (!left || !right) return std::nullopt;
  return *left == *right;
}

}  // namespace sekisho::adapters::cloudformation
