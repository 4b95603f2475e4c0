// gzip: the bytes inside a compressed file.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "sekisho/result.h"

namespace sekisho::adapters {

// What a file may grow to: places in a text are 32 bits wide, and a small file that grows without end must not take the machine with it.
inline constexpr size_t kLargestContent = size_t{3} << 30;

bool is_gzip(std::string_view bytes);

// All members, one after the other, as `gunzip` gives them. Errors: cut off, damaged, other bytes behind the last member, more than `largest` bytes.
Result<std::string> gunzip(const std::string& name, std::string_view bytes, size_t largest = kLargestContent);

// The same, piece by piece: `take` gets one after the other, and says whether it wants more. False: it does not, or there is an error, which gunzip() tells.
bool gunzip_pieces(std::string_view bytes, const std::function<bool(std::string_view piece)>& take, size_t largest = kLargestContent);

// What the end of the last member says it grows to, as far as that can be.
size_t unpacked_size(std::string_view bytes);

}  // namespace sekisho::adapters
