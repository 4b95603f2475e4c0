// The Terraform reader: plan and state JSON (`terraform show -json`) to raw resources.
#pragma once

#include <future>
#include <optional>
#include <string>

#include "adapters/reader/content.h"

namespace sekisho::adapters::terraform {

// True for plans, states, and other JSON of Terraform that `read` refuses by name.
bool recognises(const Content& content);

// What the result holds is described in README.md.
Result<RawSourcePtr> read(const Content& content);

// The same of which values are parsed when they are asked for; none when the text is anything but a usual plan: then `read` has the words for it.
std::optional<RawSourcePtr> read_late(const SourcePtr& source, const std::shared_future<std::string>& digest, size_t threads);

}  // namespace sekisho::adapters::terraform
