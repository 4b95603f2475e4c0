// Template functions that work on texts, numbers, lists and objects.
#include <algorithm>

#include "adapters/azure/functions.h"
#include "adapters/azure/resource_id.h"

namespace sekisho::adapters::azure {
namespace {

using Kind = RawNode::Kind;

std::string upper(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return result;
}

std::string trimmed(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n");
  return start == std::string_view::npos ? "" : std::string(text.substr(start, text.find_last_not_of(" \t\r\n") - start + 1));
}

RawNode* own(const RawNode* node) { return const_cast<RawNode*>(node); }  // made by the resolver that asks

}  // namespace

RawNode* Resolver::concatenate(const Call& call) {
  if (call.arguments.size() == 1) return call.arguments[0];
  if (!call.arguments.empty() && std::all_of(call.arguments.begin(), call.arguments.end(), [](const RawNode* a) { return a->kind == Kind::kList; })) {
    RawNode* list = nodes_.blank(Kind::kList, call.offset, Written::kLiteral);
    for (const RawNode* argument : call.arguments) {
      for (const RawNode* item : argument->items) NodeMaker::append(*list, own(item));
    }
    return list;
  }
  return text_of_parts(call.offset, call.name, call.arguments);
}

RawNode* Resolver::text_of_parts(uint32_t offset, const std::string& name, const std::vector<RawNode*>& parts) {
  if (parts.size() == 1) return parts[0];
  std::string text;
  Written written = Written::kLiteral;
  bool known = true, nameable = true, sensitive = false;
  for (const RawNode* part : parts) {
    const std::optional<std::string> one = scalar(*part) ? scalar(*part) : symbol(*part);
    known = known && scalar(*part).has_value();
    nameable = nameable && symbol(*part).has_value();
    text += one.value_or("");
    written = heavier(written, part->written);
    sensitive = sensitive || part->sensitive;
  }
  if (known) return nodes_.text(std::move(text), offset, written, sensitive);
  RawNode* node = composed(offset, name, parts);
  return nameable ? symbolic(node, std::move(text)) : node;
}

RawNode* Resolver::format(const Call& call) {
  if (call.arguments.empty() || call[0].kind != Kind::kString) return composed(call.offset, call.name, call.arguments);
  std::vector<RawNode*> parts;
  std::string plain;
  const std::string_view pattern = call[0].text;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const bool doubled = i + 1 < pattern.size() && pattern[i + 1] == c;
    if ((c != '{' && c != '}') || doubled) {
      plain += c;
      i += doubled && (c == '{' || c == '}') ? 1 : 0;
      continue;
    }
    const size_t end = pattern.find('}', i);
    const std::string inside(pattern.substr(i + 1, end == std::string_view::npos ? 0 : end - i - 1));
    // A width or a number format is not worked out.
    if (c == '}' || inside.empty() || inside.size() > 3 || inside.find_first_not_of("0123456789") != std::string::npos) return composed(call.offset, call.name, call.arguments);
    const size_t which = std::stoul(inside) + 1;
    if (which >= call.arguments.size()) return malformed(call.offset, call.name);
    parts.push_back(nodes_.text(std::move(plain), call.offset, Written::kLiteral, false));
    plain.clear();
    parts.push_back(call.arguments[which]);
    i = end;
  }
  parts.push_back(nodes_.text(std::move(plain), call.offset, Written::kLiteral, false));
  return text_of_parts(call.offset, call.name, parts);
}

RawNode* Resolver::change_text(const Call& call) {
  if (!call.has(1, 1) || call[0].kind != Kind::kString) return composed(call.offset, call.name, call.arguments);
  const std::string text = call.name == "tolower" ? lower(call[0].text) : call.name == "toupper" ? upper(call[0].text) : trimmed(call[0].text);
  return nodes_.text(text, call.offset, call[0].written, call[0].sensitive);
}

RawNode* Resolver::replace(const Call& call) {
  if (!call.has(3, 3) || call.any_unknown() || call[1].text.empty()) return composed(call.offset, call.name, call.arguments);
  std::string text;
  std::string_view rest = call[0].text;
  for (size_t at = rest.find(call[1].text); at != std::string_view::npos; at = rest.find(call[1].text)) {
    text += std::string(rest.substr(0, at)) + std::string(call[2].text);
    rest.remove_prefix(at + call[1].text.size());
  }
  return nodes_.text(text + std::string(rest), call.offset, call[0].written, call[0].sensitive || call[2].sensitive);
}

RawNode* Resolver::split_text(const Call& call) {
  if (!call.has(2, 2) || call[0].kind != Kind::kString || call[1].kind != Kind::kString || call[1].text.size() != 1) return composed(call.offset, call.name, call.arguments);
  RawNode* list = nodes_.blank(Kind::kList, call.offset, call[0].written);
  for (std::string& piece : split(call[0].text, call[1].text.front())) NodeMaker::append(*list, nodes_.text(std::move(piece), call.offset, call[0].written, call[0].sensitive));
  return list;
}

RawNode* Resolver::join_list(const Call& call) {
  if (!call.has(2, 2) || call[0].kind != Kind::kList || call[1].kind != Kind::kString) return composed(call.offset, call.name, call.arguments);
  std::vector<RawNode*> parts = {nodes_.text("", call.offset, Written::kLiteral, false)};
  for (size_t i = 0; i < call[0].items.size(); ++i) {
    if (i > 0) parts.push_back(nodes_.text(std::string(call[1].text), call.offset, Written::kLiteral, false));
    parts.push_back(own(call[0].items[i]));
  }
  return text_of_parts(call.offset, call.name, parts);
}

// take(x, n), skip(x, n), substring(x, from[, n])
RawNode* Resolver::part(const Call& call) {
  const std::optional<int64_t> a = call.has(2, 3) ? number(call[1]) : std::nullopt, b = call.has(3, 3) ? number(call[2]) : std::nullopt;
  if (!a || (call.arguments.size() == 3 && !b) || (call[0].kind != Kind::kString && call[0].kind != Kind::kList)) return composed(call.offset, call.name, call.arguments);
  const bool is_text = call[0].kind == Kind::kString;
  const auto size = static_cast<int64_t>(is_text ? call[0].text.size() : call[0].items.size());
  const int64_t from = std::clamp<int64_t>(call.name == "take" ? 0 : *a, 0, size);
  const int64_t wanted = std::clamp<int64_t>(call.name == "take" ? *a : b.value_or(size), 0, size);
  const int64_t to = std::min(size, from + wanted);
  if (is_text) return nodes_.text(std::string(call[0].text.substr(static_cast<size_t>(from), static_cast<size_t>(to - from))), call.offset, call[0].written, call[0].sensitive);
  RawNode* list = nodes_.blank(Kind::kList, call.offset, call[0].written);
  for (int64_t i = from; i < to; ++i) NodeMaker::append(*list, own(call[0].items[static_cast<size_t>(i)]));
  return list;
}

RawNode* Resolver::end_of(const Call& call) {
  if (!call.has(1, 1) || call[0].kind == Kind::kUnknown) return composed(call.offset, call.name, call.arguments);
  const bool first = call.name == "first";
  if (call[0].kind == Kind::kList && !call[0].items.empty()) return own(first ? call[0].items.front() : call[0].items.back());
  if (call[0].kind == Kind::kString && !call[0].text.empty()) return nodes_.text(std::string(1, first ? call[0].text.front() : call[0].text.back()), call.offset, call[0].written, call[0].sensitive);
  return call[0].kind == Kind::kString ? call.arguments[0] : nodes_.absent(call.offset);
}

RawNode* Resolver::unite(const Call& call) {
  const auto all_are = [&](Kind kind) { return std::all_of(call.arguments.begin(), call.arguments.end(), [&](const RawNode* a) { return a->kind == kind; }); };
  if (call.arguments.empty()) return malformed(call.offset, call.name);
  if (all_are(Kind::kList)) {
    RawNode* list = nodes_.blank(Kind::kList, call.offset, Written::kLiteral);
    for (const RawNode* argument : call.arguments) {
      for (const RawNode* item : argument->items) {
        const bool there = std::any_of(list->items.begin(), list->items.end(), [&](const RawNode* other) { return same_value(*item, *other).value_or(false); });
        if (!there) NodeMaker::append(*list, own(item));
      }
    }
    return list;
  }
  if (!all_are(Kind::kObject)) return composed(call.offset, call.name, call.arguments);
  RawNode* object = nodes_.object(call.offset);
  for (const RawNode* argument : call.arguments) merge(*object, *argument);
  return object;
}

// What comes later wins; objects inside are merged.
void Resolver::merge(RawNode& into, const RawNode& from) {
  for (const auto& [key, member] : from.members) {
    const auto found = std::find_if(into.members.begin(), into.members.end(), [&, name = key](const auto& other) { return same(other.first, name); });
    if (found == into.members.end()) {
      NodeMaker::attach(into, key, own(member));
    } else if (found->second->kind == Kind::kObject && member->kind == Kind::kObject) {
      merge(*own(found->second), *member);
    } else {
      RawNode* node = own(member);
      node->parent = &into;
      node->key = found->first;
      found->second = node;
    }
  }
}

RawNode* Resolver::make_list(const Call& call) {
  if (call.name == "array" && call.has(1, 1) && (call[0].kind == Kind::kList || call[0].kind == Kind::kUnknown)) return call.arguments[0];
  RawNode* list = nodes_.blank(Kind::kList, call.offset, Written::kLiteral);
  for (RawNode* argument : call.arguments) NodeMaker::append(*list, argument);
  return list;
}

RawNode* Resolver::make_pairs(const Call& call) {
  if (call.arguments.size() % 2 != 0) return malformed(call.offset, call.name);
  RawNode* object = nodes_.object(call.offset);
  for (size_t i = 0; i < call.arguments.size(); i += 2) {
    const std::optional<std::string> key = scalar(call[i]);
    if (!key) return composed(call.offset, call.name, call.arguments);
    NodeMaker::attach(*object, source_.texts.emplace_back(*key), call.arguments[i + 1]);
  }
  return object;
}

RawNode* Resolver::try_get(const Call& call) {
  RawNode* value = call.arguments.empty() ? malformed(call.offset, call.name) : call.arguments[0];
  for (size_t i = 1; i < call.arguments.size(); ++i) value = element(value, call.arguments[i], true, call.offset);
  return value;
}

RawNode* Resolver::convert(const Call& call) {
  if (!call.has(1, 1) || call[0].kind == Kind::kUnknown) return composed(call.offset, call.name, call.arguments);
  const std::optional<std::string> text = scalar(call[0]);
  if (call.name == "base64") return call.arguments[0];  // its text is what is told
  if (call.name == "string" && text) return nodes_.text(*text, call.offset, call[0].written, call[0].sensitive);
  if (call.name == "bool" && truth(call[0])) return boolean(*truth(call[0]), call.offset, call[0].written);
  if (call.name == "int" && number(call[0])) return integer(*number(call[0]), call.offset, call[0].written);
  if (call.name == "json" && call[0].kind == Kind::kString) return given_value(*text, "object", call.offset);
  return composed(call.offset, call.name, call.arguments);
}

RawNode* Resolver::arithmetic(const Call& call) {
  if (!call.has(2, 2)) return malformed(call.offset, call.name);
  const std::optional<int64_t> a = number(call[0]), b = number(call[1]);
  if (!a || !b) return composed(call.offset, call.name, call.arguments);
  int64_t result = 0;
  bool wrong = false;
  if (call.name == "add") wrong = __builtin_add_overflow(*a, *b, &result);
  else if (call.name == "sub") wrong = __builtin_sub_overflow(*a, *b, &result);
  else if (call.name == "mul") wrong = __builtin_mul_overflow(*a, *b, &result);
  else if (*b == 0 || *b == -1) wrong = true;
  else result = call.name == "div" ? *a / *b : *a % *b;
  return wrong ? malformed(call.offset, call.name) : integer(result, call.offset, Written::kLiteral);
}

RawNode* Resolver::range(const Call& call) {
  if (!call.has(2, 2)) return malformed(call.offset, call.name);
  const std::optional<int64_t> from = number(call[0]), count = number(call[1]);
  int64_t end = 0;
  if (!from || !count || *count < 0 || *count > 10'000 || __builtin_add_overflow(*from, *count, &end)) return composed(call.offset, call.name, call.arguments);
  RawNode* list = nodes_.blank(Kind::kList, call.offset, Written::kLiteral);
  for (int64_t i = *from; i < end; ++i) NodeMaker::append(*list, integer(i, call.offset, Written::kLiteral));
  return list;
}

}  // namespace sekisho::adapters::azure
