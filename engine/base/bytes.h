// Bytes that tell one thing from another within a process: keys of maps, never written to a file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace sekisho {

// A number, a choice, a pointer: its bytes as they lie in memory.
template <class T>
void put(std::string& out, T value) {
  static_assert(std::is_arithmetic_v<T> || std::is_enum_v<T> || std::is_pointer_v<T>);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// With its length before it, so that what follows cannot be taken for a part of it.
inline void put_text(std::string& out, std::string_view text) {
  put(out, static_cast<uint32_t>(text.size()));
  out.append(text);
}

}  // namespace sekisho
