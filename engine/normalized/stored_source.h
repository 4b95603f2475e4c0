// StoredSource: one source of a snapshot's file, its rows still as lines.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/normalized/values.h"
#include "engine/store/stored_rows.h"
#include "sekisho/finding.h"
#include "sekisho/json.h"

namespace sekisho::normalized {

class StoredSource;

// Where a value stood: views into the file, or into what the parser unescaped of it.
struct Position {
  std::string_view pointer, text;
  uint32_t line = 0, column = 0, offset = 0;
  bool as_written = false;   // both still with JsonWriter's escapes: few places are ever told
};
Position position_of(const JsonNode& line, Complaint& complaint);

// Values that are not there any more, each with its place. They never move.
class StoredNodes {
 public:
  // Some of them, one after the other.
  class Part {
   public:
    // `most`: a number that add() does not exceed.
    explicit Part(size_t most = 0);
    RawNode& add(const Position& position, const RawResource& resource);

   private:
    friend class StoredNodes;
    std::vector<RawNode> nodes_;
    std::vector<Position> positions_;   // of each
  };
  // The part stays where it is from then on.
  Part& add(Part part);
  // Null when it is none of these.
  const Position* position_of(const RawNode& node) const;

 private:
  std::deque<Part> parts_;
  std::map<const RawNode*, const Part*, std::less<>> by_begin_;
};

// What the sources of one file share.
struct Content {
  SourcePtr text;
  SnapshotFile about;
  std::deque<JsonParts> json;                 // of pieces of the file
  std::deque<JsonParts> places_json;          // of their lines of places: what the parser unescaped, the rest is not kept
  StoredNodes nodes;
  std::vector<const RawNode*> places;
  std::vector<const StoredSource*> sources;   // which keep this alive
};

// REQUIRES a line with a member `row`: the kind that it names. A complaint when the line is not one of a row.
std::string_view kind_of_row(const JsonNode& line, Complaint& complaint);

Error damaged(const Content& content, uint32_t offset, const std::string& message);

class StoredSource final : public RawSource, public StoredRows {
 public:
  explicit StoredSource(std::shared_ptr<Content> content);

  const StoredRows* stored_rows() const override { return this; }
  const SnapshotFile& file() const override { return content_->about; }
  const std::string& policy_digest() const override { return policy_digest_; }
  bool unmapped(const RawResource& resource) const override { return unmapped_[resource.number]; }
  std::optional<Error> trouble() const override;
  bool find_stored_place(const RawNode& node, FindingPlace& out) const override;
  const std::set<std::string>& kinds_of(const RawResource& resource) const override;
  std::map<std::string, size_t> rows_by_kind() const override;
  std::vector<Row> read(const std::function<const EntityType*(std::string_view)>& wanted, const std::vector<std::shared_ptr<const RawSource>>& sources, int index, size_t threads) const override;

  // Lines of the file, one after the other.
  void read_mapped(const JsonNode& line, Complaint& complaint);
  const RawResource* add_resource(const JsonNode& line, StoredNodes::Part& to, Complaint& complaint);
  void add_row(std::string_view kind, const RawResource& resource, JsonSpan line);

 private:
  struct StoredRow {
    JsonSpan line;                            // parsed again when its values are asked for
    const RawResource* resource;
    std::string_view kind;                    // one of kind_names_
  };
  Row read_row(const JsonNode& line, const RawResource& resource, const EntityType& kind, int index, ValueReader& values, Complaint& complaint) const;

  std::shared_ptr<Content> content_;
  std::vector<StoredRow> rows_;
  std::set<std::string, std::less<>> kind_names_;
  std::string policy_digest_;
  std::map<std::string, std::set<std::string>> kinds_by_type_;
  std::vector<bool> unmapped_;   // by number of the resource
  mutable std::mutex lock_;
  mutable std::optional<Error> trouble_;
};

}  // namespace sekisho::normalized
