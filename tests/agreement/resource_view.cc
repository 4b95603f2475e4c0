// load_input.
#include "tests/agreement/resource_view.h"

#include "adapters/load.h"
#include "sekisho/file.h"
#include "sekisho/json.h"
#include "sekisho/json_writer.h"

namespace sekisho::agreement {
namespace {

void copy(const JsonNode& node, JsonWriter& out) {
  switch (node.kind) {
    case JsonNode::Kind::kNull: return out.null();
    case JsonNode::Kind::kBool: return out.boolean(node.boolean);
    case JsonNode::Kind::kNumber: return out.number_token(node.text);
    case JsonNode::Kind::kString:
      // What a data source found stands as its address; of a subscription the state would hold this id.
      if (node.text.starts_with("data.azurerm_subscription.")) return out.string("/subscriptions/00000000-0000-0000-0000-000000000000");
      return out.string(node.text);
    case JsonNode::Kind::kArray:
      out.begin_array();
      for (const JsonNode* item : node.items) copy(*item, out);
      return out.end_array();
    case JsonNode::Kind::kObject:
      out.begin_object();
      for (const JsonMember& member : node.members) {
        if (member.key.starts_with('_')) continue;  // what the tool added
        out.key(member.key);
        copy(*member.value, out);
      }
      return out.end_object();
  }
}

std::string state_of(const JsonNode& resources) {
  std::string text;
  JsonWriter out(&text);
  out.begin_object();
  out.member("format_version", "1.0");
  out.key("values");
  out.begin_object();
  out.key("root_module");
  out.begin_object();
  out.key("resources");
  out.begin_array();
  for (const JsonMember& resource : resources.members) {
    const JsonNode* type = resource.value->find("_type");
    const JsonNode* provider = resource.value->find("_provider");
    if (type == nullptr || resource.key.starts_with("data.")) continue;
    out.begin_object();
    out.member("address", resource.key);
    out.member("mode", "managed");
    out.member("type", type->text);
    out.member("name", resource.key.substr(resource.key.rfind('.') + 1));
    out.member("provider_name", provider == nullptr ? std::string_view() : provider->text);
    out.key("values");
    copy(*resource.value, out);
    out.end_object();
  }
  out.end_array();
  out.end_object();
  out.end_object();
  out.end_object();
  return text;
}

}  // namespace

Result<std::shared_ptr<const RawSource>> load_input(const std::string& path) {
  if (!path.ends_with(".resource_view.json")) return adapters::load(path);
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  const auto document = parse_json(std::make_shared<const Source>(path, *bytes));
  if (!document) return document.error();
  const JsonNode* resources = (*document)->root().find("resources");
  if (resources == nullptr || (*document)->root().find("hcl_resource_view_version") == nullptr) return adapters::load(path);
  return adapters::load_bytes(path, state_of(*resources));
}

}  // namespace sekisho::agreement
