// Late: a part of a checked program that is read from an artifact when it is first asked for. A part made by the checker is simply there.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace sekisho {

// Reads the part of a program that begins at `at`. Calls from several threads take turns.
template <typename Part>
class PartReader {
 public:
  virtual void read(uint32_t at, Part& part) const = 0;

 protected:
  ~PartReader() = default;
};

// Any number of threads may ask; editing and moving are for whoever builds the program.
template <typename Part>
class Late {
 public:
  Late() = default;
  Late(Part part) : part_(std::move(part)) {}
  Late(const PartReader<Part>& reader, uint32_t at) : reader_(&reader), at_(at) {}   // REQUIRES: the reader outlives this
  Late(Late&& other) noexcept : part_(std::move(other.part_)), reader_(other.reader_.exchange(nullptr)), at_(other.at_) {}
  Late& operator=(Late&& other) noexcept {
    part_ = std::move(other.part_);
    at_ = other.at_;
    reader_ = other.reader_.exchange(nullptr);
    return *this;
  }

  const Part& get() const {
    if (reader_.load(std::memory_order_acquire) != nullptr) read();
    return part_;
  }
  Part& edit() { return const_cast<Part&>(get()); }
  operator const Part&() const { return get(); }

 private:
  void read() const;

  mutable Part part_{};
  mutable std::atomic<const PartReader<Part>*> reader_ = nullptr;  // null: the part is there
  uint32_t at_ = 0;
};

// One lock for all programs: reading a part takes microseconds and happens once.
std::unique_lock<std::mutex> lock_reading();

template <typename Part>
void Late<Part>::read() const {
  const std::unique_lock<std::mutex> lock = lock_reading();
  const PartReader<Part>* reader = reader_.load(std::memory_order_relaxed);
  if (reader == nullptr) return;
  reader->read(at_, part_);
  reader_.store(nullptr, std::memory_order_release);
}

// A late list, used as a vector is.
template <typename Member>
class LateList : public Late<std::vector<Member>> {
 public:
  using Late<std::vector<Member>>::Late;
  auto begin() const { return this->get().begin(); }
  auto end() const { return this->get().end(); }
  auto rbegin() const { return this->get().rbegin(); }
  auto rend() const { return this->get().rend(); }
  bool empty() const { return this->get().empty(); }
  size_t size() const { return this->get().size(); }
  const Member& operator[](size_t index) const { return this->get()[index]; }
  Member& operator[](size_t index) { return this->edit()[index]; }
  const Member& front() const { return this->get().front(); }
  void push_back(Member member) { this->edit().push_back(std::move(member)); }
};

// A late tree behind a pointer, used as a unique_ptr is.
template <typename Tree>
class LatePointer : public Late<std::unique_ptr<Tree>> {
 public:
  using Late<std::unique_ptr<Tree>>::Late;
  LatePointer() = default;
  LatePointer(std::nullptr_t) {}
  Tree* get() const { return tree().get(); }
  Tree& operator*() const { return *tree(); }
  Tree* operator->() const { return tree().get(); }
  explicit operator bool() const { return tree() != nullptr; }
  bool operator==(std::nullptr_t) const { return tree() == nullptr; }

 private:
  const std::unique_ptr<Tree>& tree() const { return Late<std::unique_ptr<Tree>>::get(); }
};

}  // namespace sekisho
