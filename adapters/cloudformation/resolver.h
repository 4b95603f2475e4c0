// Values of a template: intrinsic functions are worked out as far as the template tells, the rest is unknown with its expression.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/cloudformation/parameters.h"
#include "adapters/reader/nodes.h"
#include "sekisho/json.h"
#include "sekisho/raw.h"

namespace sekisho::adapters::cloudformation {

// `X` of {"X": …} when that is an intrinsic function; "" otherwise.
std::string_view function_of(const JsonNode& json);

class Resolver {
 public:
  // `root`: the template. REQUIRES: `Parameters`, `Mappings` and `Conditions` are objects where they are there.
  Resolver(RawSource& source, const JsonNode& root, const Parameters& parameters);

  // Resources that Ref and GetAtt can name: all, before the first value is made.
  void add(const RawResource& resource) { resources_.emplace(resource.address, &resource); }
  // Resources whose condition is false: what names them stands behind that condition, too.
  void leave_out(std::string_view address) { left_out_.emplace(address); }
  // A value of `resource`. kAbsent: the template leaves it out (AWS::NoValue, null). Its nodes belong to the source; the caller attaches it.
  RawNode* make(const RawResource& resource, const JsonNode& json);
  RawNode* make_object(const RawResource& resource, uint32_t offset);
  RawNode* make_list(const RawResource& resource, uint32_t offset);
  // An id that AWS gives: unknown, and nobody wrote it.
  RawNode* make_identity(const RawResource& resource, uint32_t offset);

  // None: nobody can tell before deployment.
  std::optional<bool> condition(std::string_view name);
  // The unknown value that stands for what nobody can decide: "Condition IsTokyo", "Transform Ours".
  RawNode* undecided(const RawResource& resource, std::string what, uint32_t offset);
  // Resources of a bucket's policy become known as far as the template tells which part of the bucket they are: a bucket that it does not name stands in braces,
  // "arn:aws:s3:::{Bucket}/*". S3 takes a policy for its own bucket only, so that the name tells nothing. REQUIRES: the values of buckets are made.
  void name_own_bucket(RawNode& policy);
  // Functions met that are not worked out, by how often.
  const std::map<std::string, size_t, std::less<>>& not_resolved() const { return not_resolved_; }
  // Names that Ref and GetAtt use and that are no parameter and no resource of the template, by how often.
  const std::map<std::string, size_t, std::less<>>& undeclared() const { return undeclared_; }

 private:
  RawNode* make(const JsonNode& json);
  RawNode* literal_text(const JsonNode& json);
  // A text with a dynamic reference, which is resolved at deployment.
  RawNode* dynamic(std::string_view text, uint32_t offset, bool sensitive);
  RawNode* list(const JsonNode& json);
  RawNode* list_of_one(RawNode* member);
  RawNode* function(const JsonNode& json, std::string_view name, const JsonNode& argument);
  RawNode* reference(std::string_view name, uint32_t offset);
  RawNode* attribute(std::string_view resource, std::string_view attribute, uint32_t offset);
  RawNode* get_att(const JsonNode& json, const JsonNode& argument);
  RawNode* substitute(const JsonNode& json, const JsonNode& argument);
  RawNode* join(const JsonNode& json, const JsonNode& argument);
  RawNode* select(const JsonNode& json, const JsonNode& argument);
  RawNode* split(const JsonNode& json, const JsonNode& argument);
  RawNode* choose(const JsonNode& json, const JsonNode& argument);
  RawNode* find_in_map(const JsonNode& json, const JsonNode& argument);
  // Composed of parts that are not all known: depends on all that they depend on.
  // `alike`: how they make one text, "" when that is not told.
  RawNode* composed(uint32_t offset, std::string_view function, const std::vector<RawNode*>& parts, std::string alike = {});
  // All parts as one text when all are known scalars, else composed.
  RawNode* concatenated(uint32_t offset, std::string_view function, std::string_view separator, const std::vector<RawNode*>& parts);
  // The ARN of a bucket or of its objects, with the bucket's name in braces.
  struct OwnArn {
    std::string text;       // "": it is none
    std::string parameters; // how they make what stands for the bucket's name; "" when a bucket of the template does
  };
  // `parts` as such an ARN: nothing else of it is unknown.
  OwnArn own_arn(std::string_view separator, const std::vector<RawNode*>& parts) const;
  RawNode* malformed(const JsonNode& json, std::string_view function);
  std::optional<bool> decide(const JsonNode& expression, int depth);
  std::optional<bool> decide_all(const JsonNode& argument, bool until, int depth);
  std::optional<bool> decide_equal(const JsonNode& argument);
  std::optional<bool> condition(std::string_view name, int depth);

  NodeMaker nodes_;
  const Parameters& parameters_;
  const JsonNode* mappings_;
  const JsonNode* conditions_;
  std::map<std::string, const RawResource*, std::less<>> resources_;
  std::map<std::string, std::optional<bool>, std::less<>> decided_;
  std::map<std::string, size_t, std::less<>> not_resolved_;
  std::map<std::string, size_t, std::less<>> undeclared_;
  std::set<std::string, std::less<>> left_out_;
  std::map<const RawNode*, OwnArn> own_arns_;  // of unknown texts
};

}  // namespace sekisho::adapters::cloudformation
