// load_external and conformance: a file, the program, its stream.
#include "adapters/include/adapters/process.h"
#include "adapters/external/stream.h"
#include "adapters/include/adapters/external.h"
#include "engine/base/sha256.h"
#include "sekisho/file.h"
#include "sekisho/utf8.h"

namespace sekisho::adapters {
namespace {

using Environment = std::vector<std::pair<std::string, std::string>>;

std::string name_of(const std::string& path) { return path == "-" ? "<standard input>" : path; }

Result<std::string> stream_of(const ExternalAdapter& adapter, std::string_view bytes, const Environment& environment = {}) {
  Result<external::Outcome> outcome = external::run_process(adapter.command, bytes, {adapter.time_limit, adapter.output_limit}, environment);
  if (!outcome) return outcome.error();
  if (outcome->exit_code == 0) return std::move(outcome->output);
  const std::string said = harmless(outcome->errors.substr(0, outcome->errors.find('\n')));
  return Error{"`" + adapter.command.front() + "` ended with exit code " + std::to_string(outcome->exit_code) + (said.empty() ? "" : "; it says: " + said), "", {}};
}

// Places are told in a text; a file that is none has no lines.
SourcePtr source_of(const std::string& name, const std::string& bytes) {
  Result<std::string> text = decode_text(name, bytes);
  return std::make_shared<const Source>(name, text ? std::move(*text) : std::string());
}

Result<RawSourcePtr> read_output(const std::string& name, const std::string& bytes, const ExternalAdapter& adapter, const std::string& stream) {
  Content content{source_of(name, bytes), sha256_digest(bytes), nullptr, nullptr, {}};
  return external::read_stream(content, adapter.name, stream);
}

class Conformance {
 public:
  Conformance(const std::string& name, const std::string& bytes, const ExternalAdapter& adapter) : name_(name), bytes_(bytes), adapter_(adapter) {}

  std::vector<ConformanceCheck> run() {
    const Result<std::string> first = stream_of(adapter_, bytes_);
    add("it reads the file and ends with exit code 0", first ? "" : first.error().message);
    if (!first) return checks_;
    const Result<RawSourcePtr> read = read_output(name_, bytes_, adapter_, *first);
    add("its stream keeps to the protocol", read ? "" : read.error().message);
    if (read) add("it finds at least one resource", (*read)->resources.empty() ? "none: choose a file that holds something" : "");
    same("it writes the same bytes again", *first, {});
    same("it writes the same bytes in another locale and time zone", *first, {{"LC_ALL", "tr_TR.UTF-8"}, {"LANG", "tr_TR.UTF-8"}, {"TZ", "Asia/Tokyo"}});
    whole("on no input it writes a whole stream or fails", "");
    whole("on half of the input it writes a whole stream or fails", bytes_.substr(0, bytes_.size() / 2));
    return checks_;
  }

 private:
  void add(const std::string& what, const std::string& trouble) { checks_.push_back({what, trouble}); }

  void same(const std::string& what, const std::string& expected, const Environment& environment) {
    const Result<std::string> again = stream_of(adapter_, bytes_, environment);
    add(what, !again ? again.error().message : *again == expected ? "" : "the bytes differ: sort what comes out of sets and tables, and use no clock");
  }

  // An exit code other than 0 says that the input is broken; a stream that breaks off after exit code 0 would hide it.
  void whole(const std::string& what, const std::string& bytes) {
    const Result<external::Outcome> outcome = external::run_process(adapter_.command, bytes, {adapter_.time_limit, adapter_.output_limit});
    if (!outcome) return add(what, outcome.error().message);
    if (outcome->exit_code != 0) return add(what, "");
    const Result<RawSourcePtr> read = read_output(name_, bytes, adapter_, outcome->output);
    add(what, read ? "" : read.error().message);
  }

  const std::string& name_;
  const std::string& bytes_;
  const ExternalAdapter& adapter_;
  std::vector<ConformanceCheck> checks_;
};

}  // namespace

Result<RawSourcePtr> load_external(const std::string& path, const ExternalAdapter& adapter) {
  Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  const Result<std::string> stream = stream_of(adapter, *bytes);
  if (!stream) return Error{"`" + name_of(path) + "`: " + stream.error().message, stream.error().help, {}};
  return read_output(name_of(path), *bytes, adapter, *stream);
}

Result<std::vector<ConformanceCheck>> conformance(const std::string& path, const ExternalAdapter& adapter) {
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  const std::string name = name_of(path);
  return Conformance(name, *bytes, adapter).run();
}

}  // namespace sekisho::adapters
