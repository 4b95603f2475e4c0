// yaml-bench FILE [ROUNDS]: libyaml's bare events and our whole reading of a YAML file in turns, and their ratio.
#include <yaml.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "adapters/load.h"
#include "sekisho/file.h"

namespace {

double seconds(const std::chrono::steady_clock::time_point begin) { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(); }

// False when the text is no YAML.
bool events(const std::string& text) {
  yaml_parser_t parser;
  if (yaml_parser_initialize(&parser) == 0) return false;
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  bool good = true;
  for (bool more = true; more && good;) {
    yaml_event_t event;
    good = yaml_parser_parse(&parser, &event) != 0;
    if (!good) break;
    more = event.type != YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return good;
}

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2 || count > 3) {
    std::fprintf(stderr, "usage: yaml-bench FILE [ROUNDS]\n");
    return 3;
  }
  const sekisho::Result<std::string> text = sekisho::read_file(arguments[1]);
  if (!text) {
    std::fprintf(stderr, "%s\n", text.error().message.c_str());
    return 3;
  }
  const int rounds = count == 3 ? std::max(1, std::atoi(arguments[2])) : 5;
  std::vector<double> bare, whole;
  for (int i = 0; i < rounds; ++i) {
    auto begin = std::chrono::steady_clock::now();
    if (!events(*text)) {
      std::fprintf(stderr, "%s is no YAML\n", arguments[1]);
      return 3;
    }
    bare.push_back(seconds(begin));
    std::string copy = *text;
    begin = std::chrono::steady_clock::now();
    const auto source = sekisho::adapters::load_bytes(arguments[1], std::move(copy));
    whole.push_back(seconds(begin));
    if (!source) {
      std::fprintf(stderr, "%s\n", source.error().message.c_str());
      return 3;
    }
  }
  const double megabytes = static_cast<double>(text->size()) / 1e6;
  std::printf("%.1f MB: libyaml's events %.3f s (%.0f MB/s), read %.3f s (%.0f MB/s), speed %.2f of the events'\n", megabytes, median(bare), megabytes / median(bare), median(whole), megabytes / median(whole), median(bare) / median(whole));
}
