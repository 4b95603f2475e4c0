// The policies, maps and schemas that the binary carries.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sekisho/api.h"
#include "sekisho/diagnostic.h"

namespace sekisho::cli {

// One embedded file; `path` is that in the project ("policies/schema/storage.seki").
struct ShippedFile {
  std::string_view path;
  std::string_view text;
};
const std::vector<ShippedFile>& shipped_files();

// What compile_shipped (cli/bootstrap) made of shipped_policies() when this program was built.
std::string_view shipped_artifact();

// Names in messages begin so, lest they be taken for files of the user's.
inline constexpr std::string_view kShippedPrefix = "sekisho:";
// Whether it is about a text of ours, not of the user's.
inline bool is_shipped(const Diagnostic& diagnostic) { return diagnostic.span.source != nullptr && diagnostic.span.source->name().starts_with(kShippedPrefix); }
// Whether it is one of the embedded texts, or the same as that of its name: a bundle holds those of the version that sealed it.
bool is_shipped(const Source& source);

std::vector<SourcePtr> shipped_kinds();                          // policies/schema
std::vector<SourcePtr> shipped_maps();                           // adapters/*/maps
std::vector<SourcePtr> shipped_provider_schemas();
SourcePtr shipped_catalogue();                                   // null when the build had none
SourcePtr shipped_coverage();                                    // what `controls --coverage` counts; null as well
SourcePtr shipped_due_table();                                   // what rows of registers make due; null as well
SourcePtr shipped_profile(std::string_view name);                 // "liu"; null: no such profile
std::vector<std::string> shipped_profile_names();
std::vector<std::string> shipped_pack_names();                   // folders of policies/ but schema
std::vector<SourcePtr> shipped_pack(const std::string& name);
// Kinds, maps and these packs, each a shipped one's name, with schemas and catalogue.
PolicySet shipped_policies(const std::vector<std::string>& packs);

inline constexpr char kDefaultPack[] = "ismap";

}  // namespace sekisho::cli
