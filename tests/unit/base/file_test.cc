// Files: whole reads, writes that leave the old file on failure, listings.
#include "sekisho/file.h"

#include <gtest/gtest.h>
#include <sys/inotify.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "sekisho/mapped_file.h"
#include "sekisho/nameless_file.h"

namespace sekisho {
namespace {

namespace fs = std::filesystem;

class FileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "sekisho-file-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }
  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  void put(const std::string& name, const std::string& bytes) const {
    fs::create_directories(fs::path(path(name)).parent_path());
    ASSERT_TRUE(write_file_atomically(path(name), bytes));
  }
  size_t entries() const { return static_cast<size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator())); }
  std::string folder_;
};

// Whoever is killed between two of them has left the first ones new: entries of a log that no checkpoint counts yet harm nobody, the other way round the log is broken.
TEST_F(FileTest, SeveralTakeTheirPlacesInOrder) {
  put("entries", "old");
  const int watch = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  ASSERT_GE(::inotify_add_watch(watch, folder_.c_str(), IN_MOVED_TO), 0);
  ASSERT_TRUE(write_files_atomically({{path("entries"), "new"}, {path("checkpoint"), "new"}, {path("bundle"), "new"}}));
  alignas(inotify_event) char events[4096];
  const ssize_t size = ::read(watch, events, sizeof events);
  ::close(watch);
  std::string order;
  for (ssize_t at = 0; at < size;) {
    const auto* event = reinterpret_cast<const inotify_event*>(events + at);
    order += std::string(event->name) + " ";
    at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
  }
  EXPECT_EQ(order, "entries checkpoint bundle ");
}

TEST_F(FileTest, WritesAndReads) {
  const std::string bytes("a\0b\r\n\xFF", 6);
  put("x", bytes);
  const Result<std::string> read = read_file(path("x"));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, bytes);
  put("x", "");
  EXPECT_EQ(*read_file(path("x")), "");
  const std::string large(3'000'000, 'q');
  put("x", large);
  EXPECT_EQ(*read_file(path("x")), large);
  EXPECT_EQ(entries(), 1u);
}

TEST_F(FileTest, ReadsWhatHasNoSize) {
  const Result<std::string> read = read_file("/proc/self/status");
  ASSERT_TRUE(read);
  EXPECT_GT(read->size(), 100u);
}

TEST_F(FileTest, RefusalsNameTheFile) {
  EXPECT_EQ(read_file(path("none")).error().message, "cannot read `" + path("none") + "`: No such file or directory");
  EXPECT_EQ(read_file(folder_).error().message, "`" + folder_ + "` is a folder, expected a file");
  put("x", "12345");
  EXPECT_TRUE(read_file(path("x"), 5));
  EXPECT_EQ(read_file(path("x"), 4).error().message, "`" + path("x") + "` is larger than the limit of 4 bytes");
  EXPECT_FALSE(read_file("/proc/self/status", 10));
  EXPECT_FALSE(write_file_atomically(path("none/x"), "y"));
  EXPECT_EQ(write_file_atomically(folder_, "y").error().message, "cannot write `" + folder_ + "`: it is a folder");
}

TEST_F(FileTest, DevicesAreWrittenNotReplaced) {
  EXPECT_TRUE(write_file_atomically("/dev/null", "y"));
  EXPECT_EQ(write_file_atomically("/dev/full", "y").error().message, "cannot write `/dev/full`: No space left on device");
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_TRUE(fs::is_character_file("/dev/full"));
}

TEST_F(FileTest, KeepsModeAndLinks) {
  put("real/x", "old");
  ASSERT_EQ(::chmod(path("real/x").c_str(), 0640), 0);
  fs::create_symlink("real/x", path("link"));
  ASSERT_TRUE(write_file_atomically(path("link"), "new"));
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_EQ(*read_file(path("real/x")), "new");
  struct stat status = {};
  ASSERT_EQ(::stat(path("real/x").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777u, 0640u);
}

// A limit on file sizes fails a write half-way, as a full disk does, without needing to be root.
TEST_F(FileTest, FailureHalfWayLeavesTheOldFileAlone) {
  put("x", "old");
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit old_limit = {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old_limit), 0);
  const rlimit small = {65536, old_limit.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const Result<void> written = write_file_atomically(path("x"), std::string(200'000, 'n'));
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &old_limit), 0);
  std::signal(SIGXFSZ, old_handler);
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().message, "cannot write `" + path("x") + "`: File too large");
  EXPECT_EQ(*read_file(path("x")), "old");
  EXPECT_EQ(entries(), 1u);
}

TEST_F(FileTest, PiecesFollowTheBytesInOrder) {
  const auto pieces = [](const TakePiece& take) {
    for (const char* piece : {"b", "", "c\n"}) take(piece);
  };
  ASSERT_TRUE(write_files_atomically({{path("x"), "a", pieces}, {path("y"), "", pieces}}));
  EXPECT_EQ(*read_file(path("x")), "abc\n");
  EXPECT_EQ(*read_file(path("y")), "bc\n");
  EXPECT_EQ(write_files_atomically({{"/dev/full", "", pieces}}).error().message, "cannot write `/dev/full`: No space left on device");
}

TEST_F(FileTest, FullDiskAmidPiecesLeavesTheOldFileAlone) {
  if (::mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=64k") != 0) GTEST_SKIP() << "needs the right to mount";
  put("x", "old");
  const auto pieces = [](const TakePiece& take) {
    for (int i = 0; i < 20; ++i) take(std::string(10'000, 'n'));
  };
  const Result<void> written = write_files_atomically({{path("x"), "new", pieces}});
  const Result<std::string> left = read_file(path("x"));
  const size_t count = entries();
  ::umount2(folder_.c_str(), MNT_DETACH);
  ASSERT_FALSE(written);
  EXPECT_NE(written.error().message.find("No space left on device"), std::string::npos);
  EXPECT_EQ(*left, "old");
  EXPECT_EQ(count, 1u);
}

TEST_F(FileTest, FullDiskLeavesTheOldFileAlone) {
  if (::mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=64k") != 0) GTEST_SKIP() << "needs the right to mount";
  put("x", "old");
  const Result<void> written = write_file_atomically(path("x"), std::string(200'000, 'n'));
  const Result<std::string> left = read_file(path("x"));
  const size_t count = entries();
  ::umount2(folder_.c_str(), MNT_DETACH);
  ASSERT_FALSE(written);
  EXPECT_NE(written.error().message.find("No space left on device"), std::string::npos);
  EXPECT_EQ(*left, "old");
  EXPECT_EQ(count, 1u);
}

TEST_F(FileTest, ListsSortedWithoutHidden) {
  for (const char* name : {"b.seki", "a.seki", "c.txt", "sub/z.seki", "sub/y_test.seki", ".git/h.seki", "sub/.#q.seki", "a-b.seki"}) {
    put(name, "x");
  }
  fs::create_directory_symlink(folder_, path("sub/loop"));
  fs::create_symlink("nowhere.seki", path("dead.seki"));
  const auto list = list_files(folder_, ".seki");
  ASSERT_TRUE(list);
  EXPECT_EQ(*list, (std::vector<std::string>{path("a-b.seki"), path("a.seki"), path("b.seki"), path("sub/y_test.seki"), path("sub/z.seki")}));
  EXPECT_EQ(*list_files(path("c.txt"), ".seki"), std::vector<std::string>{path("c.txt")});
  EXPECT_EQ(list_files(path("none"), ".seki").error().message, "cannot read `" + path("none") + "`: No such file or directory");
}

// What was told of a page is told of no other: the process ends as it does for any input that cannot be read.
TEST_F(FileTest, APageThatIsCutOffEndsTheProcess) {
  put("large", std::string(3 * 4096, 'a'));
  const auto read_cut = [&] {
    const std::shared_ptr<const MappedFile> mapped = MappedFile::open(path("large"), 1, 1 << 20);
    if (mapped == nullptr || ::truncate(path("large").c_str(), 4096) != 0) std::_Exit(9);
    std::_Exit(mapped->view()[2 * 4096] == 'a' ? 8 : 7);
  };
  EXPECT_EXIT(read_cut(), testing::ExitedWithCode(3), "cut off");
}

TEST_F(FileTest, AMappedFileThatIsWrittenToHasChanged) {
  put("large", std::string(3 * 4096, 'a'));
  const std::shared_ptr<const MappedFile> mapped = MappedFile::open(path("large"), 1, 1 << 20);
  ASSERT_NE(mapped, nullptr);
  EXPECT_EQ(mapped->view(), std::string(3 * 4096, 'a'));
  drop_mapped_pages();
  EXPECT_FALSE(changed_mapping("large", mapped->view()).has_value());
  ASSERT_EQ(::truncate(path("large").c_str(), 4096), 0);
  EXPECT_TRUE(changed_mapping("large", mapped->view()).has_value());
  EXPECT_EQ(MappedFile::open(path("large"), 4097, 1 << 20), nullptr);
}

TEST_F(FileTest, ANamelessFileHoldsWhatWasAppendedAndNobodyElseFindsIt) {
  ASSERT_EQ(::setenv("TMPDIR", folder_.c_str(), 1), 0);
  std::unique_ptr<NamelessFile> file = NamelessFile::make(1 << 20);
  if (file == nullptr) GTEST_SKIP() << "no folder on a disk";
  EXPECT_TRUE(fs::is_empty(folder_));
  EXPECT_TRUE(file->append(std::string(5000, 'a')) && file->append("") && file->append("end"));
  const std::shared_ptr<const MappedFile> mapped = NamelessFile::mapped(std::move(file));
  ASSERT_NE(mapped, nullptr);
  drop_mapped_pages();
  EXPECT_EQ(mapped->view(), std::string(5000, 'a') + "end");
  EXPECT_FALSE(changed_mapping("it", mapped->view()).has_value());
  drop_many_mapped_pages();
  EXPECT_TRUE(fs::is_empty(folder_));
  EXPECT_EQ(NamelessFile::make(size_t{1} << 60), nullptr);   // no disk has room for it
  ::unsetenv("TMPDIR");
}

TEST_F(FileTest, ANamelessFileThatCannotGrowSaysSo) {
  ASSERT_EQ(::setenv("TMPDIR", folder_.c_str(), 1), 0);
  std::unique_ptr<NamelessFile> file = NamelessFile::make(1);
  ::unsetenv("TMPDIR");
  if (file == nullptr) GTEST_SKIP() << "no folder on a disk";
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  struct rlimit old_limit = {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old_limit), 0);
  struct rlimit small = old_limit;
  small.rlim_cur = 4096;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const bool appended = file->append(std::string(8192, 'a'));
  ::setrlimit(RLIMIT_FSIZE, &old_limit);
  std::signal(SIGXFSZ, old_handler);
  EXPECT_FALSE(appended);
}

}  // namespace
}  // namespace sekisho
