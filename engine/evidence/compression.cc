// The size that a frame tells is judged before memory is taken for it.
#include "engine/evidence/compression.h"

#include <zstd.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "engine/base/check.h"

namespace sekisho::evidence {
namespace {

constexpr int kLevel = 1;                              // on lines of snapshots and results no larger than level 3, in half its time
constexpr size_t kAlwaysTaken = size_t{16} << 20;      // bytes that any machine has
constexpr size_t kMostPerByte = 256;                   // lines of results come to a twentieth or a fiftieth; zstd itself reaches 1 : 30000
constexpr std::string_view kMagic("\x28\xB5\x2F\xFD", 4);   // of a frame; others begin frames that are to be skipped

size_t most_of(size_t stored) { return std::max(kAlwaysTaken, stored * kMostPerByte); }

using Context = std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)>;

Context new_context() {
  Context context(ZSTD_createCCtx(), ZSTD_freeCCtx);
  CHECK(context != nullptr);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);   // damage is told as such by any reader, before the digests are looked at
  return context;
}

bool is_worth_it(size_t stored, size_t bytes) { return stored < bytes && bytes <= most_of(stored); }

// Writes the size of the content into a frame that was begun before anybody knew it (RFC 8878, section 3.1.1.1).
void tell_size(std::string& frame, uint64_t size) {
  constexpr size_t kDescriptor = 4, kBehindWindow = 6;   // after the magic number; descriptor and window are one byte each
  constexpr unsigned char kSizeOfEight = 3 << 6, kSingleSegment = 1 << 5, kDictionary = 3;
  const auto descriptor = static_cast<unsigned char>(frame[kDescriptor]);
  CHECK((descriptor & (kSizeOfEight | kSingleSegment | kDictionary)) == 0);
  frame[kDescriptor] = static_cast<char>(descriptor | kSizeOfEight);
  char bytes[8];
  for (size_t i = 0; i < sizeof bytes; ++i) bytes[i] = static_cast<char>(size >> (8 * i));
  frame.insert(kBehindWindow, bytes, sizeof bytes);
}

}  // namespace

std::optional<std::string> compress(std::string_view bytes) {
  const Context context = new_context();
  const size_t most = ZSTD_compressBound(bytes.size());
  const std::unique_ptr<char[]> out(new char[most]);   // most of it is never touched
  const size_t size = ZSTD_compress2(context.get(), out.get(), most, bytes.data(), bytes.size());
  CHECK(ZSTD_isError(size) == 0);   // there is room for the worst
  if (!is_worth_it(size, bytes.size())) return std::nullopt;
  return std::string(out.get(), size);
}

struct Compression::State {
  Context context = new_context();
  std::vector<char> room = std::vector<char>(ZSTD_CStreamOutSize());
  std::string made;
  uint64_t size = 0;   // of the text
};

Compression::Compression() : state_(std::make_unique<State>()) {}
Compression::~Compression() = default;

void Compression::add(std::string_view piece) { work(piece, false); }

void Compression::work(std::string_view piece, bool is_last) {
  ZSTD_inBuffer in{piece.data(), piece.size(), 0};
  state_->size += piece.size();
  size_t left = 0;   // to be written
  do {
    ZSTD_outBuffer out{state_->room.data(), state_->room.size(), 0};
    left = ZSTD_compressStream2(state_->context.get(), &out, &in, is_last ? ZSTD_e_end : ZSTD_e_continue);
    CHECK(ZSTD_isError(left) == 0);
    state_->made.append(state_->room.data(), out.pos);
  } while (in.pos < in.size || (is_last && left > 0));
}

std::optional<std::string> Compression::finish() {
  if (state_->size == 0) return std::nullopt;
  work({}, true);
  tell_size(state_->made, state_->size);
  if (!is_worth_it(state_->made.size(), state_->size)) return std::nullopt;
  return std::move(state_->made);
}

Checked<std::string> decompress(const std::string& path, std::string_view stored) {
  const Refusal unsound{"SK1081", "`" + path + "` is not one sound frame of Zstandard"};
  if (!stored.starts_with(kMagic)) return unsound;
  const unsigned long long told = ZSTD_getFrameContentSize(stored.data(), stored.size());
  if (told == ZSTD_CONTENTSIZE_UNKNOWN || told == ZSTD_CONTENTSIZE_ERROR) return unsound;
  if (ZSTD_findFrameCompressedSize(stored.data(), stored.size()) != stored.size()) return unsound;   // an error is no size
  if (told > most_of(stored.size())) {
    return Refusal{"SK1082", "`" + path + "` holds " + std::to_string(stored.size()) + " bytes and says that it decompresses to " + std::to_string(told)};
  }
  std::string out(told, '\0');
  if (ZSTD_decompress(out.data(), out.size(), stored.data(), stored.size()) != told) return unsound;
  return out;
}

}  // namespace sekisho::evidence
