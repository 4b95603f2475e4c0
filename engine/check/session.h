// Session: what one run of check() works on, shared by all its parts.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "engine/check/check.h"
#include "engine/check/names.h"
#include "engine/check/types.h"

namespace sekisho {

struct Session {
  Session(Program& checked, const CheckOptions& chosen, Diagnostics& said)
      : program(checked), options(chosen), diagnostics(said), anonymous(&checked) {}

  Program& program;
  const CheckOptions& options;
  Diagnostics& diagnostics;
  Names names;
  AnonymousTypes anonymous;
  std::set<std::string, std::less<>> sources;         // first words of raw types: "terraform"
  std::set<std::string> named_raw_types;              // unknown raw types that were warned about

  void error(const char* code, const Span& span, std::string message, std::string help = "") {
    diagnostics.error(code, span, std::move(message), std::move(help));
  }
  // The record that origin(r) gives; made when first asked, because it names `cloud.account`.
  const RecordType* origin();
  // The node of a raw type's resource; null when nothing is known. Warns once of a type that the schema of its source lacks.
  const ProviderNode* provider_node(const std::string& raw_type, const Span& span);

 private:
  const RecordType* origin_ = nullptr;
};

// `text` in backticks.
std::string code(std::string_view text);
// "did you mean `x`?" when something is near, else `otherwise`.
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates, std::string otherwise = "");
// "`a`, `b` and `c`"; after `most` names "and 4 more".
std::string enumerate(const std::vector<std::string>& names, size_t most = 12, std::string_view last = "and");
// What stands in the source there.
std::string source_text(const Span& span);

// The raw type that `parts` begin with ("terraform", "aws_s3_bucket"), or "" when its first word names no source; `used` counts the parts it took.
std::string raw_type_of(const Session& session, const std::vector<std::string>& parts, size_t* used);

}  // namespace sekisho
