// The size that a frame tells is judged before memory is taken for it.
#include "engine/evidence/compression.h"

#include <zstd.h>

#include <algorithm>
#include <memory>

#include "engine/base/check.h"

namespace sekisho::evidence {
namespace {

constexpr int kLevel = 1;                              // on lines of snapshots and results no larger than level 3, in half its time
constexpr size_t kAlwaysTaken = size_t{16} << 20;      // bytes that any machine has
constexpr size_t kMostPerByte = 256;                   // lines of results come to a twentieth or a fiftieth; zstd itself reaches 1 : 30000
constexpr std::string_view kMagic("\x28\xB5\x2F\xFD", 4);   // of a frame; others begin frames that are to be skipped

size_t most_of(size_t stored) { return std::max(kAlwaysTaken, stored * kMostPerByte); }

}  // namespace

std::optional<std::string> compress(std::string_view bytes) {
  const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(), ZSTD_freeCCtx);
  CHECK(context != nullptr);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);   // damage is told as such by any reader, before the digests are looked at
  const size_t most = ZSTD_compressBound(bytes.size());
  const std::unique_ptr<char[]> out(new char[most]);   // most of it is never touched
  const size_t size = ZSTD_compress2(context.get(), out.get(), most, bytes.data(), bytes.size());
  CHECK(ZSTD_isError(size) == 0);   // there is room for the worst
  if (size >= bytes.size() || bytes.size() > most_of(size)) return std::nullopt;
  return std::string(out.get(), size);
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
