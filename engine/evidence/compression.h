// Compression of a bundle's large members: Zstandard (RFC 8878), one frame that tells its size.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "engine/evidence/refusal.h"

namespace sekisho::evidence {

// Nullopt: the bytes are to be stored as they are, since they would not get smaller, or so much smaller that decompress() would refuse them.
std::optional<std::string> compress(std::string_view bytes);

// The same of a text that comes in pieces, wherever they end: nobody needs to have all of it. Its frame may be another one than compress() gives.
class Compression {
 public:
  Compression();
  ~Compression();
  Compression(const Compression&) = delete;
  Compression& operator=(const Compression&) = delete;
  void add(std::string_view piece);
  // Of all pieces; ends it.
  std::optional<std::string> finish();

 private:
  void work(std::string_view piece, bool is_last);

  struct State;
  std::unique_ptr<State> state_;
};

// What compress(), or another program at another level, made smaller: which bytes these are is the digest's matter. Refusals, naming `path`: more or less than
// one frame of Zstandard, a frame that does not tell its size, that needs a dictionary or is damaged; one that would fill the memory.
Checked<std::string> decompress(const std::string& path, std::string_view stored);

}  // namespace sekisho::evidence
