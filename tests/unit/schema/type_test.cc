// Types as authors write them, and lookup.
#include "engine/schema/type.h"

#include <gtest/gtest.h>

namespace sekisho {
namespace {

Type of_kind(TypeKind kind, bool optional = false) {
  Type type;
  type.kind = kind;
  type.optional = optional;
  return type;
}

Type collection(TypeKind kind, Type element) {
  Type type = of_kind(kind);
  type.element = std::make_shared<Type>(std::move(element));
  return type;
}

TEST(Type, IsWrittenAsAuthorsDo) {
  EntityType bucket;
  bucket.name = "storage.bucket";
  Type reference = of_kind(TypeKind::kReference, true);
  reference.entity = &bucket;
  EnumType inline_enum;
  inline_enum.values = {"none", "read"};
  Type enumeration = of_kind(TypeKind::kEnum);
  enumeration.enumeration = &inline_enum;
  RecordType entry;
  entry.fields = {{"key", of_kind(TypeKind::kText)}, {"value", of_kind(TypeKind::kRaw, true)}};
  Type record = of_kind(TypeKind::kRecord);
  record.record = &entry;

  EXPECT_EQ(to_string(of_kind(TypeKind::kText)), "string");
  EXPECT_EQ(to_string(of_kind(TypeKind::kDuration, true)), "duration?");
  EXPECT_EQ(to_string(of_kind(TypeKind::kAbsent, true)), "absent");
  EXPECT_EQ(to_string(reference), "ref storage.bucket?");
  EXPECT_EQ(to_string(collection(TypeKind::kList, reference)), "list of ref storage.bucket?");
  EXPECT_EQ(to_string(collection(TypeKind::kList, of_kind(TypeKind::kInt)).as_optional()), "(list of int)?");
  EXPECT_EQ(to_string(collection(TypeKind::kDict, collection(TypeKind::kSet, of_kind(TypeKind::kCidr)))), "dict of set of cidr");
  EXPECT_EQ(to_string(enumeration), "enum(none, read)");
  EXPECT_EQ(to_string(record), "record { key : string  value : raw? }");
}

TEST(Type, SamenessLooksInside) {
  EnumType first, second, ordered;
  first.values = second.values = ordered.values = {"a", "b"};
  first.name = "one.place";
  second.name = "another.place";
  ordered.ordered = true;
  Type a = of_kind(TypeKind::kEnum), b = a, c = a;
  a.enumeration = &first;
  b.enumeration = &second;
  c.enumeration = &ordered;
  EXPECT_TRUE(same_type(a, b));
  EXPECT_FALSE(same_type(a, c));
  EXPECT_TRUE(same_type(collection(TypeKind::kList, a), collection(TypeKind::kList, b)));
  EXPECT_FALSE(same_type(collection(TypeKind::kList, a), collection(TypeKind::kSet, b)));
  EXPECT_FALSE(same_type(of_kind(TypeKind::kInt), of_kind(TypeKind::kInt, true)));
  EXPECT_TRUE(same_type(of_kind(TypeKind::kInt, true).as_present(), of_kind(TypeKind::kInt)));
  RecordType left, right;
  left.fields = right.fields = {{"a", a}};
  Type x = of_kind(TypeKind::kRecord), y = x;
  x.record = &left;
  y.record = &right;
  EXPECT_TRUE(same_type(x, y));
  right.fields.push_back({"b", a});
  EXPECT_FALSE(same_type(x, y));
}

TEST(Type, FindsDeclaredParts) {
  EnumType exposure;
  exposure.values = {"none", "read", "write"};
  EXPECT_EQ(exposure.ordinal("write"), 2);
  EXPECT_EQ(exposure.ordinal("wrote"), -1);
  EntityType trait, kind, other;
  kind.traits = {&trait};
  kind.attributes = {{"name", of_kind(TypeKind::kText)}};
  EXPECT_TRUE(kind.has(&trait));
  EXPECT_TRUE(kind.has(&kind));
  EXPECT_FALSE(kind.has(&other));
  ASSERT_NE(kind.find("name"), nullptr);
  EXPECT_EQ(kind.find("nome"), nullptr);
}

}  // namespace
}  // namespace sekisho
