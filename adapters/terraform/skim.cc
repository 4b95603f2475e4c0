// Brackets are matched 64 bytes at a time; within a resource, member by member.
#include "adapters/terraform/skim.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <unordered_map>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "engine/base/fault.h"

namespace sekisho::adapters::terraform {
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

class Skimmer {
 public:
  Skimmer(std::string_view text, JsonParts& unescaped) : text_(text), text_size_(text.size()), unescaped_(unescaped) {}

  std::optional<Skimmed> plan() {
    if (text_size_ > std::numeric_limits<uint32_t>::max()) return std::nullopt;
    skip_space();
    if (!take('{')) return std::nullopt;
    bool changes_seen = false;
    const bool whole = members([&](std::string_view key, size_t begin) {
      if (key == "resource_changes") {
        changes_seen = true;
        if (text_[at_] != '[' || !changes()) return false;
        out_.left_out.push_back({begin, at_});
        return true;
      }
      if (!skip_value()) return false;
      if (key == "planned_values" && text_[begin] == '{') out_.left_out.push_back({begin, at_});
      return true;
    }, false);
    if (!whole || !changes_seen) return std::nullopt;
    skip_space();
    if (at_ != text_size_) return std::nullopt;
    return std::move(out_);
  }

 private:
  void skip_space() {
    while (at_ < text_size_ && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) ++at_;
  }
  bool take(char c) {
    if (at_ >= text_size_ || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  // A string without escapes; moves past it.
  std::optional<std::string_view> plain_string() {
    if (!take('"')) return std::nullopt;
    const size_t start = at_;
    while (at_ < text_size_ && text_[at_] != '"') {
      const auto c = static_cast<unsigned char>(text_[at_]);
      if (c == '\\' || c < 0x20) return std::nullopt;
      ++at_;
    }
    if (at_ >= text_size_) return std::nullopt;
    return text_.substr(start, at_++ - start);
  }

  bool skip_string() {
    ++at_;
    while (at_ < text_size_) {
      const void* found = std::memchr(text_.data() + at_, '"', text_size_ - at_);
      if (found == nullptr) return false;
      const auto quote = static_cast<size_t>(static_cast<const char*>(found) - text_.data());
      size_t slashes = 0;
      while (quote - slashes > at_ && text_[quote - slashes - 1] == '\\') ++slashes;
      at_ = quote + 1;
      if (slashes % 2 == 0) return true;
    }
    return false;
  }

  bool skip_word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  bool digits() {
    const size_t start = at_;
    while (at_ < text_size_ && text_[at_] >= '0' && text_[at_] <= '9') ++at_;
    return at_ > start;
  }

  bool skip_number() {
    take('-');
    if (at_ < text_size_ && text_[at_] == '0') ++at_;
    else if (!digits()) return false;
    if (take('.') && !digits()) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (!digits()) return false;
    }
    return true;
  }

  // REQUIRES: at the first byte of a value.
  bool skip_value() {
    if (at_ >= text_size_) return false;
    switch (text_[at_]) {
      case '{': case '[': {
        // Most are empty.
        if (at_ + 1 < text_size_ && text_[at_ + 1] == (text_[at_] == '{' ? '}' : ']')) {
          at_ += 2;
          return true;
        }
        const size_t end = skip_brackets(text_, at_);
        if (end == kNone || text_[end - 1] != (text_[at_] == '{' ? '}' : ']')) return false;
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

  // Calls visit(key, offset of the value) for each member of the object whose brace was taken; it moves past the value. No key may stand twice: with
  // `ascending`, for the many keys of a layer, they must be in order; else each is held against those before it.
  template <class Visit>
  bool members(const Visit& visit, bool ascending) {
    skip_space();
    if (take('}')) return true;
    std::string_view last;
    std::vector<std::string_view> before;
    for (bool first = true;; first = false) {
      skip_space();
      const std::optional<std::string_view> key = plain_string();
      if (!key) return false;
      if (ascending) {
        if (!first && *key <= last) return false;
        last = *key;
      } else {
        if (std::find(before.begin(), before.end(), *key) != before.end()) return false;
        before.push_back(*key);
      }
      skip_space();
      if (!take(':')) return false;
      skip_space();
      if (at_ >= text_size_ || !visit(*key, at_)) return false;
      skip_space();
      if (take(',')) continue;
      return take('}');
    }
  }

  bool changes() {
    ++at_;
    skip_space();
    if (take(']')) return true;
    while (true) {
      skip_space();
      if (!change()) return false;
      skip_space();
      if (take(',')) continue;
      return take(']');
    }
  }

  bool text(std::string_view& into) {
    // With an escape (`["a"]` in an address) it is parsed like everything else that is used.
    const size_t start = at_;
    if (const std::optional<std::string_view> plain = plain_string()) {
      into = *plain;
      return true;
    }
    at_ = start;
    return text_[at_] == '"' && skip_string() && unescape({start, at_}, into);
  }

  bool unescape(JsonSpan span, std::string_view& into) {
    const JsonNode* node = unescaped_.parse(text_, span);
    if (node == nullptr || node->kind != JsonNode::Kind::kString) return false;
    into = node->text;
    unescaped_.clear();
    return true;
  }

  bool change() {
    SkimmedChange made;
    made.begin = static_cast<uint32_t>(at_);
    if (!take('{')) return false;
    bool has_change = false;
    const bool whole = members([&](std::string_view key, size_t) {
      if (key == "address") return text(made.address);
      if (key == "module_address") return text(made.module);
      if (key == "provider_name") return text(made.provider);
      if (key == "deposed") return false;
      if (key == "index") made.has_index = text_[at_] != 'n';
      if (key != "change") return skip_value();
      has_change = true;
      return take('{') && members([&](std::string_view part, size_t begin) {
        if (part == "actions") return actions(made.action);
        if (part == "after") return layer(made.value, begin, false);
        if (part == "after_unknown") return layer(made.unknown, begin, true);
        if (part == "after_sensitive" && !fault(31)) return layer(made.sensitive, begin, true);
        return skip_value();
      }, false);
    }, false);
    if (!whole || !has_change || made.address.empty() || made.action.empty() || made.value.offset == 0) return false;
    out_.changes.push_back(made);
    return true;
  }

  bool actions(std::string_view& into) {
    std::string_view first;
    size_t count = 0;
    bool creates = false;
    if (!take('[')) return false;
    while (true) {
      skip_space();
      const std::optional<std::string_view> word = plain_string();
      if (!word) return false;
      if (count++ == 0) first = *word;
      creates = creates || *word == "create";
      skip_space();
      if (take(',')) continue;
      if (!take(']')) return false;
      break;
    }
    into = count > 1 && creates ? "replace" : first;
    return into != "delete" && into != "forget";
  }

  // `marks`: what marks nothing is left out.
  bool layer(CellRange& range, size_t begin, bool marks) {
    if (marks && skip_word("false")) return true;
    if (!take('{')) return false;
    range.offset = static_cast<uint32_t>(begin);
    range.first = static_cast<uint32_t>(out_.cells.size());
    const bool whole = members([&](std::string_view key, size_t value) {
      if (!skip_value()) return false;
      const size_t length = at_ - value;
      if (marks && length <= 5) {
        const std::string_view mark = text_.substr(value, length);
        if (mark == "{}" || mark == "[]" || mark == "false" || (fault(30) && mark == "true")) return true;
      }
      out_.cells.push_back({static_cast<uint32_t>(value), static_cast<uint32_t>(length), number_of(key)});
      return true;
    }, true);
    range.count = static_cast<uint32_t>(out_.cells.size()) - range.first;
    return whole;
  }

  uint32_t number_of(std::string_view key) {
    const auto [entry, is_new] = numbers_.try_emplace(key, static_cast<uint32_t>(out_.keys.size()));
    if (is_new) out_.keys.push_back(key);
    return entry->second;
  }

  std::string_view text_;
  size_t text_size_;
  JsonParts& unescaped_;
  size_t at_ = 0;
  Skimmed out_;
  std::unordered_map<std::string_view, uint32_t> numbers_;
};

}  // namespace

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
    const auto opened = static_cast<size_t>(__builtin_popcountll(open)), closed = static_cast<size_t>(__builtin_popcountll(close));
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

std::optional<Skimmed> skim_plan(std::string_view text, JsonParts& unescaped) {
  return Skimmer(text, unescaped).plan();
}

}  // namespace sekisho::adapters::terraform
