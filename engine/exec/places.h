// Places of mapped values: which raw values a row's leaf came from.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sekisho/raw.h"
#include "sekisho/value.h"

namespace sekisho {

// Those of `touched` from `from` on: at most four, in file order of reading.
Places places_of(const std::vector<const RawNode*>& touched, size_t from);

// `value` whose leaves without a place get places_of(touched, from).
Value with_default_places(Value value, const std::vector<const RawNode*>& touched, size_t from);

// `value` for a row: every leaf gets an identity of its own; leaves without a place get `fallback`.
Value stamp(Value value, const Places& fallback);

// `value` whose texts and references without a place get the resource of `writer` as the one that wrote them: what a content tells of places.
Value with_writer(Value value, const RawNode& writer);

// `value` with `root` as the one that wrote what somebody wrote in it.
Value written_by(const Value& value, const RawNode& root);

// Visits every leaf (anything but a record; a list itself, then its members) with its path below `path`: "openings[0].from_port". Where `visit` says no, not what is in it.
void list_leaves(const Value& value, const std::string& path, const std::function<bool(const Value&, const std::string&)>& visit);

}  // namespace sekisho
