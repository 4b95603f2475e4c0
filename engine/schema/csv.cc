// Reading CSV.
#include "engine/schema/csv.h"

#include <optional>
#include <string_view>

namespace sekisho {
namespace {

class CsvReader {
 public:
  explicit CsvReader(const SourcePtr& source) : source_(source), text_(source->text()) {}

  Result<std::vector<CsvRow>> rows() {
    std::vector<CsvRow> rows;
    while (at_ < text_.size()) {
      const size_t begin = at_;
      CsvRow row = this->row();
      if (error_) return *error_;
      if (!rows.empty() && row.size() != rows[0].size()) {
        return error(begin, "this row has " + cells(row.size()) + ", the header has " + cells(rows[0].size()));
      }
      rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  static std::string cells(size_t count) { return std::to_string(count) + (count == 1 ? " cell" : " cells"); }

  Error error(size_t at, const std::string& message) const {
    const auto offset = static_cast<uint32_t>(at);
    return Error{"`" + source_->name() + "`: " + message, "", Span{source_, offset, offset}};
  }
  void fail(size_t at, const std::string& message) {
    if (!error_) error_ = error(at, message);
  }

  // At a line's end: steps over it.
  bool take_line_end() {
    if (text_.substr(at_, 2) == "\r\n")
      at_ += 2;
    else if (text_.substr(at_, 1) == "\n")
      at_ += 1;
    else
      return false;
    return true;
  }

  CsvRow row() {
    CsvRow row;
    while (!error_) {
      row.push_back(cell());
      if (error_ || at_ == text_.size() || take_line_end()) break;
      ++at_;  // the comma
    }
    return row;
  }

  // Ends at a comma, a line end or the end of the text.
  CsvCell cell() {
    CsvCell cell;
    cell.offset = static_cast<uint32_t>(at_);
    if (text_.substr(at_, 1) == "\"") {
      quoted(cell);
      const bool ends = at_ == text_.size() || text_[at_] == ',' || text_[at_] == '\n' || text_.substr(at_, 2) == "\r\n";
      if (!ends) fail(at_, "text after the closing quote of a cell; a quote inside a quoted cell is written twice");
      return cell;
    }
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') {
      if (text_[at_] == '"') fail(at_, "a quote in a cell that does not begin with one; put the whole cell in quotes");
      cell.text += text_[at_++];
    }
    if (at_ < text_.size() && text_[at_] == '\r' && text_.substr(at_, 2) != "\r\n") fail(at_, "a carriage return without line feed");
    return cell;
  }

  void quoted(CsvCell& cell) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != '"') {
        cell.text += text_[at_];
      } else if (text_.substr(at_ + 1, 1) == "\"") {
        cell.text += '"';
        ++at_;
      } else {
        ++at_;
        return;
      }
    }
    fail(cell.offset, "the quote opened here is never closed");
  }

  SourcePtr source_;
  std::string_view text_;
  size_t at_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Result<std::vector<CsvRow>> parse_csv(const SourcePtr& source) { return CsvReader(source).rows(); }

}  // namespace sekisho
