// What a value is made of decides what is told of it: all parts known give a known text, one reference alone an exact one, the rest is unknown.
#include "adapters/cloudformation/resolver.h"

#include <algorithm>

namespace sekisho::adapters::cloudformation {
namespace {

using Json = JsonNode::Kind;
using Kind = RawNode::Kind;

constexpr std::string_view kDynamic = "{{resolve:";

// A reference to a secret, or to a plain parameter of Systems Manager.
Written written_of_dynamic(std::string_view text) {
  const std::string_view service = text.substr(text.find(kDynamic) + kDynamic.size());
  return service.starts_with("ssm:") ? Written::kParameter : Written::kSecret;
}

// Properties that hold a list, for which CloudFormation takes one member by itself, too.
bool takes_one_member(std::string_view property) { return property == "SecurityGroupIngress" || property == "SecurityGroupEgress"; }

// Stands for a parameter's value in what a text is made of. No text holds the character in front.
std::string symbol_of(std::string_view parameter) { return "\x1f{" + std::string(parameter) + "}"; }

// `AWS::Partition`, where it is not given. An ARN's partition is whose cloud it is, and says nothing of what the ARN names in it: `aws` stands for whichever.
bool is_partition(const RawNode& part) {
  return part.kind == Kind::kUnknown && part.reference != nullptr && part.reference->parameters() == symbol_of("AWS::Partition");
}

// How the parts make one text, where they are known texts and parameters; "" otherwise.
std::string made_alike(std::string_view separator, const std::vector<RawNode*>& parts) {
  std::string whole;
  for (size_t i = 0; i < parts.size(); ++i) {
    const std::optional<std::string> known = scalar(*parts[i]);
    const RawReference* of = parts[i]->reference;
    if (!known && (of == nullptr || of->parameters().empty())) return {};
    if (i > 0) whole += separator;
    whole += known ? std::string_view(*known) : of->parameters();
  }
  return whole;
}

}  // namespace

std::string_view function_of(const JsonNode& json) {
  if (json.kind != Json::kObject || json.members.size() != 1) return {};
  const std::string_view key = json.members.front().key;
  return key == "Ref" || key.starts_with("Fn::") ? key : std::string_view();
}

Resolver::Resolver(RawSource& source, const JsonNode& root, const Parameters& parameters)
    : nodes_(source), parameters_(parameters), mappings_(root.find("Mappings")), conditions_(root.find("Conditions")) {}

RawNode* Resolver::make(const RawResource& resource, const JsonNode& json) {
  nodes_.make_for(resource);
  return make(json);
}

RawNode* Resolver::make_object(const RawResource& resource, uint32_t offset) {
  nodes_.make_for(resource);
  return nodes_.object(offset);
}

RawNode* Resolver::make_list(const RawResource& resource, uint32_t offset) {
  nodes_.make_for(resource);
  return nodes_.blank(Kind::kList, offset, Written::kLiteral);
}

RawNode* Resolver::make_identity(const RawResource& resource, uint32_t offset) {
  nodes_.make_for(resource);
  return nodes_.identity(offset);
}

RawNode* Resolver::undecided(const RawResource& resource, std::string what, uint32_t offset) {
  nodes_.make_for(resource);
  return nodes_.unknown(offset, {.expression = std::move(what), .written = Written::kParameter});
}

RawNode* Resolver::make(const JsonNode& json) {
  switch (json.kind) {
    case Json::kNull: return nodes_.absent(json.offset);
    case Json::kBool: {
      RawNode* node = nodes_.blank(Kind::kBool, json.offset, Written::kLiteral);
      node->boolean = json.boolean;
      return node;
    }
    case Json::kNumber: {
      RawNode* node = nodes_.blank(Kind::kNumber, json.offset, Written::kLiteral);
      node->text = json.text;
      return node;
    }
    case Json::kString: return literal_text(json);
    case Json::kArray: return list(json);
    case Json::kObject: break;
  }
  if (const std::string_view name = function_of(json); !name.empty()) return function(json, name, *json.members.front().value);
  // A macro or a loop inside an object may add any key to it.
  for (const JsonMember& member : json.members) {
    if (member.key == "Fn::Transform" || member.key.starts_with("Fn::ForEach::")) return malformed(json, member.key);
  }
  RawNode* node = nodes_.object(json.offset);
  for (const JsonMember& member : json.members) {
    RawNode* value = make(*member.value);
    if (value->kind == Kind::kObject && takes_one_member(member.key)) value = list_of_one(value);
    if (value->kind != Kind::kAbsent) NodeMaker::attach(*node, member.key, value);
  }
  return node;
}

RawNode* Resolver::dynamic(std::string_view text, uint32_t offset, bool sensitive) {
  const Written written = written_of_dynamic(text);
  return nodes_.unknown(offset, {.expression = std::string(text), .written = written, .sensitive = sensitive || written == Written::kSecret});
}

RawNode* Resolver::literal_text(const JsonNode& json) {
  if (json.text.find(kDynamic) != std::string_view::npos) return dynamic(json.text, json.offset, false);
  RawNode* node = nodes_.blank(Kind::kString, json.offset, Written::kLiteral);
  node->text = json.text;
  return node;
}

RawNode* Resolver::list(const JsonNode& json) {
  RawNode* node = nodes_.blank(Kind::kList, json.offset, Written::kLiteral);
  std::vector<RawNode*> items;
  bool may_vanish = false;
  for (const JsonNode* item : json.items) {
    RawNode* value = make(*item);
    if (value->kind == Kind::kAbsent) continue;
    // How many members there are hangs on a condition that nobody can decide.
    may_vanish = may_vanish || (value->kind == Kind::kUnknown && function_of(*item) == "Fn::If");
    items.push_back(value);
  }
  if (may_vanish) return composed(json.offset, "", items);
  for (RawNode* item : items) {
    NodeMaker::append(*node, item);
  }
  return node;
}

RawNode* Resolver::list_of_one(RawNode* member) {
  RawNode* node = nodes_.blank(Kind::kList, member->offset, Written::kLiteral);
  NodeMaker::append(*node, member);
  return node;
}

RawNode* Resolver::malformed(const JsonNode& json, std::string_view name) {
  ++not_resolved_[std::string(name)];
  return nodes_.unknown(json.offset, {.expression = std::string(name)});
}

RawNode* Resolver::function(const JsonNode& json, std::string_view name, const JsonNode& argument) {
  if (name == "Ref") return argument.kind == Json::kString ? reference(argument.text, json.offset) : malformed(json, name);
  if (name == "Fn::GetAtt") return get_att(json, argument);
  if (name == "Fn::Sub") return substitute(json, argument);
  if (name == "Fn::Join") return join(json, argument);
  if (name == "Fn::Select") return select(json, argument);
  if (name == "Fn::Split") return split(json, argument);
  if (name == "Fn::If") return choose(json, argument);
  if (name == "Fn::FindInMap") return find_in_map(json, argument);
  if (name == "Fn::Base64") return make(argument);
  if (name == "Fn::ImportValue") {
    const std::optional<std::string> exported = scalar(*make(argument));
    return nodes_.unknown(json.offset, {.expression = "Fn::ImportValue" + (exported ? " " + *exported : ""), .written = Written::kReference});
  }
  if (name == "Fn::GetAZs") return nodes_.unknown(json.offset, {.expression = "Fn::GetAZs", .written = Written::kParameter, .complete = true});
  return malformed(json, name);
}

RawNode* Resolver::reference(std::string_view name, uint32_t offset) {
  if (name == "AWS::NoValue") return nodes_.absent(offset);
  if (const Parameter* parameter = parameters_.find(name)) {
    if (!parameter->value) {
      const bool may_be_a_name = !parameter->is_list && !parameter->of_aws;
      return nodes_.unknown(offset, {.attribute = may_be_a_name ? symbol_of(name) : "", .expression = "Ref " + std::string(name), .written = Written::kParameter, .complete = true, .sensitive = parameter->secret});
    }
    if (parameter->value->find(kDynamic) != std::string::npos) return dynamic(*parameter->value, offset, parameter->secret);
    if (!parameter->is_list) return nodes_.text(*parameter->value, offset, Written::kParameter, parameter->secret);
    RawNode* node = nodes_.blank(Kind::kList, offset, Written::kParameter);
    node->sensitive = parameter->secret;
    for (std::string& part : split_list(*parameter->value)) {
      RawNode* item = nodes_.text(std::move(part), offset, Written::kParameter, parameter->secret);
      NodeMaker::append(*node, item);
    }
    return node;
  }
  return attribute(name, "id", offset);
}

RawNode* Resolver::attribute(std::string_view resource, std::string_view name, uint32_t offset) {
  const std::string expression = name == "id" ? "Ref " + std::string(resource) : std::string(resource) + "." + std::string(name);
  const auto found = resources_.find(resource);
  if (found == resources_.end()) {
    if (!left_out_.contains(resource)) ++undeclared_[std::string(resource)];
    return nodes_.unknown(offset, {.expression = expression, .written = Written::kReference});
  }
  // Maps and joins know what every resource has by these names.
  const std::string_view known = name == "Arn" ? "arn" : name;
  return nodes_.unknown(offset, {{found->second}, std::string(known), expression, Written::kReference, true, true, false});
}

RawNode* Resolver::get_att(const JsonNode& json, const JsonNode& argument) {
  if (argument.kind == Json::kString) {
    const size_t dot = argument.text.find('.');
    if (dot == std::string_view::npos) return malformed(json, "Fn::GetAtt");
    return attribute(argument.text.substr(0, dot), argument.text.substr(dot + 1), json.offset);
  }
  if (argument.kind != Json::kArray || argument.items.size() < 2 || argument.items[0]->kind != Json::kString) return malformed(json, "Fn::GetAtt");
  std::string name;
  for (size_t i = 1; i < argument.items.size(); ++i) {
    const std::optional<std::string> part = scalar(*make(*argument.items[i]));
    if (!part) return malformed(json, "Fn::GetAtt");
    name += (name.empty() ? "" : ".") + *part;
  }
  return attribute(argument.items[0]->text, name, json.offset);
}

RawNode* Resolver::composed(uint32_t offset, std::string_view name, const std::vector<RawNode*>& parts, std::string alike) {
  UnknownValue what = composed_of(parts);
  what.attribute = std::move(alike);
  for (const RawNode* part : parts) {
    if (part->kind != Kind::kString || part->text.find(kDynamic) == std::string_view::npos) continue;
    what.written = heavier(what.written, written_of_dynamic(part->text));
    what.sensitive = what.sensitive || what.written == Written::kSecret;
  }
  if (what.expression.empty()) what.expression = name;
  return nodes_.unknown(offset, std::move(what));
}

RawNode* Resolver::concatenated(uint32_t offset, std::string_view name, std::string_view separator, const std::vector<RawNode*>& parts) {
  if (parts.size() == 1 && parts.front()->kind == Kind::kUnknown) {
    parts.front()->offset = offset;
    return parts.front();
  }
  std::string text;
  Written written = Written::kLiteral;
  bool sensitive = false;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += separator;
    if (text == "arn:" && is_partition(*parts[i])) {
      text += "aws";
      written = heavier(written, Written::kParameter);
      continue;
    }
    const std::optional<std::string> known = scalar(*parts[i]);
    if (!known) {
      RawNode* node = composed(offset, name, parts, made_alike(separator, parts));
      if (OwnArn arn = own_arn(separator, parts); !arn.text.empty()) own_arns_[node] = std::move(arn);
      return node;
    }
    text += *known;
    written = heavier(written, parts[i]->written);
    sensitive = sensitive || parts[i]->sensitive;
  }
  if (text.find(kDynamic) != std::string::npos) return dynamic(text, offset, sensitive);
  return nodes_.text(std::move(text), offset, written, sensitive);
}

}  // namespace sekisho::adapters::cloudformation
