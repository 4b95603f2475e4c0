// Refusal: why a bundle is not accepted, with a code of codes.def.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sekisho/result.h"

namespace sekisho::evidence {

struct Refusal {
  std::string code;      // "SK1001": explained by `sekisho help SK1001`
  std::string message;   // one lower-case sentence without full stop
};
using Refusals = std::vector<Refusal>;

// A value, or why there is none.
template <typename T>
using Checked = std::variant<T, Refusal>;

// For those who are refused where an operation fails.
inline Error error_of(const Refusal& refusal) { return {refusal.message, "`sekisho help " + refusal.code + "` tells more", {}}; }

template <typename T>
const Refusal* refusal_of(const Checked<T>& checked) { return std::get_if<Refusal>(&checked); }

}  // namespace sekisho::evidence
