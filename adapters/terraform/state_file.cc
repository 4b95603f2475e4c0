// Walks `resources` and their `instances`, and lays a mask over the attributes of each.
#include "adapters/terraform/state_file.h"

#include <algorithm>
#include <unordered_set>

#include "adapters/reader/json_text.h"
#include "adapters/terraform/open_attributes.h"

namespace sekisho::adapters::terraform {
namespace {

using Kind = JsonNode::Kind;

class StateFile {
 public:
  explicit StateFile(const Content& content) : content_(content), root_(content.json->root()) {}

  Result<Entries> read() {
    if (std::optional<Error> error = refuse_form()) return *error;
    const JsonNode* resources = root_.find("resources");
    if (resources != nullptr && resources->kind != Kind::kNull) {
      if (resources->kind != Kind::kArray) return wrong("/resources", resources, "a list");
      for (size_t i = 0; i < resources->items.size(); ++i) {
        if (Result<void> read = resource(*resources->items[i], "/resources/" + std::to_string(i)); !read) return read.error();
      }
    }
    notes();
    return std::move(entries_);
  }

 private:
  std::string show_help() const { return "run `terraform show -json " + content_.source->name() + " > state.json` where the configuration lies, and give that file"; }

  std::optional<Error> refuse_form() const {
    const std::string& name = content_.source->name();
    if (root_.find("encrypted_data") != nullptr) return Error{"`" + name + "` is an encrypted state file", "run `tofu show -json > state.json` where the key is at hand, and give that file", {}};
    const JsonNode* version = root_.find("version");
    if (version != nullptr && version->kind == Kind::kNumber && version->text == kStateFileVersion) return std::nullopt;
    const std::string found = version != nullptr && version->kind == Kind::kNumber ? std::string(version->text) : "none";
    const uint32_t offset = version != nullptr ? version->offset : root_.offset;
    return Error{"`" + name + "` is a Terraform state file of version " + found + ", expected " + kStateFileVersion, show_help(), Span{content_.source, offset, offset + 1}};
  }

  Error wrong(const std::string& pointer, const JsonNode* found, const std::string& expected) const {
    Error error{"`" + content_.source->name() + "`: " + pointer + (found == nullptr ? " is missing" : " is not as Terraform writes it") + ", expected " + expected, show_help(), {}};
    if (found != nullptr) error.span = Span{content_.source, found->offset, found->offset + 1};
    return error;
  }

  Result<void> resource(const JsonNode& node, const std::string& pointer) {
    for (const char* key : {"mode", "type", "name"}) {
      if (text_of(node, key).empty()) return wrong(pointer + "/" + key, node.find(key), "a string");
    }
    const std::string_view mode = text_of(node, "mode");
    if (mode != "managed" && mode != "data") return wrong(pointer + "/mode", node.find("mode"), "`managed` or `data`");
    const JsonNode* instances = node.find("instances");
    if (instances == nullptr || instances->kind != Kind::kArray) return wrong(pointer + "/instances", instances, "a list");
    const std::string_view module = text_of(node, "module");
    const std::string address = (module.empty() ? "" : std::string(module) + ".") + (mode == "data" ? "data." : "") + std::string(text_of(node, "type")) + "." + std::string(text_of(node, "name"));
    for (size_t i = 0; i < instances->items.size(); ++i) {
      if (Result<void> read = instance(node, address, *instances->items[i], pointer + "/instances/" + std::to_string(i)); !read) return read;
    }
    return {};
  }

  Result<void> instance(const JsonNode& resource, const std::string& address, const JsonNode& node, const std::string& pointer) {
    if (node.kind != Kind::kObject) return wrong(pointer, &node, "an object");
    if (!text_of(node, "deposed").empty()) {
      ++deposed_;
      return {};
    }
    Entry entry;
    entry.text = address;
    if (const JsonNode* index = node.find("index_key"); !is_null(index)) {
      if (index->kind != Kind::kString && index->kind != Kind::kNumber) return wrong(pointer + "/index_key", index, "a string or a number");
      entry.text += bracketed(*index);
    }
    std::optional<Address> parsed = parse_address(entry.text);
    if (!parsed) return wrong(pointer, &node, "names that make an address like `module.a.aws_vpc.b`");
    entry.address = std::move(*parsed);
    if (node.find("attributes_flat") != nullptr) return wrong(pointer + "/attributes_flat", node.find("attributes_flat"), "`attributes`: Terraform 0.11 wrote this resource and no later version has refreshed it");
    const JsonNode* attributes = node.find("attributes");
    if (attributes == nullptr || attributes->kind != Kind::kObject) return wrong(pointer + "/attributes", attributes, "an object");
    entry.provider = provider_of(text_of(resource, "provider"));
    entry.pointer = pointer + "/attributes";
    entry.layers = {attributes, nullptr, mask(entry.address.data ? "" : entry.address.type, entry.address.type, *attributes, node.find("sensitive_attributes"))};
    if (seen_.insert(entry.text).second) {
      entries_.list.push_back(std::move(entry));
    } else {
      ++duplicates_;
    }
    return {};
  }

  // `provider["providers.example.com/hashicorp/aws"].tokyo` as "providers.example.com/hashicorp/aws.tokyo"; configurations of modules stay apart from those of
  // the root: two names are two accounts.
  std::string_view provider_of(std::string_view text) {
    const size_t open = text.find("provider[\""), start = open + std::string_view("provider[\"").size();
    const size_t close = open == std::string_view::npos ? open : text.find("\"]", start);
    if (close == std::string_view::npos) return text.substr(text.find('.') == std::string_view::npos ? 0 : text.find('.') + 1);
    const std::string module = open > 0 ? ":" + std::string(text.substr(0, open - 1)) : "";
    return entries_.texts.emplace_back(std::string(text.substr(start, close - start)) + std::string(text.substr(close + 2)) + module);
  }

  JsonNode& made(Kind kind) {
    JsonNode& node = entries_.masks.emplace_back();
    node.kind = kind;
    return node;
  }
  const JsonNode* masked() {
    JsonNode& node = made(Kind::kBool);
    node.boolean = true;
    return &node;
  }

  // The first steps of paths that the file itself lists; none when there is no such list or one that nobody can read.
  static std::optional<std::unordered_set<std::string_view>> listed(const JsonNode* paths) {
    if (paths == nullptr || paths->kind != Kind::kArray) return std::nullopt;
    std::unordered_set<std::string_view> names;
    for (const JsonNode* path : paths->items) {
      if (path->kind != Kind::kArray || path->items.empty() || text_of(*path->items.front(), "value").empty()) return std::nullopt;
      names.insert(text_of(*path->items.front(), "value"));
    }
    return names;
  }

  // `schema_type`: empty when no schema tells of the resource.
  const JsonNode* mask(std::string_view schema_type, std::string_view type, const JsonNode& attributes, const JsonNode* paths) {
    const auto marked = listed(paths);
    const std::optional<OpenNames> open = marked ? open_names(schema_type) : std::nullopt;
    JsonNode& node = made(Kind::kObject);
    for (const JsonMember& member : attributes.members) {
      const bool identity = is_identity(type, member.key);
      const std::optional<OpenNames::Found> found = open ? open->find(member.key) : std::nullopt;
      const JsonNode* below = nullptr;
      if ((marked && marked->contains(member.key)) || (!found && !identity)) {
        below = masked();
      } else if (found && found->block) {
        below = mask_block(OpenNames(found->below), *member.value);
      }
      if (below != nullptr) node.members.push_back({member.key, below});
    }
    masked_resources_ += open ? 0 : 1;
    return &node;
  }

  // Null when nothing in the block is masked.
  const JsonNode* mask_block(const OpenNames& open, const JsonNode& value) {
    if (value.kind == Kind::kArray) {
      JsonNode& list = made(Kind::kArray);
      for (const JsonNode* item : value.items) {
        const JsonNode* below = mask_block(open, *item);
        list.items.push_back(below != nullptr ? below : &made(Kind::kNull));
      }
      return &list;
    }
    if (value.kind == Kind::kNull) return nullptr;
    if (value.kind != Kind::kObject) return masked();
    JsonNode& object = made(Kind::kObject);
    for (const JsonMember& member : value.members) {
      const std::optional<OpenNames::Found> found = open.find(member.key);
      const JsonNode* below = !found ? masked() : found->block ? mask_block(OpenNames(found->below), *member.value) : nullptr;
      if (below != nullptr) object.members.push_back({member.key, below});
    }
    return &object;
  }

  void notes() {
    entries_.notes.emplace_back("a state file does not say which values providers call sensitive: what the shipped schema does not tell is treated as sensitive; `terraform show -json` tells it");
    note_count(entries_, masked_resources_, "resource has no value but its identity: its type is in no shipped schema, or the file does not list what is sensitive in it",
               "resources have no value but their identity: their types are in no shipped schema, or the file does not list what is sensitive in them");
    note_count(entries_, deposed_, "deposed object was left out", "deposed objects were left out");
    note_count(entries_, duplicates_, "address is listed twice: the first entry counts", "addresses are listed twice: the first entry counts");
  }

  const Content& content_;
  const JsonNode& root_;
  Entries entries_;
  std::unordered_set<std::string> seen_;
  size_t masked_resources_ = 0;
  size_t deposed_ = 0;
  size_t duplicates_ = 0;
};

}  // namespace

Result<Entries> entries_of_state_file(const Content& content) { return StateFile(content).read(); }

}  // namespace sekisho::adapters::terraform
