// The sample in code, so that a new field of Run is a line here.
#include "sample_run.h"

namespace sekisho {
namespace {

FindingPlace place(const std::string& resource, uint32_t line, uint32_t column, const std::string& text = "", const std::string& note = "") {
  return {"demo/plan.json", resource, "/resource_changes/0/change/after", line, column, text, note};
}

RunRule rule(const std::string& name, const std::string& severity, Bilingual title) {
  RunRule result;
  result.name = name;
  result.package = name.substr(0, name.rfind('.'));
  result.severity = severity;
  result.digest = "sha256:" + std::string(64, 'a');
  result.file = "sekisho:policies/ismap/cryptography.seki";
  result.line = 12;
  result.title = std::move(title);
  result.population = "data_store";
  result.variable = "store";
  return result;
}

Finding finding(Verdict verdict, int of_rule, const std::string& resource, FindingPlace at) {
  Finding result;
  result.verdict = verdict;
  result.rule = of_rule;
  result.resource = resource;
  result.kind = "storage.bucket";
  result.place = std::move(at);
  return result;
}

void add_rules(Run& run) {
  run.rules.push_back(rule("ismap.cryptography.confidential_store_uses_customer_key", "high",
                           {"Confidential stores are encrypted with keys the customer manages", "機密データの保存先は利用者管理鍵で暗号化されている"}));
  run.rules.push_back(rule("ismap.logging.trail_covers_all_regions", "critical", {"The audit trail covers all regions", "監査証跡がすべてのリージョンを対象としている"}));
  run.rules.push_back(rule("ismap.network.no_open_admin_port", "critical", {"No administration port is open to the world", "管理用ポートがインターネットに公開されていない"}));
  run.rules.push_back(rule("ismap.operations.backup_kept", "medium", {"Backups are kept long enough", "バックアップの保存期間が十分である"}));
  run.rules.push_back(rule("ismap.operations.functions_are_traced", "low", {"Functions are traced", "関数の実行が追跡されている"}));
  RunRule& first = run.rules[0];
  first.remedy = Bilingual{"name a key of yours", "利用者管理鍵を指定してください"};
  first.supports.push_back({"ismap", "10.1.1", {"stored data is encrypted as the policy says", "保存データが方針どおり暗号化されている"}, {"Policy on the use of cryptographic controls", "暗号による管理策の利用方針"}});
  first.supports.push_back({"ismap", "8.1.2.7.PB", {"the customer holds the key", "利用者が鍵を管理する"}, {"Offer encryption to the customer", "利用者への暗号化機能の提供"}});
  first.pass = 4, first.fail = 1, first.unknown = 7, first.not_applicable = 3;
  run.rules[1].unknown = 1;
  run.rules[1].undecidable.push_back({"terraform.aws_cloudtrail", "a plan does not tell it", 1});
  run.rules[2].pass = 3, run.rules[2].vacuous = 1, run.rules[2].applicability_unknown = 1;
  run.rules[3].not_applicable = 2;
}

void add_findings(Run& run) {
  Finding fail = finding(Verdict::kFail, 0, "aws_s3_bucket.exports", place("aws_s3_bucket.exports", 1, 30212, "\"bucket\":\"exports\""));
  fail.message = {"exports is encrypted with provider keys", "exports は事業者管理鍵で暗号化されています"};
  fail.remedy = Bilingual{"name a key of yours in `kms_master_key_id`", "`kms_master_key_id` に利用者管理鍵を指定してください"};
  fail.witness.push_back({"aws_s3_bucket.exports", "data_class", "confidential", {place("aws_s3_bucket.exports", 1, 30230, "\"DataClass\":\"confidential\"")}});
  fail.witness.push_back({"aws_s3_bucket.exports", "encryption.key_manager", "provider",
                          {place("aws_s3_bucket_server_side_encryption_configuration.exports", 1, 48102, "\"kms_master_key_id\":null", "by configuration reference")}});
  fail.witness.push_back({"crypto.key", "", "12 rows, possibly more elsewhere", {}});
  run.findings.push_back(fail);
  for (int i = 0; i < 7; ++i) {
    const std::string name = "module.team[" + std::to_string(i) + "].aws_s3_bucket.logs";
    Finding unknown = finding(Verdict::kUnknown, 0, name, place(name, 1, 100 + static_cast<uint32_t>(i)));
    unknown.reasons.push_back({"known_after_apply", "`kms_master_key_id` is known after apply", {place(name, 1, 900, "\"kms_master_key_id\":true")}});
    unknown.obligation = "present store.encryption.key and store.encryption.key.rotation.enabled";
    run.findings.push_back(unknown);
  }
  run.findings.push_back(finding(Verdict::kPass, 0, "aws_s3_bucket.keys", place("aws_s3_bucket.keys", 1, 5)));
  run.findings.push_back(finding(Verdict::kNotApplicable, 0, "aws_s3_bucket.public", place("aws_s3_bucket.public", 1, 6)));
  Finding trail = finding(Verdict::kUnknown, 1, "aws_cloudtrail.main", place("aws_cloudtrail.main", 7, 3));
  trail.kind = "logging.trail";
  trail.reasons.push_back({"open_population", "the plan may not hold every logging.trail", {}});
  trail.obligation = "any trail in logging.trail : trail.all_regions";
  run.findings.push_back(trail);
  Finding vacuous = finding(Verdict::kPass, 2, "aws_security_group.empty", place("aws_security_group.empty", 8, 1));
  vacuous.vacuous = true;
  run.findings.push_back(vacuous);
  Finding maybe = finding(Verdict::kPass, 2, "aws_security_group.maybe", place("aws_security_group.maybe", 9, 1));
  maybe.applicability_unknown = true;
  maybe.reasons.push_back({"known_after_apply", "`vpc_id` is known after apply", {}});
  run.findings.push_back(maybe);
}

}  // namespace

Run sample_run() {
  Run run;
  run.engine_version = "0.1.0";
  run.policy_digest = "sha256:" + std::string(64, 'b');
  run.evaluated_at = 1775001600;
  run.evaluated_at_basis = "latest capture time";
  run.packs = {"ismap"};
  run.parameters = {{"ismap.cryptography.unclassified_as", "confidential"}};
  RunSource source;
  source.path = "demo/plan.json";
  source.digest = "sha256:" + std::string(64, 'c');
  source.adapter = "terraform";
  source.format = "plan 1.2";
  source.captured_at = 1775001600;
  source.resources = 83;
  source.notes = {"3 resources are to be deleted and were left out"};
  run.sources.push_back(source);
  add_rules(run);
  add_findings(run);
  run.unmapped_types = {{"aws_api_gateway_deployment", 2}, {"aws_glue_job", 1}};
  run.rows_by_kind = {{"storage.bucket", 15}, {"network.group", 5}};
  run.resources = 83;
  return run;
}

Run hostile_run() {
  Run run = sample_run();
  Finding& first = run.findings.front();
  first.resource = "aws_s3_bucket.x[\"\x1b[31m\u202e,\\\"<&>\"]";
  first.message.en = "=cmd|' /C calc'!A0\nsecond \"line\", with <b> & ]]> \x01";
  first.message.ja = "@SUM(1)\r\n二行目";
  first.place.text = "\x1b]0;title\x07 \u2066hidden";
  first.witness[0].value = "\"\x1b[2J\"";
  run.sources[0].path = "a b/計画 %.json";
  first.place.file = "a b/計画 %.json";
  return run;
}

}  // namespace sekisho
