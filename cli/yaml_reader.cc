// Reading a YAML file of ours.
#include "cli/yaml_reader.h"

#include <algorithm>
#include <memory>

#include "cli/options.h"
#include "sekisho/file.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

constexpr size_t kMaxBytes = size_t{1} << 20;

}  // namespace

void YamlReader::fail(const YAML::Mark& mark, const std::string& message, const std::string& help) {
  if (error_) return;
  const auto at = static_cast<uint32_t>(std::clamp<size_t>(mark.pos < 0 ? 0 : static_cast<size_t>(mark.pos), 0, source_->text().size()));
  error_ = Error{message, help, Span{source_, at, at}};
}

std::string YamlReader::text(const std::string& key, const YAML::Node& node) {
  if (node.IsScalar()) return node.Scalar();
  fail(node.Mark(), "`" + key + "` holds something that is no text", "expected one value here");
  return "";
}

std::vector<std::string> YamlReader::texts(const std::string& key, const YAML::Node& node) {
  if (node.IsScalar()) return {node.Scalar()};
  std::vector<std::string> result;
  if (node.IsNull()) return result;
  if (!node.IsSequence()) fail(node.Mark(), "`" + key + "` is no list", "write `" + key + ": [one, two]`");
  for (const YAML::Node& item : node) result.push_back(text(key, item));
  return result;
}

std::string YamlReader::word(const std::string& key, const YAML::Node& node, const std::vector<std::string>& allowed) {
  const std::string given = text(key, node);
  if (const Result<std::string> known = one_of(key, given, allowed); !known) fail(node.Mark(), known.error().message, known.error().help);
  return given;
}

void YamlReader::table(const std::string& what, const YAML::Node& node, const std::vector<std::string>& keys, const std::function<void(const std::string& key, const YAML::Node& value)>& take) {
  if (!node.IsMap()) return fail(node.Mark(), "`" + what + "` is no table", "write `" + what + ":` and below it `name: value`, a line each");
  std::vector<std::string> seen;
  for (const auto& pair : node) {
    const std::string key = text("key", pair.first);
    if (!keys.empty() && std::find(keys.begin(), keys.end(), key) == keys.end()) fail(pair.first.Mark(), "unknown key `" + key + "`", suggestion(key, keys, "keys are"));
    if (std::find(seen.begin(), seen.end(), key) != seen.end()) fail(pair.first.Mark(), "`" + key + "` stands here twice", "write it once");
    seen.push_back(key);
    take(key, pair.second);
  }
}

Result<SourcePtr> read_yaml_source(const std::string& path) {
  Result<std::string> bytes = read_file(path, kMaxBytes);
  if (!bytes) return bytes.error();
  Result<std::string> text = decode_text(path, std::move(*bytes));
  if (!text) return text.error();
  return SourcePtr(std::make_shared<const Source>(path, std::move(*text), true));
}

Result<void> with_yaml(const SourcePtr& source, const std::function<void(const YAML::Node& root)>& take) {
  try {
    take(YAML::Load(std::string(source->view())));
    return {};
  } catch (const YAML::Exception& exception) {
    const auto at = static_cast<uint32_t>(std::max(0, exception.mark.pos));
    return Error{"`" + source->name() + "` is no YAML: " + exception.msg, source->view().find("\n\t") == std::string_view::npos ? "" : "a line begins with a tab: indent by spaces", Span{source, at, at}};
  }
}

}  // namespace sekisho::cli
