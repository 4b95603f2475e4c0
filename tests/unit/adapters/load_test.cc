// Which files are taken, and what is said of the others.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "tests/unit/adapters/samples.h"

namespace sekisho::adapters {
namespace {

const std::string kPlan = R"({"format_version":"1.2","resource_changes":[],"x":"関所"})";

std::string utf16(const std::string& text, bool little, bool mark) {
  std::u16string units;
  if (mark) units += u'\uFEFF';
  for (size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      units += static_cast<char16_t>(byte);
      i += 1;
    } else {
      units += static_cast<char16_t>((byte & 0x0F) << 12 | (text[i + 1] & 0x3F) << 6 | (text[i + 2] & 0x3F));
      i += 3;
    }
  }
  std::string bytes;
  for (const char16_t unit : units) {
    const char low = static_cast<char>(unit & 0xFF);
    const char high = static_cast<char>(unit >> 8);
    bytes += little ? low : high;
    bytes += little ? high : low;
  }
  return bytes;
}

TEST(Load, NamesItsAdapters) {
  const std::vector<std::string> names = adapter_names();
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
  for (const char* name : {"terraform", "cloudformation", "kubernetes"}) EXPECT_NE(std::find(names.begin(), names.end(), name), names.end()) << name;
}

TEST(Load, TakesEveryEncoding) {
  for (const std::string& bytes : {kPlan, "\xEF\xBB\xBF" + kPlan, utf16(kPlan, true, true), utf16(kPlan, true, false),
                                   utf16(kPlan, false, true), utf16(kPlan, false, false)}) {
    const auto source = load_json(bytes);
    EXPECT_EQ(source->format, "plan 1.2");
    EXPECT_EQ(source->adapter, "terraform");
  }
}

TEST(Load, DigestIsThatOfTheBytesAsTheyCame) {
  EXPECT_NE(load_json(kPlan)->digest, load_json("\xEF\xBB\xBF" + kPlan)->digest);
  EXPECT_EQ(load_json(kPlan)->digest.substr(0, 7), "sha256:");
}

TEST(Load, RefusesWithTheCause) {
  const struct {
    std::string bytes, part;
  } cases[] = {
      {"", "`x.json` is empty"},
      {" \n\t", "`x.json` is empty"},
      {"null", "it is `null`"},
      {"[]", "neither a Terraform plan nor a state: it is a list"},
      {"{}", "neither a Terraform plan nor a state"},
      {"{\"format_version\":", "not valid JSON"},
      {std::string("PK\x03\x04\x14\x00", 6), "binary Terraform plan"},
      {"\x1F\x8B\x08", "compressed"},
      {"resource \"aws_vpc\" \"a\" {\n}\n", "Terraform's configuration language"},
      {"terraform {\n}\n", "Terraform's configuration language"},
      {"Terraform used the selected providers to generate the following execution\n", "as printed for people"},
      {R"({"version":4,"terraform_version":"1.5.0","serial":3,"lineage":"x","resources":[{"instances":[]}]})", "/resources/0/mode is missing, expected a string"},
      {R"({"format_version":"2.0","resource_changes":[]})", "in format `2.0`, expected 0.x or 1.x"},
      {R"({"format_version":7,"resource_changes":[]})", "/format_version is not a version"},
      {R"({"format_version":"1.0","provider_schemas":{}})", "looks like the output of `terraform providers schema`"},
      {R"({"apiVersion":"v1","kind":"Pod"})", "it has neither metadata.name nor metadata.generateName"},
      {"a: 1\n", "neither JSON nor YAML of a format that a reader knows"},
      {"a: {{ .Values.x }}\n", "is not valid YAML"},
      {kPlan + kPlan, "x.json"},
      {"\xff\xff\xff", "not UTF-8"},
  };
  for (const auto& test : cases) {
    const std::string message = refusal(test.bytes);
    EXPECT_NE(message.find(test.part), std::string::npos) << test.part << "\nsaid: " << message;
  }
}

TEST(Load, TakesYamlThatBeginsAsJsonDoes) {
  const std::string pod = "{apiVersion: v1, kind: Pod, metadata: {name: a}}\n";
  const std::string two = R"({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}})" "\n---\n" R"({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "b"}})";
  for (const auto& [name, text, resources] : std::vector<std::tuple<std::string, std::string, size_t>>{{"x.yaml", pod, 1}, {"x.yml", pod, 1}, {"<standard input>", pod, 1}, {"<standard input>", two, 2}}) {
    const auto loaded = load_bytes(name, text, "", Reading::kLate, 1, {});
    ASSERT_TRUE(loaded.has_value()) << name;
    EXPECT_GE((*loaded)->resources.size(), resources) << name;
  }
  // What is called JSON, and what is neither, is refused as JSON.
  for (const auto& [name, text] : std::vector<std::pair<std::string, std::string>>{{"x.json", pod}, {"x.yaml", R"({"kind": "Pod", )"}, {"<standard input>", R"({"kind": "Pod", "a": [1,]})"}}) {
    const auto loaded = load_bytes(name, text, "", Reading::kLate, 1, {});
    ASSERT_FALSE(loaded.has_value()) << name;
    EXPECT_NE(loaded.error().message.find("not valid JSON"), std::string::npos) << loaded.error().message;
  }
}

TEST(Load, RefusesAStreamOfDocumentsWithItsPlace) {
  const auto loaded = load_bytes("x.json", "{\"format_version\":\"1.2\",\n\"resource_changes\":[]}\n{\"a\":1}\n");
  ASSERT_FALSE(loaded);
  EXPECT_NE(loaded.error().message.find("line 3"), std::string::npos) << loaded.error().message;
  ASSERT_TRUE(loaded.error().span);
}

TEST(Load, KnowsOlderMajorsAndIgnoresWhatIsNew) {
  EXPECT_EQ(load_json(R"({"format_version":"0.1","resource_changes":[]})")->format, "plan 0.1");
  EXPECT_EQ(load_json(R"({"format_version":"1.99","planned_values":{},"resource_changes":[],"from_the_future":{"a":[1]}})")->format, "plan 1.99");
}

TEST(Load, RefusesAnUnknownAdapter) {
  const auto loaded = load_bytes("x.json", kPlan, "pulumi");
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().message, "there is no adapter `pulumi`");
  for (const std::string& name : adapter_names()) EXPECT_NE(loaded.error().help.find("`" + name + "`"), std::string::npos) << name;
  EXPECT_TRUE(load_bytes("x.json", kPlan, "terraform"));
}

TEST(Load, RefusesWhatIsNoFile) {
  EXPECT_FALSE(load("/nowhere/plan.json"));
  const auto folder = load(SEKISHO_ROOT "/tests/unit/adapters");
  ASSERT_FALSE(folder);
  EXPECT_NE(folder.error().message.find("folder"), std::string::npos) << folder.error().message;
}

TEST(Load, ReadsFromAPath) {
  const auto loaded = load(SEKISHO_ROOT "/tests/unit/adapters/data/plan.json");
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ((*loaded)->source->name(), SEKISHO_ROOT "/tests/unit/adapters/data/plan.json");
}

// Real plans, where they are at hand: each is read, or refused by name.
TEST(Load, TakesRealPlans) {
  const std::filesystem::path corpus = std::filesystem::path(SEKISHO_ROOT).parent_path() / "shared" / "corpus";
  if (!std::filesystem::exists(corpus)) GTEST_SKIP() << "no corpus beside the project";
  size_t read = 0;
  for (const char* suite : {"tfplan-misc", "terraform-compliance", "checkov-tfplan", "checkov-tfplan-refs", "kics-tfplan"}) {
    for (const auto& file : std::filesystem::recursive_directory_iterator(corpus / suite / "inputs")) {
      if (!file.is_regular_file()) continue;
      const auto loaded = load(file.path().string());
      EXPECT_TRUE(loaded) << file.path() << ": " << (loaded ? "" : loaded.error().message);
      if (loaded) ++read;
    }
  }
  EXPECT_GT(read, 200U);
}

}  // namespace
}  // namespace sekisho::adapters
