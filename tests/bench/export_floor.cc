// The floor of the race on exports: a process that reads one file (gzip: unpacks it), parses it with simdjson's DOM, line by line where it is in lines, and does
// nothing else.
#include <simdjson.h>
#include <zlib.h>

#include <cstdio>
#include <string>

namespace {

bool inflated(const std::string& packed, std::string& out) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) return false;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  out.resize(packed.size() * 4);
  int state = Z_OK;
  while (state == Z_OK) {
    if (stream.total_out == out.size()) out.resize(out.size() * 2);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + stream.total_out);
    stream.avail_out = static_cast<uInt>(out.size() - stream.total_out);
    state = inflate(&stream, Z_NO_FLUSH);
  }
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return state == Z_STREAM_END;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: export-floor FILE\n");
    return 3;
  }
  simdjson::padded_string file;
  if (simdjson::padded_string::load(arguments[1]).get(file) != simdjson::SUCCESS) return 3;
  if (file.size() > 2 && file.data()[0] == '\x1F' && file.data()[1] == '\x8B') {
    std::string text;
    if (!inflated(std::string(file.data(), file.size()), text)) return 3;
    file = simdjson::padded_string(text);
  }
  simdjson::dom::parser parser;
  simdjson::dom::document_stream documents;
  size_t found = 0;
  if (parser.parse_many(file, file.size() + 1).get(documents) != simdjson::SUCCESS) return 3;
  for (auto document : documents) {
    if (document.error() != simdjson::SUCCESS) return 3;
    ++found;
  }
  std::printf("%zu\n", found);
}
