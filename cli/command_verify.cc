// `sekisho verify`: whether a bundle is what somebody sealed. Offline, and without an evaluation.
#include <algorithm>
#include <iostream>

#include "cli/commands.h"
#include "cli/log_folder.h"
#include "cli/sealed_run.h"
#include "cli/terminal.h"
#include "sekisho/bundle.h"
#include "sekisho/expected.h"
#include "sekisho/file.h"
#include "sekisho/json_writer.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

Result<VerifyOptions> options_of(const Arguments& arguments) {
  VerifyOptions options;
  if (!arguments.has("--key")) return Error{"no key to verify with", "give the signer's public key with `--key FILE`; a bundle cannot vouch for its own", {}};
  for (const std::string& path : arguments.values("--key")) {
    Result<PublicKey> key = read_public_key(path);
    if (!key) return key.error();
    options.keys.push_back(std::move(*key));
  }
  options.require_timestamp = arguments.has("--require-timestamp");
  Result<std::string> authorities = read_time_authorities(arguments.values("--time-authority"));
  if (!authorities) return authorities.error();
  options.time_authorities = std::move(*authorities);
  if (arguments.has("--log")) {
    Result<Log> log = read_log(arguments.value("--log"));
    if (!log) return log.error();
    if (log->checkpoint.empty()) return Error{"there is no log in `" + arguments.value("--log") + "`", "expected the folder that `sekisho seal --log` wrote", {}};
    options.log = std::move(*log);
  }
  if (arguments.has("--checkpoint")) {
    Result<std::string> checkpoint = read_file(arguments.value("--checkpoint"));
    if (!checkpoint) return checkpoint.error();
    if (checkpoint->empty()) return Error{"`" + arguments.value("--checkpoint") + "` is empty", "expected a checkpoint that was kept", {}};
    options.checkpoint = std::move(*checkpoint);
  }
  return options;
}

void write_json(const Verification& verification) {
  std::string out;
  JsonWriter json(&out, true);
  json.begin_object();
  json.member("verified", verification.refusals.empty());
  json.key("refusals");
  json.begin_array();
  for (const BundleRefusal& refusal : verification.refusals) {
    json.begin_object();
    json.member("code", refusal.code);
    json.member("message", refusal.message);
    json.end_object();
  }
  json.end_array();
  json.member("root", verification.root);
  json.member("key", verification.key_hint);
  json.member("statement", verification.statement_digest);
  json.key("stamped_at");
  if (verification.stamped_at) {
    json.string(time_text(*verification.stamped_at));
  } else {
    json.null();
  }
  if (verification.sealed) {
    json.member("finished_at", time_text(verification.sealed->finished_at));
    json.member("evaluated_at", time_text(verification.sealed->run.evaluated_at));
    json.member("policy", verification.sealed->run.policy_digest);
  }
  json.end_object();
  std::cout << out << "\n";
}

constexpr size_t kShownRegisters = 8;

// What was shown, and what verifying does not show.
void tell(const std::string& path, const Verification& verification, bool all, Language language) {
  const Sealed& sealed = *verification.sealed;
  const auto say = [&](const std::string& english, const std::string& japanese) { return language == Language::kEnglish ? english : japanese; };
  const auto count = [](size_t number) { return std::to_string(number); };
  const auto line = [&](const std::string& english, const std::string& japanese, const std::string& text) {
    const std::string label = say(english, japanese);
    std::cout << "  " << label << std::string(static_cast<size_t>(std::max(0, 12 - display_width(label))), ' ') << text << "\n";
  };
  std::cout << path << say(": verified\n", ": 検証済み（封印後の改変・欠落なし）\n");
  line("signed by", "署名鍵", verification.key_hint);
  line("sealed", "封印時刻", time_text(sealed.finished_at));
  line("time", "時刻の根拠", verification.stamped_at ? say("stamped ", "タイムスタンプ ") + time_text(*verification.stamped_at) : say("self-asserted time: no authority stamped it", "署名者の自己申告（時刻認証局のタイムスタンプなし）"));
  const std::string place = count(verification.log_index + 1), size = count(verification.log_size);
  line("logged", "ログ", verification.log_name.empty() ? say("in no log", "記録なし") : say(place + " of " + size + " in " + verification.log_name, verification.log_name + " の " + size + " 件中 " + place + " 件目"));
  line("evaluated", "評価時点", time_text(sealed.run.evaluated_at) + " (" + sealed.run.evaluated_at_basis + ")");
  line("policy", "ポリシー", sealed.run.policy_digest);
  for (const SealedPack& pack : sealed.packs) {
    line("", "", pack.name + " (" + pack.origin + (pack.commit.empty() ? "" : ", commit " + pack.commit) + (pack.dirty ? say(", with changes that were not committed", "、未コミットの変更あり") : "") + ")" +
                     (pack.git_bundle.name.empty() ? "" : say(", shown by ", "、根拠 ") + pack.git_bundle.name));
  }
  const auto is_register = [](const RunSource& source) { return source.adapter == "register"; };
  const size_t registers = static_cast<size_t>(std::count_if(sealed.run.sources.begin(), sealed.run.sources.end(), is_register));
  const bool folded = registers > kShownRegisters && !all;
  for (const RunSource& source : sealed.run.sources) {
    if (!folded || !is_register(source)) line("source", "入力", source.path + " " + source.digest);
  }
  if (folded) line("registers", "台帳", count(registers) + say(" (--all lists them with their digests)", " 件（--all でダイジェストとともに一覧）"));
  if (!sealed.run.expected.empty()) line("expected", "対象", count(sealed.run.expected.size()) + say(" accounts and inputs, named by ", " 件のアカウント・入力、指定元 ") + sealed.schedule.origin);
  for (const std::string& one : expected_texts(sealed.run, "not_seen")) line("", "", harmless(one) + say(": shown by no input", ": どの入力にも現れていない"));
  for (const std::string& one : expected_texts(sealed.run, "excluded")) line("", "", say("left out: ", "対象から除外: ") + harmless(one));
  if (sealed.statement) line("statement", "言明書", sealed.statement->file + " " + sealed.statement->digest + say(", " + count(sealed.statement->controls.size()) + " controls", "、管理策 " + count(sealed.statement->controls.size()) + " 件"));
  const std::string evaluated = count(sealed.run.rules.size()), known = count(sealed.schedule.rules.size());
  std::string others;
  if (sealed.run.rules.size() < sealed.schedule.rules.size()) {
    others = sealed.rules.empty() ? say(", the others switched off by the profile", "（残りはプロファイルで無効）") : say(", the others left out with `--rule` or the profile", "（残りは `--rule` 又はプロファイルで除外）");
  }
  line("rules", "ルール", say(evaluated + " of " + known + " in the packs", "パックの " + known + " 件中 " + evaluated + " 件") + others);
  line("results", "結果", verification.root);
  std::cout << "  " << closing_line(sealed.run, language)
            << say("not shown by this: that the source files told the truth, and that the engine decided rightly; `sekisho rerun` decides again\n",
                   "この検証では示されないこと: 入力ファイルが事実のとおりであること、及びエンジンの判定が正しいこと。判定は `sekisho rerun` で再実施できます\n");
}

}  // namespace

ExitCode run_verify(const Arguments& arguments) {
  if (arguments.positional().size() != 1) return refuse({"expected one bundle", "write `sekisho verify BUNDLE --key FILE`", {}});
  const Result<Language> language = language_asked_for(arguments);
  if (!language) return refuse(language.error());
  const Result<VerifyOptions> options = options_of(arguments);
  if (!options) return refuse(options.error());
  const std::string& path = arguments.positional()[0];
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return refuse(bytes.error());
  const Verification& verification = *new const Verification(verify(*bytes, *options));   // as in `check`: never taken apart
  if (arguments.has("--json")) {
    write_json(verification);
  } else if (verification.refusals.empty()) {
    tell(path, verification, arguments.has("--all"), *language);
  }
  if (verification.refusals.empty()) return kGood;
  show_refusals(path, verification);
  return kFailure;
}

}  // namespace sekisho::cli
