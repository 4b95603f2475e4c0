// Regular expressions by RE2, which takes linear time on any text.
#include "engine/value/pattern.h"

#include <re2/re2.h>

#include "engine/base/check.h"

namespace sekisho {

struct Pattern::Compiled {
  RE2 expression;
  Compiled(const std::string& text, const RE2::Options& options) : expression(text, options) {}
};

Pattern::Pattern(std::string text, std::unique_ptr<Compiled> compiled)
    : text_(std::move(text)), compiled_(std::move(compiled)) {}

Pattern::~Pattern() = default;

// `(?<name>…)`, as most people write it, for an RE2 that only knows `(?P<name>…)`.
static std::string with_python_groups(const std::string& text) {
  std::string out;
  bool in_class = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size()) {
      out += c;
      out += text[++i];
      continue;
    }
    if (c == '[') in_class = true;
    if (c == ']') in_class = false;
    out += c;
    const bool named = !in_class && c == '(' && text.compare(i + 1, 2, "?<") == 0 && i + 3 < text.size() && text[i + 3] != '=' && text[i + 3] != '!';
    if (named) {
      out += "?P";
      ++i;
    }
  }
  return out;
}

static RE2::Options quiet() {
  RE2::Options options;
  options.set_log_errors(false);
  return options;
}

std::shared_ptr<const Pattern> Pattern::later(std::string text) { return std::shared_ptr<const Pattern>(new Pattern(std::move(text), nullptr)); }

const Pattern::Compiled& Pattern::compiled() const {
  std::call_once(compiled_once_, [this] {
    if (compiled_ == nullptr) compiled_ = std::make_unique<Compiled>(with_python_groups(text_), quiet());
    CHECK(compiled_->expression.ok());
  });
  return *compiled_;
}

std::shared_ptr<const Pattern> Pattern::compile(const std::string& text, std::string* error) {
  auto compiled = std::make_unique<Compiled>(with_python_groups(text), quiet());
  if (!compiled->expression.ok()) {
    if (error != nullptr) *error = compiled->expression.error();
    return nullptr;
  }
  return std::shared_ptr<const Pattern>(new Pattern(text, std::move(compiled)));
}

bool Pattern::matches(std::string_view text) const {
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), compiled().expression);
}

std::vector<std::string> Pattern::group_names() const {
  std::vector<std::string> names;
  for (const auto& [index, name] : compiled().expression.CapturingGroupNames()) names.push_back(name);
  return names;
}

std::optional<std::vector<std::pair<std::string, std::optional<std::string>>>> Pattern::capture(std::string_view text) const {
  const RE2& expression = compiled().expression;
  std::vector<re2::StringPiece> groups(static_cast<size_t>(expression.NumberOfCapturingGroups()) + 1);
  const re2::StringPiece piece(text.data(), text.size());
  const bool found = expression.Match(piece, 0, text.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()));
  if (!found) return std::nullopt;
  std::vector<std::pair<std::string, std::optional<std::string>>> result;
  for (const auto& [index, name] : expression.CapturingGroupNames()) {
    const re2::StringPiece& group = groups[static_cast<size_t>(index)];
    std::optional<std::string> captured;
    if (group.data() != nullptr) captured = std::string(group.data(), group.size());
    result.emplace_back(name, std::move(captured));
  }
  return result;
}

}  // namespace sekisho
