// fork, and what became of the child.
#include "tests/judge/isolated.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

namespace sekisho::judge {

constexpr int kCheckFailed = 4;   // engine/base/check.cc

std::optional<int> run_isolated(const std::function<int()>& work, bool quiet) {
  std::fflush(stdout);
  const pid_t child = fork();
  if (child < 0) {
    std::perror("judge: fork");
    return 3;
  }
  if (child == 0) {
    if (quiet && std::freopen("/dev/null", "w", stderr) == nullptr) _exit(3);
    const int code = work();
    std::fflush(stdout);
    _exit(code);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) == kCheckFailed) return std::nullopt;
  return WEXITSTATUS(status);
}

}  // namespace sekisho::judge
