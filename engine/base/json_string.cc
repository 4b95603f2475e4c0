// Strings of JSON. Nearly all texts stand as they are and are short: they are looked at many bytes at a time and appended in one piece.
#include "engine/base/json_string.h"

#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "sekisho/utf8.h"

namespace sekisho {
namespace {

bool is_plain(char byte) {
  const auto c = static_cast<unsigned char>(byte);
  return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

#ifdef __SSE2__
// Which of sixteen bytes are not plain: a bit each.
unsigned marked(__m128i bytes) {
  const __m128i quotes = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
  const __m128i others = _mm_or_si128(_mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20)), _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7F)));   // beyond ASCII is below 0
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(quotes, others)));
}

unsigned marked_sixteen(const char* at) { return marked(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at))); }
unsigned marked_eight(const char* at) { return marked(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(at))) & 0xFF; }
#endif

// How many bytes from there on stand in a JSON text as they are, up to the first that is a quote, a backslash, a control character or beyond ASCII.
size_t plain_from(const char* at, size_t size) {
  size_t plain = 0;
#ifdef __SSE2__
  const auto first = [&](size_t from, unsigned marks) { return from + static_cast<size_t>(std::countr_zero(marks)); };
  for (; size - plain >= 16; plain += 16) {
    if (const unsigned marks = marked_sixteen(at + plain)) return first(plain, marks);
  }
  // What is left together with what is known to be plain before it.
  if (plain == size) return size;
  if (size >= 16) {
    const unsigned marks = marked_sixteen(at + size - 16);
    return marks == 0 ? size : first(size - 16, marks);
  }
  if (size >= 8) {
    if (const unsigned marks = marked_eight(at)) return first(0, marks);
    const unsigned marks = marked_eight(at + size - 8);
    return marks == 0 ? size : first(size - 8, marks);
  }
#endif
  while (plain < size && is_plain(at[plain])) ++plain;
  return plain;
}

// Whether three bytes from there are one code point for sure, as all of Japanese is. E0 and ED begin some that are none.
bool is_usual_triple(std::string_view text, size_t at) {
  const auto byte = [&](size_t step) { return static_cast<unsigned char>(text[at + step]); };
  return text.size() - at >= 3 && (byte(0) & 0xF0) == 0xE0 && byte(0) != 0xE0 && byte(0) != 0xED && (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80;
}

// Most texts are so short that a call costs more than copying them.
void copy(char* to, std::string_view text) {
  const size_t size = text.size();
  const auto both_ends = [&](auto word) {   // they overlap where the text is shorter than both
    const size_t last = size - sizeof word;
    std::memcpy(&word, text.data(), sizeof word);
    auto end = word;
    std::memcpy(&end, text.data() + last, sizeof end);
    std::memcpy(to, &word, sizeof word);
    std::memcpy(to + last, &end, sizeof end);
  };
  if (size > 16) std::memcpy(to, text.data(), size);
  else if (size >= 8) both_ends(uint64_t{0});
  else if (size >= 4) both_ends(uint32_t{0});
  else for (size_t i = 0; i < size; ++i) to[i] = text[i];
}

// Appends a short text that stands as it is, in quotes between these, in one piece. False: it is long, or has something to be escaped.
bool append_short(std::string& out, std::string_view before, std::string_view text, std::string_view after) {
  constexpr size_t kShort = 96, kShortAround = 30;
  if (text.size() > kShort || before.size() + after.size() > kShortAround || plain_from(text.data(), text.size()) < text.size()) return false;
  char piece[kShort + kShortAround + 2];
  size_t at = 0;
  const auto put = [&](std::string_view part) {
    copy(piece + at, part);
    at += part.size();
  };
  put(before);
  piece[at++] = '"';
  put(text);
  piece[at++] = '"';
  put(after);
  out.append(piece, at);
  return true;
}

// Gathers short pieces of a text: appending each on its own costs more than copying it.
class Pieces {
 public:
  explicit Pieces(std::string& out) : out_(out) {}
  ~Pieces() { flush(); }
  Pieces(const Pieces&) = delete;
  Pieces& operator=(const Pieces&) = delete;
  void put(std::string_view piece) {
    if (piece.size() > sizeof bytes_ - size_) flush();
    if (piece.size() > sizeof bytes_) {
      out_ += piece;
      return;
    }
    copy(bytes_ + size_, piece);
    size_ += piece.size();
  }

 private:
  void flush() {
    out_.append(bytes_, size_);
    size_ = 0;
  }

  std::string& out_;
  char bytes_[256];
  size_t size_ = 0;
};

void put_escaped(Pieces& out, unsigned char c) {
  static constexpr char kDigits[] = "0123456789abcdef";
  switch (c) {
    case '"': return out.put("\\\"");
    case '\\': return out.put("\\\\");
    case '\n': return out.put("\\n");
    case '\r': return out.put("\\r");
    case '\t': return out.put("\\t");
    default: {
      const char escape[] = {'\\', 'u', '0', '0', kDigits[c >> 4], kDigits[c & 15]};
      out.put({escape, sizeof escape});
    }
  }
}

void append_long(std::string& to, std::string_view text) {
  Pieces out(to);
  out.put("\"");
  while (true) {
    const size_t plain = json_plain_prefix(text);
    out.put(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (const auto c = static_cast<unsigned char>(text.front()); c < 0x80) {
      put_escaped(out, c);
      text.remove_prefix(1);
      continue;
    }
    const CodePoint point = code_point_at(text, 0);
    std::string replaced;
    append_utf8(replaced, point.value);
    out.put(replaced);
    text.remove_prefix(point.length);
  }
  out.put("\"");
}

}  // namespace

size_t json_plain_prefix(std::string_view text) {
  for (size_t at = 0;;) {
    at += plain_from(text.data() + at, text.size() - at);
    if (at == text.size()) return at;
    if (is_usual_triple(text, at)) {
      at += 3;
      continue;
    }
    if (static_cast<unsigned char>(text[at]) < 0x80) return at;
    const CodePoint point = code_point_at(text, at);
    if (point.malformed) return at;
    at += point.length;
  }
}

void append_json_string(std::string& out, std::string_view before, std::string_view text, std::string_view after) {
  if (append_short(out, before, text, after)) return;
  out += before;
  append_long(out, text);
  out += after;
}

}  // namespace sekisho
