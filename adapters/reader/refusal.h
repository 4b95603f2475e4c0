// What to say of a file that no reader takes: what it looks like, and what to do about it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sekisho/json.h"
#include "sekisho/result.h"

namespace sekisho::adapters {

// For bytes that are no text: a binary plan, an archive. Nullopt when they may be text.
std::optional<Error> refuse_bytes(const std::string& name, std::string_view bytes);

// For a decoded text that cannot be JSON: empty, Terraform's own language, output of `terraform plan`. Nullopt when it may be JSON.
std::optional<Error> refuse_text(const std::string& name, std::string_view text);

// For YAML that no reader recognises.
Error refuse_yaml(const std::string& name);

// For JSON that no reader recognises.
Error refuse_json(const std::string& name, const JsonNode& root);

}  // namespace sekisho::adapters
