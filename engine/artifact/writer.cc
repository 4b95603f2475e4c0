// write: words and types are numbered as they come; bodies are put into a section of their own. Numbers are seven bits a byte, low bits
// first; signed ones zigzag.
#include <unordered_map>

#include "engine/artifact/artifact.h"
#include "engine/artifact/fields.h"

namespace sekisho::artifact {
namespace {

void append_number(std::string& out, size_t number) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(number >> shift & 0xFF);
}

class Writer {
 public:
  Writer(const Program& program, const std::vector<SourcePtr>& sources);

  // REQUIRES: called once. False in `storable` afterwards: something cannot be kept.
  std::string take(const Program& checked, const Particulars& particulars);
  bool storable() const { return storable_; }

  template <typename Integer>
  void number(Integer value) {
    if constexpr (std::is_signed_v<Integer>) unsigned_number(static_cast<uint64_t>(value) << 1 ^ static_cast<uint64_t>(int64_t{value} >> 63));
    else unsigned_number(value);
  }
  void index(int value, bool) { number(value); }
  void attribute(const EntityType*, uint32_t position) { number(position); }
  void flag(bool value) { *out_ += static_cast<char>(value); }
  template <typename Enum>
  void choice(Enum value, Enum) { number(static_cast<uint32_t>(value)); }
  void word(const std::string& text);
  template <typename Member, typename Each>
  void list(std::vector<Member>& members, Each each) {
    number(static_cast<uint32_t>(members.size()));
    for (Member& member : members) each(member);
  }
  void tree(ExpressionPtr& expression);
  void type(const Type& type) { number(type_number(type)); }
  void span(const Span& span);
  void value(const Value& value);
  void pattern(const std::shared_ptr<const Pattern>& pattern) { word(pattern->text()); }
  void entity(const EntityType* entity) { pointer(entities_, entity); }
  void enumeration(const EnumType* enumeration) { pointer(enums_, enumeration); }
  void record(const RecordType* record) { pointer(records_, record); }
  void element(const std::shared_ptr<const Type>& element) { number(element == nullptr ? 0 : type_number(*element) + 1); }
  void reach(const std::shared_ptr<const Reach>& reach);
  template <typename Member>
  void late(LateList<Member>& part) { late_list(part.edit()); }
  void late(LateExpression& part) { late_tree(part.edit()); }

 private:
  void unsigned_number(uint64_t value);
  uint32_t type_number(const Type& type);
  void members(const Value::Members& members);
  template <typename Member>
  void late_list(std::vector<Member>& members);
  void late_tree(ExpressionPtr& expression);
  template <typename Body>
  void body(Body write);
  template <typename Declared>
  void pointer(const std::unordered_map<const Declared*, uint32_t>& numbers, const Declared* declared) {
    const auto found = numbers.find(declared);
    if (declared != nullptr && found == numbers.end()) storable_ = false;
    number(found == numbers.end() ? 0U : found->second + 1);
  }

  const std::vector<SourcePtr>& sources_;
  std::unordered_map<const Source*, uint32_t> source_numbers_;
  std::unordered_map<const EntityType*, uint32_t> entities_;
  std::unordered_map<const EnumType*, uint32_t> enums_;
  std::unordered_map<const RecordType*, uint32_t> records_;
  std::unordered_map<std::string, uint32_t> words_, types_;   // a type by its bytes
  std::string word_ends_, word_bytes_, type_ends_, type_bytes_, head_, bodies_ = std::string(1, '\0');  // no body begins at 0
  std::string* out_ = &head_;
  bool storable_ = true;
};

Writer::Writer(const Program& program, const std::vector<SourcePtr>& sources) : sources_(sources) {
  for (const SourcePtr& source : sources) source_numbers_.emplace(source.get(), static_cast<uint32_t>(source_numbers_.size()));
  for (const auto& entity : program.entities) entities_.emplace(entity.get(), static_cast<uint32_t>(entities_.size()));
  for (const auto& enumeration : program.enums) enums_.emplace(enumeration.get(), static_cast<uint32_t>(enums_.size()));
  for (const auto& record : program.records) records_.emplace(record.get(), static_cast<uint32_t>(records_.size()));
}

std::string Writer::take(const Program& checked, const Particulars& particulars) {
  // Fields are given for reading and writing alike, so they take what they could change; here nothing does.
  Program& program = const_cast<Program&>(checked);
  storable_ = storable_ && program.tests.empty() && source_numbers_.size() == sources_.size();
  number(static_cast<uint32_t>(sources_.size()));
  for (const SourcePtr& source : sources_) word(source->name());
  number(static_cast<uint32_t>(program.sources.size()));
  for (const SourcePtr& source : program.sources) span({source, 0, 0});
  word(particulars.policy_digest);
  number(static_cast<uint32_t>(particulars.maps_digests.size()));
  for (const auto& [adapter, digest] : particulars.maps_digests) {
    word(adapter);
    word(digest);
  }
  number(static_cast<uint32_t>(particulars.control_titles.size()));
  for (const auto& [control, title] : particulars.control_titles) {
    word(control);
    word(title.en);
    word(title.ja);
  }
  std::vector<Diagnostic> warnings = particulars.warnings;
  list(warnings, [&](Diagnostic& warning) { fields(*this, warning); });
  for (size_t count : {program.enums.size(), program.records.size(), program.entities.size()}) number(static_cast<uint32_t>(count));
  for (const auto& enumeration : program.enums) fields(*this, *enumeration);
  for (const auto& record : program.records) fields(*this, *record);
  for (const auto& entity : program.entities) fields(*this, *entity);
  for (size_t count : {program.parameters.size(), program.defines.size()}) number(static_cast<uint32_t>(count));
  for (Parameter& parameter : program.parameters) fields(*this, parameter);
  for (Define& define : program.defines) fields(*this, define);
  list(program.rules, [&](Rule& rule) { fields(*this, rule); });
  list(program.maps, [&](Map& map) { fields(*this, map); });

  std::string content;
  for (const std::string* section : {&word_ends_, &word_bytes_, &type_ends_, &type_bytes_, &head_, &bodies_}) {
    append_number(content, section->size());
    content += *section;
  }
  return content;
}

void Writer::unsigned_number(uint64_t value) {
  for (; value >= 0x80; value >>= 7) *out_ += static_cast<char>(value | 0x80);
  *out_ += static_cast<char>(value);
}

void Writer::word(const std::string& text) {
  const auto [at, is_new] = words_.emplace(text, static_cast<uint32_t>(words_.size()));
  if (is_new) {
    word_bytes_ += text;
    append_number(word_ends_, word_bytes_.size());
  }
  number(at->second);
}

uint32_t Writer::type_number(const Type& type) {
  // Its element is numbered on the way, so it stands before it.
  std::string bytes;
  std::string* const before = std::exchange(out_, &bytes);
  fields(*this, const_cast<Type&>(type));
  out_ = before;
  const auto [at, is_new] = types_.emplace(bytes, static_cast<uint32_t>(types_.size()));
  if (is_new) {
    type_bytes_ += bytes;
    append_number(type_ends_, type_bytes_.size());
  }
  return at->second;
}

void Writer::span(const Span& span) {
  if (span.source == nullptr) return number(0U);
  const auto found = source_numbers_.find(span.source.get());
  if (found == source_numbers_.end()) {
    storable_ = false;
    return number(0U);
  }
  number(found->second + 1);
  number(span.begin);
  number(int64_t{span.end} - int64_t{span.begin});
}

void Writer::tree(ExpressionPtr& expression) {
  flag(expression != nullptr);
  if (expression != nullptr) fields(*this, *expression);
}

void Writer::reach(const std::shared_ptr<const Reach>& reach) {
  flag(reach != nullptr);
  if (reach != nullptr) fields(*this, const_cast<Reach&>(*reach));
}

template <typename Body>
void Writer::body(Body write) {
  std::string bytes;
  std::string* const before = std::exchange(out_, &bytes);
  write();
  out_ = before;
  number(static_cast<uint32_t>(bodies_.size()));
  bodies_ += bytes;
}

template <typename Member>
void Writer::late_list(std::vector<Member>& members) {
  if (members.empty()) return number(0U);
  body([&] { list(members, [&](Member& member) { fields(*this, member); }); });
}

void Writer::late_tree(ExpressionPtr& expression) {
  if (expression == nullptr) return number(0U);
  body([&] { fields(*this, *expression); });
}

void Writer::members(const Value::Members& members) {
  number(static_cast<uint32_t>(members.size()));
  for (const Value::Member& member : members) {
    storable_ = storable_ && member.doubt == nullptr;
    value(member.value);
    choice(member.presence, Presence::kOpen);
  }
}

void Writer::value(const Value& value) {
  choice(value.kind(), ValueKind::kPattern);
  switch (value.kind()) {
    case ValueKind::kAbsent: break;
    case ValueKind::kUnknown:
      number(static_cast<uint32_t>(value.reasons().size()));
      for (const ReasonPtr& reason : value.reasons()) {
        storable_ = storable_ && !reason->place;
        choice(reason->code, ReasonCode::kMasked);
        word(reason->text);
      }
      break;
    case ValueKind::kBool: flag(value.as_bool()); break;
    case ValueKind::kInt:
    case ValueKind::kDuration:
    case ValueKind::kDate:
    case ValueKind::kTimestamp: number(value.as_int()); break;
    case ValueKind::kDecimal:
      number(value.as_decimal().digits);
      number(value.as_decimal().exponent);
      break;
    case ValueKind::kText:
    case ValueKind::kVersion: word(value.as_text()); break;
    case ValueKind::kEnum:
      word(value.as_text());
      number(value.ordinal());
      break;
    case ValueKind::kPeriod:
      number(value.as_period().months);
      number(value.as_period().days);
      break;
    case ValueKind::kIp:
    case ValueKind::kCidr:
      flag(value.as_network().v6);
      out_->append(reinterpret_cast<const char*>(value.as_network().bytes), 16);
      number(uint32_t{value.as_network().prefix});
      break;
    case ValueKind::kRecord:
      number(static_cast<uint32_t>(value.fields().size()));
      for (const Value::Field& field : value.fields()) {
        word(field.name);
        this->value(field.value);
      }
      break;
    case ValueKind::kList:
    case ValueKind::kSet: members(value.members()); break;
    case ValueKind::kDict:
      flag(value.dict_open());
      number(static_cast<uint32_t>(value.entries().size()));
      for (const Value::Entry& entry : value.entries()) {
        word(entry.key);
        this->value(entry.value);
        choice(entry.presence, Presence::kOpen);
      }
      break;
    case ValueKind::kReference:
    case ValueKind::kRow:
    case ValueKind::kRaw:
    case ValueKind::kFile:
    case ValueKind::kPattern: storable_ = false; break;   // no literals
  }
}

}  // namespace

std::optional<std::string> write(const Program& program, const Particulars& particulars, const std::vector<SourcePtr>& sources) {
  Writer writer(program, sources);
  std::string content = writer.take(program, particulars);
  if (!writer.storable()) return {};
  return content;
}

}  // namespace sekisho::artifact
