// Merkle trees of RFC 6962: one hash for many leaves in order, and short proofs of what a tree holds and of how it grew.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/sha256.h"

namespace sekisho::evidence {

// A hash is 32 bytes, not hex.
std::string leaf_hash(std::string_view leaf);                                   // SHA-256(0x00 || leaf)
std::string merkle_root(const std::vector<std::string>& leaf_hashes);           // of none: SHA-256 of nothing
std::string merkle_root_of(std::span<const std::string_view> leaves);             // the same of the leaves themselves, in several threads where there are many

// The root of leaves that come one after the other: merkle_root_of() all of them. Keeps one hash for each whole tree so far, of which no two have the same size.
class GrowingTree {
 public:
  void add(std::string_view leaf);
  std::string root() const;

 private:
  struct Whole {
    uint64_t leaves;   // a power of two
    Sha256 hash;
  };
  std::vector<Whole> wholes_;   // from the left, the largest first
};

// The hashes beside the way from leaf `index` up to the root. REQUIRES: index < number of leaves.
std::vector<std::string> inclusion_proof(const std::vector<std::string>& leaf_hashes, size_t index);
// Whether `proof` leads from the leaf to the root of a tree of `size` leaves. False for anything malformed.
bool includes(std::string_view root, uint64_t size, uint64_t index, std::string_view leaf, const std::vector<std::string>& proof);

}  // namespace sekisho::evidence
