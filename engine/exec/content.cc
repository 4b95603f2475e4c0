// Contents: values and raw values written as bytes, without what does not count, and numbered.
#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/base/check.h"
#include "engine/base/fault.h"
#include "engine/base/sha256.h"
#include "engine/base/spread.h"
#include "engine/exec/content.h"

namespace sekisho {
namespace {

void put_flag(std::string& out, bool flag) { out += flag ? '\1' : '\0'; }

void put_optional(std::string& out, const std::optional<std::string>& text) {
  put_flag(out, text.has_value());
  if (text) put_text(out, *text);
}

void put_scope(std::string& out, const RawStore& raw, const RawResource& resource) {
  put(out, raw.source_of(&resource));
  if (fault(12)) return;
  put_optional(out, resource.account);
  put_text(out, resource.account_key);
  put_optional(out, resource.region);
  put_flag(out, resource.region_unknown);
  put_optional(out, resource.namespace_);
}

// Flags and configuration of one node.
void put_standing(std::string& out, const RawNode& node) {
  if (!fault(19)) put(out, node.kind);
  char flags = static_cast<char>(node.boolean | (node.sensitive && !fault(16)) << 1 | node.keys_configured_known << 2 | (node.on_create && !fault(15)) << 3);
  out += flags;
  if (!fault(13)) put(out, node.configured);
  if (!fault(14) && !fault(13)) put(out, node.written);
  put(out, node.why);
}

void put_node(std::string& out, const RawNode& node) {
  put_standing(out, node);
  put_flag(out, node.reference != nullptr);
  if (node.reference != nullptr && !fault(17)) {
    put_flag(out, node.reference->exact);
    put_flag(out, node.reference->complete);
    put_text(out, node.reference->attribute);
  }
  put_text(out, node.text);
  put(out, static_cast<uint32_t>(node.items.size()));
  for (const RawNode* item : node.items) put_node(out, *item);
  if (node.late != nullptr) return;   // its text tells all: which members were made so far does not count
  put(out, static_cast<uint32_t>(node.members.size()));
  for (const auto& [key, member] : node.members) {
    if (!fault(18)) put_text(out, key);
    put_node(out, *member);
  }
}

}  // namespace

void put_reasons(std::string& out, const Value& value) {
  for (const ReasonPtr& reason : value.reasons()) put(out, reason->code);
}

ContentId Contents::of_text(std::string_view text) {
  if (texts_.size() * 2 >= table_.size()) grow_table();
  CHECK(text.size() < kOfDigest);
  const uint32_t size = text.size() > kLong ? kOfDigest : static_cast<uint32_t>(text.size());
  const std::string digest = size == kOfDigest ? sha256_bytes(text) : std::string();
  if (size == kOfDigest) text = digest;
  const auto hash = static_cast<uint32_t>(std::hash<std::string_view>()(text));
  const size_t mask = table_.size() - 1;
  size_t at = hash & mask;
  for (; table_[at] != kFree; at = (at + 1) & mask) {
    const Text& known = texts_[table_[at]];
    if (known.hash == hash && known.size == size && std::string_view(known.begin, text.size()) == text) return table_[at];
  }
  const auto number = static_cast<ContentId>(texts_.size());
  texts_.push_back({kept(text), size, hash});
  return table_[at] = number;
}

ContentId Contents::of_pair(ContentId a, ContentId b) {
  scratch_ = "pair";
  put(scratch_, a);
  put(scratch_, b);
  return of_text(scratch_);
}

const char* Contents::kept(std::string_view text) {
  constexpr size_t kChunk = size_t{64} << 10;
  if (free_size_ < text.size()) {
    free_ = chunks_.emplace_back(new char[kChunk]).get();
    free_size_ = kChunk;
  }
  char* const begin = free_;
  std::copy(text.begin(), text.end(), begin);
  free_ += text.size();
  free_size_ -= text.size();
  return begin;
}

void Contents::grow_table() {
  constexpr size_t kFirst = 1024;
  table_.assign(std::max(kFirst, table_.size() * 2), kFree);
  const size_t mask = table_.size() - 1;
  for (size_t number = 0; number < texts_.size(); ++number) {
    size_t at = texts_[number].hash & mask;
    while (table_[at] != kFree) at = (at + 1) & mask;
    table_[at] = static_cast<ContentId>(number);
  }
}

void Contents::put_value(std::string& out, const Value& value) {
  put(out, value.kind());
  auto put_writer = [&] {
    const RawResource* writer = writer_of(value);
    put_flag(out, writer != nullptr);
    if (writer != nullptr) put(out, cells_of(*writer).scope);
  };
  auto put_presence = [&](Presence presence, const ReasonPtr& doubt) {
    if (fault(20)) return;
    put(out, presence);
    put_flag(out, doubt != nullptr);
    if (doubt != nullptr) put(out, doubt->code);
  };
  switch (value.kind()) {
    case ValueKind::kAbsent: break;
    case ValueKind::kUnknown:
      put(out, static_cast<uint32_t>(value.reasons().size()));
      put_reasons(out, value);
      break;
    case ValueKind::kBool: put_flag(out, value.as_bool()); break;
    case ValueKind::kInt: case ValueKind::kDuration: case ValueKind::kDate: case ValueKind::kTimestamp: put(out, value.as_int()); break;
    case ValueKind::kDecimal: put(out, value.as_decimal().digits); put(out, value.as_decimal().exponent); break;
    case ValueKind::kPeriod: put(out, value.as_period().months); put(out, value.as_period().days); break;
    case ValueKind::kIp: case ValueKind::kCidr: {
      const Network& network = value.as_network();
      put_flag(out, network.v6);
      out.append(reinterpret_cast<const char*>(network.bytes), sizeof network.bytes);
      put(out, network.prefix);
      break;
    }
    case ValueKind::kText: put_text(out, value.as_text()); put_writer(); break;
    case ValueKind::kVersion: put_text(out, value.as_text()); break;
    case ValueKind::kEnum: put_text(out, value.as_text()); put(out, value.ordinal()); break;
    case ValueKind::kFile: put_text(out, value.as_text()); put_text(out, value.file_digest()); put_flag(out, value.file_there()); break;
    case ValueKind::kRecord:
      put(out, static_cast<uint32_t>(value.fields().size()));
      for (const Value::Field& field : value.fields()) {
        put_text(out, field.name);
        put_value(out, field.value);
      }
      break;
    case ValueKind::kList: case ValueKind::kSet:
      put(out, static_cast<uint32_t>(value.members().size()));
      for (const Value::Member& member : value.members()) {
        put_presence(member.presence, member.doubt);
        put_value(out, member.value);
      }
      break;
    case ValueKind::kDict:
      put_flag(out, value.dict_open() && !fault(55));
      put(out, static_cast<uint32_t>(value.entries().size()));
      for (const Value::Entry& entry : value.entries()) {
        put_text(out, entry.key);
        put(out, entry.presence);
        put_value(out, entry.value);
      }
      break;
    case ValueKind::kReference: {
      const Reference& reference = value.as_reference();
      put_text(out, reference.kind);
      put_optional(out, reference.text);
      put_optional(out, reference.address);
      put(out, reference.source);
      put_flag(out, reference.complete);
      put_flag(out, reference.via_owner);
      put(out, static_cast<uint32_t>(reference.candidates.size()));
      for (const std::string& candidate : reference.candidates) put_text(out, candidate);
      put_writer();
      break;
    }
    case ValueKind::kRow: put(out, value.as_row()); break;
    case ValueKind::kRaw: put(out, value.as_raw()); break;
    case ValueKind::kPattern: put(out, value.identity()); break;
  }
}

ContentId Contents::of(const Value& value) {
  std::string bytes = std::move(scratch_);
  bytes.clear();
  put_value(bytes, value);
  ContentId number = of_text(bytes);
  scratch_ = std::move(bytes);
  return number;
}

ContentId Contents::of_written_text(std::string_view text, const RawResource& writer) {
  const ContentId scope = cells_of(writer).scope;
  scratch_.clear();
  put(scratch_, ValueKind::kText);
  put_text(scratch_, text);
  put_flag(scratch_, true);
  put(scratch_, scope);
  return of_text(scratch_);
}

ContentId Contents::of(const RawNode& node, bool whole) {
  scratch_ = "raw";
  if (node.by_parts && !whole) {
    put_standing(scratch_, node);
    put(scratch_, static_cast<uint32_t>(node.items.size()));
    put(scratch_, static_cast<uint32_t>(node.members.size()));
  } else {
    put_node(scratch_, node);
  }
  return of_text(scratch_);
}

ResourceCells& Contents::cells_of(const RawResource& resource) {
  if (by_number_.size() <= resource.number) by_number_.resize(resource.number + 1);
  Slot& slot = by_number_[resource.number];
  if (slot.resource == &resource) return *slot.cells;
  if (slot.resource != nullptr) {
    ResourceCells*& other = of_others_[&resource];
    if (other != nullptr) return *other;
    other = &cells_.emplace_back();
  } else {
    slot = {&resource, &cells_.emplace_back()};
  }
  ResourceCells& cells = cells_.back();
  cells.resource = &resource;
  cells.scope = scope_of(resource);
  cells.base = base_of(resource, cells.scope);
  return cells;
}

size_t Contents::ScopeHash::operator()(const Scope& scope) const {
  size_t hash = static_cast<size_t>(scope.source) * 2 + (scope.region_unknown ? 1 : 0);
  for (const void* text : {scope.account, scope.account_key, scope.region, scope.namespace_}) hash = spread(hash ^ reinterpret_cast<uintptr_t>(text));
  return hash;
}

ContentId Contents::scope_of(const RawResource& resource) {
  const auto at = [](const std::optional<SharedText>& text) -> const void* { return text ? &text->str() : nullptr; };
  const Scope scope{at(resource.account), &resource.account_key.str(), at(resource.region), at(resource.namespace_), raw_.source_of(&resource), resource.region_unknown};
  const auto [known, is_new] = scopes_.try_emplace(scope);
  if (!is_new) return known->second;
  std::string bytes = "scope";
  if (!fault(11)) put_scope(bytes, raw_, resource);
  return known->second = of_text(bytes);
}

ContentId Contents::base_of(const RawResource& resource, ContentId scope) {
  std::string bytes = "base";
  put(bytes, scope);
  put_standing(bytes, *resource.root);
  put_flag(bytes, raw_.missing_is_absent(*resource.root));
  put_flag(bytes, resource.doubt != nullptr && !fault(69));
  return of_text(bytes);
}

void Contents::forget_cells() {
  for (const ResourceCells& cells : cells_) by_number_[cells.resource->number] = {};
  cells_.clear();
  of_others_.clear();
}

uint32_t Contents::key_number(std::string_view key) {
  auto found = key_numbers_.find(key);
  if (found != key_numbers_.end()) return found->second;
  uint32_t number = static_cast<uint32_t>(keys_.size());
  key_numbers_.emplace(keys_.emplace_back(key), number);
  return number;
}

ContentId Contents::cell(ResourceCells& cells, uint32_t key) {
  for (const auto& [number, content] : cells.known) {
    if (number == key) return content;
  }
  const RawNode& root = *cells.resource->root;
  const std::string_view name = key == kTags ? LateMembers::kTagsKey : std::string_view(keys_[key]);
  scratch_ = "late";
  if (root.late == nullptr || !root.late->put_content(root, name, scratch_)) {
    const RawNode* node = key == kTags ? cells.resource->effective_tags() : root.find(name);
    scratch_.clear();
    // What a missing value stands for follows from the base.
    if (node != nullptr) put_node(scratch_, *node);
  }
  ContentId content = of_text(scratch_);
  cells.known.emplace_back(key, content);
  return content;
}

}  // namespace sekisho
