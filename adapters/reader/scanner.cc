// Brackets are matched 64 bytes at a time.
#include "adapters/reader/scanner.h"

#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace sekisho::adapters {
namespace {

constexpr size_t kNone = std::string_view::npos;
constexpr size_t kBlock = 64;

// A bit for each byte of a block.
struct Bits {
  uint64_t quote = 0, backslash = 0, open = 0, close = 0;
};

#ifdef __SSE2__
Bits classify(const char* block) {
  Bits bits;
  for (int i = 0; i < 4; ++i) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + 16 * i));
    const __m128i folded = _mm_or_si128(bytes, _mm_set1_epi8(0x20));   // [ and {, ] and } differ in this bit
    const auto mask = [&](__m128i equal) { return static_cast<uint64_t>(static_cast<uint32_t>(_mm_movemask_epi8(equal))) << (16 * i); };
    bits.quote |= mask(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
    bits.backslash |= mask(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    bits.open |= mask(_mm_cmpeq_epi8(folded, _mm_set1_epi8('{')));
    bits.close |= mask(_mm_cmpeq_epi8(folded, _mm_set1_epi8('}')));
  }
  return bits;
}
#else
Bits classify(const char* block) {
  Bits bits;
  for (size_t i = 0; i < kBlock; ++i) {
    const uint64_t bit = uint64_t{1} << i;
    if (block[i] == '"') bits.quote |= bit;
    if (block[i] == '\\') bits.backslash |= bit;
    if (block[i] == '{' || block[i] == '[') bits.open |= bit;
    if (block[i] == '}' || block[i] == ']') bits.close |= bit;
  }
  return bits;
}
#endif

// Without the processor's own instruction, which not every x86-64 has, the compiler would call a function.
size_t count_bits(uint64_t bits) {
  bits -= bits >> 1 & 0x5555555555555555u;
  bits = (bits & 0x3333333333333333u) + (bits >> 2 & 0x3333333333333333u);
  bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
  return bits * 0x0101010101010101u >> 56;
}

// Bytes that a backslash before them takes their meaning from. `carried`: the block before ended in such a backslash.
uint64_t escaped_bytes(uint64_t backslash, bool& carried) {
  uint64_t escaped = carried ? 1 : 0;
  carried = false;
  while (backslash != 0) {
    const int at = __builtin_ctzll(backslash);
    backslash &= backslash - 1;
    if (escaped >> at & 1) continue;
    if (at == 63) carried = true;
    else escaped |= uint64_t{1} << (at + 1);
  }
  return escaped;
}

// Bit i: whether an odd number of bits up to i is set.
uint64_t prefix_xor(uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

}  // namespace

size_t plain_end(std::string_view text, size_t at) {
#ifdef __SSE2__
  for (; text.size() - at >= 16; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
    const __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    const auto found = static_cast<uint32_t>(_mm_movemask_epi8(_mm_or_si128(control, ends)));
    if (found != 0) return at + static_cast<size_t>(__builtin_ctz(found));
  }
#endif
  while (at < text.size() && text[at] != '"' && text[at] != '\\' && static_cast<unsigned char>(text[at]) >= 0x20) ++at;
  return at;
}

size_t skip_brackets(std::string_view text, size_t at) {
  bool carried = false;
  uint64_t in_string = 0;   // all ones while a string goes on
  size_t depth = 0;
  for (; at < text.size(); at += kBlock) {
    Bits bits;
    if (text.size() - at >= kBlock) {
      bits = classify(text.data() + at);
    } else {
      char rest[kBlock];
      std::memset(rest, ' ', kBlock);
      std::memcpy(rest, text.data() + at, text.size() - at);
      bits = classify(rest);
    }
    uint64_t quote = bits.quote;
    if (bits.backslash != 0 || carried) quote &= ~escaped_bytes(bits.backslash, carried);
    const uint64_t inside = prefix_xor(quote) ^ in_string;
    if ((bits.backslash & ~inside) != 0) return kNone;   // no JSON
    in_string = static_cast<uint64_t>(static_cast<int64_t>(inside) >> 63);
    const uint64_t open = bits.open & ~inside, close = bits.close & ~inside;
    if ((open | close) == 0) continue;
    const size_t opened = count_bits(open), closed = count_bits(close);
    if (depth > closed) {
      depth += opened - closed;
      continue;
    }
    for (uint64_t both = open | close; both != 0; both &= both - 1) {
      const uint64_t bit = both & -both;
      if ((open & bit) != 0) ++depth;
      else if (depth == 0) return kNone;
      else if (--depth == 0) return at + static_cast<size_t>(__builtin_ctzll(bit)) + 1;
    }
  }
  return kNone;
}

bool Scanner::skip_string() {
  ++at_;
  while (at_ < text_.size()) {
    const void* found = std::memchr(text_.data() + at_, '"', text_.size() - at_);
    if (found == nullptr) return false;
    const auto quote = static_cast<size_t>(static_cast<const char*>(found) - text_.data());
    size_t slashes = 0;
    while (quote - slashes > at_ && text_[quote - slashes - 1] == '\\') ++slashes;
    at_ = quote + 1;
    if (slashes % 2 == 0) return true;
  }
  return false;
}

bool Scanner::skip_number() {
  take('-');
  if (at_ < text_.size() && text_[at_] == '0') ++at_;
  else if (!digits()) return false;
  if (take('.') && !digits()) return false;
  if (take('e') || take('E')) {
    if (!take('+')) take('-');
    if (!digits()) return false;
  }
  return true;
}

bool Scanner::skip_value() {
  if (at_ >= text_.size()) return false;
  switch (text_[at_]) {
    case '{': case '[': {
      // Most are empty.
      const char closing = text_[at_] == '{' ? '}' : ']';
      if (at_ + 1 < text_.size() && text_[at_ + 1] == closing) {
        at_ += 2;
        return true;
      }
      const size_t end = skip_brackets(text_, at_);
      if (end == kNone || text_[end - 1] != closing) return false;
      at_ = end;
      return true;
    }
    case '"': return skip_string();
    case 't': return skip_word("true");
    case 'f': return skip_word("false");
    case 'n': return skip_word("null");
    default: return skip_number();
  }
}

}  // namespace sekisho::adapters
