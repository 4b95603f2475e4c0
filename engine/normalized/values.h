// Values as the JSON of a snapshot's file, and back.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/normalized/node_numbers.h"
#include "engine/schema/type.h"
#include "sekisho/json.h"
#include "sekisho/json_writer.h"
#include "sekisho/value.h"

namespace sekisho::normalized {

// Numbers for the raw values that places point to, in the order in which they are first asked for.
class PlaceNumbers {
 public:
  // A number that was written, and where: the text was that long then.
  struct Use {
    size_t end;
    uint32_t number;
  };
  // `text`: what they are written to, which outlives this; null: uses are not kept.
  explicit PlaceNumbers(const std::string* text = nullptr) : text_(text) {}
  void write(JsonWriter& json, const RawNode* node);   // its number, as a value
  const std::vector<const RawNode*>& nodes() const { return numbers_.nodes(); }   // by number
  NodeNumbers take_numbers() { return std::move(numbers_); }
  std::vector<Use> take_uses() { return std::move(uses_); }

 private:
  const std::string* text_;
  NodeNumbers numbers_;
  std::vector<Use> uses_;
};

class ValueWriter {
 public:
  explicit ValueWriter(PlaceNumbers& places) : places_(places) {}
  // One object.
  void write(JsonWriter& json, const Value& value);
  void write_presence(JsonWriter& json, Presence presence, const ReasonPtr& doubt);   // members of the object begun; none for a sure one
  void write_reason(JsonWriter& json, const Reason& reason);

 private:
  void write_members(JsonWriter& json, const Value& value);   // of an object
  void write_place(JsonWriter& json, const Place& place);
  void write_list(JsonWriter& json, const Value& value);
  void write_reference(JsonWriter& json, const Reference& reference);

  PlaceNumbers& places_;
};

// What is against the format, and where. Only the first is kept: what follows may be its consequence.
class Complaint {
 public:
  void at(const JsonNode& node, std::string message) {
    if (!found_) found_ = {node.offset, std::move(message)};
  }
  const std::optional<std::pair<uint32_t, std::string>>& found() const { return found_; }

 private:
  std::optional<std::pair<uint32_t, std::string>> found_;
};

class ValueReader {
 public:
  // `nodes`: by place number. `sources`: index in the run by index in the file.
  ValueReader(const std::vector<const RawNode*>& nodes, std::vector<int> sources, Complaint& complaint) : nodes_(nodes), sources_(std::move(sources)), complaint_(complaint) {}
  // Every leaf gets an identity of its own. What does not fit the type is complained of and unknown.
  Value read(const JsonNode& json, const Type& type);
  Presence read_presence(const JsonNode& json, ReasonPtr& doubt);

 private:
  Value read_plain(const JsonNode& json, const Type& type);
  Value read_unknown(const JsonNode& reasons);
  ReasonPtr read_reason(const JsonNode& json);
  std::optional<Place> read_place(const JsonNode& json);
  Places read_places(const JsonNode& json);
  Value read_record(const JsonNode& json, const Type& type);
  Value read_list(const JsonNode& json, const Type& type);
  Value read_dict(const JsonNode& json, const Type& type);
  Value read_reference(const JsonNode& json);
  Value refuse(const JsonNode& json, std::string message);

  const std::vector<const RawNode*>& nodes_;
  std::vector<int> sources_;
  Complaint& complaint_;
};

// Members of an object; a complaint and a default when the member is missing or of another sort.
std::string_view view_of(const JsonNode& object, std::string_view key, Complaint& complaint);   // as long as the parsed text
std::string text_of(const JsonNode& object, std::string_view key, Complaint& complaint);
std::string text_or_empty(const JsonNode& object, std::string_view key, Complaint& complaint);
std::optional<std::string> optional_text(const JsonNode& object, std::string_view key, Complaint& complaint);
uint32_t number_of(const JsonNode& object, std::string_view key, Complaint& complaint);
bool flag_of(const JsonNode& object, std::string_view key, Complaint& complaint);   // missing: false
std::vector<std::string> texts_of(const JsonNode& object, std::string_view key, Complaint& complaint);   // missing: none

}  // namespace sekisho::normalized
