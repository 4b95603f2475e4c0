// A key in a file, or a program that has the key: a cloud's key service, a token, an HSM's own tool.
#include "cli/seal_key.h"

#include "adapters/process.h"
#include "cli/sealed_run.h"
#include "cli/token_key.h"
#include "sekisho/file.h"

namespace sekisho::cli {
namespace {

constexpr size_t kMaxKeyBytes = size_t{1} << 20;
constexpr adapters::external::Limits kLimits = {std::chrono::seconds(120), size_t{1} << 16};   // somebody may have to touch a token

// The program reads the message and writes the signature, nothing else.
Result<std::string> sign_outside(const std::vector<std::string>& command, const std::string& message) {
  Result<adapters::external::Outcome> outcome = adapters::external::run_process(command, message, kLimits);
  if (!outcome) return outcome.error();
  if (outcome->exit_code != 0) return Error{"the signer `" + command.front() + "` ended with " + std::to_string(outcome->exit_code) + ": " + outcome->errors, "expected the signature on its standard output", {}};
  return std::move(outcome->output);
}

}  // namespace

Result<Signer> signer_of(const Arguments& arguments) {
  const bool has_key = arguments.has("--key"), has_signer = arguments.has("--signer");
  if (has_key == has_signer) {
    return Error{has_key ? "both `--key` and `--signer` are given" : "no key to sign with", "give `--key FILE` (`openssl ecparam -name prime256v1 -genkey -noout -out FILE` makes one), `--key pkcs11:…` for one in a token, or `--signer PROGRAM` with `--public-key FILE`", {}};
  }
  if (has_key) {
    const std::string path = arguments.value("--key");
    if (is_token_key(path)) return token_key_signer(path, arguments.value("--public-key"));
    if (arguments.has("--public-key")) return Error{"`--public-key` is given with a key in a file", "the file holds both halves: leave it out", {}};
    const Result<std::string> pem = read_file(path, kMaxKeyBytes);
    if (!pem) return pem.error();
    return Signer::read(path, *pem);
  }
  if (!arguments.has("--public-key")) return Error{"`--signer` needs the public key of the key that signs", "give `--public-key FILE`", {}};
  Result<PublicKey> key = read_public_key(arguments.value("--public-key"));
  if (!key) return key.error();
  std::vector<std::string> command = arguments.values("--signer");
  return Signer::outside(std::move(*key), [command](const std::string& message) { return sign_outside(command, message); });
}

}  // namespace sekisho::cli
