// The name of the library has not changed since its first release.
#include "cli/p11_kit.h"

#include "sekisho/loaded_library.h"

namespace sekisho::cli {
namespace {

constexpr char kLibrary[] = "libp11-kit.so.0";

P11Kit load() {
  P11Kit kit;
  LoadedLibrary library(kLibrary);
#define SEKISHO_P11(name) library.take(kit.name, "p11_kit_" #name);
  SEKISHO_P11_FUNCTIONS
#undef SEKISHO_P11
  kit.loaded = library.complete();
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
