// Nearly all lines stand as they were written, byte for byte: such a one is taken step by step. Whatever differs, be it a space, is the parser's.
#include "engine/normalized/place_line.h"

#include "engine/base/json_steps.h"
#include "engine/normalized/values.h"

namespace sekisho::normalized {
namespace {

class PlaceSteps {
 public:
  explicit PlaceSteps(std::string_view line) : line_(line) {}

  // Each goes on behind what it takes; false: it is not there, or needs the parser.
  bool literally(std::string_view expected) { return line_.literally(expected); }
  bool number(uint32_t& out) {
    uint64_t number = 0;
    if (!line_.number(number) || number >= UINT32_MAX) return false;
    out = static_cast<uint32_t>(number);
    return true;
  }
  bool string(std::string_view& out, bool& escaped) {
    if (!line_.string(out)) return false;
    escaped = escaped || line_.escaped();
    return true;
  }
  bool is_at_end() const { return line_.is_at_end(); }

 private:
  JsonSteps line_;
};

std::optional<PlaceLine> as_written(std::string_view text) {
  PlaceSteps line(text);
  PlaceLine place;
  if (!line.literally("{\"place\":") || !line.number(place.number) || !line.literally(",\"resource\":") || !line.number(place.resource)) return std::nullopt;
  place.is_resource = line.literally("}");
  Position& at = place.position;
  const bool positioned = place.is_resource || (line.literally(",\"pointer\":") && line.string(at.pointer, at.as_written) && line.literally(",\"line\":") && line.number(at.line) &&
                                                line.literally(",\"column\":") && line.number(at.column) && line.literally(",\"offset\":") && line.number(at.offset) && line.literally(",\"text\":") &&
                                                line.string(at.text, at.as_written) && line.literally("}"));
  return positioned && line.is_at_end() ? std::optional(place) : std::nullopt;
}

std::optional<PlaceLine> parsed(const JsonNode& line) {
  if (line.find("place") == nullptr || line.find("row") != nullptr) return std::nullopt;
  Complaint complaint;
  PlaceLine place{number_of(line, "place", complaint), number_of(line, "resource", complaint), line.find("pointer") == nullptr, {}};
  if (!place.is_resource) place.position = position_of(line, complaint);
  return complaint.found() ? std::nullopt : std::optional(place);
}

}  // namespace

std::optional<PlaceLine> place_line(std::string_view text, JsonSpan span, JsonParts& json) {
  if (std::optional<PlaceLine> place = as_written(text.substr(span.begin, span.end - span.begin))) return place;
  json.clear();
  const JsonNode* value = json.parse(text, span);
  return value == nullptr ? std::nullopt : parsed(*value);
}

}  // namespace sekisho::normalized
