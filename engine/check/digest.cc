// Digests of rules.
#include "engine/check/digest.h"

#include "engine/base/sha256.h"
#include "engine/check/canonical_text.h"

namespace sekisho {

void digest_rules(Program& program) {
  CanonicalText canonical(program);
  for (Rule& rule : program.rules) rule.digest = sha256_digest(canonical.of(rule));
}

}  // namespace sekisho
