// The floor of the race: a process that reads one JSON file, parses it with simdjson's DOM, counts `resource_changes`, and does nothing else.
#include <simdjson.h>

#include <cstdio>

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: json-floor PLAN.json\n");
    return 3;
  }
  simdjson::dom::parser parser;
  simdjson::dom::element document;
  simdjson::dom::array changes;
  simdjson::error_code error = parser.load(arguments[1]).get(document);
  if (!error) error = document["resource_changes"].get(changes);
  if (error) {
    std::fprintf(stderr, "%s\n", simdjson::error_message(error));
    return 3;
  }
  std::printf("%zu\n", changes.size());
}
