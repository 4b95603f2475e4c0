// statement.json: what a bundle keeps of the provider's statement (言明書). The signed statement about the run is another thing: statement.h.
#pragma once

#include <string>

#include "engine/evidence/refusal.h"
#include "sekisho/sealed_statement.h"

namespace sekisho::evidence {

inline constexpr char kStatementPath[] = "statement.json";

std::string write_sealed_statement(const SealedStatement& statement);
// Refusals: no strict JSON, not as written, or a control and its individual controls that do not go together.
Checked<SealedStatement> read_sealed_statement(const std::string& bytes);

}  // namespace sekisho::evidence
