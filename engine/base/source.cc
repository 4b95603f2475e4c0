// Lines and columns of a text, computed when first asked.
#include "sekisho/source.h"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <utility>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace sekisho {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Of lines that begin behind an end of line in [from, to).
void add_line_starts(std::string_view text, size_t from, size_t to, std::vector<uint32_t>& starts) {
  const char* begin = text.data();
  const char* end = begin + to;
  const char* at = begin + from;
  while (at < end) {
    const void* found = std::memchr(at, '\n', static_cast<size_t>(end - at));
    if (found == nullptr) break;
    at = static_cast<const char*>(found) + 1;
    starts.push_back(static_cast<uint32_t>(at - begin));
  }
}

void fill_line_starts(std::string_view text, std::vector<uint32_t>& starts) {
  starts.push_back(0);
  add_line_starts(text, 0, text.size(), starts);
}

// Code points that begin in [from, to).
uint32_t code_points(std::string_view text, size_t from, size_t to) {
  uint32_t continuing = 0;   // bytes 10xxxxxx
  size_t i = from;
#ifdef __SSE2__
  while (i + 16 <= to) {
    // Sixteen counts side by side, of at most 255 bytes each.
    __m128i counts = _mm_setzero_si128();
    const size_t steps = std::min<size_t>((to - i) / 16, 255);
    for (size_t step = 0; step < steps; ++step, i += 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + i));
      counts = _mm_sub_epi8(counts, _mm_cmplt_epi8(bytes, _mm_set1_epi8(-64)));
    }
    const __m128i sums = _mm_sad_epu8(counts, _mm_setzero_si128());
    continuing += static_cast<uint32_t>(_mm_cvtsi128_si32(sums) + _mm_cvtsi128_si32(_mm_srli_si128(sums, 8)));
  }
#endif
  while (i + 8 <= to) {
    // Eight counts side by side, of at most 255 bytes each.
    uint64_t counts = 0;
    const size_t words = std::min<size_t>((to - i) / 8, 255);
    for (size_t word = 0; word < words; ++word, i += 8) {
      uint64_t eight;
      std::memcpy(&eight, text.data() + i, 8);
      counts += (eight >> 7) & (~eight >> 6) & 0x0101010101010101u;
    }
    for (; counts != 0; counts >>= 8) continuing += counts & 0xFF;
  }
  uint32_t count = static_cast<uint32_t>(i - from) - continuing;
  for (; i < to; ++i) count += (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
  return count;
}

// A plan is one line of many megabytes: counting from its start for every place would take the square of its length.
constexpr size_t kBlock = 512;

// Of the blocks that lie in [from, to). REQUIRES: `from` begins one.
void add_block_points(std::string_view text, size_t from, size_t to, std::vector<uint32_t>& points) {
  for (size_t begin = from; begin + kBlock <= to; begin += kBlock) points.push_back(points.back() + code_points(text, begin, begin + kBlock));
}

void fill_block_points(std::string_view text, std::vector<uint32_t>& points) {
  points.reserve(text.size() / kBlock + 1);
  points.push_back(0);
  add_block_points(text, 0, text.size(), points);
}

uint32_t code_points_before(std::string_view text, const std::vector<uint32_t>& block_points, size_t offset) {
  size_t block = offset / kBlock;
  return block_points[block] + code_points(text, block * kBlock, offset);
}

}  // namespace

Source::Source(std::string name, std::string text, bool authored) : name_(std::move(name)), authored_(authored), text_(std::move(text)) {
  if (text_.starts_with(kByteOrderMark)) text_.erase(0, kByteOrderMark.size());
}

std::shared_ptr<const Source> Source::embedded(std::string name, std::string_view text) {
  auto source = std::make_shared<Source>(std::move(name), "");
  source->embedded_ = text;
  return source;
}

const std::string& Source::text() const {
  if (is_embedded()) std::call_once(copied_, [this] { text_ = embedded_; });
  return text_;
}

LineColumn Source::line_column(size_t offset) const {
  const std::string_view text = view();
  offset = std::min(offset, text.size());
  std::call_once(lines_found_, [&] { fill_line_starts(text, line_starts_); });
  std::call_once(points_counted_, [&] { fill_block_points(text, block_points_); });
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const size_t start = *(after - 1);
  LineColumn result;
  result.line = static_cast<uint32_t>(after - line_starts_.begin());
  result.column += offset - start <= kBlock ? code_points(text, start, offset) : code_points_before(text, block_points_, offset) - code_points_before(text, block_points_, start);
  // An offset inside a code point belongs to that code point.
  const bool inside = offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80;
  if (inside && result.column > 1) --result.column;
  return result;
}

void Source::find_lines(const std::function<void(size_t bytes)>& passed) const {
  constexpr size_t kPiece = size_t{256} << 10;   // stays in the cache while it is looked at three times
  static_assert(kPiece % kBlock == 0);
  const std::string_view text = view();
  std::call_once(lines_found_, [&] {
    std::call_once(points_counted_, [&] {
      line_starts_.push_back(0);
      block_points_.reserve(text.size() / kBlock + 1);
      block_points_.push_back(0);
      for (size_t from = 0; from < text.size(); from += kPiece) {
        const size_t to = std::min(text.size(), from + kPiece);
        add_line_starts(text, from, to, line_starts_);
        add_block_points(text, from, to, block_points_);
        passed(to);
      }
    });
  });
}

std::string_view Source::line(uint32_t line) const {
  const std::string_view text = view();
  std::call_once(lines_found_, [&] { fill_line_starts(text, line_starts_); });
  if (line == 0 || line > line_starts_.size()) return {};
  const size_t start = line_starts_[line - 1];
  const size_t end = line < line_starts_.size() ? line_starts_[line] - 1 : text.size();
  std::string_view result = text.substr(start, end - start);
  if (result.ends_with('\r')) result.remove_suffix(1);
  return result;
}

}  // namespace sekisho
