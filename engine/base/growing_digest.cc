// One thread goes after the other; what was hashed is told under the lock.
#include "engine/base/growing_digest.h"

#include "engine/base/check.h"

namespace sekisho {

GrowingDigest::GrowingDigest(const char* text, bool in_thread) : text_(text) {
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
    stream_.add({text_ + begin, end - begin});
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
    stream_.add({text_ + hashed_, size_ - hashed_});
    hashed_ = size_;
  }
  return stream_.digest();
}

}  // namespace sekisho
