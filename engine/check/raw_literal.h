// Raw rows of tests: a value as JSON would hold it, with what nobody can tell.
#pragma once

#include "engine/check/session.h"
#include "engine/syntax/ast.h"

namespace sekisho {

// kRecord, kList, kLiteral, kAbsent and kUnknown, all of raw type. Names of attributes are checked where `node` tells them, and
// `unknown refers TYPE.NAME.ATTRIBUTE` against the raw rows of the case.
ExpressionPtr check_raw_literal(const syntax::Expression& written, Session& session, const ProviderNode* node, const std::string& owner, const syntax::TestCase& in);

}  // namespace sekisho
