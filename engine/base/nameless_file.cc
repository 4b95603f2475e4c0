// NamelessFile, by POSIX calls.
#include "sekisho/nameless_file.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <utility>

namespace sekisho {
namespace {

// On one that is held in memory nothing would be gained.
bool is_on_disk(const char* folder) {
  struct statfs status = {};
  return ::statfs(folder, &status) == 0 && status.f_type != TMPFS_MAGIC && status.f_type != RAMFS_MAGIC;
}

bool has_room(const char* folder, size_t bytes) {
  struct statvfs status = {};
  return ::statvfs(folder, &status) == 0 && status.f_bavail * status.f_frsize / 2 >= bytes;
}

// Open, for its owner alone, and without a name; -1: it cannot be made.
int open_in(const char* folder) {
  const int unnamed = ::open(folder, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
  if (unnamed >= 0) return unnamed;
  // Not every file system makes one without a name.
  std::string path = std::string(folder) + "/sekisho-XXXXXX";
  const int named = ::mkostemp(path.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(path.c_str());
  return named;
}

}  // namespace

std::unique_ptr<NamelessFile> NamelessFile::make(size_t bytes) {
  const char* chosen = std::getenv("TMPDIR");
  for (const char* folder : {chosen, "/var/tmp", "/tmp"}) {
    if (folder == nullptr || *folder == '\0' || !is_on_disk(folder) || !has_room(folder, bytes)) continue;
    if (const int descriptor = open_in(folder); descriptor >= 0) return std::unique_ptr<NamelessFile>(new NamelessFile(descriptor));
  }
  return nullptr;
}

NamelessFile::~NamelessFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool NamelessFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), std::min<size_t>(bytes.size(), 1 << 30));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

std::shared_ptr<const MappedFile> NamelessFile::mapped(std::unique_ptr<NamelessFile> file) { return MappedFile::take(std::exchange(file->descriptor_, -1)); }

}  // namespace sekisho
