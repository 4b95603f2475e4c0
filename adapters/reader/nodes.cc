// NodeMaker and what it needs.
#include "adapters/reader/nodes.h"

#include <algorithm>

namespace sekisho::adapters {
namespace {

using Kind = RawNode::Kind;

int weight(Written written) {
  switch (written) {
    case Written::kSecret: return 4;
    case Written::kReference: return 3;
    case Written::kParameter: return 2;
    case Written::kLiteral: return 1;
    default: return 0;
  }
}

}  // namespace

std::optional<std::string> scalar(const RawNode& node) {
  switch (node.kind) {
    case Kind::kString:
    case Kind::kNumber: return std::string(node.text);
    case Kind::kBool: return node.boolean ? "true" : "false";
    default: return std::nullopt;
  }
}

bool equal(const RawNode& a, const RawNode& b) {
  if (a.kind == Kind::kUnknown || b.kind == Kind::kUnknown || a.sensitive != b.sensitive) return false;
  if (const auto x = scalar(a), y = scalar(b); x || y) return x == y;
  if (a.kind != b.kind) return false;
  if (a.items.size() != b.items.size() || a.members.size() != b.members.size()) return false;
  for (size_t i = 0; i < a.items.size(); ++i) {
    if (!equal(*a.items[i], *b.items[i])) return false;
  }
  return std::all_of(a.members.begin(), a.members.end(), [&](const auto& member) {
    const RawNode* other = b.find(member.first);
    return other != nullptr && equal(*member.second, *other);
  });
}

void set_all_members(const RawNode& node, std::vector<std::pair<std::string_view, const RawNode*>> all) {
  if (node.members != all) node.members = std::move(all);
}

Written heavier(Written a, Written b) { return weight(a) >= weight(b) ? a : b; }

void set_value(RawNode& node, const JsonNode& json) {
  switch (json.kind) {
    case JsonNode::Kind::kNull: node.kind = Kind::kAbsent; break;
    case JsonNode::Kind::kBool: node.kind = Kind::kBool; break;
    case JsonNode::Kind::kNumber: node.kind = Kind::kNumber; break;
    case JsonNode::Kind::kString: node.kind = Kind::kString; break;
    case JsonNode::Kind::kArray: node.kind = Kind::kList; break;
    case JsonNode::Kind::kObject: node.kind = Kind::kObject; break;
  }
  node.boolean = json.boolean;
  node.text = json.text;
  node.items.reserve(json.items.size());
  node.members.reserve(json.members.size());
}

UnknownValue composed_of(const std::vector<RawNode*>& parts) {
  UnknownValue what;
  what.complete = true;
  for (const RawNode* part : parts) {
    what.written = heavier(what.written, part->written);
    what.sensitive = what.sensitive || part->sensitive;
    if (part->kind == Kind::kList || part->kind == Kind::kObject) what.complete = false;
    if (part->reference == nullptr) continue;
    what.targets.insert(what.targets.end(), part->reference->targets.begin(), part->reference->targets.end());
    what.complete = what.complete && part->reference->complete;
    if (!part->reference->expression.empty()) what.expression += (what.expression.empty() ? "" : ", ") + part->reference->expression;
  }
  return what;
}

RawNode* NodeMaker::blank(Kind kind, uint32_t offset, Written written) {
  RawNode& node = source_.nodes.emplace_back();
  node.kind = kind;
  node.offset = offset;
  node.written = written;
  node.configured = Configured::kYes;
  node.on_create = true;
  node.resource = current_;
  return &node;
}

RawNode* NodeMaker::object(uint32_t offset) {
  RawNode* node = blank(Kind::kObject, offset, Written::kLiteral);
  node->keys_configured_known = true;
  return node;
}

RawNode* NodeMaker::absent(uint32_t offset) {
  RawNode* node = blank(Kind::kAbsent, offset, Written::kAbsent);
  node->configured = Configured::kNo;
  return node;
}

RawNode* NodeMaker::text(std::string text, uint32_t offset, Written written, bool sensitive) {
  RawNode* node = blank(Kind::kString, offset, written);
  node->text = source_.texts.emplace_back(std::move(text));
  node->sensitive = sensitive;
  return node;
}

RawNode* NodeMaker::unknown(uint32_t offset, UnknownValue what) {
  RawNode* node = blank(Kind::kUnknown, offset, what.written);
  node->why = RawUnknown::kAfterApply;
  node->sensitive = what.sensitive;
  RawReference& reference = source_.references.emplace_back();
  std::sort(what.targets.begin(), what.targets.end(), [](const RawResource* a, const RawResource* b) { return a->number < b->number; });
  what.targets.erase(std::unique(what.targets.begin(), what.targets.end()), what.targets.end());
  reference.targets = std::move(what.targets);
  reference.attribute = std::move(what.attribute);
  reference.exact = what.exact;
  reference.complete = what.complete;
  reference.expression = std::move(what.expression);
  node->reference = &reference;
  return node;
}

RawNode* NodeMaker::identity(uint32_t offset) {
  RawNode* node = blank(Kind::kUnknown, offset, Written::kAbsent);
  node->configured = Configured::kNo;
  node->why = RawUnknown::kAfterApply;
  return node;
}

void NodeMaker::attach(RawNode& object, std::string_view key, RawNode* value) {
  value->parent = &object;
  value->key = key;
  object.members.emplace_back(key, value);
}

void NodeMaker::append(RawNode& list, RawNode* item) {
  item->parent = &list;
  item->index = static_cast<uint32_t>(list.items.size());
  list.items.push_back(item);
}

}  // namespace sekisho::adapters
