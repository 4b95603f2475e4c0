// The name of the library has not changed since its first release.
#include "cli/p11_kit.h"

#include <dlfcn.h>

namespace sekisho::cli {
namespace {

constexpr char kLibrary[] = "libp11-kit.so.0";

P11Kit load() {
  P11Kit kit;
  void* handle = dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) return kit;
  kit.loaded = true;
#define SEKISHO_P11(name)                                                                   \
  kit.name = reinterpret_cast<decltype(kit.name)>(dlsym(handle, "p11_kit_" #name));         \
  kit.loaded = kit.loaded && kit.name != nullptr;
  SEKISHO_P11_FUNCTIONS
#undef SEKISHO_P11
  return kit;
}

const P11Kit& kit_once() {
  static const P11Kit kit = load();
  return kit;
}

}  // namespace

Result<const P11Kit*> load_p11_kit() {
  if (!kit_once().loaded) return Error{std::string("a key in a token needs ") + kLibrary + ", which is not there", "install it: `apt-get install libp11-kit0`", {}};
  return &kit_once();
}

std::string reason_of(CK_RV code) {
  const char* text = kit_once().strerror(code);
  return text == nullptr ? "error " + std::to_string(code) : text;
}

}  // namespace sekisho::cli
