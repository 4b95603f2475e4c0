// run_process.
#include "adapters/include/adapters/process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

extern char** environ;

namespace sekisho::adapters::external {
namespace {

using Clock = std::chrono::steady_clock;
constexpr size_t kKeptErrors = 4096;

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { reset(); }
  int get() const { return number_; }
  bool open() const { return number_ >= 0; }
  void reset(int number = -1) {
    if (number_ >= 0) close(number_);
    number_ = number;
  }

 private:
  int number_ = -1;
};

std::string system_text(int code) { return std::strerror(code); }

bool make_pipe(Descriptor& read_end, Descriptor& write_end) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  read_end.reset(ends[0]);
  write_end.reset(ends[1]);
  return true;
}

// A socket instead of a pipe: writing to one that nobody reads can be told without a signal.
bool make_channel(Descriptor& ours, Descriptor& theirs) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return false;
  ours.reset(ends[0]);
  theirs.reset(ends[1]);
  return fcntl(ours.get(), F_SETFL, O_NONBLOCK) == 0;
}

std::vector<std::string> environment_with(const std::vector<std::pair<std::string, std::string>>& set) {
  std::vector<std::string> result;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const bool replaced = std::any_of(set.begin(), set.end(), [&](const auto& one) { return text.starts_with(one.first + "="); });
    if (!replaced) result.emplace_back(text);
  }
  for (const auto& [name, value] : set) result.push_back(name + "=" + value);
  return result;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

class Child {
 public:
  Child() = default;
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() { stop(); }

  // 0, or the system's code.
  int start(std::vector<std::string> command, std::vector<std::string> environment, int input, int output, int errors) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    const int code = posix_spawnp(&process_, command.front().c_str(), &actions, &attributes, pointers_to(command).data(), pointers_to(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (code != 0) process_ = -1;
    return code;
  }

  // Its state when it has ended by itself; false: not yet.
  bool ended(int& state) {
    if (waitpid(process_, &state, WNOHANG) != process_) return false;
    kill(-process_, SIGKILL);   // descendants
    process_ = -1;
    return true;
  }

 private:
  void stop() {
    if (process_ < 0) return;
    kill(-process_, SIGKILL);
    int state = 0;
    while (waitpid(process_, &state, 0) < 0 && errno == EINTR) {}
  }
  pid_t process_ = -1;
};

// Appends what is there to read; closes at the end of it.
void drain(Descriptor& from, std::string& into, size_t most) {
  std::array<char, 65536> buffer;
  const ssize_t count = read(from.get(), buffer.data(), buffer.size());
  if (count > 0) into.append(buffer.data(), std::min(static_cast<size_t>(count), most - std::min(most, into.size())));
  else if (count == 0 || (errno != EINTR && errno != EAGAIN)) from.reset();
}

}  // namespace

Result<Outcome> run_process(const std::vector<std::string>& command, std::string_view input, const Limits& limits, const std::vector<std::pair<std::string, std::string>>& environment) {
  const std::string name = "`" + command.front() + "`";
  Descriptor feed, their_input, output, their_output, errors, their_errors;
  if (!make_channel(feed, their_input) || !make_pipe(output, their_output) || !make_pipe(errors, their_errors)) return Error{"cannot start " + name + ": " + system_text(errno), "", {}};
  Child child;
  if (const int code = child.start(command, environment_with(environment), their_input.get(), their_output.get(), their_errors.get()); code != 0) {
    return Error{"cannot start " + name + ": " + system_text(code), "expected a program in PATH, or a path to one", {}};
  }
  their_input.reset();
  their_output.reset();
  their_errors.reset();
  const Clock::time_point last = Clock::now() + limits.time;
  Outcome outcome;
  int state = 0;
  bool ended = false;
  if (input.empty()) feed.reset();
  while (output.open() || errors.open() || !ended) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(last - Clock::now()).count();
    if (left <= 0) return Error{name + " did not end within " + std::to_string(limits.time.count()) + " ms", "mend the program, or give it a larger `timeout` in sekisho.yaml", {}};
    // Once it has ended, what its descendants still hold open is of no interest.
    const int wait = output.open() || errors.open() ? static_cast<int>(std::min<int64_t>(left, 100)) : 5;
    std::array<pollfd, 3> ready = {{{output.get(), POLLIN, 0}, {errors.get(), POLLIN, 0}, {feed.get(), POLLOUT, 0}}};
    poll(ready.data(), ready.size(), wait);
    if (ready[0].revents != 0) drain(output, outcome.output, limits.output + 1);
    if (ready[1].revents != 0) drain(errors, outcome.errors, kKeptErrors);
    if (outcome.output.size() > limits.output) return Error{name + " wrote more than " + std::to_string(limits.output) + " bytes", "mend the program, or give it a larger `output_limit` in sekisho.yaml", {}};
    if (ready[2].revents != 0) {
      const ssize_t count = send(feed.get(), input.data(), input.size(), MSG_NOSIGNAL);
      if (count > 0) input.remove_prefix(static_cast<size_t>(count));
      const bool gone = count < 0 && errno != EAGAIN && errno != EINTR;
      if (gone || input.empty()) feed.reset();
    }
    if (!ended) ended = child.ended(state);
  }
  if (WIFSIGNALED(state)) return Error{name + " was ended by signal " + std::to_string(WTERMSIG(state)), "", {}};
  outcome.exit_code = WEXITSTATUS(state);
  return outcome;
}

}  // namespace sekisho::adapters::external
