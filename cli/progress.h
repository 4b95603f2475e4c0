// The line on standard error that says what takes so long. Only on a terminal, and only after a second.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace sekisho::cli {

class Progress {
 public:
  Progress();   // starts to watch, on a terminal
  ~Progress();  // wipes the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void stage(const std::string& text);                 // "reading plan.json"
  void count(size_t done, size_t total);               // within the stage; cheap enough for inner loops

 private:
  void watch();

  std::mutex mutex_;
  std::condition_variable ended_;
  bool end_ = false;
  std::string stage_;
  size_t done_ = 0, total_ = 0;
  std::thread watcher_;
};

}  // namespace sekisho::cli
