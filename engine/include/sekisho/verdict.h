// Verdict: what one rule says of one row (design section 4, "Verdict").
#pragma once

#include <cstdint>
#include <string_view>

namespace sekisho {

enum class Verdict : uint8_t { kPass, kFail, kUnknown, kNotApplicable };
inline std::string_view to_string(Verdict verdict) {
  constexpr std::string_view names[] = {"pass", "fail", "unknown", "not_applicable"};
  return names[static_cast<size_t>(verdict)];
}

}  // namespace sekisho
