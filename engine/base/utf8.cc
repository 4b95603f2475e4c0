// UTF-8 by the table of well-formed byte sequences (Unicode, table 3-7), and what a terminal makes of it.
#include "sekisho/utf8.h"

#include <algorithm>
#include <cstring>
#include <iterator>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace sekisho {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

constexpr Range kWide[] = {
#define WIDE(first, last) {first, last},
#include "engine/base/width.def"
#undef WIDE
};

constexpr Range kZero[] = {
#define ZERO(first, last) {first, last},
#include "engine/base/width.def"
#undef ZERO
};

template <size_t kSize>
bool in_ranges(const Range (&ranges)[kSize], char32_t value) {
  const Range* after = std::upper_bound(std::begin(ranges), std::end(ranges), value,
                                        [](char32_t wanted, const Range& range) { return wanted < range.first; });
  return after != std::begin(ranges) && value <= (after - 1)->last;
}

// Marks that reorder what a reader sees (ALM, LRM, RLM, embeddings, overrides, isolates).
bool is_bidirectional_mark(char32_t value) {
  return value == 0x061C || value == 0x200E || value == 0x200F || (value >= 0x202A && value <= 0x202E) ||
         (value >= 0x2066 && value <= 0x2069);
}

bool is_control_or_line_end(char32_t value) {
  return value < 0x20 || (value >= 0x7F && value <= 0x9F) || value == 0x2028 || value == 0x2029;
}

}  // namespace

CodePoint code_point_at(std::string_view text, size_t at) {
  constexpr CodePoint kMalformed{0xFFFD, 1, true};
  const auto byte = [&](size_t index) { return static_cast<unsigned char>(text[index]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1, false};
  if (lead < 0xC2 || lead > 0xF4) return kMalformed;
  const uint32_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() - at < length) return kMalformed;
  // The second byte's bounds keep out overlong forms, surrogates and values past U+10FFFF.
  const unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (byte(at + 1) < low || byte(at + 1) > high) return kMalformed;
  char32_t value = lead & (0xFFu >> (length + 1));
  for (uint32_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return kMalformed;
    value = (value << 6) | (byte(at + i) & 0x3Fu);
  }
  return {value, length, false};
}

void append_utf8(std::string& text, char32_t value) {
  if (value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) value = 0xFFFD;
  if (value < 0x80) {
    text += static_cast<char>(value);
    return;
  }
  const int length = value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
  const unsigned lead_mark = (0xF00u >> length) & 0xFFu;
  text += static_cast<char>(lead_mark | (value >> (6 * (length - 1))));
  for (int i = length - 2; i >= 0; --i) text += static_cast<char>(0x80 | ((value >> (6 * i)) & 0x3F));
}

std::optional<size_t> first_bad_utf8(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    // Input is ASCII in the main.
#ifdef __SSE2__
    while (text.size() - at >= 64) {
      const auto* const bytes = reinterpret_cast<const __m128i*>(text.data() + at);
      const __m128i all = _mm_or_si128(_mm_or_si128(_mm_loadu_si128(bytes), _mm_loadu_si128(bytes + 1)), _mm_or_si128(_mm_loadu_si128(bytes + 2), _mm_loadu_si128(bytes + 3)));
      if (_mm_movemask_epi8(all) != 0) break;
      at += 64;
    }
#endif
    while (text.size() - at >= 8) {
      uint64_t eight;
      std::memcpy(&eight, text.data() + at, 8);
      if ((eight & 0x8080808080808080u) != 0) break;
      at += 8;
    }
    if (at == text.size()) break;
    // Nearly all of Japanese: three bytes of which any two may follow the first.
    const auto byte = [&](size_t index) { return static_cast<unsigned char>(text[index]); };
    if (byte(at) >= 0xE1 && byte(at) <= 0xEC && text.size() - at >= 3 && (byte(at + 1) & 0xC0) == 0x80 && (byte(at + 2) & 0xC0) == 0x80) {
      at += 3;
      continue;
    }
    const CodePoint point = code_point_at(text, at);
    if (point.malformed) return at;
    at += point.length;
  }
  return std::nullopt;
}

int character_width(char32_t value) {
  if (value < 0x300) return value < 0x20 || (value >= 0x7F && value < 0xA0) ? 0 : 1;
  if (in_ranges(kZero, value)) return 0;
  return in_ranges(kWide, value) ? 2 : 1;
}

int display_width(std::string_view text) {
  int width = 0;
  for (size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    width += character_width(point.value);
    at += point.length;
  }
  return width;
}

namespace {

// Whether a text holds nothing that harmless() replaces: that begins with one of these bytes, or is no UTF-8.
bool is_harmless(std::string_view text) {
  unsigned char suspect = 0, all = 0;
  const auto look = [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    suspect |= (byte < 0x20) | (byte == 0x7F) | (byte == 0xC2) | (byte == 0xD8) | (byte == 0xE2);
    all |= byte;
  };
  // Of a loop whose length is known the compiler makes a few steps for all of it.
  constexpr size_t kAtOnce = 16;
  std::string_view rest = text;
  for (; rest.size() >= kAtOnce; rest.remove_prefix(kAtOnce)) {
    for (size_t i = 0; i < kAtOnce; ++i) look(rest[i]);
  }
  for (const char c : rest) look(c);
  return suspect == 0 && (all < 0x80 || !first_bad_utf8(text));
}

}  // namespace

std::string harmless(std::string_view text) {
  if (is_harmless(text)) return std::string(text);
  std::string result;
  result.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const bool harmful = is_control_or_line_end(point.value) || is_bidirectional_mark(point.value);
    append_utf8(result, harmful ? U'\uFFFD' : point.value);
    at += point.length;
  }
  return result;
}

void make_harmless(std::string& text) {
  if (!is_harmless(text)) text = harmless(text);
}

}  // namespace sekisho
