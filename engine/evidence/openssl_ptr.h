// Owners of OpenSSL's objects.
#pragma once

#include <memory>

namespace sekisho::evidence {

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* object) const { Free(object); }
};
template <typename T, auto Free>
using OpenSslPtr = std::unique_ptr<T, Freed<Free>>;

}  // namespace sekisho::evidence
