// Rows as lines. Their places are numbered as they come; where the numbers stand is kept, for who puts several parts together.
#include "engine/normalized/lines.h"
#include "engine/normalized/values.h"
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

RowLines write_rows(const RawStore& raw, const Snapshot& snapshot) {
  RowLines lines;
  const ResourceNumbers numbers(raw);
  PlaceNumbers places(&lines.text);
  for (const Row& row : snapshot.rows) {
    if (row.resource == nullptr) continue;   // stands for rows that nobody sees
    write_row(lines.text, row, numbers, places);
    ++lines.rows;
  }
  lines.places = places.nodes();
  lines.uses = places.take_uses();
  return lines;
}

}  // namespace sekisho::normalized
