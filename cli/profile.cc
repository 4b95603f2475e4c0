// Reads profiles and puts one that extends another behind it.
#include "cli/profile.h"

#include <algorithm>
#include <filesystem>

#include "cli/options.h"
#include "cli/shipped.h"

namespace sekisho::cli {
namespace {

const std::vector<std::string> kProfileKeys = {"name", "extends", "controls", "controls_needed", "reason", "off", "on", "severities", "parameters"};
constexpr size_t kMostBelow = 16;   // profiles that extend each other

// A profile on its way: one that it extends may still wait for its controls.
struct Draft {
  Profile profile;
  std::string controls_needed;   // what to name; empty: nothing
};

class ProfileReader {
 public:
  ProfileReader(YamlReader& yaml, std::string folder, size_t depth) : yaml_(yaml), folder_(std::move(folder)), depth_(depth) {}
  Draft read(const YAML::Node& node);

 private:
  void extend(const YAML::Node& node);
  void entries(const std::string& key, const YAML::Node& node, ProfileEntry::Change change);
  void parameters(const YAML::Node& node);

  YamlReader& yaml_;
  std::string folder_;
  size_t depth_;
  Draft draft_;
};

Result<Draft> read_draft(const std::string& name_or_file, size_t depth);

void ProfileReader::extend(const YAML::Node& node) {
  std::string base = yaml_.text("extends", node);
  const std::vector<std::string> shipped = shipped_profile_names();
  if (std::find(shipped.begin(), shipped.end(), base) == shipped.end()) base = (std::filesystem::path(folder_) / base).string();
  Result<Draft> below = read_draft(base, depth_ + 1);
  if (!below) return yaml_.fail(node.Mark(), below.error().message, below.error().help);
  draft_ = std::move(*below);
}

void ProfileReader::entries(const std::string& key, const YAML::Node& node, ProfileEntry::Change change) {
  const bool severity = change == ProfileEntry::Change::kSeverity;
  if (!node.IsSequence()) return yaml_.fail(node.Mark(), "`" + key + "` is no list", "write `" + key + ":` and below it `- {rules: […], " + (severity ? "severity: low, " : "") + "reason: …}`, a line each");
  std::vector<std::string> keys = {"rules", "reason"};
  if (severity) keys.push_back("severity");
  for (const YAML::Node& item : node) {
    ProfileEntry entry;
    entry.change = change;
    yaml_.table(key, item, keys, [&](const std::string& name, const YAML::Node& value) {
      if (name == "rules") entry.rules = yaml_.texts(name, value);
      if (name == "reason") entry.reason = yaml_.text(name, value);
      if (name == "severity") entry.severity = yaml_.word(name, value, {"info", "low", "medium", "high", "critical"});
    });
    if (entry.rules.empty()) yaml_.fail(item.Mark(), "an entry of `" + key + "` names no rules", "write `rules: [NAME]`: rules, or packages with all below them");
    if (entry.reason.empty()) yaml_.fail(item.Mark(), "an entry of `" + key + "` has no reason", "write `reason: …`: every report tells it");
    if (severity && entry.severity.empty()) yaml_.fail(item.Mark(), "an entry of `severities` has no severity", "write `severity: low`");
    draft_.profile.entries.push_back(std::move(entry));
  }
}

void ProfileReader::parameters(const YAML::Node& node) {
  yaml_.table("parameters", node, {}, [&](const std::string& name, const YAML::Node& value) {
    ProfileParameter parameter{name, "", ""};
    if (value.IsMap()) {
      yaml_.table(name, value, {"value", "reason"}, [&](const std::string& key, const YAML::Node& text) { (key == "value" ? parameter.value : parameter.reason) = yaml_.text(key, text); });
    } else {
      parameter.value = yaml_.text(name, value);
    }
    if (parameter.value.empty()) yaml_.fail(value.Mark(), "the parameter `" + name + "` has no value", "write it as Seki does: 365d, '\"text\"'");
    std::erase_if(draft_.profile.parameters, [&](const ProfileParameter& other) { return other.name == name; });
    draft_.profile.parameters.push_back(std::move(parameter));
  });
}

Draft ProfileReader::read(const YAML::Node& node) {
  // What it extends comes first, wherever it is written.
  if (node.IsMap() && node["extends"]) extend(node["extends"]);
  std::string reason;
  std::vector<std::string> controls;
  yaml_.table("profile", node, kProfileKeys, [&](const std::string& key, const YAML::Node& value) {
    if (key == "name") draft_.profile.name = yaml_.text(key, value);
    if (key == "controls") controls = yaml_.texts(key, value);
    if (key == "controls_needed") draft_.controls_needed = yaml_.text(key, value);
    if (key == "reason") reason = yaml_.text(key, value);
    if (key == "off") entries(key, value, ProfileEntry::Change::kOff);
    if (key == "on") entries(key, value, ProfileEntry::Change::kOn);
    if (key == "severities") entries(key, value, ProfileEntry::Change::kSeverity);
    if (key == "parameters") parameters(value);
  });
  if (!controls.empty()) {
    draft_.profile.controls = std::move(controls);
    draft_.profile.controls_reason = reason.empty() ? "supports none of the controls of the profile `" + draft_.profile.name + "`" : reason;
    draft_.controls_needed.clear();
  }
  return std::move(draft_);
}

Result<Draft> read_draft(const std::string& name_or_file, size_t depth) {
  if (depth > kMostBelow) return Error{"the profile `" + name_or_file + "` extends itself, or too many others", "", {}};
  SourcePtr source = shipped_profile(name_or_file);
  if (source == nullptr) {
    std::error_code ignored;
    if (!std::filesystem::exists(name_or_file, ignored)) {
      return Error{"no such profile: `" + name_or_file + "` is neither a file nor a shipped profile", suggestion(name_or_file, shipped_profile_names(), "shipped profiles are"), {}};
    }
    Result<SourcePtr> read = read_yaml_source(name_or_file);
    if (!read) return read.error();
    source = std::move(*read);
  }
  YamlReader yaml(source);
  Draft draft;
  const Result<void> parsed = with_yaml(source, [&](const YAML::Node& root) {
    draft = ProfileReader(yaml, std::filesystem::path(name_or_file).parent_path().string(), depth).read(root);
  });
  if (!parsed) return parsed.error();
  if (yaml.error()) return *yaml.error();
  return draft;
}

std::string needs(const Draft& draft) { return "the profile `" + draft.profile.name + "` needs `controls`: " + draft.controls_needed; }
constexpr const char* kHowToName = "write `profile:` in sekisho.yaml, or a file, with `extends: liu` and `controls: [9.2.3, …]`";

}  // namespace

Result<Profile> read_profile(const std::string& name_or_file) {
  Result<Draft> draft = read_draft(name_or_file, 0);
  if (!draft) return draft.error();
  if (!draft->controls_needed.empty()) return Error{needs(*draft), kHowToName, {}};
  return std::move(draft->profile);
}

Profile profile_of(YamlReader& reader, const YAML::Node& node, const std::string& folder) {
  Draft draft;
  draft = ProfileReader(reader, folder, 0).read(node);
  if (!draft.controls_needed.empty()) reader.fail(node.Mark(), needs(draft), kHowToName);
  return std::move(draft.profile);
}

}  // namespace sekisho::cli
