// load_register.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "adapters/include/adapters/register.h"
#include "adapters/reader/nodes.h"
#include "adapters/reader/resources.h"
#include "adapters/register/cells.h"
#include "adapters/register/table.h"
#include "engine/base/sha256.h"
#include "sekisho/file.h"
#include "sekisho/raw_file.h"

namespace sekisho::adapters {
namespace {

using register_table::Row;
using register_table::Table;
using Type = RegisterColumn::Type;

constexpr size_t kMaxErrors = 20;      // of one file: whoever mends these runs again
constexpr size_t kMaxEvidenceBytes = size_t{1} << 30;

std::string quoted_names(const std::vector<RegisterColumn>& columns) {
  std::string text;
  for (const RegisterColumn& column : columns) text += (text.empty() ? "`" : ", `") + column.name + "`";
  return text;
}

// Members of a cell that takes many: lines, or what stands between semicolons, of either width.
std::vector<std::string> members_of(const std::string& text) {
  std::vector<std::string> members;
  constexpr std::string_view kWide = "；";
  for (size_t at = 0; at <= text.size();) {
    const size_t narrow = std::min(text.find_first_of(";\n", at), text.size()), wide = std::min(text.find(kWide, at), text.size());
    const size_t end = std::min(narrow, wide);
    std::string member = register_table::trimmed(std::string_view(text).substr(at, end - at));
    if (!member.empty()) members.push_back(std::move(member));
    at = end + (wide < narrow ? kWide.size() : 1);
  }
  return members;
}

class RegisterReading {
 public:
  RegisterReading(const Register& from, const Table& table, std::vector<Error>& errors) : from_(from), table_(table), errors_(errors), source_(std::make_shared<RawSource>()) {
    source_->adapter = "register";
    source_->source = table.source;
    source_->format = from.kind;
  }

  std::shared_ptr<RawSource> run() {
    columns();
    for (const Row& row : table_.rows) {
      if (errors_.size() >= kMaxErrors) break;
      take(row);
    }
    if (missing_files_ > 0) source_->notes.push_back(std::to_string(missing_files_) + (missing_files_ == 1 ? " file that it names is" : " files that it names are") + " not there");
    if (empty_files_ > 0) source_->notes.push_back(std::to_string(empty_files_) + (empty_files_ == 1 ? " file that it names is empty and counts" : " files that it names are empty and count") + " as not there");
    return source_;
  }

 private:
  void fail(uint32_t offset, const std::string& why, const std::string& help) { errors_.push_back({"`" + from_.path + "`: " + why, help, Span{table_.source, offset, offset}}); }

  void columns() {
    // Something else than this table: what it says may be a secret, and is not repeated.
    const auto is_known = [this](const register_table::Cell& written) { return std::any_of(from_.columns.begin(), from_.columns.end(), [&](const RegisterColumn& one) { return one.name == written.text; }); };
    if (!table_.columns.empty() && std::none_of(table_.columns.begin(), table_.columns.end(), is_known)) {
      return fail(table_.columns.front().offset, "it names none of the columns of `" + from_.kind + "`", "a register is a table with the columns " + quoted_names(from_.columns) + "; plans, exports and manifests are given as inputs, without `--register`");
    }
    std::set<std::string> seen;
    for (const register_table::Cell& written : table_.columns) {
      const auto column = std::find_if(from_.columns.begin(), from_.columns.end(), [&](const RegisterColumn& one) { return one.name == written.text; });
      described_.push_back(column == from_.columns.end() ? nullptr : &*column);
      names_.push_back(source_->texts.emplace_back(written.text));
      if (column == from_.columns.end()) fail(written.offset, "`" + from_.kind + "` has no column `" + written.text + "`", "its columns are " + quoted_names(from_.columns) + "; one whose name begins with `#` is a remark");
      if (!seen.insert(written.text).second) fail(written.offset, "the column `" + written.text + "` stands here twice", "");
    }
    for (const RegisterColumn& column : from_.columns) {
      if (seen.contains(column.name)) {
        if (key_ == nullptr && !column.many) key_ = &column;
        continue;
      }
      left_out_.push_back(source_->texts.emplace_back(column.name));
      source_->notes.push_back("there is no column `" + column.name + "`: it is unknown");
    }
  }

  void take(const Row& row) {
    RawResource& made = add_resource(*source_, from_.kind);
    RawNode& root = source_->nodes.emplace_back();
    root.kind = RawNode::Kind::kObject;
    root.offset = row.offset;
    root.resource = &made;
    std::string key;
    for (size_t i = 0; i < described_.size(); ++i) {
      if (described_[i] == nullptr) continue;
      const RegisterColumn& column = *described_[i];
      const auto cell = std::find_if(row.cells.begin(), row.cells.end(), [&](const auto& one) { return one.first == i; });
      RawNode& value = node(made, cell == row.cells.end() ? row.offset : cell->second.offset);
      NodeMaker::attach(root, names_[i], &value);
      if (cell != row.cells.end()) fill(made, value, cell->second, column);
      if (cell == row.cells.end() && column.many) value.kind = RawNode::Kind::kList;   // none
      if (cell != row.cells.end() && &column == key_) key = cell->second.text;
    }
    for (const std::string_view name : left_out_) {
      RawNode& value = node(made, row.offset);
      value.kind = RawNode::Kind::kUnknown;
      value.why = RawUnknown::kNotExported;
      NodeMaker::attach(root, name, &value);
    }
    made.root = &root;
    made.name = key;
    made.address = address_of(key, row);
  }

  // The first of the kind's attributes that the table has names a row. An `id` names one row only.
  std::string address_of(const std::string& key, const Row& row) {
    const std::string address = from_.kind + "/" + (key.empty() ? "row " + std::to_string(source_->resources.size()) : key);
    const int count = ++addresses_[address];
    if (count > 1 && key_ != nullptr && key_->name == "id") fail(row.offset, "the id `" + key + "` came before", "an id names one row");
    return count == 1 ? address : address + "~" + std::to_string(count);
  }

  RawNode& node(const RawResource& resource, uint32_t offset) {
    RawNode& made = source_->nodes.emplace_back();
    made.resource = &resource;
    made.offset = offset;
    return made;
  }

  void fill(const RawResource& resource, RawNode& value, const register_table::Cell& cell, const RegisterColumn& column) {
    if (!column.many) {
      if (cell.is_list) return fail(cell.offset, "`" + column.name + "` holds one value, not a list", register_table::expected(column));
      return single(resource, value, cell.text, cell.offset, column);
    }
    value.kind = RawNode::Kind::kList;
    std::vector<std::pair<std::string, uint32_t>> members;
    for (const register_table::Cell& item : cell.items) members.emplace_back(item.text, item.offset);
    for (std::string& text : members_of(cell.text)) members.emplace_back(std::move(text), cell.offset);
    for (const auto& [text, offset] : members) {
      RawNode& item = node(resource, offset);
      NodeMaker::append(value, &item);
      single(resource, item, text, offset, column);
    }
  }

  void single(const RawResource& resource, RawNode& value, const std::string& text, uint32_t offset, const RegisterColumn& column) {
    const std::optional<std::string> normal = register_table::normalised(text, column);
    if (register_table::is_made_up(text)) return fail(offset, "`" + column.name + "` holds `" + text.substr(0, 60) + "`, which a spreadsheet wrote in the place of a value", "mend the formula, or format the column as text, and save the table again");
    if (!normal) return fail(offset, "`" + column.name + "` holds `" + text.substr(0, 60) + "`", register_table::expected(column));
    if (column.type == Type::kFile) return file(resource, value, text, offset);
    value.text = source_->texts.emplace_back(*normal);
    value.kind = column.type == Type::kBool ? RawNode::Kind::kBool : column.type == Type::kInt || column.type == Type::kDecimal ? RawNode::Kind::kNumber : RawNode::Kind::kString;
    value.boolean = *normal == "true";
  }

  // An object of what the engine's `file` is made of: path, digest, and whether it is there.
  void file(const RawResource& resource, RawNode& value, const std::string& path, uint32_t offset) {
    const std::filesystem::path whole = std::filesystem::path(from_.path).parent_path() / path;
    const Result<std::string> bytes = path == "-" ? Result<std::string>(Error{}) : read_file(whole.string(), kMaxEvidenceBytes);
    value.kind = RawNode::Kind::kObject;
    const auto add = [&](std::string_view key, RawNode::Kind kind) -> RawNode& {
      RawNode& part = node(resource, offset);
      part.kind = kind;
      NodeMaker::attach(value, key, &part);
      return part;
    };
    add(kRawFilePath, RawNode::Kind::kString).text = source_->texts.emplace_back(path);
    add(kRawFileDigest, RawNode::Kind::kString).text = source_->texts.emplace_back(bytes ? sha256_digest(*bytes) : "");
    // A file without a byte is a placeholder: it is there as little as one that nobody made.
    add(kRawFileThere, RawNode::Kind::kBool).boolean = bytes && !bytes->empty();
    if (!bytes) ++missing_files_;
    else if (bytes->empty()) ++empty_files_;
  }

  const Register& from_;
  const Table& table_;
  std::vector<Error>& errors_;
  std::shared_ptr<RawSource> source_;
  std::vector<const RegisterColumn*> described_;   // of table_.columns
  const RegisterColumn* key_ = nullptr;
  std::vector<std::string_view> names_;            // of them, kept with the source
  std::vector<std::string_view> left_out_;         // columns of the kind that the table does not have
  std::map<std::string, int> addresses_;
  size_t missing_files_ = 0, empty_files_ = 0;
};

// A row begins with a dash in YAML, and a CSV's first line holds no `: `.
bool is_yaml(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return false;
  if (text[first] == '#' || text.substr(first, 3) == "---") return is_yaml(text.substr(std::min(text.find('\n', first), text.size())));
  return text.substr(first, 2) == "- " || text.substr(first, 2) == "-\n" || text[first] == '[';
}

}  // namespace

std::shared_ptr<const RawSource> load_register(const Register& from, std::vector<Error>& errors) {
  const size_t before = errors.size();
  Result<std::string> bytes = read_file(from.path);
  if (!bytes) {
    errors.push_back(bytes.error());
    return nullptr;
  }
  std::string digest = sha256_digest(*bytes);
  Result<std::string> text = register_table::decode_table(from.path, std::move(*bytes));
  if (!text) {
    errors.push_back(text.error());
    return nullptr;
  }
  const auto source = std::make_shared<const Source>(from.path, std::move(*text));
  const size_t start = source->view().find_first_not_of(" \t\r\n");
  if (start != std::string_view::npos && source->view()[start] == '{') {
    errors.push_back({"`" + from.path + "` is an object of JSON, not a table", "a register is CSV or a list in YAML; plans, exports and manifests are given as inputs, without `--register`", {}});
    return nullptr;
  }
  const Table table = is_yaml(source->view()) ? register_table::parse_table_yaml(source, errors) : register_table::parse_csv(source, errors);
  if (errors.size() > before) return nullptr;
  std::shared_ptr<RawSource> made = RegisterReading(from, table, errors).run();
  made->digest = std::move(digest);
  return errors.size() > before ? nullptr : made;
}

Result<std::string> table_text(const std::string& name, std::string bytes) { return register_table::decode_table(name, std::move(bytes)); }

}  // namespace sekisho::adapters
