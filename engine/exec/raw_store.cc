// RawStore.
#include "engine/exec/raw_store.h"

#include "engine/base/check.h"
#include "sekisho/json.h"

namespace sekisho {
namespace {

const std::vector<const Map*> kNoMaps;

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

std::unique_lock<std::mutex> RawStore::guard(MadeNodes::Part& part) const { return shared_ ? std::unique_lock(part.lock) : std::unique_lock<std::mutex>(); }

const RawNode* RawStore::keep(RawNode node) const {
  MadeNodes::Part& part = made_->of(node.parent);
  const auto taken = guard(part);
  return &part.nodes.emplace_back(std::move(node));
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
  MadeNodes::Part& part = made_->of(&parent);
  const auto taken = guard(part);
  return missing_now(part, parent, key);
}

const RawNode* RawStore::missing_now(MadeNodes::Part& part, const RawNode& parent, std::string_view key) const {
  // Once for each place: a witness names what is missing, and hides it, by its node.
  if (settled_ != nullptr) {
    const MadeNodes::Part& before = settled_->of(&parent);
    if (const auto settled = before.missing.find(&parent); settled != before.missing.end()) {
      for (const RawNode* node : settled->second) {
        if (node->key == key) return node;
      }
    }
  }
  std::vector<const RawNode*>& made = part.missing[&parent];
  for (const RawNode* node : made) {
    if (node->key == key) return node;
  }
  return made.emplace_back(make_missing(part, parent, key));
}

const RawNode* RawStore::make_missing(MadeNodes::Part& part, const RawNode& parent, std::string_view key) const {
  RawNode node = missing_below(parent);
  node.parent = &parent;
  node.key = SharedText(key).str();   // of very many nodes there are few keys
  return &part.nodes.emplace_back(std::move(node));
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
  MadeNodes::Part& part = made_->of(&parent);
  const auto taken = guard(part);
  if (settled_ != nullptr) {
    const MadeNodes::Part& before = settled_->of(&parent);
    if (const auto settled = before.missing_items.find({&parent, index}); settled != before.missing_items.end()) return settled->second;
  }
  const RawNode*& made = part.missing_items[{&parent, index}];
  if (made != nullptr) return made;
  RawNode node = *missing_now(part, parent, "");
  node.index = index;
  node.key = {};
  return made = &part.nodes.emplace_back(std::move(node));
}

const RawNode* RawStore::build(MadeNodes::Part& part, const JsonNode& json, const RawNode* place, const RawNode* parent, std::string_view key, uint32_t index) {
  RawNode& node = part.nodes.emplace_back();
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
    case JsonNode::Kind::kNumber: node.kind = RawNode::Kind::kNumber; node.text = part.texts.emplace_back(json.text); break;
    case JsonNode::Kind::kString: node.kind = RawNode::Kind::kString; node.text = part.texts.emplace_back(json.text); break;
    case JsonNode::Kind::kArray:
      node.kind = RawNode::Kind::kList;
      for (size_t i = 0; i < json.items.size(); ++i) node.items.push_back(build(part, *json.items[i], place, &node, "", static_cast<uint32_t>(i)));
      break;
    case JsonNode::Kind::kObject:
      node.kind = RawNode::Kind::kObject;
      for (const JsonMember& member : json.members) {
        std::string_view name = part.texts.emplace_back(member.key);
        node.members.emplace_back(name, build(part, *member.value, place, &node, name, 0));
      }
      break;
  }
  return &node;
}

const RawNode* RawStore::parsed_json(const RawNode* place, const std::string& text) const {
  MadeNodes::Part& part = made_->of(place);
  const auto taken = guard(part);
  if (settled_ != nullptr) {
    const MadeNodes::Part& before = settled_->of(place);
    if (const auto settled = before.parsed.find({place, text}); settled != before.parsed.end()) return settled->second;
  }
  auto [entry, is_new] = part.parsed.try_emplace({place, text});
  if (!is_new) return entry->second;
  auto document = parse_json(std::make_shared<Source>("<text>", text));
  if (!document) return nullptr;
  return entry->second = build(part, (*document)->root(), place, place, "", 0);   // copied out, so the document may go
}

}  // namespace sekisho
