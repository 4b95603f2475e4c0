// The engine's version, as every output names it. CMake's project version says the same; a test compares them.
#pragma once

namespace sekisho {
inline constexpr const char* kVersion = "0.1.0";
}
