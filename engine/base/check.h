// CHECK: our own bugs stop loudly. Bad input never gets here.
#pragma once

namespace sekisho {
[[noreturn]] void check_failed(const char* expression, const char* file, int line);
}

#define CHECK(expression) \
  do { if (!(expression)) ::sekisho::check_failed(#expression, __FILE__, __LINE__); } while (false)
