// The lines before the rows, and all of them put together: places are numbered over all parts, in the order in which rows name them.
#include "engine/normalized/write.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

#include "engine/base/check.h"
#include "engine/base/parallel.h"
#include "engine/base/sha256.h"
#include "engine/finding/places.h"
#include "engine/normalized/lines.h"
#include "engine/normalized/values.h"
#include "engine/value/literal.h"
#include "sekisho/json_writer.h"
#include "sekisho/version.h"

namespace sekisho::normalized {
namespace {

void write_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  json.texts(key, texts);
}

void write_header(std::string& out, const SnapshotFile& about) {
  write_line(out, [&](JsonWriter& json) {
    json.member("sekisho", "snapshot");
    json.member("version", kFormatVersion);
    json.member("engine", kVersion);
    write_texts(json, "declared_complete", about.declared_complete);
    if (about.parameters.empty()) return;
    json.key("parameters");
    json.begin_object();
    for (const auto& [name, value] : about.parameters) json.member(name, value);
    json.end_object();
  });
}

// Which kinds the maps made of each type.
std::map<std::string, std::set<std::string>> mapped_kinds(const RawStore& raw, const RawSource& source) {
  std::map<std::string, std::set<std::string>> kinds;
  const StoredRows* stored = source.stored_rows();
  for (const RawResource& resource : source.resources) {
    auto [of_type, is_new] = kinds.try_emplace(resource.adapter + "." + resource.type);
    if (!is_new) continue;
    if (stored != nullptr) {
      of_type->second = stored->kinds_of(resource);
      continue;
    }
    for (const auto* maps : {&raw.maps_of(resource), &raw.catch_all_of(resource)}) {
      for (const Map* map : *maps) of_type->second.insert(map->kind->name);
    }
  }
  return kinds;
}

void write_source(std::string& out, const RawStore& raw, size_t number, const std::string& policy_digest) {
  const RawSource& source = *raw.sources()[number];
  write_line(out, [&](JsonWriter& json) {
    json.member("source", number);
    json.member("path", source.source == nullptr ? std::string_view() : std::string_view(source.source->name()));
    json.member("digest", source.digest);
    json.member("adapter", source.adapter);
    json.member("format", source.format);
    if (source.captured_at) json.member("captured_at", format_timestamp(*source.captured_at));
    write_texts(json, "complete", source.complete);
    write_texts(json, "notes", source.notes);
    json.member("policy", source.stored_rows() == nullptr ? policy_digest : source.stored_rows()->policy_digest());
    json.key("mapped");
    json.begin_object();
    for (const auto& [type, kinds] : mapped_kinds(raw, source)) write_texts(json, type, {kinds.begin(), kinds.end()});
    json.end_object();
  });
}

void write_position(JsonWriter& json, const FindingPlace& place, const RawNode& node) {
  json.member("pointer", place.pointer);
  json.member("line", place.line);
  json.member("column", place.column);
  json.member("offset", node.offset);
}

void write_resource(std::string& out, const RawStore& raw, const RawResource& resource, size_t number, size_t source, const SnapshotWriting& writing) {
  const FindingPlace place = find_position(raw, *resource.root);
  write_line(out, [&](JsonWriter& json) {
    json.member("resource", number);
    json.member("source", source);
    json.member("adapter", resource.adapter);
    json.member("type", resource.type);
    json.member("address", resource.address);
    auto given = [&](std::string_view key, const std::string& text) {
      if (!text.empty()) json.member(key, text);
    };
    auto known = [&](std::string_view key, const std::optional<std::string>& text) {
      if (text) json.member(key, *text);
    };
    given("name", resource.name);
    given("module", resource.module);
    given("action", resource.action);
    known("account", resource.account);
    given("account_key", resource.account_key);
    known("region", resource.region);
    if (resource.region_unknown) json.member("region_unknown", true);
    known("namespace", resource.namespace_);
    given("parent", resource.parent);
    write_position(json, place, *resource.root);
    if (resource.doubt != nullptr) json.member("decided_by", resource.doubt->reference == nullptr ? resource.address : resource.doubt->reference->expression);
    if (writing.unmapped(resource)) json.member("unmapped", true);
  });
}

// Those of the resources [begin, end), counted over all sources.
void write_resources(std::string& out, const RawStore& raw, size_t begin, size_t end, const SnapshotWriting& writing) {
  size_t first = 0;   // of the source
  for (size_t source = 0; source < raw.sources().size(); ++source) {
    const std::deque<RawResource>& resources = raw.sources()[source]->resources;
    const size_t last = first + resources.size();
    for (size_t number = std::max(first, begin); number < std::min(last, end); ++number) {
      const RawResource& resource = resources[number - first];
      CHECK(resource.number == number - first);   // as rows and places name it
      write_resource(out, raw, resource, number, source, writing);
    }
    first = last;
  }
}

void write_place(std::string& out, const RawStore& raw, const RawNode& node, size_t number, const ResourceNumbers& resources) {
  write_line(out, [&](JsonWriter& json) {
    json.member("place", number);
    json.member("resource", resources.of(*node.resource));
    if (&node == node.resource->root) return;   // where the resource is
    const FindingPlace place = find_position(raw, node);
    write_position(json, place, node);
    json.member("text", place.text);
  });
}

// The places of all parts, each once.
class AllPlaces {
 public:
  explicit AllPlaces(const std::vector<RowLines>& parts) {
    nodes_ = parts.front().places;
    numbers_.resize(parts.size());   // the first part's are what they were
    if (parts.size() == 1) return;
    std::unordered_map<const RawNode*, uint32_t> known;
    const auto number = [&](const RawNode* node) { return known.try_emplace(node, static_cast<uint32_t>(known.size())); };
    for (const RawNode* node : nodes_) number(node);
    for (size_t part = 1; part < parts.size(); ++part) {
      for (const RawNode* node : parts[part].places) {
        const auto [entry, is_new] = number(node);
        if (is_new) nodes_.push_back(node);
        numbers_[part].push_back(entry->second);
      }
    }
  }
  const std::vector<const RawNode*>& nodes() const { return nodes_; }
  // A part's lines with the numbers that its places have now.
  std::string lines(RowLines part, size_t index) const {
    if (index == 0) return std::move(part.text);
    std::string out;
    out.reserve(part.text.size() + part.uses.size() * 2);
    size_t copied = 0;
    for (const PlaceNumbers::Use& use : part.uses) {
      const size_t begin = use.end - std::to_string(use.number).size();
      out.append(part.text, copied, begin - copied).append(std::to_string(numbers_[index][use.number]));
      copied = use.end;
    }
    return out.append(part.text, copied);
  }

 private:
  std::vector<const RawNode*> nodes_;
  std::vector<std::vector<uint32_t>> numbers_;   // by part, by the part's own number
};

}  // namespace

SnapshotLines write(const RawStore& raw, std::vector<RowLines> parts, const SnapshotWriting& writing) {
  const ResourceNumbers resources(raw);
  const AllPlaces places(parts);
  struct Pieces {
    std::string resources, places, rows;
  };
  std::vector<Pieces> pieces(parts.size());
  SnapshotLines lines{{}, raw.sources().size(), resources.all(), places.nodes().size(), 0};
  for (const RowLines& part : parts) lines.rows += part.rows;
  constexpr size_t kUsualResource = 500, kUsualPlace = 250;   // bytes of a line
  for (size_t number = 0; number < parts.size(); ++number) {   // here, where memory comes in large pages
    pieces[number].resources.reserve((resources.all() / parts.size() + 1) * kUsualResource);
    pieces[number].places.reserve((places.nodes().size() / parts.size() + 1) * kUsualPlace);
  }
  in_parallel(parts.size(), [&](size_t number) {
    Pieces& piece = pieces[number];
    const auto begin = [&](size_t total, size_t of) { return piece_begin(total, pieces.size(), of); };
    write_resources(piece.resources, raw, begin(resources.all(), number), begin(resources.all(), number + 1), writing);
    for (size_t i = begin(places.nodes().size(), number); i < begin(places.nodes().size(), number + 1); ++i) write_place(piece.places, raw, *places.nodes()[i], i, resources);
    piece.rows = places.lines(std::move(parts[number]), number);
  });
  std::string& head = lines.texts.emplace_back();
  write_header(head, writing.about);
  for (size_t number = 0; number < raw.sources().size(); ++number) write_source(head, raw, number, writing.policy_digest);
  for (const auto of_sort : {&Pieces::resources, &Pieces::places, &Pieces::rows}) {
    for (Pieces& piece : pieces) lines.texts.push_back(std::move(piece.*of_sort));
  }
  return lines;
}

std::string joined(SnapshotLines lines) {
  constexpr size_t kLastLine = 256;
  std::string out;
  out.reserve(std::accumulate(lines.texts.begin(), lines.texts.end(), kLastLine, [](size_t sum, const std::string& text) { return sum + text.size(); }));
  for (const std::string& text : lines.texts) out += text;
  const std::string digest = sha256_digest(out);
  write_line(out, [&](JsonWriter& json) {
    json.member("end", true);
    json.member("sources", lines.sources);
    json.member("resources", lines.resources);
    json.member("places", lines.places);
    json.member("rows", lines.rows);
    json.member("digest", digest);
  });
  return out;
}

}  // namespace sekisho::normalized
