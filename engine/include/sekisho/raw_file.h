// How a reader hands over a file that a register names: an object with these keys, since only readers may look at the disk.
#pragma once

#include <string_view>

namespace sekisho {

inline constexpr std::string_view kRawFilePath = "@path";      // text, as the register writes it
inline constexpr std::string_view kRawFileDigest = "@digest";  // text: "sha256:…"; "" when the file is not there
inline constexpr std::string_view kRawFileThere = "@there";    // truth value

}  // namespace sekisho
