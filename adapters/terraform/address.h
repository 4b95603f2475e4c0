// Terraform's names: `module.m["a.b"].aws_s3_bucket.b[0].arn` as steps, and what a name in a configuration refers to.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sekisho::adapters::terraform {

// One step: a name (`arn`) or an instance key (`[0]`, `["a.b"]`), which is kept decoded; `[0]` and `["0"]` are alike, no resource has both.
struct Step {
  bool is_key = false;
  std::string text;
  bool operator==(const Step&) const = default;
};
using Steps = std::vector<Step>;

// Nullopt when brackets or quotes do not match or a name is empty. A splat (`[*]`, `.*`) ends the steps.
std::optional<Steps> parse_steps(std::string_view text);

// Whether `longer` begins with all of `shorter` and goes on.
bool is_longer(const Steps& longer, const Steps& shorter);

// The address of one resource instance, taken apart.
struct Address {
  std::string module;                // "module.m[\"a.b\"].module.g" as written, "" for the root
  Steps module_path;                 // module, m, [a.b], module, g
  std::string configured;            // "aws_s3_bucket.b", "data.aws_vpc.v": the address within its module's configuration
  std::string type;                  // "aws_s3_bucket", without "data."
  std::string name;                  // "b"
  bool data = false;
  std::optional<std::string> key;    // instance key, decoded
};
std::optional<Address> parse_address(std::string_view text);

// The same within its module, as nearly all are written; views into `text`.
struct PlainAddress {
  std::string_view configured, type, name;
  bool data = false;
  std::optional<std::string> key;
};
// Nullopt of what only parse_address() may tell: a key with escapes, a further module, what is no address.
std::optional<PlainAddress> parse_plain_address(std::string_view text);

// One entry of an expression's `references`.
struct Reference {
  enum class Kind {
    kResource,    // target "aws_kms_key.k", "data.aws_vpc.v"
    kModule,      // target: the call's name; rest begins with the output
    kVariable,    // target: the variable's name
    kEach,        // target "key" or "value"
    kCount,
    kLiteral,     // path.*, terraform.*: known to whoever plans
    kEphemeral,   // target "ephemeral.aws_x.y": never in a plan
    kOpaque,      // local.*, self.*, what we do not know
  };
  Kind kind = Kind::kOpaque;
  std::string target;
  std::optional<std::string> key;    // instance key of a resource or module
  Steps rest;                        // what follows
  std::string_view text;             // as the configuration spells it
};

// What a list of `references` means: each name once, without the prefixes that Terraform lists after it.
std::vector<Reference> parse_references(const std::vector<std::string_view>& texts);

}  // namespace sekisho::adapters::terraform
