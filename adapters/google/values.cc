// build_values.
#include "adapters/google/values.h"

#include <algorithm>
#include <array>

#include "adapters/reader/nodes.h"

namespace sekisho::adapters::google {
namespace {

constexpr std::array<std::string_view, 7> kSecretKeys = {"password", "rootPassword", "clientKey", "privateKey", "privateKeyData", "sharedSecret", "clientSecret"};

RawNode& build(RawSource& source, const RawResource& resource, const JsonNode& json, bool sensitive) {
  RawNode& made = source.nodes.emplace_back();
  made.resource = &resource;
  made.offset = json.offset;
  made.sensitive = sensitive;
  set_value(made, json);
  for (const JsonNode* item : json.items) NodeMaker::append(made, &build(source, resource, *item, sensitive));
  for (const JsonMember& member : json.members) {
    const bool secret = sensitive || std::find(kSecretKeys.begin(), kSecretKeys.end(), member.key) != kSecretKeys.end();
    NodeMaker::attach(made, member.key, &build(source, resource, *member.value, secret));
  }
  return made;
}

}  // namespace

RawNode& build_values(RawSource& source, const RawResource& resource, const JsonNode* json) {
  if (json != nullptr) return build(source, resource, *json, false);
  RawNode& empty = source.nodes.emplace_back();
  empty.kind = RawNode::Kind::kObject;
  empty.resource = &resource;
  return empty;
}

RawNode& make_text(RawSource& source, const RawResource& resource, std::string text) {
  RawNode& made = source.nodes.emplace_back();
  made.kind = RawNode::Kind::kString;
  made.resource = &resource;
  made.text = source.texts.emplace_back(std::move(text));
  return made;
}

}  // namespace sekisho::adapters::google
