// Whole files through POSIX calls, so that every failure is seen and named.
#include "sekisho/file.h"
#include "sekisho/files_read.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <set>
#include <system_error>
#include <utility>

namespace sekisho {
namespace {

Error failure(const std::string& what, const std::string& path, int code) {
  return Error{"cannot " + what + " `" + path + "`: " + std::generic_category().message(code), "", {}};
}

Error too_large(const std::string& path, size_t limit) {
  return Error{"`" + path + "` is larger than the limit of " + std::to_string(limit) + " bytes", "split it into several inputs", {}};
}

// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number, bool owned = true) : number_(number), owned_(owned) {}
  ~Descriptor() {
    if (owned_ && number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  // Some file systems report a full disk only here.
  bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
  bool owned_;
};

// A fresh page costs about as much as reading what goes into it; large ones are fewer.
void want_large_pages(char* data, size_t size) {
  constexpr size_t kPage = size_t{2} << 20;
  if (size < 4 * kPage) return;
  const auto address = reinterpret_cast<uintptr_t>(data);
  const uintptr_t begin = (address + kPage - 1) / kPage * kPage, end = (address + size) / kPage * kPage;
  // Where it is not to be had, small ones do.
  (void)::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
}

Result<std::string> read_all(int descriptor, const std::string& shown, size_t expected, size_t limit) {
  std::string bytes;
  size_t used = 0;
  // One byte more than expected, so that the end of the file is seen without growing.
  const size_t size = std::min(expected, limit) + 1;
  bytes.reserve(size);
  want_large_pages(bytes.data(), size);
  bytes.resize(size);
  while (true) {
    if (used == bytes.size()) bytes.resize(bytes.size() + std::max<size_t>(bytes.size(), 1 << 16));
    const ssize_t got = ::read(descriptor, bytes.data() + used, std::min<size_t>(bytes.size() - used, 1 << 30));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure("read", shown, errno);
    if (got == 0) break;
    used += static_cast<size_t>(got);
    if (used > limit) return too_large(shown, limit);
  }
  bytes.resize(used);
  return bytes;
}

// 0, or the error number.
int write_all(int descriptor, std::string_view bytes) {
  size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t written = ::write(descriptor, bytes.data() + done, std::min<size_t>(bytes.size() - done, 1 << 30));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    done += static_cast<size_t>(written);
  }
  return 0;
}

int write_all(int descriptor, const FileContent& file) {
  int code = write_all(descriptor, file.bytes);
  if (code != 0 || !file.pieces) return code;
  file.pieces([&](std::string_view made) {
    if (code == 0) code = write_all(descriptor, made);
  });
  return code;
}

// Devices and pipes cannot be replaced by a rename, and must not be.
Result<void> write_through(const FileContent& file) {
  if (file.path == "-") {
    const int code = write_all(STDOUT_FILENO, file);
    return code == 0 ? Result<void>{} : failure("write", "<standard output>", code);
  }
  const Descriptor target(::open(file.path.c_str(), O_WRONLY | O_CLOEXEC));
  if (target.number() < 0) return failure("write", file.path, errno);
  if (const int code = write_all(target.number(), file); code != 0) return failure("write", file.path, code);
  return {};
}

void sync_folder(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened.number() >= 0) ::fsync(opened.number());
}

// A new file beside `target`; errno tells when the descriptor is negative.
int open_beside(const std::string& target, std::string& beside) {
  static std::atomic<unsigned> counter{0};
  for (int attempt = 0; attempt < 100; ++attempt) {
    beside = target + ".new-" + std::to_string(::getpid()) + "-" + std::to_string(counter++);
    const int number = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (number >= 0 || errno != EEXIST) return number;
  }
  return -1;
}

// The file that a path stands for: symbolic links stay links.
std::string resolved(const std::string& path) {
  char* real = ::realpath(path.c_str(), nullptr);
  if (real == nullptr) return path;
  std::string result = real;
  std::free(real);
  return result;
}

// Files written beside their targets. What is not committed is removed again.
// What this process has read, by device and inode: a path has many spellings.
class FilesRead {
 public:
  static FilesRead& all() {
    static FilesRead files;
    return files;
  }
  void add(const struct stat& status) {
    const std::lock_guard lock(mutex_);
    if (S_ISREG(status.st_mode)) files_.emplace(status.st_dev, status.st_ino);
  }
  bool has(const struct stat& status) {
    const std::lock_guard lock(mutex_);
    return files_.count({status.st_dev, status.st_ino}) > 0;
  }

 private:
  std::mutex mutex_;
  std::set<std::pair<dev_t, ino_t>> files_;
};

class Replacements {
 public:
  Replacements() = default;
  Replacements(const Replacements&) = delete;
  Replacements& operator=(const Replacements&) = delete;
  ~Replacements() {
    for (; placed_ < waiting_.size(); ++placed_) ::unlink(waiting_[placed_].beside.c_str());
  }
  // REQUIRES: its path is a regular file or nothing.
  Result<void> prepare(const FileContent& content);
  Result<void> commit();

 private:
  struct Replacement {
    std::string path;
    std::string target;
    std::string beside;
  };
  std::vector<Replacement> waiting_;
  size_t placed_ = 0;   // so many of them, the first ones, wait no longer
};

Result<void> Replacements::prepare(const FileContent& content) {
  const std::string& path = content.path;
  struct stat status = {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  const std::string target = exists ? resolved(path) : path;
  if (exists && ::access(target.c_str(), W_OK) != 0) return failure("write", path, errno);
  std::string beside;
  Descriptor file(open_beside(target, beside));
  if (file.number() < 0) return failure("write", path, errno);
  waiting_.push_back({path, target, beside});
  int code = write_all(file.number(), content);
  if (code == 0 && exists && ::fchmod(file.number(), status.st_mode & 07777) != 0) code = errno;
  if (code == 0 && ::fsync(file.number()) != 0) code = errno;
  if (code == 0 && !file.close()) code = errno;
  return code == 0 ? Result<void>{} : failure("write", path, code);
}

Result<void> Replacements::commit() {
  for (; placed_ < waiting_.size(); ++placed_) {
    const Replacement& one = waiting_[placed_];
    if (::rename(one.beside.c_str(), one.target.c_str()) != 0) return failure("write", one.path, errno);
    sync_folder(one.target);
  }
  return {};
}

// Whether a rename may put a new file there.
Result<bool> replaceable(const std::string& path) {
  struct stat status = {};
  if (path == "-") return false;
  if (::stat(path.c_str(), &status) != 0) return true;
  if (S_ISDIR(status.st_mode)) return Error{"cannot write `" + path + "`: it is a folder", "", {}};
  return S_ISREG(status.st_mode) != 0;
}

}  // namespace

bool was_read(const std::string& path) {
  struct stat status = {};
  return path != "-" && ::stat(path.c_str(), &status) == 0 && FilesRead::all().has(status);
}

void note_read(int descriptor) {
  struct stat status = {};
  if (::fstat(descriptor, &status) == 0) FilesRead::all().add(status);
}

Result<std::string> read_file(const std::string& path, size_t limit) {
  if (path == "-") return read_all(STDIN_FILENO, "<standard input>", 1 << 16, limit);
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return failure("read", path, errno);
  struct stat status = {};
  if (::fstat(file.number(), &status) != 0) return failure("read", path, errno);
  if (S_ISDIR(status.st_mode)) return Error{"`" + path + "` is a folder, expected a file", "name the files in it", {}};
  FilesRead::all().add(status);
  const auto size = static_cast<size_t>(std::max<off_t>(status.st_size, 0));
  if (size > limit) return too_large(path, limit);
  return read_all(file.number(), path, size, limit);
}

Result<void> write_file_atomically(const std::string& path, const std::string& bytes) {
  return write_files_atomically({{path, bytes}});
}

Result<void> write_files_atomically(const std::vector<FileContent>& files) {
  Replacements replacements;
  std::vector<const FileContent*> direct;
  for (const FileContent& file : files) {
    const Result<bool> by_rename = replaceable(file.path);
    if (!by_rename) return by_rename.error();
    if (!*by_rename) {
      direct.push_back(&file);
    } else if (Result<void> prepared = replacements.prepare(file); !prepared) {
      return prepared;
    }
  }
  for (const FileContent* file : direct) {
    if (Result<void> written = write_through(*file); !written) return written;
  }
  return replacements.commit();
}

Result<std::vector<std::string>> list_files(const std::string& path, const std::string& suffix) {
  namespace fs = std::filesystem;
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (status.type() == fs::file_type::not_found) return failure("read", path, ENOENT);
  if (code) return failure("read", path, code.value());
  if (!fs::is_directory(status)) return std::vector<std::string>{path};
  std::vector<std::string> files;
  fs::recursive_directory_iterator at(path, code);
  for (; !code && at != fs::recursive_directory_iterator(); at.increment(code)) {
    const std::string name = at->path().filename().string();
    std::error_code ignored;  // a link to nowhere, or a file just deleted, is not a file
    if (name.starts_with('.')) {
      if (at->is_directory(ignored)) at.disable_recursion_pending();
    } else if (name.ends_with(suffix) && at->is_regular_file(ignored)) {
      files.push_back(at->path().string());
    }
  }
  if (code) return failure("list", path, code.value());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace sekisho
