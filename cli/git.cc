// Repositories of packs are bare ones in the cache, fetched into and never checked out.
#include "cli/git.h"

#include <algorithm>
#include <filesystem>
#include <memory>

#include "cli/artifact_cache.h"
#include "cli/git_library.h"

namespace sekisho::cli {
namespace {

using Object = std::unique_ptr<git_object, void (*)(git_object*)>;

// Whether a `.git` lies above; asked before libgit2 is loaded for nothing.
bool may_be_in_work_tree(const std::filesystem::path& path) {
  std::error_code ignored;
  for (std::filesystem::path at = std::filesystem::canonical(path, ignored); !at.empty(); at = at.parent_path()) {
    if (std::filesystem::exists(at / ".git", ignored)) return true;
    if (at == at.root_path()) break;
  }
  return false;
}

// "git+URL@REF#FOLDER" in its parts.
struct Address {
  std::string url, ref, folder;
};

Result<Address> parse_address(const std::string& pack) {
  Address address;
  std::string rest = pack.substr(4);
  if (const size_t hash = rest.rfind('#'); hash != std::string::npos) {
    address.folder = rest.substr(hash + 1);
    rest.resize(hash);
  }
  const size_t at = rest.rfind('@');
  const size_t host_end = rest.find('/', rest.find("://") == std::string::npos ? 0 : rest.find("://") + 3);
  if (at == std::string::npos || at + 1 == rest.size() || host_end == std::string::npos || at < host_end) {
    return Error{"`" + pack + "` names no version", "write `git+URL@REF`, where REF is a tag, a branch or a commit", {}};
  }
  address.url = rest.substr(0, at);
  address.ref = rest.substr(at + 1);
  return address;
}

// Where what is fetched from a URL is kept; empty: nowhere.
std::string copy_of(const std::string& url) {
  const std::string cache = cache_folder();
  return cache.empty() ? "" : cache + "/git/" + digest_of(url).substr(7);
}

// Of a path in a work tree, as Git names it: without `.`, and empty for all of it.
Result<std::string> path_below(const std::string& path, const std::string& work_tree) {
  std::error_code code;
  const std::filesystem::path at = std::filesystem::canonical(path, code), top = code ? std::filesystem::path() : std::filesystem::canonical(work_tree, code);
  if (code) return Error{"cannot find `" + path + "` in its Git work tree: " + code.message(), "", {}};
  const std::string below = at.lexically_relative(top).generic_string();
  return below == "." ? std::string() : below;
}

// Nothing found: null.
Object commit_of(git_repository* repository, const std::string& name) {
  git_object *found = nullptr, *commit = nullptr;
  if (git().revparse_single(&found, repository, name.c_str()) != 0) return {nullptr, git().object_free};
  const Object held(found, git().object_free);
  if (git().object_peel(&commit, found, GIT_OBJECT_COMMIT) != 0) commit = nullptr;
  return {commit, git().object_free};
}

// A tag before a branch of the same name: a release cannot be shadowed by a branch.
Object commit_of_ref(git_repository* repository, const std::string& ref) {
  for (const std::string& name : {"refs/tags/" + ref, "refs/heads/" + ref}) {
    if (Object commit = commit_of(repository, name)) return commit;
  }
  const bool is_commit = ref.size() == 40 && ref.find_first_not_of("0123456789abcdef") == std::string::npos;
  return is_commit ? commit_of(repository, ref) : Object(nullptr, git().object_free);
}

bool fetch(git_repository* repository, const std::string& url) {
  git_remote* remote = nullptr;
  if (git().remote_create_anonymous(&remote, repository, url.c_str()) != 0) return false;
  const std::unique_ptr<git_remote, void (*)(git_remote*)> held(remote, git().remote_free);
  std::string heads = "+refs/heads/*:refs/heads/*", tags = "+refs/tags/*:refs/tags/*";
  char* specs[] = {heads.data(), tags.data()};
  const git_strarray both = {specs, 2};
  return git().remote_fetch(remote, &both, nullptr, nullptr) == 0;
}

struct Walk {
  git_repository* repository;
  std::string folder;   // with "/" at its end, or empty
  std::vector<SealedFile> files;
  bool failed = false;
};

int take_entry(const char* root, const git_tree_entry* entry, void* payload) {
  Walk& walk = *static_cast<Walk*>(payload);
  const std::string path = std::string(root) + git().tree_entry_name(entry);
  const git_filemode_t mode = git().tree_entry_filemode(entry);
  if (git().tree_entry_type(entry) != GIT_OBJECT_BLOB || mode == GIT_FILEMODE_LINK || !path.ends_with(".seki") || !path.starts_with(walk.folder)) return 0;
  git_blob* blob = nullptr;
  if (git().blob_lookup(&blob, walk.repository, git().tree_entry_id(entry)) != 0) {
    walk.failed = true;
    return -1;
  }
  walk.files.push_back({path.substr(walk.folder.size()), std::string(static_cast<const char*>(git().blob_rawcontent(blob)), static_cast<size_t>(git().blob_rawsize(blob)))});
  git().blob_free(blob);
  return 0;
}

std::optional<GitObject> read_object(git_odb* objects, const std::string& id) {
  git_oid oid;
  git_odb_object* read = nullptr;
  if (git().oid_fromstr(&oid, id.c_str()) != 0 || git().odb_read(&read, objects, &oid) != 0) return std::nullopt;
  const std::unique_ptr<git_odb_object, void (*)(git_odb_object*)> held(read, git().odb_object_free);
  const git_object_t type = git().odb_object_type(read);
  if (type != GIT_OBJECT_COMMIT && type != GIT_OBJECT_TREE && type != GIT_OBJECT_BLOB) return std::nullopt;
  return GitObject{static_cast<GitObject::Type>(type), std::string(static_cast<const char*>(git().odb_object_data(read)), git().odb_object_size(read))};
}

}  // namespace

Result<std::optional<GitState>> git_state_of(const std::string& path) {
  if (!may_be_in_work_tree(path)) return std::optional<GitState>();
  const std::string what = "cannot tell whether `" + path + "` differs from its Git commit";
  if (!git().loaded) return git_failure(what, "");
  const GitRepository repository = open_repository(path, 0);
  const char* work_tree = repository == nullptr ? nullptr : git().repository_workdir(repository.get());
  if (work_tree == nullptr) return git_failure(what, "`git status` in that folder tells more");
  GitState state;
  git_oid head;
  if (git().reference_name_to_id(&head, repository.get(), "HEAD") == 0) state.commit = git().oid_tostr_s(&head);
  Result<std::string> below = path_below(path, work_tree);
  if (!below) return below.error();
  git_status_options options;
  git().status_options_init(&options, GIT_STATUS_OPTIONS_VERSION);
  options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR;
  options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS | GIT_STATUS_OPT_INCLUDE_IGNORED | GIT_STATUS_OPT_RECURSE_IGNORED_DIRS | GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH;
  char* paths[] = {below->data()};
  if (!below->empty()) options.pathspec = {paths, 1};
  git_status_list* list = nullptr;
  if (git().status_list_new(&list, repository.get(), &options) != 0) return git_failure(what, "`git status` in that folder tells more");
  state.dirty = state.commit.empty();
  for (size_t i = 0; i < git().status_list_entrycount(list); ++i) {
    const git_status_entry* entry = git().status_byindex(list, i);
    for (const git_diff_delta* delta : {entry->head_to_index, entry->index_to_workdir}) {
      if (delta == nullptr) continue;
      for (const char* name : {delta->old_file.path, delta->new_file.path}) state.dirty = state.dirty || (name != nullptr && std::string_view(name).ends_with(".seki"));
    }
  }
  git().status_list_free(list);
  return std::optional(state);
}

bool is_git_pack(const std::string& pack) { return pack.starts_with("git+"); }

Result<GitPack> read_git_pack(const std::string& pack, const std::string& locked) {
  const Result<Address> address = parse_address(pack);
  if (!address) return address.error();
  const std::string what = "cannot read the pack `" + pack + "`";
  if (!git().loaded) return git_failure(what, "");
  const std::string folder = copy_of(address->url);
  if (folder.empty()) return Error{what + ": there is no folder to keep it in", "set HOME or XDG_CACHE_HOME", {}};
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(folder).parent_path(), ignored);
  git_repository* opened = nullptr;
  if (git().repository_init(&opened, folder.c_str(), 1) != 0) return git_failure(what, "`" + folder + "` may be deleted: it is a copy");
  const GitRepository repository(opened, git().repository_free);
  Object commit = locked.empty() ? Object(nullptr, git().object_free) : commit_of(opened, locked);
  if (commit == nullptr) {
    if (!fetch(opened, address->url)) return git_failure(what, "`git ls-remote " + address->url + "` has to work");
    commit = locked.empty() ? commit_of_ref(opened, address->ref) : commit_of(opened, locked);
  }
  if (commit == nullptr) return Error{what + ": there is no " + (locked.empty() ? "tag, branch or commit `" + address->ref + "`" : "commit `" + locked + "`"), "`git ls-remote " + address->url + "` lists tags and branches", {}};
  git_object* tree = nullptr;
  if (git().object_peel(&tree, commit.get(), GIT_OBJECT_TREE) != 0) return git_failure(what, "");
  const Object held(tree, git().object_free);
  Walk walk{opened, address->folder.empty() ? "" : address->folder + "/", {}, false};
  git().tree_walk(reinterpret_cast<git_tree*>(tree), GIT_TREEWALK_PRE, take_entry, &walk);
  if (walk.failed) return git_failure(what, "`" + folder + "` may be deleted: it is a copy");
  if (walk.files.empty()) return Error{what + ": there is no `.seki` file" + (address->folder.empty() ? "" : " below `" + address->folder + "`"), "expected a folder with policies; name it behind `#`", {}};
  std::sort(walk.files.begin(), walk.files.end(), [](const SealedFile& a, const SealedFile& b) { return a.name < b.name; });
  return GitPack{git().oid_tostr_s(git().object_id(commit.get())), std::move(walk.files)};
}

Result<GitPlace> git_place_of(const std::string& pack) {
  const std::string what = "cannot read the Git repository of the pack `" + pack + "`";
  if (!git().loaded) return git_failure(what, "");
  GitPlace place;
  std::string path = pack;
  if (is_git_pack(pack)) {
    const Result<Address> address = parse_address(pack);
    if (!address) return address.error();
    path = copy_of(address->url);
    place.folder = address->folder;
  }
  const std::shared_ptr<git_repository> repository = open_repository(path, 0);
  git_odb* opened = nullptr;
  if (repository == nullptr || git().repository_odb(&opened, repository.get()) != 0) return git_failure(what, "");
  const std::shared_ptr<git_odb> objects(opened, git().odb_free);
  if (!is_git_pack(pack)) {
    const char* work_tree = git().repository_workdir(repository.get());
    Result<std::string> below = path_below(pack, work_tree == nullptr ? "" : work_tree);
    if (!below) return below.error();
    place.folder = std::move(*below);
  }
  place.objects = [repository, objects](const std::string& id) { return read_object(objects.get(), id); };
  return place;
}

}  // namespace sekisho::cli
