// RFC 6962 section 2.1; RFC 9162 section 2.1.3.2 for checking a proof without recursion.
#include "engine/evidence/merkle.h"

#include <algorithm>
#include <bit>
#include <span>
#include <tuple>

#include "engine/base/check.h"
#include "engine/base/parallel.h"

namespace sekisho::evidence {
namespace {

constexpr size_t kManyLeaves = 50000;   // from here on the halves are worked out beside each other

constexpr std::string_view kLeaf("\0", 1), kNode("\1", 1);   // before what is hashed

std::string as_text(const Sha256& hash) { return {hash.data(), hash.size()}; }
std::string_view as_view(const Sha256& hash) { return {hash.data(), hash.size()}; }

std::string node_hash(std::string_view left, std::string_view right) { return as_text(sha256_of({kNode, left, right})); }

// The largest power of two below the size: how many leaves stand on the left.
size_t left_of(size_t leaves) { return std::bit_floor(leaves - 1); }

// `hash_of` gives the hash of a leaf. Keeps no hash longer than the next one on its way takes.
template <class Leaf, class HashOf>
Sha256 root_of(std::span<const Leaf> leaves, const HashOf& hash_of) {
  if (leaves.size() == 1) return hash_of(leaves.front());
  const size_t left = left_of(leaves.size());
  Sha256 halves[2];
  const auto work_out = [&](size_t half) { halves[half] = root_of(half == 0 ? leaves.first(left) : leaves.subspan(left), hash_of); };
  if (leaves.size() >= kManyLeaves) {
    in_parallel(2, work_out);
  } else {
    work_out(0);
    work_out(1);
  }
  return sha256_of({kNode, as_view(halves[0]), as_view(halves[1])});
}

std::string root_of_hashes(std::span<const std::string> leaf_hashes) {
  return as_text(root_of(leaf_hashes, [](const std::string& hash) {
    CHECK(hash.size() == std::tuple_size_v<Sha256>);
    Sha256 bytes;
    std::copy(hash.begin(), hash.end(), bytes.begin());
    return bytes;
  }));
}

void add_proof(std::span<const std::string> leaf_hashes, size_t index, std::vector<std::string>& proof) {
  if (leaf_hashes.size() == 1) return;
  const size_t left = left_of(leaf_hashes.size());
  if (index < left) {
    add_proof(leaf_hashes.first(left), index, proof);
    proof.push_back(root_of_hashes(leaf_hashes.subspan(left)));
  } else {
    add_proof(leaf_hashes.subspan(left), index - left, proof);
    proof.push_back(root_of_hashes(leaf_hashes.first(left)));
  }
}

}  // namespace

std::string leaf_hash(std::string_view leaf) { return as_text(sha256_of({kLeaf, leaf})); }

std::string merkle_root(const std::vector<std::string>& leaf_hashes) { return leaf_hashes.empty() ? sha256_bytes("") : root_of_hashes(leaf_hashes); }

std::string merkle_root_of(std::span<const std::string_view> leaves) {
  return leaves.empty() ? sha256_bytes("") : as_text(root_of(leaves, [](std::string_view leaf) { return sha256_of({kLeaf, leaf}); }));
}

void GrowingTree::add(std::string_view leaf) {
  wholes_.push_back({1, sha256_of({kLeaf, leaf})});
  while (wholes_.size() > 1 && wholes_[wholes_.size() - 2].leaves == wholes_.back().leaves) {
    const Whole right = wholes_.back();
    wholes_.pop_back();
    Whole& left = wholes_.back();
    left = {2 * left.leaves, sha256_of({kNode, as_view(left.hash), as_view(right.hash)})};
  }
}

std::string GrowingTree::root() const {
  if (wholes_.empty()) return sha256_bytes("");
  Sha256 hash = wholes_.back().hash;
  for (auto left = wholes_.rbegin() + 1; left != wholes_.rend(); ++left) hash = sha256_of({kNode, as_view(left->hash), as_view(hash)});
  return as_text(hash);
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
