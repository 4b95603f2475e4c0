// Walks the configuration beside the plan's values.
#include "adapters/terraform/scope.h"

#include <algorithm>

#include "adapters/reader/json_text.h"
#include "adapters/terraform/match_block.h"

namespace sekisho::adapters::terraform {
namespace {

constexpr size_t kMaxMatches = 100000;   // members times blocks of one list that are compared

const JsonMember* find_member(const JsonNode& object, std::string_view key) {
  for (const JsonMember& member : object.members) {
    if (member.key == key) return &member;
  }
  return nullptr;
}

bool is_empty(const JsonNode& node) {
  const bool may_be = node.kind != JsonNode::Kind::kBool && node.kind != JsonNode::Kind::kNumber;
  return may_be && node.text.empty() && node.items.empty() && node.members.empty();
}

bool is_list_of_objects(const JsonNode* value) {
  return value != nullptr && value->kind == JsonNode::Kind::kArray && !value->items.empty() &&
         value->items.front()->kind == JsonNode::Kind::kObject;
}

// Otherwise an object in `expressions` is a block of which there is only one.
bool is_expression(const JsonNode& node) {
  if (node.members.empty() || node.find("constant_value") != nullptr) return true;
  const JsonNode* references = node.find("references");
  return references != nullptr && references->kind == JsonNode::Kind::kArray;
}

Scope unset() {
  Scope scope;
  scope.kind = Scope::Kind::kUnset;
  scope.configured = Configured::kNo;
  scope.written = Written::kAbsent;
  return scope;
}

Scope set(Scope::Kind kind, Scope::Nodes written_as) {
  Scope scope;
  scope.kind = kind;
  scope.configured = Configured::kYes;
  scope.written_as = written_as;
  return scope;
}

Written written_as(const Trace& trace) {
  if (trace.secret) return Written::kSecret;
  if (trace.reference) return Written::kReference;
  // A local may hold anything: a literal too.
  if (trace.opaque) return Written::kNotTold;
  return trace.parameter ? Written::kParameter : Written::kLiteral;
}

}  // namespace

Scope Scopes::begin(const ResourceConfiguration* configuration, Context context) {
  context_ = std::move(context);
  kept_.clear();
  if (configuration == nullptr) return {};
  return set(Scope::Kind::kBlock, Scope::Nodes(&configuration->expressions, 1));
}

Scope::Nodes Scopes::keep(std::vector<const JsonNode*> nodes) { return kept_.emplace_back(std::move(nodes)); }

Scope Scopes::at_key(const Scope& scope, std::string_view key, const JsonNode* value) {
  switch (scope.kind) {
    case Scope::Kind::kNotTold:
    case Scope::Kind::kBlocks: return {};
    case Scope::Kind::kUnset: return unset();
    case Scope::Kind::kBlock: return block_key(scope, key, value);
    case Scope::Kind::kExpression: break;
  }
  if (!scope.written_as.empty()) return constant_key(scope, key);
  if (value != nullptr && is_null(value)) return unset();
  Scope below = scope;
  below.is_own = false;
  return below;
}

Scope Scopes::block_key(const Scope& scope, std::string_view key, const JsonNode* value) {
  if (scope.written_as.size() == 1) {
    const JsonMember* written = find_member(*scope.written_as[0], key);
    if (written != nullptr) return of_expression(*written, value);
    return is_list_of_objects(value) ? Scope() : unset();
  }
  std::vector<const JsonMember*> written;
  for (const JsonNode* block : scope.written_as) {
    if (const JsonMember* member = find_member(*block, key)) written.push_back(member);
  }
  if (written.empty()) return is_list_of_objects(value) ? Scope() : unset();
  return merged(written, written.size() == scope.written_as.size(), value);
}

Scope Scopes::constant_key(const Scope& scope, std::string_view key) {
  std::vector<const JsonNode*> values;
  for (const JsonNode* constant : scope.written_as) {
    const JsonNode* value = constant->find(key);
    if (!is_null(value)) values.push_back(value);
  }
  if (values.empty()) return unset();
  if (values.size() < scope.written_as.size()) return {};
  Scope below = set(Scope::Kind::kExpression, keep(std::move(values)));
  below.written = scope.written;
  return below;
}

Scope Scopes::of_expression(const JsonMember& written, const JsonNode* value) {
  const JsonNode& node = *written.value;
  if (node.kind == JsonNode::Kind::kArray) return set(Scope::Kind::kBlocks, node.items);
  if (node.kind != JsonNode::Kind::kObject) return {};
  if (!is_expression(node)) return set(Scope::Kind::kBlock, Scope::Nodes(&written.value, 1));
  Scope scope = set(Scope::Kind::kExpression, {});
  scope.written = Written::kLiteral;
  scope.is_own = true;
  if (const JsonMember* constant = find_member(node, "constant_value")) {
    // Providers take an empty constant for none; the plan shows that by not having it.
    if (is_null(constant->value) || (is_null(value) && is_empty(*constant->value))) return unset();
    scope.written_as = Scope::Nodes(&constant->value, 1);
    return scope;
  }
  if (node.members.empty()) return scope;   // a function of literals
  Followed* followed = follow(node);
  if (followed->null && is_null(value)) return unset();
  // Attributes that may be written as blocks: a `dynamic` block beside them may hold references that are not listed.
  scope.followed = is_list_of_objects(value) ? as_blocks(*followed) : followed;
  scope.written = followed->written;
  return scope;
}

Followed* Scopes::as_blocks(const Followed& followed) {
  if (followed.own == nullptr) return nullptr;
  Followed*& copy = as_blocks_[&followed];
  if (copy == nullptr) {
    RawReference made = *followed.own;
    made.exact = false;
    made.complete = false;
    copy = &followed_.emplace_back(Followed{followed.written, followed.null, &source_.references.emplace_back(std::move(made))});
  }
  return copy;
}

Scope Scopes::merged(const std::vector<const JsonMember*>& written, bool everywhere, const JsonNode* value) {
  Scope result = of_expression(*written[0], value);
  std::vector<const JsonNode*> nodes(result.written_as.begin(), result.written_as.end());
  RawReference candidates;
  bool references = false;
  const auto gather = [&](const Scope& scope) {
    const RawReference* part = reference(scope);
    if (part == nullptr) return;
    candidates.complete = references ? candidates.complete && part->complete : part->complete;
    for (const RawResource* target : part->targets) {
      if (std::find(candidates.targets.begin(), candidates.targets.end(), target) == candidates.targets.end()) candidates.targets.push_back(target);
    }
    candidates.expression += (references ? ", " : "") + part->expression;
    references = true;
  };
  gather(result);
  for (size_t i = 1; i < written.size(); ++i) {
    const Scope next = of_expression(*written[i], value);
    gather(next);
    if (next.kind != result.kind) return {};
    if (next.configured != result.configured) result.configured = Configured::kNotTold;
    if (next.written != result.written) result.written = Written::kNotTold;
    if (next.written_as.empty() != nodes.empty()) nodes.clear();
    nodes.insert(nodes.end(), next.written_as.begin(), next.written_as.end());
  }
  if (!everywhere) result.configured = Configured::kNotTold;
  if (!everywhere) result.written = Written::kNotTold;
  result.written_as = keep(std::move(nodes));
  result.followed = nullptr;
  if (references) {
    const RawReference* kept = &source_.references.emplace_back(std::move(candidates));
    result.followed = &followed_.emplace_back(Followed{result.written, false, kept});
  }
  return result;
}

Scope Scopes::at_index(const Scope& scope, size_t size, const JsonNode* value, const JsonNode* unknown) {
  if (scope.kind == Scope::Kind::kUnset) return unset();
  if (scope.kind == Scope::Kind::kNotTold) return {};
  if (scope.kind == Scope::Kind::kBlock) return size == 1 ? scope : Scope();
  if (scope.kind == Scope::Kind::kExpression && scope.written_as.empty()) {
    Scope below = scope;
    const bool sole = size == 1 && (value == nullptr || value->kind == JsonNode::Kind::kNull);
    below.is_own = scope.is_own && sole;
    return below;
  }
  const bool blocks = scope.kind == Scope::Kind::kBlocks;
  Scope::Nodes candidates = scope.written_as;
  if (!blocks) {
    const bool list = candidates.size() == 1 && candidates[0]->kind == JsonNode::Kind::kArray;
    candidates = list ? Scope::Nodes(candidates[0]->items) : Scope::Nodes();
  }
  // More members than are written: some come from a `dynamic` block, which the configuration does not show.
  if (size > candidates.size() && (blocks || !candidates.empty())) return {};
  if (candidates.size() > 1 && candidates.size() * size <= kMaxMatches) {
    std::vector<const JsonNode*> fitting;
    for (const JsonNode* candidate : candidates) {
      if (blocks ? fits_block(*candidate, value, unknown) : fits_constant(*candidate, value)) fitting.push_back(candidate);
    }
    if (!fitting.empty()) candidates = keep(std::move(fitting));
  }
  Scope result = set(blocks ? Scope::Kind::kBlock : Scope::Kind::kExpression, candidates);
  if (!blocks) result.written = scope.written;
  return result;
}

const RawReference* Scopes::reference(const Scope& scope) {
  if (scope.followed == nullptr) return nullptr;
  return scope.is_own ? scope.followed->own : inexact(scope.followed->own);
}

const RawReference* Scopes::inexact(const RawReference* reference) {
  if (reference == nullptr || !reference->exact) return reference;
  const RawReference*& copy = inexact_[reference];
  if (copy == nullptr) {
    RawReference made = *reference;
    made.exact = false;
    copy = &source_.references.emplace_back(std::move(made));
  }
  return copy;
}

Followed* Scopes::follow(const JsonNode& expression) {
  std::unordered_map<const JsonNode*, Followed*>& known = known_[context_.module];
  const auto found = known.find(&expression);
  if (found != known.end()) return found->second;
  const std::shared_ptr<const Trace> trace = follower_.follow(expression, context_);
  Followed& followed = followed_.emplace_back();
  followed.written = written_as(*trace);
  followed.null = trace->null;
  followed.own = make_reference(*trace, expression);
  if (!trace->uses_key) known.emplace(&expression, &followed);
  return &followed;
}

const RawReference* Scopes::make_reference(const Trace& trace, const JsonNode& expression) {
  const std::vector<Reference>& references = follower_.references(expression);
  if (references.empty()) return nullptr;
  RawReference& made = source_.references.emplace_back();
  std::vector<const ResourceInstance*> instances;
  for (const Hit& hit : trace.hits) instances.push_back(hit.instance);
  std::sort(instances.begin(), instances.end(), [](const auto* a, const auto* b) { return a->order < b->order; });
  instances.erase(std::unique(instances.begin(), instances.end()), instances.end());
  for (const ResourceInstance* instance : instances) made.targets.push_back(instance->resource);
  if (trace.hits.size() == 1) made.attribute = trace.hits[0].attribute;
  made.complete = trace.complete;
  made.exact = trace.hits.size() == 1 && trace.hits[0].alone && trace.complete && !trace.others;
  for (const Reference& reference : references) {
    if (!made.expression.empty()) made.expression += ", ";
    made.expression += reference.text;
  }
  return &made;
}

}  // namespace sekisho::adapters::terraform
