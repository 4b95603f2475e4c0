// Form: values of the right type, with places.
#include "engine/assess/statement/form.h"

#include <algorithm>
#include <charconv>

#include "engine/value/literal.h"
#include "sekisho/utf8.h"

namespace sekisho::form {
namespace {

using Kind = JsonNode::Kind;

constexpr char kWhatItHolds[] = "engine/assess/STATEMENT.md tells what it holds";
constexpr char32_t kIdeographicSpace = 0x3000;

bool is_space(char32_t value) { return value == ' ' || value == '\t' || value == '\n' || value == '\r' || value == kIdeographicSpace; }

bool turns_direction(char32_t value) {
  return value == 0x061C || value == 0x200E || value == 0x200F || (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
}

const char* name_of(Kind kind) {
  switch (kind) {
    case Kind::kNull: return "nothing";
    case Kind::kBool: return "a truth value";
    case Kind::kNumber: return "a number";
    case Kind::kString: return "a text";
    case Kind::kArray: return "a list";
    case Kind::kObject: return "a table";
  }
  return "nothing";
}

std::string code_point_name(char32_t value) {
  std::string digits(8, '0');
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), static_cast<uint32_t>(value), 16).ptr;
  digits.resize(static_cast<size_t>(end - digits.data()));
  std::transform(digits.begin(), digits.end(), digits.begin(), [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c; });
  return "U+" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

}  // namespace

std::string hostility(std::string_view text) {
  size_t units = 0;
  for (size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const bool control = (point.value < 0x20 && point.value != '\n' && point.value != '\t') || (point.value >= 0x7F && point.value < 0xA0);
    if (control) return "the control character " + code_point_name(point.value);
    if (turns_direction(point.value)) return "the mark " + code_point_name(point.value) + ", which turns the direction of writing";
    if (point.value == 0x2028 || point.value == 0x2029 || point.value == 0xFEFF || point.value >= 0xE0000) return "the invisible character " + code_point_name(point.value);
    units += point.value > 0xFFFF ? 2 : 1;
    at += point.length;
  }
  return units > kMaxStatementText ? std::to_string(units) + " characters, more than the " + std::to_string(kMaxStatementText) + " that a cell of a workbook holds" : "";
}

std::string tidy(std::string_view text) {
  std::string tidied;
  size_t end = 0;          // behind the last character that is no space
  bool begun = false;
  for (size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const bool line_end = point.value == '\r' || point.value == '\n';
    if (begun || !is_space(point.value)) {
      begun = true;
      if (line_end) tidied += '\n';
      else tidied.append(text, at, point.length);
      if (!is_space(point.value)) end = tidied.size();
    }
    at += point.length;
    if (point.value == '\r' && at < text.size() && text[at] == '\n') ++at;
  }
  tidied.resize(end);
  return tidied;
}

void Form::missing(const std::string& what, uint32_t at) { error("SK0823", at, "`" + what + "` has no value", kWhatItHolds); }

void Form::wrong_type(const std::string& what, const JsonNode& node, const std::string& expected) {
  const bool shown = (node.kind == Kind::kString || node.kind == Kind::kNumber) && node.text.size() <= 60;
  error("SK0822", node.offset, "`" + what + "` holds " + (shown ? "`" + harmless(node.text) + "`" : std::string(name_of(node.kind))) + ", expected " + expected, "");
}

uint32_t Form::place_of(const JsonMember& member) const {
  // Keys are plain words, so the nearest one before the value is this one.
  const size_t at = member.value->offset == 0 ? std::string::npos : source_->view().rfind(member.key, member.value->offset - 1);
  return at == std::string::npos ? member.value->offset : static_cast<uint32_t>(at);
}

void Form::table(const std::string& what, const JsonNode& node, const std::vector<Key>& keys) {
  if (node.kind == Kind::kNull) return;
  if (node.kind != Kind::kObject) return wrong_type(what, node, "a table of `key: value`");
  for (const JsonMember& member : node.members) {
    const auto known = std::find_if(keys.begin(), keys.end(), [&](const Key& key) { return key.name == member.key; });
    if (known == keys.end()) {
      std::vector<std::string> names;
      for (const Key& key : keys) names.push_back(key.name);
      const std::string near = nearest(member.key, names);
      std::string all;
      for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
      error("SK0821", place_of(member), "`" + what + "` has no key `" + harmless(member.key) + "`", near.empty() ? "keys are " + all : "did you mean `" + near + "`?");
    } else {
      known->take(*member.value, place_of(member));
    }
  }
  for (const Key& key : keys) {
    if (!key.required) continue;
    const auto member = std::find_if(node.members.begin(), node.members.end(), [&](const JsonMember& one) { return one.key == key.name; });
    if (member == node.members.end()) error("SK0823", node.offset, "`" + what + "` lacks `" + key.name + "`", kWhatItHolds);
    else if (member->value->kind == Kind::kNull) missing(key.name, place_of(*member));
  }
}

void Form::list(const std::string& what, const JsonNode& node, const std::function<void(const JsonNode& item)>& take) {
  if (node.kind == Kind::kNull) return;
  if (node.kind != Kind::kArray) return wrong_type(what, node, "a list");
  for (const JsonNode* item : node.items) take(*item);
}

void Form::text(const std::string& what, const JsonNode& node, PlacedText& into, bool required) {
  into.at = node.offset;
  if (node.kind == Kind::kNull) return;
  std::string value;
  if (node.kind == Kind::kString || node.kind == Kind::kNumber) value = tidy(node.text);
  else return wrong_type(what, node, "a text");
  if (const std::string why = hostility(value); !why.empty()) return error("SK0826", node.offset, "`" + what + "` holds " + why, "take it out");
  if (required && value.empty()) return missing(what, node.offset);
  into.given = !value.empty();
  into.value = std::move(value);
}

void Form::date(const std::string& what, const JsonNode& node, PlacedDate& into) {
  into.at = node.offset;
  if (node.kind == Kind::kNull) return;
  const std::optional<int32_t> day = node.kind == Kind::kString ? parse_date(node.text) : std::nullopt;
  if (!day) return wrong_type(what, node, "a date such as 2026-03-31");
  into.value = *day;
  into.given = true;
}

void Form::flag(const std::string& what, const JsonNode& node, PlacedFlag& into) {
  into.at = node.offset;
  if (node.kind == Kind::kNull) return;
  if (node.kind != Kind::kBool) return wrong_type(what, node, "true or false");
  into.value = node.boolean;
  into.given = true;
}

void Form::number(const std::string& what, const JsonNode& node, Placed<int64_t>& into) {
  into.at = node.offset;
  if (node.kind == Kind::kNull) return;
  const std::optional<int64_t> value = node.kind == Kind::kNumber ? parse_int(node.text) : std::nullopt;
  if (!value) return wrong_type(what, node, "a whole number");
  into.value = *value;
  into.given = true;
}

void Form::bilingual(const std::string& what, const JsonNode& node, StatementText& into, bool required) {
  into.at = node.offset;
  if (node.kind == Kind::kNull) return;
  if (node.kind != Kind::kObject) return text(what, node, into.ja, required);
  table(what, node, {text("ja", into.ja, required), text("en", into.en)});
}

Key Form::text(const std::string& key, PlacedText& into, bool required) {
  return {key, [this, key, &into, required](const JsonNode& node, uint32_t) { text(key, node, into, required); }, required};
}

Key Form::date(const std::string& key, PlacedDate& into, bool required) {
  return {key, [this, key, &into](const JsonNode& node, uint32_t) { date(key, node, into); }, required};
}

Key Form::flag(const std::string& key, PlacedFlag& into, bool required) {
  return {key, [this, key, &into](const JsonNode& node, uint32_t) { flag(key, node, into); }, required};
}

Key Form::bilingual(const std::string& key, StatementText& into, bool required) {
  return {key, [this, key, &into, required](const JsonNode& node, uint32_t) { bilingual(key, node, into, required); }, required};
}

}  // namespace sekisho::form
