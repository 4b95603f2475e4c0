// Raw values: the store of raw resources, paths into them, and conversion to typed values (design section 4, "Types").
#include <algorithm>

#include "engine/base/check.h"
#include "engine/exec/evaluator.h"
#include "engine/exec/observer.h"
#include "engine/exec/three_valued.h"
#include "engine/value/arithmetic.h"
#include "engine/value/literal.h"
#include "sekisho/json.h"
#include "sekisho/raw_file.h"

namespace sekisho {
namespace {

const std::vector<const Map*> kNoMaps;

constexpr int kTokyo = 9 * 3600;  // the zone of dates unless set: Asia/Tokyo, no daylight saving

Value wrong_shape(const RawNode* node, const Type& type) {
  return Value::unknown(ReasonCode::kWrongShape, "not a value of type " + to_string(type.as_present()), Place{node, ""});
}

}  // namespace

ReasonPtr doubt_of(const RawResource& resource) {
  if (resource.doubt == nullptr) return nullptr;
  const RawReference* reference = resource.doubt->reference;
  return Value::unknown(ReasonCode::kAmbiguous, "whether it will exist is decided by `" + (reference == nullptr ? resource.address : reference->expression) + "`", Place{resource.doubt, ""}).reasons().front();
}

RawStore::RawStore(const Program& program, std::vector<std::shared_ptr<const RawSource>> sources, std::shared_ptr<MadeNodes> made)
    : made_(made != nullptr ? std::move(made) : std::make_shared<MadeNodes>()), shared_(made_.use_count() > 1) {
  auto index = std::make_shared<Index>();
  index->sources = std::move(sources);
  for (const Map& map : program.maps) {
    for (const std::string& source : map.sources) {
      if (source.ends_with(".*")) index->catch_all[source.substr(0, source.size() - 2)].push_back(&map);
      else index->maps_by_type[source].push_back(&map);
    }
  }
  for (size_t i = 0; i < index->sources.size(); ++i) {
    for (const RawResource& resource : index->sources[i]->resources) {
      const auto [known, is_new] = index->types.try_emplace({&resource.adapter.str(), &resource.type.str()});
      Index::OfType& of_type = known->second;
      if (is_new) {
        const std::string type = resource.adapter + "." + resource.type;
        const bool data = resource.type.starts_with("data.");
        of_type.resources = &index->by_type[type];
        if (!data && resource.type != "provider") of_type.of_adapter = &index->by_type[resource.adapter + ".*"];
        if (!data && !index->maps_by_type.contains(type)) index->maps_by_type[type] = index->catch_all[resource.adapter];
        const auto maps = index->maps_by_type.find(type);
        of_type.maps = maps == index->maps_by_type.end() ? &kNoMaps : &maps->second;
      }
      of_type.resources->push_back(&resource);
      if (of_type.of_adapter != nullptr) of_type.of_adapter->push_back(&resource);
      if (index->sources.size() > 1) index->source_of[&resource] = static_cast<int>(i);
    }
  }
  index_ = std::move(index);
}

RawStore::RawStore(const RawStore& first) : index_(first.index_), made_(std::make_shared<MadeNodes>()), settled_(first.settled_), shared_(false) {}

void RawStore::settle() {
  CHECK(!shared_ && settled_ == nullptr);
  settled_ = std::move(made_);
  made_ = std::make_shared<MadeNodes>();
}

const std::vector<const RawResource*>& RawStore::of_type(const std::string& raw_type) const {
  static const std::vector<const RawResource*> nothing;
  auto found = index_->by_type.find(raw_type);
  return found == index_->by_type.end() ? nothing : found->second;
}

int RawStore::source_of(const RawResource* resource) const {
  if (index_->sources.size() <= 1) return 0;
  auto found = index_->source_of.find(resource);
  return found == index_->source_of.end() ? 0 : found->second;
}

bool RawStore::share_an_origin(const RawResource& a, const RawResource& b) const {
  const RawSource& x = *index_->sources[static_cast<size_t>(source_of(&a))];
  const RawSource& y = *index_->sources[static_cast<size_t>(source_of(&b))];
  if (&x == &y || x.adapter == "register" || y.adapter == "register") return true;
  auto word = [](const RawSource& source) { return std::string_view(source.format).substr(0, source.format.find(' ')); };
  return x.adapter == y.adapter && word(x) == word(y);
}

const std::vector<const Map*>& RawStore::maps_of(const RawResource& resource) const {
  const auto found = index_->types.find({&resource.adapter.str(), &resource.type.str()});
  return found == index_->types.end() ? kNoMaps : *found->second.maps;
}

const std::vector<const Map*>& RawStore::catch_all_of(const RawResource& resource) const {
  const auto found = index_->catch_all.find(resource.adapter);
  return found == index_->catch_all.end() || resource.type.starts_with("data.") || resource.type == "provider" ? kNoMaps : found->second;
}

std::unique_lock<std::mutex> RawStore::guard() const { return shared_ ? std::unique_lock(made_->lock) : std::unique_lock<std::mutex>(); }

const RawNode* RawStore::keep(RawNode node) const {
  const auto taken = guard();
  return &made_->nodes.emplace_back(std::move(node));
}

bool RawStore::missing_is_absent(const RawNode& parent) const {
  if (parent.resource == nullptr || index_->sources.empty()) return true;
  if (index_->sources[static_cast<size_t>(source_of(parent.resource))]->missing_is_absent) return true;
  // The JSON inside a text is all there.
  for (const RawNode* node = parent.parent; node != nullptr; node = node->parent) {
    if (node->kind == RawNode::Kind::kString) return true;
  }
  return false;
}

const RawNode* RawStore::missing(const RawNode& parent, std::string_view key) const {
  const auto taken = guard();
  return missing_now(parent, key);
}

const RawNode* RawStore::missing_now(const RawNode& parent, std::string_view key) const {
  // Once for each place: a witness names what is missing, and hides it, by its node.
  if (settled_ != nullptr) {
    if (const auto settled = settled_->missing.find(&parent); settled != settled_->missing.end()) {
      for (const RawNode* node : settled->second) {
        if (node->key == key) return node;
      }
    }
  }
  std::vector<const RawNode*>& made = made_->missing[&parent];
  for (const RawNode* node : made) {
    if (node->key == key) return node;
  }
  return made.emplace_back(make_missing(parent, key));
}

const RawNode* RawStore::make_missing(const RawNode& parent, std::string_view key) const {
  RawNode node = missing_below(parent);
  node.parent = &parent;
  node.key = SharedText(key).str();   // of very many nodes there are few keys
  return &made_->nodes.emplace_back(std::move(node));
}

RawNode RawStore::missing_below(const RawNode& parent) const {
  RawNode node;
  bool below_unknown = parent.kind == RawNode::Kind::kUnknown;
  bool not_exported = parent.kind == RawNode::Kind::kObject && !missing_is_absent(parent);
  node.kind = below_unknown || not_exported ? RawNode::Kind::kUnknown : RawNode::Kind::kAbsent;
  node.why = not_exported ? RawUnknown::kNotExported : parent.why;
  node.sensitive = parent.sensitive;
  node.on_create = parent.on_create;
  node.offset = parent.offset;
  node.resource = parent.resource;
  if (below_unknown) node.configured = parent.configured;
  else node.configured = parent.kind == RawNode::Kind::kObject && parent.keys_configured_known ? Configured::kNo : parent.kind == RawNode::Kind::kAbsent ? parent.configured : Configured::kNotTold;
  node.written = below_unknown ? parent.written : Written::kAbsent;
  return node;
}

const RawNode* RawStore::missing_item(const RawNode& parent, uint32_t index) const {
  const auto taken = guard();
  if (settled_ != nullptr) {
    if (const auto settled = settled_->missing_items.find({&parent, index}); settled != settled_->missing_items.end()) return settled->second;
  }
  const RawNode*& made = made_->missing_items[{&parent, index}];
  if (made != nullptr) return made;
  RawNode node = *missing_now(parent, "");
  node.index = index;
  node.key = {};
  return made = &made_->nodes.emplace_back(std::move(node));
}

const RawNode* RawStore::build(const JsonNode& json, const RawNode* place, const RawNode* parent, std::string_view key, uint32_t index) const {
  RawNode& node = made_->nodes.emplace_back();
  node.parent = parent;
  node.key = key;
  node.index = index;
  node.offset = place == nullptr ? 0 : place->offset;
  node.resource = place == nullptr ? nullptr : place->resource;
  node.configured = Configured::kYes;
  node.keys_configured_known = true;
  node.sensitive = place != nullptr && place->sensitive;
  switch (json.kind) {
    case JsonNode::Kind::kNull: node.kind = RawNode::Kind::kAbsent; break;
    case JsonNode::Kind::kBool: node.kind = RawNode::Kind::kBool; node.boolean = json.boolean; break;
    case JsonNode::Kind::kNumber: node.kind = RawNode::Kind::kNumber; node.text = made_->texts.emplace_back(json.text); break;
    case JsonNode::Kind::kString: node.kind = RawNode::Kind::kString; node.text = made_->texts.emplace_back(json.text); break;
    case JsonNode::Kind::kArray:
      node.kind = RawNode::Kind::kList;
      for (size_t i = 0; i < json.items.size(); ++i) node.items.push_back(build(*json.items[i], place, &node, "", static_cast<uint32_t>(i)));
      break;
    case JsonNode::Kind::kObject:
      node.kind = RawNode::Kind::kObject;
      for (const JsonMember& member : json.members) {
        std::string_view name = made_->texts.emplace_back(member.key);
        node.members.emplace_back(name, build(*member.value, place, &node, name, 0));
      }
      break;
  }
  return &node;
}

const RawNode* RawStore::parsed_json(const RawNode* place, const std::string& text) const {
  const auto taken = guard();
  if (settled_ != nullptr) {
    if (const auto settled = settled_->parsed.find({place, text}); settled != settled_->parsed.end()) return settled->second;
  }
  auto [entry, is_new] = made_->parsed.try_emplace({place, text});
  if (!is_new) return entry->second;
  auto document = parse_json(std::make_shared<Source>("<text>", text));
  if (!document) return nullptr;
  return entry->second = build((*document)->root(), place, place, "", 0);   // copied out, so the document may go
}

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

Value Evaluator::convert(const Value& value, const Type& type, const Value* other) {
  if (value.is_absent() || value.is_unknown()) return value;
  if (value.kind() == ValueKind::kRaw) return type.kind == TypeKind::kRaw ? value : convert_raw(value.as_raw(), type, other);
  switch (type.kind) {
    case TypeKind::kReference:
    case TypeKind::kOwner: {
      if (value.kind() == ValueKind::kReference) {
        Reference reference = value.as_reference();
        if (type.entity != nullptr && reference.kind.empty()) reference.kind = type.entity->name;
        reference.via_owner = type.kind == TypeKind::kOwner;
        return Value::reference(std::move(reference)).with_places(value.places());
      }
      Reference reference;
      reference.kind = type.entity == nullptr ? "" : type.entity->name;
      reference.via_owner = type.kind == TypeKind::kOwner;
      if (value.kind() == ValueKind::kRow) {
        reference.address = value.as_row()->id;
        reference.source = value.as_row()->source;
        return Value::reference(std::move(reference));
      }
      if (value.kind() != ValueKind::kText) break;
      reference.text = value.as_text();
      if (const RawResource* writer = writer_of(value)) reference.source = raw_.source_of(writer);
      return Value::reference(std::move(reference)).with_places(value.places());
    }
    case TypeKind::kList:
    case TypeKind::kSet: {
      if (value.kind() != ValueKind::kList && value.kind() != ValueKind::kSet) break;
      Value::Members converted = value.members();
      for (Value::Member& member : converted) {
        if (type.element != nullptr) member.value = convert(member.value, *type.element, other);
        if (type.element != nullptr && !type.element->optional) member.value = needed(member.value);
      }
      Value list = type.kind == TypeKind::kSet ? Value::set(std::move(converted)) : Value::list(std::move(converted));
      return value.places().empty() ? list : std::move(list).with_places(value.places());
    }
    case TypeKind::kDict: {
      if (value.kind() != ValueKind::kDict) break;
      Value::Entries entries = value.entries();
      for (Value::Entry& entry : entries) {
        if (type.element != nullptr) entry.value = convert(entry.value, *type.element, other);
      }
      return Value::dict(std::move(entries), value.dict_open());
    }
    case TypeKind::kRecord: {
      if (value.kind() != ValueKind::kRecord || type.record == nullptr) break;
      Value::Fields fields;
      for (const Attribute& attribute : type.record->fields) {
        const Value* given = value.field(attribute.name);
        Value part = given == nullptr ? Value::absent() : convert(*given, attribute.type, nullptr);
        fields.push_back({attribute.name, attribute.type.optional ? part : needed(part)});
      }
      return Value::record(std::move(fields));
    }
    case TypeKind::kText: {
      Value converted;
      if (value.kind() == ValueKind::kText) return value;
      if (value.kind() == ValueKind::kVersion || value.kind() == ValueKind::kEnum || value.kind() == ValueKind::kFile) converted = Value::text(value.as_text());
      else if (value.kind() == ValueKind::kReference) return Value::unknown(ReasonCode::kWrongShape, "a reference is no text; use id()");
      else converted = Value::text(to_seki(value));
      return value.places().empty() ? converted : std::move(converted).with_places(value.places());
    }
    case TypeKind::kInt:
      if (value.kind() == ValueKind::kInt) return value;
      if (value.kind() == ValueKind::kDecimal) {
        if (auto whole = parse_int(format_decimal(value.as_decimal()))) return Value::integer(*whole);
      }
      break;
    case TypeKind::kDecimal:
      if (value.kind() == ValueKind::kDecimal) return value;
      if (value.kind() == ValueKind::kInt) return Value::decimal({value.as_int(), 0});
      break;
    case TypeKind::kBool: if (value.kind() == ValueKind::kBool) return value; break;
    case TypeKind::kDuration: if (value.kind() == ValueKind::kDuration) return value; break;
    case TypeKind::kDate:
      if (value.kind() == ValueKind::kDate) return value;
      if (value.kind() == ValueKind::kTimestamp) return Value::date(date_of(value.as_int(), kTokyo));
      break;
    case TypeKind::kTimestamp: if (value.kind() == ValueKind::kTimestamp) return value; break;
    case TypeKind::kPeriod: if (value.kind() == ValueKind::kPeriod) return value; break;
    case TypeKind::kIp: if (value.kind() == ValueKind::kIp) return value; break;
    case TypeKind::kCidr:
      if (value.kind() == ValueKind::kCidr) return value;
      if (value.kind() == ValueKind::kIp) return Value::cidr(value.as_network());
      break;
    case TypeKind::kVersion: if (value.kind() == ValueKind::kVersion) return value; break;
    case TypeKind::kEnum: if (value.kind() == ValueKind::kEnum) return value; break;
    case TypeKind::kFile: if (value.kind() == ValueKind::kFile) return value; break;
    default: return value;
  }
  if (value.kind() == ValueKind::kText) return convert_text(value.as_text(), type, other, value);
  if (other != nullptr) return *other;
  std::optional<Place> place;
  if (!value.places().empty()) place = value.places().front();
  return Value::unknown(ReasonCode::kWrongShape, "not a value of type " + to_string(type.as_present()), place);
}

Value Evaluator::convert_text(const std::string& text, const Type& type, const Value* other, const Value& from) {
  std::optional<Value> result;
  switch (type.kind) {
    case TypeKind::kBool: if (auto v = parse_bool(text)) result = Value::boolean(*v); break;
    case TypeKind::kInt: if (auto v = parse_int(text)) result = Value::integer(*v); break;
    case TypeKind::kDecimal: if (auto v = parse_decimal(text)) result = Value::decimal(*v); break;
    case TypeKind::kText: result = Value::text(text); break;
    case TypeKind::kDuration: if (auto v = parse_duration(text)) result = Value::duration(*v); break;
    case TypeKind::kDate:
      if (auto v = parse_date(text)) result = Value::date(*v);
      else if (auto t = parse_timestamp(text)) result = Value::date(date_of(*t, kTokyo));
      break;
    case TypeKind::kPeriod: if (auto v = parse_period(text)) result = Value::period(*v); break;
    case TypeKind::kTimestamp: if (auto v = parse_timestamp(text)) result = Value::timestamp(*v); break;
    case TypeKind::kIp: if (auto v = parse_ip(text)) result = Value::ip(*v); break;
    case TypeKind::kCidr: if (auto v = parse_cidr(text)) result = Value::cidr(*v); break;
    case TypeKind::kVersion: if (is_version(text)) result = Value::version(text); break;
    case TypeKind::kEnum:
      if (type.enumeration != nullptr) {
        int ordinal = type.enumeration->ordinal(text);
        if (ordinal >= 0) result = Value::enumerator(text, ordinal);
      }
      break;
    default: break;
  }
  if (result) return from.places().empty() ? *result : result->with_places(from.places());
  if (other != nullptr) return from.places().empty() || other->is_absent() || other->is_unknown() ? *other : other->with_places(from.places());
  std::optional<Place> place;
  if (!from.places().empty()) place = from.places().front();
  return Value::unknown(ReasonCode::kWrongShape, quote(text.substr(0, 60)) + " is no " + to_string(type.as_present()), place);
}

Value Evaluator::convert_raw(const RawNode* node, const Type& type, const Value* other) {
  if (type.kind == TypeKind::kReference || type.kind == TypeKind::kOwner) return convert_reference(node, type);
  const bool raw_items = (type.kind == TypeKind::kList || type.kind == TypeKind::kSet) && (type.element == nullptr || type.element->kind == TypeKind::kRaw);
  if (!read_raw(node, raw_items && node->parent != nullptr)) return Value::unknown(ReasonCode::kMasked, "masked");
  if (raw_items) look_at_items(*node);
  std::vector<Place> here{{node, ""}};
  switch (node->kind) {
    case RawNode::Kind::kAbsent: return Value::absent().with_places(here);
    case RawNode::Kind::kUnknown:
      return Value::unknown(node->why == RawUnknown::kNotExported ? ReasonCode::kNotExported : ReasonCode::kKnownAfterApply,
                            node->why == RawUnknown::kNotExported ? "not exported" : "known after apply", here.front());
    default: break;
  }
  if (node->sensitive) return Value::unknown(ReasonCode::kSensitive, "sensitive", here.front());
  switch (type.kind) {
    case TypeKind::kList:
    case TypeKind::kSet: {
      if (node->kind != RawNode::Kind::kList) return wrong_shape(node, type);
      Value::Members list;
      for (const RawNode* item : node->items) {
        Value value = type.element == nullptr ? Value::raw(item) : convert(Value::raw(item), *type.element, other);
        list.push_back({type.element != nullptr && !type.element->optional ? needed(value) : value, Presence::kSure, nullptr});
      }
      return (type.kind == TypeKind::kSet ? Value::set(std::move(list)) : Value::list(std::move(list))).with_places(here);
    }
    case TypeKind::kDict: {
      if (node->kind != RawNode::Kind::kObject) return wrong_shape(node, type);
      Value::Entries entries;
      for (const auto& [key, item] : node->all_members()) {
        Value value = type.element == nullptr ? Value::raw(item) : convert(Value::raw(item), *type.element, other);
        if (!value.is_absent()) entries.push_back({std::string(key), value, Presence::kSure});
      }
      return Value::dict(std::move(entries), !raw_.missing_is_absent(*node)).with_places(here);
    }
    case TypeKind::kRecord: {
      if (node->kind != RawNode::Kind::kObject || type.record == nullptr) return wrong_shape(node, type);
      Value::Fields fields;
      for (const Attribute& attribute : type.record->fields) {
        Value part = convert(raw_field(node, attribute.name), attribute.type, nullptr);
        fields.push_back({attribute.name, attribute.type.optional ? part : needed(part)});
      }
      return Value::record(std::move(fields));
    }
    case TypeKind::kFile: {
      const RawNode* path = node->find(kRawFilePath);
      if (path == nullptr) return wrong_shape(node, type);
      return Value::file(std::string(path->text), std::string(node->find(kRawFileDigest)->text), node->find(kRawFileThere)->boolean).with_places(here);
    }
    default: break;
  }
  if (node->kind == RawNode::Kind::kBool && type.kind == TypeKind::kBool) return Value::boolean(node->boolean).with_places(here);
  Value text = Value::text(node->kind == RawNode::Kind::kBool ? (node->boolean ? "true" : "false") : std::string(node->text)).with_places(here);
  if (node->kind == RawNode::Kind::kList || node->kind == RawNode::Kind::kObject) return other != nullptr ? *other : wrong_shape(node, type);
  if (type.kind == TypeKind::kText || type.kind == TypeKind::kAny || type.kind == TypeKind::kError) return text;
  return convert_text(text.as_text(), type, other, text);
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
      if (const auto texts = resource.root->late->tag_texts(*resource.root)) {
        if (touched != nullptr) touched->push_back(resource.root);
        const std::vector<Place> writer{{resource.root, ""}};
        Value::Entries entries;
        for (const auto& [key, text] : *texts) entries.push_back({std::string(key), Value::text(std::string(text)).with_places(writer), Presence::kSure});
        constexpr size_t kMost = 1024;
        if (class_tags_.size() >= kMost) class_tags_.clear();
        return class_tags_[&resource] = Value::dict(std::move(entries), !raw_.missing_is_absent(*resource.root)).with_places(writer);
      }
    }
    const RawNode* found = resource.effective_tags();
    bool may_be_left_out = found == nullptr && !raw_.missing_is_absent(*resource.root);
    return found == nullptr || found->kind == RawNode::Kind::kAbsent ? Value::dict({}, may_be_left_out).with_places({{resource.root, ""}}) : convert_raw(found, tags_type, nullptr);
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
