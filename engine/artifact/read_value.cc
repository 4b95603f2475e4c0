// Literal values out of an artifact.
#include "engine/artifact/reader.h"

namespace sekisho::artifact {

Value::Members Reader::members() {
  Value::Members members;
  list(members, [&](Value::Member& member) {
    value(member.value);
    choice(member.presence, Presence::kOpen);
  });
  return members;
}

void Reader::value(Value& out) {
  ValueKind kind = ValueKind::kAbsent;
  choice(kind, ValueKind::kPattern);
  const auto integer = [&] {
    int64_t value = 0;
    number(value);
    return value;
  };
  const auto text = [&] {
    std::string value;
    word(value);
    return value;
  };
  switch (kind) {
    case ValueKind::kAbsent: out = Value::absent(); return;
    case ValueKind::kUnknown: {
      std::vector<ReasonPtr> reasons;
      list(reasons, [&](ReasonPtr& reason) {
        Reason made{ReasonCode::kLimit, "", {}};
        choice(made.code, ReasonCode::kMasked);
        word(made.text);
        reason = std::make_shared<const Reason>(std::move(made));
      });
      expect(!reasons.empty());
      out = Value::unknown(std::move(reasons));
      return;
    }
    case ValueKind::kBool: {
      bool value = false;
      flag(value);
      out = Value::boolean(value);
      return;
    }
    case ValueKind::kInt: out = Value::integer(integer()); return;
    case ValueKind::kDuration: out = Value::duration(integer()); return;
    case ValueKind::kTimestamp: out = Value::timestamp(integer()); return;
    case ValueKind::kDate: out = Value::date(static_cast<int32_t>(integer())); return;
    case ValueKind::kDecimal: {
      Decimal value;
      number(value.digits);
      number(value.exponent);
      out = Value::decimal(value);
      return;
    }
    case ValueKind::kText: out = Value::text(text()); return;
    case ValueKind::kVersion: out = Value::version(text()); return;
    case ValueKind::kEnum: {
      std::string name = text();
      int ordinal = 0;
      number(ordinal);
      out = Value::enumerator(std::move(name), ordinal);
      return;
    }
    case ValueKind::kPeriod: {
      Period value;
      number(value.months);
      number(value.days);
      out = Value::period(value);
      return;
    }
    case ValueKind::kIp:
    case ValueKind::kCidr: {
      Network value;
      flag(value.v6);
      for (uint8_t& part : value.bytes) part = byte();
      number(value.prefix);
      expect(value.prefix <= (value.v6 ? 128 : 32));
      out = kind == ValueKind::kIp ? Value::ip(value) : Value::cidr(value);
      return;
    }
    case ValueKind::kRecord: {
      Value::Fields made;
      list(made, [&](Value::Field& field) {
        word(field.name);
        value(field.value);
      });
      out = Value::record(std::move(made));
      return;
    }
    case ValueKind::kList: out = Value::list(members()); return;
    case ValueKind::kSet: out = Value::set(members()); return;
    case ValueKind::kDict: {
      bool open = false;
      flag(open);
      Value::Entries entries;
      list(entries, [&](Value::Entry& entry) {
        word(entry.key);
        value(entry.value);
        choice(entry.presence, Presence::kOpen);
      });
      out = Value::dict(std::move(entries), open);
      return;
    }
    default: throw Malformed("malformed artifact");
  }
}

}  // namespace sekisho::artifact
