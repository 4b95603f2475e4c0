// Mappings of tables: ours, and the user's file.
#include <algorithm>

#include "engine/assess/statement/fields.h"
#include "engine/assess/statement/form.h"
#include "sekisho/statement_table.h"

namespace sekisho {
namespace {

using form::Key;

// Entries whose names are the user's own: `take` gets name and value.
void entries(form::Form& form, const std::string& what, const JsonNode& node, const std::function<void(const std::string& name, const JsonNode& value)>& take) {
  if (node.kind != JsonNode::Kind::kObject) {
    form.table(what, node, {});   // says what it is instead
    return;
  }
  for (const JsonMember& member : node.members) take(std::string(member.key), *member.value);
}

// A key for each field of a table.
std::vector<Key> field_keys(const std::function<void(const std::string& field, const JsonNode& value)>& take) {
  std::vector<Key> keys;
  for (const TableField& field : table_fields()) keys.push_back({field.name, [take, name = std::string(field.name)](const JsonNode& node, uint32_t) { take(name, node); }, false});
  return keys;
}

}  // namespace

TableMapping default_mapping() {
  TableMapping made;
  made.guarded = true;
  for (const TableField& field : table_fields()) made.columns[field.name] = {field.heading};
  for (const auto& [word, name] : frequency_names()) made.values["frequency"][name] = word;
  for (const auto& [word, name] : evidence_kind_names()) made.values["evidence_kind"][name] = word;
  made.values["adopted"] = {{kAdopted, "true"}, {kNotAdopted, "false"}, {"TRUE", "true"}, {"FALSE", "false"}};
  return made;
}

TableMapping read_mapping(const SourcePtr& source, const JsonNode& root, Diagnostics& diagnostics) {
  TableMapping made = default_mapping();
  made.columns.clear();
  made.guarded = false;
  form::Form form(source, diagnostics);
  const auto text = [&](const std::string& what, const JsonNode& node) {
    PlacedText read;
    form.text(what, node, read);
    return read.value;
  };
  form.table("columns", root,
             {{"heading_lines", [&](const JsonNode& node, uint32_t at) {
                 Placed<int64_t> lines;
                 form.number("heading_lines", node, lines);
                 if (lines.given && (lines.value < 1 || lines.value > 9)) form.error("SK0822", at, "`heading_lines` is none of 1 to 9", "");
                 else if (lines.given) made.heading_lines = static_cast<size_t>(lines.value);
               }, false},
              {"columns", [&](const JsonNode& node, uint32_t) {
                 form.table("columns", node, field_keys([&](const std::string& field, const JsonNode& value) {
                   if (value.kind != JsonNode::Kind::kArray) made.columns[field].push_back(text(field, value));
                   else form.list(field, value, [&](const JsonNode& item) { made.columns[field].push_back(text(field, item)); });
                 }));
               }, true},
              {"values", [&](const JsonNode& node, uint32_t) {
                 form.table("values", node, field_keys([&](const std::string& field, const JsonNode& value) {
                   entries(form, field, value, [&](const std::string& word, const JsonNode& meaning) { made.values[field][word] = text(field, meaning); });
                 }));
               }, false},
              {"defaults", [&](const JsonNode& node, uint32_t) { form.table("defaults", node, field_keys([&](const std::string& field, const JsonNode& value) { made.defaults[field] = text(field, value); })); }, false}});
  for (const char* needed : {"id", "title.ja", "serves"}) {
    if (!made.columns.contains(needed)) form.error("SK0823", root.offset, "`columns` names no column for `" + std::string(needed) + "`", "");
  }
  return made;
}

}  // namespace sekisho
