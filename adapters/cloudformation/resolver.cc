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

int weight(Written written) {
  switch (written) {
    case Written::kSecret: return 4;
    case Written::kReference: return 3;
    case Written::kParameter: return 2;
    case Written::kLiteral: return 1;
    default: return 0;
  }
}

Written heavier(Written a, Written b) { return weight(a) >= weight(b) ? a : b; }

}  // namespace

std::optional<std::string> scalar(const RawNode& node) {
  switch (node.kind) {
    case Kind::kString:
    case Kind::kNumber: return std::string(node.text);
    case Kind::kBool: return node.boolean ? "true" : "false";
    default: return std::nullopt;
  }
}

std::string_view function_of(const JsonNode& json) {
  if (json.kind != Json::kObject || json.members.size() != 1) return {};
  const std::string_view key = json.members.front().key;
  return key == "Ref" || key.starts_with("Fn::") ? key : std::string_view();
}

Resolver::Resolver(RawSource& source, const JsonNode& root, const Parameters& parameters)
    : source_(source), parameters_(parameters), mappings_(root.find("Mappings")), conditions_(root.find("Conditions")) {}

RawNode* Resolver::make(const RawResource& resource, const JsonNode& json) {
  current_ = &resource;
  return make(json);
}

RawNode* Resolver::make_object(const RawResource& resource, uint32_t offset) {
  current_ = &resource;
  RawNode* node = blank(Kind::kObject, offset, Written::kLiteral);
  node->keys_configured_known = true;
  return node;
}

RawNode* Resolver::make_identity(const RawResource& resource, uint32_t offset) {
  current_ = &resource;
  RawNode* node = blank(Kind::kUnknown, offset, Written::kAbsent);
  node->configured = Configured::kNo;
  node->why = RawUnknown::kAfterApply;
  return node;
}

void Resolver::attach(RawNode& object, std::string_view key, RawNode* value) {
  value->parent = &object;
  value->key = key;
  object.members.emplace_back(key, value);
}

void Resolver::append(RawNode& list, RawNode* item) {
  item->parent = &list;
  item->index = static_cast<uint32_t>(list.items.size());
  list.items.push_back(item);
}

const RawNode* Resolver::undecided(const RawResource& resource, std::string_view condition, uint32_t offset) {
  current_ = &resource;
  return unknown(offset, {.expression = "Condition " + std::string(condition), .written = Written::kParameter});
}

RawNode* Resolver::blank(Kind kind, uint32_t offset, Written written) {
  RawNode& node = source_.nodes.emplace_back();
  node.kind = kind;
  node.offset = offset;
  node.written = written;
  node.configured = Configured::kYes;
  node.on_create = true;
  node.resource = current_;
  return &node;
}

RawNode* Resolver::text_node(std::string text, uint32_t offset, Written written, bool sensitive) {
  RawNode* node = blank(Kind::kString, offset, written);
  node->text = source_.texts.emplace_back(std::move(text));
  node->sensitive = sensitive;
  return node;
}

RawNode* Resolver::unknown(uint32_t offset, Unknown what) {
  RawNode* node = blank(Kind::kUnknown, offset, what.written);
  node->why = RawUnknown::kAfterApply;
  node->sensitive = what.sensitive;
  RawReference& reference = source_.references.emplace_back();
  std::sort(what.targets.begin(), what.targets.end(), [](const RawResource* a, const RawResource* b) { return a->number < b->number; });
  what.targets.erase(std::unique(what.targets.begin(), what.targets.end()), what.targets.end());
  reference.targets = std::move(what.targets);
  reference.attribute = std::move(what.attribute);
  reference.exact = what.exact;
  reference.complete = what.complete;
  reference.expression = std::move(what.expression);
  node->reference = &reference;
  return node;
}

RawNode* Resolver::make(const JsonNode& json) {
  switch (json.kind) {
    case Json::kNull: {
      RawNode* node = blank(Kind::kAbsent, json.offset, Written::kAbsent);
      node->configured = Configured::kNo;
      return node;
    }
    case Json::kBool: {
      RawNode* node = blank(Kind::kBool, json.offset, Written::kLiteral);
      node->boolean = json.boolean;
      return node;
    }
    case Json::kNumber: {
      RawNode* node = blank(Kind::kNumber, json.offset, Written::kLiteral);
      node->text = json.text;
      return node;
    }
    case Json::kString: return literal_text(json);
    case Json::kArray: return list(json);
    case Json::kObject: break;
  }
  if (const std::string_view name = function_of(json); !name.empty()) return function(json, name, *json.members.front().value);
  // A macro inside an object may add any key to it.
  if (json.find("Fn::Transform") != nullptr) return unknown(json.offset, {.expression = "Fn::Transform"});
  RawNode* node = blank(Kind::kObject, json.offset, Written::kLiteral);
  node->keys_configured_known = true;
  for (const JsonMember& member : json.members) {
    RawNode* value = make(*member.value);
    if (value->kind != Kind::kAbsent) attach(*node, member.key, value);
  }
  return node;
}

RawNode* Resolver::dynamic(std::string_view text, uint32_t offset, bool sensitive) {
  const Written written = written_of_dynamic(text);
  return unknown(offset, {.expression = std::string(text), .written = written, .sensitive = sensitive || written == Written::kSecret});
}

RawNode* Resolver::literal_text(const JsonNode& json) {
  if (json.text.find(kDynamic) != std::string_view::npos) return dynamic(json.text, json.offset, false);
  RawNode* node = blank(Kind::kString, json.offset, Written::kLiteral);
  node->text = json.text;
  return node;
}

RawNode* Resolver::list(const JsonNode& json) {
  RawNode* node = blank(Kind::kList, json.offset, Written::kLiteral);
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
    append(*node, item);
  }
  return node;
}

RawNode* Resolver::malformed(const JsonNode& json, std::string_view name) {
  ++not_resolved_[std::string(name)];
  return unknown(json.offset, {.expression = std::string(name)});
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
    return unknown(json.offset, {.expression = "Fn::ImportValue" + (exported ? " " + *exported : ""), .written = Written::kReference});
  }
  if (name == "Fn::GetAZs") return unknown(json.offset, {.expression = "Fn::GetAZs", .written = Written::kParameter, .complete = true});
  return malformed(json, name);
}

RawNode* Resolver::reference(std::string_view name, uint32_t offset) {
  if (name == "AWS::NoValue") {
    RawNode* node = blank(Kind::kAbsent, offset, Written::kAbsent);
    node->configured = Configured::kNo;
    return node;
  }
  if (const Parameter* parameter = parameters_.find(name)) {
    if (!parameter->value) return unknown(offset, {.expression = "Ref " + std::string(name), .written = Written::kParameter, .complete = true, .sensitive = parameter->secret});
    if (parameter->value->find(kDynamic) != std::string::npos) return dynamic(*parameter->value, offset, parameter->secret);
    if (!parameter->is_list) return text_node(*parameter->value, offset, Written::kParameter, parameter->secret);
    RawNode* node = blank(Kind::kList, offset, Written::kParameter);
    node->sensitive = parameter->secret;
    for (std::string& part : split_list(*parameter->value)) {
      RawNode* item = text_node(std::move(part), offset, Written::kParameter, parameter->secret);
      append(*node, item);
    }
    return node;
  }
  return attribute(name, "id", offset);
}

RawNode* Resolver::attribute(std::string_view resource, std::string_view name, uint32_t offset) {
  const std::string expression = name == "id" ? "Ref " + std::string(resource) : std::string(resource) + "." + std::string(name);
  const auto found = resources_.find(resource);
  if (found == resources_.end()) return unknown(offset, {.expression = expression, .written = Written::kReference});
  // Maps and joins know what every resource has by these names.
  const std::string_view known = name == "Arn" ? "arn" : name;
  return unknown(offset, {{found->second}, std::string(known), expression, Written::kReference, true, true, false});
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

RawNode* Resolver::composed(uint32_t offset, std::string_view name, const std::vector<RawNode*>& parts) {
  Unknown what;
  what.complete = true;
  for (const RawNode* part : parts) {
    what.written = heavier(what.written, part->written);
    what.sensitive = what.sensitive || part->sensitive;
    if (part->kind == Kind::kString && part->text.find(kDynamic) != std::string_view::npos) {
      what.written = heavier(what.written, written_of_dynamic(part->text));
      what.sensitive = what.sensitive || what.written == Written::kSecret;
    }
    if (part->kind == Kind::kList || part->kind == Kind::kObject) what.complete = false;
    if (part->reference == nullptr) continue;
    what.targets.insert(what.targets.end(), part->reference->targets.begin(), part->reference->targets.end());
    what.complete = what.complete && part->reference->complete;
    if (!part->reference->expression.empty()) what.expression += (what.expression.empty() ? "" : ", ") + part->reference->expression;
  }
  if (what.expression.empty()) what.expression = name;
  return unknown(offset, std::move(what));
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
    const std::optional<std::string> known = scalar(*parts[i]);
    if (!known) return composed(offset, name, parts);
    if (i > 0) text += separator;
    text += *known;
    written = heavier(written, parts[i]->written);
    sensitive = sensitive || parts[i]->sensitive;
  }
  if (text.find(kDynamic) != std::string::npos) return dynamic(text, offset, sensitive);
  return text_node(std::move(text), offset, written, sensitive);
}

}  // namespace sekisho::adapters::cloudformation
