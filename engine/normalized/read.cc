// Every line is parsed and its numbers checked at once; values are read when rows are added, by the types of this program's kinds.
#include "engine/normalized/read.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>

#include "engine/base/sha256.h"
#include "engine/normalized/values.h"
#include "engine/normalized/write.h"
#include "engine/store/stored_rows.h"
#include "engine/value/literal.h"
#include "sekisho/finding.h"

namespace sekisho::normalized {
namespace {

constexpr std::string_view kBeginning = "{\"sekisho\":\"snapshot\"";

class StoredSource;

// What the sources of one file share.
struct Content {
  SourcePtr text;
  SnapshotFile about;
  JsonParts json;
  std::vector<const RawNode*> places;
  std::vector<const StoredSource*> sources;   // which keep this alive
};

Error damaged(const Content& content, uint32_t offset, const std::string& message) {
  return Error{"`" + content.text->name() + "` is no sound snapshot: " + message, "write it again with `sekisho snapshot`", Span{content.text, offset, offset + 1}};
}

// Views into the file, or into what was unescaped of it.
struct Position {
  std::string_view pointer, text;
  uint32_t line = 0, column = 0;
};

class StoredSource final : public RawSource, public StoredRows {
 public:
  explicit StoredSource(std::shared_ptr<Content> content) : content_(std::move(content)) { missing_is_absent = false; }

  const StoredRows* stored_rows() const override { return this; }
  const SnapshotFile& file() const override { return content_->about; }
  const std::string& policy_digest() const override { return policy_digest_; }
  bool unmapped(const RawResource& resource) const override { return unmapped_[resource.number]; }
  std::optional<Error> trouble() const override {
    const std::lock_guard lock(lock_);
    return trouble_;
  }

  bool find_stored_place(const RawNode& node, FindingPlace& out) const override {
    const auto found = positions_.find(&node);
    if (found == positions_.end()) return false;
    out.file = source->name();
    out.resource = node.resource->address;
    out.pointer = found->second.pointer;
    out.line = found->second.line;
    out.column = found->second.column;
    out.text = found->second.text;
    return true;
  }

  const std::set<std::string>& kinds_of(const RawResource& resource) const override {
    static const std::set<std::string> kNone;
    const auto found = kinds_by_type_.find(resource.adapter + "." + resource.type);
    return found == kinds_by_type_.end() ? kNone : found->second;
  }
  void read_mapped(const JsonNode& line, Complaint& complaint) {
    policy_digest_ = text_of(line, "policy", complaint);
    const JsonNode* mapped = line.find("mapped");
    if (mapped == nullptr) return complaint.at(line, "`mapped` is missing");
    for (const JsonMember& member : mapped->members) {
      const std::vector<std::string> kinds = texts_of(*mapped, member.key, complaint);
      kinds_by_type_[std::string(member.key)] = {kinds.begin(), kinds.end()};
    }
  }

  std::map<std::string, size_t> rows_by_kind() const override {
    std::map<std::string, size_t> counts;
    for (const StoredRow& row : rows_) ++counts[std::string(row.kind)];
    return counts;
  }

  void add(const std::function<const EntityType*(std::string_view)>& wanted, const std::vector<std::shared_ptr<const RawSource>>& sources, int index, Snapshot& snapshot) const override {
    std::vector<int> indexes;
    for (const StoredSource* each : content_->sources) {
      const auto at = std::find_if(sources.begin(), sources.end(), [&](const auto& one) { return one.get() == each; });
      indexes.push_back(at == sources.end() ? -1 : static_cast<int>(at - sources.begin()));
    }
    Complaint complaint;
    ValueReader values(content_->places, std::move(indexes), complaint);
    std::map<std::string_view, const EntityType*> kinds;
    for (const StoredRow& stored : rows_) {
      auto [kind, is_new] = kinds.try_emplace(stored.kind, nullptr);
      if (is_new) kind->second = wanted(stored.kind);
      if (kind->second != nullptr) add_row(stored, *kind->second, index, values, complaint, snapshot);
    }
    if (!complaint.found()) return;
    const std::lock_guard lock(lock_);
    if (!trouble_) trouble_ = damaged(*content_, complaint.found()->first, complaint.found()->second);
  }

  const RawResource* add_resource(const JsonNode& line, Complaint& complaint) {
    RawResource& resource = resources.emplace_back();
    resource.number = static_cast<uint32_t>(resources.size() - 1);
    resource.adapter = text_of(line, "adapter", complaint);
    resource.type = text_of(line, "type", complaint);
    resource.address = text_of(line, "address", complaint);
    resource.name = text_or_empty(line, "name", complaint);
    resource.module = text_or_empty(line, "module", complaint);
    resource.action = text_or_empty(line, "action", complaint);
    resource.account = optional_text(line, "account", complaint);
    resource.account_key = text_or_empty(line, "account_key", complaint);
    resource.region = optional_text(line, "region", complaint);
    resource.region_unknown = flag_of(line, "region_unknown", complaint);
    resource.namespace_ = optional_text(line, "namespace", complaint);
    resource.parent = text_or_empty(line, "parent", complaint);
    resource.pointer = text_of(line, "pointer", complaint);
    RawNode& root = add_node(line, resource, complaint);
    root.kind = RawNode::Kind::kObject;
    resource.root = &root;
    if (const std::optional<std::string> expression = optional_text(line, "decided_by", complaint)) {
      RawReference& reference = references.emplace_back();
      reference.expression = *expression;
      RawNode& doubt = add_node(line, resource, complaint);
      doubt.reference = &reference;
      resource.doubt = &doubt;
    }
    unmapped_.push_back(flag_of(line, "unmapped", complaint));
    return &resource;
  }

  // A value that is not there any more, with its place.
  RawNode& add_node(const JsonNode& line, const RawResource& resource, Complaint& complaint) {
    RawNode& node = nodes.emplace_back();
    node.kind = RawNode::Kind::kUnknown;
    node.why = RawUnknown::kNotExported;
    node.resource = &resource;
    node.parent = resource.root;
    node.offset = number_of(line, "offset", complaint);
    positions_[&node] = {view_of(line, "pointer", complaint), line.find("text") == nullptr ? "" : view_of(line, "text", complaint), number_of(line, "line", complaint), number_of(line, "column", complaint)};
    return node;
  }

  void add_row_line(const JsonNode& line, const RawResource& resource, Complaint& complaint) {
    const JsonNode* kind = line.find("row");
    if (kind->kind != JsonNode::Kind::kString) complaint.at(*kind, "`row` names a kind");
    for (const auto& [key, sort] : {std::pair("identities", JsonNode::Kind::kArray), std::pair("attributes", JsonNode::Kind::kObject)}) {
      const JsonNode* part = line.find(key);
      if (part == nullptr || part->kind != sort) complaint.at(line, "a row has `identities` and `attributes`");
    }
    rows_.push_back({&line, &resource, kind->text});
  }

 private:
  struct StoredRow {
    const JsonNode* line;
    const RawResource* resource;
    std::string_view kind;
  };

  void add_row(const StoredRow& stored, const EntityType& kind, int index, ValueReader& values, Complaint& complaint, Snapshot& snapshot) const {
    Row& row = snapshot.rows.emplace_back();
    row.kind = &kind;
    row.id = text_of(*stored.line, "id", complaint);
    row.source = index;
    row.resource = stored.resource;
    row.presence = values.read_presence(*stored.line, row.doubt);
    Type text;
    text.kind = TypeKind::kText;
    text.optional = true;
    for (const JsonNode* identity : stored.line->find("identities")->items) {
      const JsonNode* is = identity->find("is");
      if (is == nullptr) {
        complaint.at(*identity, "an identity has `space`, `within` and `is`");
        continue;
      }
      row.own_identities.push_back({text_of(*identity, "space", complaint), text_of(*identity, "within", complaint), values.read(*is, text), flag_of(*identity, "given_at_apply", complaint)});
    }
    const JsonNode& attributes = *stored.line->find("attributes");
    for (const Attribute& attribute : kind.attributes) {
      const JsonNode* value = attributes.find(attribute.name);
      // The kind has got the attribute since.
      row.attributes.push_back(value != nullptr ? values.read(*value, attribute.type)
                                                : Value::unknown(ReasonCode::kNotMapped, "`" + attribute.name + "` is not in the snapshot", Place{stored.resource->root, ""}).with_places({}));
    }
    Population& population = snapshot.population(&kind);
    population.rows.push_back(&row);
    population.has_open_rows = population.has_open_rows || row.presence == Presence::kOpen;
  }

  std::shared_ptr<Content> content_;
  std::vector<StoredRow> rows_;
  std::string policy_digest_;
  std::map<std::string, std::set<std::string>> kinds_by_type_;
  std::vector<bool> unmapped_;   // by number of the resource
  std::unordered_map<const RawNode*, Position> positions_;
  mutable std::mutex lock_;
  mutable std::optional<Error> trouble_;
};

struct Held {
  StoredSource* owner;
  const RawResource* resource;
};

class FileReader {
 public:
  explicit FileReader(SourcePtr text) : content_(std::make_shared<Content>()) { content_->text = std::move(text); }

  Result<std::vector<std::shared_ptr<const RawSource>>> run() {
    const std::string_view text = content_->text->view();
    for (size_t begin = 0; begin < text.size();) {
      const size_t end = text.find('\n', begin);
      if (end == std::string_view::npos) return damaged(*content_, static_cast<uint32_t>(begin), "it breaks off within a line");
      const JsonNode* line = content_->json.parse(text, {begin, end});
      if (line == nullptr || line->kind != JsonNode::Kind::kObject) return damaged(*content_, static_cast<uint32_t>(begin), "a line is no JSON object");
      if (ended_) return damaged(*content_, static_cast<uint32_t>(begin), "text after its last line");
      if (begin == 0) {
        if (std::optional<Error> refusal = read_header(*line)) return *refusal;
      } else {
        read_line(*line, text.substr(0, begin));
      }
      if (complaint_.found()) return damaged(*content_, complaint_.found()->first, complaint_.found()->second);
      begin = end + 1;
    }
    if (!ended_) return damaged(*content_, static_cast<uint32_t>(text.size()), "its last line, which counts the others, is missing");
    std::vector<std::shared_ptr<const RawSource>> result(sources_.begin(), sources_.end());
    return result;
  }

 private:
  std::optional<Error> read_header(const JsonNode& line) {
    const uint32_t version = number_of(line, "version", complaint_);
    if (!complaint_.found() && version != kFormatVersion) {
      return Error{"`" + content_->text->name() + "` is a snapshot of version " + std::to_string(version) + ", and this sekisho reads version " + std::to_string(kFormatVersion),
                   "read it with the sekisho that wrote it, or write it again", {}};
    }
    content_->about.path = content_->text->name();
    content_->about.digest = sha256_digest(content_->text->view());
    content_->about.declared_complete = texts_of(line, "declared_complete", complaint_);
    if (const JsonNode* parameters = line.find("parameters")) {
      for (const JsonMember& member : parameters->members) content_->about.parameters.emplace_back(member.key, text_of(*parameters, member.key, complaint_));
    }
    return std::nullopt;
  }

  void read_line(const JsonNode& line, std::string_view before) {
    if (line.find("row") != nullptr) {
      const Held* held = resource_of(line);
      if (held == nullptr) return;
      held->owner->add_row_line(line, *held->resource, complaint_);
      ++rows_;
    } else if (line.find("place") != nullptr) {
      expect_number(line, "place", content_->places.size());
      const Held* held = resource_of(line);
      if (held == nullptr) return;
      content_->places.push_back(line.find("pointer") == nullptr ? held->resource->root : &held->owner->add_node(line, *held->resource, complaint_));
    } else if (line.find("resource") != nullptr) {
      expect_number(line, "resource", resources_.size());
      const uint32_t source = number_of(line, "source", complaint_);
      if (source >= sources_.size()) {
        complaint_.at(line, "no source has this number");
        return;
      }
      resources_.push_back({sources_[source].get(), sources_[source]->add_resource(line, complaint_)});
    } else if (line.find("source") != nullptr) {
      expect_number(line, "source", sources_.size());
      read_source(line);
    } else if (line.find("end") != nullptr) {
      read_end(line, before);
    } else {
      complaint_.at(line, "a line of no known sort");
    }
  }

  void read_source(const JsonNode& line) {
    auto source = std::make_shared<StoredSource>(content_);
    source->adapter = text_of(line, "adapter", complaint_);
    source->format = text_of(line, "format", complaint_);
    source->source = std::make_shared<const Source>(text_of(line, "path", complaint_), "");
    source->digest = text_of(line, "digest", complaint_);
    source->complete = texts_of(line, "complete", complaint_);
    source->notes = texts_of(line, "notes", complaint_);
    source->read_mapped(line, complaint_);
    if (const std::optional<std::string> captured = optional_text(line, "captured_at", complaint_)) {
      source->captured_at = parse_timestamp(*captured);
      if (!source->captured_at) complaint_.at(line, "`captured_at` is no time");
    }
    content_->sources.push_back(source.get());
    sources_.push_back(std::move(source));
  }

  void read_end(const JsonNode& line, std::string_view before) {
    ended_ = true;
    expect_number(line, "sources", sources_.size());
    expect_number(line, "resources", resources_.size());
    expect_number(line, "places", content_->places.size());
    expect_number(line, "rows", rows_);
    if (text_of(line, "digest", complaint_) != sha256_digest(before)) complaint_.at(line, "it was changed since it was written: its digest is another");
  }

  void expect_number(const JsonNode& line, std::string_view key, size_t expected) {
    const uint32_t number = number_of(line, key, complaint_);
    if (number != expected) complaint_.at(line, "`" + std::string(key) + "` is " + std::to_string(number) + " where " + std::to_string(expected) + " was to come");
  }

  const Held* resource_of(const JsonNode& line) {
    const uint32_t number = number_of(line, "resource", complaint_);
    if (number < resources_.size()) return &resources_[number];
    complaint_.at(line, "no resource has this number");
    return nullptr;
  }

  std::shared_ptr<Content> content_;
  Complaint complaint_;
  std::vector<std::shared_ptr<StoredSource>> sources_;
  std::vector<Held> resources_;   // by number
  size_t rows_ = 0;
  bool ended_ = false;
};

}  // namespace

bool is_snapshot(std::string_view bytes) { return bytes.starts_with(kBeginning); }

Result<std::vector<std::shared_ptr<const RawSource>>> read(const std::string& name, std::string bytes) {
  return FileReader(std::make_shared<const Source>(name, std::move(bytes))).run();
}

}  // namespace sekisho::normalized
