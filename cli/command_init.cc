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

param teams : set of string = {"payroll", "web"}
  doc en "Teams whose names buckets begin with" ja "バケット名の先頭に付けるチーム名"

rule bucket_is_named_after_its_team {
  title    en "Buckets are named after their team"
           ja "バケット名は担当チーム名で始まる"
  supports ismap 8.1.2 because en "The name says who owns the asset"
                               ja "名前から資産の管理責任者が分かる"
  severity low
  for      bucket in storage.bucket
  require  any team in teams : starts_with(bucket.name, team + "-")
  message  en "{bucket.name} begins with no team of {teams}"
           ja "{bucket.name} の先頭がチーム名 {teams} のいずれでもありません"
  remedy   en "Rename the bucket, or add the team to the parameter"
           ja "バケット名を改めるか、パラメータにチームを加えてください"
}
)";

constexpr char kTestText[] = R"(language 1
package first.tests
import sekisho.schema
import first

test first.bucket_is_named_after_its_team {
  case "a team's name" pass { storage.bucket b { name: "web-pictures" } }
  case "no team's name" fail { storage.bucket b { name: "pictures" } }
  case "a name known after apply" unknown { storage.bucket b { name: unknown } }
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
