// How lints speak of expressions and places.
#include "engine/check/lint/quoted.h"

namespace sekisho {
namespace {

constexpr size_t kMaxQuoted = 80;  // a message still fits on two terminal lines

// Cut before a whole character: continuation bytes of UTF-8 are 10xxxxxx.
std::string cut(std::string text) {
  if (text.size() <= kMaxQuoted) return text;
  size_t end = kMaxQuoted - 1;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

}  // namespace

std::string quoted(const Expression& expression) {
  const Span& span = expression.span;
  if (span.source && span.begin < span.end && span.end <= span.source->text().size()) {
    const std::string written = span.source->text().substr(span.begin, span.end - span.begin);
    if (written.size() <= kMaxQuoted && written.find('\n') == std::string::npos) return "`" + written + "`";
  }
  return "`" + cut(to_seki(expression)) + "`";
}

std::string place_of(const Span& span, const Span& from) {
  if (!span.source) return "";
  const uint32_t number = span.source->line_column(span.begin).line;
  const std::string line = "line " + std::to_string(number);
  if (span.source != from.source) return " in `" + span.source->name() + "`, " + line;
  return number == from.source->line_column(from.begin).line ? "" : " on " + line;
}

}  // namespace sekisho
