// check: syntax trees to a checked program. Everything an author can get wrong is said here, before anything runs.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/check/program.h"
#include "engine/syntax/ast.h"
#include "sekisho/diagnostic.h"

namespace sekisho {

struct CheckOptions {
  const ProviderSchema* provider = nullptr;        // null: raw paths are not typed
  std::set<std::string, std::less<>> controls;     // ids of the catalogue "ismap"; empty: ids are not checked
  std::string catalogue_edition;                   // "2022-04", for messages
  // Sources whose packages are shipped with the engine: no "unused" warnings about them, and `for` on raw types is an error there (SK04xx).
  bool warn_unused = true;
  std::set<std::string> shipped;                   // names of sources that are ours
};

// All files together: the built-in packages, the packs, the user's maps, tests. Null when any diagnostic is an error.
// Files are given in dependency-free order; the result does not depend on it (sorted by source name inside).
std::unique_ptr<Program> check(const std::vector<const syntax::File*>& files, const CheckOptions& options, Diagnostics& diagnostics);

// An expression in the scope of a rule: its variable (and lets) are visible. For obligations and `--with`.
ExpressionPtr check_in_rule(const syntax::Expression& expression, const Program& program, int rule, Diagnostics& diagnostics);

// A value for a parameter, as a user gives it beside the policies: fitted to the parameter's type. Null after an error.
ExpressionPtr check_parameter_value(const syntax::Expression& expression, const Program& program, int parameter, Diagnostics& diagnostics);

}  // namespace sekisho
