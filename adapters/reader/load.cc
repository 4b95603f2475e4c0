// The one door: file to bytes, bytes to text, text to JSON, and the reader that recognises it.
#include "adapters/include/adapters/load.h"

#include <array>

#include "adapters/reader/content.h"
#include "adapters/reader/refusal.h"
#include "adapters/terraform/read.h"
#include "engine/base/sha256.h"
#include "sekisho/file.h"
#include "sekisho/utf8.h"

namespace sekisho::adapters {
namespace {

// In the order in which they are asked.
constexpr std::array<Reader, 1> kReaders = {{
    {"terraform", terraform::recognises, terraform::read, terraform::read_late},
}};

const Reader* find_reader(const std::string& name) {
  for (const Reader& reader : kReaders) {
    if (reader.name == name) return &reader;
  }
  return nullptr;
}

Error no_such_adapter(const std::string& name) {
  std::string known;
  for (const Reader& reader : kReaders) {
    if (!known.empty()) known += ", ";
    known += "`" + std::string(reader.name) + "`";
  }
  return Error{"there is no adapter `" + name + "`", "known adapters: " + known, {}};
}

// Text and digest of a file; its JSON comes later.
Result<Content> decode(const std::string& name, std::string bytes) {
  if (std::optional<Error> refusal = refuse_bytes(name, bytes)) return *refusal;
  Content content;
  content.digest = sha256_digest(bytes);
  Result<std::string> text = decode_text(name, std::move(bytes));
  if (!text) return text.error();
  if (std::optional<Error> refusal = refuse_text(name, *text)) return *refusal;
  content.source = std::make_shared<const Source>(name, std::move(*text));
  return content;
}

}  // namespace

std::vector<std::string> adapter_names() {
  std::vector<std::string> names;
  for (const Reader& reader : kReaders) names.emplace_back(reader.name);
  return names;
}

Result<RawSourcePtr> load_bytes(const std::string& name, std::string bytes, const std::string& adapter, Reading reading) {
  const Reader* chosen = nullptr;
  if (!adapter.empty()) {
    chosen = find_reader(adapter);
    if (chosen == nullptr) return no_such_adapter(adapter);
  }
  Result<Content> content = decode(name, std::move(bytes));
  if (!content) return content.error();
  if (reading == Reading::kLate) {
    for (const Reader& reader : kReaders) {
      if (chosen != nullptr && chosen != &reader) continue;
      if (std::optional<RawSourcePtr> source = reader.read_late(content->source, content->digest)) return *source;
    }
  }
  Result<std::shared_ptr<const JsonDocument>> json = parse_json(content->source);
  if (!json) return json.error();
  content->json = std::move(*json);
  if (chosen != nullptr) return chosen->read(*content);
  for (const Reader& reader : kReaders) {
    if (reader.recognises(*content)) return reader.read(*content);
  }
  return refuse_json(name, content->json->root());
}

Result<RawSourcePtr> load(const std::string& path, const std::string& adapter, Reading reading) {
  Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  return load_bytes(path == "-" ? "<standard input>" : path, std::move(*bytes), adapter, reading);
}

}  // namespace sekisho::adapters
