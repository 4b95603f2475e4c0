// Every line is parsed and its numbers checked at once; values are read when rows are asked for, by the types of this program's kinds.
#include "engine/normalized/read.h"

#include <algorithm>
#include <deque>
#include <future>
#include <optional>

#include "engine/base/check.h"
#include "engine/base/parallel.h"
#include "engine/base/sha256.h"
#include "engine/normalized/place_line.h"
#include "engine/normalized/row_line.h"
#include "engine/normalized/stored_source.h"
#include "engine/normalized/usual_tail.h"
#include "engine/normalized/write.h"
#include "engine/value/literal.h"

namespace sekisho::normalized {
namespace {

constexpr std::string_view kBeginning = "{\"sekisho\":\"snapshot\"";

// A line of the file. No value: no JSON, or a place or a row.
struct Line {
  JsonSpan span;
  bool ended = false;
  const JsonNode* value = nullptr;
  const PlaceLine* place = nullptr;
  const RowLine* row = nullptr;
  bool is(std::string_view first_member) const { return value != nullptr && !value->members.empty() && value->members.front().key == first_member; }
};

class FileReader {
 public:
  FileReader(SourcePtr text, const SnapshotDigests& known) : content_(std::make_shared<Content>()), known_(known) { content_->text = std::move(text); }

  Result<std::vector<std::shared_ptr<const RawSource>>> run() {
    const std::string_view text = content_->text->view();
    last_line_ = text.size() < 2 ? 0 : text.rfind('\n', text.size() - 2) + 1;   // none: 0
    constexpr size_t kFewBytes = size_t{1} << 20;
    if (known_.all.empty()) digests_ = std::async(text.size() < kFewBytes ? std::launch::deferred : std::launch::async, [text, last = last_line_] { return sha256_digests(text, last); }).share();
    const size_t tail = std::min(text.find("\n{\"place\":"), text.size() - 1) + 1;   // empty: 0
    if (std::optional<Error> error = read_lines(0, tail)) return *error;
    if (!take_usual_tail(tail)) {
      if (std::optional<Error> error = read_lines(tail, text.size())) return *error;
    }
    if (complaint_.found()) return damaged(*content_, complaint_.found()->first, complaint_.found()->second);
    if (!ended_) return damaged(*content_, static_cast<uint32_t>(text.size()), "its last line, which counts the others, is missing");
    std::vector<std::shared_ptr<const RawSource>> result(sources_.begin(), sources_.end());
    return result;
  }

 private:
  // The lines text[begin, end), one after the other.
  std::optional<Error> read_lines(size_t begin, size_t end) {
    const std::string_view text = content_->text->view();
    parse_lines(begin, end);
    for (Line& line : lines_) {
      const auto at = static_cast<uint32_t>(line.span.begin);
      if (!line.ended) return damaged(*content_, at, "it breaks off within a line");
      if (line.place != nullptr && !ended_ && add_place(*line.place)) continue;
      if (line.row != nullptr && !ended_ && add_row(*line.row, line.span)) continue;
      if (line.place != nullptr || line.row != nullptr) line.value = content_->json.front().parse(text, line.span);   // to say what is wrong with it
      if (line.value == nullptr || line.value->kind != JsonNode::Kind::kObject) return damaged(*content_, at, "a line is no JSON object");
      if (ended_) return damaged(*content_, at, "text after its last line");
      if (at == 0) {
        if (std::optional<Error> refusal = read_header(*line.value)) return *refusal;
      } else {
        read_line(*line.value, line.span);
      }
      if (complaint_.found()) return damaged(*content_, complaint_.found()->first, complaint_.found()->second);
    }
    lines_.clear();
    for (JsonParts& json : content_->json) json.forget_nodes();   // what was read of them is texts
    return std::nullopt;
  }

  // All lines at once, in several threads where there are many.
  void parse_lines(size_t begin, size_t end) {
    const std::string_view text = content_->text->view().substr(0, end);
    for (size_t at = begin; at < end;) {
      const size_t line_end = text.find('\n', at);
      lines_.push_back({{at, std::min(line_end, end)}, line_end != std::string_view::npos});
      at = lines_.back().span.end + 1;
    }
    constexpr size_t kBytesForThreads = size_t{1} << 20;
    const size_t size = end - begin, threads = pieces_for(size, kBytesForThreads), pieces = pieces_in_turns(threads);
    const size_t json = content_->json.size(), places_json = content_->places_json.size();
    content_->json.resize(json + pieces);
    content_->places_json.resize(places_json + pieces);
    places_ = std::vector<std::deque<PlaceLine>>(pieces);
    row_lines_ = std::vector<std::deque<RowLine>>(pieces);
    const auto first_from = [&](size_t byte) { return static_cast<size_t>(std::partition_point(lines_.begin(), lines_.end(), [&](const Line& line) { return line.span.begin < byte; }) - lines_.begin()); };
    in_turns(pieces, threads, [&](size_t piece) {   // of as many bytes: lines of rows are longer than those of places
      JsonParts rows_json;
      for (size_t i = first_from(begin + piece_begin(size, pieces, piece)); i < first_from(begin + piece_begin(size, pieces, piece + 1)); ++i) {
        if (lines_[i].ended) parse_line(lines_[i], i > 0 || begin > 0, piece, content_->json[json + piece], content_->places_json[places_json + piece], rows_json);
      }
    });
    size_t nodes = 0;
    for (const Line& line : lines_) nodes += line.row != nullptr || line.is("row") ? 0 : line.place != nullptr ? 1 : 2;   // of a resource: its root, and what decides it
    nodes_ = &content_->nodes.add(StoredNodes::Part(nodes));
  }

  // The lines from there on, by all threads. False: line by line it has to be, and nothing was taken.
  bool take_usual_tail(size_t begin) {
    const std::string_view text = content_->text->view();
    if (ended_ || !content_->places.empty() || begin >= last_line_ || !text.ends_with('\n')) return false;
    const JsonSpan last{last_line_, text.size() - 1};
    const JsonNode* end = content_->json.front().parse(text, last);
    if (end == nullptr || end->kind != JsonNode::Kind::kObject || end->members.empty() || end->members.front().key != "end") return false;
    std::optional<UsualTail> tail = read_usual_tail(text, begin, last_line_, resources_, !known_.all.empty());
    if (!tail) return false;
    for (UsualTail::Piece& piece : tail->pieces) {
      content_->nodes.add(std::move(piece.nodes));
      content_->places_json.push_back(std::move(piece.json));
      content_->places.insert(content_->places.end(), piece.places.begin(), piece.places.end());
      for (size_t i = 0; i < piece.rows.size(); ++i) {
        const Held& held = resources_[piece.resources[i]];
        held.owner->add_row(piece.rows[i].first, *held.resource, piece.rows[i].second);
      }
      rows_ += piece.rows.size();
    }
    read_line(*end, last);
    return true;
  }

  void parse_line(Line& line, bool may_be_short, size_t piece, JsonParts& json, JsonParts& places_json, JsonParts& rows_json) {
    const std::string_view text = content_->text->view();
    if (may_be_short && text.substr(line.span.begin).starts_with("{\"place\":")) {
      if (const std::optional<PlaceLine> place = place_line(text, line.span, places_json)) {
        line.place = &places_[piece].emplace_back(*place);
        return;
      }
    }
    if (may_be_short && text.substr(line.span.begin).starts_with("{\"row\":")) {
      std::optional<RowLine> row = row_line(text.substr(line.span.begin, line.span.end - line.span.begin), !known_.all.empty(), rows_json);
      if (row) {
        line.row = &row_lines_[piece].emplace_back(std::move(*row));
        return;
      }
    }
    line.value = json.parse(text, line.span);
  }

  // False: its resource is not there.
  bool add_row(const RowLine& row, JsonSpan span) {
    if (row.resource >= resources_.size()) return false;
    const Held& held = resources_[row.resource];
    held.owner->add_row(row.kind, *held.resource, span);
    ++rows_;
    return true;
  }

  // False: it is not the one that was to come.
  bool add_place(const PlaceLine& place) {
    if (place.number != content_->places.size() || place.resource >= resources_.size()) return false;
    const Held& held = resources_[place.resource];
    content_->places.push_back(place.is_resource ? held.resource->root : &nodes_->add(place.position, *held.resource));
    return true;
  }

  std::optional<Error> read_header(const JsonNode& line) {
    const uint32_t version = number_of(line, "version", complaint_);
    if (!complaint_.found() && version != kFormatVersion) {
      return Error{"`" + content_->text->name() + "` is a snapshot of version " + std::to_string(version) + ", and this sekisho reads version " + std::to_string(kFormatVersion),
                   "read it with the sekisho that wrote it, or write it again", {}};
    }
    content_->about.path = content_->text->name();
    content_->about.digest = known_.all.empty() ? digests_.get().second : known_.all;
    content_->about.declared_complete = texts_of(line, "declared_complete", complaint_);
    if (const JsonNode* parameters = line.find("parameters")) {
      for (const JsonMember& member : parameters->members) content_->about.parameters.emplace_back(member.key, text_of(*parameters, member.key, complaint_));
    }
    return std::nullopt;
  }

  void read_line(const JsonNode& line, JsonSpan span) {
    if (line.find("row") != nullptr) {
      const Held* held = resource_of(line);
      if (held == nullptr) return;
      held->owner->add_row(kind_of_row(line, complaint_), *held->resource, span);
      ++rows_;
    } else if (line.find("place") != nullptr) {
      expect_number(line, "place", content_->places.size());
      const Held* held = resource_of(line);
      if (held == nullptr) return;
      content_->places.push_back(line.find("pointer") == nullptr ? held->resource->root : &nodes_->add(position_of(line, complaint_), *held->resource));
    } else if (line.find("resource") != nullptr) {
      expect_number(line, "resource", resources_.size());
      const uint32_t source = number_of(line, "source", complaint_);
      if (source >= sources_.size()) {
        complaint_.at(line, "no source has this number");
        return;
      }
      resources_.push_back({sources_[source].get(), sources_[source]->add_resource(line, *nodes_, complaint_)});
    } else if (line.find("source") != nullptr) {
      expect_number(line, "source", sources_.size());
      read_source(line);
    } else if (line.find("end") != nullptr) {
      read_end(line, content_->text->view().substr(0, span.begin));
    } else {
      complaint_.at(line, "a line of no known sort");
    }
  }

  void read_source(const JsonNode& line) {
    auto source = std::make_shared<StoredSource>(content_);
    source->adapter = text_of(line, "adapter", complaint_);
    source->format = text_of(line, "format", complaint_);
    source->source = std::make_shared<const Source>(text_of(line, "path", complaint_), "");
    source->digest = text_of(line, "digest", complaint_);
    source->complete = texts_of(line, "complete", complaint_);
    source->notes = texts_of(line, "notes", complaint_);
    source->read_mapped(line, complaint_);
    if (const std::optional<std::string> captured = optional_text(line, "captured_at", complaint_)) {
      source->captured_at = parse_timestamp(*captured);
      if (!source->captured_at) complaint_.at(line, "`captured_at` is no time");
    }
    content_->sources.push_back(source.get());
    sources_.push_back(std::move(source));
  }

  void read_end(const JsonNode& line, std::string_view before) {
    ended_ = true;
    expect_number(line, "sources", sources_.size());
    expect_number(line, "resources", resources_.size());
    expect_number(line, "places", content_->places.size());
    expect_number(line, "rows", rows_);
    const bool is_last = before.size() == last_line_;
    const std::string digest = !is_last ? sha256_digest(before) : known_.all.empty() ? digests_.get().first : known_.before_end;
    if (text_of(line, "digest", complaint_) != digest) complaint_.at(line, "it was changed since it was written: its digest is another");
  }

  void expect_number(const JsonNode& line, std::string_view key, size_t expected) {
    const uint32_t number = number_of(line, key, complaint_);
    if (number != expected) complaint_.at(line, "`" + std::string(key) + "` is " + std::to_string(number) + " where " + std::to_string(expected) + " was to come");
  }

  const Held* resource_of(const JsonNode& line) {
    const uint32_t number = number_of(line, "resource", complaint_);
    if (number < resources_.size()) return &resources_[number];
    complaint_.at(line, "no resource has this number");
    return nullptr;
  }

  std::shared_ptr<Content> content_;
  const SnapshotDigests& known_;
  size_t last_line_ = 0;                        // where it begins
  std::vector<Line> lines_;                     // of those that are read one after the other
  StoredNodes::Part* nodes_ = nullptr;          // of these
  std::vector<std::deque<PlaceLine>> places_;   // by piece
  std::vector<std::deque<RowLine>> row_lines_;
  std::shared_future<std::pair<std::string, std::string>> digests_;   // of all before the last line, and of all
  Complaint complaint_;
  std::vector<std::shared_ptr<StoredSource>> sources_;
  std::vector<Held> resources_;   // by number
  size_t rows_ = 0;
  bool ended_ = false;
};

}  // namespace

bool is_snapshot(std::string_view bytes) { return bytes.starts_with(kBeginning); }

Result<std::vector<std::shared_ptr<const RawSource>>> read(SourcePtr text, const SnapshotDigests& known) { return FileReader(std::move(text), known).run(); }

}  // namespace sekisho::normalized
