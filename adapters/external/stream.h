// What an external adapter writes: a header, resources, a trailer, one JSON object a line (README.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/reader/content.h"
#include "sekisho/raw.h"
#include "sekisho/result.h"

namespace sekisho::adapters::external {

// Raw resources of a whole stream, for the file whose text and digest are in `content`. `adapter` is its name in sekisho.yaml. Errors name the line of the
// stream: no header, no or a wrong trailer, no JSON, a key that the protocol does not have, a value of the wrong shape, an address that came before.
Result<RawSourcePtr> read_stream(const Content& content, const std::string& adapter, const std::string& stream);

}  // namespace sekisho::adapters::external
