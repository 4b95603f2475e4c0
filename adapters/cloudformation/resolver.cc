// What a value is made of decides what is told of it: all parts known give a known text, one reference alone an exact one, the rest is unknown.
#include "adapters/cloudformation/resolver.h"

#include <algorithm>
#include <charconv>

namespace sekisho::adapters::cloudformation {
namespace {

using Json = JsonNode::Kind;
using Kind = RawNode::Kind;

constexpr std::string_view kDynamic = "{{resolve:";

std::optional<std::string> scalar(const RawNode& node) {
  switch (node.kind) {
    case Kind::kString:
    case Kind::kNumber: return std::string(node.text);
    case Kind::kBool: return node.boolean ? "true" : "false";
    default: return std::nullopt;
  }
}

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

// Equal as far as can be told: unknown nodes are equal to nothing.
bool equal(const RawNode& a, const RawNode& b) {
  if (a.kind == Kind::kUnknown || b.kind == Kind::kUnknown || a.sensitive != b.sensitive) return false;
  if (const auto x = scalar(a), y = scalar(b); x || y) return x == y;
  if (a.kind != b.kind) return false;
  if (a.items.size() != b.items.size() || a.members.size() != b.members.size()) return false;
  for (size_t i = 0; i < a.items.size(); ++i) {
    if (!equal(*a.items[i], *b.items[i])) return false;
  }
  return std::all_of(a.members.begin(), a.members.end(), [&](const auto& member) {
    const RawNode* other = b.find(member.first);
    return other != nullptr && equal(*member.second, *other);
  });
}

}  // namespace

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

RawNode* Resolver::literal_text(const JsonNode& json) {
  if (json.text.find(kDynamic) != std::string_view::npos) {
    const Written written = written_of_dynamic(json.text);
    return unknown(json.offset, {.expression = std::string(json.text), .written = written, .sensitive = written == Written::kSecret});
  }
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
    item->parent = node;
    item->index = static_cast<uint32_t>(node->items.size());
    node->items.push_back(item);
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
    if (parameter->value->find(kDynamic) != std::string::npos) {
      const Written written = written_of_dynamic(*parameter->value);
      return unknown(offset, {.expression = *parameter->value, .written = written, .sensitive = written == Written::kSecret || parameter->secret});
    }
    if (!parameter->is_list) return text_node(*parameter->value, offset, Written::kParameter, parameter->secret);
    RawNode* node = blank(Kind::kList, offset, Written::kParameter);
    node->sensitive = parameter->secret;
    for (std::string& part : split_list(*parameter->value)) {
      RawNode* item = text_node(std::move(part), offset, Written::kParameter, parameter->secret);
      item->parent = node;
      item->index = static_cast<uint32_t>(node->items.size());
      node->items.push_back(item);
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
  if (text.find(kDynamic) != std::string::npos) {
    const Written dynamic = written_of_dynamic(text);
    return unknown(offset, {.expression = text, .written = dynamic, .sensitive = sensitive || dynamic == Written::kSecret});
  }
  return text_node(std::move(text), offset, written, sensitive);
}

RawNode* Resolver::join(const JsonNode& json, const JsonNode& argument) {
  if (argument.kind != Json::kArray || argument.items.size() != 2 || argument.items[0]->kind != Json::kString) return malformed(json, "Fn::Join");
  RawNode* parts = make(*argument.items[1]);
  if (parts->kind != Kind::kList) return composed(json.offset, "Fn::Join", {parts});
  std::vector<RawNode*> texts;
  for (const RawNode* item : parts->items) texts.push_back(const_cast<RawNode*>(item));  // made above, by us
  return concatenated(json.offset, "Fn::Join", argument.items[0]->text, texts);
}

RawNode* Resolver::substitute(const JsonNode& json, const JsonNode& argument) {
  const bool with_names = argument.kind == Json::kArray && argument.items.size() == 2 && argument.items[1]->kind == Json::kObject;
  const JsonNode& pattern = with_names || (argument.kind == Json::kArray && argument.items.size() == 1) ? *argument.items[0] : argument;
  if (pattern.kind != Json::kString) return malformed(json, "Fn::Sub");
  std::vector<RawNode*> parts;
  std::string plain;
  const auto flush = [&] {
    if (!plain.empty()) parts.push_back(text_node(std::exchange(plain, {}), json.offset, Written::kLiteral, false));
  };
  std::string_view rest = pattern.text;
  while (!rest.empty()) {
    const size_t start = rest.find("${");
    const size_t end = start == std::string_view::npos ? start : rest.find('}', start);
    plain += rest.substr(0, end == std::string_view::npos ? end : start);
    if (end == std::string_view::npos) break;
    std::string_view name = rest.substr(start + 2, end - start - 2);
    rest.remove_prefix(end + 1);
    if (name.starts_with('!')) {  // "${!x}" stands for "${x}"
      plain += "${" + std::string(name.substr(1)) + "}";
      continue;
    }
    flush();
    const JsonNode* own = with_names ? argument.items[1]->find(name) : nullptr;
    const size_t dot = name.find('.');
    if (own != nullptr) {
      parts.push_back(make(*own));
    } else if (dot != std::string_view::npos) {
      parts.push_back(attribute(name.substr(0, dot), name.substr(dot + 1), json.offset));
    } else {
      parts.push_back(reference(name, json.offset));
    }
  }
  flush();
  return concatenated(json.offset, "Fn::Sub", "", parts);
}

RawNode* Resolver::select(const JsonNode& json, const JsonNode& argument) {
  if (argument.kind != Json::kArray || argument.items.size() != 2) return malformed(json, "Fn::Select");
  RawNode* index = make(*argument.items[0]);
  RawNode* choices = make(*argument.items[1]);
  const std::optional<std::string> text = scalar(*index);
  size_t number = 0;
  const bool numbered = text && std::from_chars(text->data(), text->data() + text->size(), number).ptr == text->data() + text->size() && !text->empty();
  if (!numbered || choices->kind != Kind::kList) return composed(json.offset, "Fn::Select", {index, choices});
  if (number >= choices->items.size()) return malformed(json, "Fn::Select");
  return const_cast<RawNode*>(choices->items[number]);  // made above, by us
}

RawNode* Resolver::split(const JsonNode& json, const JsonNode& argument) {
  if (argument.kind != Json::kArray || argument.items.size() != 2 || argument.items[0]->kind != Json::kString || argument.items[0]->text.empty()) return malformed(json, "Fn::Split");
  const std::string_view separator = argument.items[0]->text;
  RawNode* whole = make(*argument.items[1]);
  const std::optional<std::string> text = scalar(*whole);
  if (!text) return composed(json.offset, "Fn::Split", {whole});
  RawNode* node = blank(Kind::kList, json.offset, whole->written);
  for (size_t start = 0; start != std::string::npos;) {
    const size_t end = text->find(separator, start);
    RawNode* item = text_node(text->substr(start, end == std::string::npos ? end : end - start), json.offset, whole->written, whole->sensitive);
    item->parent = node;
    item->index = static_cast<uint32_t>(node->items.size());
    node->items.push_back(item);
    start = end == std::string::npos ? end : end + separator.size();
  }
  return node;
}

RawNode* Resolver::choose(const JsonNode& json, const JsonNode& argument) {
  if (argument.kind != Json::kArray || argument.items.size() != 3 || argument.items[0]->kind != Json::kString) return malformed(json, "Fn::If");
  const std::optional<bool> decided = condition(argument.items[0]->text);
  if (decided) return make(*argument.items[*decided ? 1 : 2]);
  RawNode* yes = make(*argument.items[1]);
  RawNode* no = make(*argument.items[2]);
  if (equal(*yes, *no)) return yes;
  RawNode* hangs = composed(json.offset, "", {yes, no});
  RawNode* node = unknown(json.offset, {hangs->reference->targets, "", "Fn::If " + std::string(argument.items[0]->text), hangs->written, false, hangs->reference->complete, hangs->sensitive});
  return node;
}

RawNode* Resolver::find_in_map(const JsonNode& json, const JsonNode& argument) {
  if (argument.kind != Json::kArray || argument.items.size() < 3 || argument.items.size() > 4) return malformed(json, "Fn::FindInMap");
  std::vector<RawNode*> keys;
  const JsonNode* at = mappings_;
  for (size_t i = 0; i < 3; ++i) {
    keys.push_back(make(*argument.items[i]));
    const std::optional<std::string> key = scalar(*keys.back());
    if (!key) return composed(json.offset, "Fn::FindInMap", keys);
    at = at == nullptr ? nullptr : at->find(*key);
  }
  if (at != nullptr) return make(*at);
  if (argument.items.size() == 4) {
    if (const JsonNode* other = argument.items[3]->find("DefaultValue")) return make(*other);
  }
  return malformed(json, "Fn::FindInMap");
}

}  // namespace sekisho::adapters::cloudformation
