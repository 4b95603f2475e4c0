// Values.
#include "adapters/aws_config/values.h"

#include <algorithm>
#include <array>
#include <functional>
#include <mutex>
#include <tuple>

#include "adapters/reader/look_count.h"
#include "adapters/reader/nodes.h"
#include "engine/base/bytes.h"

namespace sekisho::adapters::aws_config {
namespace {

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// IAM gives its policies as they stand in a URL. A text that is otherwise is left as it is.
bool is_encoded_object(std::string_view text) { return text.starts_with("%7B") || text.starts_with("%7b"); }
std::string decoded(std::string_view text) {
  std::string result;
  for (size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex(text[i + 1]) : -1, low = high >= 0 ? hex(text[i + 2]) : -1;
    if (low < 0) {
      result += text[i];
      continue;
    }
    result += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return result;
}

// What begins like JSON that says more than a text or a number does.
bool holds_json(std::string_view text) { return is_object(text) || is_array(text) || is_string(text) || text == "true" || text == "false" || text == "null"; }

bool is_own(std::string_view key) { return std::find(kOwnKeys.begin(), kOwnKeys.end(), key) != kOwnKeys.end(); }

// "512.0" is 512.
std::string_view whole_number(std::string_view token) {
  const size_t dot = token.find('.');
  const bool zeros = dot != std::string_view::npos && token.find_first_not_of('0', dot + 1) == std::string_view::npos;
  return zeros ? token.substr(0, dot) : token;
}

}  // namespace

void Values::add(RawResource& resource, const Item& item) {
  if (resources_.size() <= resource.number) resources_.resize(resource.number + 1);
  Resource& made = resources_[resource.number];
  made.item = item.json;
  made.configuration = item.configuration;
  made.supplement = item.supplement;
  made.tags = item.tags;
  made.index = item.index;
  made.values = item.values;
  made.beside = item.beside;
  made.own = item.own;
  add_root(resource, item.offset);
}

LateJson::Found Values::find_in(const Resource& resource, std::string_view object, const CellRange& range, std::string_view key) {
  const Cell* found = resource.index->find(range, key);
  return found == nullptr ? Found{} : Found{resource.index->key(*found), object.substr(found->begin, found->length)};
}

// `@BucketPolicy` for `BucketPolicy`, kept once.
std::string_view Values::beside_name(std::string_view key) const {
  std::string_view& name = beside_names_[key];
  if (name.empty()) name = source_.texts.emplace_back("@" + std::string(key));
  return name;
}

// One that the item says of itself.
LateJson::Found Values::find_own(const Resource& resource, std::string_view key) const {
  if (resource.own.odd) return find_in(resource.item, key);
  // The name that is found is one of these, which stay: who asks may ask with a text of his own.
  const auto at = [&](std::string_view name) {
    const auto own = std::find(kOwnKeys.begin(), kOwnKeys.end(), name);
    const OwnMembers::Place& place = resource.own.places[static_cast<size_t>(own - kOwnKeys.begin())];
    return place.length == 0 ? Found{} : Found{*own, resource.item.substr(place.begin, place.length)};
  };
  const Found found = at(key);
  if (!found.json.empty()) return found;
  return key == "arn" ? at("ARN") : key == "ARN" ? at("arn") : found;
}

LateJson::Found Values::find(const RawNode& node, std::string_view key) const {
  if (!is_root(node)) return find_in(node.text, key);
  Found found = find_in_root(resources_[node.resource->number], key);
  if (key.starts_with('@') && !found.json.empty()) found.key = beside_name(found.key);
  return found;
}

LateJson::Found Values::find_in_root(const Resource& resource, std::string_view key) const {
  if (!key.starts_with('@')) {
    Found found = find_in(resource, resource.configuration, resource.values, key);
    found.unknown = resource.configuration.empty();
    return found;
  }
  const std::string_view name = key.substr(1);
  Found found = find_in(resource, resource.supplement, resource.beside, name);
  const bool of_item = is_own(name);
  if (found.json.empty() && of_item) {
    found = find_own(resource, name);
    found.unknown = found.json.empty() && name != "resourceName";   // many have none
  } else if (!of_item) {
    found.unknown = resource.supplement.empty();
  }
  return found;
}

const RawNode* Values::member(const RawNode& node, std::string_view key) const {
  LookCount::add(node.resource);
  std::lock_guard guard(lock_);
  if (const RawNode* there = made(node, key)) return there;
  return make_found(node, find(node, key), key);
}

LateMembers::Text Values::text_of(const RawNode& root, std::string_view key) const {
  LookCount::add(root.resource);
  const Resource& resource = resources_[root.resource->number];
  if (resource.own.odd) return {};
  const Found found = find_in_root(resource, key);
  if (found.json.empty()) return {found.unknown ? Text::Is::kAsk : Text::Is::kMissing, {}};
  const std::optional<std::string_view> text = is_string(found.json) ? plain_text(found.json) : std::nullopt;
  // What stands beside the configuration may be a string of JSON.
  const bool tells = text && !(key.starts_with('@') && holds_json(*text));
  return tells ? Text{Text::Is::kText, *text} : Text{};
}

const RawNode* Values::make_found(const RawNode& parent, const Found& found, std::string_view key) const {
  if (found.json.empty()) return found.unknown ? make_unknown(parent, key) : nullptr;
  if (const RawNode* there = made(parent, found.key)) return there;
  RawNode& node = make(parent, found.json, found.key.starts_with('@'));
  node.key = found.key;
  parent.members.emplace_back(found.key, &node);
  return &node;
}

const RawNode* Values::make_unknown(const RawNode& parent, std::string_view key) const {
  std::vector<const RawNode*>& unknown = unknown_[&parent];
  const auto known = std::find_if(unknown.begin(), unknown.end(), [&](const RawNode* node) { return node->key == key; });
  if (known != unknown.end()) return *known;
  RawNode& made = blank(parent);
  made.kind = RawNode::Kind::kUnknown;
  made.why = RawUnknown::kNotExported;
  made.offset = parent.offset;
  made.key = source_.texts.emplace_back(key);
  unknown.push_back(&made);
  return &made;
}

RawNode& Values::make(const RawNode& parent, std::string_view json, bool expands) const {
  RawNode& made = blank(parent);
  const std::string_view all = source_.source->view();
  const bool in_file = std::less_equal<>()(all.data(), json.data()) && std::less<>()(json.data(), all.data() + all.size());
  made.offset = in_file ? static_cast<uint32_t>(json.data() - all.data()) : parent.offset;
  fill(made, json, [&](std::string_view item) -> RawNode& { return make(made, item, false); });
  if (made.kind == RawNode::Kind::kNumber) made.text = whole_number(made.text);
  if (made.kind != RawNode::Kind::kString) return made;
  if (expands && holds_json(made.text) && texts_.is_json(made.text)) {
    // Some are written as strings twice.
    RawNode& expanded = make(parent, made.text.substr(0, made.text.find_last_not_of(" \t\r\n") + 1), true);
    expanded.offset = made.offset;
    return expanded;
  }
  if (is_encoded_object(made.text)) made.text = source_.texts.emplace_back(decoded(made.text));
  return made;
}

void Values::make_all(const RawNode& node) const {
  std::lock_guard guard(lock_);
  std::vector<std::pair<std::string_view, const RawNode*>> ordered;
  const auto add = [&](const Found& found) { ordered.emplace_back(found.key, make_found(node, found, found.key)); };
  if (!is_root(node)) {
    go_through(node.text, [&](std::string_view key, std::string_view value) {
      add({key, value});
      return true;
    });
  } else {
    const Resource& resource = resources_[node.resource->number];
    for (const auto& [range, object, beside] : {std::tuple{&resource.values, &resource.configuration, false}, std::tuple{&resource.beside, &resource.supplement, true}}) {
      for (const Cell* cell = resource.index->begin(*range); cell != resource.index->begin(*range) + range->count; ++cell) {
        const std::string_view name = resource.index->key(*cell);
        add({beside ? beside_name(name) : name, object->substr(cell->begin, cell->length)});
      }
    }
    go_through(resource.item, [&](std::string_view key, std::string_view value) {
      if (is_own(key)) add({beside_name(key), value});
      return true;
    });
  }
  set_all_members(node, std::move(ordered));
}

// {key: value}, [{key, value}] or [{Key, Value}]; what is neither makes the tags unknown.
void Values::add_tags(const RawNode& root, std::string_view json, RawNode& into) const {
  if (json.empty() || json == "null") return;
  const RawNode& node = make(root, json, true);
  const auto put = [&](std::string_view key, const RawNode* value) {
    const bool there = std::any_of(into.members.begin(), into.members.end(), [&](const auto& member) { return member.first == key; });
    if (!there && value != nullptr) into.members.emplace_back(key, value);
  };
  if (node.kind == RawNode::Kind::kObject) {
    for (const auto& [key, value] : node.all_members()) put(key, value);
    return;
  }
  for (const RawNode* item : node.items) {
    const RawNode* key = item->find("key");
    if (key == nullptr || key->kind != RawNode::Kind::kString) into.kind = RawNode::Kind::kUnknown;
    else put(key->text, item->find("value"));
  }
  if (node.kind != RawNode::Kind::kList) into.kind = RawNode::Kind::kUnknown;
}

std::optional<std::string_view> Values::plain_text(std::string_view json) const {
  switch (json.empty() ? 'n' : json.front()) {
    case 'n': case '[': case '{': return std::nullopt;
    case 't': case 'f': return json;
    case '"': {
      const std::optional<std::string_view> text = text_without_escapes(json);
      return text && !is_encoded_object(*text) ? text : std::nullopt;
    }
    default: return whole_number(json);
  }
}

bool Values::add_tag_texts(std::string_view json, TagTexts& into) const {
  if (json.empty() || json == "null") return true;
  const auto put = [&](std::string_view key, std::string_view value) {
    const std::optional<std::string_view> text = plain_text(value);
    const bool there = text && std::any_of(into.begin(), into.end(), [&](const auto& tag) { return tag.first == key; });
    if (text && !there) into.emplace_back(key, *text);
    return text.has_value();
  };
  if (is_object(json)) return each_plain_member(json, put);
  return is_array(json) && each_item(json, [&](std::string_view item) {
    // `Key` for `key`, too, where nothing is written in just that case.
    std::string_view key, value, other_key, other_value;
    const bool usual = each_plain_member(item, [&](std::string_view name, std::string_view found) {
      std::string_view& into_place = name == "key" ? key : name == "value" ? value : same_key(name, "key") ? other_key : other_value;
      if (!into_place.empty() && (name == "key" || name == "value")) return false;
      if (into_place.empty() && (same_key(name, "key") || same_key(name, "value"))) into_place = found;
      return true;
    });
    if (key.empty()) key = other_key;
    if (value.empty()) value = other_value;
    const std::optional<std::string_view> name = usual && is_string(key) ? plain_text(key) : std::nullopt;
    return name && put(*name, value);
  });
}

// Some types have their tags beside or within the configuration only.
std::array<std::string_view, 3> Values::tag_places(const Resource& resource) const {
  return {resource.tags, find_in(resource, resource.supplement, resource.beside, "Tags").json, find_in(resource, resource.configuration, resource.values, "tags").json};
}

bool Values::tag_texts(const RawNode& root, TagTexts& into) const {
  LookCount::add(root.resource);
  const std::array<std::string_view, 3> places = tag_places(resources_[root.resource->number]);
  const bool told = std::any_of(places.begin(), places.end(), [](std::string_view place) { return !place.empty(); });
  return told && std::all_of(places.begin(), places.end(), [&](std::string_view place) { return add_tag_texts(place, into); });
}

const RawNode* Values::tags(const RawNode& root) const {
  std::lock_guard guard(lock_);
  Resource& resource = resources_[root.resource->number];
  if (resource.tags_made) return resource.made_tags;
  resource.tags_made = true;
  const std::array<std::string_view, 3> places = tag_places(resource);
  RawNode& made = blank(root);
  made.offset = root.offset;
  made.key = "@tags";
  const bool told = std::any_of(places.begin(), places.end(), [](std::string_view place) { return !place.empty(); });
  made.kind = told ? RawNode::Kind::kObject : RawNode::Kind::kUnknown;
  for (std::string_view place : places) add_tags(root, place, made);
  if (made.kind == RawNode::Kind::kUnknown) {
    made.why = RawUnknown::kNotExported;
    made.members.clear();
  }
  resource.made_tags = &made;
  return &made;
}

// What was found when the file was read is looked at by all threads at once.
bool Values::put_content(const RawNode& root, std::string_view key, std::string& out) const {
  LookCount::add(root.resource);
  const Resource& resource = resources_[root.resource->number];
  if (key == kTagsKey) {
    for (const std::string_view place : tag_places(resource)) put_text(out, place);
    return true;
  }
  std::unique_lock guard(lock_, std::defer_lock);
  if (resource.own.odd) guard.lock();
  const Found found = find_in_root(resource, key);
  put(out, found.json.empty() ? (found.unknown ? 'u' : 'a') : 'k');
  put_text(out, found.json);
  return true;
}

}  // namespace sekisho::adapters::aws_config
