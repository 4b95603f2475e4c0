// read_stream.
#include "adapters/external/stream.h"

#include <algorithm>
#include <array>
#include <set>

#include "adapters/external/values.h"
#include "adapters/reader/resources.h"
#include "adapters/reader/timestamp.h"
#include "sekisho/utf8.h"

namespace sekisho::adapters::external {
namespace {

using Kind = JsonNode::Kind;
constexpr std::string_view kFormat = "sekisho-adapter", kVersion = "1";

// The lines' trees live as long as what is made of them.
struct StreamSource : RawSource {
  std::vector<std::shared_ptr<const JsonDocument>> lines;
};

std::string_view text_of(const JsonNode& object, std::string_view key) {
  const JsonNode* node = object.find(key);
  return node == nullptr ? std::string_view() : node->text;
}

class StreamReading {
 public:
  StreamReading(const Content& content, const std::string& adapter) : content_(content), adapter_(adapter), source_(std::make_shared<StreamSource>()) {
    source_->adapter = adapter;
    source_->source = content.source;
    source_->digest = content.digest;
    line_starts_.push_back(0);
    const std::string& text = content.source->text();
    for (size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) line_starts_.push_back(static_cast<uint32_t>(at) + 1);
  }

  Result<RawSourcePtr> run(const std::string& stream) {
    if (const std::optional<size_t> bad = first_bad_utf8(stream)) {
      number_ = 1 + static_cast<size_t>(std::count(stream.begin(), stream.begin() + static_cast<std::ptrdiff_t>(*bad), '\n'));
      return refuse("this is no UTF-8");
    }
    for (size_t at = 0; at < stream.size();) {
      const size_t end = stream.find('\n', at);
      ++number_;
      if (end == std::string::npos) return refuse("the last line has no line end: the stream was cut");
      if (std::optional<Error> error = take(stream.substr(at, end - at))) return *error;
      at = end + 1;
    }
    if (number_ == 0) return refuse("it wrote nothing");
    if (!ended_) return refuse("there is no trailer: the stream was cut");
    return RawSourcePtr(source_);
  }

 private:
  std::optional<Error> take(std::string line) {
    if (ended_) return refuse("something stands after the trailer");
    Result<std::shared_ptr<const JsonDocument>> json = parse_json(std::make_shared<const Source>(adapter_ + ", line " + std::to_string(number_), std::move(line)));
    if (!json) return refuse("this is no JSON: " + json.error().message);
    source_->lines.push_back(*json);
    const JsonNode& root = (*json)->root();
    if (root.kind != Kind::kObject) return refuse("a line is an object");
    if (number_ == 1) return header(root);
    return root.find("resources") != nullptr ? trailer(root) : resource(root);
  }

  std::optional<Error> header(const JsonNode& object) {
    if (text_of(object, "format") != kFormat) return refuse("there is no header: expected {\"format\": \"sekisho-adapter\", \"version\": 1, …}");
    if (text_of(object, "version") != kVersion) return refuse("version " + std::string(text_of(object, "version")) + " of the protocol is not known here; this program reads version 1");
    static constexpr std::array<Field, 7> kFields = {{{"format", Kind::kString, true}, {"version", Kind::kNumber, true}, {"name", Kind::kString, true}, {"adapter_version", Kind::kString, true},
                                                      {"complete", Kind::kArray, true}, {"captured_at", Kind::kString, false}, {"missing", Kind::kString, false}}};
    if (std::optional<Error> error = check(object, kFields)) return error;
    for (const JsonNode* kind : object.find("complete")->items) {
      if (kind->kind != Kind::kString) return refuse("`complete` is a list of kinds");
      source_->complete.emplace_back(kind->text);
    }
    const std::string_view missing = text_of(object, "missing");
    if (!missing.empty() && missing != "absent" && missing != "not_exported") return refuse("`missing` is `absent` or `not_exported`");
    source_->missing_is_absent = missing != "not_exported";
    if (const std::string_view captured = text_of(object, "captured_at"); !captured.empty()) {
      source_->captured_at = parse_timestamp(captured);
      if (!source_->captured_at) return refuse("`captured_at` is no time such as 2026-04-01T00:00:00Z");
    }
    source_->format = std::string(text_of(object, "name")) + " " + std::string(text_of(object, "adapter_version"));
    return std::nullopt;
  }

  std::optional<Error> trailer(const JsonNode& object) {
    static constexpr std::array<Field, 1> kFields = {{{"resources", Kind::kNumber, true}}};
    if (std::optional<Error> error = check(object, kFields)) return error;
    if (text_of(object, "resources") != std::to_string(source_->resources.size())) {
      return refuse("the trailer counts " + std::string(text_of(object, "resources")) + " resources, but " + std::to_string(source_->resources.size()) + " came");
    }
    ended_ = true;
    return std::nullopt;
  }

  std::optional<Error> resource(const JsonNode& object) {
    static constexpr std::array<Field, 11> kFields = {{{"type", Kind::kString, true}, {"address", Kind::kString, true}, {"properties", Kind::kObject, true}, {"name", Kind::kString, false},
                                                       {"account", Kind::kString, false}, {"region", Kind::kString, false}, {"namespace", Kind::kString, false}, {"parent", Kind::kString, false},
                                                       {"action", Kind::kString, false}, {"tags", Kind::kObject, false}, {"line", Kind::kNumber, false}}};
    if (std::optional<Error> error = check(object, kFields)) return error;
    const auto text = [&](std::string_view key) { return std::string(text_of(object, key)); };
    const auto optional_text = [&](std::string_view key) { return object.find(key) == nullptr ? std::nullopt : std::optional(text(key)); };
    if (text("type").empty() || text("address").empty()) return refuse("`type` and `address` are not empty");
    if (!addresses_.insert(text("address")).second) return refuse("the address `" + harmless(text("address")) + "` came before: an address names one resource");
    RawResource& made = add_resource(*source_, text("type"));
    made.address = text("address");
    made.name = object.find("name") != nullptr ? text("name") : made.address;
    made.action = text("action");
    made.parent = text("parent");
    made.account = optional_text("account");
    made.account_key = made.account.value_or("");
    made.region = optional_text("region");
    const bool nowhere = made.region == "global";
    if (nowhere) made.region.reset();
    made.namespace_ = optional_text("namespace");
    uint32_t offset = 0;
    if (const JsonNode* line = object.find("line")) {
      const size_t number = line->text.size() > 9 || line->text.find_first_not_of("0123456789") != std::string_view::npos ? 0 : std::stoul(std::string(line->text));
      if (number == 0 || number > line_starts_.size()) return refuse("`line` is no line of the input, which has " + std::to_string(line_starts_.size()));
      offset = line_starts_[number - 1];
    }
    std::string trouble;
    made.root = build_values(*source_, made, *object.find("properties"), offset, trouble);
    if (const JsonNode* tags = object.find("tags")) made.tags = build_values(*source_, made, *tags, offset, trouble);
    if (!source_->missing_is_absent) leave_open(made, nowhere, offset);
    if (!trouble.empty()) return refuse(trouble);
    return std::nullopt;
  }

  // What an input that does not hold everything leaves out of a resource is not known.
  void leave_open(RawResource& made, bool nowhere, uint32_t offset) {
    made.region_unknown = !made.region && !nowhere;
    if (made.tags != nullptr) return;
    RawNode& tags = source_->nodes.emplace_back();
    tags.kind = RawNode::Kind::kUnknown;
    tags.why = RawUnknown::kNotExported;
    tags.resource = &made;
    tags.offset = offset;
    made.tags = &tags;
  }

  struct Field {
    std::string_view name;
    Kind kind;
    bool required;
  };

  // An object with these keys and no others.
  template <size_t kCount>
  std::optional<Error> check(const JsonNode& object, const std::array<Field, kCount>& fields) const {
    for (const JsonMember& member : object.members) {
      const auto field = std::find_if(fields.begin(), fields.end(), [&](const Field& one) { return one.name == member.key; });
      if (field == fields.end()) return refuse("`" + harmless(member.key) + "` is no key of this line");
      if (field->kind != member.value->kind) return refuse("`" + std::string(field->name) + "` holds something else than the protocol says");
    }
    for (const Field& field : fields) {
      if (field.required && object.find(field.name) == nullptr) return refuse("`" + std::string(field.name) + "` is missing");
    }
    return std::nullopt;
  }

  Error refuse(const std::string& why) const {
    return Error{"`" + content_.source->name() + "`: what the adapter `" + adapter_ + "` wrote cannot be used" + (number_ == 0 ? "" : ", line " + std::to_string(number_)) + ": " + why,
                 "the protocol is in adapters/external/README.md; `sekisho adapters --test " + adapter_ + " FILE` tries an adapter", {}};
  }

  const Content& content_;
  const std::string& adapter_;
  std::shared_ptr<StreamSource> source_;
  std::vector<uint32_t> line_starts_;
  std::set<std::string> addresses_;
  size_t number_ = 0;
  bool ended_ = false;
};

}  // namespace

Result<RawSourcePtr> read_stream(const Content& content, const std::string& adapter, const std::string& stream) { return StreamReading(content, adapter).run(stream); }

}  // namespace sekisho::adapters::external
