// The lines before the rows, and all of them put together: places are numbered over all parts, in the order in which rows name them.
#include "engine/normalized/write.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "engine/base/check.h"
#include "engine/base/growing_digest.h"
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
    if (writing.unmapped(raw, resource)) json.member("unmapped", true);
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

void write_resources(std::string& out, const RawStore& raw, const SnapshotWriting& writing, FindingPlace& place) {
  size_t first = 0;   // of the source
  for (size_t source = 0; source < raw.sources().size(); ++source) {
    const std::deque<RawResource>& of_source = raw.sources()[source]->resources;
    for (size_t i = 0; i < of_source.size(); ++i) {
      CHECK(of_source[i].number == i);   // as rows and places name it
      write_resource(out, raw, of_source[i], first + i, source, writing, place);
    }
    first += of_source.size();
  }
}

size_t digits_of(uint32_t number) {
  size_t digits = 1;
  for (; number >= 10; number /= 10) ++digits;
  return digits;
}

// Appends a part's lines with the numbers that its places have now.
void append_rows(std::string& out, const RowLines& part, const std::vector<uint32_t>& numbers) {
  if (numbers.empty()) {
    out += part.text;
    return;
  }
  constexpr size_t kGathered = 4096;   // bytes: appending each piece on its own costs more than copying it
  std::string gathered;
  gathered.reserve(2 * kGathered);
  size_t copied = 0;
  for (const PlaceNumbers::Use& use : part.uses) {
    const size_t begin = use.end - digits_of(use.number);
    put_number(gathered, std::string_view(part.text).substr(copied, begin - copied), numbers[use.number]);
    copied = use.end;
    if (gathered.size() < kGathered) continue;
    out += gathered;
    gathered.clear();
  }
  out.append(gathered).append(part.text, copied);
}

}  // namespace

SnapshotWriter::SnapshotWriter(const SnapshotWriting& writing, size_t parts) : writing_(writing), promises_(parts), places_(parts), first_(parts), free_(parts) {
  for (std::promise<void>& numbered : promises_) numbered_.push_back(numbered.get_future().share());
  lines_.texts.resize(parts);
  lines_.parts.resize(parts);
  lines_.place_numbers.resize(parts);
}

SnapshotWriter::Part::Part(SnapshotWriter& writer, size_t number, size_t rows) : writer_(writer), number_(number), rows_(number == 0, rows), numbered_(std::move(writer.promises_[number])) {}

void SnapshotWriter::Part::finish(const RawStore& raw) {
  writer_.lines_.parts[number_] = rows_.take();
  if (number_ > 0) writer_.numbered_[number_ - 1].get();
  writer_.number_places(number_);
  numbered_.set_value();
  writer_.write_lines(number_, raw);
}

// Looked up among the earlier parts' where these stand: a table of all took fresh memory for every place.
void SnapshotWriter::number_places(size_t part) {
  const std::vector<const RawNode*>& nodes = lines_.parts[part].places.nodes();
  if (part == 0) {
    places_[0] = nodes;   // they keep their numbers
    free_[0] = {0, nodes.size()};
    return;
  }
  first_[part] = first_[part - 1] + places_[part - 1].size();
  const auto known = [&](const RawNode* node) -> std::optional<uint32_t> {
    for (size_t earlier = 0; earlier < part; ++earlier) {
      if (const std::optional<uint32_t> found = lines_.parts[earlier].places.find(node)) return earlier == 0 ? *found : lines_.place_numbers[earlier][*found];
    }
    return std::nullopt;
  };
  lines_.place_numbers[part].reserve(nodes.size());
  for (const RawNode* node : nodes) {
    const std::optional<uint32_t> number = known(node);
    lines_.place_numbers[part].push_back(number ? *number : static_cast<uint32_t>(first_[part] + places_[part].size()));
    if (!number) places_[part].push_back(node);
  }
  free_[part] = {0, places_[part].size()};
}

void SnapshotWriter::write_lines(size_t part, const RawStore& raw) {
  const ResourceNumbers resources(raw);
  constexpr size_t kUsualResource = 500, kUsualPlace = 250;   // bytes of a line; room that is not needed is never touched
  const std::vector<const RawNode*>& places = places_[part];
  std::string& out = lines_.texts[part];
  FindingPlace place;   // of one line after the other
  const auto write_some = [&](std::string& to, size_t of, size_t begin, size_t end) {
    for (size_t i = begin; i < end; ++i) write_place(to, raw, *places_[of][i], first_[of] + i, resources, place);
  };
  if (part == 0) {
    const size_t usual = lines_.parts[0].text.size() + lines_.parts[0].text.size() / 2 + places.size() * kUsualPlace;
    out.reserve(resources.all() * kUsualResource + usual * lines_.parts.size());   // for everything: here memory comes in large pages
    write_header(out, writing_.about);
    for (size_t number = 0; number < raw.sources().size(); ++number) write_source(out, raw, number, writing_.policy_digest);
    write_resources(out, raw, writing_, place);
    lines_.sources = raw.sources().size();
    lines_.resources = resources.all();
  } else {
    out.reserve(places.size() * kUsualPlace);
  }
  for (auto [begin, end] = take_some(part, true); begin < end; std::tie(begin, end) = take_some(part, true)) write_some(out, part, begin, end);
  for (size_t other = 0; other < places_.size(); ++other) {
    if (other == part) continue;
    numbered_[other].get();
    for (auto [begin, end] = take_some(other, false); begin < end; std::tie(begin, end) = take_some(other, false)) {
      std::string lines;
      lines.reserve((end - begin) * kUsualPlace);
      write_some(lines, other, begin, end);
      const std::lock_guard taken(lock_);
      helped_.emplace_back(first_[other] + begin, std::move(lines));
    }
  }
}

std::pair<size_t, size_t> SnapshotWriter::take_some(size_t part, bool from_front) {
  constexpr size_t kSome = 1000;
  const std::lock_guard taken(lock_);
  auto& [front, back] = free_[part];
  const size_t some = std::min(kSome, back - front);
  if (from_front) {
    front += some;
    return {front - some, front};
  }
  back -= some;
  return {back, back + some};
}

SnapshotLines SnapshotWriter::take() {
  for (size_t part = 0; part < lines_.parts.size(); ++part) {
    lines_.places += places_[part].size();
    lines_.rows += lines_.parts[part].rows;
  }
  std::vector<std::pair<size_t, std::string>> in_order;
  for (size_t part = 0; part < lines_.parts.size(); ++part) in_order.emplace_back(first_[part], std::move(lines_.texts[part]));
  std::move(helped_.begin(), helped_.end(), std::back_inserter(in_order));
  std::stable_sort(in_order.begin(), in_order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });   // the first part's, with the head, stays in front
  lines_.texts.clear();
  for (auto& [number, lines] : in_order) lines_.texts.push_back(std::move(lines));
  return std::move(lines_);
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
