// Collecting and drawing diagnostics, and near misses.
#include "sekisho/diagnostic.h"

#include <gtest/gtest.h>

#include "sekisho/utf8.h"

namespace sekisho {
namespace {

Span span_of(const std::string& text, const std::string& part, const std::string& name = "a.seki") {
  const auto begin = static_cast<uint32_t>(text.find(part));
  return {std::make_shared<Source>(name, text), begin, begin + static_cast<uint32_t>(part.size())};
}

TEST(DiagnosticTest, DrawsLineAndCaret) {
  const std::string text = "rule r {\n  require store.encrypton.enabled\n}\n";
  const Diagnostic diagnostic{"SK0203", Severity::kError, "unknown attribute `encrypton`", "did you mean `encryption`?",
                              span_of(text, "encrypton")};
  EXPECT_EQ(render(diagnostic, false),
            "a.seki:2:17: error[SK0203]: unknown attribute `encrypton`\n"
            "2 |   require store.encrypton.enabled\n"
            "  |                 ^^^^^^^^^\n"
            "  = help: did you mean `encryption`?\n");
}

TEST(DiagnosticTest, JapaneseTakesTwoColumns) {
  const std::string text = "title ja \"機密\" bad\n";
  const Diagnostic diagnostic{"SK0101", Severity::kWarning, "m", "", span_of(text, "bad")};
  EXPECT_EQ(render(diagnostic, false),
            "a.seki:1:15: warning[SK0101]: m\n"
            "1 | title ja \"機密\" bad\n"
            "  |                 ^^^\n");
  const Diagnostic under{"SK0101", Severity::kNote, "m", "", span_of(text, "機密")};
  EXPECT_EQ(render(under, false),
            "a.seki:1:11: note[SK0101]: m\n"
            "1 | title ja \"機密\" bad\n"
            "  |           ^^^^\n");
}

TEST(DiagnosticTest, TabsAreOneSpaceAndControlsHarmless) {
  const std::string text = "\tx\x1b[31m bad";
  const Diagnostic diagnostic{"SK1", Severity::kError, "m\x1b[2J", "", span_of(text, "bad")};
  EXPECT_EQ(render(diagnostic, false),
            "a.seki:1:9: error[SK1]: m\uFFFD[2J\n"
            "1 |  x\uFFFD[31m bad\n"
            "  |         ^^^\n");
}

TEST(DiagnosticTest, PointsPastTheEndAndSpansLines) {
  const std::string text = "one\ntwo";
  const SourcePtr source = std::make_shared<Source>("a", text);
  EXPECT_EQ(render({"S", Severity::kError, "m", "", {source, 7, 7}}, false), "a:2:4: error[S]: m\n2 | two\n  |    ^\n");
  EXPECT_EQ(render({"S", Severity::kError, "m", "", {source, 90, 99}}, false), "a:2:4: error[S]: m\n2 | two\n  |    ^\n");
  EXPECT_EQ(render({"S", Severity::kError, "m", "", {source, 1, 7}}, false), "a:1:2: error[S]: m\n1 | one\n  |  ^^\n");
  EXPECT_EQ(render({"S", Severity::kError, "m", "", {source, 5, 2}}, false), "a:2:2: error[S]: m\n2 | two\n  |  ^\n");
  EXPECT_EQ(render({"S", Severity::kError, "m", "do", {nullptr, 0, 0}}, false), "error[S]: m\n  = help: do\n");
}

// Plans, manifests and what is given as a register hold secrets anywhere; a policy's text is its author's.
TEST(DiagnosticTest, ShowsNoLineOfAnInput) {
  const std::string text = "\n {\"password\": \"hush\", x}";
  EXPECT_EQ(render({"", Severity::kError, "m", "do", span_of(text, "x}", "a.json")}, false), "a.json:2:23: error: m\n  = help: do\n");
  EXPECT_NE(render({"SK1", Severity::kError, "m", "", span_of(text, "x}", "a.json")}, false).find("hush"), std::string::npos);
  EXPECT_EQ(render({"", Severity::kError, "m", "", span_of("token: hush\n", "hush", "secret.yaml")}, false), "secret.yaml:1:8: error: m\n");
}

TEST(DiagnosticTest, LongLinesAreCutAroundTheCaret) {
  for (const size_t before : {0u, 30u, 90u, 120u, 5000u}) {
    for (const size_t marked : {1u, 10u, 200u}) {
      for (const size_t after : {0u, 20u, 500u}) {
        const std::string text = std::string(before, 'b') + std::string(marked, 'm') + std::string(after, 'a');
        const auto begin = static_cast<uint32_t>(before);
        const Diagnostic diagnostic{"S", Severity::kError, "x", "",
                                    {std::make_shared<Source>("n", text), begin, begin + static_cast<uint32_t>(marked)}};
        const std::string drawn = render(diagnostic, false);
        const size_t first = drawn.find('\n') + 1;
        const std::string line = drawn.substr(first, drawn.find('\n', first) - first);
        const std::string carets = drawn.substr(first + line.size() + 1);
        EXPECT_LE(display_width(line), 104) << drawn;
        EXPECT_EQ(line.find('m') == std::string::npos, false);
        EXPECT_EQ(display_width(line.substr(0, line.find('m'))), static_cast<int>(carets.find('^'))) << drawn;
      }
    }
  }
}

TEST(DiagnosticTest, ColourWrapsTitleAndCaret) {
  const std::string drawn = render({"S", Severity::kError, "m", "", span_of("ab", "b")}, true);
  EXPECT_NE(drawn.find("\033[1;31merror[S]:\033[0m m"), std::string::npos);
  EXPECT_NE(drawn.find("\033[1;31m^\033[0m"), std::string::npos);
}

TEST(DiagnosticsTest, KeepsDuplicatesOnceAndSorts) {
  const std::string text = "abc";
  const SourcePtr b = std::make_shared<Source>("b", text);
  const SourcePtr a = std::make_shared<Source>("a", text);
  Diagnostics diagnostics;
  diagnostics.warning("S2", {b, 1, 2}, "w");
  EXPECT_FALSE(diagnostics.has_errors());
  diagnostics.error("S1", {b, 1, 2}, "e");
  diagnostics.error("S1", {b, 1, 2}, "e", "other help");
  diagnostics.error("S9", {a, 2, 3}, "e");
  diagnostics.error("S9", {a, 0, 3}, "e");
  EXPECT_TRUE(diagnostics.has_errors());
  EXPECT_EQ(diagnostics.error_count(), 3u);
  diagnostics.sort();
  ASSERT_EQ(diagnostics.all().size(), 4u);
  EXPECT_EQ(diagnostics.all()[0].span.begin, 0u);
  EXPECT_EQ(diagnostics.all()[1].span.begin, 2u);
  EXPECT_EQ(diagnostics.all()[2].code, "S1");
  EXPECT_EQ(diagnostics.all()[3].code, "S2");
}

TEST(NearestTest, FindsSlipsOfTheFingers) {
  const std::vector<std::string> names = {"encryption", "enabled", "name", "region", "id"};
  EXPECT_EQ(nearest("encrypton", names), "encryption");
  EXPECT_EQ(nearest("encrpytion", names), "encryption");
  EXPECT_EQ(nearest("enabeld", names), "enabled");
  EXPECT_EQ(nearest("nmae", names), "name");
  EXPECT_EQ(nearest("Name", names), "name");
  EXPECT_EQ(nearest("ids", names), "id");
  EXPECT_EQ(nearest("storage", names), "");
  EXPECT_EQ(nearest("x", {"y", "z"}), "");
  EXPECT_EQ(nearest("", {"y", "z"}), "");
  EXPECT_EQ(nearest("cat", {"bat", "hat"}), "bat");
  EXPECT_EQ(nearest("cat", {}), "");
}

}  // namespace
}  // namespace sekisho
