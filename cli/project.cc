// Reads sekisho.yaml.
#include "cli/project.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "adapters/load.h"
#include "cli/options.h"
#include "cli/profile.h"
#include "cli/shipped.h"
#include "cli/yaml_reader.h"

namespace sekisho::cli {
namespace {

const std::vector<std::string> kKeys = {"inputs", "packs", "maps", "catalogue", "profile", "parameters", "complete", "registers", "adapters", "fail_on", "unknown", "language"};

class ProjectReader {
 public:
  ProjectReader(YamlReader& yaml, const std::string& path) : yaml_(yaml), folder_(std::filesystem::path(path).parent_path()) {}
  Project read(const YAML::Node& root);

 private:
  std::vector<std::string> paths(const std::string& key, const YAML::Node& node, bool names_allowed);
  void profile(const YAML::Node& node);
  void registers(const YAML::Node& node);
  void external_adapters(const YAML::Node& node);
  void external_adapter(const YAML::Node& node, adapters::ExternalAdapter& adapter);
  int64_t number(const std::string& key, const YAML::Node& node, int64_t most);
  void entry(const std::string& key, const YAML::Node& node);

  YamlReader& yaml_;
  std::filesystem::path folder_;
  Project project_;
};

std::vector<std::string> ProjectReader::paths(const std::string& key, const YAML::Node& node, bool names_allowed) {
  std::vector<std::string> result = yaml_.texts(key, node);
  const std::vector<std::string> names = names_allowed ? shipped_pack_names() : std::vector<std::string>{};
  for (std::string& path : result) {
    const std::filesystem::path beside = folder_ / path;
    std::error_code ignored;
    const bool is_name = std::find(names.begin(), names.end(), path) != names.end() && !std::filesystem::exists(beside, ignored);
    if (path != "-" && !is_name) path = beside.string();
  }
  return result;
}

// A name, a file, or the profile itself.
void ProjectReader::profile(const YAML::Node& node) {
  if (node.IsMap()) {
    project_.profile = profile_of(yaml_, node, folder_.string());
    return;
  }
  std::string name = yaml_.text("profile", node);
  const std::vector<std::string> shipped = shipped_profile_names();
  if (std::find(shipped.begin(), shipped.end(), name) == shipped.end()) name = (folder_ / name).string();
  project_.profile_named = name;
}

void ProjectReader::registers(const YAML::Node& node) {
  static const std::vector<std::string> kParts = {"file", "complete"};
  if (!node.IsMap()) {
    yaml_.fail(node.Mark(), "`registers` is no table", "write `registers:` and below it `people.person: people.csv`, a line each");
    return;
  }
  for (const auto& pair : node) {
    RegisterChoice made;
    made.kind = yaml_.text("registers", pair.first);
    if (!pair.second.IsMap()) {
      made.path = (folder_ / yaml_.text("registers", pair.second)).string();
    } else {
      for (const auto& part : pair.second) {
        const std::string key = yaml_.text("registers", part.first);
        if (std::find(kParts.begin(), kParts.end(), key) == kParts.end()) yaml_.fail(part.first.Mark(), "unknown key `" + key + "`", suggestion(key, kParts, "keys of a register are"));
        if (key == "file") made.path = (folder_ / yaml_.text(key, part.second)).string();
        if (key == "complete") made.complete = yaml_.word(key, part.second, {"true", "false"}) == "true";
      }
      if (made.path.empty()) yaml_.fail(pair.second.Mark(), "the register of `" + made.kind + "` names no file", "write `file: people.csv`");
    }
    project_.registers.push_back(std::move(made));
  }
}

int64_t ProjectReader::number(const std::string& key, const YAML::Node& node, int64_t most) {
  const std::string given = yaml_.text(key, node);
  int64_t value = 0;
  const auto read = std::from_chars(given.data(), given.data() + given.size(), value);
  if (read.ec == std::errc() && read.ptr == given.data() + given.size() && value > 0 && value <= most) return value;
  yaml_.fail(node.Mark(), "`" + key + "` is no whole number from 1 to " + std::to_string(most), "");
  return 1;
}

void ProjectReader::external_adapter(const YAML::Node& node, adapters::ExternalAdapter& adapter) {
  static const std::vector<std::string> kParts = {"command", "files", "timeout", "output_limit"};
  for (const auto& pair : node) {
    const std::string key = yaml_.text("adapters", pair.first);
    if (std::find(kParts.begin(), kParts.end(), key) == kParts.end()) yaml_.fail(pair.first.Mark(), "unknown key `" + key + "`", suggestion(key, kParts, "keys of an adapter are"));
    if (key == "command") adapter.command = yaml_.texts(key, pair.second);
    if (key == "files") adapter.files = yaml_.texts(key, pair.second);
    if (key == "timeout") adapter.time_limit = std::chrono::seconds(number(key, pair.second, 86400));
    if (key == "output_limit") adapter.output_limit = static_cast<size_t>(number(key, pair.second, 4095)) << 20;
  }
  if (adapter.command.empty() || adapter.command.front().empty()) yaml_.fail(node.Mark(), "the adapter `" + adapter.name + "` has no command", "write `command: [python3, read.py]`");
  // A script beside the project file is found from wherever the process runs.
  for (std::string& word : adapter.command) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(folder_ / word, ignored)) word = std::filesystem::absolute(folder_ / word).lexically_normal().string();
  }
}

void ProjectReader::external_adapters(const YAML::Node& node) {
  if (!node.IsMap()) {
    yaml_.fail(node.Mark(), "`adapters` is no table", "write `adapters:` and below it `name: {command: [program, argument]}`, a line each");
    return;
  }
  const std::vector<std::string> built_in = adapters::adapter_names();
  for (const auto& pair : node) {
    adapters::ExternalAdapter adapter;
    adapter.name = yaml_.text("adapters", pair.first);
    const bool plain = !adapter.name.empty() && adapter.name.front() >= 'a' && adapter.name.front() <= 'z' && adapter.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
    if (!plain) yaml_.fail(pair.first.Mark(), "`" + adapter.name + "` is no name of an adapter", "expected small letters, digits and `_`");
    if (std::find(built_in.begin(), built_in.end(), adapter.name) != built_in.end()) yaml_.fail(pair.first.Mark(), "`" + adapter.name + "` is an adapter already", "choose another name");
    const bool twice = std::any_of(project_.adapters.begin(), project_.adapters.end(), [&](const auto& one) { return one.name == adapter.name; });
    if (twice) yaml_.fail(pair.first.Mark(), "the adapter `" + adapter.name + "` stands here twice", "write it once");
    if (pair.second.IsMap()) external_adapter(pair.second, adapter);
    else yaml_.fail(pair.second.Mark(), "the adapter `" + adapter.name + "` is no table", "write `" + adapter.name + ": {command: [program, argument]}`");
    project_.adapters.push_back(std::move(adapter));
  }
}

void ProjectReader::entry(const std::string& key, const YAML::Node& node) {
  if (key == "inputs") project_.inputs = paths(key, node, false);
  if (key == "packs") project_.packs = paths(key, node, true);
  if (key == "maps") project_.maps = paths(key, node, false);
  if (key == "catalogue") project_.catalogue = (folder_ / yaml_.text(key, node)).string();
  if (key == "profile") profile(node);
  if (key == "parameters") {
    yaml_.table(key, node, {}, [&](const std::string& name, const YAML::Node& value) { project_.parameters.emplace_back(name, yaml_.text("parameters", value)); });
  }
  if (key == "registers") registers(node);
  if (key == "adapters") external_adapters(node);
  if (key == "complete") project_.complete = yaml_.texts(key, node);
  if (key == "fail_on") project_.fail_on = yaml_.word(key, node, {"info", "low", "medium", "high", "critical"});
  if (key == "unknown") project_.unknown = yaml_.word(key, node, {"pass", "fail"});
  if (key == "language") project_.language = yaml_.word(key, node, {"en", "ja"});
}

Project ProjectReader::read(const YAML::Node& root) {
  if (!root.IsMap()) {
    yaml_.fail(root.Mark(), "`" + yaml_.source().name() + "` is no project file", "expected a table with the keys of `sekisho help project`");
    return {};
  }
  yaml_.table("project", root, kKeys, [&](const std::string& key, const YAML::Node& node) { entry(key, node); });
  return std::move(project_);
}

}  // namespace

Result<Project> read_project(const std::string& path) {
  const Result<SourcePtr> source = read_yaml_source(path);
  if (!source) return source.error();
  YamlReader yaml(*source);
  Project project;
  const Result<void> parsed = with_yaml(*source, [&](const YAML::Node& root) { project = ProjectReader(yaml, path).read(root); });
  if (!parsed) return parsed.error();
  if (yaml.error()) return *yaml.error();
  return project;
}

}  // namespace sekisho::cli
