// A macro gets the whole template and gives back another one. AWS describes what its own do: they expand types and functions, and add.
#include "adapters/cloudformation/transforms.h"

#include <string_view>
#include <vector>

namespace sekisho::adapters::cloudformation {
namespace {

using Json = JsonNode::Kind;

// Adds the types of the resources below; false where one may be of any type.
bool add_types(const JsonNode& made, RawSource& source) {
  if (made.kind != Json::kObject) return false;
  for (const JsonMember& member : made.members) {
    if (member.key.starts_with("Fn::ForEach::")) {
      if (member.value->items.size() != 3 || !add_types(*member.value->items[2], source)) return false;
      continue;
    }
    const JsonNode* type = member.value->find("Type");
    if (type == nullptr || type->kind != Json::kString || type->text.find('$') != std::string_view::npos) return false;
    source.left_out.emplace(type->text);
  }
  return true;
}

}  // namespace

std::string read_transforms(const JsonNode& root, RawSource& source) {
  std::string foreign;
  const JsonNode* transform = root.find("Transform");
  // A template may take a snippet in as a member of its own.
  if (root.find("Fn::Transform") != nullptr) {
    source.holds_all = false;
    source.notes.emplace_back("`Fn::Transform` beside `Resources` may add resources that are not in sight");
  }
  if (transform == nullptr || transform->kind == Json::kNull) return foreign;
  const std::vector<const JsonNode*> all = transform->kind == Json::kArray ? transform->items : std::vector<const JsonNode*>{transform};
  for (const JsonNode* one : all) {
    const JsonNode* name = one->kind == Json::kObject ? one->find("Name") : one;
    const std::string text(name == nullptr || name->kind != Json::kString ? std::string_view("?") : name->text);
    if (text == "AWS::LanguageExtensions") continue;
    if (text.starts_with("AWS::Serverless-")) {
      source.notes.push_back("the template is transformed by `" + text + "`: its types are read as they are written, resources that it adds are not in sight");
      continue;
    }
    source.holds_all = false;
    if (text.starts_with("AWS::")) {
      source.notes.push_back("the template is transformed by `" + text + "`: resources that it adds are not in sight");
    } else {
      source.notes.push_back("the template is transformed by `" + text + "`, which may add, change and remove resources: nothing is sure of what stands in it");
      foreign += (foreign.empty() ? "" : ", ") + text;
    }
  }
  return foreign;
}

void read_loop(const JsonMember& member, RawSource& source) {
  source.notes.push_back("`" + std::string(member.key) + "` in `Resources` makes resources that are not in sight");
  const bool loop = member.key.starts_with("Fn::ForEach::") && member.value->kind == Json::kArray && member.value->items.size() == 3;
  if (!loop || !add_types(*member.value->items[2], source)) source.holds_all = false;
}

}  // namespace sekisho::adapters::cloudformation
