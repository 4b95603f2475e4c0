// statement_workbook: libxlsxwriter behind one function. It writes to files only, so the bytes go through a temporary one.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include <unistd.h>
#include <xlsxwriter.h>

#include "sekisho/file.h"
#include "sekisho/statement_form.h"
#include "sekisho/utf8.h"

namespace sekisho {
namespace {

constexpr time_t kCreated = 946684800;   // 2000-01-01: a workbook tells what it says, not when it was written
constexpr size_t kMaxWorkbook = size_t{1} << 30;

// A name of its own in the folder for temporary files; the file goes with it.
class TemporaryFile {
 public:
  TemporaryFile() : path_((std::filesystem::temp_directory_path() / "sekisho-XXXXXX").string()) {
    const int file = mkstemp(path_.data());
    if (file < 0) path_.clear();
    else close(file);
  }
  ~TemporaryFile() {
    if (!path_.empty()) unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

constexpr double kLineHeight = 14, kMostHeight = 409;   // points; the latter is all that a row can have

// Lines that a text takes in a column of that many characters.
int lines_in(const std::string& text, int width) {
  int lines = 0;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const int columns = display_width(std::string_view(text).substr(at, end - at));
    lines += std::max(1, (columns + width - 1) / width);
    at = end + 1;
  }
  return lines;
}

struct Formats {
  lxw_format* heading;
  lxw_format* cell;
};

lxw_error write_sheet(lxw_workbook* workbook, const Formats& formats, const StatementSheet& sheet) {
  lxw_worksheet* made = workbook_add_worksheet(workbook, sheet.name.c_str());
  if (made == nullptr) return LXW_ERROR_PARAMETER_VALIDATION;
  for (size_t i = 0; i < sheet.headings.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    worksheet_set_column(made, column, column, sheet.widths[i], nullptr);
    if (const lxw_error error = worksheet_write_string(made, 0, column, sheet.headings[i].c_str(), formats.heading); error != LXW_NO_ERROR) return error;
  }
  for (size_t row = 0; row < sheet.rows.size(); ++row) {
    int lines = 1;   // not every program makes rows as high as their texts
    for (size_t i = 0; i < sheet.rows[row].size(); ++i) lines = std::max(lines, lines_in(sheet.rows[row][i], sheet.widths[i] - 1));
    worksheet_set_row(made, static_cast<lxw_row_t>(row + 1), std::min(lines * kLineHeight, kMostHeight), nullptr);
    for (size_t i = 0; i < sheet.rows[row].size(); ++i) {
      const lxw_error error = worksheet_write_string(made, static_cast<lxw_row_t>(row + 1), static_cast<lxw_col_t>(i), sheet.rows[row][i].c_str(), formats.cell);
      if (error != LXW_NO_ERROR) return error;
    }
  }
  worksheet_freeze_panes(made, 1, 0);
  worksheet_set_landscape(made);
  worksheet_set_paper(made, 9);   // A4
  worksheet_fit_to_pages(made, 1, 0);
  worksheet_repeat_rows(made, 0, 0);
  worksheet_set_header(made, "&L&A&R&P / &N");
  return LXW_NO_ERROR;
}

}  // namespace

Result<std::string> statement_workbook(const std::vector<StatementSheet>& sheets) {
  const TemporaryFile file;
  if (file.path().empty()) return Error{"no temporary file could be made for the workbook", "make room in the folder that TMPDIR names", {}};
  lxw_workbook* workbook = workbook_new(file.path().c_str());
  if (workbook == nullptr) return Error{"the workbook could not be begun", "", {}};
  lxw_doc_properties properties = {};
  properties.created = kCreated;
  workbook_set_properties(workbook, &properties);
  const Formats formats = {workbook_add_format(workbook), workbook_add_format(workbook)};
  for (lxw_format* format : {formats.heading, formats.cell}) {
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_num_format(format, "@");   // typed over, a text stays one
    format_set_font_name(format, "Yu Gothic");
    format_set_font_size(format, 10);
  }
  format_set_bold(formats.heading);
  format_set_bg_color(formats.heading, 0xE8E8E8);
  lxw_error error = LXW_NO_ERROR;
  for (const StatementSheet& sheet : sheets) {
    if (error == LXW_NO_ERROR) error = write_sheet(workbook, formats, sheet);
  }
  const lxw_error closed = workbook_close(workbook);   // frees it, too
  if (error == LXW_NO_ERROR) error = closed;
  if (error != LXW_NO_ERROR) return Error{std::string("the workbook could not be written: ") + lxw_strerror(error), "", {}};
  return read_file(file.path(), kMaxWorkbook);
}

}  // namespace sekisho
