// A token is found by the URI among those that the modules show, then the key in it. What fits twice is refused: nobody could say which key was meant.
#include "cli/token_key.h"

#include <cstdlib>
#include <memory>
#include <optional>
#include <vector>

#include "cli/p11_kit.h"
#include "cli/sealed_run.h"
#include "sekisho/file.h"
#include "sekisho/token_key.h"

namespace sekisho::cli {
namespace {

constexpr size_t kMaxPinBytes = 4096;
constexpr char kExample[] = "write 'pkcs11:token=LABEL;object=LABEL?pin-source=file:/PATH', with `module-path=/PATH.so` where p11-kit is not told of the module";

using Uri = std::unique_ptr<P11KitUri, void (*)(P11KitUri*)>;

// Texts of PKCS#11 are padded with spaces.
std::string text_of(const unsigned char* bytes, size_t size) {
  std::string text(reinterpret_cast<const char*>(bytes), size);
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

struct Token {
  CK_FUNCTION_LIST* module = nullptr;
  CK_SLOT_ID slot = 0;
  CK_TOKEN_INFO info{};
  std::string label() const { return text_of(info.label, sizeof info.label); }
};

// A key in a session, which stays open until the last signature is made.
struct TokenKey {
  CK_FUNCTION_LIST* module;
  CK_SESSION_HANDLE session;
  CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;
  std::string pin;
  bool asks_each_time = false;   // CKA_ALWAYS_AUTHENTICATE
  TokenKeyKind kind = TokenKeyKind::kEcdsaP256;

  TokenKey(CK_FUNCTION_LIST* of, CK_SESSION_HANDLE opened) : module(of), session(opened) {}
  TokenKey(const TokenKey&) = delete;
  TokenKey& operator=(const TokenKey&) = delete;
  ~TokenKey() { module->C_CloseSession(session); }
};

Result<Uri> parse_uri(const P11Kit& kit, const std::string& text) {
  Uri uri(kit.uri_new(), kit.uri_free);
  const int code = kit.uri_parse(text.c_str(), P11_KIT_URI_FOR_ANY, uri.get());
  if (code != P11_KIT_URI_OK) return Error{std::string("the URI of the key cannot be read: ") + kit.uri_message(code), kExample, {}};
  if (kit.uri_get_pin_value(uri.get()) != nullptr) {
    return Error{"the URI of the key holds the PIN itself, where every process and the shell's history can see it", "change the PIN, and name where it stands: `pin-source=file:/PATH` or `pin-source=env:NAME`", {}};
  }
  if (kit.uri_any_unrecognized(uri.get()) != 0) return Error{"the URI of the key has an attribute that RFC 7512 does not know", kExample, {}};
  const CK_ATTRIBUTE* kind = kit.uri_get_attribute(uri.get(), CKA_CLASS);
  if (kind != nullptr && (kind->ulValueLen != sizeof(CK_OBJECT_CLASS) || *static_cast<const CK_OBJECT_CLASS*>(kind->pValue) != CKO_PRIVATE_KEY)) {
    return Error{"the URI names something else than a private key", "write `type=private`, or leave `type` out", {}};
  }
  return uri;
}

Result<std::string> read_pin(const std::string& source) {
  if (source.starts_with("env:")) {
    const std::string name = source.substr(4);
    const char* value = std::getenv(name.c_str());
    if (value == nullptr || *value == '\0') return Error{"the environment variable `" + name + "`, where `pin-source` says that the PIN is, is not set", "set it, or name a file: `pin-source=file:/PATH`", {}};
    return std::string(value);
  }
  if (source.starts_with("|")) return Error{"`pin-source` names a program", "name a file or an environment variable: `file:/PATH`, `env:NAME`", {}};
  std::string path = source.starts_with("file:") ? source.substr(5) : source;
  if (path.starts_with("//")) path.erase(0, path.find('/', 2) == std::string::npos ? 0 : path.find('/', 2));   // file:///PATH
  Result<std::string> pin = read_file(path, kMaxPinBytes);
  if (!pin) return pin;
  pin->erase(pin->find_last_not_of("\r\n") + 1);
  if (pin->empty()) return Error{"`" + path + "` holds no PIN", "write the PIN into it, readable by its owner alone", {}};
  return pin;
}

Result<std::vector<CK_FUNCTION_LIST*>> load_modules(const P11Kit& kit, P11KitUri* uri) {
  std::vector<CK_FUNCTION_LIST*> modules;
  if (const char* path = kit.uri_get_module_path(uri); path != nullptr) {
    CK_FUNCTION_LIST* module = kit.module_load(path, 0);
    if (module == nullptr) return Error{"the PKCS#11 module `" + std::string(path) + "` cannot be loaded: " + (kit.message() == nullptr ? "no reason told" : kit.message()), "check `module-path`", {}};
    if (const CK_RV code = kit.module_initialize(module); code != CKR_OK) return Error{"the PKCS#11 module `" + std::string(path) + "` does not start: " + reason_of(code), "", {}};
    modules.push_back(module);
    return modules;
  }
  CK_FUNCTION_LIST** configured = kit.modules_load_and_initialize(0);
  for (CK_FUNCTION_LIST** at = configured; at != nullptr && *at != nullptr; ++at) modules.push_back(*at);
  if (const char* name = kit.uri_get_module_name(uri); name != nullptr && configured != nullptr) {
    CK_FUNCTION_LIST* named = kit.module_for_name(configured, name);
    modules.clear();
    if (named != nullptr) modules.push_back(named);
  }
  if (modules.empty()) return Error{"p11-kit is told of no such PKCS#11 module", "name the library in the URI: `module-path=/usr/lib/softhsm/libsofthsm2.so`; `p11-kit list-modules` shows those that there are", {}};
  return modules;
}

// The one token that the URI fits.
Result<Token> find_token(const P11Kit& kit, P11KitUri* uri, const std::vector<CK_FUNCTION_LIST*>& modules) {
  std::vector<Token> fitting;
  std::string seen;
  for (CK_FUNCTION_LIST* module : modules) {
    CK_INFO about{};
    if (module->C_GetInfo(&about) != CKR_OK || kit.uri_match_module_info(uri, &about) == 0) continue;
    CK_ULONG count = 0;
    if (module->C_GetSlotList(CK_TRUE, nullptr, &count) != CKR_OK) continue;
    std::vector<CK_SLOT_ID> slots(count);
    if (module->C_GetSlotList(CK_TRUE, slots.data(), &count) != CKR_OK) continue;
    slots.resize(count);
    for (const CK_SLOT_ID slot : slots) {
      Token token{module, slot};
      CK_SLOT_INFO slot_info{};
      if (module->C_GetTokenInfo(slot, &token.info) != CKR_OK || (token.info.flags & CKF_TOKEN_INITIALIZED) == 0) continue;
      if (module->C_GetSlotInfo(slot, &slot_info) != CKR_OK) continue;
      seen += (seen.empty() ? "`" : ", `") + token.label() + "`";
      const CK_SLOT_ID wanted = kit.uri_get_slot_id(uri);
      if (wanted != static_cast<CK_SLOT_ID>(-1) && wanted != slot) continue;
      if (kit.uri_match_slot_info(uri, &slot_info) != 0 && kit.uri_match_token_info(uri, &token.info) != 0) fitting.push_back(token);
    }
  }
  if (fitting.empty()) return Error{"no token fits the URI of the key", seen.empty() ? "the modules show no token at all" : "the tokens are " + seen, {}};
  if (fitting.size() > 1) return Error{std::to_string(fitting.size()) + " tokens fit the URI of the key", "name one by `token` or `serial`; the tokens are " + seen, {}};
  return fitting.front();
}

Error login_failed(const Token& token, CK_RV code) {
  const std::string name = "the token `" + token.label() + "`";
  if (code == CKR_PIN_INCORRECT || code == CKR_PIN_INVALID || code == CKR_PIN_LEN_RANGE) return {name + " refuses the PIN", "it was tried once; more wrong ones lock the token", {}};
  if (code == CKR_PIN_LOCKED) return {name + " is locked after wrong PINs", "its security officer can unlock it", {}};
  return {name + " does not let anybody in: " + reason_of(code), "", {}};
}

Result<std::shared_ptr<TokenKey>> log_in(const Token& token, const char* pin_source) {
  CK_SESSION_HANDLE session = CK_INVALID_HANDLE;
  if (const CK_RV code = token.module->C_OpenSession(token.slot, CKF_SERIAL_SESSION, nullptr, nullptr, &session); code != CKR_OK) {
    return Error{"the token `" + token.label() + "` opens no session: " + reason_of(code), "", {}};
  }
  auto key = std::make_shared<TokenKey>(token.module, session);
  const bool has_pad = (token.info.flags & CKF_PROTECTED_AUTHENTICATION_PATH) != 0;   // the PIN is typed at the token itself
  if (pin_source != nullptr) {
    Result<std::string> pin = read_pin(pin_source);
    if (!pin) return pin.error();
    key->pin = std::move(*pin);
  } else if ((token.info.flags & CKF_LOGIN_REQUIRED) == 0) {
    return key;
  } else if (!has_pad) {
    return Error{"the token `" + token.label() + "` needs a PIN", "say in the URI where it stands: `?pin-source=file:/PATH` or `?pin-source=env:NAME`", {}};
  }
  auto* bytes = key->pin.empty() ? nullptr : reinterpret_cast<unsigned char*>(key->pin.data());
  const CK_RV code = token.module->C_Login(session, CKU_USER, bytes, key->pin.size());
  if (code != CKR_OK && code != CKR_USER_ALREADY_LOGGED_IN) return login_failed(token, code);
  return key;
}

std::vector<CK_OBJECT_HANDLE> find_objects(const TokenKey& key, std::vector<CK_ATTRIBUTE> wanted) {
  std::vector<CK_OBJECT_HANDLE> found(16);
  CK_ULONG count = 0;
  if (key.module->C_FindObjectsInit(key.session, wanted.data(), wanted.size()) != CKR_OK) return {};
  if (key.module->C_FindObjects(key.session, found.data(), found.size(), &count) != CKR_OK) count = 0;
  key.module->C_FindObjectsFinal(key.session);
  found.resize(count);
  return found;
}

// Empty: the object has none, or does not tell it.
std::string attribute_of(const TokenKey& key, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type) {
  CK_ATTRIBUTE wanted = {type, nullptr, 0};
  if (key.module->C_GetAttributeValue(key.session, object, &wanted, 1) != CKR_OK || wanted.ulValueLen == static_cast<CK_ULONG>(-1)) return "";
  std::string value(wanted.ulValueLen, '\0');
  wanted.pValue = value.data();
  if (key.module->C_GetAttributeValue(key.session, object, &wanted, 1) != CKR_OK) return "";
  value.resize(wanted.ulValueLen);
  return value;
}

// Nullopt: a key that does not sign bundles.
std::optional<TokenKeyKind> kind_of(const TokenKey& key, CK_OBJECT_HANDLE object) {
  const std::string type = attribute_of(key, object, CKA_KEY_TYPE), curve = attribute_of(key, object, CKA_EC_PARAMS);
  const auto is = [&](CK_KEY_TYPE wanted) { return type == std::string_view(reinterpret_cast<const char*>(&wanted), sizeof wanted); };
  if (is(CKK_EC) && curve == "\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07") return TokenKeyKind::kEcdsaP256;
  if (is(CKK_EC_EDWARDS) && (curve == "\x06\x03\x2b\x65\x70" || curve == "\x13\x0c" "edwards25519")) return TokenKeyKind::kEd25519;
  return std::nullopt;
}

// Fills in the private key's object; gives the public key's point, empty where the token does not hold it.
Result<std::string> find_key(const P11Kit& kit, P11KitUri* uri, TokenKey& key) {
  CK_ULONG count = 0;
  const CK_ATTRIBUTE* attributes = kit.uri_get_attributes(uri, &count);
  CK_OBJECT_CLASS private_key = CKO_PRIVATE_KEY, public_key = CKO_PUBLIC_KEY;
  std::vector<CK_ATTRIBUTE> wanted = {{CKA_CLASS, &private_key, sizeof private_key}};
  for (CK_ULONG i = 0; i < count; ++i) {
    if (attributes[i].type != CKA_CLASS) wanted.push_back(attributes[i]);
  }
  const std::vector<CK_OBJECT_HANDLE> found = find_objects(key, wanted);
  if (found.empty()) return Error{"the token holds no private key that fits the URI", "`pkcs11-tool --list-objects --login` shows what it holds", {}};
  if (found.size() > 1) return Error{"more than one private key in the token fits the URI", "name one by `id` or `object`", {}};
  key.object = found.front();
  const std::optional<TokenKeyKind> kind = kind_of(key, key.object);
  if (!kind) return Error{"the key in the token is neither ECDSA on P-256 nor Ed25519", "make one in the token: `pkcs11-tool --login --keypairgen --key-type EC:prime256v1 --label LABEL --id 01`", {}};
  key.kind = *kind;
  key.asks_each_time = attribute_of(key, key.object, CKA_ALWAYS_AUTHENTICATE) == "\x01";
  std::string id = attribute_of(key, key.object, CKA_ID);
  if (id.empty()) return std::string();
  const std::vector<CK_OBJECT_HANDLE> halves = find_objects(key, {{CKA_CLASS, &public_key, sizeof public_key}, {CKA_ID, id.data(), id.size()}});
  return halves.size() == 1 && kind_of(key, halves.front()) == kind ? attribute_of(key, halves.front(), CKA_EC_POINT) : std::string();
}

Result<std::string> sign_in_token(const TokenKey& key, std::string input) {
  CK_MECHANISM mechanism = {key.kind == TokenKeyKind::kEcdsaP256 ? CKM_ECDSA : CKM_EDDSA, nullptr, 0};
  CK_RV code = key.module->C_SignInit(key.session, &mechanism, key.object);
  std::string pin = key.pin;
  if (code == CKR_OK && key.asks_each_time) code = key.module->C_Login(key.session, CKU_CONTEXT_SPECIFIC, pin.empty() ? nullptr : reinterpret_cast<unsigned char*>(pin.data()), pin.size());
  std::string signature(128, '\0');
  CK_ULONG length = signature.size();
  if (code == CKR_OK) code = key.module->C_Sign(key.session, reinterpret_cast<unsigned char*>(input.data()), input.size(), reinterpret_cast<unsigned char*>(signature.data()), &length);
  if (code != CKR_OK) return Error{"the key in the token does not sign: " + reason_of(code), "the key needs CKA_SIGN, and the token the mechanism CKM_ECDSA or CKM_EDDSA", {}};
  signature.resize(length);
  return signature;
}

}  // namespace

bool is_token_key(const std::string& key) { return key.starts_with("pkcs11:"); }

Result<Signer> token_key_signer(const std::string& text, const std::string& public_key) {
  const Result<const P11Kit*> kit = load_p11_kit();
  if (!kit) return kit.error();
  const Result<Uri> uri = parse_uri(**kit, text);
  if (!uri) return uri.error();
  const Result<std::vector<CK_FUNCTION_LIST*>> modules = load_modules(**kit, uri->get());
  if (!modules) return modules.error();
  const Result<Token> token = find_token(**kit, uri->get(), *modules);
  if (!token) return token.error();
  const Result<std::shared_ptr<TokenKey>> key = log_in(*token, (*kit)->uri_get_pin_source(uri->get()));
  if (!key) return key.error();
  const Result<std::string> point = find_key(**kit, uri->get(), **key);
  if (!point) return point.error();
  Result<PublicKey> verifying = public_key.empty() ? read_token_key("the key in token " + token->label(), (*key)->kind, *point) : read_public_key(public_key);
  if (!verifying) return verifying.error();
  if (verifying->is_ecdsa() != ((*key)->kind == TokenKeyKind::kEcdsaP256)) return Error{"`" + public_key + "` is a key of another kind than the one in the token", "give the public key of the key that signs", {}};
  return token_signer(std::move(*verifying), [held = *key](const std::string& input) { return sign_in_token(*held, input); });
}

}  // namespace sekisho::cli
