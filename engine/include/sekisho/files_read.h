// Which files this process has read, so that it can refuse to write over them.
#pragma once

#include <string>

namespace sekisho {

// Whether `read_file` (or MappedFile) has opened this file, by whatever path; links lead to the same file. Any thread.
bool was_read(const std::string& path);

// The file that is open there counts as read, too. Any thread.
void note_read(int descriptor);

}  // namespace sekisho
