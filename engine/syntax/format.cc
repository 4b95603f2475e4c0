// The one layout of `.seki` files.
#include "engine/syntax/format.h"

namespace sekisho::syntax {
std::optional<std::string> format(const SourcePtr& source, Diagnostics&) { return source->text(); }
}  // namespace sekisho::syntax
