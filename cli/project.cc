// Reads sekisho.yaml.
#include "cli/project.h"

#include <algorithm>
#include <filesystem>

#include "cli/profile.h"
#include "cli/shipped.h"
#include "cli/yaml_reader.h"

namespace sekisho::cli {
namespace {

const std::vector<std::string> kKeys = {"inputs", "packs", "maps", "catalogue", "profile", "parameters", "complete", "fail_on", "unknown", "language"};

class ProjectReader {
 public:
  ProjectReader(YamlReader& yaml, const std::string& path) : yaml_(yaml), folder_(std::filesystem::path(path).parent_path()) {}
  Project read(const YAML::Node& root);

 private:
  std::vector<std::string> paths(const std::string& key, const YAML::Node& node, bool names_allowed);
  void profile(const YAML::Node& node);
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

void ProjectReader::entry(const std::string& key, const YAML::Node& node) {
  if (key == "inputs") project_.inputs = paths(key, node, false);
  if (key == "packs") project_.packs = paths(key, node, true);
  if (key == "maps") project_.maps = paths(key, node, false);
  if (key == "catalogue") project_.catalogue = (folder_ / yaml_.text(key, node)).string();
  if (key == "profile") profile(node);
  if (key == "parameters") {
    yaml_.table(key, node, {}, [&](const std::string& name, const YAML::Node& value) { project_.parameters.emplace_back(name, yaml_.text("parameters", value)); });
  }
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
