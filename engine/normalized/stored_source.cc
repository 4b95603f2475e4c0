// StoredSource.
#include "engine/normalized/stored_source.h"

#include <algorithm>
#include <iterator>

#include "engine/base/check.h"
#include "engine/base/json_steps.h"
#include "engine/base/parallel.h"

namespace sekisho::normalized {

Position position_of(const JsonNode& line, Complaint& complaint) {
  return {view_of(line, "pointer", complaint), line.find("text") == nullptr ? "" : view_of(line, "text", complaint), number_of(line, "line", complaint), number_of(line, "column", complaint),
          number_of(line, "offset", complaint)};
}

StoredNodes::Part::Part(size_t most) {
  nodes_.reserve(most);
  positions_.reserve(most);
}

// A value that is not there any more, with its place.
RawNode& StoredNodes::Part::add(const Position& position, const RawResource& resource) {
  CHECK(nodes_.size() < nodes_.capacity());   // they would move
  positions_.push_back(position);
  RawNode& node = nodes_.emplace_back();
  node.kind = RawNode::Kind::kUnknown;
  node.why = RawUnknown::kNotExported;
  node.resource = &resource;
  node.parent = resource.root;
  node.offset = position.offset;
  return node;
}

StoredNodes::Part& StoredNodes::add(Part part) {
  Part& added = parts_.emplace_back(std::move(part));
  if (added.nodes_.capacity() > 0) by_begin_.emplace(added.nodes_.data(), &added);
  return added;
}

const Position* StoredNodes::position_of(const RawNode& node) const {
  const auto behind = by_begin_.upper_bound(&node);
  if (behind == by_begin_.begin()) return nullptr;
  const Part& part = *std::prev(behind)->second;
  const std::less<const RawNode*> before;   // pointers into different arrays have no other order
  if (!before(&node, part.nodes_.data() + part.nodes_.size())) return nullptr;
  return &part.positions_[static_cast<size_t>(&node - part.nodes_.data())];
}

std::string_view kind_of_row(const JsonNode& line, Complaint& complaint) {
  const JsonNode& kind = *line.find("row");
  if (kind.kind != JsonNode::Kind::kString) complaint.at(kind, "`row` names a kind");
  for (const auto& [key, sort] : {std::pair("identities", JsonNode::Kind::kArray), std::pair("attributes", JsonNode::Kind::kObject)}) {
    const JsonNode* part = line.find(key);
    if (part == nullptr || part->kind != sort) complaint.at(line, "a row has `identities` and `attributes`");
  }
  return kind.text;
}

Error damaged(const Content& content, uint32_t offset, const std::string& message) {
  return Error{"`" + content.text->name() + "` is no sound snapshot: " + message, "write it again with `sekisho snapshot`", Span{content.text, offset, offset + 1}};
}

StoredSource::StoredSource(std::shared_ptr<Content> content) : content_(std::move(content)) { missing_is_absent = false; }

std::optional<Error> StoredSource::trouble() const {
  const std::lock_guard lock(lock_);
  return trouble_;
}

bool StoredSource::find_stored_place(const RawNode& node, FindingPlace& out) const {
  const Position* position = content_->nodes.position_of(node);
  if (position == nullptr) return false;
  out.file = source->shared_name();
  out.resource = node.resource->address;
  out.pointer = position->as_written ? JsonSteps::unescaped(position->pointer) : std::string(position->pointer);
  out.line = position->line;
  out.column = position->column;
  out.text = position->as_written ? JsonSteps::unescaped(position->text) : std::string(position->text);
  return true;
}

const std::set<std::string>& StoredSource::kinds_of(const RawResource& resource) const {
  static const std::set<std::string> kNone;
  const auto found = kinds_by_type_.find(resource.adapter + "." + resource.type);
  return found == kinds_by_type_.end() ? kNone : found->second;
}

void StoredSource::read_mapped(const JsonNode& line, Complaint& complaint) {
  policy_digest_ = text_of(line, "policy", complaint);
  const JsonNode* mapped = line.find("mapped");
  if (mapped == nullptr) return complaint.at(line, "`mapped` is missing");
  for (const JsonMember& member : mapped->members) {
    const std::vector<std::string> kinds = texts_of(*mapped, member.key, complaint);
    kinds_by_type_[std::string(member.key)] = {kinds.begin(), kinds.end()};
  }
}

std::map<std::string, size_t> StoredSource::rows_by_kind() const {
  std::map<std::string, size_t> counts;
  for (const StoredRow& row : rows_) ++counts[std::string(row.kind)];
  return counts;
}

std::vector<Row> StoredSource::read(const std::function<const EntityType*(std::string_view)>& wanted, const std::vector<std::shared_ptr<const RawSource>>& sources, int index, size_t threads) const {
  std::vector<int> indexes;
  for (const StoredSource* each : content_->sources) {
    const auto at = std::find_if(sources.begin(), sources.end(), [&](const auto& one) { return one.get() == each; });
    indexes.push_back(at == sources.end() ? -1 : static_cast<int>(at - sources.begin()));
  }
  std::map<std::string_view, const EntityType*> kinds;
  std::vector<std::pair<const StoredRow*, const EntityType*>> chosen;
  for (const StoredRow& stored : rows_) {
    auto [kind, is_new] = kinds.try_emplace(stored.kind, nullptr);
    if (is_new) kind->second = wanted(stored.kind);
    if (kind->second != nullptr) chosen.emplace_back(&stored, kind->second);
  }
  std::vector<Row> rows(chosen.size());
  const size_t pieces = pieces_in_turns(threads);   // lines are of very different length
  std::vector<Complaint> complaints(pieces);
  std::vector<std::optional<Error>> damages(pieces);
  in_turns(pieces, threads, [&](size_t piece) {
    ValueReader values(content_->places, indexes, complaints[piece]);
    JsonParts json;
    size_t parsed = 0;
    for (size_t i = piece_begin(chosen.size(), pieces, piece); i < piece_begin(chosen.size(), pieces, piece + 1); ++i) {
      constexpr size_t kRowsInOneMemory = 256;   // texts that were unescaped are let go of with it
      if (++parsed % kRowsInOneMemory == 0) json = JsonParts();
      json.clear();
      const auto& [stored, kind] = chosen[i];
      const JsonNode* line = json.parse(content_->text->view(), stored->line);
      if (line == nullptr) {   // it was, when the file was read, unless that took the word of who wrote it
        damages[piece] = damaged(*content_, static_cast<uint32_t>(stored->line.begin), "a line is no JSON");
        return;
      }
      rows[i] = read_row(*line, *stored->resource, *kind, index, values, complaints[piece]);
    }
  });
  for (size_t piece = 0; piece < pieces; ++piece) {
    if (complaints[piece].found()) damages[piece] = damaged(*content_, complaints[piece].found()->first, complaints[piece].found()->second);
    if (!damages[piece]) continue;
    const std::lock_guard lock(lock_);
    if (!trouble_) trouble_ = damages[piece];
    break;
  }
  return rows;
}

const RawResource* StoredSource::add_resource(const JsonNode& line, StoredNodes::Part& to, Complaint& complaint) {
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
  const Position position = position_of(line, complaint);
  RawNode& root = to.add(position, resource);
  root.kind = RawNode::Kind::kObject;
  resource.root = &root;
  if (const std::optional<std::string> expression = optional_text(line, "decided_by", complaint)) {
    RawReference& reference = references.emplace_back();
    reference.expression = *expression;
    RawNode& doubt = to.add(position, resource);
    doubt.reference = &reference;
    resource.doubt = &doubt;
  }
  unmapped_.push_back(flag_of(line, "unmapped", complaint));
  return &resource;
}

void StoredSource::add_row(std::string_view kind, const RawResource& resource, JsonSpan line) {
  auto name = kind_names_.find(kind);
  if (name == kind_names_.end()) name = kind_names_.emplace(kind).first;
  rows_.push_back({line, &resource, *name});
}

Row StoredSource::read_row(const JsonNode& line, const RawResource& resource, const EntityType& kind, int index, ValueReader& values, Complaint& complaint) const {
  Row row;
  row.kind = &kind;
  row.id = text_of(line, "id", complaint);
  row.source = index;
  row.resource = &resource;
  row.presence = values.read_presence(line, row.doubt);
  Type text;
  text.kind = TypeKind::kText;
  text.optional = true;
  for (const JsonNode* identity : line.find("identities")->items) {
    const JsonNode* is = identity->find("is");
    if (is == nullptr) {
      complaint.at(*identity, "an identity has `space`, `within` and `is`");
      continue;
    }
    row.own_identities.push_back({text_of(*identity, "space", complaint), text_of(*identity, "within", complaint), values.read(*is, text), flag_of(*identity, "given_at_apply", complaint)});
  }
  const JsonNode& attributes = *line.find("attributes");
  for (const Attribute& attribute : kind.attributes) {
    const JsonNode* value = attributes.find(attribute.name);
    // The kind has got the attribute since.
    row.attributes.push_back(value != nullptr ? values.read(*value, attribute.type)
                                              : Value::unknown(ReasonCode::kNotMapped, "`" + attribute.name + "` is not in the snapshot", Place{resource.root, ""}).with_places({}));
  }
  return row;
}

}  // namespace sekisho::normalized
