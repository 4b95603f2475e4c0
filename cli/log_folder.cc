// The lock is the system's: it goes with the process, however that ends.
#include "cli/log_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace sekisho::cli {
namespace {

Result<std::string> read_if_there(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return std::string();
  return read_file(path);
}

}  // namespace

Result<Log> read_log(const std::string& folder) {
  Result<std::string> entries = read_if_there(folder + "/entries.jsonl"), checkpoint = read_if_there(folder + "/checkpoint");
  if (!entries) return entries.error();
  if (!checkpoint) return checkpoint.error();
  return Log{std::move(*entries), std::move(*checkpoint)};
}

std::vector<FileContent> files_of(const std::string& folder, const Log& log) { return {{folder + "/entries.jsonl", log.entries}, {folder + "/checkpoint", log.checkpoint}}; }

Result<LogLock> LogLock::take(const std::string& folder) {
  std::error_code code;
  std::filesystem::create_directories(folder, code);
  const int file = code ? -1 : open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0 || flock(file, LOCK_EX) != 0) {
    const std::string why = code ? code.message() : std::strerror(errno);
    if (file >= 0) close(file);
    return Error{"cannot write to the log in `" + folder + "`: " + why, "name a folder that may be written to", {}};
  }
  return LogLock(file);
}

LogLock::~LogLock() {
  if (file_ >= 0) close(file_);
}

}  // namespace sekisho::cli
