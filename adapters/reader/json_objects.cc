// Texts, same_key.
#include "adapters/reader/json_objects.h"

#include <algorithm>

namespace sekisho::adapters {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::optional<std::string_view> Texts::of(std::string_view token) {
  Scanner scan(token);
  if (const std::optional<std::string_view> plain = scan.plain_string()) return scan.at_end() ? plain : std::nullopt;
  const JsonNode* node = parts_.parse(token, {0, token.size()});
  const bool found = node != nullptr && node->kind == JsonNode::Kind::kString;
  const std::string_view text = found ? node->text : std::string_view();
  parts_.clear();
  return found ? std::optional<std::string_view>(text) : std::nullopt;
}

bool Texts::is_json(std::string_view text) {
  const bool is = parts_.parse(text, {0, text.size()}) != nullptr;
  parts_.clear();
  return is;
}

bool same_key(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace sekisho::adapters
