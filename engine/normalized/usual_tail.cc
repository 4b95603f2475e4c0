// read_usual_tail.
#include "engine/normalized/usual_tail.h"

#include <algorithm>

#include "engine/base/parallel.h"
#include "engine/normalized/place_line.h"
#include "engine/normalized/row_line.h"

namespace sekisho::normalized {
namespace {

constexpr std::string_view kPlace = "{\"place\":", kRow = "{\"row\":";

// Calls visit(span) for each line, which all have ends, until it says no. Whether it never did.
template <typename Visit>
bool each_line(std::string_view text, size_t begin, size_t end, const Visit& visit) {
  while (begin < end) {
    const size_t line_end = text.find('\n', begin);
    if (!visit(JsonSpan{begin, line_end})) return false;
    begin = line_end + 1;
  }
  return true;
}

// False: not sound, or in another order.
bool read_piece(std::string_view text, size_t begin, size_t end, const std::vector<Held>& resources, bool own, UsualTail::Piece& piece) {
  size_t places = 0;
  each_line(text, begin, end, [&](JsonSpan span) {
    const bool is_place = text.substr(span.begin).starts_with(kPlace);
    places += is_place ? 1 : 0;
    return is_place;
  });
  piece.nodes = StoredNodes::Part(places);
  piece.places.reserve(places);
  JsonParts rows_json;
  return each_line(text, begin, end, [&](JsonSpan span) {
    if (text.substr(span.begin).starts_with(kRow)) {
      std::optional<RowLine> row = row_line(text.substr(span.begin, span.end - span.begin), own, rows_json);
      if (!row || row->resource >= resources.size()) return false;
      piece.rows.emplace_back(std::move(row->kind), span);
      piece.resources.push_back(row->resource);
      return true;
    }
    if (!piece.rows.empty() || !text.substr(span.begin).starts_with(kPlace)) return false;
    const std::optional<PlaceLine> place = place_line(text, span, piece.json);
    if (!place || place->resource >= resources.size()) return false;
    if (piece.places.empty()) piece.first = place->number;
    if (place->number != piece.first + piece.places.size()) return false;
    const RawResource& resource = *resources[place->resource].resource;
    piece.places.push_back(place->is_resource ? resource.root : &piece.nodes.add(place->position, resource));
    return true;
  });
}

// Whether places are numbered through all pieces, and rows come behind them.
bool follow_each_other(const std::vector<UsualTail::Piece>& pieces) {
  size_t places = 0;
  bool in_rows = false;
  return std::all_of(pieces.begin(), pieces.end(), [&](const UsualTail::Piece& piece) {
    if (!piece.places.empty() && (in_rows || piece.first != places)) return false;
    places += piece.places.size();
    in_rows = in_rows || !piece.rows.empty();
    return true;
  });
}

}  // namespace

std::optional<UsualTail> read_usual_tail(std::string_view text, size_t begin, size_t end, const std::vector<Held>& resources, bool own) {
  constexpr size_t kBytesForThreads = size_t{1} << 20;
  const size_t threads = pieces_for(end - begin, kBytesForThreads), count = pieces_in_turns(threads);
  std::vector<size_t> begins = {begin};
  for (size_t piece = 1; piece < count; ++piece) {
    const size_t line_end = text.find('\n', begin + piece_begin(end - begin, count, piece) - 1);
    begins.push_back(std::clamp(line_end + 1, begins.back(), end));
  }
  begins.push_back(end);
  UsualTail tail{std::vector<UsualTail::Piece>(count)};
  std::vector<char> sound(count);
  in_turns(count, threads, [&](size_t piece) { sound[piece] = read_piece(text, begins[piece], begins[piece + 1], resources, own, tail.pieces[piece]); });
  if (std::find(sound.begin(), sound.end(), false) != sound.end() || !follow_each_other(tail.pieces)) return std::nullopt;
  return tail;
}

}  // namespace sekisho::normalized
