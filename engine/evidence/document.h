// A JSON document of a bundle: written in one form, and read only in that form.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "engine/evidence/refusal.h"
#include "sekisho/json.h"
#include "sekisho/json_writer.h"

namespace sekisho::evidence {

// One object and a line end.
std::string write_document(const std::function<void(JsonWriter& json)>& members);

// An array as a member of the object that is open.
void write_array(JsonWriter& json, std::string_view key, const std::function<void()>& items);

Refusal not_as_written(const std::string& name);   // SK1017

// Null with a refusal when it is no strict JSON.
std::shared_ptr<const JsonDocument> parse_document(const std::string& name, const std::string& bytes, Refusal& refusal);

// A reader's frame: parse, take, write again, and compare.
template <typename T>
Checked<T> read_document(const std::string& name, const std::string& bytes, const std::function<void(const JsonNode& root, T& out)>& take, const std::function<std::string(const T&)>& write) {
  Refusal refusal;
  const std::shared_ptr<const JsonDocument> parsed = parse_document(name, bytes, refusal);
  if (parsed == nullptr) return refusal;
  T out;
  take(parsed->root(), out);
  if (write(out) != bytes) return not_as_written(name);
  return out;
}

}  // namespace sekisho::evidence
