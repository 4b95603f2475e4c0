// Reading tables, lists and values of a YAML form: each of the right type with its place, or a diagnostic. Used for statement.yaml and what is mapped onto it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sekisho/statement.h"

namespace sekisho::form {

// Takes the value of one key. `at` is the place of the key.
using Take = std::function<void(const JsonNode& value, uint32_t at)>;

struct Key {
  std::string name;
  Take take;
  bool required = false;   // missing or without value: SK0823
};

class Form {
 public:
  Form(SourcePtr source, Diagnostics& diagnostics) : source_(std::move(source)), diagnostics_(diagnostics) {}

  void error(const std::string& code, uint32_t at, const std::string& message, const std::string& help) { diagnostics_.error(code, {source_, at, at}, message, help); }

  // The keys of a table, each at most once; others are SK0821. A key without value leaves what it fills as not given. `what` names the table in messages.
  void table(const std::string& what, const JsonNode& node, const std::vector<Key>& keys);
  // Each item of a list of tables or values.
  void list(const std::string& what, const JsonNode& node, const std::function<void(const JsonNode& item)>& take);

  // Values; what is wrong is SK0822, or SK0826 for a text that shows otherwise than it is. `into` is then left as not given, as it is when there is no value.
  void text(const std::string& what, const JsonNode& node, PlacedText& into, bool required = false);
  void date(const std::string& what, const JsonNode& node, PlacedDate& into);
  void flag(const std::string& what, const JsonNode& node, PlacedFlag& into);
  void number(const std::string& what, const JsonNode& node, Placed<int64_t>& into);
  // A table of `ja` and `en`, or one text that stands for `ja`; `required`: without `ja` it is SK0823.
  void bilingual(const std::string& what, const JsonNode& node, StatementText& into, bool required = false);

  // The same as an entry of `table`.
  Key text(const std::string& key, PlacedText& into, bool required = false);
  Key date(const std::string& key, PlacedDate& into, bool required = false);
  Key flag(const std::string& key, PlacedFlag& into, bool required = false);
  Key bilingual(const std::string& key, StatementText& into, bool required = false);

  // The place of a member's key, which stands before its value.
  uint32_t place_of(const JsonMember& member) const;

 private:
  void missing(const std::string& what, uint32_t at);
  void wrong_type(const std::string& what, const JsonNode& node, const std::string& expected);

  SourcePtr source_;
  Diagnostics& diagnostics_;
};

// What keeps a text from being shown as it is: a control character, a mark that turns the direction of writing, more than kMaxStatementText. Empty: nothing.
std::string hostility(std::string_view text);

// Without space at both ends, ideographic ones included, and with LF for every line end.
std::string tidy(std::string_view text);

}  // namespace sekisho::form
