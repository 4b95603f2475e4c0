// Fuzz target: any bytes as an input file. The reader answers with resources or with an error, and what it made can be walked.
#include <cstddef>
#include <cstdint>
#include <string>

#include "adapters/dump.h"
#include "adapters/load.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto source = sekisho::adapters::load_bytes("input", std::string(reinterpret_cast<const char*>(data), size));
  if (source) sekisho::adapters::dump_raw(**source);
  return 0;
}
