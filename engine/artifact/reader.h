// Reader: the archive that puts fields into a program. Every number that is an index, a length or an enumerator is checked.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "engine/artifact/fields.h"
#include "engine/artifact/format.h"

namespace sekisho::artifact {

// Trees and types that are deeper are nobody's: the grammar stops at kMaxHeight (syntax/token.h), and the checker adds a conversion a level.
inline constexpr int kMaxDepth = 2500;

inline void expect(bool holds) {
  if (!holds) throw Malformed("malformed artifact");
}

inline uint32_t fixed_number(std::string_view bytes, size_t at) {
  uint32_t number = 0;
  for (int i = 3; i >= 0; --i) number = number << 8 | static_cast<unsigned char>(bytes[at + static_cast<size_t>(i)]);
  return number;
}

// Texts or types, each found by its number.
class Table {
 public:
  Table() = default;
  Table(std::string_view ends, std::string_view bytes) : ends_(ends), bytes_(bytes) { expect(ends.size() % 4 == 0); }
  uint32_t size() const { return static_cast<uint32_t>(ends_.size() / 4); }
  std::string_view operator[](uint32_t number) const {
    expect(number < size());
    const uint32_t begin = number == 0 ? 0 : fixed_number(ends_, 4 * size_t{number} - 4), end = fixed_number(ends_, 4 * size_t{number});
    expect(begin <= end && end <= bytes_.size());
    return bytes_.substr(begin, end - begin);
  }

 private:
  std::string_view ends_, bytes_;
};

// What bodies need as long as the program lives. Its readers are called under the lock of late parts, the rest before anybody else knows it.
class Library : public PartReader<ExpressionPtr>, public PartReader<std::vector<Clause>>, public PartReader<std::vector<TextPart>>,
                public PartReader<std::vector<Binder>>, public PartReader<std::vector<Identity>>, public PartReader<std::vector<MapItem>> {
 public:
  void read(uint32_t at, ExpressionPtr& part) const override;
  void read(uint32_t at, std::vector<Clause>& part) const override { read_list(at, part); }
  void read(uint32_t at, std::vector<TextPart>& part) const override { read_list(at, part); }
  void read(uint32_t at, std::vector<Binder>& part) const override { read_list(at, part); }
  void read(uint32_t at, std::vector<Identity>& part) const override { read_list(at, part); }
  void read(uint32_t at, std::vector<MapItem>& part) const override { read_list(at, part); }

  const std::shared_ptr<const Type>& type(uint32_t number) const;

  std::shared_ptr<const void> keep;
  std::vector<SourcePtr> sources;
  Table words, types;
  std::string_view bodies;
  std::vector<const EntityType*> entities;
  std::vector<const EnumType*> enums;
  std::vector<const RecordType*> records;
  uint32_t parameters = 0, defines = 0;
  mutable std::vector<std::shared_ptr<const Type>> read_types;   // as many as `types`; null: not read yet
  mutable int type_depth = 0;

 private:
  template <typename Member>
  void read_list(uint32_t at, std::vector<Member>& part) const;
};

// Expression::constant, of one whose operands are read.
void set_constant(Expression& e);

class Reader {
 public:
  Reader(const Library& library, std::string_view bytes) : library_(library), bytes_(bytes) {}

  template <typename Integer>
  void number(Integer& value) {
    const uint64_t bits = unsigned_number();
    int64_t wide = static_cast<int64_t>(bits);
    if constexpr (std::is_signed_v<Integer>) wide = static_cast<int64_t>(bits >> 1 ^ (~(bits & 1) + 1));
    value = static_cast<Integer>(wide);
    expect(static_cast<int64_t>(value) == wide && (std::is_signed_v<Integer> || wide >= 0));
  }
  uint32_t count() {
    uint32_t value = 0;
    number(value);
    return value;
  }
  void index(int& value, bool of_define) {
    number(value);
    expect(value >= 0 && static_cast<uint32_t>(value) < (of_define ? library_.defines : library_.parameters));
  }
  void attribute(const EntityType* entity, uint32_t& position) {
    number(position);
    expect(entity != nullptr && position < entity->attributes.size());
  }
  void flag(bool& value) {
    const unsigned char c = byte();
    expect(c <= 1);
    value = c == 1;
  }
  template <typename Enum>
  void choice(Enum& value, Enum last) {
    const uint32_t number = count();
    expect(number <= static_cast<uint32_t>(last));
    value = static_cast<Enum>(number);
  }
  void word(std::string& text) { text = library_.words[count()]; }
  template <typename Member, typename Each>
  void list(std::vector<Member>& members, Each each) {
    const uint32_t size = count();
    expect(size <= bytes_.size() - at_);   // no member is shorter than a byte
    members.reserve(std::min<size_t>(size, 1024));   // lest a wrong number take all memory
    for (uint32_t i = 0; i < size; ++i) each(members.emplace_back());
  }
  void tree(ExpressionPtr& expression) {
    bool there = false;
    flag(there);
    if (!there) return;
    expect(++depth_ < kMaxDepth);
    expression = std::make_unique<Expression>();
    fields(*this, *expression);
    set_constant(*expression);
    --depth_;
  }
  void type(Type& type) { type = *library_.type(count()); }
  void span(Span& span);
  void value(Value& value);
  void pattern(std::shared_ptr<const Pattern>& pattern) {
    std::string text;
    word(text);
    pattern = Pattern::later(std::move(text));
  }
  void entity(const EntityType*& entity) { pointer(library_.entities, entity); }
  void enumeration(const EnumType*& enumeration) { pointer(library_.enums, enumeration); }
  void record(const RecordType*& record) { pointer(library_.records, record); }
  void element(std::shared_ptr<const Type>& element) {
    const uint32_t number = count();
    expect(number <= type_number_);   // of a type that stands before this one: no type holds itself
    if (number > 0) element = library_.type(number - 1);
  }
  void reach(std::shared_ptr<const Reach>& reach) {
    bool there = false;
    flag(there);
    if (!there) return;
    auto made = std::make_shared<Reach>();
    fields(*this, *made);
    for (const auto& [kind, attributes] : made->attributes) expect(kind != nullptr);
    reach = std::move(made);
  }
  template <typename Member>
  void late(LateList<Member>& part) {
    if (const uint32_t at = body()) part = LateList<Member>(library_, at);
  }
  void late(LateExpression& part) {
    if (const uint32_t at = body()) part = LateExpression(library_, at);
  }
  void in_type(uint32_t number) { type_number_ = number; }

 private:

  unsigned char byte() {
    expect(at_ < bytes_.size());
    return static_cast<unsigned char>(bytes_[at_++]);
  }
  uint64_t unsigned_number() {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const unsigned char part = byte();
      value |= uint64_t{part & 0x7FU} << shift;
      if (part < 0x80) return value;
    }
    throw Malformed("malformed artifact");
  }
  uint32_t body() {
    const uint32_t at = count();
    expect(at < library_.bodies.size());
    return at;
  }
  Value::Members members();
  template <typename Declared>
  void pointer(const std::vector<const Declared*>& declared, const Declared*& pointer) {
    const uint32_t number = count();
    expect(number <= declared.size());
    pointer = number == 0 ? nullptr : declared[number - 1];
  }

  const Library& library_;
  std::string_view bytes_;
  size_t at_ = 0;
  int depth_ = 0;
  uint32_t type_number_ = 0;
};

}  // namespace sekisho::artifact
