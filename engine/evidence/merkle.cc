// RFC 6962 section 2.1; RFC 9162 section 2.1.3.2 for checking a proof without recursion.
#include "engine/evidence/merkle.h"

#include <bit>
#include <span>

#include "engine/base/parallel.h"
#include "engine/base/sha256.h"

namespace sekisho::evidence {
namespace {

constexpr size_t kManyLeaves = 50000;   // from here on the halves are worked out beside each other

std::string node_hash(std::string_view left, std::string_view right) {
  std::string bytes(1, '\x01');
  bytes += left;
  bytes += right;
  return sha256_bytes(bytes);
}

std::string root_of(std::span<const std::string> leaves) {
  if (leaves.size() == 1) return leaves.front();
  const size_t left = std::bit_floor(leaves.size() - 1);   // the largest power of two below the size
  if (leaves.size() < kManyLeaves) return node_hash(root_of(leaves.first(left)), root_of(leaves.subspan(left)));
  std::string halves[2];
  in_parallel(2, [&](size_t half) { halves[half] = root_of(half == 0 ? leaves.first(left) : leaves.subspan(left)); });
  return node_hash(halves[0], halves[1]);
}

void add_proof(std::span<const std::string> leaves, size_t index, std::vector<std::string>& proof) {
  if (leaves.size() == 1) return;
  const size_t left = std::bit_floor(leaves.size() - 1);
  if (index < left) {
    add_proof(leaves.first(left), index, proof);
    proof.push_back(root_of(leaves.subspan(left)));
  } else {
    add_proof(leaves.subspan(left), index - left, proof);
    proof.push_back(root_of(leaves.first(left)));
  }
}

}  // namespace

std::string leaf_hash(std::string_view leaf) {
  std::string bytes(1, '\x00');
  bytes += leaf;
  return sha256_bytes(bytes);
}

std::string merkle_root(const std::vector<std::string>& leaf_hashes) {
  return leaf_hashes.empty() ? sha256_bytes("") : root_of(leaf_hashes);
}

std::vector<std::string> inclusion_proof(const std::vector<std::string>& leaf_hashes, size_t index) {
  std::vector<std::string> proof;
  add_proof(leaf_hashes, index, proof);
  return proof;
}

bool includes(std::string_view root, uint64_t size, uint64_t index, std::string_view leaf, const std::vector<std::string>& proof) {
  if (index >= size) return false;
  uint64_t node = index, last = size - 1;
  std::string hash(leaf);
  for (const std::string& beside : proof) {
    if (last == 0) return false;
    if (node % 2 == 1 || node == last) {
      hash = node_hash(beside, hash);
      while (node % 2 == 0 && node != 0) {
        node /= 2;
        last /= 2;
      }
    } else {
      hash = node_hash(hash, beside);
    }
    node /= 2;
    last /= 2;
  }
  return last == 0 && hash == root;
}

}  // namespace sekisho::evidence
