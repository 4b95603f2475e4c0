// to_seki: checked expressions back to text that parses and checks again to the same expression.
//
// Each expression has a level (how tightly it binds). It gets parentheses when its place needs a tighter one, or when it
// reaches to the right (a quantifier, `the`, `with`, `if`) and something stands there that it would swallow:
//   (any x in xs : f(x)) and b        a and any x in xs : f(x)        f((any x in xs, y in ys))
// `and` below `or` gets the parentheses that the formatter would add, though the grammar does not need them.
#include <algorithm>
#include <cctype>

#include "engine/base/check.h"
#include "engine/check/program.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

enum Level {
  kLoosest,
  kImpliesLevel,
  kOrLevel,
  kAndLevel,
  kNotLevel,
  kReachingLevel,
  kCompareLevel,
  kCoalesceLevel,
  kAddLevel,
  kMultiplyLevel,
  kPrefixLevel,
  kAtomLevel
};

// What follows an expression: nothing (its enclosing bracket closes or the text ends), a separator such as `,` `:` `where`
// `then` `for`, or an operator.
enum class Next { kNothing, kSeparator, kOperator };

bool is_implicit(const Expression& expression) { return expression.op == Op::kConvert && expression.text != "explicit"; }

// `not in` and `not refers` are one operator.
bool is_negated_operator(const Expression& expression) {
  return expression.op == Op::kNot && (expression.operands[0]->op == Op::kIn || expression.operands[0]->op == Op::kRefers);
}

bool is_negative(const Value& value) {
  return (value.kind() == ValueKind::kInt && value.as_int() < 0) || (value.kind() == ValueKind::kDecimal && value.as_decimal().digits < 0);
}

Level level_of(const Expression& expression) {
  switch (expression.op) {
    case Op::kImplies: return kImpliesLevel;
    case Op::kOr: return kOrLevel;
    case Op::kAnd: return kAndLevel;
    case Op::kNot: return is_negated_operator(expression) ? kCompareLevel : kNotLevel;
    case Op::kAny:
    case Op::kAll:
    case Op::kNo:
    case Op::kThe:
    case Op::kWith:
    case Op::kIf: return kReachingLevel;
    case Op::kEqual:
    case Op::kNotEqual:
    case Op::kLess:
    case Op::kLessEqual:
    case Op::kGreater:
    case Op::kGreaterEqual:
    case Op::kIn:
    case Op::kRefers:
    case Op::kIsKind: return kCompareLevel;
    case Op::kCoalesce:
    case Op::kDefault: return kCoalesceLevel;
    case Op::kAdd:
    case Op::kSubtract: return kAddLevel;
    case Op::kMultiply: return kMultiplyLevel;
    case Op::kPresent:
    case Op::kNonempty:
    case Op::kEmpty:
    case Op::kResolved:
    case Op::kConfigured: return kPrefixLevel;
    case Op::kLiteral: return is_negative(expression.literal) ? kPrefixLevel : kAtomLevel;
    default: return kAtomLevel;
  }
}

bool reaches_right(const Expression& expression, Next next) {
  if (level_of(expression) != kReachingLevel) return false;
  return expression.op == Op::kIf ? next == Next::kOperator : next != Next::kNothing;
}

std::string_view operator_text(Op op) {
  switch (op) {
    case Op::kImplies: return " implies ";
    case Op::kOr: return " or ";
    case Op::kAnd: return " and ";
    case Op::kEqual: return " == ";
    case Op::kNotEqual: return " != ";
    case Op::kLess: return " < ";
    case Op::kLessEqual: return " <= ";
    case Op::kGreater: return " > ";
    case Op::kGreaterEqual: return " >= ";
    case Op::kIn: return " in ";
    case Op::kRefers: return " refers ";
    case Op::kCoalesce: return " ?? ";
    case Op::kAdd: return " + ";
    case Op::kSubtract: return " - ";
    case Op::kMultiply: return " * ";
    case Op::kPresent: return "present ";
    case Op::kNonempty: return "nonempty ";
    case Op::kEmpty: return "empty ";
    case Op::kResolved: return "resolved ";
    case Op::kConfigured: return "configured ";
    case Op::kAny: return "any ";
    case Op::kAll: return "all ";
    case Op::kNo: return "no ";
    case Op::kThe: return "the ";
    default: CHECK(false);
  }
}

bool is_word(std::string_view text) {
  if (text.empty() || std::isdigit(static_cast<unsigned char>(text[0]))) return false;
  for (char c : text) {
    if (!std::isalnum(static_cast<unsigned char>(c)) && c != '_') return false;
  }
  return true;
}

std::string word_or_quoted(std::string_view text) { return is_word(text) ? std::string(text) : quote(text); }

// `kubernetes."apps/Deployment"`, `terraform.data.aws_x`, `terraform.*`
std::string raw_type_text(std::string_view raw_type) {
  const size_t dot = raw_type.find('.');
  if (dot == std::string_view::npos) return std::string(raw_type);
  const std::string_view type = raw_type.substr(dot + 1);
  bool plain = type == "*";
  if (!plain) {
    plain = true;
    for (size_t begin = 0; plain && begin <= type.size();) {
      const size_t end = std::min(type.find('.', begin), type.size());
      plain = is_word(type.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return std::string(raw_type.substr(0, dot + 1)) + (plain ? std::string(type) : quote(type));
}

std::string_view written_text(const Span& span) {
  if (!span.source || span.end > span.source->text().size() || span.begin >= span.end) return {};
  return std::string_view(span.source->text()).substr(span.begin, span.end - span.begin);
}

std::string conversion_name(const Type& type) { return type.kind == TypeKind::kText ? "text" : to_string(type.as_present()); }

class Writer {
 public:
  std::string take() { return std::move(text_); }

  void write(const Expression& given, Level least, Next next) {
    const Expression* expression = &given;
    while (is_implicit(*expression)) expression = expression->operands[0].get();
    if (level_of(*expression) < least || reaches_right(*expression, next)) {
      text_ += "(";
      bare(*expression, Next::kNothing);
      text_ += ")";
    } else {
      bare(*expression, next);
    }
  }

 private:
  void bare(const Expression& e, Next next) {
    switch (e.op) {
      case Op::kLiteral: return literal(e);
      case Op::kAbsent: text_ += "absent"; return;
      case Op::kEvaluatedAt: text_ += "evaluated_at"; return;
      case Op::kOrigin: text_ += "origin"; return;
      case Op::kUnknown: text_ += e.text.empty() ? "unknown" : "unknown " + quote(e.text); return;
      case Op::kVariable:
      case Op::kParameter: text_ += e.text; return;
      case Op::kSelf: text_ += "self." + e.text; return;
      case Op::kPopulation: text_ += e.entity ? e.entity->name : raw_type_text(e.raw_type); return;
      case Op::kField:
        write(*e.operands[0], kAtomLevel, Next::kOperator);
        text_ += "." + word_or_quoted(e.text);
        return;
      case Op::kIndex:
        write(*e.operands[0], kAtomLevel, Next::kOperator);
        text_ += "[";
        write(*e.operands[1], kLoosest, Next::kSeparator);
        text_ += "]";
        return;
      case Op::kConvert: return call(conversion_name(e.type), e);
      case Op::kBuiltin: return call(std::string(to_string(e.builtin)), e);
      case Op::kDefine:
        if (e.operands.empty())
          text_ += e.text;
        else
          call(e.text, e);
        return;
      case Op::kIf:
      case Op::kMatch:
      case Op::kAny:
      case Op::kAll:
      case Op::kNo:
      case Op::kThe:
      case Op::kWith: return reaching(e, next);
      case Op::kListOf:
      case Op::kSetOf:
      case Op::kDictOf: return comprehension(e);
      case Op::kList:
      case Op::kSet:
      case Op::kDict:
      case Op::kRecord: return collection(e);
      default: return operation(e, next);
    }
  }

  void literal(const Expression& e) {
    // An enum value that the author had to qualify is the name of something else there.
    if (e.literal.kind() == ValueKind::kEnum && written_text(e.span).ends_with("." + e.literal.as_text())) {
      text_ += written_text(e.span);
    } else {
      text_ += to_seki(e.literal);
    }
  }

  void operation(const Expression& e, Next next) {
    const Level level = level_of(e);
    switch (level) {
      case kImpliesLevel: return binary(e, kOrLevel, kImpliesLevel, next);
      case kOrLevel:
      case kAndLevel: return chain(e, level, next);
      case kNotLevel: text_ += "not "; return write(*e.operands[0], kNotLevel, next);
      case kPrefixLevel: text_ += operator_text(e.op); return write(*e.operands[0], kPrefixLevel, next);
      case kCompareLevel: return comparison(e, next);
      case kCoalesceLevel:
        if (e.op == Op::kCoalesce) return binary(e, level, kAddLevel, next);
        write(*e.operands[0], kCoalesceLevel, Next::kOperator);
        text_ += " default ";
        write(*e.operands[1], kAddLevel, Next::kSeparator);
        text_ += " because " + quote(e.text);
        return;
      default: return binary(e, level, static_cast<Level>(level + 1), next);
    }
  }

  void binary(const Expression& e, Level left, Level right, Next next) {
    write(*e.operands[0], left, Next::kOperator);
    text_ += operator_text(e.op);
    write(*e.operands[1], right, next);
  }

  void chain(const Expression& e, Level level, Next next) {
    for (size_t i = 0; i < e.operands.size(); ++i) {
      const bool last = i + 1 == e.operands.size();
      const Expression* operand = e.operands[i].get();
      while (is_implicit(*operand)) operand = operand->operands[0].get();
      if (i > 0) text_ += operator_text(e.op);
      Level least = i == 0 ? level : static_cast<Level>(level + 1);
      if (level == kOrLevel && operand->op == Op::kAnd) least = kNotLevel;
      write(*operand, least, last ? next : Next::kOperator);
    }
  }

  void comparison(const Expression& e, Next next) {
    const Level operand = kCoalesceLevel;
    if (e.op == Op::kNot) {
      const Expression& inner = *e.operands[0];
      write(*inner.operands[0], operand, Next::kOperator);
      text_ += " not" + std::string(operator_text(inner.op));
      return write(*inner.operands[1], operand, next);
    }
    if (e.op != Op::kIsKind) return binary(e, operand, operand, next);
    write(*e.operands[0], operand, Next::kOperator);
    text_ += " is " + e.entity->name;
  }

  void call(const std::string& name, const Expression& e) {
    text_ += name + "(";
    const size_t count = e.pattern ? 1 : e.operands.size();
    for (size_t i = 0; i < count; ++i) {
      if (i > 0) text_ += ", ";
      write(*e.operands[i], kLoosest, Next::kSeparator);
    }
    if (e.pattern) {
      const std::string& pattern = e.pattern->text();
      text_ += ", " + (pattern.find_first_of("\"\r\n") == std::string::npos ? "r\"" + pattern + "\"" : quote(pattern));
    }
    text_ += ")";
  }

  void reaching(const Expression& e, Next next) {
    if (e.op == Op::kIf) {
      text_ += "if ";
      write(*e.operands[0], kLoosest, Next::kSeparator);
      text_ += " then ";
      write(*e.operands[1], kLoosest, Next::kSeparator);
      text_ += " else ";
      return write(*e.operands[2], kLoosest, next);
    }
    if (e.op == Op::kMatch) return match(e);
    if (e.op == Op::kWith) {
      text_ += "with " + e.binders[0].name + " = ";
      write(*e.binders[0].collection, kLoosest, Next::kSeparator);
      text_ += " : ";
      return write(*e.operands[0], kLoosest, next);
    }
    text_ += operator_text(e.op);
    binders(e, e.operands.empty() ? next : Next::kSeparator);
    if (e.operands.empty()) return;
    text_ += " : ";
    write(*e.operands[0], kLoosest, next);
  }

  void match(const Expression& e) {
    text_ += "match ";
    write(*e.operands[0], kCompareLevel, Next::kSeparator);
    text_ += " { ";
    for (size_t i = 0; i < e.arms.size(); ++i) {
      const Arm& arm = e.arms[i];
      if (i > 0) text_ += ", ";
      if (arm.is_else) text_ += "else";
      for (size_t p = 0; p < arm.patterns.size(); ++p) text_ += (p > 0 ? ", " : "") + to_seki(arm.patterns[p]);
      text_ += " -> ";
      write(*arm.value, kLoosest, Next::kSeparator);
    }
    text_ += " }";
  }

  void binders(const Expression& e, Next next) {
    for (size_t i = 0; i < e.binders.size(); ++i) {
      const Binder& binder = e.binders[i];
      const Next after = i + 1 < e.binders.size() ? Next::kSeparator : next;
      text_ += (i > 0 ? ", " : "") + binder.name + " in ";
      write(*binder.collection, e.op == Op::kThe ? kAtomLevel : kLoosest, binder.condition ? Next::kSeparator : after);
      if (!binder.condition) continue;
      text_ += " where ";
      write(*binder.condition, kLoosest, after);
    }
  }

  void comprehension(const Expression& e) {
    text_ += e.op == Op::kListOf ? "[" : e.op == Op::kSetOf ? "{" : "dict {";
    for (size_t i = 0; i < e.operands.size(); ++i) {
      if (i > 0) text_ += ": ";
      write(*e.operands[i], kLoosest, Next::kSeparator);
    }
    text_ += " for ";
    binders(e, Next::kNothing);
    text_ += e.op == Op::kListOf ? "]" : "}";
  }

  void collection(const Expression& e) {
    text_ += e.op == Op::kList ? "[" : e.op == Op::kDict ? "dict {" : "{";
    for (size_t i = 0; i < e.operands.size(); ++i) {
      const bool value_of_dict = e.op == Op::kDict && i % 2 == 1;
      if (i > 0) text_ += value_of_dict ? ": " : ", ";
      if (e.op == Op::kRecord) text_ += word_or_quoted(e.names[i]) + ": ";
      write(*e.operands[i], kLoosest, Next::kSeparator);
    }
    text_ += e.op == Op::kList ? "]" : "}";
  }

  std::string text_;
};

}  // namespace

std::string to_seki(const Expression& expression) {
  Writer writer;
  writer.write(expression, kLoosest, Next::kNothing);
  return writer.take();
}

}  // namespace sekisho
