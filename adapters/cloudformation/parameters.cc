// A parameter of a type that AWS looks up (`AWS::SSM::Parameter::Value<…>`) has a known name, not a known value.
#include "adapters/cloudformation/parameters.h"

#include <array>

namespace sekisho::adapters::cloudformation {
namespace {

constexpr std::array<std::string_view, 7> kPseudo = {"AWS::AccountId", "AWS::NotificationARNs", "AWS::Partition", "AWS::Region", "AWS::StackId", "AWS::StackName", "AWS::URLSuffix"};

std::string_view text_of(const JsonNode& parameter, std::string_view key) {
  const JsonNode* node = parameter.find(key);
  return node == nullptr ? std::string_view() : node->text;
}

bool is_true(const JsonNode* node) {
  if (node == nullptr) return false;
  return node->kind == JsonNode::Kind::kBool ? node->boolean : node->text == "true" || node->text == "True" || node->text == "TRUE";
}

std::optional<std::string> scalar_text(const JsonNode* node) {
  if (node == nullptr) return std::nullopt;
  switch (node->kind) {
    case JsonNode::Kind::kString:
    case JsonNode::Kind::kNumber: return std::string(node->text);
    case JsonNode::Kind::kBool: return node->boolean ? "true" : "false";
    default: return std::nullopt;
  }
}

}  // namespace

Parameters::Parameters(const JsonNode* declared, const TemplateParameters& given) {
  for (std::string_view name : kPseudo) all_.emplace(name, Parameter{{}, name == "AWS::NotificationARNs", false});
  if (declared != nullptr) {
    for (const JsonMember& member : declared->members) {
      const std::string_view type = text_of(*member.value, "Type");
      Parameter parameter;
      parameter.is_list = type == "CommaDelimitedList" || type.starts_with("List<");
      parameter.secret = is_true(member.value->find("NoEcho"));
      parameter.of_aws = type.starts_with("AWS::") && !type.starts_with("AWS::SSM::");
      if (!type.starts_with("AWS::SSM::Parameter::Value<")) parameter.value = scalar_text(member.value->find("Default"));
      all_.insert_or_assign(std::string(member.key), std::move(parameter));
    }
  }
  for (const auto& [name, value] : given) {
    const auto found = all_.find(name);
    if (found == all_.end()) {
      undeclared_.push_back(name);
    } else {
      found->second.value = value;
    }
  }
}

const Parameter* Parameters::find(std::string_view name) const {
  const auto found = all_.find(name);
  return found == all_.end() ? nullptr : &found->second;
}

std::vector<std::string> split_list(std::string_view text) {
  std::vector<std::string> parts;
  if (text.empty()) return parts;
  while (true) {
    const size_t comma = text.find(',');
    std::string_view part = text.substr(0, comma);
    const size_t start = part.find_first_not_of(" \t");
    part = start == std::string_view::npos ? std::string_view() : part.substr(start, part.find_last_not_of(" \t") - start + 1);
    parts.emplace_back(part);
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

}  // namespace sekisho::adapters::cloudformation
