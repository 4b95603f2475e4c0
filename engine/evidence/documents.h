// The small JSON documents of a bundle. Each reader takes only what its writer would have written.
#pragma once

#include <string>
#include <vector>

#include "engine/evidence/archive.h"
#include "engine/evidence/refusal.h"
#include "sekisho/bundle.h"

namespace sekisho::evidence {

// manifest.json: every other member but the attestation. In the form of RFC 8785: its keys stand sorted, and no text in it needs an escape. Version 2 has
// compressed members, version 1 had none.
struct ManifestEntry {
  std::string path, role, media_type, sha256;
  std::string encoding;   // "zstd", or empty: stored as it is
  size_t size = 0;
};
std::string write_manifest(const std::vector<ManifestEntry>& entries);
Checked<std::vector<ManifestEntry>> read_manifest(const std::string& bytes);

// schedule.json
std::string write_schedule(const Schedule& schedule);
Checked<Schedule> read_schedule(const std::string& bytes);

// parameters.json: rules, parameters and profile of a Sealed.
std::string write_parameters(const Sealed& sealed);
Refusals read_parameters(const std::string& bytes, Sealed& sealed);

// toolchain.json
std::string write_toolchain(const Sealed& sealed);
Refusals read_toolchain(const std::string& bytes, Sealed& sealed);

// policy/policies.json: which text stands at which path, in the order of the set, and where packs came from.
struct FileEntry {
  std::string path, role, name, sha256;   // role: shipped, pack, map, provider_schema, catalogue; name: as messages name it
};
std::string write_policies(const Sealed& sealed, const std::vector<FileEntry>& entries);
Checked<std::vector<FileEntry>> read_policies(const std::string& bytes, Sealed& sealed);

// waivers.json, sources.json: files that were sealed as they are, by path in the bundle and name.
std::string write_files(const std::vector<FileEntry>& entries);
Checked<std::vector<FileEntry>> read_files(const std::string& document, const std::string& bytes);

}  // namespace sekisho::evidence
