// SARIF 2.1.0 for code scanning. A failure is a result of kind `fail` at the rule's level, an undecided one of kind `review`; passes are
// left out. A waiver is a suppression. Columns count code points, as our places do.
#include "engine/base/sha256.h"
#include "engine/evidence/run_json.h"
#include "engine/report/obligations.h"
#include "engine/report/totals.h"
#include "engine/report/waivers.h"
#include "engine/value/literal.h"
#include "sekisho/expected.h"
#include "sekisho/json_writer.h"
#include "sekisho/report.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

const char* level_of(const std::string& severity) {
  if (severity == "critical" || severity == "high") return "error";
  return severity == "medium" ? "warning" : "note";
}

// How code scanning services rank (0.0 to 10.0).
const char* score_of(const std::string& severity) {
  if (severity == "critical") return "9.5";
  if (severity == "high") return "8.0";
  if (severity == "medium") return "5.5";
  return severity == "low" ? "3.0" : "0.0";
}

// A path as a URI reference: unreserved characters and "/" stay.
std::string uri(std::string_view path) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kDigits[static_cast<unsigned char>(c) >> 4];
      out += kDigits[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

void write_message(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key);
  json.begin_object();
  json.member("text", text);
  json.end_object();
}

std::string in_both_languages(const Bilingual& text) {
  if (text.en.empty() || text.ja.empty()) return text.en + text.ja;
  return text.en + " / " + text.ja;
}

std::string help_text(const RunRule& rule, bool markdown) {
  std::string text;
  for (const std::string& remedy : {rule.remedy.en, rule.remedy.ja}) {
    if (!remedy.empty()) text += remedy + "\n" + (markdown ? "\n" : "");
  }
  for (const RunSupports& one : rule.supports) {
    const std::string control = one.catalogue + " " + one.control;
    text += markdown ? "- **" + control + "** " : control + ": ";
    text += in_both_languages(one.title) + "\n" + (markdown ? "  - " : "  ") + one.because.en + "\n" + (markdown ? "  - " : "  ") + one.because.ja + "\n";
  }
  return text.empty() ? in_both_languages(rule.title) : text;
}

void write_descriptor(JsonWriter& json, const RunRule& rule) {
  json.begin_object();
  json.member("id", rule.name);
  write_message(json, "shortDescription", rule.title.en.empty() ? rule.name : rule.title.en);
  write_message(json, "fullDescription", rule.title.en.empty() && rule.title.ja.empty() ? rule.name : in_both_languages(rule.title));
  json.key("defaultConfiguration");
  json.begin_object();
  json.member("level", level_of(rule.severity));
  json.end_object();
  json.key("help");
  json.begin_object();
  json.member("text", help_text(rule, false));
  json.member("markdown", help_text(rule, true));
  json.end_object();
  json.key("properties");
  json.begin_object();
  json.member("severity", rule.severity);
  json.member("security-severity", score_of(rule.severity));
  json.member("title_en", rule.title.en);
  json.member("title_ja", rule.title.ja);
  json.member("digest", rule.digest);
  json.member("file", rule.file);
  json.member("line", rule.line);
  json.key("tags");
  json.begin_array();
  json.string("security");
  for (const RunSupports& one : rule.supports) json.string(one.catalogue + " " + one.control);
  json.end_array();
  json.end_object();
  json.end_object();
}

void write_physical_location(JsonWriter& json, const FindingPlace& place) {
  json.key("physicalLocation");
  json.begin_object();
  json.key("artifactLocation");
  json.begin_object();
  json.member("uri", uri(place.file));
  json.end_object();
  if (place.line > 0) {
    json.key("region");
    json.begin_object();
    json.member("startLine", place.line);
    if (place.column > 0) json.member("startColumn", place.column);
    json.end_object();
  }
  json.end_object();
}

void write_logical_location(JsonWriter& json, const std::string& resource, const std::string& kind) {
  json.key("logicalLocations");
  json.begin_array();
  json.begin_object();
  json.member("fullyQualifiedName", resource);
  json.member("kind", kind.empty() ? "resource" : kind);
  json.end_object();
  json.end_array();
}

// The values and reasons, each where it stands.
void write_related_locations(JsonWriter& json, const Finding& finding) {
  json.key("relatedLocations");
  json.begin_array();
  int id = 0;
  const auto one = [&](const FindingPlace& place, const std::string& text) {
    json.begin_object();
    json.member("id", ++id);
    write_physical_location(json, place);
    write_message(json, "message", place.note.empty() ? text : text + " (" + place.note + ")");
    json.end_object();
  };
  for (const WitnessItem& item : finding.witness) {
    for (const FindingPlace& place : item.places) one(place, item.path.empty() ? item.value : item.path + " = " + item.value);
  }
  for (const FindingReason& reason : finding.reasons) {
    for (const FindingPlace& place : reason.places) one(place, reason.text.empty() ? reason.code : reason.text);
  }
  json.end_array();
}

std::string message_of(const RunRule& rule, const Finding& finding) {
  if (finding.verdict == Verdict::kFail) {
    const std::string text = in_both_languages(finding.message.en.empty() && finding.message.ja.empty() ? rule.title : finding.message);
    return finding.resource + ": " + text;
  }
  std::string text = finding.resource + ": cannot be decided / 判定できません: ";
  for (size_t i = 0; i < finding.reasons.size(); ++i) {
    const FindingReason& reason = finding.reasons[i];
    text += (i == 0 ? "" : "; ") + (reason.text.empty() ? reason.code : reason.text);
  }
  if (!finding.obligation.empty()) text += " (remains: " + finding.obligation + ")";
  return text;
}

void write_suppression(JsonWriter& json, const RunWaiver& waiver) {
  json.key("suppressions");
  json.begin_array();
  json.begin_object();
  json.member("kind", "external");
  json.member("status", "accepted");
  json.member("justification", in_both_languages(waiver.reason));
  json.key("properties");
  json.begin_object();
  json.member("waiver", waiver.id);
  json.member("owner", waiver.owner);
  json.member("approver", waiver.approver);
  json.member("ticket", waiver.ticket);
  json.member("expires_at", format_timestamp(waiver.expires_at));
  json.end_object();
  json.end_object();
  json.end_array();
}

void write_result(JsonWriter& json, const Run& run, const Finding& finding) {
  const RunRule& rule = run.rules[static_cast<size_t>(finding.rule)];
  const bool fail = finding.verdict == Verdict::kFail;
  json.begin_object();
  json.member("ruleId", rule.name);
  json.member("ruleIndex", finding.rule);
  json.member("kind", fail ? "fail" : "review");
  json.member("level", fail ? level_of(rule.severity) : "none");
  write_message(json, "message", message_of(rule, finding));
  json.key("locations");
  json.begin_array();
  json.begin_object();
  write_physical_location(json, finding.place);
  write_logical_location(json, finding.resource, finding.kind);
  json.end_object();
  json.end_array();
  write_related_locations(json, finding);
  json.key("partialFingerprints");
  json.begin_object();
  // Neither lines nor values: the same trouble in an edited file is the same trouble.
  json.member("ruleAndResource/v1", sha256_hex(rule.name + '\0' + finding.resource));
  json.end_object();
  if (const RunWaiver* waiver = waiver_of(run, finding)) write_suppression(json, *waiver);
  json.key("properties");
  json.begin_object();
  json.member("verdict", to_string(finding.verdict));
  json.member("resource", finding.resource);
  json.member("message_en", finding.message.en);
  json.member("message_ja", finding.message.ja);
  json.member("remedy_en", finding.remedy.both().en);
  json.member("remedy_ja", finding.remedy.both().ja);
  json.member("obligation", finding.obligation);
  json.end_object();
  json.end_object();
}

void write_tool(JsonWriter& json, const Run& run) {
  json.key("tool");
  json.begin_object();
  json.key("driver");
  json.begin_object();
  json.member("name", "Sekisho");
  json.member("version", run.engine_version);
  json.member("semanticVersion", run.engine_version);
  json.key("rules");
  json.begin_array();
  for (const RunRule& rule : run.rules) write_descriptor(json, rule);
  json.end_array();
  json.end_object();
  json.end_object();
}

void write_artifacts(JsonWriter& json, const Run& run) {
  json.key("artifacts");
  json.begin_array();
  for (const RunSource& source : run.sources) {
    json.begin_object();
    json.key("location");
    json.begin_object();
    json.member("uri", uri(source.path));
    json.end_object();
    const size_t colon = source.digest.find(':');
    json.key("hashes");
    json.begin_object();
    if (colon != std::string::npos) json.member("sha-256", source.digest.substr(colon + 1));
    json.end_object();
    json.end_object();
  }
  json.end_array();
}

// What the run had to cover and no input showed is no result of a resource: it is what the tool says of its run.
void write_invocation(JsonWriter& json, const Run& run) {
  if (run.expected.empty()) return;
  json.key("invocations");
  json.begin_array();
  json.begin_object();
  json.member("executionSuccessful", true);
  json.key("toolExecutionNotifications");
  json.begin_array();
  const auto notify = [&](std::string_view state, const char* level, const char* what) {
    for (const std::string& text : expected_texts(run, state)) {
      json.begin_object();
      json.key("descriptor");
      json.begin_object();
      json.member("id", std::string("expected/") + std::string(state));
      json.end_object();
      json.member("level", level);
      json.key("message");
      json.begin_object();
      json.member("text", what + text);
      json.end_object();
      json.end_object();
    }
  };
  notify("not_seen", "warning", "expected, and shown by no input: ");
  notify("excluded", "note", "expected, and left out with a reason: ");
  json.end_array();
  json.end_object();
  json.end_array();
}

}  // namespace

std::string report_sarif(const Run& run) {
  std::string out;
  JsonWriter json(&out, true);
  json.begin_object();
  json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
  json.member("version", "2.1.0");
  json.key("runs");
  json.begin_array();
  json.begin_object();
  write_tool(json, run);
  json.member("columnKind", "unicodeCodePoints");
  write_artifacts(json, run);
  write_invocation(json, run);
  json.key("results");
  json.begin_array();
  for (const Finding& finding : run.findings) {
    if (shown_by_default(finding)) write_result(json, run, finding);
  }
  json.end_array();
  const Totals totals = totals_of(run);
  json.key("properties");
  json.begin_object();
  json.member("policy_digest", run.policy_digest);
  json.member("evaluated_at", format_timestamp(run.evaluated_at));
  json.member("pass", totals.pass);
  json.member("fail", totals.fail);
  json.member("unknown", totals.unknown);
  json.member("not_applicable", totals.not_applicable);
  write_profile(json, run.profile);
  write_waivers(json, run);
  write_obligations(json, run);
  json.end_object();
  json.end_object();
  json.end_array();
  json.end_object();
  return out + "\n";
}

}  // namespace sekisho
