// One line after the other; rows are composed before the places that they name, and stand after them.
#include "engine/normalized/write.h"

#include <map>
#include <set>
#include <unordered_map>

#include "engine/base/check.h"
#include "engine/base/sha256.h"
#include "engine/finding/places.h"
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

class Writer {
 public:
  Writer(const RawStore& raw, const std::string& policy_digest, const std::function<bool(const RawResource&)>& unmapped) : raw_(raw), policy_digest_(policy_digest), unmapped_(unmapped) {}

  std::string run(const std::vector<const Snapshot*>& parts, const SnapshotFile& about) {
    header(about);
    for (const auto& source : raw_.sources()) write_source(*source);
    for (size_t i = 0; i < raw_.sources().size(); ++i) {
      for (const RawResource& resource : raw_.sources()[i]->resources) write_resource(resource, i);
    }
    std::string resources = std::move(out_);
    out_.clear();
    size_t rows = 0;
    for (const Snapshot* part : parts) {
      for (const Row& row : part->rows) {
        if (row.resource == nullptr) continue;   // stands for rows that nobody sees
        write_row(row);
        ++rows;
      }
    }
    const std::string row_lines = std::move(out_);
    out_ = std::move(resources);
    for (size_t i = 0; i < places_.nodes().size(); ++i) write_place(*places_.nodes()[i], i);
    out_ += row_lines;
    const std::string digest = sha256_digest(out_);
    line([&](JsonWriter& json) {
      json.member("end", true);
      json.member("sources", raw_.sources().size());
      json.member("resources", numbers_.size());
      json.member("places", places_.nodes().size());
      json.member("rows", rows);
      json.member("digest", digest);
    });
    return std::move(out_);
  }

 private:
  template <class Members>
  void line(const Members& members) {
    JsonWriter json(&out_);
    json.begin_object();
    members(json);
    json.end_object();
    out_ += '\n';
  }

  void header(const SnapshotFile& about) {
    line([&](JsonWriter& json) {
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
  std::map<std::string, std::set<std::string>> mapped_kinds(const RawSource& source) const {
    std::map<std::string, std::set<std::string>> kinds;
    const StoredRows* stored = source.stored_rows();
    for (const RawResource& resource : source.resources) {
      auto [of_type, is_new] = kinds.try_emplace(resource.adapter + "." + resource.type);
      if (!is_new) continue;
      if (stored != nullptr) {
        of_type->second = stored->kinds_of(resource);
        continue;
      }
      for (const auto* maps : {&raw_.maps_of(resource), &raw_.catch_all_of(resource)}) {
        for (const Map* map : *maps) of_type->second.insert(map->kind->name);
      }
    }
    return kinds;
  }

  void write_source(const RawSource& source) {
    line([&](JsonWriter& json) {
      json.member("source", next_source_++);
      json.member("path", source.source == nullptr ? std::string_view() : std::string_view(source.source->name()));
      json.member("digest", source.digest);
      json.member("adapter", source.adapter);
      json.member("format", source.format);
      if (source.captured_at) json.member("captured_at", format_timestamp(*source.captured_at));
      write_texts(json, "complete", source.complete);
      write_texts(json, "notes", source.notes);
      json.member("policy", source.stored_rows() == nullptr ? policy_digest_ : source.stored_rows()->policy_digest());
      json.key("mapped");
      json.begin_object();
      for (const auto& [type, kinds] : mapped_kinds(source)) write_texts(json, type, {kinds.begin(), kinds.end()});
      json.end_object();
    });
  }

  void write_resource(const RawResource& resource, size_t source) {
    const FindingPlace place = find_place(raw_, resource);
    line([&](JsonWriter& json) {
      json.member("resource", numbers_.size());
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
      if (unmapped_(resource)) json.member("unmapped", true);
    });
    numbers_.emplace(&resource, numbers_.size());
  }

  static void write_position(JsonWriter& json, const FindingPlace& place, const RawNode& node) {
    json.member("pointer", place.pointer);
    json.member("line", place.line);
    json.member("column", place.column);
    json.member("offset", node.offset);
  }

  void write_place(const RawNode& node, size_t number) {
    line([&](JsonWriter& json) {
      json.member("place", number);
      json.member("resource", numbers_.at(node.resource));
      if (&node == node.resource->root) return;   // where the resource is
      const FindingPlace place = find_place(raw_, Place{&node, ""});
      write_position(json, place, node);
      json.member("text", place.text);
    });
  }

  void write_row(const Row& row) {
    line([&](JsonWriter& json) {
      ValueWriter values(places_);
      json.member("row", row.kind->name);
      json.member("resource", numbers_.at(row.resource));
      json.member("id", row.id);
      values.write_presence(json, row.presence, row.doubt);
      json.key("identities");
      json.begin_array();
      for (const RowIdentity& identity : row.identities()) {
        json.begin_object();
        json.member("space", identity.space);
        json.member("within", identity.scope);
        json.key("is");
        values.write(json, identity.text);
        if (identity.given_at_apply) json.member("given_at_apply", true);
        json.end_object();
      }
      json.end_array();
      json.key("attributes");
      json.begin_object();
      for (size_t i = 0; i < row.kind->attributes.size(); ++i) {
        json.key(row.kind->attributes[i].name);
        values.write(json, row.attribute(i));
      }
      json.end_object();
    });
  }

  const RawStore& raw_;
  const std::string& policy_digest_;
  const std::function<bool(const RawResource&)>& unmapped_;
  PlaceNumbers places_;
  std::unordered_map<const RawResource*, size_t> numbers_;
  size_t next_source_ = 0;
  std::string out_;
};

}  // namespace

std::string write(const RawStore& raw, const std::vector<const Snapshot*>& parts, const SnapshotFile& about, const std::string& policy_digest, const std::function<bool(const RawResource&)>& unmapped) {
  return Writer(raw, policy_digest, unmapped).run(parts, about);
}

}  // namespace sekisho::normalized
