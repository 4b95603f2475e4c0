// A recursive descent over the few forms that template expressions have.
#include "adapters/azure/expression.h"

namespace sekisho::adapters::azure {
namespace {

constexpr int kMaxDepth = 100;

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  std::optional<Expression> whole() {
    std::optional<Expression> result = value(0);
    space();
    return result && rest_.empty() ? result : std::nullopt;
  }

 private:
  void space() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t' || rest_.front() == '\n' || rest_.front() == '\r')) rest_.remove_prefix(1);
  }

  bool take(char c) {
    space();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::string word() {
    size_t end = 0;
    while (end < rest_.size() && is_word(rest_[end])) ++end;
    std::string result(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return result;
  }

  std::optional<Expression> value(int depth) {
    if (depth > kMaxDepth) return std::nullopt;
    std::optional<Expression> result = primary(depth);
    // `a.b`, `a[0]`, `a.?b`, `a[?'b']`, as many as follow
    for (int steps = 0; result; ++steps) {
      if (steps > kMaxDepth) return std::nullopt;
      Expression step;
      if (take('.')) {
        step.kind = Expression::Kind::kProperty;
        step.lenient = take('?');
        space();
        step.text = word();
        if (step.text.empty()) return std::nullopt;
        step.parts.push_back(std::move(*result));
      } else if (take('[')) {
        step.kind = Expression::Kind::kIndex;
        step.lenient = take('?');
        std::optional<Expression> index = value(depth + 1);
        if (!index || !take(']')) return std::nullopt;
        step.parts.push_back(std::move(*result));
        step.parts.push_back(std::move(*index));
      } else {
        return result;
      }
      result = std::move(step);
    }
    return std::nullopt;
  }

  std::optional<Expression> primary(int depth) {
    space();
    if (rest_.empty()) return std::nullopt;
    if (rest_.front() == '\'') return text();
    if (is_digit(rest_.front()) || rest_.front() == '-') return number();
    Expression call;
    call.kind = Expression::Kind::kCall;
    call.text = word();
    if (call.text.empty()) return std::nullopt;
    if (!rest_.empty() && rest_.front() == '.') {  // a function of a namespace that the template declares
      rest_.remove_prefix(1);
      call.text += "." + word();
    }
    if (!take('(')) return std::nullopt;
    if (take(')')) return call;
    do {
      std::optional<Expression> argument = value(depth + 1);
      if (!argument) return std::nullopt;
      call.parts.push_back(std::move(*argument));
    } while (take(','));
    return take(')') ? std::optional<Expression>(std::move(call)) : std::nullopt;
  }

  std::optional<Expression> text() {
    Expression result;
    rest_.remove_prefix(1);
    while (true) {
      const size_t quote = rest_.find('\'');
      if (quote == std::string_view::npos) return std::nullopt;
      result.text += rest_.substr(0, quote);
      rest_.remove_prefix(quote + 1);
      if (rest_.empty() || rest_.front() != '\'') return result;
      result.text += '\'';  // a doubled one stands for itself
      rest_.remove_prefix(1);
    }
  }

  std::optional<Expression> number() {
    Expression result;
    result.kind = Expression::Kind::kNumber;
    size_t end = rest_.front() == '-' ? 1 : 0;
    while (end < rest_.size() && is_digit(rest_[end])) ++end;
    result.text = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return result.text == "-" ? std::nullopt : std::optional<Expression>(std::move(result));
  }

  std::string_view rest_;
};

}  // namespace

bool is_expression(std::string_view text) { return text.size() >= 2 && text.front() == '[' && text.back() == ']' && text[1] != '['; }

std::optional<Expression> parse_expression(std::string_view text) { return Parser(text.substr(1, text.size() - 2)).whole(); }

}  // namespace sekisho::adapters::azure
