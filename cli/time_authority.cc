// By libcurl, which is loaded when it is first asked: most runs never need it.
#include "cli/time_authority.h"

#include <curl/curl.h>
#include <sys/random.h>

#include <algorithm>
#include <memory>

#include "sekisho/loaded_library.h"

namespace sekisho::cli {
namespace {

constexpr char kLibrary[] = "libcurl.so.4";   // its name since 2006
constexpr long kConnectSeconds = 10, kSeconds = 60;
constexpr size_t kMaxAnswerBytes = size_t{256} << 10;
constexpr size_t kNonceBytes = 16;

// Functions by the types that its header gives them.
struct Curl {
  bool loaded = false;
#define SEKISHO_CURL_FUNCTIONS \
  SEKISHO_CURL(easy_init) SEKISHO_CURL(easy_cleanup) SEKISHO_CURL(easy_perform) SEKISHO_CURL(easy_strerror) SEKISHO_CURL(slist_append) SEKISHO_CURL(slist_free_all)
#define SEKISHO_CURL(name) decltype(&::curl_##name) name = nullptr;
  SEKISHO_CURL_FUNCTIONS
#undef SEKISHO_CURL
  // Of a variable number of arguments, and macros of the header besides.
  CURLcode (*setopt)(CURL*, CURLoption, ...) = nullptr;
  CURLcode (*getinfo)(CURL*, CURLINFO, ...) = nullptr;

  Curl() {
    LoadedLibrary library(kLibrary);
#define SEKISHO_CURL(name) library.take(name, "curl_" #name);
    SEKISHO_CURL_FUNCTIONS
#undef SEKISHO_CURL
    library.take(setopt, "curl_easy_setopt");
    library.take(getinfo, "curl_easy_getinfo");
    loaded = library.complete();
  }
};

const Curl& curl() {
  static const Curl library;
  return library;
}

// Takes what fits; a return of less than was given ends the transfer.
size_t receive(char* bytes, size_t size, size_t count, void* to) {
  auto& answer = *static_cast<std::string*>(to);
  if (answer.size() + size * count > kMaxAnswerBytes) return 0;
  answer.append(bytes, size * count);
  return size * count;
}

bool is_answer_type(const char* type) {
  std::string text = type == nullptr ? "" : type;
  text = text.substr(0, text.find_first_of("; \t"));
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
  return text == "application/timestamp-reply";
}

}  // namespace

Result<std::string> new_nonce() {
  std::string nonce(kNonceBytes, '\0');
  if (getrandom(nonce.data(), nonce.size(), 0) != static_cast<ssize_t>(nonce.size())) return Error{"the system gives no random bytes for a nonce", "", {}};
  return nonce;
}

Result<std::string> ask_time_authority(const std::string& url, const std::string& request) {
  if (!url.starts_with("http://") && !url.starts_with("https://")) return Error{"`" + url + "` is no URL of a time authority", "expected http:// or https://", {}};
  const std::string host = url.substr(url.find("//") + 2, url.find_first_of("/?#", url.find("//") + 2) - url.find("//") - 2);
  if (host.find('@') != std::string::npos) return Error{"the URL of the time authority holds a name or password", "every process can see it there: use an authority, or a proxy of your own, that needs none", {}};
  if (!curl().loaded) return Error{std::string("`--timestamp-url` needs ") + kLibrary + ", which is not there", "install it: `apt-get install libcurl4`, or use `--timestamp-request`", {}};
  const std::unique_ptr<CURL, void (*)(CURL*)> handle(curl().easy_init(), curl().easy_cleanup);
  if (handle == nullptr) return Error{"libcurl does not start", "", {}};
  const std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers(
      curl().slist_append(curl().slist_append(nullptr, "Content-Type: application/timestamp-query"), "Accept: application/timestamp-reply"), curl().slist_free_all);
  std::string answer;
  bool set = true;
  const auto option = [&](CURLoption name, auto value) { set = curl().setopt(handle.get(), name, value) == CURLE_OK && set; };
  option(CURLOPT_URL, url.c_str());
  option(CURLOPT_PROTOCOLS_STR, "http,https");
  option(CURLOPT_FOLLOWLOCATION, 0L);
  option(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  option(CURLOPT_TIMEOUT, kSeconds);
  option(CURLOPT_NOSIGNAL, 1L);
  option(CURLOPT_USERAGENT, "sekisho");
  option(CURLOPT_HTTPHEADER, headers.get());
  option(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.size()));
  option(CURLOPT_POSTFIELDS, request.data());
  option(CURLOPT_WRITEFUNCTION, &receive);
  option(CURLOPT_WRITEDATA, static_cast<void*>(&answer));
  if (!set) return Error{std::string(kLibrary) + " is too old for `--timestamp-url`", "use `--timestamp-request`", {}};

  const std::string authority = "the time authority `" + url + "`";
  const CURLcode code = curl().easy_perform(handle.get());
  if (code == CURLE_WRITE_ERROR) return Error{authority + " answers with more than " + std::to_string(kMaxAnswerBytes >> 10) + " KiB", "check the URL", {}};
  if (code != CURLE_OK) return Error{authority + " does not answer: " + curl().easy_strerror(code), "check the URL, or use `--timestamp-request` and bring the answer later", {}};
  long status = 0;
  const char *type = nullptr, *elsewhere = nullptr;
  curl().getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  curl().getinfo(handle.get(), CURLINFO_CONTENT_TYPE, &type);
  curl().getinfo(handle.get(), CURLINFO_REDIRECT_URL, &elsewhere);
  if (elsewhere != nullptr) return Error{authority + " sends us to `" + elsewhere + "`", "no redirect is followed: give that URL if it is the authority's", {}};
  if (status != 200) return Error{authority + " answers with status " + std::to_string(status), "expected 200: check the URL", {}};
  if (!is_answer_type(type)) return Error{authority + " answers with the content type `" + (type == nullptr ? "" : type) + "`", "expected `application/timestamp-reply`: check the URL", {}};
  return answer;
}

}  // namespace sekisho::cli
