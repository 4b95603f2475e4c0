// Rows as lines. Their places are numbered as they come; where the numbers stand is kept, for who puts several parts together.
#include "engine/normalized/write.h"

namespace sekisho::normalized {
namespace {

void write_row(std::string& out, const Row& row, const ResourceNumbers& numbers, PlaceNumbers& places) {
  write_line(out, [&](JsonWriter& json) {
    ValueWriter values(places);
    json.member("row", row.kind->name);
    json.member("resource", numbers.of(*row.resource));
    json.member("id", row.id);
    values.write_presence(json, row.presence, row.doubt);
    json.key("identities");
    json.begin_array();
    for (const RowIdentity& identity : row.identities()) {
      json.begin_object();
      json.member("space", identity.space);
      json.member("within", identity.scope);
      json.key("is");
      values.write(json, identity.text);
      if (identity.given_at_apply) json.member("given_at_apply", true);
      json.end_object();
    }
    json.end_array();
    json.key("attributes");
    json.begin_object();
    for (size_t i = 0; i < row.kind->attributes.size(); ++i) {
      json.key(row.kind->attributes[i].name);
      values.write(json, row.attribute(i));
    }
    json.end_object();
  });
}

}  // namespace

RowWriter::RowWriter(bool is_first, size_t rows) : places_(is_first ? nullptr : &lines_.text) {
  constexpr size_t kUsualRow = 2000;   // bytes of a line; room that is not needed is never touched
  lines_.text.reserve(rows * kUsualRow);
}

void RowWriter::add(const RawStore& raw, const Row& row) {
  if (!numbers_) numbers_.emplace(raw);
  write_row(lines_.text, row, *numbers_, places_);
  ++lines_.rows;
}

RowLines RowWriter::take() {
  lines_.places = places_.take_numbers();
  lines_.uses = places_.take_uses();
  return std::move(lines_);
}

}  // namespace sekisho::normalized
