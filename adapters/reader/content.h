// What a reader is given (the decoded bytes of one file) and what a reader is: a row of the table in load.cc.
#pragma once

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/include/adapters/load.h"
#include "adapters/reader/yaml.h"
#include "sekisho/json.h"
#include "sekisho/raw.h"
#include "sekisho/result.h"

namespace sekisho::adapters {

using RawSourcePtr = std::shared_ptr<const RawSource>;

// One input file after decoding. Views into `json` or `yaml` live as long as they do: a reader keeps them beside what it returns.
struct Content {
  SourcePtr source;
  std::string digest;                           // "sha256:…" of the bytes as they came
  std::shared_ptr<const JsonDocument> json;     // null when the text is not JSON
  std::shared_ptr<const YamlStream> yaml;       // null when the text is JSON
  TemplateParameters template_parameters;
};

// What a reader of JSON and YAML returns: its nodes hold views into the tree.
struct ParsedSource : RawSource {
  std::shared_ptr<const JsonDocument> json;
  std::shared_ptr<const YamlStream> yaml;
  std::vector<std::shared_ptr<const JsonDocument>> within;   // trees of texts that stand inside values
};

// Without resources yet.
inline std::shared_ptr<ParsedSource> make_source(const Content& content, std::string adapter) {
  auto source = std::make_shared<ParsedSource>();
  source->adapter = std::move(adapter);
  source->source = content.source;
  source->digest = content.digest;
  source->json = content.json;
  source->yaml = content.yaml;
  return source;
}

// The roots of what the text holds: one of JSON, any number of YAML.
inline std::vector<const JsonNode*> documents_of(const Content& content) {
  return content.json != nullptr ? std::vector<const JsonNode*>{&content.json->root()} : content.yaml->documents();
}

struct Reader {
  std::string_view name;                        // as `--adapter` takes it
  bool takes_yaml;                              // else it is given JSON only
  bool (*recognises)(const Content& content);   // by content only; true also for kin that `read` refuses with better words
  Result<RawSourcePtr> (*read)(const Content& content);
  std::optional<RawSourcePtr> (*read_late)(const SourcePtr& source, const std::shared_future<std::string>& digest, size_t threads);  // without reading values; none: not this way; null: the format has no such way
};

}  // namespace sekisho::adapters
