// NumberedText: a text with a number in it, of which very many differ in the number alone: `/items/17/data`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sekisho/shared_text.h"

namespace sekisho {

// What stands before and behind its last number is kept once for all that have it in common. INVARIANT: str() is what it was made of.
class NumberedText {
 public:
  NumberedText() = default;
  NumberedText(std::string_view text);
  NumberedText(const std::string& text) : NumberedText(std::string_view(text)) {}
  NumberedText(const char* text) : NumberedText(std::string_view(text)) {}
  NumberedText(SharedText before, uint32_t number, SharedText behind) : before_(before), behind_(behind), number_(number) {}
  std::string str() const;
  void append_to(std::string& out) const;

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  SharedText before_, behind_;
  uint32_t number_ = kNone;
};

}  // namespace sekisho
