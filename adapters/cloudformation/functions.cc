// Intrinsic functions that choose and compose.
#include <charconv>
#include <utility>

#include "adapters/cloudformation/resolver.h"

namespace sekisho::adapters::cloudformation {
namespace {

using Json = JsonNode::Kind;
using Kind = RawNode::Kind;

}  // namespace

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
    if (!plain.empty()) parts.push_back(nodes_.text(std::exchange(plain, {}), json.offset, Written::kLiteral, false));
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
  RawNode* node = nodes_.blank(Kind::kList, json.offset, whole->written);
  for (size_t start = 0; start != std::string::npos;) {
    const size_t end = text->find(separator, start);
    RawNode* item = nodes_.text(text->substr(start, end == std::string::npos ? end : end - start), json.offset, whole->written, whole->sensitive);
    NodeMaker::append(*node, item);
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
  RawNode* node = nodes_.unknown(json.offset, {hangs->reference->targets, "", "Fn::If " + std::string(argument.items[0]->text), hangs->written, false, hangs->reference->complete, hangs->sensitive});
  // One way leaves it out.
  if (yes->kind == Kind::kAbsent || no->kind == Kind::kAbsent) node->configured = Configured::kNotTold;
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
