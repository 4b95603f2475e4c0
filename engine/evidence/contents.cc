// Which member says what.
#include "engine/evidence/contents.h"

#include <algorithm>
#include <optional>
#include <set>

#include "engine/base/check.h"
#include "engine/base/sha256.h"
#include "engine/evidence/coverage.h"
#include "engine/evidence/result_walk.h"
#include "engine/evidence/sealed_office.h"
#include "engine/evidence/sealed_statement.h"
#include "engine/evidence/statement.h"
#include "sekisho/results.h"

namespace sekisho::evidence {
namespace {

// The end of a name as a step of a member's path. Names of policies and sources are whatever a file system takes.
std::string file_name_of(const std::string& name) {
  constexpr size_t kLongest = 60;
  std::string file = name.substr(name.rfind('/') + 1);
  for (char& c : file) {
    if (!is_member_path(std::string(1, c)) && c != '.') c = '_';
  }
  return file.size() > kLongest ? file.substr(file.size() - kLongest) : file;
}

// "policy/0012-storage.seki": the number keeps the order of the set, and paths of one name apart.
std::string numbered_path(const std::string& folder, size_t number, const std::string& name) {
  const std::string digits = std::to_string(number);
  return folder + "/" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits + "-" + file_name_of(name);
}

std::vector<SourcePtr> PolicySet::* const kGroups[] = {&PolicySet::shipped, &PolicySet::packs, &PolicySet::maps, &PolicySet::provider_schemas};
constexpr const char* kGroupRoles[] = {"shipped", "pack", "map", "provider_schema"};
constexpr char kCatalogueRole[] = "catalogue";

void add_file(Contents& contents, std::vector<FileEntry>& entries, const std::string& folder, const std::string& role, const std::string& name, std::string bytes) {
  const std::string path = numbered_path(folder, entries.size(), name);
  entries.push_back({path, role, name, sha256_hex(bytes)});
  contents[path] = std::move(bytes);
}

void add_policies(const Sealed& sealed, Contents& contents) {
  std::vector<FileEntry> entries;
  for (size_t i = 0; i < std::size(kGroups); ++i) {
    for (const SourcePtr& text : sealed.policies.*kGroups[i]) add_file(contents, entries, "policy", kGroupRoles[i], text->name(), std::string(text->view()));
  }
  if (sealed.policies.catalogue != nullptr) add_file(contents, entries, "policy", kCatalogueRole, sealed.policies.catalogue->name(), std::string(sealed.policies.catalogue->view()));
  for (const SealedPack& pack : sealed.packs) {
    if (!pack.git_bundle.name.empty()) contents[pack.git_bundle.name] = pack.git_bundle.bytes;
  }
  contents[kPoliciesPath] = write_policies(sealed, entries);
}

void add_files(const char* document, const std::string& folder, const std::vector<SealedFile>& files, Contents& contents) {
  std::vector<FileEntry> entries;
  for (const SealedFile& file : files) add_file(contents, entries, folder, "file", file.name, file.bytes);
  contents[document] = write_files(entries);
}

// A document's reader, or a refusal because the document is missing.
class Reader {
 public:
  Reader(Contents& contents, Refusals& refusals) : contents_(contents), refusals_(refusals) {}

  const std::string* bytes(const std::string& path) {
    used_.insert(path);
    const auto found = contents_.find(path);
    if (found != contents_.end()) return &found->second;
    refusals_.push_back({"SK1008", "`" + path + "` is missing in the bundle"});
    return nullptr;
  }
  // The same, not kept among the contents: of a large member one copy is enough.
  std::optional<std::string> taken(const std::string& path) {
    if (bytes(path) == nullptr) return std::nullopt;
    return std::move(contents_.at(path));
  }
  template <typename T>
  bool take(Checked<T> checked, T& out) {
    if (const Refusal* refusal = refusal_of(checked)) {
      refusals_.push_back(*refusal);
      return false;
    }
    out = std::get<T>(std::move(checked));
    return true;
  }
  // The files that a document names, each with the digest that it names and the path that its place among them gives.
  std::vector<SealedFile> files(const std::string& folder, const std::vector<FileEntry>& entries) {
    std::vector<SealedFile> files;
    for (size_t i = 0; i < entries.size(); ++i) {
      const FileEntry& entry = entries[i];
      const std::string* found = bytes(entry.path);
      if (found == nullptr) continue;
      if (entry.path != numbered_path(folder, i, entry.name) || entry.sha256 != sha256_hex(*found)) refusals_.push_back({"SK1018", "`" + entry.path + "` is not the file that its list names"});
      files.push_back({entry.name, *found});
    }
    return files;
  }
  // A document that not every bundle has.
  template <typename T>
  void take_if_there(const char* path, Checked<T> (*read)(const std::string& bytes), std::optional<T>& out) {
    T value;
    if (contents_.count(path) > 0 && take(read(*bytes(path)), value)) out = std::move(value);
  }
  void refuse_what_is_left() {
    for (const auto& [path, bytes] : contents_) {
      if (used_.count(path) == 0) refusals_.push_back({"SK1009", "nothing in the bundle tells what `" + path + "` is"});
    }
  }

 private:
  Contents& contents_;
  Refusals& refusals_;
  std::set<std::string> used_;
};

void read_policy_texts(Reader& reader, Refusals& refusals, Sealed& sealed) {
  const std::string* bytes = reader.bytes(kPoliciesPath);
  std::vector<FileEntry> entries;
  if (bytes == nullptr || !reader.take(read_policies(*bytes, sealed), entries)) return;
  for (SealedPack& pack : sealed.packs) {
    const std::string* git_bundle = pack.git_bundle.name.empty() ? nullptr : reader.bytes(pack.git_bundle.name);
    if (git_bundle != nullptr) pack.git_bundle.bytes = *git_bundle;
  }
  const std::vector<SealedFile> files = reader.files("policy", entries);
  if (files.size() != entries.size()) return;
  std::vector<std::string> digests;
  size_t last = 0;   // roles stand in their order
  for (size_t i = 0; i < entries.size(); ++i) {
    const auto role = static_cast<size_t>(std::find(std::begin(kGroupRoles), std::end(kGroupRoles), entries[i].role) - std::begin(kGroupRoles));
    auto text = std::make_shared<const Source>(files[i].name, files[i].bytes);
    const bool is_catalogue = role == std::size(kGroupRoles) && entries[i].role == kCatalogueRole && sealed.policies.catalogue == nullptr;
    if (role < last || (role == std::size(kGroupRoles) && !is_catalogue) || text->view() != files[i].bytes) {
      refusals.push_back({"SK1019", "policy/policies.json gives `" + entries[i].path + "` a role that it cannot have there"});
      return;
    }
    last = role;
    if (is_catalogue) {
      sealed.policies.catalogue = std::move(text);
    } else {
      if (role < 3 && !entries[i].name.ends_with("_test.seki")) digests.push_back(entries[i].sha256);
      (sealed.policies.*kGroups[role]).push_back(std::move(text));
    }
  }
  if (sealed.run.policy_digest != sha256_of_all(std::move(digests))) refusals.push_back({"SK1048", "the results are of another policy than the one in the bundle"});
}

}  // namespace

namespace {

// None where the snapshot's facts count no row of one: its text need not be looked through.
std::vector<SealedFinding> assessment_findings_of(const Sealed& sealed, const SnapshotFacts& facts) {
  if (!has_assessment(facts)) return {};
  return sekisho::assessment_findings_of(sealed.snapshot, sealed.run.evaluated_at);
}

}  // namespace

bool has_assessment(const SnapshotFacts& facts) { return facts.rows_by_kind.contains(std::string(kFindingKind)); }

Checked<Contents> write_contents(const Sealed& sealed, const std::vector<Decided>& decided, const SnapshotFacts& facts) {
  Contents contents;
  const Checked<Coverage> coverage = coverage_of(facts, sealed.run, decided, sealed.schedule);
  if (const Refusal* refusal = refusal_of(coverage)) return *refusal;
  contents[kSchedulePath] = write_schedule(sealed.schedule);
  contents[kCoveragePath] = write_coverage(std::get<Coverage>(coverage));
  contents[kParametersPath] = write_parameters(sealed);
  contents[kToolchainPath] = write_toolchain(sealed);
  add_policies(sealed, contents);
  add_files(kWaiversPath, "waivers", sealed.waivers, contents);
  add_files(kSourcesPath, "sources", sealed.sources, contents);
  const std::vector<SealedFinding> findings = assessment_findings_of(sealed, facts);
  if (!findings.empty()) contents[kAssessmentPath] = write_assessment(findings);
  if (sealed.due_list) contents[kDuePath] = write_due_list(*sealed.due_list);
  if (sealed.statement) contents[kStatementPath] = write_sealed_statement(*sealed.statement);
  return contents;
}

namespace {

// Nullopt: not asked for, or something of them is not as they are written.
std::optional<WalkedResults> walked_results(const std::string& results, const std::string& details, bool with_findings) {
  std::optional<WalkedResults> walked = with_findings ? std::nullopt : walk_results(results, details);
#ifndef NDEBUG
  CHECK(!walked || read_results(kResultsPath, results, kDetailsPath, details));   // it takes nothing else
#endif
  return walked;
}

}  // namespace

Refusals read_contents(Contents& contents, bool with_findings, Sealed& sealed, std::vector<Decided>& decided) {
  Refusals refusals;
  Reader reader(contents, refusals);
  const std::string* results = reader.bytes(kResultsPath);
  const std::string* details = reader.bytes(kDetailsPath);
  if (results != nullptr && details != nullptr) {
    if (std::optional<WalkedResults> walked = walked_results(*results, *details, with_findings)) {
      sealed.run = std::move(walked->run);
      decided = std::move(walked->decided);
    } else if (Result<Run> run = read_results(kResultsPath, *reader.taken(kResultsPath), kDetailsPath, *reader.taken(kDetailsPath))) {
      sealed.run = std::move(*run);
      decided = decided_of(sealed.run);
    } else {
      refusals.push_back({"SK1041", run.error().message});
    }
  }
  std::optional<std::string> snapshot = reader.taken(kSnapshotPath);
  if (snapshot && sealed.snapshot.empty()) sealed.snapshot = std::move(*snapshot);
  if (const std::string* bytes = reader.bytes(kSchedulePath)) reader.take(read_schedule(*bytes), sealed.schedule);
  const auto read_part = [&](const char* path, Refusals (*read)(const std::string&, Sealed&)) {
    const std::string* bytes = reader.bytes(path);
    const Refusals found = bytes == nullptr ? Refusals{} : read(*bytes, sealed);
    refusals.insert(refusals.end(), found.begin(), found.end());
  };
  read_part(kParametersPath, read_parameters);
  read_part(kToolchainPath, read_toolchain);
  read_policy_texts(reader, refusals, sealed);
  const auto read_sealed_files = [&](const char* document, const char* folder, std::vector<SealedFile>& files) {
    const std::string* bytes = reader.bytes(document);
    std::vector<FileEntry> entries;
    if (bytes != nullptr && reader.take(read_files(document, *bytes), entries)) files = reader.files(folder, entries);
  };
  read_sealed_files(kWaiversPath, "waivers", sealed.waivers);
  read_sealed_files(kSourcesPath, "sources", sealed.sources);
  if (contents.count(kAssessmentPath) > 0) reader.bytes(kAssessmentPath);   // check_assessment() reads it
  reader.take_if_there(kDuePath, read_due_list, sealed.due_list);
  reader.take_if_there(kStatementPath, read_sealed_statement, sealed.statement);
  reader.bytes(kCoveragePath);   // check_coverage() reads it, when everything else is there
  reader.refuse_what_is_left();
  look_for_expected(sealed.schedule.expected, sealed.run);
  return refusals;
}

Refusals check_assessment(const Contents& contents, const Sealed& sealed, const SnapshotFacts& facts) {
  const std::vector<SealedFinding> findings = assessment_findings_of(sealed, facts);
  const auto there = contents.find(kAssessmentPath);
  const bool same = there == contents.end() ? findings.empty() : !findings.empty() && there->second == write_assessment(findings);
  return same ? Refusals() : Refusals{{"SK1074", "assessment.json does not hold the findings that are in the snapshot"}};
}

Refusals check_coverage(const Contents& contents, const Sealed& sealed, const std::vector<Decided>& decided, const SnapshotFacts& facts) {
  const std::string& bytes = contents.at(kCoveragePath);
  const Checked<Coverage> read = read_coverage(bytes);
  if (const Refusal* refusal = refusal_of(read)) return {*refusal};
  const Checked<Coverage> counted = coverage_of(facts, sealed.run, decided, sealed.schedule);
  if (const Refusal* refusal = refusal_of(counted)) return {*refusal};
  if (write_coverage(std::get<Coverage>(counted)) == bytes) return {};
  return {{"SK1044", "coverage.json is not what snapshot, results and schedule come to"}};
}

}  // namespace sekisho::evidence
