// `sekisho verify`: whether a bundle is what somebody sealed. Offline, and without an evaluation.
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

// What was shown, and what verifying does not show.
void tell(const std::string& path, const Verification& verification) {
  const Sealed& sealed = *verification.sealed;
  std::cout << path << ": verified\n"
            << "  signed by   " << verification.key_hint << "\n"
            << "  sealed      " << time_text(sealed.finished_at) << "\n"
            << "  time        " << (verification.stamped_at ? "stamped " + time_text(*verification.stamped_at) : std::string("self-asserted time: no authority stamped it")) << "\n"
            << "  logged      " << (verification.log_name.empty() ? std::string("in no log") : std::to_string(verification.log_index + 1) + " of " + std::to_string(verification.log_size) + " in " + verification.log_name) << "\n"
            << "  evaluated   " << time_text(sealed.run.evaluated_at) << " (" << sealed.run.evaluated_at_basis << ")\n"
            << "  policy      " << sealed.run.policy_digest << "\n";
  for (const SealedPack& pack : sealed.packs) {
    std::cout << "              " << pack.name << " (" << pack.origin << (pack.commit.empty() ? "" : ", commit " + pack.commit) << (pack.dirty ? ", with changes that were not committed" : "") << ")"
              << (pack.git_bundle.name.empty() ? "" : ", shown by " + pack.git_bundle.name) << "\n";
  }
  for (const RunSource& source : sealed.run.sources) std::cout << "  source      " << source.path << " " << source.digest << "\n";
  if (!sealed.run.expected.empty()) std::cout << "  expected    " << sealed.run.expected.size() << " accounts and inputs, named by " << sealed.schedule.origin << "\n";
  for (const std::string& one : expected_texts(sealed.run, "not_seen")) std::cout << "              " << harmless(one) << ": shown by no input\n";
  for (const std::string& one : expected_texts(sealed.run, "excluded")) std::cout << "              left out: " << harmless(one) << "\n";
  if (sealed.statement) std::cout << "  statement   " << sealed.statement->file << " " << sealed.statement->digest << ", " << sealed.statement->controls.size() << " controls\n";
  std::cout << "  rules       " << sealed.run.rules.size() << " of " << sealed.schedule.rules.size() << " in the packs";
  if (sealed.run.rules.size() < sealed.schedule.rules.size()) std::cout << (sealed.rules.empty() ? ", the others switched off by the profile" : ", the others left out with `--rule` or the profile");
  std::cout << "\n  results     " << verification.root << "\n"
            << "  " << closing_line(sealed.run, Language::kEnglish)
            << "not shown by this: that the source files told the truth, and that the engine decided rightly; `sekisho rerun` decides again\n";
}

}  // namespace

ExitCode run_verify(const Arguments& arguments) {
  if (arguments.positional().size() != 1) return refuse({"expected one bundle", "write `sekisho verify BUNDLE --key FILE`", {}});
  const Result<VerifyOptions> options = options_of(arguments);
  if (!options) return refuse(options.error());
  const std::string& path = arguments.positional()[0];
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return refuse(bytes.error());
  const Verification verification = verify(*bytes, *options);
  if (arguments.has("--json")) {
    write_json(verification);
  } else if (verification.refusals.empty()) {
    tell(path, verification);
  }
  if (verification.refusals.empty()) return kGood;
  show_refusals(path, verification);
  return kFailure;
}

}  // namespace sekisho::cli
