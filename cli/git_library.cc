// Loads libgit2 by name: most runs never need it.
#include "cli/git_library.h"

#include <dlfcn.h>

namespace sekisho::cli {

GitLibrary::GitLibrary() {
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

const GitLibrary& git() {
  static const GitLibrary library;
  return library;
}

Error git_failure(const std::string& what, const std::string& help) {
  if (!git().loaded) return {what + ": there is no libgit2 " + LIBGIT2_SOVERSION, "install it: `apt-get install libgit2-" LIBGIT2_SOVERSION "`", {}};
  const git_error* last = git().error_last();
  return {what + (last == nullptr ? "" : std::string(": ") + last->message), help, {}};
}

GitRepository open_repository(const std::string& path, unsigned flags) {
  git_repository* repository = nullptr;
  if (git().repository_open_ext(&repository, path.c_str(), flags, nullptr) != 0) repository = nullptr;
  return {repository, git().repository_free};
}

}  // namespace sekisho::cli
