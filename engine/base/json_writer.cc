// Brackets, commas and indentation of JSON.
#include "sekisho/json_writer.h"

#include <charconv>
#include <cstdint>

#include "engine/base/check.h"
#include "engine/base/json_string.h"

namespace sekisho {

void JsonWriter::line_end() {
  if (!pretty_) return;
  *out_ += '\n';
  out_->append(2 * levels_.size(), ' ');
}

void JsonWriter::before_value() {
  CHECK(!done_);
  if (levels_.empty()) return;
  Level& level = levels_.back();
  if (level.object) {
    CHECK(level.key_given);
    level.key_given = false;
    return;
  }
  if (!level.empty) *out_ += ',';
  level.empty = false;
  line_end();
}

void JsonWriter::begin(char bracket, bool object) {
  before_value();
  *out_ += bracket;
  if (levels_.empty()) levels_.reserve(16);   // a writer for each line of a long text: one allocation instead of growing
  levels_.push_back({object});
}

void JsonWriter::end(char bracket, bool object) {
  CHECK(!levels_.empty() && levels_.back().object == object && !levels_.back().key_given);
  const bool empty = levels_.back().empty;
  levels_.pop_back();
  if (!empty) line_end();
  *out_ += bracket;
  done_ = levels_.empty();
}

void JsonWriter::begin_object() { begin('{', true); }
void JsonWriter::end_object() { end('}', true); }
void JsonWriter::begin_array() { begin('[', false); }
void JsonWriter::end_array() { end(']', false); }

void JsonWriter::key(std::string_view name) {
  CHECK(!levels_.empty() && levels_.back().object && !levels_.back().key_given);
  Level& level = levels_.back();
  const bool first = level.empty;
  level.empty = false;
  level.key_given = true;
  if (!pretty_) {
    append_json_string(*out_, first ? "" : ",", name, ":");
    return;
  }
  if (!first) *out_ += ',';
  line_end();
  append_json_string(*out_, "", name, ": ");
}

void JsonWriter::string(std::string_view text) {
  before_value();
  append_json_string(*out_, "", text, "");
  done_ = levels_.empty();
}

void JsonWriter::number(int64_t value) {
  char digits[24];
  const auto result = std::to_chars(digits, digits + sizeof digits, value);
  number_token({digits, static_cast<size_t>(result.ptr - digits)});
}

void JsonWriter::number_token(std::string_view token) {
  before_value();
  *out_ += token;
  done_ = levels_.empty();
}

void JsonWriter::boolean(bool value) { number_token(value ? "true" : "false"); }
void JsonWriter::null() { number_token("null"); }

void JsonWriter::member(std::string_view name, std::string_view text) {
  key(name);
  string(text);
}
void JsonWriter::member(std::string_view name, const char* text) { member(name, std::string_view(text)); }

}  // namespace sekisho
