// Loads libgit2 by name: most runs never need it.
#include "cli/git_library.h"

#include "sekisho/loaded_library.h"

namespace sekisho::cli {

GitLibrary::GitLibrary() {
  LoadedLibrary library("libgit2.so." LIBGIT2_SOVERSION);
#define SEKISHO_GIT(name) library.take(name, "git_" #name);
  SEKISHO_GIT_FUNCTIONS
#undef SEKISHO_GIT
  loaded = library.complete() && libgit2_init() > 0;
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
