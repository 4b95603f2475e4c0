// The frame is written again from the contents and compared, member by member, so that a refusal can name the one that differs.
#include "engine/evidence/bundle.h"

#include <algorithm>
#include <set>

#include "engine/base/parallel.h"
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
  bool is_large = false;   // may be compressed: texts that somebody reads are not
};
constexpr Role kRoles[] = {
    {kAssessmentPath, "assessment", "application/json", "SK1073"},
    {kCoveragePath, "coverage", "application/json", "SK1021"},
    {kDetailsPath, "details", "application/x-ndjson", "SK1022", true},
    {kDuePath, "due_list", "application/json", "SK1075"},
    {"git/", "git_bundle", "application/x-git-bundle", "SK1076"},
    {kParametersPath, "parameters", "application/json", "SK1023"},
    {kPoliciesPath, "policies", "application/json", "SK1024"},
    {"policy/", "policy", "text/plain", "SK1024"},
    {kResultsPath, "results", "application/x-ndjson", "SK1025", true},
    {kSchedulePath, "schedule", "application/json", "SK1026"},
    {kSnapshotPath, "snapshot", "application/x-ndjson", "SK1027", true},
    {kSourcesPath, "sources", "application/json", "SK1028"},
    {"sources/", "source", "application/octet-stream", "SK1028", true},
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

constexpr char kZstandard[] = "zstd";
constexpr std::string_view kSuffix = ".zst";

ManifestEntry entry_of(const StoredMember& member, const std::string& digest) {
  const Role* role = role_of(member.path);
  ManifestEntry entry{member.path_in_archive(), "", "", digest, member.compressed ? kZstandard : "", member.bytes.size()};
  if (role != nullptr) entry.role = role->name;
  if (role != nullptr) entry.media_type = role->media_type;
  return entry;
}

bool same(const ManifestEntry& a, const ManifestEntry& b) { return write_manifest({a}) == write_manifest({b}); }

// Tells the members whether they are compressed: the manifest alone decides, since a source file may be called *.zst, too.
void name_members(const std::map<std::string, const ManifestEntry*>& named, Frame& frame) {
  std::set<std::string> paths;
  for (StoredMember& member : frame.members) {
    const auto found = named.find(member.path);
    if (found != named.end() && !found->second->encoding.empty()) {
      if (found->second->encoding != kZstandard || !member.path.ends_with(kSuffix)) {
        frame.refusals.push_back({"SK1080", "`" + member.path + "` is compressed as no member of a bundle is"});
      } else {
        member.path.resize(member.path.size() - kSuffix.size());
        member.compressed = true;
        const Role* role = role_of(member.path);
        if (role != nullptr && !role->is_large) frame.refusals.push_back({"SK1080", "`" + member.path + "` is compressed, and nothing of its role is"});
      }
    }
    if (!paths.insert(member.path).second) frame.refusals.push_back({"SK1006", "`" + member.path + "` is twice in the archive, compressed and as it is"});
  }
}

// The manifest against what is there.
void compare(const std::vector<ManifestEntry>& entries, Frame& frame) {
  std::set<std::string> there;
  for (const StoredMember& member : frame.members) there.insert(member.path);
  std::map<std::string, const ManifestEntry*> named;
  std::string last;
  for (const ManifestEntry& entry : entries) {
    if (entry.path <= last) frame.refusals.push_back({"SK1010", "the manifest does not name its members by path, each once"});
    last = entry.path;
    named[entry.path] = &entry;
    if (there.count(entry.path) == 0) frame.refusals.push_back({"SK1008", "`" + entry.path + "` is missing in the bundle"});
  }
  name_members(named, frame);
  for (const StoredMember& member : frame.members) {
    const Role* role = role_of(member.path);
    const auto found = named.find(member.path_in_archive());
    const std::string digest = sha256_hex(member.bytes);
    frame.digests[member.path] = digest;
    if (found == named.end() || role == nullptr) {
      frame.refusals.push_back({"SK1009", "`" + member.path_in_archive() + "` is in the bundle, but not in its manifest"});
    } else if (!same(*found->second, entry_of(member, digest))) {
      frame.refusals.push_back({role->code, "`" + member.path_in_archive() + "` is not the one that was sealed"});
    }
  }
}

}  // namespace

std::string StoredMember::path_in_archive() const { return compressed ? path + std::string(kSuffix) : path; }

namespace {

PackedMember with_digest(StoredMember member) {
  std::string digest = sha256_hex(member.bytes);
  return {std::move(member), std::move(digest)};
}

}  // namespace

PackedMember packed(const std::string& path, const std::string& bytes) {
  const Role* role = role_of(path);
  std::optional<std::string> compressed = role != nullptr && role->is_large ? compress(bytes) : std::nullopt;
  const bool is_compressed = compressed.has_value();
  return with_digest({path, is_compressed ? std::move(*compressed) : bytes, is_compressed});
}

std::optional<PackedMember> packed(const std::string& path, Compression& text) {
  CHECK(role_of(path) != nullptr && role_of(path)->is_large);
  std::optional<std::string> compressed = text.finish();
  if (!compressed) return std::nullopt;
  return with_digest({path, std::move(*compressed), true});
}

Frame frame_of(const Contents& contents, std::vector<PackedMember> members) {
  std::vector<const Contents::value_type*> ordered;
  size_t size = 0;
  for (const auto& one : contents) {
    ordered.push_back(&one);
    size += one.second.size();
  }
  std::stable_sort(ordered.begin(), ordered.end(), [](const auto* a, const auto* b) { return a->second.size() > b->second.size(); });   // the largest first: nobody waits long for the last one
  const size_t before = members.size();
  members.resize(before + ordered.size());
  constexpr size_t kFewBytes = size_t{1} << 20;
  in_turns(ordered.size(), pieces_for(size, kFewBytes), [&](size_t i) { members[before + i] = packed(ordered[i]->first, ordered[i]->second); });
  std::sort(members.begin(), members.end(), [](const PackedMember& a, const PackedMember& b) { return a.member.path_in_archive() < b.member.path_in_archive(); });
  Frame frame;
  std::vector<ManifestEntry> entries;
  for (PackedMember& one : members) {
    frame.digests[one.member.path] = one.sha256;
    entries.push_back(entry_of(one.member, one.sha256));
    frame.members.push_back(std::move(one.member));
  }
  frame.manifest = write_manifest(entries);
  frame.digests[kManifestPath] = sha256_hex(frame.manifest);
  return frame;
}

std::string write_bundle(const Frame& frame, std::string room) {
  std::vector<std::pair<std::string, std::string_view>> members = {{kManifestPath, frame.manifest}, {kAttestationPath, frame.attestation}};
  if (!frame.proof.empty()) members.push_back({kProofPath, frame.proof});
  for (const StoredMember& member : frame.members) members.push_back({member.path_in_archive(), member.bytes});
  return write_archive(members, std::move(room));
}

Checked<Frame> open_frame(const std::string& bytes) {
  Checked<std::vector<Member>> read = read_archive(bytes);
  if (const Refusal* refusal = refusal_of(read)) return *refusal;
  std::vector<Member>& members = std::get<std::vector<Member>>(read);
  if (members.size() < 2 || members[0].path != kManifestPath || members[1].path != kAttestationPath) {
    return Refusal{"SK1008", std::string("a bundle begins with `") + kManifestPath + "` and `" + kAttestationPath + "`, and this file does not"};
  }
  Frame frame;
  frame.manifest = std::move(members[0].bytes);
  frame.attestation = std::move(members[1].bytes);
  size_t begin = 2;
  if (members.size() > begin && members[begin].path == kProofPath) frame.proof = std::move(members[begin++].bytes);
  if (begin > 2 && frame.proof.empty()) frame.refusals.push_back({"SK1059", "the proof that the bundle is in a log is empty"});
  for (size_t i = begin; i < members.size(); ++i) {
    if (i > begin && members[i].path <= members[i - 1].path) frame.refusals.push_back({"SK1010", "the members do not stand by path"});
    frame.members.push_back({members[i].path, std::move(members[i].bytes)});
  }
  frame.digests[kManifestPath] = sha256_hex(frame.manifest);
  const Checked<std::vector<ManifestEntry>> manifest = read_manifest(frame.manifest);
  if (const Refusal* refusal = refusal_of(manifest)) {
    frame.refusals.push_back(*refusal);
  } else {
    compare(std::get<std::vector<ManifestEntry>>(manifest), frame);
  }
  return frame;
}

Contents take_contents(Frame& frame, Refusals& refusals) {
  std::vector<Checked<std::string>> taken(frame.members.size(), std::string());
  size_t size = 0;
  for (const StoredMember& member : frame.members) size += member.compressed ? member.bytes.size() : 0;
  constexpr size_t kFewBytes = size_t{1} << 18;   // compressed
  in_turns(taken.size(), pieces_for(size, kFewBytes), [&](size_t i) {
    StoredMember& member = frame.members[i];
    if (member.compressed) taken[i] = decompress(member.path_in_archive(), member.bytes);
    else taken[i] = std::move(member.bytes);
  });
  Contents contents;
  for (size_t i = 0; i < taken.size(); ++i) {
    if (const Refusal* refusal = refusal_of(taken[i])) {
      refusals.push_back(*refusal);
    } else {
      contents[frame.members[i].path] = std::get<std::string>(std::move(taken[i]));
    }
  }
  return contents;
}

}  // namespace sekisho::evidence
