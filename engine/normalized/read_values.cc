// Values out of JSON, held against the types of this program's kinds: a value of another sort would stop the evaluator.
#include <algorithm>

#include "engine/base/check.h"
#include "engine/normalized/values.h"
#include "engine/value/literal.h"

namespace sekisho::normalized {
namespace {

const JsonNode* of_kind(const JsonNode* member, std::string_view key, JsonNode::Kind kind, Complaint& complaint) {
  if (member == nullptr || member->kind == kind) return member;
  complaint.at(*member, "`" + std::string(key) + "` is of another sort than it has to be");
  return nullptr;
}

const JsonNode* member_of(const JsonNode& object, std::string_view key, JsonNode::Kind kind, Complaint& complaint) {
  const JsonNode* found = object.find(key);
  if (found == nullptr) complaint.at(object, "`" + std::string(key) + "` is missing");
  return of_kind(found, key, kind, complaint);
}

std::optional<ReasonCode> code_of(std::string_view word) {
  for (int i = 0; i < static_cast<int>(ReasonCode::kMasked); ++i) {   // which is never written
    const auto code = static_cast<ReasonCode>(i);
    if (to_string(code) == word) return code;
  }
  return std::nullopt;
}

// The member that a value of this type has; null: such a type has none.
const char* word_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::kBool: return "bool";
    case TypeKind::kInt: return "int";
    case TypeKind::kDecimal: return "decimal";
    case TypeKind::kText: return "text";
    case TypeKind::kDuration: return "seconds";
    case TypeKind::kDate: return "date";
    case TypeKind::kPeriod: return "period";
    case TypeKind::kTimestamp: return "timestamp";
    case TypeKind::kIp: return "ip";
    case TypeKind::kCidr: return "cidr";
    case TypeKind::kVersion: return "version";
    case TypeKind::kFile: return "file";
    case TypeKind::kEnum: return "enum";
    case TypeKind::kRecord: return "record";
    case TypeKind::kList: return "list";
    case TypeKind::kSet: return "set";
    case TypeKind::kDict: return "dict";
    case TypeKind::kReference:
    case TypeKind::kOwner: return "ref";
    case TypeKind::kError: case TypeKind::kAbsent: case TypeKind::kAny: case TypeKind::kRow: case TypeKind::kRaw: break;
  }
  return nullptr;
}

// As parse_int(), of which nearly every place has one.
std::optional<int64_t> whole_number(std::string_view text) {
  constexpr size_t kAnyDigits = 18;   // always fit
  if (text.empty() || text.size() > kAnyDigits || (text.size() > 1 && text.front() == '0')) return parse_int(text);
  int64_t number = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return parse_int(text);
    number = number * 10 + (digit - '0');
  }
  return number;
}

template <class T, class Make>
std::optional<Value> made(const std::optional<T>& parsed, const Make& make) {
  return parsed ? std::optional<Value>(make(*parsed)) : std::nullopt;
}

// Of the sorts that one text holds.
std::optional<Value> scalar(std::string_view text, const Type& type) {
  switch (type.kind) {
    case TypeKind::kDecimal: return made(parse_decimal(text), Value::decimal);
    case TypeKind::kText: return Value::text(std::string(text));
    case TypeKind::kDate: return made(parse_date(text), Value::date);
    case TypeKind::kTimestamp: return made(parse_timestamp(text), Value::timestamp);
    case TypeKind::kIp: return made(parse_ip(text), Value::ip);
    case TypeKind::kCidr: return made(parse_cidr(text), Value::cidr);
    case TypeKind::kVersion: return Value::version(std::string(text));
    case TypeKind::kEnum: {
      const int ordinal = type.enumeration->ordinal(text);
      return ordinal < 0 ? std::nullopt : std::optional<Value>(Value::enumerator(std::string(text), ordinal));
    }
    default: return std::nullopt;
  }
}

}  // namespace

std::string_view view_of(const JsonNode& object, std::string_view key, Complaint& complaint) {
  const JsonNode* found = member_of(object, key, JsonNode::Kind::kString, complaint);
  return found == nullptr ? std::string_view() : found->text;
}

std::string text_of(const JsonNode& object, std::string_view key, Complaint& complaint) { return std::string(view_of(object, key, complaint)); }

std::optional<std::string> optional_text(const JsonNode& object, std::string_view key, Complaint& complaint) {
  const JsonNode* member = object.find(key);
  if (member == nullptr) return std::nullopt;
  const JsonNode* text = of_kind(member, key, JsonNode::Kind::kString, complaint);
  return std::string(text == nullptr ? std::string_view() : text->text);
}

std::string text_or_empty(const JsonNode& object, std::string_view key, Complaint& complaint) { return optional_text(object, key, complaint).value_or(""); }

uint32_t number_of(const JsonNode& object, std::string_view key, Complaint& complaint) {
  const JsonNode* found = member_of(object, key, JsonNode::Kind::kNumber, complaint);
  if (found == nullptr) return 0;
  const std::optional<int64_t> number = whole_number(found->text);
  if (number && *number >= 0 && *number < UINT32_MAX) return static_cast<uint32_t>(*number);
  complaint.at(*found, "`" + std::string(key) + "` is no whole number, or too large");
  return 0;
}

bool flag_of(const JsonNode& object, std::string_view key, Complaint& complaint) {
  const JsonNode* found = of_kind(object.find(key), key, JsonNode::Kind::kBool, complaint);
  return found != nullptr && found->boolean;
}

std::vector<std::string> texts_of(const JsonNode& object, std::string_view key, Complaint& complaint) {
  std::vector<std::string> texts;
  const JsonNode* found = of_kind(object.find(key), key, JsonNode::Kind::kArray, complaint);
  if (found == nullptr) return texts;
  for (const JsonNode* item : found->items) {
    if (item->kind == JsonNode::Kind::kString) texts.emplace_back(item->text);
    else complaint.at(*item, "an item of `" + std::string(key) + "` is no text");
  }
  return texts;
}

Value ValueReader::refuse(const JsonNode& json, std::string message) {
  complaint_.at(json, std::move(message));
  return Value::unknown(ReasonCode::kWrongShape, "the snapshot is damaged").with_places({});
}

std::optional<Place> ValueReader::read_place(const JsonNode& json) {
  Place place;
  const JsonNode* number = &json;
  if (json.kind == JsonNode::Kind::kObject) {
    place.note = text_or_empty(json, "note", complaint_);
    number = json.find("place");
    if (number == nullptr) return place;
  }
  const std::optional<int64_t> at = number->kind == JsonNode::Kind::kNumber ? whole_number(number->text) : std::nullopt;
  if (!at || *at < 0 || static_cast<size_t>(*at) >= nodes_.size()) {
    complaint_.at(*number, "no place of the snapshot has this number");
    return std::nullopt;
  }
  place.node = nodes_[static_cast<size_t>(*at)];
  return place;
}

Places ValueReader::read_places(const JsonNode& json) {
  const JsonNode* at = of_kind(json.find("at"), "at", JsonNode::Kind::kArray, complaint_);
  if (at == nullptr) return {};
  if (at->items.size() == 1) {
    std::optional<Place> only = read_place(*at->items.front());
    return only ? Places(std::move(*only)) : Places();
  }
  std::vector<Place> places;
  for (const JsonNode* item : at->items) {
    if (std::optional<Place> place = read_place(*item)) places.push_back(std::move(*place));
  }
  return places;
}

ReasonPtr ValueReader::read_reason(const JsonNode& json) {
  const std::string word = text_of(json, "code", complaint_);
  const std::optional<ReasonCode> code = code_of(word);
  if (!code) complaint_.at(json, "`" + word + "` is no reason");
  Reason reason{code.value_or(ReasonCode::kWrongShape), text_or_empty(json, "text", complaint_), std::nullopt};
  if (const JsonNode* at = json.find("at")) reason.place = read_place(*at);
  return std::make_shared<const Reason>(std::move(reason));
}

Presence ValueReader::read_presence(const JsonNode& json, ReasonPtr& doubt) {
  if (const JsonNode* why = json.find("doubt")) doubt = read_reason(*why);
  const std::optional<std::string> word = optional_text(json, "presence", complaint_);
  if (!word) return Presence::kSure;
  if (*word == "possible") return Presence::kPossible;
  if (*word != "open") complaint_.at(json, "`presence` is `possible` or `open`");
  return Presence::kOpen;
}

Value ValueReader::read_unknown(const JsonNode& reasons) {
  std::vector<ReasonPtr> read;
  for (const JsonNode* reason : reasons.items) read.push_back(read_reason(*reason));
  return read.empty() ? refuse(reasons, "`unknown` gives no reason") : Value::unknown(std::move(read));
}

Value ValueReader::read_record(const JsonNode& json, const Type& type) {
  Value::Fields fields;
  for (const Attribute& field : type.record->fields) {
    const JsonNode* part = json.find(field.name);
    fields.push_back({field.name, part != nullptr ? read(*part, field.type) : Value::unknown(ReasonCode::kNotMapped, "`" + field.name + "` is not in the snapshot").with_places({})});
  }
  return Value::record(std::move(fields));
}

Value ValueReader::read_list(const JsonNode& json, const Type& type) {
  Value::Members members;
  for (const JsonNode* item : json.items) {
    Value::Member member{read(*item, *type.element), Presence::kSure, nullptr};
    member.presence = read_presence(*item, member.doubt);
    members.push_back(std::move(member));
  }
  return type.kind == TypeKind::kSet ? Value::set(std::move(members)) : Value::list(std::move(members));
}

Value ValueReader::read_dict(const JsonNode& json, const Type& type) {
  Value::Entries entries;
  const JsonNode* dict = json.find("dict");
  for (const JsonNode* item : dict->items) {
    ReasonPtr doubt;
    Value::Entry entry{text_of(*item, "key", complaint_), read(*item, *type.element)};
    entry.presence = read_presence(*item, doubt);
    entries.push_back(std::move(entry));
  }
  return Value::dict(std::move(entries), flag_of(json, "open", complaint_));
}

Value ValueReader::read_reference(const JsonNode& json) {
  Reference reference;
  reference.kind = text_of(json, "kind", complaint_);
  reference.text = optional_text(json, "text", complaint_);
  reference.address = optional_text(json, "address", complaint_);
  const uint32_t source = number_of(json, "source", complaint_);
  if (source < sources_.size()) reference.source = sources_[source];
  else complaint_.at(json, "no source of the snapshot has this number");
  reference.candidates = texts_of(json, "candidates", complaint_);
  reference.complete = flag_of(json, "complete", complaint_);
  reference.via_owner = flag_of(json, "owner", complaint_);
  return Value::reference(std::move(reference));
}

Value ValueReader::read(const JsonNode& json, const Type& type) {
  if (json.kind != JsonNode::Kind::kObject) return refuse(json, "a value is an object");
  Places places = read_places(json);
  Value value = read_plain(json, type);
  return value.kind() == ValueKind::kRecord && places.empty() ? value : std::move(value).with_places(std::move(places));
}

Value ValueReader::read_plain(const JsonNode& json, const Type& type) {
  if (const JsonNode* reasons = json.find("unknown")) return read_unknown(*reasons);
  if (json.find("absent") != nullptr) return type.optional ? Value::absent() : refuse(json, "absent where a value of type " + to_string(type) + " is needed");
  const char* word = word_of(type.kind);
  const JsonNode* plain = word == nullptr ? nullptr : json.find(word);
  if (plain == nullptr) return refuse(json, "no value of type " + to_string(type.as_present()));
  using Kind = JsonNode::Kind;
  switch (type.kind) {
    case TypeKind::kBool:
      if (plain->kind == Kind::kBool) return Value::boolean(plain->boolean);
      break;
    case TypeKind::kInt:
    case TypeKind::kDuration:
      if (plain->kind == Kind::kNumber) {
        if (const std::optional<int64_t> number = whole_number(plain->text)) return type.kind == TypeKind::kInt ? Value::integer(*number) : Value::duration(*number);
      }
      break;
    case TypeKind::kPeriod: return Value::period({static_cast<int32_t>(number_of(*plain, "months", complaint_)), static_cast<int32_t>(number_of(*plain, "days", complaint_))});
    case TypeKind::kFile: return Value::file(text_of(*plain, "path", complaint_), text_of(*plain, "digest", complaint_), flag_of(*plain, "there", complaint_));
    case TypeKind::kRecord:
      if (plain->kind == Kind::kObject) return read_record(*plain, type);
      break;
    case TypeKind::kList:
    case TypeKind::kSet:
      if (plain->kind == Kind::kArray) return read_list(*plain, type);
      break;
    case TypeKind::kDict:
      if (plain->kind == Kind::kArray) return read_dict(json, type);
      break;
    case TypeKind::kReference:
    case TypeKind::kOwner: return read_reference(*plain);
    default:
      if (plain->kind != Kind::kString) break;
      if (std::optional<Value> value = scalar(plain->text, type)) return std::move(*value);
  }
  return refuse(*plain, "no value of type " + to_string(type.as_present()));
}

}  // namespace sekisho::normalized
