// JsonNode: a parsed JSON document with the place of every value. Used for inputs and for JSON inside strings.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sekisho/result.h"

namespace sekisho {

struct JsonMember;

// One value. Pointers and views live as long as the JsonDocument.
struct JsonNode {
  enum class Kind : uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };
  Kind kind = Kind::kNull;
  bool boolean = false;
  uint32_t offset = 0;                 // of the value's first byte in the source text
  std::string_view text;               // kString: unescaped; kNumber: the token as written (never a double)
  std::vector<const JsonNode*> items;  // kArray
  std::vector<JsonMember> members;     // kObject, in source order, keys unique
  const JsonNode* find(std::string_view key) const;  // null pointer when missing or no object
};
struct JsonMember {
  std::string_view key;
  const JsonNode* value;
};

// Bytes [begin, end) of a text.
struct JsonSpan {
  size_t begin = 0;
  size_t end = 0;
};

class JsonDocument {
 public:
  const JsonNode& root() const { return *root_; }
  const SourcePtr& source() const { return source_; }

 private:
  friend Result<std::shared_ptr<const JsonDocument>> parse_json(SourcePtr source, std::vector<JsonSpan> left_out, bool repeats);
  friend Result<std::shared_ptr<const JsonDocument>> parse_json_lines(SourcePtr source);
  SourcePtr source_;
  std::vector<std::unique_ptr<JsonNode[]>> nodes_;  // in blocks, so that nodes stay where they are
  std::deque<std::string> texts_;      // unescaped strings
  const JsonNode* root_ = nullptr;
};

// Strict RFC 8259. Errors carry the place: bad syntax, bad UTF-8, duplicate key, trailing text, nesting deeper than
// `kMaxJsonDepth`. Never throws, never recurses deeper than that.
inline constexpr int kMaxJsonDepth = 1000;  // real plans stay under 60
// `left_out`: values that the caller has looked at himself, in order; each stands as an empty object or array. Where there are any, he has seen to it that the
// text is UTF-8, too. `repeats`: a key that says the same once more counts once; without values left out only.
Result<std::shared_ptr<const JsonDocument>> parse_json(SourcePtr source, std::vector<JsonSpan> left_out = {}, bool repeats = false);

// Whether the first line with something on it is a JSON object by itself, and not the only one.
bool looks_like_json_lines(std::string_view text);

// One value a line, of any length: the root is an array of them, empty lines give none. As strict as parse_json, with places in the whole text.
Result<std::shared_ptr<const JsonDocument>> parse_json_lines(SourcePtr source);

// Parses single values out of a larger text, again and again in the same memory.
class JsonParts {
 public:
  // The value that is text[begin, end); null when that is not exactly one value. Offsets count from the start of `text`. Nodes live until
  // clear(), texts as long as this.
  const JsonNode* parse(std::string_view text, JsonSpan span);
  void clear() { used_ = 0; }
  // The same, and their memory is let go of.
  void forget_nodes() {
    used_ = 0;
    nodes_.clear();
  }

 private:
  std::vector<std::unique_ptr<JsonNode[]>> nodes_;
  size_t used_ = 0;                    // blocks
  std::deque<std::string> texts_;
};

}  // namespace sekisho
