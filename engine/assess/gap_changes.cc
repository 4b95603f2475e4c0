// What changed since an earlier report.
#include <algorithm>
#include <map>
#include <optional>

#include "sekisho/gap.h"
#include "sekisho/json.h"

namespace sekisho {
namespace {

Error refused(const SourcePtr& source, const JsonNode& node, const std::string& expected) {
  return Error{"`" + source->name() + "` is no gap report of this version", expected, Span{source, node.offset, node.offset}};
}

std::optional<size_t> state_of(std::string_view text) {
  for (size_t i = 0; i < kControlStates; ++i) {
    if (text == to_string(static_cast<ControlState>(i))) return i;
  }
  return std::nullopt;
}

struct Earlier {
  GapPast past;
  std::map<std::string, std::string> states;   // by control
};

Result<Earlier> read_earlier(const JsonDocument& document) {
  const SourcePtr& source = document.source();
  const JsonNode* version = document.root().find("gap_report");
  if (version == nullptr || version->text != std::to_string(kGapReportVersion)) {
    return refused(source, document.root(), "expected what `sekisho gap -o json` writes, with `\"gap_report\": " + std::to_string(kGapReportVersion) + "`");
  }
  const JsonNode* controls = document.root().find("controls");
  if (controls == nullptr || controls->kind != JsonNode::Kind::kArray) return refused(source, document.root(), "expected a list `controls`");
  const JsonNode* evaluated_at = document.root().find("evaluated_at");
  if (evaluated_at == nullptr || evaluated_at->kind != JsonNode::Kind::kString) return refused(source, document.root(), "expected the text `evaluated_at`");
  Earlier earlier;
  earlier.past.evaluated_at = evaluated_at->text;
  for (const JsonNode* one : controls->items) {
    const JsonNode* id = one->find("id");
    const JsonNode* state = one->find("state");
    const JsonNode* level = one->find("level");
    const std::optional<size_t> known = state == nullptr || state->kind != JsonNode::Kind::kString ? std::nullopt : state_of(state->text);
    if (id == nullptr || id->kind != JsonNode::Kind::kString || level == nullptr || level->kind != JsonNode::Kind::kNumber || !known) {
      return refused(source, *one, "expected `id`, `level` and a known `state` in each control");
    }
    if (level->text == "3") ++earlier.past.objectives[*known];
    if (!earlier.states.emplace(id->text, state->text).second) return refused(source, *one, "the control `" + std::string(id->text) + "` is there twice");
  }
  return earlier;
}

}  // namespace

Result<void> compare_gap(GapReport& report, const std::vector<SourcePtr>& earlier) {
  std::vector<Earlier> all;
  for (const SourcePtr& source : earlier) {
    const Result<std::shared_ptr<const JsonDocument>> document = parse_json(source);
    if (!document) return document.error();
    Result<Earlier> read = read_earlier(**document);
    if (!read) return read.error();
    all.push_back(std::move(*read));
  }
  // Times of one form: their order is that of their letters.
  std::stable_sort(all.begin(), all.end(), [](const Earlier& a, const Earlier& b) { return a.past.evaluated_at < b.past.evaluated_at; });
  report.compared = !all.empty();
  report.changes.clear();
  report.earlier.clear();
  for (const Earlier& one : all) report.earlier.push_back(one.past);
  if (all.empty()) return {};
  std::map<std::string, std::string>& before = all.back().states;
  for (const GapControl& control : report.controls) {
    const auto at = before.find(control.control.id);
    const std::string was = at == before.end() ? "" : at->second;
    if (at != before.end()) before.erase(at);
    if (was != to_string(control.state)) report.changes.push_back({control.control.id, was, std::string(to_string(control.state))});
  }
  for (const auto& [control, was] : before) report.changes.push_back({control, was, ""});
  return {};
}

}  // namespace sekisho
