// A tree's digest can be made by hand: `cd PACK && find . -name '*.seki' | cut -c3- | LC_ALL=C sort | xargs sha256sum | sha256sum`.
#include "cli/lock.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "cli/git.h"
#include "cli/policies.h"
#include "cli/shipped.h"
#include "sekisho/bundle.h"
#include "sekisho/file.h"
#include "sekisho/git_bundle.h"
#include "sekisho/json.h"
#include "sekisho/json_objects.h"

namespace sekisho::cli {
namespace {

// Files of a folder by their path in it.
Result<std::vector<SealedFile>> folder_files(const std::string& folder) {
  const Result<std::vector<std::string>> paths = seki_files({folder});
  if (!paths) return paths.error();
  std::vector<SealedFile> files;
  for (const std::string& path : *paths) {
    Result<std::string> bytes = read_file(path);
    if (!bytes) return bytes.error();
    const std::string below = path == folder ? std::filesystem::path(path).filename().string() : std::filesystem::path(path).lexically_relative(folder).string();
    files.push_back({below, std::move(*bytes)});
  }
  return files;
}

std::string text_of(const JsonNode& object, std::string_view key) {
  const JsonNode* member = object.find(key);
  return member != nullptr && member->kind == JsonNode::Kind::kString ? std::string(member->text) : std::string();
}

int number_of(const JsonNode& object, std::string_view key) {
  const JsonNode* member = object.find(key);
  int number = 0;
  if (member != nullptr) std::from_chars(member->text.data(), member->text.data() + member->text.size(), number);
  return number;
}

bool is_commit(const std::string& text) { return text.empty() || (text.size() == 40 && text.find_first_not_of("0123456789abcdef") == std::string::npos); }

}  // namespace

const LockedPack* Lock::find(const std::string& name) const {
  const auto found = std::find_if(packs.begin(), packs.end(), [&](const LockedPack& pack) { return pack.name == name; });
  return found == packs.end() ? nullptr : &*found;
}

std::string write_lock(const Lock& lock) {
  std::string out;
  JsonWriter json(&out, true);
  json.begin_object();
  json.member("language", lock.language);
  json.member("semantics", lock.semantics);
  write_objects(json, "packs", lock.packs, [&](const LockedPack& pack) {
    json.member("name", pack.name);
    json.member("commit", pack.commit);
    json.member("tree", pack.tree);
  });
  json.end_object();
  return out + "\n";
}

Result<Lock> read_lock(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return Lock{};
  Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  const std::string text = *bytes;
  const Result<std::shared_ptr<const JsonDocument>> document = parse_json(std::make_shared<Source>(path, std::move(*bytes)));
  if (!document) return document.error();
  const JsonNode& root = (*document)->root();
  Lock lock{number_of(root, "language"), number_of(root, "semantics"), {}};
  bool sound = true;
  if (const JsonNode* packs = root.find("packs")) {
    for (const JsonNode* item : packs->items) {
      lock.packs.push_back({text_of(*item, "name"), text_of(*item, "commit"), text_of(*item, "tree")});
      sound = sound && is_commit(lock.packs.back().commit);
    }
  }
  if (!sound || write_lock(lock) != text) return Error{"`" + path + "` is not as `sekisho lock` writes it", "write it again with `sekisho lock`", {}};
  if (lock.language != kNewestLanguage || lock.semantics != kSemantics) {
    return Error{"`" + path + "` is of language " + std::to_string(lock.language) + " and semantics " + std::to_string(lock.semantics) + ", and this engine has " + std::to_string(kNewestLanguage) + " and " + std::to_string(kSemantics), "use the engine that it was written with, or lock again with `sekisho lock`", {}};
  }
  return lock;
}

Result<LockedPack> lock_pack(const std::string& pack, const Lock& lock) {
  LockedPack locked{pack, "", ""};
  std::error_code ignored;
  if (is_git_pack(pack)) {
    const LockedPack* before = lock.find(pack);
    Result<GitPack> found = read_git_pack(pack, before == nullptr ? "" : before->commit);
    if (!found) return found.error();
    locked.commit = found->commit;
    locked.tree = tree_digest(std::move(found->files));
  } else if (std::filesystem::exists(pack, ignored)) {
    Result<std::vector<SealedFile>> files = folder_files(pack);
    if (!files) return files.error();
    locked.tree = tree_digest(std::move(*files));
  } else {
    std::vector<SealedFile> files;
    for (const SourcePtr& source : shipped_pack(pack)) files.push_back({source->name(), std::string(source->view())});
    locked.tree = tree_digest(std::move(files));
  }
  return locked;
}

Result<void> check_lock(const std::vector<std::string>& packs, const Lock& lock) {
  for (const std::string& pack : packs) {
    const LockedPack* before = lock.find(pack);
    if (before == nullptr) return Error{"the pack `" + pack + "` is not in " + kLockFile, "`sekisho lock` writes it", {}};
    const Result<LockedPack> now = lock_pack(pack, lock);
    if (!now) return now.error();
    if (now->tree != before->tree || now->commit != before->commit) {
      return Error{"the pack `" + pack + "` differs from " + kLockFile + ": " + now->tree + ", and " + before->tree + " was locked", "look at what changed, then `sekisho lock` takes it over", {}};
    }
  }
  return {};
}

}  // namespace sekisho::cli
