// read_saved_run: every member that is needed has to be there, in its own shape; the first that is not is the error.
#include <charconv>
#include <map>

#include "engine/value/literal.h"
#include "sekisho/json.h"
#include "sekisho/saved_run.h"

namespace sekisho {
namespace {

constexpr const char* kHowToSave = "write one with `sekisho check … -o json=FILE`";

class ReportReader {
 public:
  explicit ReportReader(SourcePtr source) : source_(std::move(source)) {}
  SavedRun read(const JsonNode& root);
  const std::optional<Error>& error() const { return error_; }

 private:
  void fail(const JsonNode& at, const std::string& message) {
    if (!error_) error_ = Error{"`" + source_->name() + "` holds no sound run: " + message, kHowToSave, Span{source_, at.offset, at.offset + 1}};
  }
  const JsonNode& member(const JsonNode& object, std::string_view key, JsonNode::Kind kind);
  std::string text(const JsonNode& object, std::string_view key) { return std::string(member(object, key, JsonNode::Kind::kString).text); }
  // Of a key that reports of earlier engines do not have.
  std::string later_text(const JsonNode& object, std::string_view key) { return object.find(key) == nullptr ? "" : text(object, key); }
  bool flag(const JsonNode& object, std::string_view key) { return member(object, key, JsonNode::Kind::kBool).boolean; }
  const std::vector<const JsonNode*>& items(const JsonNode& object, std::string_view key) { return member(object, key, JsonNode::Kind::kArray).items; }
  size_t count(const JsonNode& object, std::string_view key);
  int64_t time(const JsonNode& object, std::string_view key);
  std::vector<std::string> texts(const JsonNode& object, std::string_view key);
  Bilingual both(const JsonNode& object, std::string_view key);
  FindingPlace place(const JsonNode& node);
  std::vector<FindingPlace> places(const JsonNode& object);
  void head(const JsonNode& root, Run& run);
  RunSource source(const JsonNode& node);
  RunRule rule(const JsonNode& node);
  RunWaiver waiver(const JsonNode& node);
  Finding finding(const JsonNode& node, Run& run);
  void add_up(const JsonNode& root, const SavedRun& saved);

  SourcePtr source_;
  std::optional<Error> error_;
  std::map<std::string, int> rules_, waivers_;   // by name, by id
};

const JsonNode& ReportReader::member(const JsonNode& object, std::string_view key, JsonNode::Kind kind) {
  static const JsonNode kNone;
  const JsonNode* found = object.find(key);
  if (found != nullptr && found->kind == kind) return *found;
  fail(found == nullptr ? object : *found, found == nullptr ? "`" + std::string(key) + "` is missing" : "`" + std::string(key) + "` is of another sort");
  return kNone;
}

size_t ReportReader::count(const JsonNode& object, std::string_view key) {
  const JsonNode& node = member(object, key, JsonNode::Kind::kNumber);
  size_t number = 0;
  const auto [end, trouble] = std::from_chars(node.text.data(), node.text.data() + node.text.size(), number);
  if (trouble != std::errc() || end != node.text.data() + node.text.size()) fail(node, "`" + std::string(key) + "` is no count");
  return number;
}

int64_t ReportReader::time(const JsonNode& object, std::string_view key) {
  const JsonNode& node = member(object, key, JsonNode::Kind::kString);
  const std::optional<int64_t> time = parse_timestamp(node.text);
  if (!time) fail(node, "`" + std::string(key) + "` is no time");
  return time.value_or(0);
}

std::vector<std::string> ReportReader::texts(const JsonNode& object, std::string_view key) {
  std::vector<std::string> list;
  for (const JsonNode* item : items(object, key)) {
    if (item->kind != JsonNode::Kind::kString) fail(*item, "`" + std::string(key) + "` holds something that is no text");
    list.emplace_back(item->text);
  }
  return list;
}

Bilingual ReportReader::both(const JsonNode& object, std::string_view key) {
  const JsonNode& node = member(object, key, JsonNode::Kind::kObject);
  return {text(node, "en"), text(node, "ja")};
}

FindingPlace ReportReader::place(const JsonNode& node) {
  return {text(node, "file"), text(node, "resource"), text(node, "pointer"), static_cast<uint32_t>(count(node, "line")), static_cast<uint32_t>(count(node, "column")), text(node, "text"), text(node, "note")};
}

std::vector<FindingPlace> ReportReader::places(const JsonNode& object) {
  std::vector<FindingPlace> list;
  for (const JsonNode* item : items(object, "places")) list.push_back(place(*item));
  return list;
}

void ReportReader::head(const JsonNode& root, Run& run) {
  const JsonNode& engine = member(root, "engine", JsonNode::Kind::kObject);
  run.engine_version = text(engine, "version");
  run.language = static_cast<int>(count(engine, "language"));
  const JsonNode& policy = member(root, "policy", JsonNode::Kind::kObject);
  run.policy_digest = text(policy, "digest");
  run.packs = texts(policy, "packs");
  for (const JsonNode* item : items(policy, "parameters")) run.parameters.emplace_back(text(*item, "name"), text(*item, "value"));
  run.complete_kinds = texts(policy, "complete_kinds");
  const JsonNode& profile = member(policy, "profile", JsonNode::Kind::kObject);
  run.profile.name = text(profile, "name");
  for (const JsonNode* item : items(profile, "changes")) {
    run.profile.changes.push_back({text(*item, "change"), text(*item, "subject"), text(*item, "value"), text(*item, "was"), text(*item, "reason")});
  }
  run.evaluated_at = time(root, "evaluated_at");
  run.evaluated_at_basis = text(root, "evaluated_at_basis");
  const JsonNode& summary = member(root, "summary", JsonNode::Kind::kObject);
  run.resources = count(summary, "resources");
  const JsonNode& rows = member(summary, "rows_by_kind", JsonNode::Kind::kObject);
  for (const JsonMember& kind : rows.members) run.rows_by_kind[std::string(kind.key)] = count(rows, kind.key);
  for (const JsonNode* item : items(summary, "unmapped_types")) run.unmapped_types.emplace_back(text(*item, "type"), count(*item, "count"));
}

RunSource ReportReader::source(const JsonNode& node) {
  RunSource out;
  out.path = text(node, "path");
  out.digest = text(node, "digest");
  out.adapter = text(node, "adapter");
  out.format = text(node, "format");
  const JsonNode* captured = node.find("captured_at");
  if (captured == nullptr || captured->kind != JsonNode::Kind::kNull) out.captured_at = time(node, "captured_at");
  out.resources = count(node, "resources");
  out.notes = texts(node, "notes");
  out.maps_digest = text(node, "maps_digest");
  out.accounts = texts(node, "accounts");
  return out;
}

RunRule ReportReader::rule(const JsonNode& node) {
  RunRule out;
  out.name = text(node, "name");
  out.package = text(node, "package");
  out.severity = text(node, "severity");
  out.digest = text(node, "digest");
  out.file = text(node, "file");
  out.line = static_cast<uint32_t>(count(node, "line"));
  out.title = both(node, "title");
  out.remedy = both(node, "remedy");
  out.population = text(node, "population");
  out.variable = text(node, "variable");
  out.complete = flag(node, "complete");
  const JsonNode& counts = member(node, "counts", JsonNode::Kind::kObject);
  out.pass = count(counts, "pass");
  out.fail = count(counts, "fail");
  out.unknown = count(counts, "unknown");
  out.not_applicable = count(counts, "not_applicable");
  out.vacuous = count(counts, "vacuous");
  out.applicability_unknown = count(counts, "applicability_unknown");
  for (const JsonNode* item : items(node, "supports")) out.supports.push_back({text(*item, "catalogue"), text(*item, "control"), both(*item, "because"), both(*item, "title")});
  for (const JsonNode* item : items(node, "undecidable")) out.undecidable.push_back({text(*item, "type"), text(*item, "reason"), count(*item, "resources")});
  out.parameters = texts(node, "parameters");
  return out;
}

RunWaiver ReportReader::waiver(const JsonNode& node) {
  RunWaiver out;
  out.id = text(node, "id");
  out.rule = text(node, "rule");
  out.resource = text(node, "resource");
  out.input = later_text(node, "input");
  out.glob = flag(node, "glob");
  out.verdicts = texts(node, "verdicts");
  out.reason = both(node, "reason");
  out.owner = text(node, "owner");
  out.approver = text(node, "approver");
  out.ticket = text(node, "ticket");
  out.approved_at = time(node, "approved_at");
  out.expires_at = time(node, "expires_at");
  out.file = text(node, "file");
  out.line = static_cast<uint32_t>(count(node, "line"));
  out.state = text(node, "state");
  out.code = text(node, "code");
  out.findings = count(node, "findings");
  return out;
}

Finding ReportReader::finding(const JsonNode& node, Run& run) {
  Finding out;
  const std::string verdict = text(node, "verdict");
  bool known = false;
  for (const Verdict one : {Verdict::kPass, Verdict::kFail, Verdict::kUnknown, Verdict::kNotApplicable}) {
    if (verdict != to_string(one)) continue;
    out.verdict = one;
    known = true;
  }
  if (!known) fail(node, "`" + verdict + "` is no verdict");
  const auto rule = rules_.find(text(node, "rule"));
  if (rule == rules_.end()) fail(node, "the finding is of a rule that is not listed");
  else out.rule = rule->second;
  out.resource = text(node, "resource");
  out.kind = text(node, "kind");
  out.account = text(node, "account");
  out.applicability_unknown = flag(node, "applicability_unknown");
  out.vacuous = flag(node, "vacuous");
  const size_t source = count(node, "source");
  if (source >= run.sources.size()) fail(node, "the finding is of a source that is not listed");
  else out.source = static_cast<int>(source);
  out.place = place(member(node, "place", JsonNode::Kind::kObject));
  out.message = both(node, "message");
  out.remedy = both(node, "remedy");
  for (const JsonNode* item : items(node, "witness")) out.witness.push_back({text(*item, "resource"), text(*item, "path"), text(*item, "value"), places(*item)});
  for (const JsonNode* item : items(node, "reasons")) out.reasons.push_back({text(*item, "code"), text(*item, "text"), places(*item)});
  out.obligation = text(node, "obligation");
  if (node.find("names") != nullptr) {
    for (const JsonNode* item : items(node, "names")) out.names.push_back({text(*item, "space"), text(*item, "scope"), text(*item, "text")});
  }
  const JsonNode* waiver = node.find("waiver");
  if (waiver != nullptr && waiver->kind == JsonNode::Kind::kNull) return out;
  const auto known_waiver = waivers_.find(text(node, "waiver"));
  if (known_waiver == waivers_.end() || rule == rules_.end()) {
    fail(node, "the finding has a waiver that is not listed");
    return out;
  }
  out.waiver = known_waiver->second;
  RunRule& of = run.rules[static_cast<size_t>(out.rule)];
  ++(out.verdict == Verdict::kFail ? of.waived_fail : of.waived_unknown);
  return out;
}

// A finding that was cut off, or taken out, would be missed by nobody.
void ReportReader::add_up(const JsonNode& root, const SavedRun& saved) {
  std::vector<std::map<Verdict, size_t>> found(saved.run.rules.size());
  for (const Finding& finding : saved.run.findings) ++found[static_cast<size_t>(finding.rule)][finding.verdict];
  for (size_t i = 0; i < found.size(); ++i) {
    const RunRule& rule = saved.run.rules[i];
    bool sound = found[i][Verdict::kFail] == rule.fail && found[i][Verdict::kUnknown] == rule.unknown;
    if (saved.holds_all) sound = sound && found[i][Verdict::kPass] == rule.pass && found[i][Verdict::kNotApplicable] == rule.not_applicable;
    if (!sound) fail(root, "the findings of `" + rule.name + "` do not add up to its counts");
  }
}

SavedRun ReportReader::read(const JsonNode& root) {
  SavedRun saved;
  saved.path = source_->name();
  const JsonNode* format = root.find("format");
  if (format == nullptr || format->text != "sekisho-run") {
    fail(root, "it is no json report of `check`");
    return saved;
  }
  if (const size_t version = count(root, "schema_version"); version != 1) fail(root, "it is of schema_version " + std::to_string(version) + ", and this engine reads 1");
  Run& run = saved.run;
  head(root, run);
  for (const JsonNode* item : items(root, "sources")) run.sources.push_back(source(*item));
  if (root.find("expected") != nullptr) {
    for (const JsonNode* item : items(root, "expected")) run.expected.push_back({text(*item, "what"), text(*item, "id"), text(*item, "name"), text(*item, "state"), text(*item, "reason")});
  }
  for (const JsonNode* item : items(root, "rules")) {
    run.rules.push_back(rule(*item));
    if (!rules_.emplace(run.rules.back().name, static_cast<int>(run.rules.size()) - 1).second) fail(*item, "the rule `" + run.rules.back().name + "` is listed twice");
  }
  for (const JsonNode* item : items(root, "waivers")) {
    run.waivers.push_back(waiver(*item));
    waivers_.emplace(run.waivers.back().id, static_cast<int>(run.waivers.size()) - 1);
  }
  if (const JsonNode* obligations = root.find("obligations"); obligations != nullptr && obligations->kind != JsonNode::Kind::kNull) {
    run.obligations_of = text(*obligations, "of");
    for (const JsonNode* item : items(*obligations, "list")) {
      run.obligations.push_back({text(*item, "rule"), text(*item, "resource"), text(*item, "kind"), text(*item, "text"), text(*item, "state"), text(*item, "why"), later_text(*item, "found"), later_text(*item, "matched_by")});
    }
  }
  const std::string hold = text(root, "findings_hold");
  saved.holds_all = hold == "all";
  if (!saved.holds_all && hold != "fail and unknown") fail(root, "`findings_hold` is neither `all` nor `fail and unknown`");
  for (const JsonNode* item : items(root, "findings")) {
    run.findings.push_back(finding(*item, run));
    if (error_) return saved;
  }
  add_up(root, saved);
  return saved;
}

}  // namespace

Result<SavedRun> read_saved_run(const std::string& path, std::string bytes) {
  const auto source = std::make_shared<const Source>(path, std::move(bytes));
  const Result<std::shared_ptr<const JsonDocument>> document = parse_json(source);
  if (!document) return document.error();
  ReportReader reader(source);
  SavedRun saved = reader.read((*document)->root());
  if (reader.error()) return *reader.error();
  return saved;
}

}  // namespace sekisho
