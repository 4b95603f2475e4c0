// Reads sekisho.yaml. The only user of the YAML library here; its exceptions end here.
#include "cli/project.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <memory>

#include "adapters/load.h"
#include "cli/options.h"
#include "cli/shipped.h"
#include "sekisho/file.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

const std::vector<std::string> kKeys = {"inputs", "packs", "maps", "parameters", "complete", "registers", "adapters", "fail_on", "unknown", "language"};
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
  void registers(const YAML::Node& node, Project& project);
  void external_adapters(const YAML::Node& node, Project& project);
  void external_adapter(const YAML::Node& node, adapters::ExternalAdapter& adapter);
  int64_t number(const std::string& key, const YAML::Node& node, int64_t most);
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

void Reader::registers(const YAML::Node& node, Project& project) {
  static const std::vector<std::string> kParts = {"file", "complete"};
  if (!node.IsMap()) {
    fail(node.Mark(), "`registers` is no table", "write `registers:` and below it `people.person: people.csv`, a line each");
    return;
  }
  for (const auto& pair : node) {
    RegisterChoice made;
    made.kind = text("registers", pair.first);
    if (!pair.second.IsMap()) {
      made.path = (folder_ / text("registers", pair.second)).string();
    } else {
      for (const auto& part : pair.second) {
        const std::string key = text("registers", part.first);
        if (std::find(kParts.begin(), kParts.end(), key) == kParts.end()) fail(part.first.Mark(), "unknown key `" + key + "`", suggestion(key, kParts, "keys of a register are"));
        if (key == "file") made.path = (folder_ / text(key, part.second)).string();
        if (key == "complete") made.complete = word(key, part.second, {"true", "false"}) == "true";
      }
      if (made.path.empty()) fail(pair.second.Mark(), "the register of `" + made.kind + "` names no file", "write `file: people.csv`");
    }
    project.registers.push_back(std::move(made));
  }
}

int64_t Reader::number(const std::string& key, const YAML::Node& node, int64_t most) {
  const std::string given = text(key, node);
  int64_t value = 0;
  const auto read = std::from_chars(given.data(), given.data() + given.size(), value);
  if (read.ec == std::errc() && read.ptr == given.data() + given.size() && value > 0 && value <= most) return value;
  fail(node.Mark(), "`" + key + "` is no whole number from 1 to " + std::to_string(most), "");
  return 1;
}

void Reader::external_adapter(const YAML::Node& node, adapters::ExternalAdapter& adapter) {
  static const std::vector<std::string> kParts = {"command", "files", "timeout", "output_limit"};
  for (const auto& pair : node) {
    const std::string key = text("adapters", pair.first);
    if (std::find(kParts.begin(), kParts.end(), key) == kParts.end()) fail(pair.first.Mark(), "unknown key `" + key + "`", suggestion(key, kParts, "keys of an adapter are"));
    if (key == "command") adapter.command = texts(key, pair.second);
    if (key == "files") adapter.files = texts(key, pair.second);
    if (key == "timeout") adapter.time_limit = std::chrono::seconds(number(key, pair.second, 86400));
    if (key == "output_limit") adapter.output_limit = static_cast<size_t>(number(key, pair.second, 4095)) << 20;
  }
  if (adapter.command.empty() || adapter.command.front().empty()) fail(node.Mark(), "the adapter `" + adapter.name + "` has no command", "write `command: [python3, read.py]`");
  // A script beside the project file is found from wherever the process runs.
  for (std::string& word : adapter.command) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(folder_ / word, ignored)) word = std::filesystem::absolute(folder_ / word).lexically_normal().string();
  }
}

void Reader::external_adapters(const YAML::Node& node, Project& project) {
  if (!node.IsMap()) {
    fail(node.Mark(), "`adapters` is no table", "write `adapters:` and below it `name: {command: [program, argument]}`, a line each");
    return;
  }
  const std::vector<std::string> built_in = adapters::adapter_names();
  for (const auto& pair : node) {
    adapters::ExternalAdapter adapter;
    adapter.name = text("adapters", pair.first);
    const bool plain = !adapter.name.empty() && adapter.name.front() >= 'a' && adapter.name.front() <= 'z' && adapter.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
    if (!plain) fail(pair.first.Mark(), "`" + adapter.name + "` is no name of an adapter", "expected small letters, digits and `_`");
    if (std::find(built_in.begin(), built_in.end(), adapter.name) != built_in.end()) fail(pair.first.Mark(), "`" + adapter.name + "` is an adapter already", "choose another name");
    const bool twice = std::any_of(project.adapters.begin(), project.adapters.end(), [&](const auto& one) { return one.name == adapter.name; });
    if (twice) fail(pair.first.Mark(), "the adapter `" + adapter.name + "` stands here twice", "write it once");
    if (pair.second.IsMap()) external_adapter(pair.second, adapter);
    else fail(pair.second.Mark(), "the adapter `" + adapter.name + "` is no table", "write `" + adapter.name + ": {command: [program, argument]}`");
    project.adapters.push_back(std::move(adapter));
  }
}

void Reader::entry(const std::string& key, const YAML::Node& node, Project& project) {
  if (key == "inputs") project.inputs = paths(key, node, false);
  if (key == "packs") project.packs = paths(key, node, true);
  if (key == "maps") project.maps = paths(key, node, false);
  if (key == "parameters") parameters(node, project);
  if (key == "registers") registers(node, project);
  if (key == "adapters") external_adapters(node, project);
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
