// Golden diagnostics: what an author reads after each typical mistake.
//
// check/NAME.seki holds one wrong policy, check/NAME.expected every diagnostic it gets, drawn as on a terminal without colours.
// Files named NAME.with.seki are checked together with NAME.seki. SEKISHO_REFRESH=1 in the environment rewrites the expectations;
// each changed text is then to be read as its author would: the right place, what was found, what to do.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/check/check.h"
#include "engine/schema/catalogue.h"
#include "engine/syntax/parse.h"

namespace sekisho {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(SEKISHO_ROOT) / "tests/golden/check";

SourcePtr source_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return std::make_shared<Source>(path.filename().string(), text.str());
}

bool refreshing() {
  const char* refresh = std::getenv("SEKISHO_REFRESH");
  return refresh && std::string(refresh) == "1";
}

// Everything that all cases share, read once.
struct Surroundings {
  Surroundings() {
    schema = source_of(kFolder / "schema.seki.inc");
    auto added = provider.add(source_of(kFolder / "provider.json"));
    if (!added) ADD_FAILURE() << added.error().message;
    auto catalogue = Catalogue::parse(source_of(fs::path(SEKISHO_ROOT) / "policies/ismap/catalogue/controls.csv"), "2022-04");
    if (!catalogue)
      ADD_FAILURE() << catalogue.error().message;
    else
      for (const ControlEntry& entry : catalogue->entries()) options.controls.insert(entry.id);
    options.provider = &provider;
    options.catalogue_edition = "2022-04";
    options.shipped = {schema->name()};
  }
  SourcePtr schema;
  ProviderSchema provider;
  CheckOptions options;
};

std::string diagnostics_of(const fs::path& policy) {
  static const Surroundings surroundings;
  Diagnostics diagnostics;
  std::vector<std::unique_ptr<syntax::File>> files;
  files.push_back(syntax::parse(surroundings.schema, diagnostics));
  files.push_back(syntax::parse(source_of(policy), diagnostics));
  const fs::path beside = fs::path(policy).replace_extension(".with.seki");
  if (fs::exists(beside)) files.push_back(syntax::parse(source_of(beside), diagnostics));
  if (!diagnostics.has_errors()) {
    std::vector<const syntax::File*> trees;
    for (const auto& file : files) trees.push_back(file.get());
    const auto program = check(trees, surroundings.options, diagnostics);
    EXPECT_EQ(program == nullptr, diagnostics.has_errors()) << policy;
  }
  diagnostics.sort();
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics.all()) text += render(diagnostic, false) + "\n";
  const size_t errors = diagnostics.error_count();
  return text + std::to_string(errors) + " errors, " + std::to_string(diagnostics.all().size() - errors) + " others\n";
}

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    const fs::path& path = entry.path();
    if (path.extension() == ".seki" && path.stem().extension() != ".with") names.push_back(path.stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class GoldenCheck : public testing::TestWithParam<std::string> {};

TEST_P(GoldenCheck, SaysWhatTheAuthorNeeds) {
  const fs::path policy = kFolder / (GetParam() + ".seki");
  const fs::path expected = kFolder / (GetParam() + ".expected");
  const std::string actual = diagnostics_of(policy);
  EXPECT_FALSE(actual.starts_with("0 errors, 0 others")) << "this policy is wrong, and nothing was said";
  if (refreshing()) std::ofstream(expected, std::ios::binary) << actual;
  EXPECT_EQ(actual, source_of(expected)->text());
}

INSTANTIATE_TEST_SUITE_P(Check, GoldenCheck, testing::ValuesIn(case_names()), [](const auto& info) { return info.param; });

}  // namespace
}  // namespace sekisho
