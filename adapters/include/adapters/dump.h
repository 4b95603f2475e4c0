// The raw form as text: `--dump=raw`, and goldens.
#pragma once

#include <string>

#include "sekisho/raw.h"

namespace sekisho::adapters {

// One line a resource, then one line a value: pointer, value, marks. Sensitive values are not printed.
std::string dump_raw(const RawSource& source);

}  // namespace sekisho::adapters
