// check_type: a type as written to a Type.
#pragma once

#include "engine/check/session.h"
#include "engine/syntax/ast.h"

namespace sekisho {

// The error type after a diagnostic.
Type check_type(const syntax::Type& written, Session& session, const View& view);
// A kind or trait by name; null after a diagnostic that says what was expected ("kind or trait", "kind").
const EntityType* check_entity(const syntax::Name& name, Session& session, const View& view, std::string_view expected = "kind or trait");
// The one declaration that a name means; null after a diagnostic, or silently when there is none and `quiet`.
const Declaration* resolve(const syntax::Name& name, Session& session, const View& view, bool quiet);
// Type names of the language: bool int decimal string …
std::vector<std::string> builtin_type_names();

}  // namespace sekisho
