// MappedFile, by POSIX calls.
#include "sekisho/mapped_file.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <functional>
#include <mutex>
#include <vector>

#include "sekisho/files_read.h"

namespace sekisho {

struct MappedFile::State {
  int descriptor;
  struct stat status;
  char* begin;
  size_t slot;                         // in mapped_ranges
  size_t size() const { return static_cast<size_t>(status.st_size); }
};

namespace {

// What a signal handler may look at. A file for which there is no place is read instead.
struct MappedRange {
  std::atomic<uintptr_t> begin{0};     // 0: free
  std::atomic<size_t> size{0};
};
constexpr size_t kMostFiles = 64;
std::array<MappedRange, kMostFiles> mapped_ranges;

constexpr int kExitCodeOfInput = 3;

// A page behind the end of a file that was cut: nothing that was told of it could be trusted.
void on_lost_page(int, siginfo_t* info, void*) {
  const auto address = reinterpret_cast<uintptr_t>(info->si_addr);
  for (const MappedRange& range : mapped_ranges) {
    const uintptr_t begin = range.begin.load();
    if (begin == 0 || address < begin || address - begin >= range.size.load()) continue;
    constexpr std::string_view kMessage = "error: an input file was cut off or cannot be read any more while it was looked at\n  help: give a copy that stays as it is\n";
    (void)!::write(STDERR_FILENO, kMessage.data(), kMessage.size());
    ::_exit(kExitCodeOfInput);
  }
  ::signal(SIGBUS, SIG_DFL);           // the access is tried again, and ends the process
}

void handle_lost_pages() {
  static std::once_flag once;
  std::call_once(once, [] {
    struct sigaction action = {};
    action.sa_sigaction = on_lost_page;
    action.sa_flags = SA_SIGINFO;
    ::sigaction(SIGBUS, &action, nullptr);
  });
}

struct Mapping {
  std::string_view bytes;
  int descriptor;
  struct stat status;
};

std::mutex mappings_lock;
std::vector<Mapping>& mappings() {
  static std::vector<Mapping> all;
  return all;
}

bool is_same(const struct stat& a, const struct stat& b) {
  const auto same_time = [](const timespec& x, const timespec& y) { return x.tv_sec == y.tv_sec && x.tv_nsec == y.tv_nsec; };
  return a.st_size == b.st_size && same_time(a.st_mtim, b.st_mtim);
}

}  // namespace

std::shared_ptr<const MappedFile> MappedFile::open(const std::string& path, size_t smallest, size_t largest) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return nullptr;
  struct stat status = {};
  const bool fits = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && static_cast<size_t>(status.st_size) >= smallest && static_cast<size_t>(status.st_size) <= largest;
  if (!fits) {
    ::close(descriptor);
    return nullptr;
  }
  std::shared_ptr<const MappedFile> mapped = take(descriptor);
  if (mapped != nullptr) note_read(mapped->state_->descriptor);
  return mapped;
}

std::shared_ptr<const MappedFile> MappedFile::take(int descriptor) {
  struct stat status = {};
  void* const begin = ::fstat(descriptor, &status) == 0 && status.st_size > 0 ? ::mmap(nullptr, static_cast<size_t>(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0) : MAP_FAILED;
  if (begin == MAP_FAILED) {
    ::close(descriptor);
    return nullptr;
  }
  (void)::madvise(begin, static_cast<size_t>(status.st_size), MADV_NOHUGEPAGE);   // one look would bring two megabytes
  auto state = std::make_unique<State>(State{descriptor, status, static_cast<char*>(begin), kMostFiles});
  handle_lost_pages();
  {
    const std::lock_guard lock(mappings_lock);
    const auto free = std::find_if(mapped_ranges.begin(), mapped_ranges.end(), [](const MappedRange& range) { return range.begin.load() == 0; });
    if (free != mapped_ranges.end()) {
      state->slot = static_cast<size_t>(free - mapped_ranges.begin());
      free->size = state->size();
      free->begin = reinterpret_cast<uintptr_t>(begin);
      mappings().push_back({{state->begin, state->size()}, descriptor, status});
    }
  }
  if (state->slot == kMostFiles) {
    ::munmap(begin, state->size());
    ::close(descriptor);
    return nullptr;
  }
  return std::shared_ptr<const MappedFile>(new MappedFile(std::move(state)));
}

MappedFile::MappedFile(std::unique_ptr<State> state) : state_(std::move(state)) {}

MappedFile::~MappedFile() {
  const std::lock_guard lock(mappings_lock);
  std::erase_if(mappings(), [&](const Mapping& mapping) { return mapping.bytes.data() == state_->begin; });
  mapped_ranges[state_->slot].begin = 0;
  ::munmap(state_->begin, state_->size());
  ::close(state_->descriptor);
}

std::string_view MappedFile::view() const { return {state_->begin, state_->size()}; }

void drop_mapped_pages() {
  const std::lock_guard lock(mappings_lock);
  // Where they cannot be dropped they stay.
  for (const Mapping& mapping : mappings()) (void)::madvise(const_cast<char*>(mapping.bytes.data()), mapping.bytes.size(), MADV_DONTNEED);
}

namespace {

// Resident pages of files, with those of the program itself; nothing when the system does not tell.
std::optional<size_t> resident_file_bytes() {
  static const int statistics = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  std::array<char, 128> text = {};
  const ssize_t size = statistics < 0 ? -1 : ::pread(statistics, text.data(), text.size() - 1, 0);
  size_t all = 0, resident = 0, of_files = 0;
  if (size <= 0 || std::sscanf(text.data(), "%zu %zu %zu", &all, &resident, &of_files) != 3) return std::nullopt;
  return of_files * static_cast<size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

void drop_many_mapped_pages() {
  constexpr size_t kMany = size_t{48} << 20;
  if (resident_file_bytes().value_or(kMany) >= kMany) drop_mapped_pages();
}

std::optional<Error> changed_mapping(const std::string& name, std::string_view text) {
  const std::lock_guard lock(mappings_lock);
  for (const Mapping& mapping : mappings()) {
    const bool inside = std::less_equal<>()(mapping.bytes.data(), text.data()) && std::less<>()(text.data(), mapping.bytes.data() + mapping.bytes.size());
    struct stat now = {};
    if (inside && (::fstat(mapping.descriptor, &now) != 0 || !is_same(mapping.status, now))) return Error{"`" + name + "` changed while it was read", "give it a copy that stays as it is", {}};
  }
  return std::nullopt;
}

}  // namespace sekisho
