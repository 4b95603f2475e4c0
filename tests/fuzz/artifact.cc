// Fuzz target: any bytes as an artifact, sealed by others (always refused) and as content whose digest is right (refused or read).
// With SEKISHO_FUZZ_SEED=FILE it writes the content that a fixed policy gives there, a seed that fits this build, and ends.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "engine/artifact/artifact.h"
#include "engine/artifact/format.h"
#include "sekisho/api.h"

namespace {

using namespace sekisho;

constexpr const char* kPolicy = R"seki(language 1
package fuzzed
enum level ordered (low, high)
record part { from : int  to : int? }
kind box { name : string  level : level  parts : list of part  next : ref box? }
param names : set of string = {"a", "b"}
define near(b : box) : bool = b.name in names and b.level > low
map shop.box as r each p in r.ps key text(p) where present r.name to box {
  identity arn within global = r.arn
  name = r.name
  level = level(r.level, low)
  parts = [{from: q.from, to: q.to} for q in r.parts]
  next = r.next
}
rule named {
  title en "Named" ja "名前"
  for b in box
  let x = count(b.parts)
  where x > 1
  require near(b) or matches(b.name, r"^[a-z]$") and any p in b.parts where present p.to : p.from == 3
  message en "{b.name} is {x}" ja "{b.name}"
}
)seki";

const SourcePtr& source() {
  static const SourcePtr made = std::make_shared<Source>("fuzzed.seki", kPolicy);
  return made;
}

void write_seed(const char* path) {
  PolicySet policies;
  policies.packs.push_back(source());
  Diagnostics diagnostics;
  const std::optional<CompiledPolicy> policy = compile(policies, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.all()) std::fprintf(stderr, "%s", render(diagnostic, false).c_str());
  if (!policy) std::exit(1);
  const std::optional<std::string> content = artifact::write(*policy->program, {policy->policy_digest, policy->maps_digests, {}, diagnostics.all()}, {source()});
  if (!content || !(std::ofstream(path, std::ios::binary) << *content)) std::exit(1);
  std::exit(0);
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  if (const char* path = std::getenv("SEKISHO_FUZZ_SEED")) write_seed(path);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!artifact::open(bytes, "another engine", "key").empty()) std::abort();
  // Bytes that a seal vouches for all the same.
  const std::optional<artifact::Artifact> read = artifact::read(bytes, {source()}, nullptr);
  if (!read) return 0;
  for (const Rule& rule : read->program->rules) {
    try {
      rule.clauses.begin();
    } catch (const artifact::Malformed&) {
      // In the program this ends the process: nobody but write() seals a content.
    }
  }
  return 0;
}
