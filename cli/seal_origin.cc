// Packs and the Git work trees that they may lie in.
#include "cli/seal_origin.h"

#include <filesystem>

namespace sekisho::cli {

Result<std::vector<SealedPack>> origins_of(const std::vector<std::string>& packs, bool) {
  std::vector<SealedPack> origins;
  for (const std::string& pack : packs) {
    std::error_code ignored;
    origins.push_back({pack, std::filesystem::exists(pack, ignored) ? "folder" : "shipped", "", false});
  }
  return origins;
}

}  // namespace sekisho::cli
