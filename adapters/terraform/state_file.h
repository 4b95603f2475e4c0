// Terraform's own state file (`terraform.tfstate`, version 4): the entries of a state, with what may be a secret masked.
#pragma once

#include "adapters/reader/content.h"
#include "adapters/terraform/entries.h"
#include "sekisho/json.h"
#include "sekisho/result.h"

namespace sekisho::adapters::terraform {

// The version of the only form that is read.
inline constexpr const char* kStateFileVersion = "4";

// A state file lists what authors marked as sensitive, but not what providers mark; `terraform show -json` adds that. So a value is open only when the
// shipped schema of its provider calls it not sensitive, or when it is an identity of a resource of a cloud; anything else is sensitive.
// Errors: another version, an encrypted file, resources in the form of Terraform 0.11, and what contradicts the format, with its JSON pointer.
Result<Entries> entries_of_state_file(const Content& content);

}  // namespace sekisho::adapters::terraform
