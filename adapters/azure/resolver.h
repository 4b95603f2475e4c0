// Values of a template: expressions are worked out as far as the template tells, the rest is unknown with its expression.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "adapters/azure/expression.h"
#include "adapters/include/adapters/load.h"
#include "adapters/reader/content.h"
#include "adapters/reader/nodes.h"
#include "sekisho/json.h"
#include "sekisho/raw.h"

namespace sekisho::adapters::azure {

struct Template;

// What a reference to a resource of a template names: an id that no two resources share, which the engine knows by this key. In an export it is the text `id`.
inline constexpr std::string_view kIdentity = "arn";

inline constexpr int64_t kMaxTurns = 800;  // of a loop: Azure's own limit

// Where an expression stands: which template's names it sees, and at which turn of which loops.
struct Scope {
  Template* names = nullptr;
  std::map<std::string, std::optional<int64_t>> loops;  // lower case; none: how often is not known
  std::string loop;                                     // the innermost, "" outside
};

// The names that one template declares. Values are made when they are asked for, and kept.
struct Template {
  const JsonNode* root = nullptr;
  const TemplateParameters* given = nullptr;            // of the outermost: on the command line
  std::map<std::string, std::pair<const JsonNode*, const Scope*>> passed;  // lower case; of a nested one: `parameters`, in the scope that passes them; null: a secret of a vault
  std::map<std::string, RawNode*> made;                 // "p:name", "v:name"; null while it is made
};

class Resolver {
 public:
  explicit Resolver(ParsedSource& source) : source_(source), nodes_(source) {}

  // The value of `json`. kAbsent: null. Its nodes belong to the source; the caller attaches it.
  RawNode* make(const RawResource& resource, const JsonNode& json, const Scope& scope);
  // A value that only the reader looks at, such as a name or a condition.
  RawNode* look(const JsonNode& json, const Scope& scope);
  NodeMaker& nodes() { return nodes_; }
  // None: nobody can tell before deployment.
  std::optional<bool> truth(const RawNode& node) const;
  // A text, known or not: what is not known stands in it as "{expression}", so that equal texts name the same thing. None: no text.
  std::optional<std::string> symbol(const RawNode& node) const;
  // Unknown, and a parameter says what it begins with: as an id it may be any resource's, of the template or not.
  bool begins_with_a_parameter(const RawNode& node) const;
  // The same scopes, known where at most the names of the deployment's own subscription and group are not: these stand in braces.
  RawNode* scopes(const RawNode& list);
  // How often a loop runs. None: nobody can tell.
  std::optional<int64_t> number(const RawNode& node) const;

  // Resources that resourceId and reference can name, by lower-case type and by name (symbol, lower case) or by symbolic name.
  void add(const std::string& type, const std::string& name, const RawResource& resource) { resources_.emplace(type + "::" + name, &resource); }
  void add_symbolic(const Template& of, std::string_view symbolic, const RawResource& resource);
  // A reference to that resource's identity; unknown without a target when the template does not hold it.
  RawNode* id_of(const std::string& type, const std::string& name, uint32_t offset, const std::string& expression);
  // The values made so far saw no resources: forget them.
  void forget(Template& names) const { names.made.clear(); }

  const std::map<std::string, size_t>& not_resolved() const { return not_resolved_; }
  // The template's expressions make more values than a template can have.
  bool exhausted() const { return made_ > kMaxValues; }

 private:
  static constexpr size_t kMaxValues = 4'000'000;
  static constexpr int kMaxDepth = 200;
  struct Call;  // in functions.cc
  using Function = RawNode* (Resolver::*)(const Call&);
  static const std::map<std::string_view, Function>& functions();

  RawNode* make(const JsonNode& json, const Scope& scope);
  RawNode* make_text(const JsonNode& json, const Scope& scope);
  RawNode* make_object(const JsonNode& json, const Scope& scope);
  // Members that a `copy` block of an object makes. False: how many cannot be told, and then the member is unknown.
  // False when one of them has no name or nothing to repeat: then nobody can tell what the object holds.
  bool add_copies(RawNode& object, const JsonNode& copies, const Scope& scope);
  RawNode* turns(const JsonNode& copy, const JsonNode& input, std::string_view loop, const Scope& scope);
  RawNode* evaluate(const Expression& expression, uint32_t offset, const Scope& scope);
  RawNode* property(const Expression& expression, uint32_t offset, const Scope& scope);
  RawNode* step(RawNode* value, std::string_view key, bool lenient, uint32_t offset);
  RawNode* element(RawNode* value, RawNode* index, bool lenient, uint32_t offset);
  RawNode* call(const Expression& expression, uint32_t offset, const Scope& scope);
  RawNode* parameter(std::string_view name, uint32_t offset, const Scope& scope);
  RawNode* make_parameter(const std::string& key, std::string_view name, const JsonNode* declared, uint32_t offset, const Scope& scope);
  RawNode* given_value(const std::string& text, const std::string& type, uint32_t offset);
  RawNode* variable(std::string_view name, uint32_t offset, const Scope& scope);
  RawNode* copy_of(const RawNode& node, uint32_t offset);
  std::optional<std::string> scope_text(const RawNode& node) const;
  RawNode* symbolic(RawNode* node, std::string text);
  RawNode* integer(int64_t value, uint32_t offset, Written written);
  RawNode* boolean(bool value, uint32_t offset, Written written);
  RawNode* composed(uint32_t offset, const std::string& function, const std::vector<RawNode*>& parts);
  RawNode* malformed(uint32_t offset, const std::string& function);
  std::optional<bool> same_value(const RawNode& a, const RawNode& b) const;
  void mark(RawNode& node, Written written, bool sensitive);

  // Functions: each takes its arguments, made. In functions.cc, texts_and_lists.cc, identities.cc.
  RawNode* parameters_of(const Call& call);
  RawNode* variables_of(const Call& call);
  RawNode* copy_index(const Call& call);
  RawNode* choose(const Call& call);
  RawNode* logic(const Call& call);
  RawNode* negate(const Call& call);
  RawNode* compare(const Call& call);
  RawNode* order(const Call& call);
  RawNode* is_empty(const Call& call);
  RawNode* length(const Call& call);
  RawNode* contains(const Call& call);
  RawNode* first_known(const Call& call);
  RawNode* constant(const Call& call);
  RawNode* concatenate(const Call& call);
  RawNode* text_of_parts(uint32_t offset, const std::string& name, const std::vector<RawNode*>& parts);
  void merge(RawNode& into, const RawNode& from);
  RawNode* format(const Call& call);
  RawNode* change_text(const Call& call);
  RawNode* replace(const Call& call);
  RawNode* split_text(const Call& call);
  RawNode* join_list(const Call& call);
  RawNode* part(const Call& call);
  RawNode* end_of(const Call& call);
  RawNode* unite(const Call& call);
  RawNode* make_list(const Call& call);
  RawNode* make_pairs(const Call& call);
  RawNode* try_get(const Call& call);
  RawNode* convert(const Call& call);
  RawNode* arithmetic(const Call& call);
  RawNode* range(const Call& call);
  RawNode* resource_id(const Call& call);
  RawNode* reference(const Call& call);
  RawNode* resource_info(const Call& call);
  RawNode* of_deployment(const Call& call);
  RawNode* secret(const Call& call);
  RawNode* generated(const Call& call);

  ParsedSource& source_;
  NodeMaker nodes_;
  std::multimap<std::string, const RawResource*> resources_;
  std::map<std::pair<const Template*, std::string>, const RawResource*> symbolic_;
  std::unordered_map<const RawNode*, std::string> symbols_;
  std::map<std::string, size_t> not_resolved_;
  Template nothing_;                                            // what such values may name
  size_t made_ = 0;
  int depth_ = 0;
};

}  // namespace sekisho::adapters::azure
