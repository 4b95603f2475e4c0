// Raw values: what is read of them, paths into them, and the origins of their resources.
#include <algorithm>

#include "engine/exec/evaluator.h"
#include "engine/exec/observer.h"

namespace sekisho {

bool Evaluator::read_raw(const RawNode* node, bool standing) {
  if (!standing && observer != nullptr && node->by_parts) observer->whole(*node);
  // A resource as a whole: nobody could say which of its values counted.
  if (!standing && observer != nullptr && node->parent == nullptr && observer->role_of(node->resource) >= 0) observer->unshared();
  if (touched != nullptr) touched->push_back(node);
  if (trace == nullptr && mask == nullptr) return true;
  bool stood_for = std::any_of(stood_for_raw_.begin(), stood_for_raw_.end(), [&](const RawNode* root) { return root->resource == node->resource; });
  if (stood_for) return true;
  if (trace != nullptr) trace->touch_node(node);
  return mask == nullptr || !mask->contains(node);
}

Value Evaluator::raw_field(const RawNode* node, std::string_view key) {
  const RawNode* found = node->kind == RawNode::Kind::kObject ? node->find(key) : nullptr;
  const bool by_parts = node->by_parts || (node->parent == nullptr && found != nullptr && found->by_parts);
  if (observer != nullptr && node->parent == nullptr && !by_parts) observer->cell(*node, key);
  switch (node->kind) {
    case RawNode::Kind::kObject: {
      if (found == nullptr) found = raw_.missing(*node, key);
      if (observer != nullptr && by_parts) observer->part(*found);
      return Value::raw(found);
    }
    case RawNode::Kind::kAbsent:
    case RawNode::Kind::kUnknown: return Value::raw(raw_.missing(*node, key));
    default: return Value::unknown(ReasonCode::kWrongShape, "`" + std::string(key) + "` of a value that has no keys", Place{node, ""});
  }
}

void Evaluator::look_at_items(const RawNode& list) {
  if (observer == nullptr || !list.by_parts || list.kind != RawNode::Kind::kList) return;
  for (const RawNode* item : list.items) observer->part(*item);
}

Value Evaluator::raw_index(const RawNode* node, uint32_t index) {
  switch (node->kind) {
    case RawNode::Kind::kList: {
      const RawNode* found = index < node->items.size() ? node->items[index] : raw_.missing_item(*node, index);
      if (observer != nullptr && node->by_parts) observer->part(*found);
      return Value::raw(found);
    }
    case RawNode::Kind::kAbsent:
    case RawNode::Kind::kUnknown: return Value::raw(raw_.missing_item(*node, index));
    default: return Value::unknown(ReasonCode::kWrongShape, "not a list", Place{node, ""});
  }
}

Value Evaluator::origin_part(const RawResource& resource, std::string_view part) {
  auto optional_text = [](const std::optional<std::string>& text) { return text ? Value::text(*text) : Value::absent(); };
  if (part == "address") return Value::text(resource.address);
  if (part == "type") return Value::text(resource.type);
  if (part == "name") return Value::text(resource.name);
  if (part == "module") return Value::text(resource.module);
  if (part == "action") return Value::text(resource.action);
  if (part == "namespace") return optional_text(resource.namespace_);
  if (part == "parent") return resource.parent.empty() ? Value::absent() : Value::text(resource.parent);
  if (part == "account") {
    Reference account;
    account.kind = "cloud.account";
    account.source = raw_.source_of(&resource);
    if (!resource.account_key.empty()) account.address = "provider." + resource.account_key;
    account.text = resource.account;
    bool has_account = account.address || account.text;
    return has_account ? Value::reference(std::move(account)) : Value::absent();
  }
  if (part == "region") {
    return resource.region ? Value::text(*resource.region)
           : resource.region_unknown ? Value::unknown(resource.action.empty() ? ReasonCode::kNotExported : ReasonCode::kKnownAfterApply, "where it lies is not known", Place{resource.root, ""})
                                     : Value::absent();
  }
  if (part == "tags") {
    Type tags_type;
    tags_type.kind = TypeKind::kDict;
    auto text_type = std::make_shared<Type>();
    text_type->kind = TypeKind::kText;
    tags_type.element = text_type;
    if (without_own_places && resource.root != nullptr && resource.root->late != nullptr) {
      if (const auto known = class_tags_.find(&resource); known != class_tags_.end()) {
        if (touched != nullptr) touched->push_back(resource.root);
        return known->second;
      }
      if (LateMembers::TagTexts texts; resource.root->late->tag_texts(*resource.root, texts)) {
        if (touched != nullptr) touched->push_back(resource.root);
        const Places writer(*resource.root);
        Value::Entries entries;
        for (const auto& [key, text] : texts) entries.push_back({std::string(key), Value::text(std::string(text)).with_places(writer), Presence::kSure});
        constexpr size_t kMost = 1024;
        if (class_tags_.size() >= kMost) class_tags_.clear();
        return class_tags_[&resource] = Value::dict(std::move(entries), !raw_.missing_is_absent(*resource.root)).with_places(writer);
      }
    }
    const RawNode* found = resource.effective_tags();
    bool may_be_left_out = found == nullptr && !raw_.missing_is_absent(*resource.root);
    return found == nullptr || found->kind == RawNode::Kind::kAbsent ? Value::dict({}, may_be_left_out).with_places(Places(*resource.root)) : convert_raw(found, tags_type, nullptr);
  }
  if (part == "captured" && !raw_.sources().empty()) {
    const RawSource& source = *raw_.sources()[static_cast<size_t>(raw_.source_of(&resource))];
    if (source.captured_at.has_value()) return Value::timestamp(source.captured_at.value());
  }
  return Value::absent();
}

Value Evaluator::origin_of(const RawResource& resource) {
  if (observer != nullptr && observer->role_of(&resource) >= 0) observer->unshared();
  Value::Fields fields;
  for (const char* part : {"address", "type", "name", "module", "action", "account", "region", "namespace", "tags", "parent", "captured"}) fields.push_back({part, origin_part(resource, part)});
  return Value::record(std::move(fields));
}

}  // namespace sekisho
