// Inflates straight into the result, whose size the last member tells beforehand.
#include "adapters/reader/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <utility>

namespace sekisho::adapters {
namespace {

constexpr size_t kSmallest = 18;                   // a head of 10 bytes and a tail of 8
constexpr size_t kMostPerByte = 1032;              // deflate packs no tighter
constexpr size_t kStep = size_t{1} << 20;
constexpr int kGzipWindow = 15 + 16;               // the largest window, gzip's head only

// The last four bytes: the size of what the last member holds, modulo 2^32.
size_t size_told(std::string_view bytes) {
  size_t size = 0;
  for (size_t i = 0; i < 4; ++i) size |= static_cast<size_t>(static_cast<unsigned char>(bytes[bytes.size() - 4 + i])) << (8 * i);
  return size;
}

std::string in_megabytes(size_t size) { return std::to_string(size >> 20) + " MiB"; }

class Inflation {
 public:
  Inflation(const std::string& name, std::string_view bytes, size_t largest) : name_(name), bytes_(bytes), largest_(largest) {}
  ~Inflation() {
    if (begun_) inflateEnd(&stream_);
  }
  Inflation(const Inflation&) = delete;
  Inflation& operator=(const Inflation&) = delete;

  Result<std::string> run() {
    if (bytes_.size() < kSmallest) return cut_off();
    if (!begin()) return Error{"`" + name_ + "` cannot be unpacked: no memory", "", {}};
    // One byte more than told, so that the end is seen without growing.
    out_.resize(std::min(unpacked_size(bytes_), largest_) + 1);
    while (true) {
      if (filled_ == out_.size()) {
        if (filled_ > largest_) return too_large();
        out_.resize(std::min(filled_ + std::max(kStep, filled_ / 2), largest_ + 1));
      }
      const int state = step();
      if (state == Z_STREAM_END) {
        if (filled_ > largest_) return too_large();
        if (left_ + stream_.avail_in == 0) break;
        if (!is_gzip({reinterpret_cast<const char*>(stream_.next_in), left_ + stream_.avail_in})) return damaged("other bytes follow the compressed ones");
        if (inflateReset(&stream_) != Z_OK) return damaged("its next member cannot be read");
        continue;
      }
      if (state == Z_OK || (state == Z_BUF_ERROR && stream_.avail_out == 0)) continue;
      if (state == Z_BUF_ERROR) return cut_off();
      return damaged(stream_.msg == nullptr ? "the compressed bytes are broken" : stream_.msg);
    }
    out_.resize(filled_);
    return std::move(out_);
  }

  bool run_in_pieces(const std::function<bool(std::string_view)>& take) {
    if (bytes_.size() < kSmallest || !begin()) return false;
    out_.resize(kStep);
    size_t before = 0;                             // what was taken
    const auto give = [&] {
      before += filled_;
      return before <= largest_ && take(std::string_view(out_).substr(0, std::exchange(filled_, 0)));
    };
    while (true) {
      if (filled_ == out_.size() && !give()) return false;
      const int state = step();
      if (state == Z_STREAM_END) {
        if (left_ + stream_.avail_in == 0) return give();
        if (!is_gzip({reinterpret_cast<const char*>(stream_.next_in), left_ + stream_.avail_in}) || inflateReset(&stream_) != Z_OK) return false;
      } else if (state != Z_OK && !(state == Z_BUF_ERROR && stream_.avail_out == 0)) {
        return false;
      }
    }
  }

 private:
  bool begin() {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes_.data()));
    left_ = bytes_.size();
    return begun_ = inflateInit2(&stream_, kGzipWindow) == Z_OK;
  }

  // zlib counts in 32 bits.
  int step() {
    constexpr size_t kMost = size_t{1} << 30;
    if (stream_.avail_in == 0) {
      const size_t part = std::min(left_, kMost);
      stream_.avail_in = static_cast<uInt>(part);
      left_ -= part;
    }
    const size_t room = std::min(out_.size() - filled_, kMost);
    stream_.next_out = reinterpret_cast<Bytef*>(out_.data() + filled_);
    stream_.avail_out = static_cast<uInt>(room);
    const int state = inflate(&stream_, Z_NO_FLUSH);
    filled_ += room - stream_.avail_out;
    // Nothing more to give and nothing came: it ends in the middle.
    if (state == Z_OK && stream_.avail_in == 0 && left_ == 0 && stream_.avail_out != 0) return Z_BUF_ERROR;
    return state;
  }

  Error too_large() const {
    return Error{"`" + name_ + "` unpacks to more than " + in_megabytes(largest_), "give it in parts; " + in_megabytes(bytes_.size() + (size_t{1} << 20) - 1) + " of compressed bytes that grow so much may be meant to fill the memory", {}};
  }
  Error cut_off() const { return damaged("it is cut off"); }
  Error damaged(const std::string& why) const { return Error{"`" + name_ + "` is compressed by gzip and cannot be unpacked: " + why, "`gunzip -t` tells whether the file is whole; fetch it again", {}}; }

  const std::string name_;
  std::string_view bytes_;
  size_t largest_;
  z_stream stream_{};
  bool begun_ = false;
  size_t left_ = 0;                                // bytes not yet given to zlib
  std::string out_;
  size_t filled_ = 0;
};

}  // namespace

bool is_gzip(std::string_view bytes) { return bytes.size() >= 2 && bytes[0] == '\x1F' && bytes[1] == '\x8B'; }

size_t unpacked_size(std::string_view bytes) { return bytes.size() < kSmallest ? 0 : std::min(size_told(bytes), bytes.size() * kMostPerByte); }

bool gunzip_pieces(std::string_view bytes, const std::function<bool(std::string_view)>& take, size_t largest) { return Inflation("", bytes, largest).run_in_pieces(take); }

Result<std::string> gunzip(const std::string& name, std::string_view bytes, size_t largest) { return Inflation(name, bytes, largest).run(); }

}  // namespace sekisho::adapters
