// Reads sekisho.yaml.
#include "cli/project.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "adapters/load.h"
#include "cli/git.h"
#include "cli/options.h"
#include "cli/profile.h"
#include "cli/shipped.h"
#include "cli/yaml_reader.h"

namespace sekisho::cli {
namespace {

const std::vector<std::string> kProjectKeys = {"inputs", "packs", "maps", "catalogue", "profile", "parameters", "complete", "waivers", "registers", "statement", "expected", "adapters", "fail_on", "unknown", "language"};

class ProjectReader {
 public:
  ProjectReader(YamlReader& yaml, const std::string& path) : yaml_(yaml), folder_(std::filesystem::path(path).parent_path()) {}
  Project read(const YAML::Node& root);

 private:
  std::vector<std::string> paths(const std::string& key, const YAML::Node& node, bool names_allowed);
  void profile(const YAML::Node& node);
  void registers(const YAML::Node& node);
  void expected(const YAML::Node& node);
  void expected_one(const std::string& what, const YAML::Node& node);
  void external_adapters(const YAML::Node& node);
  void adapter_name(const YAML::Node& key);
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
    const bool is_name = (names_allowed && is_git_pack(path)) || (std::find(names.begin(), names.end(), path) != names.end() && !std::filesystem::exists(beside, ignored));
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
  yaml_.table("registers", node, {}, [&](const std::string& kind, const YAML::Node& value) {
    RegisterChoice made;
    made.kind = kind;
    const auto file = [&](const YAML::Node& named) { made.path = (folder_ / yaml_.text("file", named)).string(); };
    if (!value.IsMap()) {
      file(value);
    } else {
      yaml_.table(kind, value, {"file", "complete"}, [&](const std::string& key, const YAML::Node& part) {
        if (key == "file") file(part);
        else made.complete = yaml_.word(key, part, {"true", "false"}) == "true";
      });
      if (made.path.empty()) yaml_.fail(value.Mark(), "the register of `" + kind + "` names no file", "write `file: people.csv`");
    }
    project_.registers.push_back(std::move(made));
  });
}

// An id or a path, or a table with more about it.
void ProjectReader::expected_one(const std::string& what, const YAML::Node& node) {
  RunExpected one;
  one.what = what;
  const std::string key = what == "account" ? "id" : "file";
  if (!node.IsMap()) {
    one.id = yaml_.text(key, node);
  } else {
    yaml_.table("expected", node, {key, "name", "excluded"}, [&](const std::string& word, const YAML::Node& value) {
      (word == key ? one.id : word == "name" ? one.name : one.reason) = yaml_.text(word, value);
      if (word == "excluded" && one.reason.find_first_not_of(" \t\n") == std::string::npos) yaml_.fail(value.Mark(), "`excluded` gives no reason", "say why nobody has to look there");
    });
  }
  if (one.id.empty()) yaml_.fail(node.Mark(), "an expected " + what + " has no `" + key + "`", what == "account" ? "write the id in quotes: \"111122223333\"" : "write the path of the file");
  if (what == "input") one.id = (folder_ / one.id).string();
  const bool again = std::any_of(project_.expected.begin(), project_.expected.end(), [&](const RunExpected& other) { return other.what == what && other.id == one.id; });
  if (again) yaml_.fail(node.Mark(), "the " + what + " `" + one.id + "` is expected twice", "leave one of the two");
  project_.expected.push_back(std::move(one));
}

void ProjectReader::expected(const YAML::Node& node) {
  yaml_.table("expected", node, {"accounts", "inputs"}, [&](const std::string& key, const YAML::Node& list) {
    if (!list.IsSequence()) return yaml_.fail(list.Mark(), "`" + key + "` is no list", key == "accounts" ? "write `accounts: [\"111122223333\"]`" : "write `inputs: [plan.json]`");
    for (const auto& item : list) expected_one(key == "accounts" ? "account" : "input", item);
  });
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
  yaml_.table(adapter.name, node, {"command", "files", "timeout", "output_limit"}, [&](const std::string& key, const YAML::Node& value) {
    if (key == "command") adapter.command = yaml_.texts(key, value);
    if (key == "files") adapter.files = yaml_.texts(key, value);
    if (key == "timeout") adapter.time_limit = std::chrono::seconds(number(key, value, 86400));
    if (key == "output_limit") adapter.output_limit = static_cast<size_t>(number(key, value, 4095)) << 20;
  });
  if (adapter.command.empty() || adapter.command.front().empty()) yaml_.fail(node.Mark(), "the adapter `" + adapter.name + "` has no command", "write `command: [python3, read.py]`");
  // A script beside the project file is found from wherever the process runs.
  for (std::string& word : adapter.command) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(folder_ / word, ignored)) word = std::filesystem::absolute(folder_ / word).lexically_normal().string();
  }
}

void ProjectReader::adapter_name(const YAML::Node& key) {
  const std::string name = yaml_.text("adapters", key);
  const std::vector<std::string> built_in = adapters::adapter_names();
  const bool plain = !name.empty() && name.front() >= 'a' && name.front() <= 'z' && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
  if (!plain) yaml_.fail(key.Mark(), "`" + name + "` is no name of an adapter", "expected small letters, digits and `_`");
  if (std::find(built_in.begin(), built_in.end(), name) != built_in.end()) yaml_.fail(key.Mark(), "`" + name + "` is an adapter already", "choose another name");
}

void ProjectReader::external_adapters(const YAML::Node& node) {
  for (const auto& pair : node) {
    if (node.IsMap()) adapter_name(pair.first);
  }
  yaml_.table("adapters", node, {}, [&](const std::string& name, const YAML::Node& value) {
    adapters::ExternalAdapter adapter;
    adapter.name = name;
    external_adapter(value, adapter);
    project_.adapters.push_back(std::move(adapter));
  });
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
  if (key == "statement") project_.statement = (folder_ / yaml_.text(key, node)).string();
  if (key == "expected") expected(node);
  if (key == "adapters") external_adapters(node);
  if (key == "waivers") project_.waivers = paths(key, node, false);
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
  yaml_.table("project", root, kProjectKeys, [&](const std::string& key, const YAML::Node& node) { entry(key, node); });
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
