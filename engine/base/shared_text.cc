// SharedText: all that were made, by content.
#include "sekisho/shared_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <string>
#include <unordered_set>

namespace sekisho {
namespace {

struct Hash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

// Where a thread looks first for a text that it had before: of most things made one after the other the same few texts are asked for.
size_t place_of(std::string_view text) {
  uint64_t last = 0;
  const size_t size = std::min(text.size(), sizeof last);
  std::memcpy(&last, text.data() + text.size() - size, size);
  return ((last ^ text.size()) * 0x9E3779B97F4A7C15u) >> 56;
}

}  // namespace

const std::string SharedText::kNone;   // there before any code runs, where the library can (clang 14 cannot say so: constinit)

const std::string& SharedText::kept(std::string_view text) {
  thread_local std::array<const std::string*, 256> had = {};
  const std::string*& here = had[place_of(text)];
  if (here != nullptr && *here == text) return *here;
  static std::mutex lock;
  static auto& all = *new std::unordered_set<std::string, Hash, std::equal_to<>>;   // never destroyed: texts outlive all who use them
  const std::lock_guard taken(lock);
  const auto known = all.find(text);
  here = known != all.end() ? &*known : &*all.emplace(text).first;
  return *here;
}

}  // namespace sekisho
