// NamelessFile: room on a disk for what is too large to hold in memory. Nobody else can open it, and it is gone with the process, however that ends.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "sekisho/mapped_file.h"

namespace sekisho {

class NamelessFile {
 public:
  // In $TMPDIR, /var/tmp or /tmp, whichever first is on a disk with twice as many bytes left. Null: none is.
  static std::unique_ptr<NamelessFile> make(size_t bytes);
  ~NamelessFile();
  NamelessFile(const NamelessFile&) = delete;
  NamelessFile& operator=(const NamelessFile&) = delete;
  // False: there is no room.
  bool append(std::string_view bytes);
  // What was appended. Null: nothing was, or it cannot be mapped.
  static std::shared_ptr<const MappedFile> mapped(std::unique_ptr<NamelessFile> file);

 private:
  explicit NamelessFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace sekisho
