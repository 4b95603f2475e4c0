// The project file sekisho.yaml: what a bare `sekisho check` in its folder works on.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/external.h"
#include "sekisho/expected.h"
#include "sekisho/profile.h"
#include "sekisho/result.h"

namespace sekisho::cli {

// A table and the kind that it fills.
struct RegisterChoice {
  std::string kind, path;
  bool complete = false;
};

// Paths are already relative to where the process runs. Empty: the file does not say.
struct Project {
  std::vector<std::string> inputs;
  std::vector<std::string> packs;   // folders, files, or names of shipped packs
  std::vector<std::string> maps;
  std::string catalogue;            // a list of controls beside the shipped one
  std::string profile_named;        // a shipped profile or a file; read with the settings, so that an option can take its place
  Profile profile;
  std::vector<std::pair<std::string, std::string>> parameters;
  std::vector<std::string> complete;
  std::vector<std::string> waivers; // files
  std::vector<adapters::ExternalAdapter> adapters;   // by name
  std::vector<RegisterChoice> registers;
  std::string statement;            // the provider's statement.yaml
  Expected expected;                // accounts and inputs that a run has to cover
  std::string fail_on, unknown, language;
};

inline constexpr char kProjectFile[] = "sekisho.yaml";

// Errors name file, line and column: no YAML, an unknown key (with the nearest), a value of the wrong shape.
Result<Project> read_project(const std::string& path);

}  // namespace sekisho::cli
