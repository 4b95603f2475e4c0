// Every file of the language trial parses without a diagnostic.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/syntax/parse.h"

namespace sekisho::syntax {
namespace {

TEST(Trial, Parses) {
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/work/shared/language-trial")) {
    if (entry.path().extension() != ".seki") continue;
    ++files;
    std::ifstream in(entry.path());
    std::stringstream text;
    text << in.rdbuf();
    Diagnostics diagnostics;
    auto file = parse(std::make_shared<const Source>(entry.path().filename().string(), text.str()), diagnostics);
    for (const Diagnostic& diagnostic : diagnostics.all()) ADD_FAILURE() << render(diagnostic, false);
    if (getenv("DUMP")) puts(dump(*file).c_str());
  }
  EXPECT_EQ(files, 14);
}

}  // namespace
}  // namespace sekisho::syntax
