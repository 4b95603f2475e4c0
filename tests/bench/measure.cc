// Runs one command and prints what it took: `wall_s user_s system_s peak_KiB exit_code`, one line on standard output.
//
// A process of its own because the peak of a child counts from the memory of the process that started it (Linux keeps the larger of both over
// exec): started by an interpreter, a small program would be charged the interpreter. GNU time counts processor time in hundredths of a second,
// which is too coarse for a run of a few milliseconds.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>

extern char** environ;

int main(int count, char** arguments) {
  if (count < 3) {
    std::fprintf(stderr, "usage: measure OUTPUT COMMAND [ARGUMENT…]: the command's standard output goes to OUTPUT, its messages to OUTPUT.messages\n");
    return 3;
  }
  const std::string output = arguments[1], messages = output + ".messages";
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  posix_spawn_file_actions_addopen(&files, 2, messages.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);

  const auto start = std::chrono::steady_clock::now();
  pid_t child = 0;
  if (const int error = posix_spawn(&child, arguments[2], &files, nullptr, arguments + 2, environ); error != 0) {
    std::fprintf(stderr, "%s: %s\n", arguments[2], std::strerror(error));
    return 3;
  }
  int status = 0;
  rusage used{};
  if (wait4(child, &status, 0, &used) != child) {
    std::perror("wait4");
    return 3;
  }
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;

  const auto seconds = [](const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
  // As a shell says it: 128 and the signal's number.
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  std::printf("%.6f %.6f %.6f %ld %d\n", wall.count(), seconds(used.ru_utime), seconds(used.ru_stime), used.ru_maxrss, code);
}
