// parse_table_yaml.
#include <map>

#include "adapters/reader/yaml.h"
#include "adapters/register/table.h"

namespace sekisho::adapters::register_table {
namespace {

using Kind = JsonNode::Kind;

class YamlTable {
 public:
  YamlTable(const SourcePtr& source, std::vector<Error>& errors) : errors_(errors) { table_.source = source; }

  Table run(const JsonNode& root) {
    if (root.kind != Kind::kArray) fail(root, "expected a list of rows, each `column: value` lines behind a dash");
    for (const JsonNode* item : root.items) {
      if (item->kind != Kind::kObject) {
        fail(*item, "a row is no table of `column: value`");
        continue;
      }
      Row row;
      row.offset = item->offset;
      for (const JsonMember& member : item->members) {
        Cell cell = cell_of(*member.value, true);
        if (member.key.starts_with("#")) continue;
        const size_t index = column(member);   // also of an empty cell: the column is there
        if (!cell.text.empty() || cell.is_list) row.cells.emplace_back(index, std::move(cell));
      }
      table_.rows.push_back(std::move(row));
    }
    return std::move(table_);
  }

 private:
  void fail(const JsonNode& at, const std::string& why) { errors_.push_back({"`" + table_.source->name() + "`: " + why, "", Span{table_.source, at.offset, at.offset}}); }

  size_t column(const JsonMember& member) {
    const auto [at, is_new] = columns_.try_emplace(std::string(member.key), table_.columns.size());
    if (is_new) table_.columns.push_back({std::string(member.key), member.value->offset, {}, false});
    return at->second;
  }

  Cell cell_of(const JsonNode& node, bool list_allowed) {
    Cell cell;
    cell.offset = node.offset;
    if (node.kind == Kind::kObject || (node.kind == Kind::kArray && !list_allowed)) fail(node, "a cell holds a value or a list of values");
    else if (node.kind == Kind::kBool) cell.text = node.boolean ? "true" : "false";
    else if (node.kind != Kind::kArray) cell.text = trimmed(node.text);
    cell.is_list = node.kind == Kind::kArray;
    for (const JsonNode* item : node.items) cell.items.push_back(cell_of(*item, false));
    return cell;
  }

  std::vector<Error>& errors_;
  Table table_;
  std::map<std::string, size_t> columns_;
};

}  // namespace

Table parse_table_yaml(const SourcePtr& source, std::vector<Error>& errors) {
  const Result<std::shared_ptr<const YamlStream>> yaml = parse_yaml(source, LocalTags::kRefused);
  if (!yaml) {
    errors.push_back(yaml.error());
    return {source, {}, {}};
  }
  if ((*yaml)->documents().size() != 1) {
    errors.push_back({"`" + source->name() + "` holds " + std::to_string((*yaml)->documents().size()) + " documents, expected one list", "", {}});
    return {source, {}, {}};
  }
  return YamlTable(source, errors).run(*(*yaml)->documents().front());
}

}  // namespace sekisho::adapters::register_table
