// libgit2 as it is loaded when it is first asked, and what all who use it share.
#pragma once

#include <git2.h>

#include <memory>
#include <string>

#include "sekisho/result.h"

namespace sekisho::cli {

// Its functions, looked up once for the rest of the process by the types that git2.h gives them.
struct GitLibrary {
  bool loaded = false;
#define SEKISHO_GIT(name) decltype(&::git_##name) name = nullptr;
#define SEKISHO_GIT_FUNCTIONS                                                                                                                          \
  SEKISHO_GIT(libgit2_init) SEKISHO_GIT(error_last) SEKISHO_GIT(repository_open_ext) SEKISHO_GIT(repository_init) SEKISHO_GIT(repository_free)         \
  SEKISHO_GIT(repository_workdir) SEKISHO_GIT(reference_name_to_id) SEKISHO_GIT(oid_tostr_s) SEKISHO_GIT(status_options_init) \
  SEKISHO_GIT(status_list_new) SEKISHO_GIT(status_list_entrycount) SEKISHO_GIT(status_byindex) SEKISHO_GIT(status_list_free) SEKISHO_GIT(remote_create_anonymous)                  \
  SEKISHO_GIT(remote_fetch) SEKISHO_GIT(remote_free) SEKISHO_GIT(revparse_single) SEKISHO_GIT(object_peel) SEKISHO_GIT(object_id)                       \
  SEKISHO_GIT(object_free) SEKISHO_GIT(tree_walk) SEKISHO_GIT(tree_entry_name) SEKISHO_GIT(tree_entry_type) SEKISHO_GIT(tree_entry_filemode)           \
  SEKISHO_GIT(tree_entry_id) SEKISHO_GIT(blob_lookup) SEKISHO_GIT(blob_rawcontent) SEKISHO_GIT(blob_rawsize) SEKISHO_GIT(blob_free)               \
  SEKISHO_GIT(oid_fromstr) SEKISHO_GIT(repository_odb) SEKISHO_GIT(odb_read) SEKISHO_GIT(odb_free) SEKISHO_GIT(odb_object_data)                        \
  SEKISHO_GIT(odb_object_size) SEKISHO_GIT(odb_object_type) SEKISHO_GIT(odb_object_free)
  SEKISHO_GIT_FUNCTIONS
#undef SEKISHO_GIT

  GitLibrary();
};

// Loads it; `loaded` is false where there is none.
const GitLibrary& git();

// What libgit2 says went wrong, or that there is no libgit2.
Error git_failure(const std::string& what, const std::string& help);

using GitRepository = std::unique_ptr<git_repository, void (*)(git_repository*)>;

// Null: there is none.
GitRepository open_repository(const std::string& path, unsigned flags);

}  // namespace sekisho::cli
