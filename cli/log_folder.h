// A log as a folder: entries.jsonl and checkpoint.
#pragma once

#include <string>
#include <vector>

#include "sekisho/file.h"
#include "sekisho/log.h"

namespace sekisho::cli {

// Both empty where there is no log yet. Errors: one of the two files cannot be read.
Result<Log> read_log(const std::string& folder);

// The files of a log in the order in which they may be renamed: entries without their checkpoint are continued, a checkpoint without its entries is not.
std::vector<FileContent> files_of(const std::string& folder, const Log& log);

// Held while a run is appended, so that two of them do not write one place of the log.
class LogLock {
 public:
  // Makes the folder when it is not there. Waits for others. Errors: no folder, no permission.
  static Result<LogLock> take(const std::string& folder);
  LogLock(LogLock&& other) noexcept : file_(other.file_) { other.file_ = -1; }
  LogLock(const LogLock&) = delete;
  LogLock& operator=(const LogLock&) = delete;
  ~LogLock();

 private:
  explicit LogLock(int file) : file_(file) {}
  int file_;
};

}  // namespace sekisho::cli
