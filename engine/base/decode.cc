// Bytes of an input file to UTF-8: which encoding it is, and where it is damaged.
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

enum class Encoding { kUtf8, kUtf16Little, kUtf16Big, kUtf32 };

struct Detected {
  Encoding encoding = Encoding::kUtf8;
  size_t mark = 0;  // bytes of the byte order mark
};

// Without a mark, UTF-16 shows by its zero bytes: commas, quotes, digits and line ends have a zero half, always on the
// same side. A sixteenth of the units must have one, so that a stray zero byte in a UTF-8 file stays a fault of that file.
Encoding told_by_zero_bytes(std::string_view bytes) {
  if (bytes.size() < 2 || bytes.size() % 2 != 0) return Encoding::kUtf8;
  const size_t sample = bytes.size() < 4096 ? bytes.size() : 4096;
  size_t zeros[2] = {0, 0};
  for (size_t i = 0; i < sample; ++i) {
    if (bytes[i] == 0) ++zeros[i % 2];
  }
  const size_t least = sample / 32 + 1;
  if (zeros[1] >= least && zeros[1] > 2 * zeros[0]) return Encoding::kUtf16Little;
  if (zeros[0] >= least && zeros[0] > 2 * zeros[1]) return Encoding::kUtf16Big;
  return Encoding::kUtf8;
}

Detected detect(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xEF\xBB\xBF"sv)) return {Encoding::kUtf8, 3};
  if (bytes.starts_with("\xFF\xFE\0\0"sv) || bytes.starts_with("\0\0\xFE\xFF"sv)) return {Encoding::kUtf32, 4};
  if (bytes.starts_with("\xFF\xFE"sv)) return {Encoding::kUtf16Little, 2};
  if (bytes.starts_with("\xFE\xFF"sv)) return {Encoding::kUtf16Big, 2};
  return {told_by_zero_bytes(bytes), 0};
}

// Appends the UTF-8 of `bytes` to `text`; false when it is no UTF-16, and then `text` ends before the fault.
bool decode_utf16(std::string_view bytes, bool little, std::string& text) {
  const auto unit = [&](size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(little ? first | (second << 8) : (first << 8) | second);
  };
  size_t at = 0;
  while (at + 1 < bytes.size()) {
    char32_t value = unit(at);
    at += 2;
    if (value >= 0xD800 && value <= 0xDFFF) {
      const bool paired = value <= 0xDBFF && at + 1 < bytes.size() && unit(at) >= 0xDC00 && unit(at) <= 0xDFFF;
      if (!paired) return false;
      value = 0x10000 + ((value - 0xD800) << 10) + (unit(at) - 0xDC00);
      at += 2;
    }
    append_utf8(text, value);
  }
  return at == bytes.size();
}

// Where a text that is well-formed before `good_bytes` goes wrong.
std::string place_after(const std::string& name, std::string good_bytes) {
  const size_t offset = good_bytes.size();
  const Source good(name, std::move(good_bytes));
  const LineColumn place = good.line_column(offset);
  return "line " + std::to_string(place.line) + ", column " + std::to_string(place.column);
}

}  // namespace

bool keeps_bytes(std::string_view bytes) {
  const Detected detected = detect(bytes);
  return detected.encoding == Encoding::kUtf8 && detected.mark == 0;
}

Result<std::string> decode_text(const std::string& name, std::string bytes) {
  const Detected detected = detect(bytes);
  if (detected.encoding == Encoding::kUtf32) {
    return Error{"`" + name + "` is UTF-32, expected UTF-8 or UTF-16", "save it as UTF-8", {}};
  }
  if (detected.encoding == Encoding::kUtf8) {
    if (detected.mark != 0) bytes.erase(0, detected.mark);
    const std::optional<size_t> bad = first_bad_utf8(bytes);
    if (!bad) return bytes;
    static constexpr char kDigits[] = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(bytes[*bad]);
    const std::string shown = {kDigits[byte >> 4], kDigits[byte & 15]};
    return Error{"`" + name + "` is not UTF-8: byte 0x" + shown + " at " + place_after(name, bytes.substr(0, *bad)),
                 "save it as UTF-8 (a Japanese file may be Shift_JIS: `iconv -f CP932 -t UTF-8`)", {}};
  }
  std::string text;
  text.reserve(bytes.size());
  const std::string_view units = std::string_view(bytes).substr(detected.mark);
  if (!decode_utf16(units, detected.encoding == Encoding::kUtf16Little, text)) {
    return Error{"`" + name + "` is damaged UTF-16: half a character at " + place_after(name, std::move(text)),
                 "save it as UTF-8", {}};
  }
  return text;
}

}  // namespace sekisho
