// The end of the process on a bug of ours.
#include "engine/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace sekisho {

void check_failed(const char* expression, const char* file, int line) {
  std::fflush(stdout);
  std::fprintf(stderr, "sekisho: internal error: %s:%d: CHECK(%s) failed; please report this\n", file, line, expression);
  std::fflush(stderr);
  // Exit code 4 is promised to pipelines for errors of ours; abort() would give 134.
  std::_Exit(4);
}

}  // namespace sekisho
