// sekisho.lock: which content of each pack a project was last locked to.
#pragma once

#include <string>
#include <vector>

#include "sekisho/result.h"

namespace sekisho::cli {

struct LockedPack {
  std::string name;      // as the project names it
  std::string commit;    // of a pack from Git; else empty
  std::string tree;      // "sha256:…": of the lines `sha256sum` prints for its `.seki` files, by path
};

struct Lock {
  int language = 1, semantics = 1;
  std::vector<LockedPack> packs;
  const LockedPack* find(const std::string& name) const;   // null: not in it
};

inline constexpr char kLockFile[] = "sekisho.lock";

// Empty when there is no such file. Errors: unreadable, not as write_lock() writes it, an edition or semantics that this engine does not know.
Result<Lock> read_lock(const std::string& path);
std::string write_lock(const Lock& lock);

// A pack's content as it is now: of the commit that the lock names, where it names one.
Result<LockedPack> lock_pack(const std::string& pack, const Lock& lock);

// Refuses packs that are not in the lock, or whose content differs from it.
Result<void> check_lock(const std::vector<std::string>& packs, const Lock& lock);

}  // namespace sekisho::cli
