// Literals: few values of each type, so that they are equal often.
#include "tests/judge/expression.h"

namespace sekisho::judge {

const std::vector<std::string>& texts() {
  static const std::vector<std::string> list{"a", "b", "web", "db", "A", "", "web-1", "a/b", "10.0.0.0/8", "low", "RED", "true", "3"};
  return list;
}

std::string plain_condition(Random& random) {
  std::string digits;
  for (int i = 0; i < 4; ++i) digits += static_cast<char>('0' + random.below(10));
  return "matches(text(date(evaluated_at)), r\"" + std::string(random.chance(0.5) ? "[" : "6-0[") + digits + "]\")";
}

Term ExpressionMaker::literal(const Type& type) {
  const auto pick = [&](std::vector<std::string> list) { return list[random_.below(list.size())]; };
  Term term;
  switch (type.kind) {
    case Kind::kBool: term = Term(pick({"true", "false"})); break;
    case Kind::kInt: term = Term(pick({"0", "1", "2", "3", "7", "80", "443", "65535", "9223372036854775807"})); break;
    case Kind::kDecimal: term = Term(pick({"0.5", "1.0", "2.25", "80.0", "0.001"})); break;
    case Kind::kText: term = Term(random_.chance(0.05) ? "\"\\u{3042}\\n\"" : "\"" + random_.pick(texts()) + "\""); break;
    case Kind::kDuration: term = Term(pick({"30d", "1d12h", "90m", "5s", "365d", "forever"})); break;
    case Kind::kDate: term = Term(pick({"2026-01-31", "2026-04-01", "2025-12-31", "2024-02-29"})); break;
    case Kind::kPeriod: term = Term(pick({"1y", "3mo", "1y4mo", "1mo15d"})); break;
    case Kind::kTimestamp: term = Term(pick({"2026-04-01T09:00:00+09:00", "2026-01-31T00:00:00Z", "2025-12-31T15:00:00Z"})); break;
    case Kind::kIp: term = Term("ip(" + pick({"\"10.0.0.1\"", "\"192.168.1.9\"", "\"fc00::1\""}) + ")"); break;
    case Kind::kCidr: term = Term("cidr(" + pick({"\"10.0.0.0/8\"", "\"10.1.0.0/16\"", "\"0.0.0.0/0\"", "\"fc00::/7\"", "\"::/0\""}) + ")"); break;
    case Kind::kVersion: term = Term("version(" + pick({"\"1.9\"", "\"1.10\"", "\"2.0.1\"", "\"1.10-rc1\""}) + ")"); break;
    case Kind::kEnum: {
      const Enumeration& enumeration = world_.enums[type.index];
      term = Term(enumeration.name + "." + random_.pick(enumeration.values));
      break;
    }
    case Kind::kRecord: {
      term.add("{");
      bool first = true;
      for (const Field& field : world_.records[type.index].fields) {
        term.add((first ? "" : ", ") + field.name + ": ").add(literal(field.type.as_present()));
        first = false;
      }
      term.add("}");
      break;
    }
    case Kind::kList:
    case Kind::kSet: {
      term.add(type.kind == Kind::kList ? "[" : "{");
      for (size_t i = 0, count = 1 + random_.below(3); i < count; ++i) term.add(i == 0 ? "" : ", ").add(literal(*type.element));
      term.add(type.kind == Kind::kList ? "]" : "}");
      break;
    }
    case Kind::kDict: term.add("dict {\"a\": ").add(literal(*type.element)).add("}"); break;
    default: break;   // rows, references and raw values have no literal
  }
  term.sort = world_.spell(type.as_present());
  return term;
}

}  // namespace sekisho::judge
