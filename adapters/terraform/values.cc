// One walk over three parallel JSON values. Terraform sorts their keys, so members are found by moving along.
#include "adapters/terraform/values.h"

#include <algorithm>

#include "adapters/reader/json_text.h"

namespace sekisho::adapters::terraform {
namespace {

// Finds members of an object when asked in ascending order of keys; any other order works too, but slower.
class Cursor {
 public:
  explicit Cursor(const JsonNode* object) : object_(object) {
    if (object == nullptr || object->kind != JsonNode::Kind::kObject) {
      object_ = nullptr;
      return;
    }
    sorted_ = std::is_sorted(object->members.begin(), object->members.end(),
                             [](const JsonMember& a, const JsonMember& b) { return a.key < b.key; });
  }
  const JsonNode* find(std::string_view key) {
    if (object_ == nullptr) return nullptr;
    if (!sorted_) return object_->find(key);
    const std::vector<JsonMember>& members = object_->members;
    if (at_ > 0 && key <= members[at_ - 1].key) at_ = 0;
    while (at_ < members.size() && members[at_].key < key) ++at_;
    return at_ < members.size() && members[at_].key == key ? members[at_].value : nullptr;
  }

 private:
  const JsonNode* object_;
  bool sorted_ = false;
  size_t at_ = 0;
};

const JsonNode* item_at(const JsonNode* list, size_t index) {
  return list != nullptr && list->kind == JsonNode::Kind::kArray && index < list->items.size() ? list->items[index] : nullptr;
}

bool is_unset(const JsonNode& node) {
  switch (node.kind) {
    case JsonNode::Kind::kNull: return true;
    case JsonNode::Kind::kBool: return !node.boolean;
    case JsonNode::Kind::kNumber: return node.text == "0";
    case JsonNode::Kind::kString: return node.text.empty();
    default: return node.items.empty() && node.members.empty();
  }
}

// A `dynamic` block over an unknown collection shows as one object in which all that the block sets is unknown and the
// rest is empty: it stands for any number of members.
bool is_placeholder(const Layers& layers) {
  if (layers.value == nullptr || layers.value->kind != JsonNode::Kind::kArray || layers.value->items.size() != 1) return false;
  const JsonNode& item = *layers.value->items[0];
  const JsonNode* unknown = item_at(layers.unknown, 0);
  if (item.kind != JsonNode::Kind::kObject || unknown == nullptr || !holds_true(*unknown)) return false;
  return std::all_of(item.members.begin(), item.members.end(),
                     [&](const JsonMember& member) { return is_true(unknown->find(member.key)) || is_unset(*member.value); });
}

bool is_scalar(const RawNode& node) {
  return node.kind == RawNode::Kind::kBool || node.kind == RawNode::Kind::kNumber || node.kind == RawNode::Kind::kString;
}

// What `path` ("arn", "vpc_config.0.vpc_id") leads to; null when that cannot be told.
const RawNode* node_at(const RawNode* node, std::string_view path) {
  while (node != nullptr && !path.empty()) {
    const size_t dot = std::min(path.find('.'), path.size());
    const std::string_view step = path.substr(0, dot);
    path.remove_prefix(std::min(dot + 1, path.size()));
    node = node->kind == RawNode::Kind::kObject ? node->find(step) : nullptr;
  }
  return node;
}

bool contradicts(const RawNode& node, const RawReference& reference) {
  // A list or an object is built around what the expression names, unless it holds just that.
  if (node.kind == RawNode::Kind::kObject) return true;
  if (node.kind == RawNode::Kind::kList) return node.items.size() != 1 || node.items[0]->kind == RawNode::Kind::kObject;
  if (reference.attribute.empty()) return false;
  const RawNode* target = node_at(reference.targets[0]->root, reference.attribute);
  if (target == nullptr) return false;
  if (node.kind == RawNode::Kind::kUnknown) return is_scalar(*target) || target->kind == RawNode::Kind::kAbsent;
  if (target->kind == RawNode::Kind::kUnknown) return true;
  return is_scalar(node) && is_scalar(*target) && (node.text != target->text || node.boolean != target->boolean);
}

// Providers whose resources have an `id` beside their attributes: who writes one is refused ("invalid or unknown key").
bool nobody_sets_id(std::string_view type) {
  return type.starts_with("aws_") || type.starts_with("google_") || type.starts_with("azurerm_");
}

}  // namespace

bool holds_true(const JsonNode& node) {
  if (is_true(&node)) return true;
  return std::any_of(node.items.begin(), node.items.end(), [](const JsonNode* item) { return holds_true(*item); }) ||
         std::any_of(node.members.begin(), node.members.end(), [](const JsonMember& member) { return holds_true(*member.value); });
}

RawNode& Values::late_root(const RawResource& resource, uint32_t offset, const Scope& scope, bool on_create) {
  RawNode& made = source_.nodes.emplace_back();
  made.kind = RawNode::Kind::kObject;
  made.resource = &resource;
  made.on_create = on_create;
  made.configured = scope.configured;
  made.written = scope.written;
  made.offset = offset;
  made.keys_configured_known = scope.kind != Scope::Kind::kNotTold && scope.kind != Scope::Kind::kBlocks;
  return made;
}

RawNode& Values::member(const RawNode& root, std::string_view key, const Layers& layers, const Scope& scope) {
  resource_ = root.resource;
  on_create_ = root.on_create;
  return node(layers, scopes_.at_key(scope, key, layers.value), {&root, key, 0, root.sensitive});
}

void Values::check_reference(RawNode& node) {
  const RawReference* reference = node.reference;
  if (reference != nullptr && reference->exact && contradicts(node, *reference)) node.reference = scopes_.inexact(reference);
}

const RawNode* Values::build(const RawResource& resource, const Layers& layers, const Scope& scope, bool on_create) {
  resource_ = &resource;
  on_create_ = on_create;
  RawNode& root = node(layers, scope, {});
  root.kind = RawNode::Kind::kObject;
  return &root;
}

void Values::check_references() {
  for (size_t i = 0; i < source_.nodes.size(); ++i) check_reference(source_.nodes[i]);
}

RawNode& Values::node(const Layers& layers, const Scope& scope, const Place& place) {
  RawNode& made = source_.nodes.emplace_back();
  made.parent = place.parent;
  made.key = place.key;
  made.index = place.index;
  made.resource = resource_;
  made.on_create = on_create_;
  made.sensitive = place.sensitive || is_true(layers.sensitive);
  made.configured = scope.configured;
  made.written = scope.written;
  made.reference = scopes_.reference(scope);
  made.offset = layers.value != nullptr ? layers.value->offset : place.parent != nullptr ? place.parent->offset : 0;
  if (is_true(layers.unknown) || (scope.kind == Scope::Kind::kNotTold && is_placeholder(layers))) {
    made.kind = RawNode::Kind::kUnknown;
    made.why = RawUnknown::kAfterApply;
    // Also where no configuration is in sight.
    const bool is_id = place.parent != nullptr && place.parent->parent == nullptr && place.key == "id";
    if (is_id && made.configured == Configured::kNotTold && nobody_sets_id(resource_->type)) made.configured = Configured::kNo;
    return made;
  }
  if (withholds_ && made.sensitive && !is_null(layers.value)) {
    made.kind = RawNode::Kind::kUnknown;
    made.why = RawUnknown::kNotExported;
    return made;
  }
  // Where the value is missing, its shape is that of what is unknown in it.
  const bool missing = layers.value == nullptr || layers.value->kind == JsonNode::Kind::kNull;
  const JsonNode* shape = !missing ? layers.value : layers.unknown != nullptr && holds_true(*layers.unknown) ? layers.unknown : nullptr;
  if (shape == nullptr) return made;
  switch (shape->kind) {
    case JsonNode::Kind::kNull: break;
    case JsonNode::Kind::kBool:
      made.kind = RawNode::Kind::kBool;
      made.boolean = shape->boolean;
      break;
    case JsonNode::Kind::kNumber:
      made.kind = RawNode::Kind::kNumber;
      made.text = shape->text;
      break;
    case JsonNode::Kind::kString:
      made.kind = RawNode::Kind::kString;
      made.text = shape->text;
      break;
    case JsonNode::Kind::kArray:
      made.kind = RawNode::Kind::kList;
      list(made, layers, scope);
      break;
    case JsonNode::Kind::kObject:
      made.kind = RawNode::Kind::kObject;
      object(made, layers, scope);
      break;
  }
  return made;
}

void Values::object(RawNode& into, const Layers& layers, const Scope& scope) {
  Cursor unknown(layers.unknown);
  Cursor sensitive(layers.sensitive);
  const bool inherited = into.sensitive;
  into.keys_configured_known = scope.kind != Scope::Kind::kNotTold && scope.kind != Scope::Kind::kBlocks;
  if (layers.value != nullptr && layers.value->kind == JsonNode::Kind::kObject) {
    into.members.reserve(layers.value->members.size() + (layers.unknown != nullptr ? layers.unknown->members.size() : 0));
    for (const JsonMember& member : layers.value->members) {
      Layers below{member.value, unknown.find(member.key), sensitive.find(member.key)};
      // Terraform marks `tags` and forgets that `tags_all` repeats it.
      const bool repeats_tags = into.parent == nullptr && member.key == "tags_all" && layers.sensitive != nullptr;
      if (repeats_tags && (below.sensitive == nullptr || !holds_true(*below.sensitive))) below.sensitive = layers.sensitive->find("tags");
      into.members.emplace_back(member.key, &node(below, scopes_.at_key(scope, member.key, member.value), {&into, member.key, 0, inherited}));
    }
  }
  unwritten_keys(into, layers, scope);
}

// Members that `after` does not have: known after apply, or set by the author and not shown (write-only attributes).
void Values::unwritten_keys(RawNode& into, const Layers& layers, const Scope& scope) {
  Cursor value(layers.value);
  Cursor sensitive(layers.sensitive);
  const auto add = [&](std::string_view key, const JsonNode* unknown) {
    const Scope below = scopes_.at_key(scope, key, nullptr);
    into.members.emplace_back(key, &node({nullptr, unknown, sensitive.find(key)}, below, {&into, key, 0, into.sensitive}));
  };
  if (layers.unknown != nullptr && layers.unknown->kind == JsonNode::Kind::kObject) {
    for (const JsonMember& member : layers.unknown->members) {
      if (value.find(member.key) == nullptr && holds_true(*member.value)) add(member.key, member.value);
    }
  }
  if (scope.kind != Scope::Kind::kBlock) return;
  for (const JsonNode* block : scope.written_as) {
    for (const JsonMember& member : block->members) {
      if (value.find(member.key) == nullptr && into.find(member.key) == nullptr) add(member.key, nullptr);
    }
  }
}

void Values::list(RawNode& into, const Layers& layers, const Scope& scope) {
  const auto length = [](const JsonNode* node) { return node != nullptr && node->kind == JsonNode::Kind::kArray ? node->items.size() : size_t{0}; };
  const size_t size = std::max(length(layers.value), length(layers.unknown));
  into.items.reserve(size);
  for (size_t i = 0; i < size; ++i) {
    const Layers below{item_at(layers.value, i), item_at(layers.unknown, i), item_at(layers.sensitive, i)};
    const Scope part = scopes_.at_index(scope, size, below.value, below.unknown);
    into.items.push_back(&node(below, part, {&into, {}, static_cast<uint32_t>(i), into.sensitive}));
  }
}

}  // namespace sekisho::adapters::terraform
