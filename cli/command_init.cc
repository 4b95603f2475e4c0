// `sekisho init`: a project that works at once, to be changed into one's own.
#include <filesystem>
#include <iostream>

#include "cli/commands.h"
#include "cli/terminal.h"
#include "sekisho/file.h"

namespace sekisho::cli {
namespace {

constexpr char kProjectText[] = R"(# What a bare `sekisho check` in this folder works on; `sekisho help project` lists the keys.
inputs: [plan.json]        # terraform plan -out=plan && terraform show -json plan > plan.json
packs: [policies, ismap]   # your rules, and the shipped ISMAP pack
)";

constexpr char kRuleText[] = R"(language 1
package first
import sekisho.schema

rule buckets_keep_versions {
  title    en "Buckets keep old versions of their objects"
           ja "バケットはオブジェクトの旧版を保持している"
  supports ismap 12.3.1 because en "An overwritten or deleted object can be restored"
                                ja "上書きや削除をされたオブジェクトを復元できる"
  severity medium
  for      bucket in storage.bucket
  require  bucket.versioned
  message  en "{bucket.name} keeps no old versions"
           ja "{bucket.name} は旧版を保持していません"
  remedy   en "enable versioning"
           ja "バージョニングを有効にしてください"
}
)";

constexpr char kTestText[] = R"(language 1
package first.tests
import sekisho.schema
import first

test first.buckets_keep_versions {
  case "versions are kept"       pass    { storage.bucket b { versioned: true } }
  case "no versions"             fail    { storage.bucket b { name: "records", versioned: false } }
  case "known only after apply"  unknown { storage.bucket b { versioned: unknown } }
}
)";

}  // namespace

ExitCode run_init(const Arguments& arguments) {
  if (arguments.positional().size() > 1) return refuse({"`init` takes one folder", "write `sekisho init DIR`", {}});
  namespace fs = std::filesystem;
  const fs::path folder = arguments.positional().empty() ? "." : arguments.positional()[0];
  const std::vector<FileContent> files = {{(folder / "sekisho.yaml").lexically_normal().string(), kProjectText},
                                          {(folder / "policies/first.seki").lexically_normal().string(), kRuleText},
                                          {(folder / "policies/first_test.seki").lexically_normal().string(), kTestText}};
  std::error_code code;
  for (const FileContent& file : files) {
    if (fs::exists(fs::symlink_status(file.path, code))) return refuse({"`" + file.path + "` is already there", "`init` overwrites nothing; name another folder", {}});
  }
  fs::create_directories(folder / "policies", code);
  if (code) return refuse({"cannot make the folder `" + (folder / "policies").lexically_normal().string() + "`: " + code.message(), "", {}});
  if (Result<void> written = write_files_atomically(files); !written) return refuse(written.error());
  for (const FileContent& file : files) std::cout << "wrote " << file.path << "\n";
  std::cout << "\nNext: `sekisho test` runs the rule's test; `sekisho check plan.json` checks a plan.\n";
  return kGood;
}

}  // namespace sekisho::cli
