// One thread goes after the other; what was hashed is told under the lock.
#include "engine/base/growing_digest.h"

#define OPENSSL_SUPPRESS_DEPRECATED   // as in sha256.cc
#include <openssl/sha.h>

#include "engine/base/check.h"
#include "engine/base/sha256.h"

namespace sekisho {

class GrowingDigest::State {
 public:
  State() { CHECK(SHA256_Init(&context_) == 1); }
  void add(const char* begin, size_t size) { CHECK(SHA256_Update(&context_, begin, size) == 1); }
  std::string digest() const {
    SHA256_CTX copy = context_;
    unsigned char bytes[SHA256_DIGEST_LENGTH];
    CHECK(SHA256_Final(bytes, &copy) == 1);
    return "sha256:" + to_hex({reinterpret_cast<const char*>(bytes), sizeof bytes});
  }

 private:
  SHA256_CTX context_;
};

GrowingDigest::GrowingDigest(const char* text, bool in_thread) : text_(text), state_(std::make_unique<State>()) {
  if (in_thread) thread_ = std::thread([this] { follow(); });
}

GrowingDigest::~GrowingDigest() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard held(lock_);
    ended_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void GrowingDigest::grown(size_t size) {
  {
    const std::lock_guard held(lock_);
    CHECK(size >= size_);
    size_ = size;
  }
  changed_.notify_all();
}

void GrowingDigest::follow() {
  std::unique_lock held(lock_);
  while (true) {
    changed_.wait(held, [&] { return ended_ || hashed_ < size_; });
    if (ended_) return;
    const size_t begin = hashed_, end = size_;
    held.unlock();
    state_->add(text_ + begin, end - begin);
    held.lock();
    hashed_ = end;
    changed_.notify_all();
  }
}

std::string GrowingDigest::so_far() {
  std::unique_lock held(lock_);
  if (thread_.joinable()) {
    changed_.wait(held, [&] { return hashed_ == size_; });
  } else {
    state_->add(text_ + hashed_, size_ - hashed_);
    hashed_ = size_;
  }
  return state_->digest();
}

}  // namespace sekisho
