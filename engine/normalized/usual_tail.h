// UsualTail: the lines of places and rows where they stand in the order in which they are written, as they nearly always do: each thread makes what its lines say.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/normalized/stored_source.h"

namespace sekisho::normalized {

// A resource that was read, and whose it is.
struct Held {
  StoredSource* owner;
  const RawResource* resource;
};

struct UsualTail {
  // Of a piece of the text.
  struct Piece {
    StoredNodes::Part nodes;                  // of places that are not where their resources stand
    std::vector<const RawNode*> places;       // by number, from `first` on
    size_t first = 0;
    std::vector<std::pair<std::string, JsonSpan>> rows;   // kind, line
    std::vector<uint32_t> resources;          // of the rows
    JsonParts json;                           // what was unescaped
  };
  std::vector<Piece> pieces;                  // in the order of the text
};

// The lines text[begin, end). Nullopt: something is not sound, or stands in another order; nothing came of it then, and who reads line by line says what it is.
// `own`: written by this process.
std::optional<UsualTail> read_usual_tail(std::string_view text, size_t begin, size_t end, const std::vector<Held>& resources, bool own);

}  // namespace sekisho::normalized
