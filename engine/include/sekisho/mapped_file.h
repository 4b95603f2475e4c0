// Large files that are mapped into memory instead of read: the pages of what is done with are dropped, and come from the file again when asked for.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sekisho/result.h"

namespace sekisho {

// The bytes of a file; they lie where they are until the last copy of the pointer is gone. Counts as read (files_read.h).
// INVARIANT: if the file is written to or cut meanwhile, changed_mapping() says so before anything is told of it; a page that is cut off ends the process
// with a message and exit code 3.
class MappedFile {
 public:
  // Null: it is no regular file of at least `smallest` bytes and at most `largest`, or cannot be mapped; read_file() says what is wrong with it.
  static std::shared_ptr<const MappedFile> open(const std::string& path, size_t smallest, size_t largest);
  // Of a file that is open, which it takes over. Null: it is empty, or cannot be mapped; it is closed then.
  static std::shared_ptr<const MappedFile> take(int descriptor);
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  std::string_view view() const;

 private:
  struct State;
  explicit MappedFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Drops the resident pages of all mapped files. Any thread, also while others read them.
void drop_mapped_pages();
// The same if so many pages of files are resident that it pays: one look may have brought as little as a page, or as much as two megabytes.
void drop_many_mapped_pages();

// An error if `text` lies in a mapped file that is not any more what it was.
std::optional<Error> changed_mapping(const std::string& name, std::string_view text);

}  // namespace sekisho
