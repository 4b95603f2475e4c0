// What changed since an earlier report.
#include <algorithm>
#include <map>

#include "sekisho/gap.h"
#include "sekisho/json.h"

namespace sekisho {
namespace {

Error refused(const SourcePtr& source, const JsonNode& node, const std::string& expected) {
  return Error{"`" + source->name() + "` is no gap report of this version", expected, Span{source, node.offset, node.offset}};
}

bool is_state(std::string_view text) {
  for (size_t i = 0; i < kControlStates; ++i) {
    if (text == to_string(static_cast<ControlState>(i))) return true;
  }
  return false;
}

Result<std::map<std::string, std::string>> states_of(const JsonDocument& document) {
  const SourcePtr& source = document.source();
  const JsonNode* version = document.root().find("gap_report");
  if (version == nullptr || version->text != std::to_string(kGapReportVersion)) {
    return refused(source, document.root(), "expected what `sekisho gap -o json` writes, with `\"gap_report\": " + std::to_string(kGapReportVersion) + "`");
  }
  const JsonNode* controls = document.root().find("controls");
  if (controls == nullptr || controls->kind != JsonNode::Kind::kArray) return refused(source, document.root(), "expected a list `controls`");
  std::map<std::string, std::string> states;
  for (const JsonNode* one : controls->items) {
    const JsonNode* id = one->find("id");
    const JsonNode* state = one->find("state");
    const bool good = id != nullptr && id->kind == JsonNode::Kind::kString && state != nullptr && state->kind == JsonNode::Kind::kString && is_state(state->text);
    if (!good) return refused(source, *one, "expected `id` and a known `state` in each control");
    if (!states.emplace(id->text, state->text).second) return refused(source, *one, "the control `" + std::string(id->text) + "` is there twice");
  }
  return states;
}

}  // namespace

Result<void> compare_gap(GapReport& report, const SourcePtr& earlier) {
  const Result<std::shared_ptr<const JsonDocument>> document = parse_json(earlier);
  if (!document) return document.error();
  Result<std::map<std::string, std::string>> before = states_of(**document);
  if (!before) return before.error();
  report.compared = true;
  report.changes.clear();
  for (const GapControl& control : report.controls) {
    const auto at = before->find(control.control.id);
    const std::string was = at == before->end() ? "" : at->second;
    if (at != before->end()) before->erase(at);
    if (was != to_string(control.state)) report.changes.push_back({control.control.id, was, std::string(to_string(control.state))});
  }
  for (const auto& [control, was] : *before) report.changes.push_back({control, was, ""});
  return {};
}

}  // namespace sekisho
