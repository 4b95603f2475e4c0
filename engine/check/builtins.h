// The builtin functions and conversions by name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/check/program.h"

namespace sekisho {

std::optional<Builtin> builtin_named(std::string_view name);
// Conversions T(x) to types of the language: text, int, bool, decimal, date, …
std::optional<TypeKind> conversion_named(std::string_view name);
// Names of all of them, for suggestions.
std::vector<std::string> function_names();
// "(string, string) : bool", as builtins.def says it.
std::string_view signature_of(Builtin builtin);

}  // namespace sekisho
