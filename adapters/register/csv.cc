// decode_table, parse_csv and csv_lines.
#include <iconv.h>

#include <algorithm>
#include <array>
#include <memory>

#include "adapters/include/adapters/register.h"
#include "adapters/register/table.h"
#include "sekisho/utf8.h"

namespace sekisho::adapters::register_table {
namespace {

// Those of ASCII, of Japanese (U+3000), of web pages (U+00A0), and those without any width (U+200B, U+FEFF).
constexpr std::array<std::string_view, 8> kSpaces = {" ", "\t", "\r", "\n", "\u3000", "\u00A0", "\u200B", "\uFEFF"};

// "" when there is a byte that CP932 does not have.
std::string from_cp932(std::string bytes) {
  const iconv_t converter = iconv_open("UTF-8", "CP932");
  if (converter == reinterpret_cast<iconv_t>(-1)) return "";
  const std::unique_ptr<void, int (*)(iconv_t)> closed(converter, iconv_close);
  std::string text(bytes.size() * 3 + 16, '\0');
  char* from = bytes.data();
  char* to = text.data();
  size_t left = bytes.size(), room = text.size();
  if (iconv(converter, &from, &left, &to, &room) == static_cast<size_t>(-1)) return "";
  text.resize(text.size() - room);
  return text;
}

class CsvReader {
 public:
  CsvReader(const SourcePtr& source, std::vector<Error>& errors) : text_(source->text()), errors_(errors) { table_.source = source; }

  Table run() {
    separator_ = separator();
    std::vector<Cell> header;
    while (header.empty() && at_ < text_.size()) header = record();
    if (header.empty()) fail(0, "there is no first line that names the columns");
    std::vector<size_t> column_of(header.size(), kRemark);
    for (size_t i = 0; i < header.size(); ++i) {
      if (header[i].text.empty() || header[i].text.starts_with('#')) continue;
      column_of[i] = table_.columns.size();
      table_.columns.push_back(header[i]);
    }
    while (at_ < text_.size()) {
      const std::vector<Cell> cells = record();
      if (cells.empty()) continue;
      if (cells.size() > header.size()) fail(cells[header.size()].offset, "this line has " + std::to_string(cells.size()) + " cells, the first line names " + std::to_string(header.size()));
      Row row;
      row.offset = cells.front().offset;
      for (size_t i = 0; i < std::min(cells.size(), header.size()); ++i) {
        if (column_of[i] != kRemark && !cells[i].text.empty()) row.cells.emplace_back(column_of[i], cells[i]);
      }
      table_.rows.push_back(std::move(row));
    }
    return std::move(table_);
  }

  TableText lines() {
    separator_ = separator();
    TableText text{table_.source, {}};
    while (at_ < text_.size()) {
      std::vector<TableCell> line;
      for (Cell& cell : record()) line.push_back({std::move(cell.text), cell.offset});
      if (!line.empty()) text.lines.push_back(std::move(line));
    }
    return text;
  }

 private:
  static constexpr size_t kRemark = static_cast<size_t>(-1);

  char separator() const {
    const std::string_view line = std::string_view(text_).substr(0, text_.find('\n'));
    char best = ',';
    for (const char c : {',', ';', '\t'}) {
      if (std::count(line.begin(), line.end(), c) > std::count(line.begin(), line.end(), best)) best = c;
    }
    return best;
  }

  void fail(size_t offset, const std::string& why) {
    const auto at = static_cast<uint32_t>(offset);
    errors_.push_back({"`" + table_.source->name() + "`: " + why, "", Span{table_.source, at, at}});
  }

  // Cells of one line, which quotes may stretch; none when no cell holds anything.
  std::vector<Cell> record() {
    std::vector<Cell> cells;
    bool empty = true;
    while (true) {
      Cell cell;
      cell.offset = static_cast<uint32_t>(at_);
      cell.text = trimmed(at_ < text_.size() && text_[at_] == '"' ? quoted() : plain());
      empty = empty && cell.text.empty();
      cells.push_back(std::move(cell));
      if (at_ < text_.size() && text_[at_] == separator_) {
        ++at_;
        continue;
      }
      if (at_ < text_.size()) ++at_;   // the line end
      return empty ? std::vector<Cell>{} : cells;
    }
  }

  std::string plain() {
    const size_t end = std::min(text_.find_first_of(std::string{separator_, '\n'}, at_), text_.size());
    std::string cell = text_.substr(at_, end - at_);
    at_ = end;
    return cell;
  }

  std::string quoted() {
    const size_t begin = at_++;
    std::string cell;
    while (true) {
      const size_t quote = text_.find('"', at_);
      if (quote == std::string::npos) {
        fail(begin, "a quote is opened and not closed");
        at_ = text_.size();
        return cell;
      }
      cell.append(text_, at_, quote - at_);
      at_ = quote + 1;
      if (at_ >= text_.size() || text_[at_] != '"') break;
      cell += '"';
      ++at_;
    }
    const std::string rest = plain();
    if (!trimmed(rest).empty()) fail(begin, "text stands behind a closed quote");
    return cell;
  }

  const std::string& text_;
  std::vector<Error>& errors_;
  Table table_;
  size_t at_ = 0;
  char separator_ = ',';
};

}  // namespace

std::string trimmed(std::string_view text) {
  const auto stands_at = [&](bool begin) { return std::find_if(kSpaces.begin(), kSpaces.end(), [&](std::string_view space) { return begin ? text.starts_with(space) : text.ends_with(space); }); };
  for (auto space = stands_at(true); space != kSpaces.end(); space = stands_at(true)) text.remove_prefix(space->size());
  for (auto space = stands_at(false); space != kSpaces.end(); space = stands_at(false)) text.remove_suffix(space->size());
  return std::string(text);
}

Result<std::string> decode_table(const std::string& name, std::string bytes) {
  const bool may_be_cp932 = bytes.find('\0') == std::string::npos;
  Result<std::string> text = decode_text(name, bytes);
  if (text || !may_be_cp932) return text;
  std::string converted = from_cp932(std::move(bytes));
  if (converted.empty()) return Error{"`" + name + "` is neither UTF-8 nor UTF-16 nor CP932 (Shift_JIS of Windows)", "save it as `CSV UTF-8` or as `CSV` in Excel", {}};
  return converted;
}

Table parse_csv(const SourcePtr& source, std::vector<Error>& errors) { return CsvReader(source, errors).run(); }

}  // namespace sekisho::adapters::register_table

namespace sekisho::adapters {

TableText csv_lines(const SourcePtr& source, std::vector<Error>& errors) { return register_table::CsvReader(source, errors).lines(); }

}  // namespace sekisho::adapters
