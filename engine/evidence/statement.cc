// The statement's members in their one order.
#include "engine/evidence/statement.h"

#include "engine/evidence/json_fields.h"
#include "engine/value/literal.h"
#include "sekisho/expected.h"
#include "sekisho/json_writer.h"

namespace sekisho::evidence {
namespace {

constexpr char kStatementType[] = "https://in-toto.io/Statement/v1";
constexpr char kPredicateType[] = "https://sekisho.example.com/attestation/evaluation/v1";

void object(JsonWriter& json, std::string_view key, const auto& members) {
  json.key(key);
  json.begin_object();
  members();
  json.end_object();
}

void digest(JsonWriter& json, std::string_view key, const std::string& sha256) {
  object(json, key, [&] { object(json, "digest", [&] { json.member("sha256", sha256); }); });
}

// Without "sha256:".
std::string hex_of(const std::string& digest) { return digest.starts_with("sha256:") ? digest.substr(7) : digest; }

struct Counts {
  size_t pass = 0, fail = 0, unknown = 0, not_applicable = 0, vacuous = 0, applicability_unknown = 0, waived = 0;
};

Counts counts_of(const Run& run) {
  Counts counts;
  for (const RunRule& rule : run.rules) {
    counts.pass += rule.pass;
    counts.fail += rule.fail;
    counts.unknown += rule.unknown;
    counts.not_applicable += rule.not_applicable;
    counts.vacuous += rule.vacuous;
    counts.applicability_unknown += rule.applicability_unknown;
    counts.waived += rule.waived_fail + rule.waived_unknown;
  }
  return counts;
}

}  // namespace

std::string write_statement(const StatementTimes& times, const Run& run, const std::string& root, const std::map<std::string, std::string>& digests) {
  const auto of = [&](const char* path) {
    const auto found = digests.find(path);
    return found == digests.end() ? std::string() : found->second;
  };
  const Counts counts = counts_of(run);
  std::string out;
  JsonWriter json(&out);
  json.begin_object();
  json.member("_type", kStatementType);
  json.key("subject");
  json.begin_array();
  json.begin_object();
  json.member("name", kManifestPath);
  object(json, "digest", [&] { json.member("sha256", of(kManifestPath)); });
  json.end_object();
  json.end_array();
  json.member("predicateType", kPredicateType);
  object(json, "predicate", [&] {
    object(json, "run", [&] {
      json.member("startedAt", format_timestamp(times.started_at));
      json.member("finishedAt", format_timestamp(times.finished_at));
      json.member("evaluatedAt", format_timestamp(run.evaluated_at));
    });
    json.member("timestamp", times.timestamp_required ? "required" : "none");
    object(json, "engine", [&] {
      json.member("version", run.engine_version);
      json.member("language", run.language);
      object(json, "digest", [&] { json.member("sha256", of(kToolchainPath)); });
    });
    object(json, "policy", [&] {
      json.member("evaluated", run.policy_digest);
      object(json, "digest", [&] { json.member("sha256", of(kPoliciesPath)); });
    });
    digest(json, "parameters", of(kParametersPath));
    digest(json, "waivers", of(kWaiversPath));
    object(json, "schedule", [&] {
      object(json, "digest", [&] { json.member("sha256", of(kSchedulePath)); });
      if (run.expected.empty()) return;
      json.member("expected", run.expected.size());
      json.member("notSeen", not_seen(run).size());
    });
    digest(json, "coverage", of(kCoveragePath));
    digest(json, "snapshot", of(kSnapshotPath));
    object(json, "results", [&] {
      object(json, "digest", [&] { json.member("sha256", hex_of(root)); });
      json.member("rules", run.rules.size());
      json.member("pass", counts.pass);
      json.member("fail", counts.fail);
      json.member("unknown", counts.unknown);
      json.member("notApplicable", counts.not_applicable);
      json.member("vacuous", counts.vacuous);
      json.member("applicabilityUnknown", counts.applicability_unknown);
      json.member("waived", counts.waived);
    });
  });
  json.end_object();
  return out;
}

Checked<StatementTimes> read_statement_times(const std::string& payload) {
  const Result<std::shared_ptr<const JsonDocument>> document = parse_json(std::make_shared<Source>("the statement", payload));
  if (!document) return Refusal{"SK1011", "the statement is no strict JSON: " + document.error().message};
  const JsonNode& root = (*document)->root();
  if (text_of(root, "_type") != kStatementType || text_of(root, "predicateType") != kPredicateType) return Refusal{"SK1031", "the statement is not about an evaluation by Sekisho"};
  const JsonNode& predicate = member_of(root, "predicate");
  const JsonNode& run = member_of(predicate, "run");
  const std::optional<int64_t> started = parse_timestamp(text_of(run, "startedAt")), finished = parse_timestamp(text_of(run, "finishedAt"));
  const std::string timestamp = text_of(predicate, "timestamp");
  if (!started || !finished || *started > *finished) return Refusal{"SK1034", "the statement does not say when the run began and ended, or it ended before it began"};
  if (timestamp != "required" && timestamp != "none") return Refusal{"SK1035", "the statement does not say whether a time stamp is required"};
  return StatementTimes{*started, *finished, timestamp == "required"};
}

std::string root_in_statement(const std::string& payload) {
  const Result<std::shared_ptr<const JsonDocument>> document = parse_json(std::make_shared<Source>("the statement", payload));
  if (!document) return "";
  return text_of(member_of(member_of(member_of((*document)->root(), "predicate"), "results"), "digest"), "sha256");
}

}  // namespace sekisho::evidence
