// CompactVector: a vector that takes the room of a pointer while it is empty, for what is empty in most of very many.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace sekisho {

// As std::vector: what may change elements invalidates what points to them.
template <class T>
class CompactVector {
 public:
  using value_type = T;
  using iterator = typename std::vector<T>::iterator;
  using const_iterator = typename std::vector<T>::const_iterator;

  CompactVector() = default;
  CompactVector(std::vector<T> all) { *this = std::move(all); }
  CompactVector(const CompactVector& other) : all_(other.all_ == nullptr ? nullptr : std::make_unique<std::vector<T>>(*other.all_)) {}
  CompactVector(CompactVector&&) noexcept = default;
  CompactVector& operator=(const CompactVector& other) { return *this = CompactVector(other); }
  CompactVector& operator=(CompactVector&&) noexcept = default;
  CompactVector& operator=(std::vector<T> all) {
    if (all.empty()) clear();
    else own() = std::move(all);
    return *this;
  }

  // The same as a vector.
  const std::vector<T>& vector() const { return all_ == nullptr ? kNone : *all_; }
  operator const std::vector<T>&() const { return vector(); }

  bool empty() const { return all_ == nullptr || all_->empty(); }
  size_t size() const { return all_ == nullptr ? 0 : all_->size(); }
  const T* data() const { return vector().data(); }
  const T& operator[](size_t index) const { return (*all_)[index]; }
  T& operator[](size_t index) { return (*all_)[index]; }
  const T& front() const { return all_->front(); }
  T& front() { return all_->front(); }
  const T& back() const { return all_->back(); }
  T& back() { return all_->back(); }
  const_iterator begin() const { return vector().begin(); }
  const_iterator end() const { return vector().end(); }
  auto rbegin() const { return vector().rbegin(); }
  auto rend() const { return vector().rend(); }
  iterator begin() { return all_ == nullptr ? iterator() : all_->begin(); }
  iterator end() { return all_ == nullptr ? iterator() : all_->end(); }

  void push_back(T one) { own().push_back(std::move(one)); }
  template <class... Parts>
  T& emplace_back(Parts&&... parts) { return own().emplace_back(std::forward<Parts>(parts)...); }
  void reserve(size_t size) {
    if (size > 0) own().reserve(size);
  }
  void resize(size_t size) {
    if (size > 0 || all_ != nullptr) own().resize(size);
  }
  void clear() { all_.reset(); }
  template <class Iterator>
  void assign(Iterator from, Iterator to) { *this = std::vector<T>(from, to); }
  template <class Iterator>
  iterator insert(const_iterator at, Iterator from, Iterator to) {
    const auto position = at - vector().begin();
    std::vector<T>& all = own();
    return all.insert(all.begin() + position, from, to);
  }
  template <class Predicate>
  friend size_t erase_if(CompactVector& from, Predicate predicate) { return from.all_ == nullptr ? 0 : std::erase_if(*from.all_, predicate); }
  bool operator==(const CompactVector& other) const { return vector() == other.vector(); }
  bool operator==(const std::vector<T>& other) const { return vector() == other; }

 private:
  std::vector<T>& own() {
    if (all_ == nullptr) all_ = std::make_unique<std::vector<T>>();
    return *all_;
  }
  static inline const std::vector<T> kNone;
  std::unique_ptr<std::vector<T>> all_;
};

}  // namespace sekisho
