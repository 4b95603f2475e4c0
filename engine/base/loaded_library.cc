// The loader's calls.
#include "sekisho/loaded_library.h"

#include <dlfcn.h>

namespace sekisho {

LoadedLibrary::LoadedLibrary(const char* file) : handle_(dlopen(file, RTLD_NOW | RTLD_LOCAL)), complete_(handle_ != nullptr) {}

void* LoadedLibrary::find(const char* name) {
  void* found = handle_ == nullptr ? nullptr : dlsym(handle_, name);
  complete_ = complete_ && found != nullptr;
  return found;
}

}  // namespace sekisho
