// Brackets, commas, indentation and escapes of JSON.
#include "sekisho/json_writer.h"

#include <charconv>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "engine/base/check.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

// Whether eight bytes stand in a JSON text as they are: none is a quote, a backslash, a control character or beyond ASCII. A byte behind one of these may count as another.
bool eight_plain(const char* at) {
  constexpr uint64_t kOnes = 0x0101010101010101u, kHighs = 0x8080808080808080u;
  uint64_t eight;
  std::memcpy(&eight, at, sizeof eight);
  const auto holds = [&](uint64_t byte) {
    const uint64_t zero_where_it_is = eight ^ (kOnes * byte);
    return (zero_where_it_is - kOnes) & ~zero_where_it_is;
  };
  return ((eight | holds('"') | holds('\\') | holds(0x7F) | ((eight - kOnes * 0x20) & ~eight)) & kHighs) == 0;
}

// How many bytes from there on, a multiple of eight, certainly stand as they are.
size_t plain_from(const char* at, size_t size) {
  size_t plain = 0;
#ifdef __SSE2__
  for (; size - plain >= 16; plain += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + plain));
    const __m128i quotes = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    const __m128i others = _mm_or_si128(_mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20)), _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7F)));   // beyond ASCII is below 0
    if (_mm_movemask_epi8(_mm_or_si128(quotes, others)) != 0) break;
  }
#endif
  while (size - plain >= 8 && eight_plain(at + plain)) plain += 8;
  return plain;
}

bool is_plain(char byte) {
  const auto c = static_cast<unsigned char>(byte);
  return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

// Whether three bytes from there are one code point for sure, as all of Japanese is. E0 and ED begin some that are none.
bool is_usual_triple(std::string_view text, size_t at) {
  const auto byte = [&](size_t step) { return static_cast<unsigned char>(text[at + step]); };
  return text.size() - at >= 3 && (byte(0) & 0xF0) == 0xE0 && byte(0) != 0xE0 && byte(0) != 0xED && (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80;
}

// Appends a short text that stands as it is, in quotes between these, in one piece. False: it is long, or has something to be escaped.
bool append_short(std::string& out, std::string_view before, std::string_view text, std::string_view after) {
  constexpr size_t kShort = 96, kShortAround = 30;
  if (text.size() > kShort || before.size() + after.size() > kShortAround) return false;
  char piece[kShort + kShortAround + 2];
  size_t at = 0;
  const auto put = [&](std::string_view part) {
    std::memcpy(piece + at, part.data(), part.size());
    at += part.size();
  };
  put(before);
  piece[at++] = '"';
  const char* const end = text.data() + text.size();
  const char* next = text.data() + plain_from(text.data(), text.size());
  if (end - next >= 8) return false;
  for (; next < end; ++next) {
    if (!is_plain(*next)) return false;
  }
  put(text);
  piece[at++] = '"';
  put(after);
  out.append(piece, at);
  return true;
}

}  // namespace

void put_text(std::string& out, std::string_view before, std::string_view text) {
  if (append_short(out, before, text, "")) return;
  out += before;
  JsonWriter(&out).string(text);
}

void JsonWriter::line_end() {
  if (!pretty_) return;
  *out_ += '\n';
  out_->append(2 * levels_.size(), ' ');
}

void JsonWriter::before_value() {
  CHECK(!done_);
  if (levels_.empty()) return;
  Level& level = levels_.back();
  if (level.object) {
    CHECK(level.key_given);
    level.key_given = false;
    return;
  }
  if (!level.empty) *out_ += ',';
  level.empty = false;
  line_end();
}

void JsonWriter::begin(char bracket, bool object) {
  before_value();
  *out_ += bracket;
  if (levels_.empty()) levels_.reserve(16);   // a writer for each line of a long text: one allocation instead of growing
  levels_.push_back({object});
}

void JsonWriter::end(char bracket, bool object) {
  CHECK(!levels_.empty() && levels_.back().object == object && !levels_.back().key_given);
  const bool empty = levels_.back().empty;
  levels_.pop_back();
  if (!empty) line_end();
  *out_ += bracket;
  done_ = levels_.empty();
}

void JsonWriter::begin_object() { begin('{', true); }
void JsonWriter::end_object() { end('}', true); }
void JsonWriter::begin_array() { begin('[', false); }
void JsonWriter::end_array() { end(']', false); }

void JsonWriter::key(std::string_view name) {
  CHECK(!levels_.empty() && levels_.back().object && !levels_.back().key_given);
  Level& level = levels_.back();
  const bool first = level.empty;
  level.empty = false;
  level.key_given = true;
  if (!pretty_ && append_short(*out_, first ? "" : ",", name, ":")) return;
  if (!first) *out_ += ',';
  line_end();
  quoted(name);
  *out_ += pretty_ ? ": " : ":";
}

size_t JsonWriter::stands_as_it_is(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (const size_t plain = plain_from(text.data() + at, text.size() - at); plain > 0) {
      at += plain;
      continue;
    }
    if (is_plain(text[at])) {
      ++at;
      continue;
    }
    if (is_usual_triple(text, at)) {
      at += 3;
      continue;
    }
    if (static_cast<unsigned char>(text[at]) < 0x80) return at;
    const CodePoint point = code_point_at(text, at);
    if (point.malformed) return at;
    at += point.length;
  }
  return text.size();
}

void JsonWriter::quoted(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string& out = *out_;
  if (append_short(out, "", text, "")) return;
  out += '"';
  while (true) {
    const size_t plain = stands_as_it_is(text);   // most texts go there in one piece
    out.append(text, 0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const auto c = static_cast<unsigned char>(text.front());
    if (c >= 0x80) {
      const CodePoint point = code_point_at(text, 0);
      append_utf8(out, point.value);
      text.remove_prefix(point.length);
      continue;
    }
    text.remove_prefix(1);
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        out += "\\u00";
        out += kDigits[c >> 4];
        out += kDigits[c & 15];
    }
  }
  out += '"';
}

void JsonWriter::string(std::string_view text) {
  before_value();
  quoted(text);
  done_ = levels_.empty();
}

void JsonWriter::number(int64_t value) {
  char digits[24];
  const auto result = std::to_chars(digits, digits + sizeof digits, value);
  number_token({digits, static_cast<size_t>(result.ptr - digits)});
}

void JsonWriter::number_token(std::string_view token) {
  before_value();
  *out_ += token;
  done_ = levels_.empty();
}

void JsonWriter::boolean(bool value) { number_token(value ? "true" : "false"); }
void JsonWriter::null() { number_token("null"); }

void JsonWriter::member(std::string_view name, std::string_view text) {
  key(name);
  string(text);
}
void JsonWriter::member(std::string_view name, const char* text) { member(name, std::string_view(text)); }

}  // namespace sekisho
