// An authority's answer is the word of a stranger until it verifies with a certificate that the user trusts.
#include "cli/seal_timestamp.h"

#include "cli/sealed_run.h"
#include "cli/time_authority.h"
#include "sekisho/timestamp.h"

namespace sekisho::cli {

Result<TimestampChoice> timestamp_choice_of(const Arguments& arguments) {
  TimestampChoice choice;
  choice.url = arguments.value("--timestamp-url");
  if (!arguments.has("--timestamp-url")) {
    if (arguments.has("--time-authority")) return Error{"`--time-authority` is given, and no `--timestamp-url`", "give both; `sekisho verify` takes `--time-authority` alone", {}};
    return choice;
  }
  if (arguments.has("--timestamp-request")) return Error{"both `--timestamp-url` and `--timestamp-request` are given", "give one of them", {}};
  if (!arguments.has("--time-authority")) {
    return Error{"`--timestamp-url` needs a certificate to check the answer with", "give `--time-authority FILE`: the authority's certificates in PEM, got from the authority itself", {}};
  }
  Result<std::string> authorities = read_time_authorities(arguments.values("--time-authority"));
  if (!authorities) return authorities.error();
  choice.authorities = std::move(*authorities);
  return choice;
}

Result<std::string> ask_for_timestamp(const std::string& bundle, const TimestampChoice& choice) {
  const Result<std::string> nonce = new_nonce();
  if (!nonce) return nonce;
  const Result<std::string> request = timestamp_request(bundle, *nonce);
  if (!request) return request;
  const Result<std::string> answer = ask_time_authority(choice.url, *request);
  if (!answer) return answer;
  const Result<void> checked = check_timestamp_answer(*request, *answer);
  if (!checked) return checked.error();
  return add_timestamp(bundle, *answer);
}

Result<void> check_stamped(const std::string& bundle, const TimestampChoice& choice, const PublicKey& key) {
  VerifyOptions options;
  options.keys = {key};
  options.require_timestamp = true;
  options.time_authorities = choice.authorities;
  const Verification verification = verify(bundle, options);
  if (verification.refusals.empty()) return {};
  const BundleRefusal& refusal = verification.refusals.front();
  return Error{"the time stamp is not accepted, and nothing was written: " + refusal.message, "`sekisho help " + refusal.code + "` tells more", {}};
}

}  // namespace sekisho::cli
