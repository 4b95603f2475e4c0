// The one door: file to bytes, bytes to text, text to JSON, and the reader that recognises it.
#include "adapters/include/adapters/load.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <future>
#include <thread>
#include <utility>

#include "adapters/aws_config/read.h"
#include "adapters/azure/read.h"
#include "adapters/cloudformation/read.h"
#include "adapters/google/read.h"
#include "adapters/kubernetes/read.h"
#include "adapters/reader/content.h"
#include "adapters/reader/gzip.h"
#include "adapters/reader/page_drops.h"
#include "adapters/reader/refusal.h"
#include "adapters/terraform/read.h"
#include "engine/base/sha256.h"
#include "sekisho/file.h"
#include "sekisho/mapped_file.h"
#include "sekisho/nameless_file.h"
#include "sekisho/utf8.h"

namespace sekisho::adapters {
namespace {

// In the order in which they are asked.
constexpr std::array<Reader, 6> kReaders = {{
    {"terraform", false, terraform::recognises, terraform::read, terraform::read_late},
    {"aws_config", false, aws_config::recognises, aws_config::read, aws_config::read_late},
    {"cloudformation", true, cloudformation::recognises, cloudformation::read, nullptr},
    {"azure", false, azure::recognises, azure::read, nullptr},
    {"google", false, google::recognises, google::read, google::read_late},
    {"kubernetes", true, kubernetes::recognises, kubernetes::read, kubernetes::read_late},
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

constexpr size_t kLarge = size_t{1} << 20;   // a file whose digest is worth a thread

// Files that are mapped instead of read: exports and plans.
constexpr size_t kMappedExport = size_t{16} << 20, kMappedPlan = size_t{1} << 20;
constexpr std::array<std::string_view, 3> kOfExports = {"\"configurationItems\"", "\"asset_type\"", "\"assetType\""};
constexpr std::array<std::string_view, 2> kOfPlans = {"\"format_version\"", "\"terraform_version\""};

// The text of a file. Its digest is of the bytes as they came; of a large file it may be worked out beside what is done next, and where its lines begin.
struct Decoded {
  SourcePtr source;
  std::shared_future<std::string> digest;
};

bool has_thread_beside(std::string_view text, int threads) { return threads != 1 && text.size() >= kLarge && std::thread::hardware_concurrency() > 1; }

// What is told before a digest, where it is worked out beside: see is_utf8_in_pieces() for exports.
struct Utf8Check {
  std::promise<bool> is_utf8;
  bool in_pieces;
};

bool is_utf8_in_pieces(const Source& source);

std::shared_future<std::string> digest_of(const SourcePtr& source, int threads, const std::shared_ptr<Utf8Check>& check = nullptr, const std::optional<std::string>& known = std::nullopt) {
  const bool beside = has_thread_beside(source->view(), threads);
  return std::async(beside ? std::launch::async : std::launch::deferred, [source, beside, check, known] {
    if (check != nullptr) check->is_utf8.set_value(check->in_pieces ? is_utf8_in_pieces(*source) : !first_bad_utf8(source->view()));
    if (beside) (void)source->line_column(source->view().size());   // found once, and kept: places of findings ask for it
    return known ? *known : sha256_digest(source->view(), drop_mapped_pages);
  }).share();
}

std::optional<RawSourcePtr> read_late(const SourcePtr& text, const std::shared_future<std::string>& digest, int threads, const Reader* chosen) {
  const size_t used = threads > 0 ? static_cast<size_t>(threads) : std::max(1u, std::thread::hardware_concurrency());
  for (const Reader& reader : kReaders) {
    if (reader.read_late == nullptr || (chosen != nullptr && chosen != &reader)) continue;
    if (std::optional<RawSourcePtr> source = reader.read_late(text, digest, used)) return source;
  }
  return std::nullopt;
}

Result<Decoded> decode(const std::string& name, std::string bytes, int threads) {
  std::promise<std::string> digest;
  const bool packed = is_gzip(bytes);
  if (packed) {
    digest.set_value(sha256_digest(bytes));
    Result<std::string> content = gunzip(name, bytes);
    if (!content) return content.error();
    bytes = std::move(*content);
    if (is_gzip(bytes)) return Error{"`" + name + "` is compressed twice", "unpack it once: `gunzip`", {}};
  }
  if (std::optional<Error> refusal = refuse_bytes(name, bytes)) return *refusal;
  const bool plain = !packed && keeps_bytes(bytes);
  if (!plain && !packed) digest.set_value(sha256_digest(bytes));
  Result<std::string> text = decode_text(name, std::move(bytes));
  if (!text) return text.error();
  if (std::optional<Error> refusal = refuse_text(name, *text)) return *refusal;
  Decoded decoded{std::make_shared<const Source>(name, std::move(*text)), digest.get_future().share()};
  if (plain) decoded.digest = digest_of(decoded.source, threads);
  return decoded;
}

// A text that lies in a mapped file, which lives as long.
struct MappedText {
  std::shared_ptr<const MappedFile> file;
  std::shared_ptr<const Source> source;
};

SourcePtr mapped_text(const std::string& name, const std::shared_ptr<const MappedFile>& file) {
  const auto kept = std::make_shared<const MappedText>(MappedText{file, Source::embedded(name, file->view())});
  return {kept, kept->source.get()};
}

// Whether one of the words stands at its beginning. What is taken for an export or a plan by mistake is read as any other file.
template <size_t Count>
bool begins_with_one_of(const std::array<std::string_view, Count>& words, std::string_view bytes) {
  constexpr size_t kBeginning = 4096;
  const std::string_view beginning = bytes.substr(0, kBeginning);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return beginning.find(word) != std::string_view::npos; });
}

// Goes through an export once, and drops its pages on the way: whether it is UTF-8, and where its lines begin, which would bring all pages beside what the
// run holds when a finding asks for it.
bool is_utf8_in_pieces(const Source& source) {
  const std::string_view text = source.view();
  size_t checked = 0;
  bool good = true;
  PageDrops drops;
  source.find_lines([&](size_t bytes) {
    // A code point that may go on behind them is looked at with what follows.
    size_t end = bytes;
    for (size_t back = 0; end < text.size() && back < 3 && end > checked && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80; ++back) --end;
    good = good && !first_bad_utf8(text.substr(checked, end - checked));
    checked = end;
    drops.passed(bytes);
  });
  return good;
}

// What is inside a compressed export, on a disk: it would be most of what a run holds. Null: it is no large export, or unusual, or there is no room; whoever
// reads it whole tells what is wrong with it.
std::shared_ptr<const MappedFile> unpacked_export(const std::string& path, std::shared_ptr<const MappedFile> packed) {
  const std::string_view bytes = packed->view();
  std::unique_ptr<NamelessFile> unpacked;
  const bool whole = gunzip_pieces(bytes, [&](std::string_view piece) {
    if (unpacked == nullptr) {
      if (!begins_with_one_of(kOfExports, piece) || is_gzip(piece)) return false;
      unpacked = NamelessFile::make(std::max(unpacked_size(bytes), kMappedExport));
    }
    drop_mapped_pages();
    return unpacked != nullptr && unpacked->append(piece);
  });
  if (!whole || unpacked == nullptr || changed_mapping(path, bytes)) return nullptr;
  return NamelessFile::mapped(std::move(unpacked));
}

bool is_json(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n");
  return start != std::string_view::npos && (text[start] == '{' || text[start] == '[');
}

// CloudFormation's short forms are tags that other formats do not have.
LocalTags tags_of(std::string_view text) {
  const bool is_template = text.find("AWSTemplateFormatVersion") != std::string_view::npos || text.starts_with("Resources:") || text.find("\nResources:") != std::string_view::npos;
  return is_template ? LocalTags::kIntrinsic : LocalTags::kRefused;
}

// YAML may begin as JSON does: a mapping in braces, whose keys need no quotes, documents of JSON parted by `---`.
bool may_be_yaml(const Source& source) {
  const std::string_view name = source.name(), text = source.view();
  if (name.ends_with(".yaml") || name.ends_with(".yml") || text.find("\n---") != std::string_view::npos) return true;
  const size_t brace = text.find_first_not_of(" \t\r\n");
  const size_t key = brace == std::string_view::npos || text[brace] != '{' ? std::string_view::npos : text.find_first_not_of(" \t\r\n", brace + 1);
  return !name.ends_with(".json") && key != std::string_view::npos && std::isalpha(static_cast<unsigned char>(text[key])) != 0;
}

// The tree of a text: JSON, lines of JSON, else YAML.
Result<Content> parse(const Decoded& decoded, const TemplateParameters& template_parameters) {
  Content content{decoded.source, {}, nullptr, nullptr, template_parameters};
  const bool in_lines = looks_like_json_lines(decoded.source->view());
  Result<std::shared_ptr<const JsonDocument>> json = in_lines ? parse_json_lines(decoded.source) : parse_json(decoded.source, {}, true);
  if (json) {
    content.json = std::move(*json);
  } else {
    const std::string_view text = decoded.source->view();
    const bool as_json = is_json(text);
    Error error = json.error();
    if (error.help.empty()) error.help = "give the file as it was written: is it whole, and was it edited?";
    if (as_json && !may_be_yaml(*decoded.source)) return error;
    Result<std::shared_ptr<const YamlStream>> yaml = parse_yaml(decoded.source, tags_of(text));
    if (!yaml) return as_json ? error : yaml.error();
    content.yaml = std::move(*yaml);
  }
  content.digest = decoded.digest.get();
  return content;
}

}  // namespace

std::vector<std::string> adapter_names() {
  std::vector<std::string> names;
  for (const Reader& reader : kReaders) names.emplace_back(reader.name);
  return names;
}

std::optional<RawSourcePtr> load_mapped(const std::string& path, const std::string& adapter, int threads) {
  const Reader* chosen = find_reader(adapter);
  if (path == "-" || (chosen == nullptr && !adapter.empty())) return std::nullopt;
  std::shared_ptr<const MappedFile> file = MappedFile::open(path, kMappedPlan, kMaxInputBytes);
  if (file == nullptr) return std::nullopt;
  std::optional<std::string> digest;   // of a compressed file, which is not what is looked at
  if (is_gzip(file->view())) {
    digest = sha256_digest(file->view(), drop_mapped_pages);
    file = unpacked_export(path, std::exchange(file, nullptr));
    if (file == nullptr) return std::nullopt;
  }
  const std::string_view bytes = file->view();
  const bool is_export = bytes.size() >= kMappedExport && begins_with_one_of(kOfExports, bytes);
  if (!is_export && !begins_with_one_of(kOfPlans, bytes)) return std::nullopt;
  if (!keeps_bytes(bytes) || refuse_bytes(path, bytes) || refuse_text(path, bytes)) return std::nullopt;
  const SourcePtr source = mapped_text(path, file);
  // It is skimmed while another thread looks whether it is UTF-8 throughout.
  const auto check = has_thread_beside(bytes, threads) ? std::make_shared<Utf8Check>(Utf8Check{{}, is_export}) : nullptr;
  if (check == nullptr && !(is_export ? is_utf8_in_pieces(*source) : !first_bad_utf8(bytes))) return std::nullopt;
  std::optional<RawSourcePtr> read = read_late(source, digest_of(source, threads, check, digest), threads, chosen);
  if (check != nullptr && !check->is_utf8.get_future().get()) read.reset();
  drop_mapped_pages();
  return read;
}

Result<RawSourcePtr> load_bytes(const std::string& name, std::string bytes, const std::string& adapter, Reading reading, int threads, const TemplateParameters& template_parameters) {
  const Reader* chosen = nullptr;
  if (!adapter.empty()) {
    chosen = find_reader(adapter);
    if (chosen == nullptr) return no_such_adapter(adapter);
  }
  Result<Decoded> decoded = decode(name, std::move(bytes), threads);
  if (!decoded) return decoded.error();
  if (reading == Reading::kLate) {
    if (std::optional<RawSourcePtr> source = read_late(decoded->source, decoded->digest, threads, chosen)) return *source;
  }
  Result<Content> content = parse(*decoded, template_parameters);
  if (!content) return content.error();
  for (const Reader& reader : kReaders) {
    const bool readable = content->json != nullptr || reader.takes_yaml;
    const bool wanted = chosen != nullptr ? chosen == &reader : readable && reader.recognises(*content);
    if (!wanted) continue;
    if (!readable) return Error{"`" + name + "` is YAML, expected JSON", "the adapter `" + std::string(reader.name) + "` reads JSON only", {}};
    return reader.read(*content);
  }
  return content->json != nullptr ? refuse_json(name, content->json->root()) : refuse_yaml(name);
}

Result<RawSourcePtr> load(const std::string& path, const std::string& adapter, Reading reading, int threads, const TemplateParameters& template_parameters) {
  if (reading == Reading::kLate) {
    if (std::optional<RawSourcePtr> source = load_mapped(path, adapter, threads)) return *source;
  }
  Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  return load_bytes(path == "-" ? "<standard input>" : path, std::move(*bytes), adapter, reading, threads, template_parameters);
}

}  // namespace sekisho::adapters
