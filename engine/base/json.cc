// A strict JSON parser that keeps the place of every value and says exactly where a text stops being JSON.
// One pass, no copies: strings without escapes and all numbers are views into the source. Children are gathered on one
// shared stack and moved into their parent in one allocation.
#include "sekisho/json.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#include "sekisho/utf8.h"

namespace sekisho {
namespace {

struct Fault {
  size_t offset = 0;
  std::string message;
  std::string help;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Above this many members, keys are sorted to find a duplicate instead of compared pair by pair.
constexpr size_t kPairwiseLimit = 8;

// Blocks of nodes double from the first size (a JSON text inside a string is small) to the last (80 KiB).
constexpr size_t kFirstBlock = 16;
constexpr size_t kLastBlock = 1024;
constexpr size_t kReusedBlock = 16;

constexpr int kMaxRepeats = 100;   // in one object: each is looked for anew

using NodeBlocks = std::vector<std::unique_ptr<JsonNode[]>>;

// What a parser gathers children in. A text of many lines has a parser for each: they take it over from each other.
struct OpenChildren {
  std::vector<const JsonNode*> items;   // of all open arrays
  std::vector<JsonMember> members;      // of all open objects
  std::vector<size_t> key_offsets;      // INVARIANT: one for each of members
  std::vector<uint32_t> order;
};
thread_local OpenChildren open_children;

// Whether two values say the same; the order of members counts, for who writes one twice writes it alike.
bool says_the_same(const JsonNode& a, const JsonNode& b) {
  if (a.kind != b.kind || a.boolean != b.boolean || a.text != b.text || a.items.size() != b.items.size() || a.members.size() != b.members.size()) return false;
  for (size_t i = 0; i < a.items.size(); ++i) {
    if (!says_the_same(*a.items[i], *b.items[i])) return false;
  }
  for (size_t i = 0; i < a.members.size(); ++i) {
    if (a.members[i].key != b.members[i].key || !says_the_same(*a.members[i].value, *b.members[i].value)) return false;
  }
  return true;
}

class JsonParser {
 public:
  // `used`: blocks of `nodes` from there on may be used again; it is moved on.
  JsonParser(std::string_view text, NodeBlocks& nodes, std::deque<std::string>& texts, size_t begin = 0, size_t* used = nullptr)
      : text_(text), at_(begin), nodes_(nodes), used_(used), texts_(texts), open_(std::move(open_children)) {}
  ~JsonParser() {
    open_.items.clear();   // a fault leaves some
    open_.members.clear();
    open_.key_offsets.clear();
    open_children = std::move(open_);
  }
  JsonParser(const JsonParser&) = delete;
  JsonParser& operator=(const JsonParser&) = delete;

  void leave_out(std::vector<JsonSpan> spans) { left_out_ = std::move(spans); }
  void take_repeats() { takes_repeats_ = true; }

  // Null on a fault.
  const JsonNode* parse() {
    const JsonNode* root = value(0);
    if (root == nullptr) return nullptr;
    skip_space();
    if (at_ < text_.size()) return expected("the end of the text after the value");
    return root;
  }
  const Fault& fault() const { return fault_; }

 private:
  JsonNode& make(JsonNode::Kind kind, size_t offset) {
    if (block_used_ == block_size_) {
      if (used_ != nullptr) {
        block_size_ = kReusedBlock;
        if (*used_ == nodes_.size()) nodes_.push_back(std::make_unique<JsonNode[]>(block_size_));
        block_ = nodes_[(*used_)++].get();
      } else {
        block_size_ = block_size_ == 0 ? kFirstBlock : std::min(2 * block_size_, kLastBlock);
        block_ = nodes_.emplace_back(std::make_unique<JsonNode[]>(block_size_)).get();
      }
      block_used_ = 0;
    }
    JsonNode& node = block_[block_used_++];
    if (used_ != nullptr) {
      node.text = {};
      node.boolean = false;
      node.items.clear();
      node.members.clear();
    }
    node.kind = kind;
    node.offset = static_cast<uint32_t>(offset);
    return node;
  }

  std::nullptr_t fail(size_t offset, std::string message, std::string help = "") {
    fault_ = {offset, std::move(message), std::move(help)};
    return nullptr;
  }

  std::nullptr_t expected(const std::string& what) { return fail(at_, "expected " + what + ", found " + found(at_)); }

  std::string found(size_t at) const {
    if (at >= text_.size()) return "the end of the text";
    const CodePoint point = code_point_at(text_, at);
    if (point.value == '\n' || point.value == '\r') return "a line end";
    return "`" + harmless(text_.substr(at, point.length)) + "`";
  }

  void skip_space() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return;
      ++at_;
      // Pretty-printed files are a third indentation.
      while (text_.size() - at_ >= 8) {
        uint64_t eight;
        std::memcpy(&eight, text_.data() + at_, 8);
        if (eight != 0x2020202020202020u) break;
        at_ += 8;
      }
    }
  }

  bool take(char c) {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  const JsonNode* value(int depth) {
    skip_space();
    if (at_ >= text_.size()) return expected("a value");
    if (next_left_out_ < left_out_.size() && left_out_[next_left_out_].begin == at_) {
      JsonNode& node = make(text_[at_] == '{' ? JsonNode::Kind::kObject : JsonNode::Kind::kArray, at_);
      at_ = left_out_[next_left_out_++].end;
      return &node;
    }
    switch (text_[at_]) {
      case '{': return object(depth);
      case '[': return array(depth);
      case '"': {
        const size_t start = at_;
        const std::optional<std::string_view> text = string();
        if (!text) return nullptr;
        JsonNode& node = make(JsonNode::Kind::kString, start);
        node.text = *text;
        return &node;
      }
      case 't': return word("true", JsonNode::Kind::kBool, true);
      case 'f': return word("false", JsonNode::Kind::kBool, false);
      case 'n': return word("null", JsonNode::Kind::kNull, false);
      default: break;
    }
    if (text_[at_] == '-' || is_digit(text_[at_])) return number();
    return expected("a value");
  }

  const JsonNode* word(std::string_view spelling, JsonNode::Kind kind, bool boolean) {
    if (text_.substr(at_, spelling.size()) != spelling) return expected("`" + std::string(spelling) + "` or another value");
    JsonNode& node = make(kind, at_);
    node.boolean = boolean;
    at_ += spelling.size();
    return &node;
  }

  bool digits() {
    if (at_ >= text_.size() || !is_digit(text_[at_])) {
      expected("a digit");
      return false;
    }
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    return true;
  }

  const JsonNode* number() {
    const size_t start = at_;
    take('-');
    if (take('0')) {
      if (at_ < text_.size() && is_digit(text_[at_])) return fail(start, "a number does not begin with `0` and a further digit");
    } else if (!digits()) {
      return nullptr;
    }
    if (take('.') && !digits()) return nullptr;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (!digits()) return nullptr;
    }
    JsonNode& node = make(JsonNode::Kind::kNumber, start);
    node.text = text_.substr(start, at_ - start);
    return &node;
  }

  // Moves `at_` to the next quote, backslash or control character, or to the end.
  void skip_plain() {
    constexpr uint64_t kOnes = 0x0101010101010101u;
    constexpr uint64_t kHighs = 0x8080808080808080u;
    while (text_.size() - at_ >= 8) {
      uint64_t eight;
      std::memcpy(&eight, text_.data() + at_, 8);
      const uint64_t quote = eight ^ (kOnes * '"');
      const uint64_t backslash = eight ^ (kOnes * '\\');
      // A high bit for each byte that is a quote, a backslash or below 0x20, and perhaps for others behind a true one.
      const uint64_t stop = (((quote - kOnes) & ~quote) | ((backslash - kOnes) & ~backslash) | ((eight - kOnes * 0x20) & ~eight)) & kHighs;
      if (stop != 0 && std::endian::native == std::endian::little) {
        at_ += static_cast<size_t>(std::countr_zero(stop)) / 8;
        return;
      }
      if (stop != 0) break;
      at_ += 8;
    }
    while (at_ < text_.size()) {
      const auto c = static_cast<unsigned char>(text_[at_]);
      if (c == '"' || c == '\\' || c < 0x20) return;
      ++at_;
    }
  }

  // REQUIRES: a quote at `at_`.
  std::optional<std::string_view> string() {
    const size_t start = ++at_;
    skip_plain();
    if (take('"')) return text_.substr(start, at_ - 1 - start);
    std::string* unescaped = nullptr;
    size_t copied = start;
    while (at_ < text_.size() && text_[at_] == '\\') {
      if (unescaped == nullptr) unescaped = &texts_.emplace_back();
      unescaped->append(text_, copied, at_ - copied);
      if (!escape(*unescaped)) return std::nullopt;
      copied = at_;
      skip_plain();
      if (at_ < text_.size() && text_[at_] == '"') {
        unescaped->append(text_, copied, at_ - copied);
        ++at_;
        return *unescaped;
      }
    }
    if (at_ >= text_.size()) {
      fail(start - 1, "a string without its closing `\"`");
    } else {
      fail(at_, "a control character inside a string, found " + found(at_), "write it as an escape, `\\n` or `\\u000a`");
    }
    return std::nullopt;
  }

  // REQUIRES: a backslash at `at_`.
  bool escape(std::string& text) {
    const size_t start = at_++;
    const char c = at_ < text_.size() ? text_[at_] : '\0';
    ++at_;
    switch (c) {
      case '"': case '\\': case '/': text += c; return true;
      case 'b': text += '\b'; return true;
      case 'f': text += '\f'; return true;
      case 'n': text += '\n'; return true;
      case 'r': text += '\r'; return true;
      case 't': text += '\t'; return true;
      case 'u': return unicode_escape(start, text);
      default: break;
    }
    const size_t length = start + 1 < text_.size() ? code_point_at(text_, start + 1).length : 0;
    fail(start, "no such escape: `\\" + harmless(text_.substr(start + 1, length)) + "`", "a backslash itself is written `\\\\`");
    return false;
  }

  bool unicode_escape(size_t start, std::string& text) {
    const std::optional<char32_t> first = four_digits(start);
    if (!first) return false;
    char32_t value = *first;
    if (value >= 0xD800 && value <= 0xDFFF) {
      const bool high = value <= 0xDBFF && text_.substr(at_, 2) == "\\u";
      std::optional<char32_t> second;
      if (high) {
        const size_t second_start = at_;
        at_ += 2;
        second = four_digits(second_start);
        if (!second) return false;
      }
      if (!second || *second < 0xDC00 || *second > 0xDFFF) {
        fail(start, "half a surrogate pair: `" + std::string(text_.substr(start, 6)) + "`");
        return false;
      }
      value = 0x10000 + ((value - 0xD800) << 10) + (*second - 0xDC00);
    }
    append_utf8(text, value);
    return true;
  }

  std::optional<char32_t> four_digits(size_t start) {
    char32_t value = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const char c = at_ < text_.size() ? text_[at_] : '\0';
      const char lower = static_cast<char>(c | 0x20);
      if (is_digit(c)) {
        value = value * 16 + static_cast<char32_t>(c - '0');
      } else if (lower >= 'a' && lower <= 'f') {
        value = value * 16 + static_cast<char32_t>(lower - 'a' + 10);
      } else {
        fail(start, "expected four hexadecimal digits after `\\u`, found " + found(at_));
        return std::nullopt;
      }
    }
    return value;
  }

  const JsonNode* too_deep() { return fail(at_, "nested deeper than " + std::to_string(kMaxJsonDepth) + " levels"); }

  const JsonNode* array(int depth) {
    if (depth >= kMaxJsonDepth) return too_deep();
    JsonNode& node = make(JsonNode::Kind::kArray, at_++);
    const size_t first = open_.items.size();
    skip_space();
    if (take(']')) return &node;
    while (true) {
      const JsonNode* item = value(depth + 1);
      if (item == nullptr) return nullptr;
      open_.items.push_back(item);
      skip_space();
      if (take(',')) continue;
      if (take(']')) break;
      return unclosed("`,` or `]`", "array", node.offset);
    }
    node.items.assign(open_.items.begin() + static_cast<std::ptrdiff_t>(first), open_.items.end());
    open_.items.resize(first);
    return &node;
  }

  const JsonNode* object(int depth) {
    if (depth >= kMaxJsonDepth) return too_deep();
    JsonNode& node = make(JsonNode::Kind::kObject, at_++);
    const size_t first = open_.members.size();
    skip_space();
    if (take('}')) return &node;
    while (true) {
      skip_space();
      if (at_ >= text_.size() || text_[at_] != '"') return expected("a key in quotes");
      const size_t key_offset = at_;
      const std::optional<std::string_view> key = string();
      if (!key) return nullptr;
      skip_space();
      if (!take(':')) return expected("`:` after a key");
      const JsonNode* member = value(depth + 1);
      if (member == nullptr) return nullptr;
      open_.members.push_back({*key, member});
      open_.key_offsets.push_back(key_offset);
      skip_space();
      if (take(',')) continue;
      if (take('}')) break;
      return unclosed("`,` or `}`", "object", node.offset);
    }
    for (int repeats = 0; const std::optional<size_t> again = repeated_key(first); ++repeats) {
      if (takes_repeats_ && repeats < kMaxRepeats && drop_repeat(*again, first)) continue;
      return fail(open_.key_offsets[*again], "duplicate key `" + harmless(open_.members[*again].key) + "` in one object", "readers disagree on which one counts; keep one");
    }
    node.members.assign(open_.members.begin() + static_cast<std::ptrdiff_t>(first), open_.members.end());
    open_.members.resize(first);
    open_.key_offsets.resize(first);
    return &node;
  }

  const JsonNode* unclosed(const std::string& wanted, const char* what, uint32_t offset) {
    if (at_ < text_.size()) return expected(wanted);
    return fail(offset, std::string("an ") + what + " that is never closed, expected " + wanted + " before the end of the text");
  }

  // The earliest member whose key came before.
  std::optional<size_t> repeated_key(size_t first) {
    const size_t count = open_.members.size() - first;
    const JsonMember* members = open_.members.data() + first;
    if (count <= kPairwiseLimit) {
      for (size_t i = 1; i < count; ++i) {
        for (size_t j = 0; j < i; ++j) {
          if (members[i].key == members[j].key) return first + i;
        }
      }
      return std::nullopt;
    }
    open_.order.resize(count);
    for (size_t i = 0; i < count; ++i) open_.order[i] = static_cast<uint32_t>(i);
    std::sort(open_.order.begin(), open_.order.end(), [members](uint32_t a, uint32_t b) {
      const std::string_view left = members[a].key;
      const std::string_view right = members[b].key;
      // Length first: cheaper than bytes, and any total order will do.
      if (left.size() != right.size()) return left.size() < right.size();
      const int bytes = std::memcmp(left.data(), right.data(), left.size());
      return bytes != 0 ? bytes < 0 : a < b;
    });
    size_t earliest = count;
    for (size_t i = 1; i < count; ++i) {
      if (members[open_.order[i - 1]].key == members[open_.order[i]].key) earliest = std::min<size_t>(earliest, open_.order[i]);
    }
    return earliest == count ? std::nullopt : std::optional(first + earliest);
  }

  bool drop_repeat(size_t index, size_t first) {
    size_t before = first;
    while (open_.members[before].key != open_.members[index].key) ++before;
    if (!says_the_same(*open_.members[before].value, *open_.members[index].value)) return false;
    open_.members.erase(open_.members.begin() + static_cast<std::ptrdiff_t>(index));
    open_.key_offsets.erase(open_.key_offsets.begin() + static_cast<std::ptrdiff_t>(index));
    return true;
  }

  std::string_view text_;
  size_t at_ = 0;
  bool takes_repeats_ = false;
  Fault fault_;
  NodeBlocks& nodes_;
  size_t* used_;
  JsonNode* block_ = nullptr;
  std::vector<JsonSpan> left_out_;
  size_t next_left_out_ = 0;
  size_t block_size_ = 0;
  size_t block_used_ = 0;
  std::deque<std::string>& texts_;
  OpenChildren open_;
};

Error error_at(const SourcePtr& source, const Fault& fault) {
  const LineColumn place = source->line_column(fault.offset);
  const size_t length = fault.offset < source->view().size() ? code_point_at(source->view(), fault.offset).length : 0;
  const auto begin = static_cast<uint32_t>(std::min<size_t>(fault.offset, std::numeric_limits<uint32_t>::max()));
  return Error{"`" + source->name() + "` is not valid JSON: line " + std::to_string(place.line) + ", column " +
                   std::to_string(place.column) + ": " + fault.message,
               fault.help, Span{source, begin, begin + static_cast<uint32_t>(length)}};
}

}  // namespace

const JsonNode* JsonNode::find(std::string_view key) const {
  for (const JsonMember& member : members) {
    if (member.key == key) return member.value;
  }
  return nullptr;
}

const JsonNode* JsonParts::parse(std::string_view text, JsonSpan span) {
  JsonParser parser(text.substr(0, span.end), nodes_, texts_, span.begin, &used_);
  return parser.parse();
}

namespace {

// `checked`: it is known to be UTF-8.
std::optional<Error> unfit(const SourcePtr& source, bool checked = false) {
  const std::string_view text = source->view();
  if (text.size() > std::numeric_limits<uint32_t>::max()) {
    return Error{"`" + source->name() + "` is larger than 4 GiB", "split it into several inputs", {}};
  }
  if (const std::optional<size_t> bad = checked ? std::nullopt : first_bad_utf8(text)) {
    return error_at(source, {*bad, "a byte that is not UTF-8", "save the file as UTF-8"});
  }
  return std::nullopt;
}

// The line that starts at `at`, without its end.
JsonSpan line_at(std::string_view text, size_t at) { return {at, std::min(text.find('\n', at), text.size())}; }

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

}  // namespace

Result<std::shared_ptr<const JsonDocument>> parse_json(SourcePtr source, std::vector<JsonSpan> left_out, bool repeats) {
  const std::string_view text = source->view();
  if (std::optional<Error> error = unfit(source, !left_out.empty())) return *error;
  auto document = std::make_shared<JsonDocument>();
  document->source_ = source;
  JsonParser parser(text, document->nodes_, document->texts_);
  if (repeats && left_out.empty()) parser.take_repeats();
  parser.leave_out(std::move(left_out));
  document->root_ = parser.parse();
  if (document->root_ == nullptr) return error_at(source, parser.fault());
  return std::shared_ptr<const JsonDocument>(std::move(document));
}

bool looks_like_json_lines(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || text[first] != '{') return false;
  const JsonSpan line = line_at(text, first);
  if (text.find_first_not_of(" \t\r\n", line.end) == std::string_view::npos) return false;
  JsonParts parts;
  return parts.parse(text, line) != nullptr;
}

Result<std::shared_ptr<const JsonDocument>> parse_json_lines(SourcePtr source) {
  const std::string_view text = source->view();
  if (std::optional<Error> error = unfit(source)) return *error;
  auto document = std::make_shared<JsonDocument>();
  document->source_ = source;
  std::vector<const JsonNode*> values;
  size_t used = 0;
  for (JsonSpan line = line_at(text, 0); line.begin < text.size(); line = line_at(text, line.end + 1)) {
    if (is_blank(text.substr(line.begin, line.end - line.begin))) continue;
    JsonParser parser(text.substr(0, line.end), document->nodes_, document->texts_, line.begin, &used);
    const JsonNode* value = parser.parse();
    if (value == nullptr) return error_at(source, parser.fault());
    values.push_back(value);
  }
  JsonNode& root = document->nodes_.emplace_back(std::make_unique<JsonNode[]>(1))[0];
  root.kind = JsonNode::Kind::kArray;
  root.items = std::move(values);
  document->root_ = &root;
  return std::shared_ptr<const JsonDocument>(std::move(document));
}

}  // namespace sekisho
