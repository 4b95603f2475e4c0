// Texts, objects with their loops, parameters, variables, properties of values.
#include "adapters/azure/resolver.h"

#include <algorithm>
#include <charconv>

#include "adapters/azure/functions.h"
#include "adapters/azure/resource_id.h"

namespace sekisho::adapters::azure {
namespace {

using Json = JsonNode::Kind;
using Kind = RawNode::Kind;

const JsonNode* find_any_case(const JsonNode* object, std::string_view key) {
  if (object == nullptr || object->kind != Json::kObject) return nullptr;
  if (const JsonNode* exact = object->find(key)) return exact;
  for (const JsonMember& member : object->members) {
    if (same(member.key, key)) return member.value;
  }
  return nullptr;
}

std::string text_of(const JsonNode* object, std::string_view key) {
  const JsonNode* found = find_any_case(object, key);
  return found != nullptr && found->kind == Json::kString ? std::string(found->text) : "";
}

class Deeper {
 public:
  explicit Deeper(int& depth) : depth_(depth) { ++depth_; }
  ~Deeper() { --depth_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;

 private:
  int& depth_;
};

// The loop over a property's items; anything else called `copy` is a property of that name.
bool is_copy_loop(const JsonMember& member) {
  return member.key == "copy" && member.value->kind == Json::kArray &&
         std::any_of(member.value->items.begin(), member.value->items.end(), [](const JsonNode* one) { return find_any_case(one, "input") != nullptr || find_any_case(one, "count") != nullptr; });
}

}  // namespace

std::optional<bool> Resolver::truth(const RawNode& node) const {
  if (node.kind == Kind::kBool) return node.boolean;
  if (node.kind == Kind::kString && same(node.text, "true")) return true;
  if (node.kind == Kind::kString && same(node.text, "false")) return false;
  return std::nullopt;
}

std::optional<std::string> Resolver::symbol(const RawNode& node) const {
  if (node.sensitive) return std::nullopt;  // symbols are printed
  if (const auto known = scalar(node)) return known;
  const auto found = symbols_.find(&node);
  return found == symbols_.end() ? std::nullopt : std::optional<std::string>(found->second);
}

bool Resolver::begins_with_a_parameter(const RawNode& node) const {
  const auto found = symbols_.find(&node);
  return node.kind == Kind::kUnknown && node.reference != nullptr && node.reference->targets.empty() && found != symbols_.end() && found->second.starts_with("{parameters('");
}

std::optional<int64_t> Resolver::number(const RawNode& node) const {
  if (node.kind != Kind::kNumber && node.kind != Kind::kString) return std::nullopt;
  int64_t value = 0;
  const char* end = node.text.data() + node.text.size();
  const auto read = std::from_chars(node.text.data(), end, value);
  return read.ec == std::errc() && read.ptr == end ? std::optional<int64_t>(value) : std::nullopt;
}

void Resolver::add_symbolic(const Template& of, std::string_view symbolic, const RawResource& resource) { symbolic_[{&of, lower(symbolic)}] = &resource; }

RawNode* Resolver::make(const RawResource& resource, const JsonNode& json, const Scope& scope) {
  nodes_.make_for(resource);
  return make(json, scope);
}

RawNode* Resolver::look(const JsonNode& json, const Scope& scope) {
  nodes_.make_for_nobody();
  return make(json, scope);
}

RawNode* Resolver::make(const JsonNode& json, const Scope& scope) {
  const Deeper deeper(depth_);
  if (depth_ > kMaxDepth || ++made_ > kMaxValues) return malformed(json.offset, "an expression that is too deep");
  switch (json.kind) {
    case Json::kNull: return nodes_.absent(json.offset);
    case Json::kBool: return boolean(json.boolean, json.offset, Written::kLiteral);
    case Json::kNumber: {
      RawNode* node = nodes_.blank(Kind::kNumber, json.offset, Written::kLiteral);
      node->text = json.text;
      return node;
    }
    case Json::kString: return make_text(json, scope);
    case Json::kObject: return make_object(json, scope);
    case Json::kArray: break;
  }
  RawNode* node = nodes_.blank(Kind::kList, json.offset, Written::kLiteral);
  for (const JsonNode* item : json.items) {
    RawNode* value = make(*item, scope);
    NodeMaker::append(*node, value);
  }
  return node;
}

RawNode* Resolver::make_text(const JsonNode& json, const Scope& scope) {
  if (!is_expression(json.text)) {
    RawNode* node = nodes_.blank(Kind::kString, json.offset, Written::kLiteral);
    node->text = json.text.starts_with("[[") ? json.text.substr(1) : json.text;  // a doubled bracket stands for itself
    return node;
  }
  const std::optional<Expression> expression = parse_expression(json.text);
  if (!expression) return malformed(json.offset, std::string(json.text));
  return evaluate(*expression, json.offset, scope);
}

RawNode* Resolver::make_object(const JsonNode& json, const Scope& scope) {
  RawNode* node = nodes_.object(json.offset);
  for (const JsonMember& member : json.members) {
    if (is_copy_loop(member)) {
      if (!add_copies(*node, *member.value, scope)) return malformed(json.offset, "a copy without a literal name and an input");
      continue;
    }
    std::string_view key = member.key;
    if (is_expression(key)) {
      const std::optional<Expression> expression = parse_expression(key);
      const std::optional<std::string> known = expression ? scalar(*evaluate(*expression, member.value->offset, scope)) : std::nullopt;
      if (!known) return malformed(json.offset, std::string(key));
      key = source_.texts.emplace_back(*known);
    }
    NodeMaker::attach(*node, key, make(*member.value, scope));
  }
  return node;
}

bool Resolver::add_copies(RawNode& object, const JsonNode& copies, const Scope& scope) {
  for (const JsonNode* copy : copies.items) {
    const JsonNode* name = find_any_case(copy, "name");
    const JsonNode* input = find_any_case(copy, "input");
    if (name == nullptr || name->kind != Json::kString || is_expression(name->text) || input == nullptr) return false;
    NodeMaker::attach(object, name->text, turns(*copy, *input, name->text, scope));
  }
  return true;
}

RawNode* Resolver::turns(const JsonNode& copy, const JsonNode& input, std::string_view loop, const Scope& scope) {
  const JsonNode* count = find_any_case(&copy, "count");
  RawNode* times = count == nullptr ? nullptr : make(*count, scope);
  const std::optional<int64_t> known = times == nullptr ? std::nullopt : number(*times);
  if (!known || *known < 0 || *known > kMaxTurns) return composed(copy.offset, "copy " + std::string(loop), times == nullptr ? std::vector<RawNode*>{} : std::vector<RawNode*>{times});
  RawNode* list = nodes_.blank(Kind::kList, copy.offset, Written::kLiteral);
  Scope inside = scope;
  inside.loop = lower(loop);
  for (int64_t i = 0; i < *known && !exhausted(); ++i) {
    inside.loops[inside.loop] = i;
    NodeMaker::append(*list, make(input, inside));
  }
  return list;
}

RawNode* Resolver::evaluate(const Expression& expression, uint32_t offset, const Scope& scope) {
  const Deeper deeper(depth_);
  if (depth_ > kMaxDepth || ++made_ > kMaxValues) return malformed(offset, "an expression that is too deep");
  switch (expression.kind) {
    case Expression::Kind::kText: return nodes_.text(expression.text, offset, Written::kLiteral, false);
    case Expression::Kind::kNumber: {
      RawNode* node = nodes_.text(expression.text, offset, Written::kLiteral, false);
      node->kind = Kind::kNumber;
      return node;
    }
    case Expression::Kind::kCall: return call(expression, offset, scope);
    case Expression::Kind::kProperty: return property(expression, offset, scope);
    case Expression::Kind::kIndex: break;
  }
  RawNode* value = evaluate(expression.parts[0], offset, scope);
  return element(value, evaluate(expression.parts[1], offset, scope), expression.lenient, offset);
}

RawNode* Resolver::property(const Expression& expression, uint32_t offset, const Scope& scope) {
  return step(evaluate(expression.parts[0], offset, scope), expression.text, expression.lenient, offset);
}

RawNode* Resolver::step(RawNode* value, std::string_view key, bool lenient, uint32_t offset) {
  if (value->kind == Kind::kObject) {
    for (const auto& [name, member] : value->members) {
      if (same(name, key)) return const_cast<RawNode*>(member);  // made above, by us
    }
  }
  if (lenient && (value->kind == Kind::kObject || value->kind == Kind::kAbsent)) return nodes_.absent(offset);
  if (value->kind != Kind::kUnknown) return malformed(offset, "." + std::string(key));
  RawNode* node = composed(offset, "." + std::string(key), {value});
  const std::optional<std::string> whole = symbol(*value);
  return whole ? symbolic(node, "{" + *whole + "." + lower(key) + "}") : node;
}

RawNode* Resolver::element(RawNode* value, RawNode* index, bool lenient, uint32_t offset) {
  const std::optional<std::string> key = scalar(*index);
  if (!key || value->kind == Kind::kUnknown) {
    RawNode* node = composed(offset, "[]", {value, index});
    const std::optional<std::string> whole = symbol(*value), place = symbol(*index);
    return whole && place ? symbolic(node, "{" + *whole + "[" + *place + "]}") : node;
  }
  const std::optional<int64_t> at = number(*index);
  if (value->kind != Kind::kList || !at) return step(value, *key, lenient, offset);
  if (*at >= 0 && *at < static_cast<int64_t>(value->items.size())) return const_cast<RawNode*>(value->items[static_cast<size_t>(*at)]);  // made above, by us
  return lenient ? nodes_.absent(offset) : malformed(offset, "[" + *key + "]");
}

RawNode* Resolver::parameter(std::string_view name, uint32_t offset, const Scope& scope) {
  const std::string key = "p:" + lower(name);
  Template& names = *scope.names;
  const auto known = names.made.find(key);
  if (known == names.made.end()) {
    names.made[key] = nullptr;
    const JsonNode* declared = find_any_case(find_any_case(names.root, "parameters"), name);
    names.made[key] = make_parameter(lower(name), name, declared, offset, scope);
  } else if (known->second == nullptr) {
    return malformed(offset, "parameters('" + std::string(name) + "') that names itself");
  }
  return copy_of(*names.made[key], offset);
}

RawNode* Resolver::make_parameter(const std::string& key, std::string_view name, const JsonNode* declared, uint32_t offset, const Scope& scope) {
  const Template& names = *scope.names;
  const std::string type = lower(text_of(declared, "type"));
  const bool secret = type.starts_with("secure");
  RawNode* value = nullptr;
  if (const auto passed = names.passed.find(key); passed != names.passed.end()) {
    if (passed->second.first == nullptr) return nodes_.unknown(offset, {.expression = "a secret of a vault", .written = Written::kSecret, .sensitive = true});
    value = make(*passed->second.first, *passed->second.second);
  } else if (names.given != nullptr && names.given->count(std::string(name)) > 0) {
    value = given_value(names.given->at(std::string(name)), type, offset);
  } else if (const JsonNode* standard = find_any_case(declared, "defaultValue")) {
    value = make(*standard, {scope.names, {}, ""});
  }
  if (value == nullptr || value->kind == Kind::kUnknown) {
    UnknownValue what = value == nullptr ? UnknownValue{} : composed_of({value});
    what.complete = value == nullptr || what.complete;
    if (value == nullptr || what.expression.empty()) what.expression = "parameters('" + std::string(name) + "')";
    what.written = secret ? Written::kSecret : heavier(what.written, Written::kParameter);
    what.sensitive = what.sensitive || secret;
    if (value != nullptr && value->reference != nullptr) {
      what.exact = value->reference->exact;
      what.attribute = value->reference->attribute;
    }
    RawNode* node = nodes_.unknown(offset, std::move(what));
    return symbolic(node, value != nullptr && symbol(*value) ? *symbol(*value) : "{parameters('" + lower(name) + "')}");
  }
  mark(*value, Written::kParameter, secret);
  return value;
}

RawNode* Resolver::given_value(const std::string& text, const std::string& type, uint32_t offset) {
  if (type == "bool" && (same(text, "true") || same(text, "false"))) return boolean(same(text, "true"), offset, Written::kParameter);
  RawNode* node = nodes_.text(text, offset, Written::kParameter, false);
  if (type == "int" && number(*node)) node->kind = Kind::kNumber;
  if (type != "array" && type != "object" && type != "secureobject") return node;
  Result<std::shared_ptr<const JsonDocument>> json = parse_json(std::make_shared<const Source>("--template-param", text));
  if (!json) return malformed(offset, "a value given as JSON");
  source_.within.push_back(*json);
  return make((*json)->root(), {&nothing_, {}, ""});
}

RawNode* Resolver::variable(std::string_view name, uint32_t offset, const Scope& scope) {
  const std::string key = "v:" + lower(name);
  Template& names = *scope.names;
  const auto known = names.made.find(key);
  if (known == names.made.end()) {
    names.made[key] = nullptr;
    const JsonNode* all = find_any_case(names.root, "variables");
    const JsonNode* written = find_any_case(all, name);
    const Scope outside{scope.names, {}, ""};
    RawNode* value = nullptr;
    if (written != nullptr) {
      value = make(*written, outside);
    } else if (const JsonNode* copies = find_any_case(all, "copy"); copies != nullptr && copies->kind == Json::kArray) {
      for (const JsonNode* copy : copies->items) {
        const JsonNode* input = find_any_case(copy, "input");
        if (same(text_of(copy, "name"), name) && input != nullptr) value = turns(*copy, *input, name, outside);
      }
    }
    names.made[key] = value != nullptr ? value : malformed(offset, "variables('" + std::string(name) + "')");
  } else if (known->second == nullptr) {
    return malformed(offset, "variables('" + std::string(name) + "') that names itself");
  }
  return copy_of(*names.made[key], offset);
}

// A value stands at one place: what is used again is made again.
RawNode* Resolver::copy_of(const RawNode& node, uint32_t offset) {
  ++made_;
  RawNode* copy = nodes_.blank(node.kind, offset, node.written);
  copy->boolean = node.boolean;
  copy->sensitive = node.sensitive;
  copy->keys_configured_known = node.keys_configured_known;
  copy->configured = node.configured;
  copy->why = node.why;
  copy->text = node.text;
  copy->reference = node.reference;
  if (const auto found = symbols_.find(&node); found != symbols_.end()) symbols_[copy] = found->second;
  if (exhausted()) return copy;
  for (const RawNode* item : node.items) NodeMaker::append(*copy, copy_of(*item, offset));
  for (const auto& [key, member] : node.members) NodeMaker::attach(*copy, key, copy_of(*member, offset));
  return copy;
}

void Resolver::mark(RawNode& node, Written written, bool sensitive) {
  node.written = heavier(sensitive ? Written::kSecret : written, node.written);
  node.sensitive = node.sensitive || sensitive;
  for (const RawNode* item : node.items) mark(*const_cast<RawNode*>(item), written, sensitive);  // made above, by us
  for (const auto& [key, member] : node.members) mark(*const_cast<RawNode*>(member), written, sensitive);
}

RawNode* Resolver::symbolic(RawNode* node, std::string text) {
  if (node->kind == Kind::kUnknown) symbols_[node] = std::move(text);
  return node;
}

RawNode* Resolver::integer(int64_t value, uint32_t offset, Written written) {
  RawNode* node = nodes_.text(std::to_string(value), offset, written, false);
  node->kind = Kind::kNumber;
  return node;
}

RawNode* Resolver::boolean(bool value, uint32_t offset, Written written) {
  RawNode* node = nodes_.blank(Kind::kBool, offset, written);
  node->boolean = value;
  return node;
}

RawNode* Resolver::composed(uint32_t offset, const std::string& function, const std::vector<RawNode*>& parts) {
  UnknownValue what = composed_of(parts);
  if (what.expression.empty()) what.expression = function;
  return nodes_.unknown(offset, std::move(what));
}

RawNode* Resolver::malformed(uint32_t offset, const std::string& function) {
  ++not_resolved_[function];
  return nodes_.unknown(offset, {.expression = function});
}

std::optional<bool> Resolver::same_value(const RawNode& a, const RawNode& b) const {
  if (a.kind == Kind::kUnknown || b.kind == Kind::kUnknown) {
    const auto x = symbol(a), y = symbol(b);
    return x && y && *x == *y && a.kind == b.kind ? std::optional<bool>(true) : std::nullopt;
  }
  if (a.kind != b.kind) return false;
  if (scalar(a)) return scalar(a) == scalar(b);
  if (a.items.size() != b.items.size() || a.members.size() != b.members.size()) return false;
  bool all = true;
  for (size_t i = 0; i < a.items.size(); ++i) {
    const std::optional<bool> one = same_value(*a.items[i], *b.items[i]);
    if (one && !*one) return false;
    all = all && one.has_value();
  }
  for (const auto& [key, member] : a.members) {
    const RawNode* other = b.find(key);
    const std::optional<bool> one = other == nullptr ? std::optional<bool>(false) : same_value(*member, *other);
    if (one && !*one) return false;
    all = all && one.has_value();
  }
  return all ? std::optional<bool>(true) : std::nullopt;
}

}  // namespace sekisho::adapters::azure
