// SharedText: all that were made, by content.
#include "sekisho/shared_text.h"

#include <mutex>
#include <string>
#include <unordered_set>

namespace sekisho {
namespace {

struct Hash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

}  // namespace

const std::string SharedText::kNone;   // there before any code runs, where the library can (clang 14 cannot say so: constinit)

const std::string& SharedText::kept(std::string_view text) {
  static std::mutex lock;
  static auto& all = *new std::unordered_set<std::string, Hash, std::equal_to<>>;   // never destroyed: texts outlive all who use them
  const std::lock_guard taken(lock);
  const auto known = all.find(text);
  return known != all.end() ? *known : *all.emplace(text).first;
}

}  // namespace sekisho
