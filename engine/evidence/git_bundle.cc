// One walk, from a commit to a pack's files, makes a bundle and checks one: what is checked is made again from the objects that are there.
#include "sekisho/git_bundle.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <optional>

#include "engine/base/sha256.h"
#include "engine/evidence/git_bundle.h"
#include "engine/evidence/git_file.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

using namespace evidence;

constexpr std::string_view kPolicySuffix = ".seki";
constexpr size_t kMaxEntries = 1'000'000, kMaxDepth = 64, kMaxBytes = size_t{256} << 20;

struct Entry {
  std::string mode, name, id;
  bool is_tree() const { return mode == "40000"; }
  bool is_file() const { return mode == "100644" || mode == "100755"; }   // neither a link nor a submodule
};

// The first fault stops the walk: each step asks whether there is one.
class Walk {
 public:
  Walk(std::string commit, const GitObjects& objects) : commit_(std::move(commit)), objects_(objects) {}

  Result<GitPackBundle> run(const std::string& folder) {
    if (!walk(folder)) return Error{fault_, "", {}};
    std::sort(files_.begin(), files_.end(), [](const SealedFile& a, const SealedFile& b) { return a.name < b.name; });
    return GitPackBundle{write_git_file(made_), std::move(files_)};
  }

 private:
  bool fail(const std::string& why) {
    if (fault_.empty()) fault_ = why;
    return false;
  }

  bool walk(const std::string& folder) {
    const GitObject* commit = take(commit_, GitObject::Type::kCommit);
    if (commit == nullptr) return false;
    if (!commit->bytes.starts_with("tree ") || commit->bytes.size() < 46 || commit->bytes[45] != '\n') return fail("the commit " + commit_ + " names no tree");
    Entry at{"40000", "", commit->bytes.substr(5, 40)};
    for (size_t begin = 0; begin < folder.size();) {
      const size_t end = std::min(folder.find('/', begin), folder.size());
      const std::optional<Entry> below = child(at, folder.substr(begin, end - begin));
      if (!below) return fail("there is no `" + folder + "` in the commit " + commit_);
      at = *below;
      begin = end + 1;
    }
    std::string tree;
    if (at.is_tree()) {
      tree = files_of(at.id, "", 0);
    } else if (at.is_file() && at.name.ends_with(kPolicySuffix) && file(at, at.name)) {
      tree = add({GitObject::Type::kTree, entry_bytes(at)});
    }
    if (files_.empty()) return fail("there is no `.seki` file in `" + folder + "` of the commit " + commit_);
    made_.tip = add({GitObject::Type::kCommit, clone_commit(tree, folder)});
    return fault_.empty();
  }

  std::string add(GitObject object) {
    std::string id = git_id(object);
    bytes_ += object.bytes.size();
    made_.objects.try_emplace(id, std::move(object));
    if (bytes_ > kMaxBytes) fail("the files and trees of the pack are larger than " + std::to_string(kMaxBytes >> 20) + " MiB");
    return id;
  }

  // Null: not there, or not what its id says.
  const GitObject* take(const std::string& id, GitObject::Type type) {
    auto found = made_.objects.find(id);
    if (found == made_.objects.end()) {
      std::optional<GitObject> object = objects_(id);
      if (!object) fail("the object " + id + " is missing");
      else if (git_id(*object) != id) fail("the object " + id + " is another than its id says");
      if (!fault_.empty()) return nullptr;
      add(std::move(*object));
      found = made_.objects.find(id);
    }
    if (found->second.type != type) fail("the object " + id + " is of another type than what names it");
    return fault_.empty() ? &found->second : nullptr;
  }

  std::vector<Entry> entries_of(const std::string& tree) {
    std::vector<Entry> entries;
    const GitObject* object = take(tree, GitObject::Type::kTree);
    const std::string_view bytes = object == nullptr ? std::string_view() : object->bytes;
    for (size_t at = 0; at < bytes.size();) {
      const size_t space = bytes.find(' ', at), end = bytes.find('\0', at);
      const bool sound = space != std::string_view::npos && end != std::string_view::npos && space < end && bytes.size() - end > kGitIdBytes;
      if (!sound || ++entries_ > kMaxEntries) {
        fail(sound ? "the pack's folder holds more than " + std::to_string(kMaxEntries) + " entries" : "the tree " + tree + " is unsound");
        return {};
      }
      Entry entry{std::string(bytes.substr(at, space - at)), std::string(bytes.substr(space + 1, end - space - 1)), to_hex(bytes.substr(end + 1, kGitIdBytes))};
      if (entry.name.empty() || entry.name == "." || entry.name == ".." || entry.name.find_first_of("/\n") != std::string::npos) {
        fail("the tree " + tree + " has an entry whose name is none");
        return {};
      }
      entries.push_back(std::move(entry));
      at = end + 1 + kGitIdBytes;
    }
    return entries;
  }

  std::optional<Entry> child(const Entry& parent, const std::string& name) {
    if (!parent.is_tree()) return std::nullopt;
    for (const Entry& entry : entries_of(parent.id)) {
      if (entry.name == name) return entry;
    }
    return std::nullopt;
  }

  bool file(const Entry& entry, const std::string& path) {
    const GitObject* blob = take(entry.id, GitObject::Type::kBlob);
    if (blob == nullptr) return false;
    files_.push_back({path, blob->bytes});
    return true;
  }

  static std::string entry_bytes(const Entry& entry) {
    std::string out = entry.mode + " " + entry.name;
    out += '\0';
    for (size_t i = 0; i < entry.id.size(); i += 2) {
      unsigned byte = 0;
      std::from_chars(entry.id.data() + i, entry.id.data() + i + 2, byte, 16);
      out += static_cast<char>(byte);
    }
    return out;
  }

  // Takes the tree with all trees below it, for without them nobody could tell that no file is left out. Returns the id of the same tree with nothing but
  // policy files, which a clone can hold; empty: there are none.
  std::string files_of(const std::string& tree, const std::string& folder, size_t depth) {
    if (depth > kMaxDepth) fail("folders of the pack lie deeper than " + std::to_string(kMaxDepth) + " levels");
    std::string kept;
    for (Entry entry : depth > kMaxDepth ? std::vector<Entry>() : entries_of(tree)) {
      if (!fault_.empty()) return "";
      if (entry.is_tree()) {
        entry.id = files_of(entry.id, folder + entry.name + "/", depth + 1);
        if (entry.id.empty()) continue;
      } else if (!entry.is_file() || !entry.name.ends_with(kPolicySuffix) || !file(entry, folder + entry.name)) {
        continue;
      }
      kept += entry_bytes(entry);
    }
    return kept.empty() ? "" : add({GitObject::Type::kTree, kept});
  }

  // When it was committed, in seconds; 0 where the commit does not say.
  int64_t committed_at() const {
    const std::string& bytes = made_.objects.at(commit_).bytes;
    const size_t head = bytes.find("\n\n"), committer = bytes.find("\ncommitter ");
    const size_t time = committer == std::string::npos || committer > head ? std::string::npos : bytes.find("> ", committer);
    int64_t seconds = 0;
    if (time != std::string::npos) std::from_chars(bytes.data() + time + 2, bytes.data() + bytes.size(), seconds);
    return std::max<int64_t>(seconds, 0);
  }

  // A commit without parents that a clone can check out; the real one's parents are not in the bundle.
  std::string clone_commit(const std::string& tree, const std::string& folder) const {
    const std::string who = "Sekisho <sekisho@sekisho.example.com> " + std::to_string(committed_at()) + " +0000\n";
    return "tree " + tree + "\nauthor " + who + "committer " + who + "\nPolicy files as they stand in commit " + commit_ + "\n" + (folder.empty() ? "" : "\nFolder: " + folder + "\n");
  }

  std::string commit_, fault_;
  const GitObjects& objects_;
  GitFile made_;
  std::vector<SealedFile> files_;
  size_t entries_ = 0, bytes_ = 0;
};

}  // namespace

std::string tree_digest(std::vector<SealedFile> files) {
  std::sort(files.begin(), files.end(), [](const SealedFile& a, const SealedFile& b) { return a.name < b.name; });
  std::string lines;
  for (const SealedFile& file : files) lines += sha256_hex(file.bytes) + "  " + file.name + "\n";
  return sha256_digest(lines);
}

std::string git_bundle_path(size_t pack) {
  const std::string digits = std::to_string(pack);
  return "git/" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits + ".bundle";
}

Result<GitPackBundle> git_pack_bundle(const std::string& commit, const std::string& folder, const GitObjects& objects) { return Walk(commit, objects).run(folder); }

namespace evidence {

Checked<std::vector<SealedFile>> read_git_pack_bundle(const SealedPack& pack) {
  const Checked<GitFile> read = read_git_file(pack.git_bundle.name, pack.git_bundle.bytes);
  if (const Refusal* refusal = refusal_of(read)) return *refusal;
  const GitFile& file = std::get<GitFile>(read);
  Result<GitPackBundle> made = git_pack_bundle(pack.commit, pack.folder, [&](const std::string& id) {
    const auto found = file.objects.find(id);
    return found == file.objects.end() ? std::nullopt : std::optional(found->second);
  });
  const std::string what = "the Git bundle of the pack `" + pack.name + "`";
  if (!made) return Refusal{"SK1078", what + " does not hold it: " + made.error().message};
  if (made->bytes != pack.git_bundle.bytes) return Refusal{"SK1078", what + " holds something else than the pack"};
  if (tree_digest(made->files) != pack.tree) return Refusal{"SK1079", what + " has files of another digest than " + pack.tree};
  return std::move(made->files);
}

namespace {

constexpr std::string_view kPolicyTestSuffix = "_test.seki";

std::string normal_path(const std::string& path) { return std::filesystem::path(path).lexically_normal().string(); }

// As texts of this pack are named; of a pack that is one file, the pack's own name.
std::string text_name(const SealedPack& pack, const std::string& path) { return normal_path(pack.name.ends_with(kPolicySuffix) && normal_path(pack.name).ends_with(path) ? pack.name : pack.name + "/" + path); }

// Whether a text, by its plain name, is one of the pack's.
bool is_of(const SealedPack& pack, const std::string& name) {
  std::string folder = normal_path(pack.name);
  if (folder.ends_with('/')) folder.pop_back();
  if (folder == ".") return !name.starts_with("../") && !name.starts_with('/') && !name.starts_with("git+");
  return name == folder || name.starts_with(folder + "/");
}

Refusals check_texts(const Sealed& sealed, const SealedPack& pack, const std::vector<SealedFile>& files) {
  Refusals refusals;
  std::map<std::string, std::string> left;   // texts of the pack by name
  for (const SourcePtr& text : sealed.policies.packs) {
    std::string name = normal_path(text->name());
    if (is_of(pack, name)) left.emplace(std::move(name), std::string(text->view()));
  }
  for (const SealedFile& file : files) {
    const auto text = left.find(text_name(pack, file.name));
    const bool is_test = file.name.ends_with(kPolicyTestSuffix);
    if (text == left.end() && is_test) continue;
    const Result<std::string> decoded = decode_text(file.name, file.bytes);
    if (text == left.end()) refusals.push_back({"SK1084", "the policy is without `" + file.name + "`, which is in the commit of the pack `" + pack.name + "`"});
    else if (!decoded || text->second != *decoded) refusals.push_back({"SK1084", "the policy text `" + text->first + "` is not the one in the commit of the pack `" + pack.name + "`"});
    if (text != left.end()) left.erase(text);
  }
  for (const auto& [name, text] : left) refusals.push_back({"SK1084", "the policy text `" + name + "` is not in the commit of the pack `" + pack.name + "`"});
  return refusals;
}

}  // namespace

Refusals check_git_bundles(const Sealed& sealed) {
  Refusals refusals;
  for (size_t i = 0; i < sealed.packs.size(); ++i) {
    const SealedPack& pack = sealed.packs[i];
    const bool of_commit = !pack.commit.empty() && !pack.dirty;
    if (of_commit == pack.git_bundle.name.empty()) {
      refusals.push_back({"SK1085", of_commit ? "the pack `" + pack.name + "` names a commit, and there is no Git bundle of it" : "there is a Git bundle of the pack `" + pack.name + "`, which is not as in a commit"});
    }
    if (!of_commit || pack.git_bundle.name.empty()) continue;
    if (pack.git_bundle.name != git_bundle_path(i)) refusals.push_back({"SK1078", "the Git bundle of the pack `" + pack.name + "` does not stand where it belongs"});
    const Checked<std::vector<SealedFile>> files = read_git_pack_bundle(pack);
    const Refusals found = refusal_of(files) != nullptr ? Refusals{*refusal_of(files)} : check_texts(sealed, pack, std::get<std::vector<SealedFile>>(files));
    refusals.insert(refusals.end(), found.begin(), found.end());
  }
  return refusals;
}

}  // namespace evidence
}  // namespace sekisho
