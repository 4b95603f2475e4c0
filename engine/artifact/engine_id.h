// Which build of the engine this is.
#pragma once

#include <string>

namespace sekisho::artifact {

// The build id that the linker puts into a program: another for any other code or embedded text. Empty: the program has none, and nothing
// that one build wrote can be told from what another did.
const std::string& engine_id();

}  // namespace sekisho::artifact
