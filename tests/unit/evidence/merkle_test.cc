// Merkle trees: the roots of the test data that implementations of Certificate Transparency share, and proofs of every leaf of small trees.
#include "engine/evidence/merkle.h"

#include <gtest/gtest.h>

#include "engine/base/sha256.h"

namespace sekisho::evidence {
namespace {

const std::vector<std::string> kLeaves = {"", std::string(1, '\0'), "\x10", "\x20\x21", "\x30\x31", "\x40\x41\x42\x43", "PQRSTUVW", "`abcdefghijklmno"};
const std::vector<std::string> kRoots = {
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

TEST(Merkle, RootsAreThoseOfCertificateTransparency) {
  EXPECT_EQ(to_hex(merkle_root({})), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  std::vector<std::string> hashes;
  GrowingTree growing;
  EXPECT_EQ(growing.root(), merkle_root({}));
  for (size_t i = 0; i < kLeaves.size(); ++i) {
    hashes.push_back(leaf_hash(kLeaves[i]));
    growing.add(kLeaves[i]);
    EXPECT_EQ(to_hex(growing.root()), kRoots[i]);
    EXPECT_EQ(to_hex(merkle_root(hashes)), kRoots[i]);
    const std::vector<std::string_view> leaves(kLeaves.begin(), kLeaves.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    EXPECT_EQ(to_hex(merkle_root_of(leaves)), kRoots[i]);
  }
}

TEST(Merkle, ALargeTreeIsTheOneThatItsProofsLeadTo) {
  std::vector<std::string> hashes(70001);   // large enough for two threads, of no even shape
  for (size_t i = 0; i < hashes.size(); ++i) hashes[i] = leaf_hash(std::to_string(i));
  const std::string root = merkle_root(hashes);
  std::vector<std::string> leaves(hashes.size());
  for (size_t i = 0; i < leaves.size(); ++i) leaves[i] = std::to_string(i);
  EXPECT_EQ(merkle_root_of(std::vector<std::string_view>(leaves.begin(), leaves.end())), root);
  GrowingTree growing;
  for (const std::string& leaf : leaves) growing.add(leaf);
  EXPECT_EQ(growing.root(), root);
  for (const size_t index : {size_t{0}, size_t{65535}, size_t{65536}, size_t{70000}}) EXPECT_TRUE(includes(root, hashes.size(), index, hashes[index], inclusion_proof(hashes, index)));
}

TEST(Merkle, AProofIsOfOneLeafAtOnePlaceInOneTree) {
  std::vector<std::string> hashes;
  for (size_t size = 1; size <= 20; ++size) {
    hashes.push_back(leaf_hash("leaf " + std::to_string(size)));
    const std::string root = merkle_root(hashes);
    for (size_t index = 0; index < size; ++index) {
      std::vector<std::string> proof = inclusion_proof(hashes, index);
      EXPECT_TRUE(includes(root, size, index, hashes[index], proof));
      for (size_t other = 0; other <= size; ++other) EXPECT_EQ(includes(root, size, other, hashes[index], proof), other == index);
      EXPECT_FALSE(includes(root, size, index, leaf_hash("another"), proof));
      proof.push_back(root);
      EXPECT_FALSE(includes(root, size, index, hashes[index], proof));
      proof.resize(proof.size() - 1);
      if (proof.empty()) continue;
      proof.back()[0] = static_cast<char>(proof.back()[0] ^ 1);
      EXPECT_FALSE(includes(root, size, index, hashes[index], proof));
      proof.pop_back();
      EXPECT_FALSE(includes(root, size, index, hashes[index], proof));
    }
  }
  EXPECT_FALSE(includes("", 0, 0, "", {}));
}

}  // namespace
}  // namespace sekisho::evidence
