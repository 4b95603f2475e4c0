// Profiles as users write them: shipped ones by name, files, or a table in sekisho.yaml.
#pragma once

#include <string>

#include "cli/yaml_reader.h"
#include "sekisho/profile.h"

namespace sekisho::cli {

// `full`, `liu` or a file. Errors: no such profile, one that extends itself, a value of the wrong shape, a change without a reason, controls that
// the profile needs and nobody named.
Result<Profile> read_profile(const std::string& name_or_file);

// The table under `profile` in a file of `folder`; trouble goes to `reader`.
Profile profile_of(YamlReader& reader, const YAML::Node& node, const std::string& folder);

}  // namespace sekisho::cli
