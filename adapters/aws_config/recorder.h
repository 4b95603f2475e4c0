// Which kinds a snapshot holds completely, as its recorder says.
#pragma once

#include <string>
#include <vector>

#include "adapters/aws_config/items.h"
#include "sekisho/raw.h"

namespace sekisho::adapters::aws_config {

// Kinds, and raw types (`aws_config.AWS::IAM::User`), whose population is complete: the file is a snapshot of one account and region, and its one item of
// AWS::Config::ConfigurationRecorder says that it records, and records every type that the kind is made of. In all other cases none.
std::vector<std::string> complete_kinds(const Items& items, const RawSource& source);

}  // namespace sekisho::adapters::aws_config
