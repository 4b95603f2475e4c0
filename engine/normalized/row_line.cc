// row_line.
#include "engine/normalized/row_line.h"

#include <utility>

#include "engine/base/check.h"
#include "engine/base/json_steps.h"
#include "engine/normalized/stored_source.h"
#include "engine/normalized/values.h"

namespace sekisho::normalized {
namespace {

std::optional<RowLine> parsed(std::string_view line, JsonParts& json) {
  json.clear();
  const JsonNode* value = json.parse(line, {0, line.size()});
  if (value == nullptr || value->find("row") == nullptr) return std::nullopt;
  Complaint complaint;
  RowLine row{std::string(kind_of_row(*value, complaint)), number_of(*value, "resource", complaint)};
  return complaint.found() ? std::nullopt : std::optional(std::move(row));
}

std::optional<RowLine> by_its_beginning(std::string_view text) {
  JsonSteps line(text);
  std::string_view kind;
  uint64_t resource = 0;
  if (!line.literally("{\"row\":") || !line.string(kind) || line.escaped() || !line.literally(",\"resource\":") || !line.number(resource) || resource >= UINT32_MAX || !line.literally(",\"id\":")) return std::nullopt;
  return RowLine{std::string(kind), static_cast<uint32_t>(resource)};
}

}  // namespace

std::optional<RowLine> row_line(std::string_view line, bool own, JsonParts& json) {
  std::optional<RowLine> beginning = own ? by_its_beginning(line) : std::nullopt;
#ifdef NDEBUG
  if (beginning) return beginning;
#endif
  std::optional<RowLine> row = parsed(line, json);
  CHECK(!beginning || (row && row->kind == beginning->kind && row->resource == beginning->resource));
  return row;
}

}  // namespace sekisho::normalized
