// Expressions of numbers, texts, times and collections.
#include "tests/judge/expression.h"

namespace sekisho::judge {

std::optional<Term> ExpressionMaker::number(const Type& type, int depth) {
  Term term = sorted(type);
  static const char* const kOps[] = {" + ", " - ", " * "};
  const bool decimal = type.kind == Kind::kDecimal;
  switch (random_.below(decimal ? 4 : 6)) {
    case 0:
    case 1: return term.add("(").add(make(type, depth - 1)).add(kOps[random_.below(3)]).add(make(type, depth - 1)).add(")");
    case 2:
      if (decimal) return term.add("decimal(").add(make(type_of(Kind::kInt), depth - 1)).add(")");
      return term.add("count(").add(make(list_of(random_.chance(0.5) ? Kind::kSet : Kind::kList, random_scalar(random_)), depth - 1)).add(")");
    case 3:
      if (decimal) return term.add("quantity(").add(make(type_of(Kind::kText), depth - 1)).add(")");
      return term.add("prefix_length(").add(make(type_of(Kind::kCidr), depth - 1)).add(")");
    case 4: return term.add("int(trim(").add(make(type_of(Kind::kText), depth - 1)).add(random_.chance(0.5) ? "))" : "), 7)");
    default: return term.add("(-").add(Term(std::to_string(random_.below(9)), "")).add(")");
  }
}

std::optional<Term> ExpressionMaker::text(int depth) {
  const Type type = type_of(Kind::kText);
  Term term = sorted(type);
  switch (random_.below(9)) {
    case 0: return term.add("(").add(make(type, depth - 1)).add(" + ").add(make(type, depth - 1)).add(")");
    case 1: return term.add("lower(").add(make(type, depth - 1)).add(")");
    case 2: return term.add("upper(").add(make(type, depth - 1)).add(")");
    case 3: return term.add("trim(").add(make(type, depth - 1)).add(")");
    case 4: return term.add("replace(").add(make(type, depth - 1)).add(", ").add(make(type, 0)).add(", ").add(make(type, 0)).add(")");
    case 5: return term.add("join(").add(make(list_of(Kind::kList, type), depth - 1)).add(", \"-\")");
    case 6: return term.add("url_decode(").add(make(type, depth - 1)).add(")");
    case 7: {
      const Kind kinds[] = {Kind::kInt, Kind::kBool, Kind::kEnum, Kind::kCidr, Kind::kDate, Kind::kDecimal};
      const Kind kind = kinds[random_.below(6)];
      return term.add("text(").add(make(type_of(kind, 0), depth - 1)).add(")");
    }
    default: return term.add("(capture(").add(make(type, depth - 1)).add(", r\"(?<g>[a-z]+)\").g ?? ").add(make(type, 0)).add(")");
  }
}

std::optional<Term> ExpressionMaker::time(const Type& type, int depth) {
  const Type integer = type_of(Kind::kInt), duration = type_of(Kind::kDuration), date = type_of(Kind::kDate), period = type_of(Kind::kPeriod), moment = type_of(Kind::kTimestamp);
  Term term = sorted(type);
  const size_t way = random_.below(4);
  switch (type.kind) {
    case Kind::kDuration:
      if (way == 0) {
        static const char* const kUnits[] = {"days(", "hours(", "minutes(", "seconds("};
        return term.add(kUnits[random_.below(4)]).add(make(integer, depth - 1)).add(")");
      }
      if (way == 1) return term.add("(").add(make(duration, depth - 1)).add(random_.chance(0.5) ? " + " : " - ").add(make(duration, depth - 1)).add(")");
      if (way == 2) return term.add(random_.chance(0.5) ? "longest(" : "shortest(").add(make(period, depth - 1)).add(")");
      if (random_.chance(0.5)) return term.add("(").add(make(date, depth - 1)).add(" - ").add(make(date, depth - 1)).add(")");
      return term.add("(").add(make(moment, depth - 1)).add(" - ").add(make(moment, depth - 1)).add(")");
    case Kind::kDate:
      if (way < 2) return term.add("(").add(make(date, depth - 1)).add(random_.chance(0.5) ? " + " : " - ").add(make(way == 0 ? period : duration, depth - 1)).add(")");
      return term.add("date(").add(make(moment, depth - 1)).add(")");
    case Kind::kPeriod:
      if (way < 2) return term.add("(").add(make(period, depth - 1)).add(" + ").add(make(period, depth - 1)).add(")");
      return term.add("(").add(make(period, depth - 1)).add(" * ").add(Term(std::to_string(random_.below(4)))).add(")");
    default:
      if (way < 2) return term.add("(").add(make(moment, depth - 1)).add(random_.chance(0.5) ? " + " : " - ").add(make(way == 0 ? period : duration, depth - 1)).add(")");
      return Term("evaluated_at", "timestamp");
  }
}

std::optional<Term> ExpressionMaker::list(const Type& type, int depth) {
  const Type& element = *type.element;
  if (element.kind == Kind::kRow || is_entity(element)) return std::nullopt;
  Term term = sorted(type);
  const Mark before = mark();
  if (!element.optional && random_.chance(0.1)) {
    if (std::optional<Path> path = path_of(list_of(Kind::kList, element.as_optional()))) return term.add("compact(" + path->text + ")");
  }
  switch (random_.below(7)) {
    case 0: return term.add("concat(").add(make(type, depth - 1)).add(", ").add(make(type, depth - 1)).add(")");
    case 1:
    case 2:
    case 3: {
      // The members come first in the text, but see the names of the binders.
      Term binders;
      binder(binders, depth - 1);
      if (random_.chance(0.2)) {
        binders.add(", ");
        binder(binders, depth - 2);
      }
      term.add("[").add(make(element, depth - 1)).add(" for ").add(std::move(binders)).add("]");
      reset(before);
      return term;
    }
    case 4:
      if (element.kind == Kind::kText) return term.add("split(").add(make(element, depth - 1)).add(", \"" + std::string(random_.chance(0.5) ? "/" : "-") + "\")");
      return term.add("values(").add(dict_argument(element, depth)).add(")");
    case 5: return term.add("compact([").add(optional_of(element.as_optional(), depth - 1, false)).add(", ").add(optional_of(element.as_optional(), depth - 1, false)).add("])");
    default:
      term.add("[");
      for (size_t i = 0, count = 1 + random_.below(3); i < count; ++i) term.add(i == 0 ? "" : ", ").add(make(element, depth - 1));
      return term.add("]");
  }
}

std::optional<Term> ExpressionMaker::set(const Type& type, int depth) {
  const Type& element = *type.element;
  if (is_entity(element)) return std::nullopt;
  Term term = sorted(type);
  const Mark before = mark();
  switch (random_.below(7)) {
    case 0: return term.add("union(").add(make(type, depth - 1)).add(", ").add(make(type, depth - 1)).add(")");
    case 1: return term.add(random_.chance(0.5) ? "intersect(" : "minus(").add(make(type, depth - 1)).add(", ").add(make(type, depth - 1)).add(")");
    case 2:
    case 3:
    case 4: {
      Term binders;
      binder(binders, depth - 1);
      term.add("{").add(make(element, depth - 1)).add(" for ").add(std::move(binders)).add("}");
      reset(before);
      return term;
    }
    case 5:
      if (element.kind == Kind::kText) return term.add("keys(").add(dict_argument(random_scalar(random_), depth)).add(")");
      [[fallthrough]];
    default:
      term.add("{");
      for (size_t i = 0, count = 1 + random_.below(3); i < count; ++i) term.add(i == 0 ? "" : ", ").add(make(element, depth - 1));
      return term.add("}");
  }
}

// keys, values and entries pass what they are needed for on to their argument, which if and match then take amiss.
Term ExpressionMaker::dict_argument(const Type& element, int depth) {
  const Type type = list_of(Kind::kDict, element);
  if (std::optional<Path> path = random_.chance(0.5) ? path_of(type) : std::nullopt) return Term(path->text);
  return *dict(type, depth);
}

std::optional<Term> ExpressionMaker::dict(const Type& type, int depth) {
  const Type& element = *type.element;
  Term term = sorted(type);
  if (random_.chance(0.5)) return term.add("dict {\"a\": ").add(make(element, depth - 1)).add(", \"b\": ").add(make(element, depth - 1)).add("}");
  const Mark before = mark();
  Term binders;
  binder(binders, depth - 1);
  term.add("dict {").add(make(type_of(Kind::kText), depth - 1)).add(": ").add(make(element, depth - 1)).add(" for ").add(std::move(binders)).add("}");
  reset(before);
  return term;
}

}  // namespace sekisho::judge
