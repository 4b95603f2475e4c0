// Fuzz target: any bytes as YAML. What is scanned without libyaml has to come out as libyaml tells it, place by place.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "adapters/reader/yaml.h"

namespace {

using namespace sekisho;

bool same(const JsonNode& a, const JsonNode& b) {
  if (a.kind != b.kind || a.offset != b.offset || a.boolean != b.boolean || a.text != b.text || a.items.size() != b.items.size() || a.members.size() != b.members.size()) return false;
  for (size_t i = 0; i < a.items.size(); ++i) {
    if (!same(*a.items[i], *b.items[i])) return false;
  }
  for (size_t i = 0; i < a.members.size(); ++i) {
    if (a.members[i].key != b.members[i].key || !same(*a.members[i].value, *b.members[i].value)) return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto source = std::make_shared<const Source>("input.yaml", std::string(reinterpret_cast<const char*>(data), size));
  const auto plain = adapters::parse_yaml(source, adapters::LocalTags::kIntrinsic, adapters::YamlWay::kPlainFirst);
  const auto whole = adapters::parse_yaml(source, adapters::LocalTags::kIntrinsic, adapters::YamlWay::kLibyaml);
  if (plain.has_value() != whole.has_value()) std::abort();
  if (!plain) return plain.error().message == whole.error().message ? 0 : (std::abort(), 0);
  const auto& first = (*plain)->documents();
  const auto& second = (*whole)->documents();
  if (first.size() != second.size()) std::abort();
  for (size_t i = 0; i < first.size(); ++i) {
    // An alias is the node that its anchor stands at: what repeats beyond measure was refused.
    if (!same(*first[i], *second[i])) std::abort();
  }
  return 0;
}
