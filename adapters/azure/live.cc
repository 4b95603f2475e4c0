// What a row is, is said by its id; what stands in `resources` of a row is its children and extensions.
#include "adapters/azure/live.h"

#include <algorithm>
#include <map>

#include "adapters/azure/resource_id.h"
#include "adapters/azure/spelling.h"
#include "adapters/azure/type_place.h"
#include "adapters/reader/azure_location.h"
#include "adapters/reader/nodes.h"
#include "adapters/reader/resources.h"

namespace sekisho::adapters::azure {
namespace {

using Json = JsonNode::Kind;
using Kind = RawNode::Kind;

const JsonNode* member(const JsonNode& object, std::string_view key) {
  if (object.kind != Json::kObject) return nullptr;
  const JsonNode* null = nullptr;
  for (const JsonMember& one : object.members) {
    if (!same(one.key, key)) continue;
    if (one.value->kind != Json::kNull) return one.value;
    null = one.value;
  }
  return null;
}

std::string_view text_at(const JsonNode& object, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    const JsonNode* found = member(object, key);
    if (found != nullptr && found->kind == Json::kString && !found->text.empty()) return found->text;
  }
  return {};
}

std::string_view id_of(const JsonNode& row) { return text_at(row, {"resourceId", "id"}); }

// Of two types that a row tells, the one that says more: some exports write the parent's type into the other.
std::string_view type_of(const JsonNode& row) {
  const std::string_view extension = text_at(row, {"extensionResourceType"});
  if (!extension.empty()) return extension;
  const std::string_view first = text_at(row, {"resourceType"}), second = text_at(row, {"type"});
  return second.size() > first.size() ? second : first;
}

bool is_row(const JsonNode& node) {
  if (node.kind != Json::kObject) return false;
  if (parse_resource_id(id_of(node))) return true;
  const std::string_view type = type_of(node);
  return lower(type).starts_with("microsoft.") && type.find('/') != std::string_view::npos && member(node, "properties") != nullptr;
}

class LiveReading {
 public:
  LiveReading(const Content& content, RawSource& source) : content_(content), source_(source), nodes_(source) {}

  std::optional<Error> take(const JsonNode& row, const std::string& pointer, const RawResource* parent) {
    const std::string_view written_id = id_of(row);
    const std::optional<ResourceId> id = parse_resource_id(written_id);
    const std::string_view type = type_of(row);
    // Some children come without an id: usages and the like are told, not kept.
    if (!id && type.empty()) {
      if (parent == nullptr) return refuse(row, pointer);
      ++nameless_;
      return std::nullopt;
    }
    RawResource& resource = add_resource(source_, id ? id->type : lower(type));
    resource.name = id ? id->name : std::string(text_at(row, {"extensionResourceName", "resourceName", "name"}));
    resource.pointer = pointer;
    resource.address = address(written_id.empty() ? std::string(type) + "::" + resource.name : std::string(written_id));
    resource.account_key = id ? id->subscription : parent != nullptr ? parent->account_key.str() : lower(text_at(row, {"subscriptionId"}));
    if (!resource.account_key.empty()) {
      resource.account = resource.account_key;
      accounts_.emplace(resource.account_key, 0);
    }
    set_region(resource, member(row, "location"));
    nodes_.make_for(resource);
    RawNode* root = make(row);
    erase_if(root->members, [](const auto& one) { return same(one.first, "resources"); });
    add_identity(written_id, *root, id, parent);
    const JsonNode* children = member(row, "resources");
    RawNode* whole = nodes_.blank(Kind::kBool, row.offset, Written::kNotTold);
    whole->boolean = children != nullptr && children->kind == Json::kArray;
    whole->configured = Configured::kNotTold;
    NodeMaker::attach(*root, "@children", whole);
    // A query that selects columns tells nothing of the others; `az resource list` and Get-AzResource write the properties that they did not fetch as null.
    const JsonNode* properties = member(row, "properties");
    if (properties == nullptr || properties->kind == Json::kNull) {
      erase_if(root->members, [](const auto& one) { return same(one.first, "properties"); });
      RawNode* unseen = nodes_.blank(Kind::kUnknown, row.offset, Written::kNotTold);
      unseen->why = RawUnknown::kNotExported;
      unseen->configured = Configured::kNotTold;
      NodeMaker::attach(*root, "properties", unseen);
    }
    spell(source_, *root);
    resource.root = root;
    const RawNode* tags = root->find("tags");
    if (tags != nullptr && tags->kind == Kind::kObject) resource.tags = tags;
    if (children == nullptr || children->kind == Json::kNull) return std::nullopt;
    if (children->kind != Json::kArray) return refuse(*children, pointer + "/resources");
    for (size_t i = 0; i < children->items.size(); ++i) {
      const JsonNode& child = *children->items[i];
      const std::string child_pointer = pointer + "/resources/" + std::to_string(i);
      if (child.kind != Json::kObject) return refuse(child, child_pointer);
      if (std::optional<Error> error = take(child, child_pointer, &resource)) return error;
    }
    return std::nullopt;
  }

  void finish() {
    place_children();
    if (nameless_ > 0) source_.notes.push_back(std::to_string(nameless_) + (nameless_ == 1 ? " entry" : " entries") + " in `resources` without id and type " + (nameless_ == 1 ? "was" : "were") + " left out");
    for (const auto& [subscription, unused] : accounts_) {
      RawResource& account = add_account(source_, subscription);
      account.account = subscription;
      nodes_.make_for(account);
      RawNode* root = nodes_.object(0);
      NodeMaker::attach(*root, "subscription", nodes_.text(subscription, 0, Written::kNotTold, false));
      account.root = root;
    }
  }

 private:
  RawNode* make(const JsonNode& json) {
    RawNode* node = nodes_.blank(Kind::kAbsent, json.offset, Written::kNotTold);
    node->configured = Configured::kNotTold;
    node->on_create = false;
    set_value(*node, json);
    for (const JsonNode* item : json.items) NodeMaker::append(*node, make(*item));
    for (const JsonMember& one : json.members) NodeMaker::attach(*node, one.key, make(*one.value));
    return node;
  }

  // `id` and `@parent`, in the spelling that joins go by.
  void add_identity(std::string_view written, RawNode& root, const std::optional<ResourceId>& id, const RawResource* parent) {
    erase_if(root.members, [](const auto& one) { return same(one.first, "id") || same(one.first, "resourceId"); });
    while (written.ends_with('/')) written.remove_suffix(1);
    if (id) NodeMaker::attach(root, "id", nodes_.text(lower(written), root.offset, Written::kNotTold, false));
    const RawNode* above = parent == nullptr ? nullptr : parent->root->find("id");
    // Where it stands decides, unless its id names something deeper below.
    const bool told = above != nullptr && above->kind == Kind::kString;
    const bool deeper = id && told && id->parent.starts_with(std::string(above->text) + "/");
    if (id && !id->parent.empty() && (!told || deeper)) {
      NodeMaker::attach(root, "@parent", nodes_.text(id->parent, root.offset, Written::kNotTold, false));
    } else if (told) {
      NodeMaker::attach(root, "@parent", nodes_.text(std::string(above->text), root.offset, Written::kNotTold, false));
    }
  }

  std::string address(const std::string& text) {
    const int count = ++addresses_[lower(text)];
    return count == 1 ? text : text + "~" + std::to_string(count);
  }

  // A child lies where what it is part of does: nobody knows where that is when no row of it is there.
  void place_children() {
    for (RawResource* child : unplaced_) {
      const RawNode* parent = child->root->find("@parent");
      std::string above(parent == nullptr ? std::string_view() : parent->text);
      // ".../servers/s/databases/d" is part of ".../servers/s".
      while (above.find("/providers/") != std::string::npos && !addresses_.contains(above)) {
        above.erase(above.rfind('/'));
        above.erase(above.rfind('/'));
      }
      child->region_unknown = !addresses_.contains(above);
    }
  }

  // A row without a location tells none, because its query did not ask for it, unless its type has none.
  void set_region(RawResource& resource, const JsonNode* location) {
    const bool told = location != nullptr && location->kind != Json::kNull;
    const bool text = told && location->kind == Json::kString && !location->text.empty();
    if (text) resource.region = region_of_azure_location(location->text);
    resource.region_unknown = !text && (told || !lies_nowhere(resource.type));
    if (!told && is_child(resource.type)) unplaced_.push_back(&resource);
  }

  Error refuse(const JsonNode& row, const std::string& pointer) const {
    return Error{"`" + content_.source->name() + "`: " + (pointer.empty() ? "the document" : pointer) + " is no resource of Azure: it has neither an id nor a type", "give rows as Resource Graph, `az resource list` or `Get-AzResource` write them",
                 Span{content_.source, row.offset, row.offset + 1}};
  }

  const Content& content_;
  RawSource& source_;
  NodeMaker nodes_;
  std::map<std::string, int> addresses_;
  std::map<std::string, int> accounts_;
  std::vector<RawResource*> unplaced_;
  size_t nameless_ = 0;
};

}  // namespace

std::vector<const JsonNode*> rows_of(const JsonNode& root) {
  if (is_row(root)) return {&root};
  const JsonNode* list = &root;
  for (const std::string_view key : {"data", "value"}) {
    const JsonNode* inside = root.kind == Json::kObject ? root.find(key) : nullptr;
    if (inside != nullptr && inside->kind == Json::kArray) list = inside;
  }
  const bool some = list->kind == Json::kArray && std::any_of(list->items.begin(), list->items.end(), [](const JsonNode* item) { return is_row(*item); });
  return some ? list->items : std::vector<const JsonNode*>{};
}

Result<RawSourcePtr> read_live(const Content& content, const std::vector<const JsonNode*>& rows) {
  const std::shared_ptr<ParsedSource> source = make_source(content, "azure");
  source->format = "live resources";
  LiveReading reading(content, *source);
  for (size_t i = 0; i < rows.size(); ++i) {
    if (std::optional<Error> error = reading.take(*rows[i], "/" + std::to_string(i), nullptr)) return *error;
  }
  reading.finish();
  return RawSourcePtr(source);
}

}  // namespace sekisho::adapters::azure
