// The frame is written again from the contents and compared, member by member, so that a refusal can name the one that differs.
#include "engine/evidence/bundle.h"

#include "engine/base/sha256.h"
#include "engine/evidence/sealed_office.h"
#include "engine/evidence/sealed_statement.h"
#include "engine/evidence/statement.h"

namespace sekisho::evidence {
namespace {

// What a member is for, which its path decides, and the code of a refusal when it is not the one that was sealed.
struct Role {
  const char* path;        // of a folder with its "/"
  const char* name;
  const char* media_type;
  const char* code;
};
constexpr Role kRoles[] = {
    {kAssessmentPath, "assessment", "application/json", "SK1073"},
    {kCoveragePath, "coverage", "application/json", "SK1021"},
    {kDetailsPath, "details", "application/x-ndjson", "SK1022"},
    {kDuePath, "due_list", "application/json", "SK1075"},
    {"git/", "git_bundle", "application/x-git-bundle", "SK1076"},
    {kParametersPath, "parameters", "application/json", "SK1023"},
    {kPoliciesPath, "policies", "application/json", "SK1024"},
    {"policy/", "policy", "text/plain", "SK1024"},
    {kResultsPath, "results", "application/x-ndjson", "SK1025"},
    {kSchedulePath, "schedule", "application/json", "SK1026"},
    {kSnapshotPath, "snapshot", "application/x-ndjson", "SK1027"},
    {kSourcesPath, "sources", "application/json", "SK1028"},
    {"sources/", "source", "application/octet-stream", "SK1028"},
    {kStatementPath, "statement", "application/json", "SK1071"},
    {kToolchainPath, "toolchain", "application/json", "SK1029"},
    {kWaiversPath, "waivers", "application/json", "SK1030"},
    {"waivers/", "waiver", "text/plain", "SK1030"},
};

// Null: no bundle holds such a member.
const Role* role_of(const std::string& path) {
  for (const Role& role : kRoles) {
    const std::string_view its = role.path;
    if (its.ends_with('/') ? path.starts_with(its) : path == its) return &role;
  }
  return nullptr;
}

ManifestEntry entry_of(const std::string& path, const std::string& bytes, const std::string& digest) {
  const Role* role = role_of(path);
  return {path, role == nullptr ? "" : role->name, role == nullptr ? "" : role->media_type, digest, bytes.size()};
}

bool same(const ManifestEntry& a, const ManifestEntry& b) { return write_manifest({a}) == write_manifest({b}); }

// The manifest against what is there.
void compare(const std::vector<ManifestEntry>& entries, OpenedBundle& bundle) {
  std::map<std::string, const ManifestEntry*> named;
  std::string last;
  for (const ManifestEntry& entry : entries) {
    if (entry.path <= last) bundle.refusals.push_back({"SK1010", "the manifest does not name its members by path, each once"});
    last = entry.path;
    named[entry.path] = &entry;
    if (bundle.contents.count(entry.path) == 0) bundle.refusals.push_back({"SK1008", "`" + entry.path + "` is missing in the bundle"});
  }
  for (const auto& [path, bytes] : bundle.contents) {
    const Role* role = role_of(path);
    const auto found = named.find(path);
    if (found == named.end() || role == nullptr) {
      bundle.refusals.push_back({"SK1009", "`" + path + "` is in the bundle, but not in its manifest"});
    } else if (!same(*found->second, entry_of(path, bytes, bundle.digests[path]))) {
      bundle.refusals.push_back({role->code, "`" + path + "` is not the one that was sealed"});
    }
  }
}

}  // namespace

std::string manifest_of(const Contents& contents, std::map<std::string, std::string>& digests) {
  std::vector<ManifestEntry> entries;
  for (const auto& [path, bytes] : contents) {
    digests[path] = sha256_hex(bytes);
    entries.push_back(entry_of(path, bytes, digests[path]));
  }
  std::string manifest = write_manifest(entries);
  digests[kManifestPath] = sha256_hex(manifest);
  return manifest;
}

std::string write_bundle(const std::string& manifest, const std::string& attestation, const std::string& proof, const Contents& contents) {
  std::vector<Member> members = {{kManifestPath, manifest}, {kAttestationPath, attestation}};
  if (!proof.empty()) members.push_back({kProofPath, proof});
  for (const auto& [path, bytes] : contents) members.push_back({path, bytes});
  return write_archive(members);
}

Checked<OpenedBundle> open_archive(const std::string& bytes) {
  Checked<std::vector<Member>> read = read_archive(bytes);
  if (const Refusal* refusal = refusal_of(read)) return *refusal;
  std::vector<Member>& members = std::get<std::vector<Member>>(read);
  if (members.size() < 2 || members[0].path != kManifestPath || members[1].path != kAttestationPath) {
    return Refusal{"SK1008", std::string("a bundle begins with `") + kManifestPath + "` and `" + kAttestationPath + "`, and this file does not"};
  }
  OpenedBundle bundle;
  bundle.manifest = std::move(members[0].bytes);
  bundle.attestation = std::move(members[1].bytes);
  size_t begin = 2;
  if (members.size() > begin && members[begin].path == kProofPath) bundle.proof = std::move(members[begin++].bytes);
  if (begin > 2 && bundle.proof.empty()) bundle.refusals.push_back({"SK1059", "the proof that the bundle is in a log is empty"});
  for (size_t i = begin; i < members.size(); ++i) {
    if (i > begin && members[i].path <= members[i - 1].path) bundle.refusals.push_back({"SK1010", "the members do not stand by path"});
    bundle.digests[members[i].path] = sha256_hex(members[i].bytes);
    bundle.contents[members[i].path] = std::move(members[i].bytes);
  }
  bundle.digests[kManifestPath] = sha256_hex(bundle.manifest);
  const Checked<std::vector<ManifestEntry>> manifest = read_manifest(bundle.manifest);
  if (const Refusal* refusal = refusal_of(manifest)) {
    bundle.refusals.push_back(*refusal);
  } else {
    compare(std::get<std::vector<ManifestEntry>>(manifest), bundle);
  }
  return bundle;
}

}  // namespace sekisho::evidence
