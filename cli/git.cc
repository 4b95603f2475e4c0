// Functions are looked up by the types that git2.h gives them. Repositories of packs are bare ones in the cache, fetched into and never checked out.
#include "cli/git.h"

#include <dlfcn.h>
#include <git2.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "cli/artifact_cache.h"

namespace sekisho::cli {
namespace {


// libgit2, loaded once for the rest of the process.
struct Library {
  bool loaded = false;
#define SEKISHO_GIT(name) decltype(&::git_##name) name = nullptr;
#define SEKISHO_GIT_FUNCTIONS                                                                                                                          \
  SEKISHO_GIT(libgit2_init) SEKISHO_GIT(error_last) SEKISHO_GIT(repository_open_ext) SEKISHO_GIT(repository_init) SEKISHO_GIT(repository_free)         \
  SEKISHO_GIT(repository_workdir) SEKISHO_GIT(reference_name_to_id) SEKISHO_GIT(oid_tostr_s) SEKISHO_GIT(status_options_init) \
  SEKISHO_GIT(status_list_new) SEKISHO_GIT(status_list_entrycount) SEKISHO_GIT(status_byindex) SEKISHO_GIT(status_list_free) SEKISHO_GIT(remote_create_anonymous)                  \
  SEKISHO_GIT(remote_fetch) SEKISHO_GIT(remote_free) SEKISHO_GIT(revparse_single) SEKISHO_GIT(object_peel) SEKISHO_GIT(object_id)                       \
  SEKISHO_GIT(object_free) SEKISHO_GIT(tree_walk) SEKISHO_GIT(tree_entry_name) SEKISHO_GIT(tree_entry_type) SEKISHO_GIT(tree_entry_filemode)           \
  SEKISHO_GIT(tree_entry_id) SEKISHO_GIT(blob_lookup) SEKISHO_GIT(blob_rawcontent) SEKISHO_GIT(blob_rawsize) SEKISHO_GIT(blob_free)
  SEKISHO_GIT_FUNCTIONS
#undef SEKISHO_GIT

  Library() {
    void* handle = dlopen("libgit2.so." LIBGIT2_SOVERSION, RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) return;
    loaded = true;
#define SEKISHO_GIT(name)                                                                        \
  name = reinterpret_cast<decltype(name)>(dlsym(handle, "git_" #name));                          \
  loaded = loaded && name != nullptr;
    SEKISHO_GIT_FUNCTIONS
#undef SEKISHO_GIT
    loaded = loaded && libgit2_init() > 0;
  }
};

const Library& git() {
  static const Library library;
  return library;
}

Error failure(const std::string& what, const std::string& help) {
  if (!git().loaded) return {what + ": there is no libgit2 " + LIBGIT2_SOVERSION, "install it: `apt-get install libgit2-" LIBGIT2_SOVERSION "`", {}};
  const git_error* last = git().error_last();
  return {what + (last == nullptr ? "" : std::string(": ") + last->message), help, {}};
}

using Repository = std::unique_ptr<git_repository, void (*)(git_repository*)>;
using Object = std::unique_ptr<git_object, void (*)(git_object*)>;

Repository open_repository(const std::string& path, unsigned flags) {
  git_repository* repository = nullptr;
  if (git().repository_open_ext(&repository, path.c_str(), flags, nullptr) != 0) repository = nullptr;
  return {repository, git().repository_free};
}

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

}  // namespace

Result<std::optional<GitState>> git_state_of(const std::string& path) {
  if (!may_be_in_work_tree(path)) return std::optional<GitState>();
  const std::string what = "cannot tell whether `" + path + "` differs from its Git commit";
  if (!git().loaded) return failure(what, "");
  const Repository repository = open_repository(path, 0);
  const char* work_tree = repository == nullptr ? nullptr : git().repository_workdir(repository.get());
  if (work_tree == nullptr) return failure(what, "`git status` in that folder tells more");
  GitState state;
  git_oid head;
  if (git().reference_name_to_id(&head, repository.get(), "HEAD") == 0) state.commit = git().oid_tostr_s(&head);
  std::error_code code;
  std::string below = std::filesystem::relative(std::filesystem::canonical(path, code), std::filesystem::canonical(work_tree, code), code).string();
  if (code) return Error{what + ": " + code.message(), "", {}};
  git_status_options options;
  git().status_options_init(&options, GIT_STATUS_OPTIONS_VERSION);
  options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR;
  options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS | GIT_STATUS_OPT_INCLUDE_IGNORED | GIT_STATUS_OPT_RECURSE_IGNORED_DIRS | GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH;
  char* paths[] = {below.data()};
  if (below != ".") options.pathspec = {paths, 1};
  git_status_list* list = nullptr;
  if (git().status_list_new(&list, repository.get(), &options) != 0) return failure(what, "`git status` in that folder tells more");
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
  if (!git().loaded) return failure(what, "");
  const std::string cache = cache_folder();
  if (cache.empty()) return Error{what + ": there is no folder to keep it in", "set HOME or XDG_CACHE_HOME", {}};
  const std::string folder = cache + "/git/" + digest_of(address->url).substr(7);
  std::error_code ignored;
  std::filesystem::create_directories(cache + "/git", ignored);
  git_repository* opened = nullptr;
  if (git().repository_init(&opened, folder.c_str(), 1) != 0) return failure(what, "`" + folder + "` may be deleted: it is a copy");
  const Repository repository(opened, git().repository_free);
  Object commit = locked.empty() ? Object(nullptr, git().object_free) : commit_of(opened, locked);
  if (commit == nullptr) {
    if (!fetch(opened, address->url)) return failure(what, "`git ls-remote " + address->url + "` has to work");
    commit = locked.empty() ? commit_of_ref(opened, address->ref) : commit_of(opened, locked);
  }
  if (commit == nullptr) return Error{what + ": there is no " + (locked.empty() ? "tag, branch or commit `" + address->ref + "`" : "commit `" + locked + "`"), "`git ls-remote " + address->url + "` lists tags and branches", {}};
  git_object* tree = nullptr;
  if (git().object_peel(&tree, commit.get(), GIT_OBJECT_TREE) != 0) return failure(what, "");
  const Object held(tree, git().object_free);
  Walk walk{opened, address->folder.empty() ? "" : address->folder + "/", {}, false};
  git().tree_walk(reinterpret_cast<git_tree*>(tree), GIT_TREEWALK_PRE, take_entry, &walk);
  if (walk.failed) return failure(what, "`" + folder + "` may be deleted: it is a copy");
  if (walk.files.empty()) return Error{what + ": there is no `.seki` file" + (address->folder.empty() ? "" : " below `" + address->folder + "`"), "expected a folder with policies; name it behind `#`", {}};
  std::sort(walk.files.begin(), walk.files.end(), [](const SealedFile& a, const SealedFile& b) { return a.name < b.name; });
  return GitPack{git().oid_tostr_s(git().object_id(commit.get())), std::move(walk.files)};
}

}  // namespace sekisho::cli
