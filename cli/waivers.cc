// Reads files of waivers. Every key but `input` and `verdicts` has to be there: a waiver that does not say why, or until when, accepts nothing.
#include "cli/waivers.h"

#include <algorithm>

#include "cli/yaml_reader.h"

namespace sekisho::cli {
namespace {

const std::vector<std::string> kKeys = {"id", "rule", "resource", "resource_glob", "input", "verdicts", "reason", "owner", "approver", "approved_at", "expires_at", "ticket"};
constexpr const char* kHowToWrite = "`sekisho help waivers` shows one";

class WaiverReader {
 public:
  WaiverReader(YamlReader& yaml, SourcePtr source) : yaml_(yaml), source_(std::move(source)) {}
  void read(const YAML::Node& root, std::vector<Waiver>& waivers);

 private:
  Waiver waiver(const YAML::Node& node);
  std::string filled(const std::string& key, const YAML::Node& node);
  int64_t time(const std::string& key, const YAML::Node& node);
  void verdicts(const YAML::Node& node, Waiver& waiver);

  YamlReader& yaml_;
  SourcePtr source_;
};

std::string WaiverReader::filled(const std::string& key, const YAML::Node& node) {
  std::string text = yaml_.text(key, node);
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) yaml_.fail(node.Mark(), "`" + key + "` is empty", kHowToWrite);
  return text;
}

int64_t WaiverReader::time(const std::string& key, const YAML::Node& node) {
  const std::string given = yaml_.text(key, node);
  if (const std::optional<int64_t> time = parse_time(given)) return *time;
  yaml_.fail(node.Mark(), "`" + key + ": " + given + "` is no time", "expected a date (2026-04-01) or a time with its zone (2026-04-01T00:00:00Z)");
  return 0;
}

void WaiverReader::verdicts(const YAML::Node& node, Waiver& waiver) {
  waiver.accepts_fail = waiver.accepts_unknown = false;
  for (const std::string& verdict : yaml_.texts("verdicts", node)) {
    if (verdict == "fail") waiver.accepts_fail = true;
    else if (verdict == "unknown") waiver.accepts_unknown = true;
    else yaml_.fail(node.Mark(), "`" + verdict + "` is no verdict that can be waived", "expected fail, unknown or both");
  }
  if (!waiver.accepts_fail && !waiver.accepts_unknown) yaml_.fail(node.Mark(), "`verdicts` is empty", "expected fail, unknown or both");
}

Waiver WaiverReader::waiver(const YAML::Node& node) {
  Waiver waiver;
  const auto at = static_cast<uint32_t>(std::clamp<size_t>(node.Mark().pos < 0 ? 0 : static_cast<size_t>(node.Mark().pos), 0, source_->view().size()));
  waiver.span = {source_, at, at};
  std::vector<std::string> seen;
  yaml_.table("waiver", node, kKeys, [&](const std::string& key, const YAML::Node& value) {
    seen.push_back(key);
    if (key == "id") waiver.id = filled(key, value);
    if (key == "rule") waiver.rule = filled(key, value);
    if (key == "resource" || key == "resource_glob") waiver.resource = filled(key, value);
    if (key == "resource_glob") waiver.glob = true;
    if (key == "input") waiver.input = filled(key, value);
    if (key == "verdicts") verdicts(value, waiver);
    if (key == "owner") waiver.owner = filled(key, value);
    if (key == "approver") waiver.approver = filled(key, value);
    if (key == "ticket") waiver.ticket = filled(key, value);
    if (key == "approved_at") waiver.approved_at = time(key, value);
    if (key == "expires_at") waiver.expires_at = time(key, value);
    if (key != "reason") return;
    yaml_.table(key, value, {"en", "ja"}, [&](const std::string& language, const YAML::Node& text) { (language == "en" ? waiver.reason.en : waiver.reason.ja) = filled(language, text); });
    if (waiver.reason.en.empty() || waiver.reason.ja.empty()) yaml_.fail(value.Mark(), "the reason is not there in both languages", "write `reason: {en: …, ja: …}`");
  });
  const auto has = [&](const std::string& key) { return std::find(seen.begin(), seen.end(), key) != seen.end(); };
  for (const std::string& key : kKeys) {
    if (key == "resource" || key == "resource_glob" || key == "input" || key == "verdicts" || has(key)) continue;
    yaml_.fail(node.Mark(), "the waiver" + (waiver.id.empty() ? "" : " `" + waiver.id + "`") + " has no `" + key + "`", kHowToWrite);
  }
  if (has("resource") == has("resource_glob")) {
    yaml_.fail(node.Mark(), "the waiver `" + waiver.id + "` names " + (has("resource") ? "both `resource` and `resource_glob`" : "no resource"), "write `resource: ADDRESS` or `resource_glob: GLOB`");
  }
  return waiver;
}

void WaiverReader::read(const YAML::Node& root, std::vector<Waiver>& waivers) {
  if (root.IsNull()) return yaml_.fail(root.Mark(), "`" + source_->name() + "` is empty", "write `waivers: []` if there are none");
  yaml_.table("waivers", root, {"waivers"}, [&](const std::string&, const YAML::Node& list) {
    if (!list.IsSequence()) return yaml_.fail(list.Mark(), "`waivers` is no list", kHowToWrite);
    for (const YAML::Node& node : list) waivers.push_back(waiver(node));
  });
  if (root.IsMap() && root.size() == 0) yaml_.fail(root.Mark(), "`" + source_->name() + "` has no `waivers`", "write `waivers: []` if there are none");
}

}  // namespace

Result<std::vector<Waiver>> read_waivers(const std::vector<std::string>& paths) {
  std::vector<SourcePtr> sources;
  for (const std::string& path : paths) {
    Result<SourcePtr> source = read_yaml_source(path);
    if (!source) return source.error();
    sources.push_back(std::move(*source));
  }
  return read_waivers(sources);
}

Result<std::vector<Waiver>> read_waivers(const std::vector<SourcePtr>& sources) {
  std::vector<Waiver> waivers;
  for (const SourcePtr& source : sources) {
    YamlReader yaml(source);
    const Result<void> parsed = with_yaml(source, [&](const YAML::Node& root) { WaiverReader(yaml, source).read(root, waivers); });
    if (!parsed) return parsed.error();
    if (yaml.error()) return *yaml.error();
  }
  return waivers;
}

}  // namespace sekisho::cli
