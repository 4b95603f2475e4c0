// Bytes that are not the artifact that is asked for are refused, and never read past their end.
#include <functional>
#include <random>

#include "engine/artifact/artifact.h"
#include "engine/artifact/engine_id.h"
#include "engine/artifact/format.h"
#include "engine/check/walk.h"
#include "tests/unit/artifact/policies.h"

namespace sekisho {
namespace {

bool refused(const std::string& bytes, const Compiled& compiled = built_in()) {
  Diagnostics diagnostics;
  return !read_back(compiled, bytes, diagnostics);
}

TEST(Refusal, WholeBytesAreTaken) { EXPECT_FALSE(refused(built_in().bytes)); }

TEST(Refusal, Truncated) {
  const std::string& bytes = built_in().bytes;
  for (size_t length = 0; length < artifact::kHeaderLength + 64; ++length) EXPECT_TRUE(refused(bytes.substr(0, length))) << length;
  for (size_t length = 0; length < bytes.size(); length += bytes.size() / 97) EXPECT_TRUE(refused(bytes.substr(0, length))) << length;
  EXPECT_TRUE(refused(bytes.substr(0, bytes.size() - 1)));
  EXPECT_TRUE(refused(bytes + "x"));
}

TEST(Refusal, OneBitFlipped) {
  std::string bytes = built_in().bytes;
  const auto flip = [&](size_t at, int bit) { bytes[at] = static_cast<char>(bytes[at] ^ 1 << bit); };
  const auto check = [&](size_t at) {
    const int bit = static_cast<int>(at % 8);
    flip(at, bit);
    EXPECT_TRUE(refused(bytes)) << at;
    flip(at, bit);
  };
  for (size_t at = 0; at < artifact::kHeaderLength; ++at) check(at);
  for (size_t at = artifact::kHeaderLength; at < bytes.size(); at += bytes.size() / 211) check(at);
  check(bytes.size() - 1);
}

TEST(Refusal, OfAnotherBuildOrOfOtherTexts) {
  const Compiled& compiled = built_in();
  const std::string content = compiled.bytes.substr(artifact::kHeaderLength);
  EXPECT_FALSE(refused(artifact::seal(content, artifact::engine_id(), compiled.key)));
  EXPECT_TRUE(refused(artifact::seal(content, "0123456789abcdef", compiled.key)));
  EXPECT_TRUE(refused(artifact::seal(content, artifact::engine_id(), std::string(64, '0'))));
  EXPECT_TRUE(refused("no artifact at all"));
}

TEST(Refusal, AKeyNamesTextsNamesAndOrder) {
  const PolicySet plain = policy_set({"policies/baseline"});
  const std::string key = *artifact_key(plain);
  EXPECT_EQ(*artifact_key(policy_set({"policies/baseline"})), key);
  const auto changed = [&](const std::function<void(PolicySet&)>& change) {
    PolicySet policies = plain;
    change(policies);
    return *artifact_key(policies);
  };
  const SourcePtr first = plain.packs.front();
  EXPECT_NE(changed([&](PolicySet& p) { p.packs.front() = std::make_shared<const Source>(first->name(), first->text() + " "); }), key);
  EXPECT_NE(changed([&](PolicySet& p) { p.packs.front() = std::make_shared<const Source>(first->name() + "x", first->text()); }), key);
  EXPECT_NE(changed([&](PolicySet& p) { std::swap(p.packs.front(), p.packs.back()); }), key);
  EXPECT_NE(changed([&](PolicySet& p) { p.packs.pop_back(); }), key);
  EXPECT_NE(changed([&](PolicySet& p) { p.maps.push_back(p.packs.back()); p.packs.pop_back(); }), key);
  EXPECT_NE(changed([&](PolicySet& p) { p.provider_schemas.clear(); }), key);
  EXPECT_NE(changed([&](PolicySet& p) { p.catalogue = nullptr; }), key);
  EXPECT_NE(changed([&](PolicySet& p) { p.catalogue_edition = "2030-01"; }), key);
}

// Reads every late part.
void touch(const Program& program) {
  size_t seen = 0;
  const auto visit = [&](const ExpressionPtr& expression) {
    if (expression != nullptr) for_each_expression(*expression, [&](const Expression&) { ++seen; });
  };
  for (const Parameter& parameter : program.parameters) visit(parameter.value);
  for (const Define& define : program.defines) visit(define.body);
  for (const Rule& rule : program.rules) {
    for (const Clause& clause : rule.clauses) visit(clause.expression);
    for (const TextTemplate* text : {&rule.message.en, &rule.message.ja, &rule.remedy.en, &rule.remedy.ja}) {
      for (const TextPart& part : *text) visit(part.expression);
    }
  }
  for (const Map& map : program.maps) {
    for (const Binder& binder : map.each) visit(binder.collection);
    visit(map.key);
    visit(map.condition);
    for (const Identity& identity : map.identities) visit(identity.value);
    for (const MapItem& item : map.items) visit(item.value);
  }
}

// A digest that fits proves nothing about who wrote the bytes: what they say is checked, too.
TEST(Refusal, MalformedContentWithAFittingDigest) {
  const Compiled compiled = compile_set(policy_set({"tests/bench/checks"}));
  const std::string content = compiled.bytes.substr(artifact::kHeaderLength);
  std::mt19937 random(20261128);
#ifdef __SANITIZE_ADDRESS__
  constexpr int kRounds = 250;  // enough for both outcomes below, at a speed of a tenth
#else
  constexpr int kRounds = 800;
#endif
  int opened = 0, kept_out = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::string changed = content;
    if (round % 10 == 0) changed.resize(random() % content.size());
    // The front of the content is numbers of places, the middle words: aim at all of it, and more often at its numbers.
    for (unsigned left = 1 + random() % 3; left > 0 && !changed.empty(); --left) changed[random() % 2 ? random() % changed.size() : changed.size() - 1 - random() % (changed.size() / 2 + 1)] = static_cast<char>(random());
    Diagnostics diagnostics;
    const std::optional<CompiledPolicy> read = read_back(compiled, artifact::seal(changed, artifact::engine_id(), compiled.key), diagnostics);
    if (!read) {
      ++kept_out;
      continue;
    }
    ++opened;
    try {
      touch(*read->program);
    } catch (const artifact::Malformed&) {
      ++kept_out;
    }
  }
  EXPECT_GT(opened, 30);
  EXPECT_GT(kept_out, 30);
}

}  // namespace
}  // namespace sekisho
