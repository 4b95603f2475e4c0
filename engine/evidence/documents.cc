// Every reader ends by writing again what it read: that one comparison is its only check of single members.
#include "engine/evidence/documents.h"

#include <algorithm>

#include "engine/evidence/document.h"
#include "engine/evidence/json_fields.h"

namespace sekisho::evidence {
namespace {

Refusals read_into(const std::string& name, const std::string& bytes, Sealed& sealed, const std::function<void(const JsonNode& root, Sealed& out)>& take,
                               std::string (*write)(const Sealed&)) {
  Refusal refusal;
  const std::shared_ptr<const JsonDocument> parsed = parse_document(name, bytes, refusal);
  if (parsed == nullptr) return {refusal};
  take(parsed->root(), sealed);
  if (write(sealed) != bytes) return {not_as_written(name)};
  return {};
}

void write_entries(JsonWriter& json, const std::vector<FileEntry>& entries) {
  write_array(json, "files", [&] {
    for (const FileEntry& entry : entries) {
      json.begin_object();
      json.member("path", entry.path);
      json.member("role", entry.role);
      json.member("name", entry.name);
      json.member("sha256", entry.sha256);
      json.end_object();
    }
  });
}

std::vector<FileEntry> read_entries(const JsonNode& root) {
  std::vector<FileEntry> entries;
  for (const JsonNode* item : items_of(root, "files")) entries.push_back({text_of(*item, "path"), text_of(*item, "role"), text_of(*item, "name"), text_of(*item, "sha256")});
  return entries;
}

constexpr std::string_view kChanges[] = {"off", "on", "severity"};

ProfileEntry::Change change_of(const std::string& word) {
  const auto found = std::find(std::begin(kChanges), std::end(kChanges), word);
  return found == std::end(kChanges) ? ProfileEntry::Change::kOff : static_cast<ProfileEntry::Change>(found - std::begin(kChanges));
}

void write_profile(JsonWriter& json, const Profile& profile) {
  json.key("profile");
  json.begin_object();
  json.member("name", profile.name);
  json.texts("controls", profile.controls);
  json.member("controls_reason", profile.controls_reason);
  write_array(json, "entries", [&] {
    for (const ProfileEntry& entry : profile.entries) {
      json.begin_object();
      json.member("change", kChanges[static_cast<size_t>(entry.change)]);
      json.texts("rules", entry.rules);
      json.member("severity", entry.severity);
      json.member("reason", entry.reason);
      json.end_object();
    }
  });
  write_array(json, "parameters", [&] {
    for (const ProfileParameter& parameter : profile.parameters) {
      json.begin_object();
      json.member("name", parameter.name);
      json.member("value", parameter.value);
      json.member("reason", parameter.reason);
      json.end_object();
    }
  });
  json.end_object();
}

Profile profile_of(const JsonNode& node) {
  Profile profile;
  profile.name = text_of(node, "name");
  profile.controls = texts_of(node, "controls");
  profile.controls_reason = text_of(node, "controls_reason");
  for (const JsonNode* item : items_of(node, "entries")) profile.entries.push_back({change_of(text_of(*item, "change")), texts_of(*item, "rules"), text_of(*item, "severity"), text_of(*item, "reason")});
  for (const JsonNode* item : items_of(node, "parameters")) profile.parameters.push_back({text_of(*item, "name"), text_of(*item, "value"), text_of(*item, "reason")});
  return profile;
}

}  // namespace

std::string write_manifest(const std::vector<ManifestEntry>& entries) {
  const bool any_compressed = std::any_of(entries.begin(), entries.end(), [](const ManifestEntry& entry) { return !entry.encoding.empty(); });
  std::string text = write_document([&](JsonWriter& json) {
    write_array(json, "files", [&] {
      for (const ManifestEntry& entry : entries) {
        json.begin_object();
        if (!entry.encoding.empty()) json.member("encoding", entry.encoding);
        json.member("mediaType", entry.media_type);
        json.member("path", entry.path);
        json.member("role", entry.role);
        json.member("sha256", entry.sha256);
        json.member("size", entry.size);
        json.end_object();
      }
    });
    json.member("format", "sekisho-bundle");
    json.member("version", any_compressed ? 2 : 1);
  });
  text.pop_back();   // RFC 8785 has no line end
  return text;
}

Checked<std::vector<ManifestEntry>> read_manifest(const std::string& bytes) {
  return read_document<std::vector<ManifestEntry>>("manifest.json", bytes, [](const JsonNode& root, auto& entries) {
    for (const JsonNode* item : items_of(root, "files")) {
      entries.push_back({text_of(*item, "path"), text_of(*item, "role"), text_of(*item, "mediaType"), text_of(*item, "sha256"), text_of(*item, "encoding"), count_of(*item, "size")});
    }
  }, write_manifest);
}

std::string write_schedule(const Schedule& schedule) {
  return write_document([&](JsonWriter& json) {
    json.member("origin", schedule.origin);
    json.member("origin_digest", schedule.origin_digest);
    json.texts("inputs", schedule.inputs);
    json.texts("rules", schedule.rules);
    if (schedule.expected.empty()) return;
    write_array(json, "expected", [&] {
      for (const RunExpected& one : schedule.expected) {
        json.begin_object();
        json.member("what", one.what);
        json.member("id", one.id);
        json.member("name", one.name);
        json.member("reason", one.reason);
        json.end_object();
      }
    });
  });
}

Checked<Schedule> read_schedule(const std::string& bytes) {
  return read_document<Schedule>("schedule.json", bytes, [](const JsonNode& root, Schedule& schedule) {
    schedule = {text_of(root, "origin"), text_of(root, "origin_digest"), texts_of(root, "inputs"), texts_of(root, "rules"), {}};
    for (const JsonNode* item : items_of(root, "expected")) schedule.expected.push_back({text_of(*item, "what"), text_of(*item, "id"), text_of(*item, "name"), "", text_of(*item, "reason")});
  }, write_schedule);
}

std::string write_parameters(const Sealed& sealed) {
  return write_document([&](JsonWriter& json) {
    json.texts("rules", sealed.rules);
    write_array(json, "parameters", [&] {
      for (const auto& [name, value] : sealed.parameters) {
        json.begin_object();
        json.member("name", name);
        json.member("value", value);
        json.end_object();
      }
    });
    write_profile(json, sealed.profile);
  });
}

Refusals read_parameters(const std::string& bytes, Sealed& sealed) {
  return read_into("parameters.json", bytes, sealed, [](const JsonNode& root, Sealed& out) {
    out.rules = texts_of(root, "rules");
    for (const JsonNode* item : items_of(root, "parameters")) out.parameters.emplace_back(text_of(*item, "name"), text_of(*item, "value"));
    out.profile = profile_of(member_of(root, "profile"));
  }, write_parameters);
}

std::string write_toolchain(const Sealed& sealed) {
  return write_document([&](JsonWriter& json) {
    json.member("engine", sealed.run.engine_version);
    json.member("program", sealed.program_digest);
    json.member("language", sealed.run.language);
    json.member("semantics", sealed.semantics);
  });
}

Refusals read_toolchain(const std::string& bytes, Sealed& sealed) {
  return read_into("toolchain.json", bytes, sealed, [](const JsonNode& root, Sealed& out) {
    out.program_digest = text_of(root, "program");
    out.semantics = static_cast<int>(number_of(root, "semantics"));
  }, write_toolchain);
}

std::string write_policies(const Sealed& sealed, const std::vector<FileEntry>& entries) {
  return write_document([&](JsonWriter& json) {
    write_array(json, "packs", [&] {
      for (const SealedPack& pack : sealed.packs) {
        json.begin_object();
        json.member("name", pack.name);
        json.member("origin", pack.origin);
        json.member("tree", pack.tree);
        json.member("commit", pack.commit);
        json.member("dirty", pack.dirty);
        if (!pack.git_bundle.name.empty()) {
          json.member("folder", pack.folder);
          json.member("git_bundle", pack.git_bundle.name);
        }
        json.end_object();
      }
    });
    json.member("catalogue_edition", sealed.policies.catalogue_edition);
    write_entries(json, entries);
  });
}

Checked<std::vector<FileEntry>> read_policies(const std::string& bytes, Sealed& sealed) {
  return read_document<std::vector<FileEntry>>("policy/policies.json", bytes, [&](const JsonNode& root, auto& entries) {
    for (const JsonNode* item : items_of(root, "packs")) sealed.packs.push_back({text_of(*item, "name"), text_of(*item, "origin"), text_of(*item, "tree"), text_of(*item, "commit"), flag_of(*item, "dirty"), text_of(*item, "folder"), {text_of(*item, "git_bundle"), ""}});
    sealed.policies.catalogue_edition = text_of(root, "catalogue_edition");
    entries = read_entries(root);
  }, [&](const std::vector<FileEntry>& entries) { return write_policies(sealed, entries); });
}

std::string write_files(const std::vector<FileEntry>& entries) {
  return write_document([&](JsonWriter& json) { write_entries(json, entries); });
}

Checked<std::vector<FileEntry>> read_files(const std::string& name, const std::string& bytes) {
  return read_document<std::vector<FileEntry>>(name, bytes, [](const JsonNode& root, auto& entries) { entries = read_entries(root); }, write_files);
}

}  // namespace sekisho::evidence
