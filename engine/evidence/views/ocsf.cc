// Compliance findings of the Open Cybersecurity Schema Framework, 1.8.0: class 2003 in category 2, one object a line.
#include "engine/base/sha256.h"
#include "sekisho/json_writer.h"
#include "sekisho/expected.h"
#include "sekisho/views.h"

namespace sekisho {
namespace {

struct Coded {
  int id;
  const char* name;
};

Coded severity_of(const std::string& severity) {
  if (severity == "critical") return {5, "Critical"};
  if (severity == "high") return {4, "High"};
  if (severity == "medium") return {3, "Medium"};
  if (severity == "low") return {2, "Low"};
  return {1, "Informational"};
}

// 2, Warning: no result, as something was missing. A pass that rests on nothing, or may not apply, is no pass to count on.
Coded status_of(const Finding& finding) {
  if (finding.verdict == Verdict::kFail) return {3, "Fail"};
  if (finding.verdict == Verdict::kPass && !finding.vacuous && !finding.applicability_unknown) return {1, "Pass"};
  return {2, "Warning"};
}

std::string detail_of(const Finding& finding) {
  if (finding.vacuous) return "rests on an empty list";
  std::string text;
  for (const FindingReason& reason : finding.reasons) text += (text.empty() ? "" : "; ") + (reason.text.empty() ? reason.code : reason.text);
  return text;
}

void object(JsonWriter& json, const char* key) {
  json.key(key);
  json.begin_object();
}

void write_compliance(JsonWriter& json, const RunRule& rule, const Finding& finding) {
  object(json, "compliance");
  std::vector<std::string> requirements;
  for (const RunSupports& one : rule.supports) requirements.push_back(one.catalogue + " " + one.control);
  json.member("control", rule.name);
  json.texts("requirements", requirements);
  json.texts("standards", std::vector<std::string>{"ISMAP"});
  const Coded status = status_of(finding);
  json.member("status", status.name);
  json.member("status_id", status.id);
  if (const std::string detail = detail_of(finding); !detail.empty()) json.member("status_detail", detail);
  json.end_object();
}

void write_finding(JsonWriter& json, const Run& run, const std::string& root, const std::vector<std::string>& not_seen, const Finding& finding) {
  const RunRule& rule = run.rules[static_cast<size_t>(finding.rule)];
  const RunSource& source = run.sources[static_cast<size_t>(finding.source)];
  constexpr int kCreate = 1, kCategory = 2, kClass = 2003;
  json.begin_object();
  json.member("activity_id", kCreate);
  json.member("category_uid", kCategory);
  json.member("class_uid", kClass);
  json.member("type_uid", kClass * 100 + kCreate);
  json.member("time", run.evaluated_at * 1000);
  const Coded severity = severity_of(rule.severity);
  json.member("severity", severity.name);
  json.member("severity_id", severity.id);
  object(json, "metadata");
  json.member("version", "1.8.0");
  object(json, "product");
  json.member("name", "Sekisho");
  json.member("vendor_name", "Sekisho");
  json.member("version", run.engine_version);
  json.end_object();
  json.end_object();
  object(json, "finding_info");
  json.member("uid", sha256_hex(root + "\n" + rule.name + "\n" + std::to_string(finding.source) + "\n" + finding.kind + "\n" + finding.resource));
  json.member("title", rule.title.en + (rule.title.ja.empty() ? "" : " / " + rule.title.ja));
  if (!finding.message.en.empty() || !finding.message.ja.empty()) json.member("desc", finding.message.en + (finding.message.ja.empty() ? "" : " / " + finding.message.ja));
  json.end_object();
  write_compliance(json, rule, finding);
  json.key("resources");
  json.begin_array();
  json.begin_object();
  json.member("uid", finding.resource);
  json.member("type", finding.kind);
  json.end_object();
  json.end_array();
  object(json, "unmapped");
  json.member("policy_digest", run.policy_digest);
  json.member("results_root", root);
  json.member("source_digest", source.digest);
  if (!not_seen.empty()) json.texts("expected_not_seen", not_seen);
  if (finding.waiver >= 0) json.member("waiver", run.waivers[static_cast<size_t>(finding.waiver)].id);
  json.end_object();
  json.end_object();
}

}  // namespace

std::string view_ocsf(const Sealed& sealed, const std::string& root) {
  std::string out;
  const std::vector<std::string> not_seen = expected_texts(sealed.run, "not_seen");   // no resource of theirs is told: each finding says what it stands beside
  for (const Finding& finding : sealed.run.findings) {
    if (finding.verdict == Verdict::kNotApplicable) continue;
    JsonWriter json(&out);
    write_finding(json, sealed.run, root, not_seen, finding);
    out += '\n';
  }
  return out;
}

}  // namespace sekisho
