// Reading provider schemas, and lookup in them.
#include "engine/schema/provider_schema.h"

#include <algorithm>
#include <optional>

#include "engine/schema/provider_type.h"
#include "sekisho/json.h"

namespace sekisho {
namespace {

using Kind = ProviderNode::Kind;

// Reads the resources of one schema text. After the first trouble every step returns null and `error()` holds it.
class SchemaReader {
 public:
  explicit SchemaReader(SourcePtr source) : source_(std::move(source)) {}
  const std::optional<Error>& error() const { return error_; }

  std::unique_ptr<ProviderNode> fail(const JsonNode& at, const std::string& message) {
    if (!error_) {
      error_ = Error{"`" + source_->name() + "` is no provider schema: " + message, "", Span{source_, at.offset, at.offset}};
    }
    return nullptr;
  }

  bool flag(const JsonNode& node, std::string_view name) {
    const JsonNode* value = node.find(name);
    if (!value) return false;
    if (value->kind != JsonNode::Kind::kBool) fail(*value, "`" + std::string(name) + "` is true or false");
    return value->boolean;
  }

  // The text member `name` of `node`, which must be there.
  std::string text(const JsonNode& node, std::string_view name) {
    const JsonNode* value = node.find(name);
    if (value && value->kind == JsonNode::Kind::kString) return std::string(value->text);
    fail(value ? *value : node, "expected the text `" + std::string(name) + "`");
    return "";
  }

  std::unique_ptr<ProviderNode> attribute(const JsonNode& json) {
    const JsonNode* type = json.find("type");
    if (!type || type->kind != JsonNode::Kind::kString) return fail(json, "an attribute needs `type`");
    std::string trouble;
    auto node = parse_provider_type(type->text, &trouble);
    if (!node) return fail(*type, "in the type `" + std::string(type->text) + "`: " + trouble);
    node->required = flag(json, "required");
    node->optional = flag(json, "optional");
    node->computed = flag(json, "computed");
    return node;
  }

  // Attributes and blocks of a resource or block as one object.
  std::unique_ptr<ProviderNode> object(const JsonNode& json) {
    if (json.kind != JsonNode::Kind::kObject) return fail(json, "expected an object with `attributes` and `blocks`");
    auto node = std::make_unique<ProviderNode>();
    node->kind = Kind::kObject;
    if (const JsonNode* attributes = json.find("attributes")) {
      for (const JsonMember& member : attributes->members) {
        node->members.emplace_back(std::string(member.key), attribute(*member.value));
      }
    }
    if (const JsonNode* blocks = json.find("blocks")) {
      for (const JsonMember& member : blocks->members) {
        node->members.emplace_back(std::string(member.key), block(*member.value));
      }
    }
    if (error_) return nullptr;
    std::string twice;
    if (!sort_members(node.get(), &twice)) return fail(json, "`" + twice + "` is both an attribute and a block");
    return node;
  }

  std::unique_ptr<ProviderNode> block(const JsonNode& json) {
    auto inner = object(json);
    if (!inner) return nullptr;
    const std::string mode = text(json, "mode");
    if (error_) return nullptr;
    const bool required = json.find("min") != nullptr;
    if (mode == "single") {
      inner->required = required;
      inner->optional = !required;
      return inner;
    }
    if (mode != "list" && mode != "set") return fail(json, "the mode of a block is `list`, `set` or `single`, not `" + mode + "`");
    auto node = std::make_unique<ProviderNode>();
    node->kind = mode == "list" ? Kind::kList : Kind::kSet;
    node->required = required;
    node->optional = !required;
    node->max = maximum(json);
    node->element = std::move(inner);
    return error_ ? nullptr : std::move(node);
  }

 private:
  int maximum(const JsonNode& json) {
    const JsonNode* max = json.find("max");
    if (!max) return 0;
    const bool digits =
        max->kind == JsonNode::Kind::kNumber && max->text.size() < 9 && max->text.find_first_not_of("0123456789") == std::string_view::npos;
    if (digits) return std::stoi(std::string(max->text));
    fail(*max, "`max` is a whole number");
    return 0;
  }

  SourcePtr source_;
  std::optional<Error> error_;
};

}  // namespace

const ProviderNode* ProviderNode::find(std::string_view member) const {
  auto found = std::lower_bound(members.begin(), members.end(), member, [](const auto& m, std::string_view name) { return m.first < name; });
  return found == members.end() || found->first != member ? nullptr : found->second.get();
}

std::vector<std::string> ProviderNode::member_names() const {
  std::vector<std::string> names;
  for (const auto& member : members) names.push_back(member.first);
  return names;
}

Result<void> ProviderSchema::add(SourcePtr source) {
  auto document = parse_json(source);
  if (!document) return document.error();
  const JsonNode& root = (*document)->root();
  SchemaReader reader(source);
  const std::string prefix = reader.text(root, "source") + ".";
  const std::string version = reader.text(root, "provider") + " " + reader.text(root, "provider_version");
  const JsonNode* resources = root.find("resources");
  if (!resources || resources->kind != JsonNode::Kind::kObject) reader.fail(root, "expected the object `resources`");
  if (reader.error()) return *reader.error();
  std::map<std::string, Entry, std::less<>> read;
  for (const JsonMember& member : resources->members) {
    auto node = reader.object(*member.value);
    if (!node) return *reader.error();
    read[prefix + std::string(member.key)] = Entry{std::move(node), version};
  }
  // Only a text that was read whole changes the schema; a type given again (a newer provider) replaces the earlier one.
  for (auto& [type, entry] : read) types_[type] = std::move(entry);
  return {};
}

const ProviderNode* ProviderSchema::find(std::string_view raw_type) const {
  auto found = types_.find(raw_type);
  return found == types_.end() ? nullptr : found->second.node.get();
}

bool ProviderSchema::knows_source(std::string_view source) const {
  const std::string prefix = std::string(source) + ".";
  auto found = types_.lower_bound(prefix);
  return found != types_.end() && found->first.starts_with(prefix);
}

std::vector<std::string> ProviderSchema::types() const {
  std::vector<std::string> names;
  for (const auto& [type, entry] : types_) names.push_back(type);
  return names;
}

std::string ProviderSchema::version_of(std::string_view raw_type) const {
  auto found = types_.find(raw_type);
  return found == types_.end() ? "" : found->second.version;
}

}  // namespace sekisho
