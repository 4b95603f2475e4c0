// The lines before the rows, and all of them put together: places are numbered over all parts, in the order in which rows name them.
#include "engine/normalized/write.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/base/check.h"
#include "engine/base/growing_digest.h"
#include "engine/base/parallel.h"
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

void write_resource(std::string& out, const RawStore& raw, const RawResource& resource, size_t number, size_t source, const SnapshotWriting& writing, FindingPlace& place) {
  find_position(raw, *resource.root, place);
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

// There are ten of these for each row.
void write_place(std::string& out, const RawStore& raw, const RawNode& node, size_t number, const ResourceNumbers& resources, FindingPlace& place) {
  put_number(out, "{\"place\":", number);
  put_number(out, ",\"resource\":", resources.of(*node.resource));
  if (&node != node.resource->root) {   // else it is where the resource is
    find_position(raw, node, place);
    put_text(out, ",\"pointer\":", place.pointer);
    put_number(out, ",\"line\":", place.line);
    put_number(out, ",\"column\":", place.column);
    put_number(out, ",\"offset\":", node.offset);
    put_text(out, ",\"text\":", place.text);
  }
  out += "}\n";
}

// The lines [begin, end) of those of all resources and, after them, of all places.
void write_lines(std::string& out, const RawStore& raw, const ResourceNumbers& resources, const std::vector<const RawNode*>& places, size_t begin, size_t end, const SnapshotWriting& writing) {
  FindingPlace place;   // of one after the other
  size_t first = 0;     // of the source
  for (size_t source = 0; source < raw.sources().size(); ++source) {
    const std::deque<RawResource>& of_source = raw.sources()[source]->resources;
    const size_t last = first + of_source.size();
    for (size_t number = std::max(first, begin); number < std::min(last, end); ++number) {
      const RawResource& resource = of_source[number - first];
      CHECK(resource.number == number - first);   // as rows and places name it
      write_resource(out, raw, resource, number, source, writing, place);
    }
    first = last;
  }
  for (size_t line = std::max(first, begin); line < end; ++line) write_place(out, raw, *places[line - first], line - first, resources, place);
}

// The places of all parts: those of the first, then of each part those that no earlier one has. `numbers`: what each part's own numbers become; none of the first, which
// stay. Each part's places are looked up among the earlier ones' where these stand, by as many threads as there are parts: a table of all took fresh memory for every place.
std::vector<const RawNode*> number_places(const std::vector<RowLines>& parts, std::vector<std::vector<uint32_t>>& numbers) {
  constexpr uint32_t kNew = UINT32_MAX;
  std::vector<const RawNode*> places = parts.front().places.nodes();
  numbers.resize(parts.size());
  for (size_t part = 1; part < parts.size(); ++part) {
    const std::vector<const RawNode*>& nodes = parts[part].places.nodes();
    std::vector<uint32_t>& of_part = numbers[part];
    of_part.resize(nodes.size(), kNew);
    const auto find = [&](const RawNode* node) {
      for (size_t earlier = 0; earlier < part; ++earlier) {
        if (const std::optional<uint32_t> found = parts[earlier].places.find(node)) return earlier == 0 ? *found : numbers[earlier][*found];
      }
      return kNew;
    };
    in_parallel(parts.size(), [&](size_t piece) {
      for (size_t i = piece_begin(nodes.size(), parts.size(), piece); i < piece_begin(nodes.size(), parts.size(), piece + 1); ++i) of_part[i] = find(nodes[i]);
    });
    for (size_t i = 0; i < nodes.size(); ++i) {
      if (of_part[i] != kNew) continue;
      of_part[i] = static_cast<uint32_t>(places.size());
      places.push_back(nodes[i]);
    }
  }
  return places;
}

// Appends a part's lines with the numbers that its places have now.
void append_rows(std::string& out, const RowLines& part, const std::vector<uint32_t>& numbers) {
  if (numbers.empty()) {
    out += part.text;
    return;
  }
  size_t copied = 0;
  for (const PlaceNumbers::Use& use : part.uses) {
    const size_t begin = use.end - std::to_string(use.number).size();
    out.append(part.text, copied, begin - copied).append(std::to_string(numbers[use.number]));
    copied = use.end;
  }
  out.append(part.text, copied);
}

}  // namespace

SnapshotLines write(const RawStore& raw, std::vector<RowLines> parts, const SnapshotWriting& writing) {
  SnapshotLines lines;
  const std::vector<const RawNode*> places = number_places(parts, lines.place_numbers);
  const ResourceNumbers resources(raw);
  lines.sources = raw.sources().size();
  lines.resources = resources.all();
  lines.places = places.size();
  lines.texts.resize(parts.size());
  constexpr size_t kUsualResource = 500, kUsualPlace = 250;   // bytes of a line; room that is not needed is never touched
  const size_t usual = resources.all() * kUsualResource + places.size() * kUsualPlace;
  size_t room = usual;
  for (const RowLines& part : parts) {
    lines.rows += part.rows;
    room += part.text.size() + part.uses.size() * 4;   // numbers grow
  }
  lines.texts.front().reserve(room);   // here, where memory comes in large pages
  for (size_t number = 1; number < parts.size(); ++number) lines.texts[number].reserve(usual / parts.size());
  write_header(lines.texts.front(), writing.about);
  for (size_t number = 0; number < raw.sources().size(); ++number) write_source(lines.texts.front(), raw, number, writing.policy_digest);
  const size_t all = resources.all() + places.size();
  in_parallel(parts.size(), [&](size_t number) {
    write_lines(lines.texts[number], raw, resources, places, piece_begin(all, parts.size(), number), piece_begin(all, parts.size(), number + 1), writing);
  });
  lines.parts = std::move(parts);
  return lines;
}

namespace {

void write_end(std::string& out, const SnapshotLines& lines, const std::string& digest) {
  write_line(out, [&](JsonWriter& json) {
    json.member("end", true);
    json.member("sources", lines.sources);
    json.member("resources", lines.resources);
    json.member("places", lines.places);
    json.member("rows", lines.rows);
    json.member("digest", digest);
  });
}

// No less than the whole text takes.
size_t room_for(const SnapshotLines& lines) {
  constexpr size_t kLastLine = 400, kMostDigits = 10;
  size_t room = kLastLine;
  for (const std::string& text : lines.texts) room += text.size();
  for (size_t part = 0; part < lines.parts.size(); ++part) room += lines.parts[part].text.size() + (lines.place_numbers[part].empty() ? 0 : lines.parts[part].uses.size() * kMostDigits);
  return room;
}

}  // namespace

std::string joined(SnapshotLines lines, SnapshotDigests& digests) {
  const size_t room = room_for(lines);
  std::string out = std::move(lines.texts.front());
  out.reserve(room);   // from here on it does not move
  constexpr size_t kFewBytes = size_t{1} << 20;
  GrowingDigest digest(out.data(), room >= kFewBytes);
  digest.grown(out.size());
  for (size_t number = 1; number < lines.texts.size(); ++number) {
    out += lines.texts[number];
    digest.grown(out.size());
  }
  for (size_t part = 0; part < lines.parts.size(); ++part) {
    append_rows(out, lines.parts[part], lines.place_numbers[part]);
    digest.grown(out.size());
  }
  digests.before_end = digest.so_far();
  write_end(out, lines, digests.before_end);
  CHECK(out.size() <= room);
  digest.grown(out.size());
  digests.all = digest.so_far();
  return out;
}

}  // namespace sekisho::normalized
