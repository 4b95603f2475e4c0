// build_values.
#include "adapters/google/values.h"

#include <algorithm>
#include <array>

namespace sekisho::adapters::google {
namespace {

using Kind = JsonNode::Kind;

constexpr std::array<std::string_view, 7> kSecretKeys = {"password", "rootPassword", "clientKey", "privateKey", "privateKeyData", "sharedSecret", "clientSecret"};

RawNode& build(RawSource& source, const RawResource& resource, const JsonNode& json, bool sensitive) {
  RawNode& made = source.nodes.emplace_back();
  made.resource = &resource;
  made.offset = json.offset;
  made.sensitive = sensitive;
  switch (json.kind) {
    case Kind::kNull: break;
    case Kind::kBool:
      made.kind = RawNode::Kind::kBool;
      made.boolean = json.boolean;
      break;
    case Kind::kNumber:
    case Kind::kString:
      made.kind = json.kind == Kind::kNumber ? RawNode::Kind::kNumber : RawNode::Kind::kString;
      made.text = json.text;
      break;
    case Kind::kArray:
      made.kind = RawNode::Kind::kList;
      made.items.reserve(json.items.size());
      for (const JsonNode* item : json.items) {
        RawNode& part = build(source, resource, *item, sensitive);
        part.parent = &made;
        part.index = static_cast<uint32_t>(made.items.size());
        made.items.push_back(&part);
      }
      break;
    case Kind::kObject:
      made.kind = RawNode::Kind::kObject;
      made.members.reserve(json.members.size());
      for (const JsonMember& member : json.members) {
        const bool secret = sensitive || std::find(kSecretKeys.begin(), kSecretKeys.end(), member.key) != kSecretKeys.end();
        add_member(made, member.key, build(source, resource, *member.value, secret));
      }
      break;
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

void add_member(RawNode& object, std::string_view key, RawNode& value) {
  value.key = key;
  value.parent = &object;
  object.members.emplace_back(key, &value);
}

RawNode& make_text(RawSource& source, const RawResource& resource, std::string text) {
  RawNode& made = source.nodes.emplace_back();
  made.kind = RawNode::Kind::kString;
  made.resource = &resource;
  made.text = source.texts.emplace_back(std::move(text));
  return made;
}

}  // namespace sekisho::adapters::google
