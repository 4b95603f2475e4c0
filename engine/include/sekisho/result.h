// Result: the outcome of an operation that the world (files, formats, options) may refuse.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "sekisho/source.h"

namespace sekisho {

// Why an operation could not be done. `message` is one lower-case sentence without full stop that
// names the file; `help`, where present, says what to do.
struct Error {
  std::string message;
  std::string help;
  std::optional<Span> span;  // where in `span->source`, if the trouble has a place
};

// Either a value or an Error. Member names follow std::expected (C++23), which shall replace it.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}        // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::move(error)) {}    // NOLINT(google-explicit-constructor)
  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  T& operator*() { return std::get<0>(state_); }
  const T& operator*() const { return std::get<0>(state_); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

// For operations without a value.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}    // NOLINT(google-explicit-constructor)
  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

}  // namespace sekisho
