// fork, and what became of the child.
#include "tests/judge/isolated.h"

#include <csignal>
#include <ctime>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace sekisho::judge {
namespace {

constexpr int kCheckFailed = 4;   // engine/base/check.cc
constexpr timespec kPause{0, 10'000'000};

// SIGCHLD waits to be asked for, so that the end of a child ends the pause at once and none is lost between asking and pausing.
class WaitingForChildren {
 public:
  WaitingForChildren() {
    sigemptyset(&ends_);
    sigaddset(&ends_, SIGCHLD);
    sigprocmask(SIG_BLOCK, &ends_, &before_);
  }
  ~WaitingForChildren() { sigprocmask(SIG_SETMASK, &before_, nullptr); }
  WaitingForChildren(const WaitingForChildren&) = delete;
  WaitingForChildren& operator=(const WaitingForChildren&) = delete;

  void pause() const { sigtimedwait(&ends_, nullptr, &kPause); }

 private:
  sigset_t ends_, before_;
};

}  // namespace

Ending run_isolated(const std::function<int()>& work, bool quiet, const std::function<bool()>& too_long) {
  std::fflush(stdout);
  const WaitingForChildren children;
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child < 0) {
    std::perror("judge: fork");
    return {Ending::How::kReturned, 3};
  }
  if (child == 0) {
    // What this one starts in turn ends with it, too.
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) _exit(3);
    if (quiet && std::freopen("/dev/null", "w", stderr) == nullptr) _exit(3);
    const int code = work();
    std::fflush(stdout);
    _exit(code);
  }
  int status = 0;
  for (bool killed = false;;) {
    const pid_t ended = waitpid(child, &status, killed ? 0 : WNOHANG);
    if (ended < 0 && errno == EINTR) continue;
    if (ended < 0) {
      std::perror("judge: waitpid");
      return {Ending::How::kReturned, 3};
    }
    if (ended == child && killed) return {Ending::How::kTookTooLong, 0};
    if (ended == child) break;
    if (too_long()) {
      kill(child, SIGKILL);
      killed = true;
    } else {
      children.pause();
    }
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) == kCheckFailed) return {Ending::How::kStopped, 0};
  return {Ending::How::kReturned, WEXITSTATUS(status)};
}

}  // namespace sekisho::judge
