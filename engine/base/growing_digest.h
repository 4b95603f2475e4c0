// GrowingDigest: of a text that is still being written, worked out beside who writes it.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>

#include "engine/base/sha256_stream.h"

namespace sekisho {

class GrowingDigest {
 public:
  // `text`: where it begins. REQUIRES: what was said to be there neither moves nor changes. Not `in_thread`: nothing is worked out before it is asked for.
  GrowingDigest(const char* text, bool in_thread);
  ~GrowingDigest();
  GrowingDigest(const GrowingDigest&) = delete;
  GrowingDigest& operator=(const GrowingDigest&) = delete;
  // So many bytes are there now.
  void grown(size_t size);
  // "sha256:" and the digits, of all that is there.
  std::string so_far();

 private:
  void follow();

  const char* text_;
  Sha256Stream stream_;
  std::mutex lock_;
  std::condition_variable changed_;
  size_t size_ = 0, hashed_ = 0;
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace sekisho
