// mutants COUNT [SEED]: a small stamped bundle, changed in COUNT ways; verify() has to refuse each that differs, and to come back. Prints how many; exit code 1 when one was accepted.
#include <openssl/asn1.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>

#include "engine/base/sha256.h"
#include "engine/evidence/archive.h"
#include "engine/evidence/envelope.h"
#include "engine/evidence/statement.h"
#include "engine/evidence/openssl_ptr.h"
#include "sekisho/bundle.h"

namespace {

using namespace sekisho;
using namespace sekisho::evidence;

std::string pem_of(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  std::string text(data, static_cast<size_t>(size));
  BIO_free(bio);
  return text;
}

std::string private_pem(EVP_PKEY* key) {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
  return pem_of(bio);
}

std::string public_pem(EVP_PKEY* key) {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PUBKEY(bio, key);
  return pem_of(bio);
}

// A time authority that answers here.
struct Authority {
  EVP_PKEY* key = EVP_RSA_gen(2048);
  X509* certificate = X509_new();

  Authority() {
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("authority"), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_EXTENSION* usage = X509V3_EXT_conf_nid(nullptr, nullptr, NID_ext_key_usage, "critical,timeStamping");
    X509_add_ext(certificate, usage, -1);
    X509_EXTENSION_free(usage);
    X509_sign(certificate, key, EVP_sha256());
  }
  ~Authority() {
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  Authority(const Authority&) = delete;
  Authority& operator=(const Authority&) = delete;
  std::string pem() const {
    BIO* bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(bio, certificate);
    return pem_of(bio);
  }
  std::string answer(const std::string& request) const {
    TS_RESP_CTX* context = TS_RESP_CTX_new();
    ASN1_OBJECT* policy = OBJ_txt2obj("1.2.3.4", 1);
    TS_RESP_CTX_set_signer_cert(context, certificate);
    TS_RESP_CTX_set_signer_key(context, key);
    TS_RESP_CTX_set_signer_digest(context, EVP_sha256());
    TS_RESP_CTX_set_ess_cert_id_digest(context, EVP_sha256());
    TS_RESP_CTX_set_def_policy(context, policy);
    TS_RESP_CTX_add_md(context, EVP_sha256());
    TS_RESP_CTX_set_serial_cb(context, [](TS_RESP_CTX*, void*) { ASN1_INTEGER* serial = ASN1_INTEGER_new(); ASN1_INTEGER_set(serial, 7); return serial; }, nullptr);
    BIO* in = BIO_new_mem_buf(request.data(), static_cast<int>(request.size()));
    TS_RESP* response = TS_RESP_create_response(context, in);
    BIO* out = BIO_new(BIO_s_mem());
    i2d_TS_RESP_bio(out, response);
    BIO_free(in);
    TS_RESP_free(response);
    ASN1_OBJECT_free(policy);
    TS_RESP_CTX_free(context);
    return pem_of(out);
  }
};

// As small a run as has everything: a source, two rules, three verdicts, a witness, a reason.
Sealed small_run() {
  Sealed sealed;
  const std::string rule_text = "language 1\npackage p\n";
  sealed.policies.packs.push_back(std::make_shared<const Source>("p/rules.seki", rule_text));
  sealed.packs.push_back({"p", "folder", "sha256:33", "", false});
  Run& run = sealed.run;
  run.engine_version = "0";
  run.policy_digest = sha256_of_all({sha256_hex(rule_text)});
  run.evaluated_at = 1'800'000'000;
  run.evaluated_at_basis = "option";
  run.packs = {"p"};
  run.parameters = {{"p.limit", "3"}};
  run.sources.push_back({"plan.json", "sha256:00", "terraform", "plan 1.2", 1'800'000'000, 2, {"a note"}});
  run.resources = 2;
  run.rows_by_kind = {{"k", 2}};
  RunRule first;
  first.name = "p.first";
  first.digest = "sha256:11";
  first.population = "k";
  first.fail = 1;
  first.unknown = 1;
  RunRule second = first;
  second.name = "p.second";
  second.population = "other";
  second.fail = second.unknown = 0;
  run.rules = {first, second};
  Finding failure;
  failure.verdict = Verdict::kFail;
  failure.resource = "t.a";
  failure.kind = "k";
  failure.witness.push_back({"t.a", "open", "true", {}});
  Finding undecided = failure;
  undecided.verdict = Verdict::kUnknown;
  undecided.resource = "t.b";
  undecided.witness.clear();
  undecided.reasons.push_back({"known_after_apply", "known after apply", {}});
  undecided.obligation = "require not k.open";
  run.findings.push_back(failure);
  run.findings.push_back(undecided);
  std::string lines = "{\"sekisho\":\"snapshot\",\"version\":1,\"engine\":\"0\"}\n"
                      "{\"source\":0,\"path\":\"plan.json\",\"digest\":\"sha256:00\"}\n"
                      "{\"resource\":0,\"source\":0,\"adapter\":\"terraform\",\"type\":\"t\",\"address\":\"t.a\"}\n"
                      "{\"resource\":1,\"source\":0,\"adapter\":\"terraform\",\"type\":\"t\",\"address\":\"t.b\"}\n"
                      "{\"row\":\"k\",\"resource\":0,\"id\":\"t.a\"}\n"
                      "{\"row\":\"k\",\"resource\":1,\"id\":\"t.b\"}\n";
  sealed.snapshot = lines + "{\"end\":true,\"sources\":1,\"resources\":2,\"places\":0,\"rows\":2,\"digest\":\"" + sha256_digest(lines) + "\"}\n";
  sealed.schedule = {"command line", "", {"plan.json"}, {"p.first", "p.second"}};
  sealed.waivers.push_back({"waivers.yaml", "waivers: []\n"});
  sealed.program_digest = "sha256:22";
  sealed.started_at = sealed.finished_at = static_cast<int64_t>(std::time(nullptr)) - 60;
  sealed.timestamp_required = true;
  return sealed;
}

// Changes bytes as a careless or a careful hand would.
class Mutator {
 public:
  explicit Mutator(uint64_t seed) : random_(seed) {}

  std::string change(std::string bytes, const std::string& whole) {
    const size_t times = 1 + below(3);
    for (size_t i = 0; i < times && !bytes.empty(); ++i) change_once(bytes, whole);
    return bytes;
  }
  size_t below(size_t limit) { return limit == 0 ? 0 : random_() % limit; }

 private:
  void change_once(std::string& bytes, const std::string& whole) {
    const size_t at = below(bytes.size());
    const size_t length = std::min(bytes.size() - at, 1 + below(below(4) == 0 ? 600 : 8));
    switch (below(8)) {
      case 0: bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8))); break;
      case 1: bytes[at] = static_cast<char>(below(256)); break;
      case 2: bytes.erase(at, length); break;
      case 3: bytes.insert(at, whole.substr(below(whole.size()), length)); break;
      case 4: bytes.resize(at); break;
      case 5: std::swap(bytes[at], bytes[below(bytes.size())]); break;
      case 6: bytes.replace(at, length, whole.substr(below(whole.size()), length)); break;
      default: bytes[at] = "0123456789abcdefABCDEF{}[],:\" \n\\"[below(32)]; break;
    }
  }
  std::mt19937_64 random_;
};

std::string archive_of(const std::vector<Member>& members) {
  std::vector<std::pair<std::string, std::string_view>> all;
  for (const Member& member : members) all.emplace_back(member.path, member.bytes);
  return write_archive(all);
}

// Mutants of the bundle: of its bytes, of one member (packed again, so that the archive is sound), or of what the attestation holds in base64.
std::string mutant_of(const std::string& bundle, Mutator& mutator) {
  const size_t way = mutator.below(4);
  if (way == 0) return mutator.change(bundle, bundle);
  std::vector<Member> members = std::get<std::vector<Member>>(read_archive(bundle));
  Member& member = members[way == 1 ? mutator.below(members.size()) : 1];
  if (way < 3) {
    member.bytes = mutator.change(member.bytes, bundle);
    return archive_of(members);
  }
  Envelope envelope = std::get<Envelope>(read_envelope(member.bytes));
  std::string* const parts[] = {&envelope.payload, &envelope.signature, &envelope.timestamp, &envelope.timestamp};
  std::string& part = *parts[mutator.below(4)];
  part = mutator.change(part, part);
  member.bytes = write_envelope(envelope);
  return archive_of(members);
}

}  // namespace

int main(int count, char** words) {
  const long mutants = count > 1 ? std::atol(words[1]) : 2000;
  Mutator mutator(count > 2 ? static_cast<uint64_t>(std::atoll(words[2])) : 1);
  const evidence::OpenSslPtr<EVP_PKEY, EVP_PKEY_free> key(EVP_EC_gen("P-256"));
  const Authority authority;
  VerifyOptions options;
  Sealed run = small_run();
  const Result<SealedBundle> unstamped = seal(run, *Signer::read("key", private_pem(key.get())));
  if (!unstamped) return std::printf("not sealed: %s\n", unstamped.error().message.c_str()), 1;
  const Result<std::string> bundle = add_timestamp(unstamped->bytes, authority.answer(*timestamp_request(unstamped->bytes)));
  if (!bundle) return std::printf("not stamped: %s\n", bundle.error().message.c_str()), 1;
  options.keys.push_back(*PublicKey::read("key", public_pem(key.get())));
  options.time_authorities = authority.pem();
  for (const BundleRefusal& refusal : verify(*bundle, options).refusals) return std::printf("the bundle itself is refused: %s %s\n", refusal.code.c_str(), refusal.message.c_str()), 1;

  long same = 0, accepted = 0;
  for (long i = 0; i < mutants; ++i) {
    const std::string mutant = mutant_of(*bundle, mutator);
    if (mutant == *bundle) {
      ++same;
    } else if (verify(mutant, options).refusals.empty()) {
      if (++accepted <= 3) {
        std::FILE* file = std::fopen(("accepted-" + std::to_string(i) + ".evb").c_str(), "wb");
        std::fwrite(mutant.data(), 1, mutant.size(), file);
        std::fclose(file);
      }
    }
  }
  std::printf("%ld mutants of %zu bytes, %ld the same, %ld accepted\n", mutants, bundle->size(), same, accepted);
  return accepted > 0 ? 1 : 0;
}
