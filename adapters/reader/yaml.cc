// Builds nodes from libyaml's events, with a stack of open collections instead of recursion.
#include "adapters/reader/yaml.h"

#include <yaml.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "adapters/reader/plain_yaml.h"
#include "adapters/reader/yaml_number.h"

namespace sekisho::adapters {
namespace {

constexpr std::string_view kCoreTag = "tag:yaml.org,2002:";

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), text) != words.end(); }

}  // namespace

class YamlParser : public YamlSink {
 public:
  YamlParser(SourcePtr source, LocalTags tags) : stream_(std::make_shared<YamlStream>()), text_(source->view()), tags_(tags) {
    stream_->source_ = std::move(source);
    yaml_parser_initialize(&parser_);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text_.data()), text_.size());
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  }
  ~YamlParser() override { yaml_parser_delete(&parser_); }
  YamlParser(const YamlParser&) = delete;
  YamlParser& operator=(const YamlParser&) = delete;

  // None when libyaml has the word; then this is of no more use. `take`: gets each document, whose nodes become those of the next; may be null.
  std::shared_ptr<const YamlStream> run_plain(const std::function<bool(const JsonNode&)>* take) {
    take_ = take;
    return scan_plain_yaml(text_, *this) && good() ? stream_ : nullptr;
  }

  void document_begins() override {}
  void document_ends(size_t) override {
    if (error_) return;
    const JsonNode* document = std::exchange(root_, nullptr);
    if (take_ == nullptr) return stream_->documents_.push_back(document);
    refused_ = !(*take_)(*document);
    nodes_ = 0;
  }
  void scalar(std::string_view text, size_t offset, bool plain, bool stands) override {
    if (is_key()) return key(stands ? text : kept(std::string(text)), offset, plain);
    JsonNode& node = make(JsonNode::Kind::kString, offset);
    resolve(node, text, plain, stands);
    add(&node, {}, offset);
  }
  void collection_begins(bool list, size_t offset) override { open(list ? JsonNode::Kind::kArray : JsonNode::Kind::kObject, offset, nullptr, nullptr); }
  void collection_ends() override { close(); }
  bool good() const override { return !error_ && !refused_; }

  Result<std::shared_ptr<const YamlStream>> run() {
    for (bool go_on = true; go_on && !error_;) {
      yaml_event_t event;
      if (!yaml_parser_parse(&parser_, &event)) {
        syntax_error();
        break;
      }
      go_on = event.type != YAML_STREAM_END_EVENT;
      take(event);
      yaml_event_delete(&event);
    }
    if (error_) return *error_;
    return std::shared_ptr<const YamlStream>(stream_);
  }

 private:
  // How much a value holds, with what its aliases repeat.
  struct Extent {
    uint64_t size = 1;                   // values, itself among them
    size_t height = 1;                   // levels
  };
  // What few collections have.
  struct Rare {
    std::string anchor;
    std::unordered_set<std::string_view> keys;   // of a large mapping; of a small one its members are looked through
    std::vector<const JsonNode*> merged;
  };
  // A collection whose end was not met yet. Its items or members are the last of `items_` or `members_`: it gets them when it is complete, in one piece.
  struct Open {
    JsonNode* node;
    const JsonNode* shown;               // the node, or the long form around it
    size_t begin;                        // in `items_` or `members_`
    std::optional<std::string_view> key; // of a mapping: its value comes next
    bool merges = false;                 // the next value belongs to `<<`
    Extent extent;
    std::unique_ptr<Rare> rare;          // may be null
    Rare& with_rare() {
      if (rare == nullptr) rare = std::make_unique<Rare>();
      return *rare;
    }
  };
  struct Anchored {
    const JsonNode* node = nullptr;      // null while it is open
    Extent extent;
  };

  // libyaml counts characters; events come in the order of the text.
  size_t offset_of(const yaml_mark_t& mark) {
    if (mark.index < characters_) characters_ = bytes_ = 0;
    for (; characters_ < mark.index && bytes_ < text_.size(); ++characters_) {
      ++bytes_;
      while (bytes_ < text_.size() && (static_cast<unsigned char>(text_[bytes_]) & 0xC0) == 0x80) ++bytes_;
    }
    return bytes_;
  }

  void fail(size_t offset, std::string message, std::string help = "") {
    if (error_) return;
    const uint32_t at = static_cast<uint32_t>(std::min(offset, text_.size()));
    if (help.empty()) help = "mend it there, or have the file written anew";
    if (text_.find("{{") != std::string_view::npos) help = "it looks like a template: give what the template makes, as `helm template` writes it";
    error_ = Error{"`" + stream_->source_->name() + "` is not valid YAML: " + std::move(message), std::move(help), Span{stream_->source_, at, at}};
  }

  void too_deep(size_t offset) { fail(offset, "nesting is deeper than " + std::to_string(kMaxYamlDepth)); }

  void syntax_error() {
    const std::string problem = parser_.problem == nullptr ? "not enough memory" : parser_.problem;
    if (parser_.error == YAML_READER_ERROR) return fail(parser_.problem_offset, problem, "the text has to be UTF-8 without control characters");
    fail(offset_of(parser_.problem_mark), problem + (parser_.context == nullptr ? "" : std::string(" ") + parser_.context), text_.find("\n\t") == std::string_view::npos ? "is the indentation right?" : "a line begins with a tab: indent by spaces");
  }

  JsonNode& make(JsonNode::Kind kind, size_t offset) {
    if (nodes_ / kBlock == stream_->nodes_.size()) stream_->nodes_.push_back(std::make_unique<JsonNode[]>(kBlock));
    JsonNode& node = stream_->nodes_[nodes_ / kBlock][nodes_ % kBlock];
    ++nodes_;
    node.kind = kind;
    node.boolean = false;
    node.offset = static_cast<uint32_t>(offset);
    node.text = {};
    node.items.clear();
    node.members.clear();
    return node;
  }

  // Most mappings are small, and looking through them costs less than a table of their keys.
  static constexpr size_t kSmall = 16;

  // False when the mapping, the innermost of those that are open, has the key already.
  bool insert_key(Open& mapping, std::string_view key) {
    const auto begin = members_.begin() + static_cast<std::ptrdiff_t>(mapping.begin);
    if (members_.size() - mapping.begin <= kSmall) return std::none_of(begin, members_.end(), [&](const JsonMember& member) { return member.key.size() == key.size() && (key.empty() || member.key.back() == key.back()) && member.key == key; });
    std::unordered_set<std::string_view>& keys = mapping.with_rare().keys;
    if (keys.empty()) std::for_each(begin, members_.end(), [&](const JsonMember& member) { keys.insert(member.key); });
    return keys.insert(key).second;
  }

  // A scalar's text where it stands in the source, which lives as long; a copy when it was unescaped or folded. `offset`: of the scalar or its quote.
  std::string_view standing(std::string_view text, size_t offset) {
    for (const size_t at : {offset, offset + 1}) {
      if (at <= text_.size() && text_.substr(at, text.size()) == text) return text_.substr(at, text.size());
    }
    return kept(std::string(text));
  }

  std::string_view kept(std::string text) { return stream_->texts_.emplace_back(std::move(text)); }

  void take(const yaml_event_t& event) {
    const size_t offset = offset_of(event.start_mark);
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT: anchors_.clear(); break;
      case YAML_DOCUMENT_END_EVENT:
        if (root_ == nullptr) root_ = &make(JsonNode::Kind::kNull, offset);
        stream_->documents_.push_back(std::exchange(root_, nullptr));
        break;
      case YAML_ALIAS_EVENT: alias(reinterpret_cast<const char*>(event.data.alias.anchor), offset); break;
      case YAML_SCALAR_EVENT: scalar(event, offset); break;
      case YAML_SEQUENCE_START_EVENT:
        open(JsonNode::Kind::kArray, offset, event.data.sequence_start.tag, event.data.sequence_start.anchor);
        break;
      case YAML_MAPPING_START_EVENT:
        open(JsonNode::Kind::kObject, offset, event.data.mapping_start.tag, event.data.mapping_start.anchor);
        break;
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT: close(); break;
      default: break;
    }
  }

  void alias(const std::string& name, size_t offset) {
    const auto found = anchors_.find(name);
    if (found == anchors_.end()) return fail(offset, "the alias `*" + name + "` has no anchor before it");
    if (found->second.node == nullptr) return fail(offset, "the alias `*" + name + "` stands inside what it repeats");
    const Extent extent = found->second.extent;
    repeated_ += extent.size;
    if (repeated_ > kMaxYamlRepeated + nodes_) return fail(offset, "its aliases repeat more than " + std::to_string(kMaxYamlRepeated) + " values");
    if (open_.size() + extent.height > static_cast<size_t>(kMaxYamlDepth)) return too_deep(offset);
    add(found->second.node, extent, offset);
  }

  void scalar(const yaml_event_t& event, size_t offset) {
    const auto& data = event.data.scalar;
    const std::string_view text(reinterpret_cast<const char*>(data.value), data.length);
    const std::string_view tag = data.tag == nullptr ? std::string_view() : reinterpret_cast<const char*>(data.tag);
    if (is_key()) return key(standing(text, offset), offset, data.style == YAML_PLAIN_SCALAR_STYLE);
    JsonNode& node = make(JsonNode::Kind::kString, offset);
    const bool plain = data.style == YAML_PLAIN_SCALAR_STYLE && (tag.empty() || (tag.starts_with(kCoreTag) && tag != "tag:yaml.org,2002:str" && tag != "tag:yaml.org,2002:binary"));
    resolve(node, text, plain, false);
    const JsonNode* shown = tagged(node, tag, offset);
    if (data.anchor != nullptr) anchors_[reinterpret_cast<const char*>(data.anchor)] = {shown, {}};
    add(shown, {}, offset);
  }

  bool is_key() const { return !open_.empty() && open_.back().node->kind == JsonNode::Kind::kObject && !open_.back().key && !open_.back().merges; }

  // What can be a number, null or a truth value begins with one of these.
  static bool may_be_no_text(std::string_view text) { return text.empty() || std::string_view("0123456789+-._~nNtTfFyYoO").find(text.front()) != std::string_view::npos; }

  void resolve(JsonNode& node, std::string_view text, bool plain, bool stands) {
    plain = plain && may_be_no_text(text);
    if (plain && is_one_of(text, {"", "~", "null", "Null", "NULL"})) {
      node.kind = JsonNode::Kind::kNull;
    } else if (plain && is_one_of(text, {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"})) {
      node.kind = JsonNode::Kind::kBool;
      node.boolean = true;
    } else if (plain && is_one_of(text, {"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"})) {
      node.kind = JsonNode::Kind::kBool;
    } else if (std::optional<std::string> digits = plain ? yaml_number(text) : std::nullopt) {
      node.kind = JsonNode::Kind::kNumber;
      node.text = *digits != text ? kept(std::move(*digits)) : stands ? text : standing(text, node.offset);
    } else {
      node.text = stands ? text : standing(text, node.offset);
    }
  }

  void key(std::string_view text, size_t offset, bool plain) {
    Open& mapping = open_.back();
    if (plain && text == "<<") {
      mapping.merges = true;
      return;
    }
    mapping.key = text;
    if (!insert_key(mapping, *mapping.key)) return fail(offset, "duplicate key `" + std::string(text) + "` in one mapping", "keep one of the two");
  }

  void open(JsonNode::Kind kind, size_t offset, const yaml_char_t* tag, const yaml_char_t* anchor) {
    if (open_.size() >= static_cast<size_t>(kMaxYamlDepth)) return too_deep(offset);
    if (is_key()) return fail(offset, "a key is a list or a mapping, expected a text");
    JsonNode& node = make(kind, offset);
    const JsonNode* shown = tagged(node, tag == nullptr ? std::string_view() : reinterpret_cast<const char*>(tag), offset);
    Open opened{&node, shown, kind == JsonNode::Kind::kArray ? items_.size() : members_.size(), {}, false, {}, nullptr};
    if (anchor != nullptr) {
      opened.with_rare().anchor = reinterpret_cast<const char*>(anchor);
      anchors_[opened.rare->anchor] = {};
    }
    open_.push_back(std::move(opened));
  }

  void close() {
    if (error_) return;
    Open done = std::move(open_.back());
    open_.pop_back();
    if (done.rare != nullptr) merge_members(done);
    if (done.node->kind == JsonNode::Kind::kArray) {
      done.node->items.assign(items_.begin() + static_cast<std::ptrdiff_t>(done.begin), items_.end());
      items_.resize(done.begin);
    } else {
      done.node->members.assign(members_.begin() + static_cast<std::ptrdiff_t>(done.begin), members_.end());
      members_.erase(members_.begin() + static_cast<std::ptrdiff_t>(done.begin), members_.end());
    }
    if (done.rare != nullptr && !done.rare->anchor.empty()) anchors_[done.rare->anchor] = {done.shown, done.extent};
    add(done.shown, done.extent, done.node->offset);
  }

  // What it merges stands behind its own members.
  void merge_members(Open& mapping) {
    for (const JsonNode* merged : mapping.rare->merged) {
      for (const JsonMember& member : merged->members) {
        if (insert_key(mapping, member.key)) members_.push_back(member);
      }
    }
  }

  // A finished value to where it belongs.
  void add(const JsonNode* node, Extent extent, size_t offset) {
    if (error_) return;
    if (open_.empty()) {
      root_ = node;
      return;
    }
    Open& parent = open_.back();
    parent.extent.size += extent.size;
    parent.extent.height = std::max(parent.extent.height, extent.height + 1);
    if (parent.node->kind == JsonNode::Kind::kArray) {
      items_.push_back(node);
    } else if (parent.merges) {
      parent.merges = false;
      merge(parent, *node, offset);
    } else if (parent.key) {
      members_.push_back({*std::exchange(parent.key, std::nullopt), node});
    } else {
      fail(offset, "a key is an alias, expected a text");
    }
  }

  void merge(Open& mapping, const JsonNode& value, size_t offset) {
    const bool list = value.kind == JsonNode::Kind::kArray;
    std::vector<const JsonNode*>& merged = mapping.with_rare().merged;
    if (!list) merged.push_back(&value);
    else merged.insert(merged.end(), value.items.begin(), value.items.end());
    const bool fits = std::all_of(merged.begin(), merged.end(), [](const JsonNode* each) { return each->kind == JsonNode::Kind::kObject; });
    if (!fits) fail(offset, "`<<` merges what is no mapping");
  }

  // What stands for a node with a tag.
  const JsonNode* tagged(JsonNode& node, std::string_view tag, size_t offset) {
    if (tag.empty() || tag == "!" || tag.starts_with(kCoreTag)) return &node;
    if (!tag.starts_with('!') || tag.size() == 1 || tags_ == LocalTags::kRefused) {
      fail(offset, "the tag `" + std::string(tag) + "` has no meaning here");
      return &node;
    }
    const std::string_view name = tag.substr(1);
    if (name == "GetAtt" && node.kind == JsonNode::Kind::kString) {
      const size_t dot = std::min(node.text.find('.'), node.text.size());
      JsonNode& pair = make(JsonNode::Kind::kArray, offset);
      for (const std::string_view part : {node.text.substr(0, dot), node.text.substr(std::min(dot + 1, node.text.size()))}) {
        JsonNode& text = make(JsonNode::Kind::kString, node.offset);
        text.text = part;
        pair.items.push_back(&text);
      }
      return &long_form(name, pair, offset);
    }
    return &long_form(name, node, offset);
  }

  JsonNode& long_form(std::string_view name, const JsonNode& value, size_t offset) {
    JsonNode& around = make(JsonNode::Kind::kObject, offset);
    around.members.push_back({kept(is_one_of(name, {"Ref", "Condition"}) ? std::string(name) : "Fn::" + std::string(name)), &value});
    return around;
  }

  yaml_parser_t parser_;
  std::shared_ptr<YamlStream> stream_;
  std::string_view text_;
  LocalTags tags_;
  size_t characters_ = 0, bytes_ = 0;
  std::vector<Open> open_;
  std::vector<const JsonNode*> items_;   // of lists that are open, the innermost last
  std::vector<JsonMember> members_;      // of mappings that are open
  std::unordered_map<std::string, Anchored> anchors_;
  uint64_t repeated_ = 0;
  static constexpr size_t kBlock = 256;
  size_t nodes_ = 0;
  const JsonNode* root_ = nullptr;
  const std::function<bool(const JsonNode&)>* take_ = nullptr;
  bool refused_ = false;                 // by `take_`
  std::optional<Error> error_;
};

Result<std::shared_ptr<const YamlStream>> parse_yaml(SourcePtr source, LocalTags tags, YamlWay way) {
  if (way == YamlWay::kPlainFirst) {
    if (std::shared_ptr<const YamlStream> stream = YamlParser(source, tags).run_plain(nullptr)) return stream;
  }
  return YamlParser(std::move(source), tags).run();
}

std::shared_ptr<const YamlStream> scan_yaml_documents(SourcePtr source, const std::function<bool(const JsonNode&)>& take) {
  return YamlParser(std::move(source), LocalTags::kRefused).run_plain(&take);
}

}  // namespace sekisho::adapters
