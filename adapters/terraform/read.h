// The Terraform reader: plan and state JSON (`terraform show -json`) to raw resources.
#pragma once

#include "adapters/reader/content.h"

namespace sekisho::adapters::terraform {

// True for plans, states, and other JSON of Terraform that `read` refuses by name.
bool recognises(const Content& content);

// What the result holds is described in README.md.
Result<RawSourcePtr> read(const Content& content);

}  // namespace sekisho::adapters::terraform
