// A shared library that a run loads only when it needs it, and what is taken from it.
#pragma once

namespace sekisho {

// Loaded for the rest of the process: functions that were taken stay where they are.
class LoadedLibrary {
 public:
  // `file`: the name that the loader looks up ("libcurl.so.4").
  explicit LoadedLibrary(const char* file);

  // Whether the library is there and has everything that was taken so far.
  bool complete() const { return complete_; }

  // The library's function `name` by the type of `function`; null, and the library is not complete, when it has none.
  template <typename Function>
  void take(Function*& function, const char* name) { function = reinterpret_cast<Function*>(find(name)); }

 private:
  void* find(const char* name);

  void* handle_;
  bool complete_;
};

}  // namespace sekisho
