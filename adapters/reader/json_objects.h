// Objects of JSON in a text, member by member, and the texts of strings, without making a tree.
#pragma once

#include <optional>
#include <string_view>

#include "adapters/reader/scanner.h"
#include "sekisho/json.h"

namespace sekisho::adapters {

// Texts of strings: views into the JSON where it has no escapes, else kept here.
class Texts {
 public:
  // Of a string with its quotes; nothing when it is no string.
  std::optional<std::string_view> of(std::string_view token);
  // Whether `text` is one JSON value, checked strictly.
  bool is_json(std::string_view text);

 private:
  JsonParts parts_;
};

// Calls visit(key) for each member of the object that begins where `scan` is; it moves past the value. False: it is no object, or visit said so, or a key has escapes and there
// are no `texts` to keep it in.
template <class Visit>
bool members_at(Scanner& scan, Texts* texts, const Visit& visit) {
  if (!scan.take('{')) return false;
  scan.skip_space();
  if (scan.take('}')) return true;
  while (true) {
    scan.skip_space();
    const size_t start = scan.at();
    std::optional<std::string_view> key = scan.plain_string();
    if (!key && texts != nullptr) {
      scan.go_to(start);
      if (scan.at_end() || scan.next() != '"' || !scan.skip_string()) return false;
      key = texts->of(scan.text().substr(start, scan.at() - start));
    }
    scan.skip_space();
    if (!key || !scan.take(':')) return false;
    scan.skip_space();
    if (!visit(*key)) return false;
    scan.skip_space();
    if (scan.take(',')) continue;
    return scan.take('}');
  }
}

template <class Visit>
bool members_at(Scanner& scan, Texts& texts, const Visit& visit) {
  return members_at(scan, &texts, visit);
}

// Moves past a value: its JSON, empty when it is broken.
inline std::string_view value_at(Scanner& scan) {
  const size_t start = scan.at();
  return scan.skip_value() ? scan.text().substr(start, scan.at() - start) : std::string_view();
}

// Calls visit(key, JSON of the value) for each member of an object, with its braces.
template <class Visit>
bool each_member(std::string_view object, Texts* texts, const Visit& visit) {
  Scanner scan(object);
  return members_at(scan, texts, [&](std::string_view key) {
    const std::string_view value = value_at(scan);
    return !value.empty() && visit(key, value);
  });
}
template <class Visit>
bool each_member(std::string_view object, Texts& texts, const Visit& visit) {
  return each_member(object, &texts, visit);
}

// The same of an object whose keys have no escapes; false where one has.
template <class Visit>
bool each_plain_member(std::string_view object, const Visit& visit) {
  return each_member(object, nullptr, visit);
}

// The text of a string that has no escapes; none: it has some, or is no string.
inline std::optional<std::string_view> text_without_escapes(std::string_view json) {
  Scanner scan(json);
  const std::optional<std::string_view> text = scan.plain_string();
  return scan.at_end() ? text : std::nullopt;
}

// The same for the members of an array, with its brackets: visit(JSON of the value).
template <class Visit>
bool each_item(std::string_view array, const Visit& visit) {
  Scanner scan(array);
  return scan.take('[') && scan.items([&](size_t value) { return scan.skip_value() && visit(array.substr(value, scan.at() - value)); });
}

inline bool is_object(std::string_view json) { return json.starts_with('{'); }
inline bool is_array(std::string_view json) { return json.starts_with('['); }
inline bool is_string(std::string_view json) { return json.starts_with('"'); }

// One key may be written in two ways: `kmsKeyId`, `KmsKeyId`.
bool same_key(std::string_view a, std::string_view b);

}  // namespace sekisho::adapters
