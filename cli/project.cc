// Reads sekisho.yaml. The only user of the YAML library here; its exceptions end here.
#include "cli/project.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "cli/options.h"
#include "cli/shipped.h"
#include "sekisho/file.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

const std::vector<std::string> kKeys = {"inputs", "packs", "maps", "catalogue", "parameters", "complete", "fail_on", "unknown", "language"};
constexpr size_t kMaxProjectBytes = size_t{1} << 20;

// Reads values and remembers the first trouble.
class Reader {
 public:
  Reader(const std::string& path, SourcePtr source) : folder_(std::filesystem::path(path).parent_path()), source_(std::move(source)) {}

  Result<Project> read(const YAML::Node& root);

 private:
  void fail(const YAML::Mark& mark, const std::string& message, const std::string& help) {
    if (error_) return;
    const auto at = static_cast<uint32_t>(std::clamp<size_t>(mark.pos < 0 ? 0 : static_cast<size_t>(mark.pos), 0, source_->text().size()));
    error_ = Error{message, help, Span{source_, at, at}};
  }
  std::string text(const std::string& key, const YAML::Node& node);
  std::vector<std::string> texts(const std::string& key, const YAML::Node& node);
  std::vector<std::string> paths(const std::string& key, const YAML::Node& node, bool names_allowed);
  std::string word(const std::string& key, const YAML::Node& node, const std::vector<std::string>& allowed);
  void parameters(const YAML::Node& node, Project& project);
  void entry(const std::string& key, const YAML::Node& node, Project& project);

  std::filesystem::path folder_;
  SourcePtr source_;
  std::optional<Error> error_;
};

std::string Reader::text(const std::string& key, const YAML::Node& node) {
  if (node.IsScalar()) return node.Scalar();
  fail(node.Mark(), "`" + key + "` holds something that is no text", "expected one value here");
  return "";
}

std::vector<std::string> Reader::texts(const std::string& key, const YAML::Node& node) {
  if (node.IsScalar()) return {node.Scalar()};
  std::vector<std::string> result;
  if (node.IsNull()) return result;
  if (!node.IsSequence()) fail(node.Mark(), "`" + key + "` is no list", "write `" + key + ": [one, two]`");
  for (const YAML::Node& item : node) result.push_back(text(key, item));
  return result;
}

std::vector<std::string> Reader::paths(const std::string& key, const YAML::Node& node, bool names_allowed) {
  std::vector<std::string> result = texts(key, node);
  const std::vector<std::string> names = names_allowed ? shipped_pack_names() : std::vector<std::string>{};
  for (std::string& path : result) {
    const std::filesystem::path beside = folder_ / path;
    std::error_code ignored;
    const bool is_name = std::find(names.begin(), names.end(), path) != names.end() && !std::filesystem::exists(beside, ignored);
    if (path != "-" && !is_name) path = beside.string();
  }
  return result;
}

std::string Reader::word(const std::string& key, const YAML::Node& node, const std::vector<std::string>& allowed) {
  const std::string given = text(key, node);
  if (const Result<std::string> known = one_of(key, given, allowed); !known) fail(node.Mark(), known.error().message, known.error().help);
  return given;
}

void Reader::parameters(const YAML::Node& node, Project& project) {
  if (!node.IsMap()) {
    fail(node.Mark(), "`parameters` is no table", "write `parameters:` and below it `name: value`, a line each");
    return;
  }
  for (const auto& pair : node) project.parameters.emplace_back(text("parameters", pair.first), text("parameters", pair.second));
}

void Reader::entry(const std::string& key, const YAML::Node& node, Project& project) {
  if (key == "inputs") project.inputs = paths(key, node, false);
  if (key == "packs") project.packs = paths(key, node, true);
  if (key == "maps") project.maps = paths(key, node, false);
  if (key == "catalogue") project.catalogue = (folder_ / text(key, node)).string();
  if (key == "parameters") parameters(node, project);
  if (key == "complete") project.complete = texts(key, node);
  if (key == "fail_on") project.fail_on = word(key, node, {"info", "low", "medium", "high", "critical"});
  if (key == "unknown") project.unknown = word(key, node, {"pass", "fail"});
  if (key == "language") project.language = word(key, node, {"en", "ja"});
}

Result<Project> Reader::read(const YAML::Node& root) {
  Project project;
  if (!root.IsMap()) {
    fail(root.Mark(), "`" + source_->name() + "` is no project file", "expected a table with the keys of `sekisho help project`");
    return *error_;
  }
  std::vector<std::string> seen;
  for (const auto& pair : root) {
    const std::string key = text("key", pair.first);
    if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end())
      fail(pair.first.Mark(), "unknown key `" + key + "`", suggestion(key, kKeys, "keys are"));
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) fail(pair.first.Mark(), "`" + key + "` stands here twice", "write it once");
    seen.push_back(key);
    entry(key, pair.second, project);
  }
  if (error_) return *error_;
  return project;
}

}  // namespace

Result<Project> read_project(const std::string& path) {
  Result<std::string> bytes = read_file(path, kMaxProjectBytes);
  if (!bytes) return bytes.error();
  Result<std::string> text = decode_text(path, std::move(*bytes));
  if (!text) return text.error();
  const auto source = std::make_shared<const Source>(path, std::move(*text));
  try {
    return Reader(path, source).read(YAML::Load(source->text()));
  } catch (const YAML::Exception& exception) {
    const auto at = static_cast<uint32_t>(std::max(0, exception.mark.pos));
    return Error{"`" + path + "` is no YAML: " + exception.msg, "", Span{source, at, at}};
  }
}

}  // namespace sekisho::cli
