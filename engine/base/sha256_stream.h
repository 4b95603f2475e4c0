// Sha256Stream: the digest of a text that comes piece by piece.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace sekisho {

class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  void add(std::string_view bytes);
  std::string digest() const;   // "sha256:" and the digits, of all so far

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sekisho
