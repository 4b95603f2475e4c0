// What transforms and loops put in a template that does not stand in it.
#pragma once

#include <string>

#include "sekisho/json.h"
#include "sekisho/raw.h"

namespace sekisho::adapters::cloudformation {

// Notes each transform of the whole template, and says in `source` what may be missing from it. The names of those that may change and remove what is there:
// macros that are not AWS's own; empty when there is none.
std::string read_transforms(const JsonNode& root, RawSource& source);

// Notes a member of `Resources` that is no resource (`Fn::ForEach::…`, `Fn::Transform`), and says in `source` what it may make.
void read_loop(const JsonMember& member, RawSource& source);

}  // namespace sekisho::adapters::cloudformation
