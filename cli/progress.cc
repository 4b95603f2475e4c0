// A thread of its own draws, so that work that never reports still shows its stage.
#include "cli/progress.h"

#include <chrono>
#include <iostream>

#include "cli/log.h"
#include "cli/terminal.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {

Progress::Progress() {
  if (is_terminal(Stream::kError)) watcher_ = std::thread([this] { watch(); });
}

Progress::~Progress() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    end_ = true;
  }
  ended_.notify_all();
  if (watcher_.joinable()) watcher_.join();
}

void Progress::stage(const std::string& text) {
  log_step(text);
  const std::lock_guard<std::mutex> lock(mutex_);
  stage_ = text;
  done_ = total_ = 0;
}

void Progress::count(size_t done, size_t total) {
  const std::lock_guard<std::mutex> lock(mutex_);
  done_ = done;
  total_ = total;
}

void Progress::watch() {
  static constexpr std::chrono::seconds kPatience{1};
  static constexpr std::chrono::milliseconds kRedraw{200};
  std::unique_lock<std::mutex> lock(mutex_);
  if (ended_.wait_for(lock, kPatience, [this] { return end_; })) return;
  do {
    std::string line = stage_;
    if (total_ > 0) line += " (" + std::to_string(done_) + " of " + std::to_string(total_) + ")";
    std::cerr << "\r\033[K" << harmless(line) << std::flush;
  } while (!ended_.wait_for(lock, kRedraw, [this] { return end_; }));
  std::cerr << "\r\033[K" << std::flush;
}

}  // namespace sekisho::cli
