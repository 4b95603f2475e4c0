// Finds and reads policy files.
#include "cli/policies.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <set>

#include "cli/catalogue.h"
#include "cli/git.h"
#include "cli/lock.h"
#include "cli/shipped.h"
#include "cli/terminal.h"
#include "sekisho/file.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kSuffix = ".seki";
constexpr std::string_view kTestSuffix = "_test.seki";
constexpr size_t kMaxPolicyBytes = size_t{64} << 20;  // the parser's own limit is lower and says more

// The package a text declares; empty when none is found. Only whole-line comments may stand before it.
std::string package_of(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
    if (!line.starts_with("package ")) continue;
    line.remove_prefix(8);
    while (line.starts_with(' ')) line.remove_prefix(1);
    return std::string(line.substr(0, line.find_first_of(" \t\r/")));
  }
  return "";
}

void drop_packages(std::vector<SourcePtr>& shipped, const std::set<std::string>& packages) {
  if (packages.empty()) return;
  std::erase_if(shipped, [&](const SourcePtr& source) { return packages.count(package_of(source->view())) > 0; });
}

Error no_such_pack(const std::string& pack) {
  const std::string near = nearest(pack, shipped_pack_names());
  std::string names;
  for (const std::string& name : shipped_pack_names()) names += (names.empty() ? "" : ", ") + name;
  return {"no such pack: `" + pack + "` is neither a path nor a shipped pack",
          !near.empty() ? "did you mean `" + near + "`?" : names.empty() ? "" : "shipped packs are " + names, {}};
}

// A file that two paths lead to is read once.
Result<void> read_all(const std::vector<std::string>& paths, std::vector<SourcePtr>& sources) {
  const auto whole = [](const std::string& path) {
    std::error_code code;
    return std::filesystem::weakly_canonical(path, code).string();
  };
  std::set<std::string> known;
  for (const SourcePtr& source : sources) known.insert(whole(source->name()));
  for (const std::string& path : paths) {
    if (!known.insert(whole(path)).second) continue;
    Result<SourcePtr> source = read_policy(path);
    if (!source) return source.error();
    sources.push_back(std::move(*source));
  }
  return {};
}

// The texts of a pack in a repository. Their names say where they are from, and nothing of where they are kept.
Result<void> add_git_pack(const std::string& pack, bool tests, const std::string& lock_file, PolicySet& policies) {
  const Result<Lock> lock = lock_file.empty() ? Result<Lock>(Lock{}) : read_lock(lock_file);
  if (!lock) return lock.error();
  const LockedPack* locked = lock->find(pack);
  Result<GitPack> found = read_git_pack(pack, locked == nullptr ? "" : locked->commit);
  if (!found) return found.error();
  for (SealedFile& file : found->files) {
    if (!tests && file.name.ends_with(kTestSuffix)) continue;
    const std::string name = pack + "/" + file.name;
    Result<std::string> text = decode_text(name, std::move(file.bytes));
    if (!text) return text.error();
    policies.packs.push_back(std::make_shared<const Source>(name, std::move(*text)));
  }
  return {};
}

// Adds one --pack: of a path its files, of a name the shipped pack.
Result<void> add_pack(const std::string& pack, bool tests, const std::string& lock_file, PolicySet& policies) {
  if (is_git_pack(pack)) return add_git_pack(pack, tests, lock_file, policies);
  std::error_code ignored;
  if (!std::filesystem::exists(pack, ignored)) {
    const std::vector<SourcePtr> shipped = shipped_pack(pack);
    if (shipped.empty()) return no_such_pack(pack);
    policies.shipped.insert(policies.shipped.end(), shipped.begin(), shipped.end());
    return {};
  }
  Result<std::vector<std::string>> files = seki_files({pack});
  if (!files) return files.error();
  if (!tests) std::erase_if(*files, [&](const std::string& file) { return file.ends_with(kTestSuffix) && file != pack; });
  return read_all(*files, policies.packs);
}

}  // namespace

Result<SourcePtr> read_policy(const std::string& path) {
  Result<std::string> bytes = read_file(path, kMaxPolicyBytes);
  if (!bytes) return bytes.error();
  Result<std::string> text = decode_text(path == "-" ? "<standard input>" : path, std::move(*bytes));
  if (!text) return text.error();
  return SourcePtr(std::make_shared<const Source>(path == "-" ? "<standard input>" : path, std::move(*text)));
}

Result<std::vector<std::string>> seki_files(const std::vector<std::string>& paths) {
  std::set<std::string> unique;
  for (const std::string& path : paths) {
    Result<std::vector<std::string>> files = list_files(path, std::string(kSuffix));
    if (!files) return files.error();
    if (files->empty()) return Error{"no `.seki` file below `" + path + "`", "expected a folder with policies; `sekisho init` writes a first one", {}};
    unique.insert(files->begin(), files->end());
  }
  return std::vector<std::string>(unique.begin(), unique.end());
}

Result<PolicySet> read_policies(const PolicyChoice& choice) {
  PolicySet policies = shipped_policies({});
  if (!choice.catalogue.empty()) {
    Result<SourcePtr> catalogue = project_catalogue(choice.catalogue);
    if (!catalogue) return catalogue.error();
    policies.catalogue = std::move(*catalogue);
  }
  const std::vector<std::string> packs = choice.packs.empty() ? std::vector<std::string>{kDefaultPack} : choice.packs;
  for (const std::string& pack : packs) {
    if (Result<void> added = add_pack(pack, choice.tests, choice.lock_file, policies); !added) return added.error();
  }
  if (!choice.maps.empty()) {
    const Result<std::vector<std::string>> files = seki_files(choice.maps);
    if (!files) return files.error();
    if (Result<void> done = read_all(*files, policies.maps); !done) return done.error();
  }
  std::set<std::string> replaced;
  for (const SourcePtr& source : policies.packs) {
    if (!source->name().ends_with(kTestSuffix)) replaced.insert(package_of(source->view()));
  }
  replaced.erase("");
  drop_packages(policies.shipped, replaced);
  return policies;
}

std::optional<CompiledPolicy> compile_and_show(const PolicySet& policies, Cache cache) {
  Diagnostics diagnostics;
  std::optional<CompiledPolicy> policy = compile_or_recall(policies, cache, diagnostics);
  if (policy) {
    // The process ends with its policy; taking that apart node by node would only make the end later.
    static std::vector<CompiledPolicy>& kept = *new std::vector<CompiledPolicy>;
    kept.push_back(*policy);
    return policy;
  }
  diagnostics.sort();
  const bool colour = use_colour("auto", Stream::kError);
  for (const Diagnostic& one : diagnostics.all()) {
    if (one.severity == Severity::kError) show(one, colour);
  }
  show_error_count(diagnostics);
  return std::nullopt;
}

void show_error_count(const Diagnostics& diagnostics) {
  const size_t count = diagnostics.error_count();
  std::cerr << "error: the policies cannot be used: " << count << (count == 1 ? " error" : " errors") << "; `sekisho help CODE` explains each code\n";
}

}  // namespace sekisho::cli
