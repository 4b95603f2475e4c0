// For tests of the checker: a small vocabulary, a small provider schema, and a run over a text.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/check/check.h"
#include "engine/syntax/parse.h"

namespace sekisho::fixture {

inline const char* const kVocabulary = R"seki(language 1
package vocabulary
enum data_class (public, internal, confidential)
enum exposure ordered (none, read, write)
record ports { from : int  to : int }
record encryption { enabled : bool  key : ref crypto.key? }
trait store { name : string  data_class : data_class?  encryption : encryption  tags : dict of string = origin.tags }
kind cloud.account { id : string }
kind crypto.key { name : string  rotated : bool  period : duration? }
kind storage.bucket : store { exposure : exposure  log : ref storage.bucket?  region : string?  sizes : list of int  nets : set of cidr  open : list of ports }
kind storage.volume : store { size : int  made : timestamp  review : date?  version : version }
)seki";

inline const char* const kProvider = R"json({"source":"terraform","provider":"hashicorp/aws","provider_version":"5.100.0","resources":{
"aws_s3_bucket":{"attributes":{"bucket":{"type":"string"},"arn":{"type":"string"},"size":{"type":"number"},"on":{"type":"bool"},"tags":{"type":"map(string)"},"names":{"type":"list(string)"}},
 "blocks":{"rule":{"mode":"set","attributes":{"key":{"type":"string"}}},"single":{"mode":"set","max":1,"attributes":{"key":{"type":"string"}}},"items":{"mode":"list","attributes":{"key":{"type":"string"}}}}},
"aws_kms_key":{"attributes":{"arn":{"type":"string"}}}}})json";

// Everything that one run said and made.
struct Checked {
  std::vector<std::unique_ptr<syntax::File>> files;
  ProviderSchema provider;
  CheckOptions options;
  Diagnostics diagnostics;
  std::unique_ptr<Program> program;

  // Codes of errors (and warnings) in order of place, joined by blanks.
  std::string codes(bool warnings = false) {
    diagnostics.sort();
    std::string text;
    for (const Diagnostic& each : diagnostics.all())
      if (warnings || each.severity == Severity::kError) text += (text.empty() ? "" : " ") + each.code;
    return text;
  }
  std::string rendered() {
    std::string text;
    for (const Diagnostic& each : diagnostics.all()) text += render(each, false);
    return text;
  }
};

// The vocabulary and `texts`, each a file of its own.
inline std::unique_ptr<Checked> check_texts(const std::vector<std::string>& texts, bool vocabulary = true) {
  auto run = std::make_unique<Checked>();
  if (auto added = run->provider.add(std::make_shared<const Source>("provider.json", kProvider)); !added) return run;
  run->options.provider = &run->provider;
  run->options.warn_unused = false;
  run->options.controls = {"9.2.3", "8.1.2.7.PB"};
  std::vector<std::string> all = texts;
  if (vocabulary) all.insert(all.begin(), kVocabulary);
  std::vector<const syntax::File*> trees;
  for (size_t i = 0; i < all.size(); ++i) {
    run->files.push_back(syntax::parse(std::make_shared<const Source>("file" + std::to_string(i) + ".seki", all[i]), run->diagnostics));
    trees.push_back(run->files.back().get());
  }
  if (!run->diagnostics.has_errors()) run->program = check(trees, run->options, run->diagnostics);
  return run;
}

inline std::string file(const std::string& body) { return "language 1\npackage example\nimport vocabulary\n" + body; }
// One rule over `population` with these clauses.
inline std::string rule(const std::string& clauses, const std::string& population = "storage.bucket", const std::string& before = "") {
  return file(before + "\nrule r {\n  title en \"a\" ja \"あ\"\n  for x in " + population + "\n" + clauses + "\n}\n");
}
// One map of aws_s3_bucket to storage.volume-like `thing` with these items.
inline std::string map(const std::string& items, const std::string& attributes, const std::string& before = "") {
  return file(before + "\nkind thing { " + attributes + " }\nmap terraform.aws_s3_bucket as b to thing {\n" + items + "\n}\n");
}

}  // namespace sekisho::fixture
