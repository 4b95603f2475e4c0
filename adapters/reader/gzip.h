// gzip: the bytes inside a compressed file.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sekisho/result.h"

namespace sekisho::adapters {

// What a file may grow to: places in a text are 32 bits wide, and a small file that grows without end must not take the machine with it.
inline constexpr size_t kLargestContent = size_t{3} << 30;

bool is_gzip(std::string_view bytes);

// All members, one after the other, as `gunzip` gives them. Errors: cut off, damaged, other bytes behind the last member, more than `largest` bytes.
Result<std::string> gunzip(const std::string& name, std::string_view bytes, size_t largest = kLargestContent);

}  // namespace sekisho::adapters
