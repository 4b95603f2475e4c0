// Nearly all lines stand as they were written, byte for byte: such a one is taken step by step. Whatever differs, be it a space, is the parser's.
#include "engine/normalized/place_line.h"

#include "engine/normalized/values.h"

namespace sekisho::normalized {
namespace {

class Steps {
 public:
  Steps(std::string_view text, JsonSpan span, JsonParts& json) : text_(text), at_(span.begin), end_(span.end), json_(json) {}

  // Each goes on behind what it takes; false: it is not there, or needs the parser.
  bool literally(std::string_view expected) {
    if (text_.substr(at_, end_ - at_).substr(0, expected.size()) != expected) return false;
    at_ += expected.size();
    return true;
  }
  bool number(uint32_t& out) {
    const size_t begin = at_;
    uint64_t value = 0;
    for (; at_ < end_ && text_[at_] >= '0' && text_[at_] <= '9'; ++at_) {
      value = value * 10 + static_cast<uint64_t>(text_[at_] - '0');
      if (value >= UINT32_MAX) return false;
    }
    out = static_cast<uint32_t>(value);
    return at_ > begin && (at_ == begin + 1 || text_[begin] != '0');
  }
  bool string(std::string_view& out) {
    const size_t begin = at_;
    if (!literally("\"")) return false;
    bool as_it_is = true;
    for (; at_ < end_ && text_[at_] != '"'; ++at_) {
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte >= 0x20 && byte < 0x7F && byte != '\\') continue;
      as_it_is = false;
      if (byte == '\\') ++at_;
    }
    if (at_ >= end_) return false;   // it does not end, or with a backslash
    ++at_;
    out = text_.substr(begin + 1, at_ - begin - 2);
    if (as_it_is) return true;
    const JsonNode* parsed = json_.parse(text_, {begin, at_});
    if (parsed == nullptr || parsed->kind != JsonNode::Kind::kString) return false;
    out = parsed->text;
    return true;
  }
  bool is_at_end() const { return at_ == end_; }

 private:
  std::string_view text_;
  size_t at_, end_;
  JsonParts& json_;
};

std::optional<PlaceLine> as_written(std::string_view text, JsonSpan span, JsonParts& json) {
  Steps line(text, span, json);
  PlaceLine place;
  if (!line.literally("{\"place\":") || !line.number(place.number) || !line.literally(",\"resource\":") || !line.number(place.resource)) return std::nullopt;
  place.is_resource = line.literally("}");
  Position& at = place.position;
  const bool positioned = place.is_resource || (line.literally(",\"pointer\":") && line.string(at.pointer) && line.literally(",\"line\":") && line.number(at.line) && line.literally(",\"column\":") &&
                                                line.number(at.column) && line.literally(",\"offset\":") && line.number(at.offset) && line.literally(",\"text\":") && line.string(at.text) && line.literally("}"));
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
  json.clear();
  if (std::optional<PlaceLine> place = as_written(text, span, json)) return place;
  json.clear();
  const JsonNode* value = json.parse(text, span);
  return value == nullptr ? std::nullopt : parsed(*value);
}

}  // namespace sekisho::normalized
