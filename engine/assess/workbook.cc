// write_workbook: libxlsxwriter behind one function. It writes to files only, so the bytes go through a temporary one. It is loaded when the first
// workbook is written: it brings libraries of its own along, which would cost every start of the program 3 ms.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include <unistd.h>
#include <xlsxwriter.h>

#include "engine/report/layout.h"
#include "sekisho/file.h"
#include "sekisho/loaded_library.h"
#include "sekisho/utf8.h"
#include "sekisho/workbook.h"

namespace sekisho {
namespace {

constexpr char kLibrary[] = "libxlsxwriter.so." LXW_SOVERSION;   // of the version whose header this was built with
constexpr time_t kCreated = 946684800;   // 2000-01-01: a workbook tells what it says, not when it was written
constexpr int kMostColumnsOfCell = 16000;   // of a text: a cell holds 32,767 UTF-16 units
constexpr size_t kMostRows = 1048575;       // below the headings
constexpr size_t kMaxWorkbook = size_t{1} << 30;

// The library's functions under its own names; null without it.
struct Library {
  bool loaded = false;
#define SEKISHO_XLSX_FUNCTIONS SEKISHO_XLSX(workbook_new) SEKISHO_XLSX(workbook_set_properties) SEKISHO_XLSX(workbook_add_format) \
  SEKISHO_XLSX(workbook_add_worksheet) SEKISHO_XLSX(workbook_close) SEKISHO_XLSX(worksheet_set_column) SEKISHO_XLSX(worksheet_set_row) \
  SEKISHO_XLSX(worksheet_write_string) SEKISHO_XLSX(worksheet_freeze_panes) SEKISHO_XLSX(worksheet_set_landscape) SEKISHO_XLSX(worksheet_set_paper) \
  SEKISHO_XLSX(worksheet_fit_to_pages) SEKISHO_XLSX(worksheet_repeat_rows) SEKISHO_XLSX(worksheet_set_header) SEKISHO_XLSX(format_set_text_wrap) \
  SEKISHO_XLSX(format_set_align) SEKISHO_XLSX(format_set_border) SEKISHO_XLSX(format_set_num_format) SEKISHO_XLSX(format_set_font_name) \
  SEKISHO_XLSX(format_set_font_size) SEKISHO_XLSX(format_set_bold) SEKISHO_XLSX(format_set_bg_color) SEKISHO_XLSX(lxw_strerror)
#define SEKISHO_XLSX(name) decltype(&::name) name = nullptr;
  SEKISHO_XLSX_FUNCTIONS
#undef SEKISHO_XLSX

  Library() {
    LoadedLibrary library(kLibrary);
#define SEKISHO_XLSX(name) library.take(name, #name);
    SEKISHO_XLSX_FUNCTIONS
#undef SEKISHO_XLSX
    loaded = library.complete();
  }
};

const Library& library() {
  static const Library one;
  return one;
}

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

lxw_error write_sheet(lxw_workbook* workbook, const Formats& formats, const WorkbookSheet& sheet) {
  lxw_worksheet* made = library().workbook_add_worksheet(workbook, sheet.name.c_str());
  if (made == nullptr) return LXW_ERROR_PARAMETER_VALIDATION;
  for (size_t i = 0; i < sheet.headings.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    library().worksheet_set_column(made, column, column, sheet.widths[i], nullptr);
    if (const lxw_error error = library().worksheet_write_string(made, 0, column, sheet.headings[i].c_str(), formats.heading); error != LXW_NO_ERROR) return error;
  }
  for (size_t row = 0; row < sheet.rows.size(); ++row) {
    int lines = 1;   // not every program makes rows as high as their texts
    for (size_t i = 0; i < sheet.rows[row].size(); ++i) lines = std::max(lines, lines_in(sheet.rows[row][i], sheet.widths[i] - 1));
    library().worksheet_set_row(made, static_cast<lxw_row_t>(row + 1), std::min(lines * kLineHeight, kMostHeight), nullptr);
    for (size_t i = 0; i < sheet.rows[row].size(); ++i) {
      const lxw_error error = library().worksheet_write_string(made, static_cast<lxw_row_t>(row + 1), static_cast<lxw_col_t>(i), sheet.rows[row][i].c_str(), formats.cell);
      if (error != LXW_NO_ERROR) return error;
    }
  }
  library().worksheet_freeze_panes(made, 1, 0);
  library().worksheet_set_landscape(made);
  library().worksheet_set_paper(made, 9);   // A4
  library().worksheet_fit_to_pages(made, 1, 0);
  library().worksheet_repeat_rows(made, 0, 0);
  library().worksheet_set_header(made, "&L&A&R&P / &N");
  return LXW_NO_ERROR;
}

}  // namespace

std::string workbook_cell(std::string_view text) { return cut_to(harmless(text), kMostColumnsOfCell); }

Result<std::string> write_workbook(const std::vector<WorkbookSheet>& sheets) {
  if (!library().loaded) return Error{std::string("a workbook needs ") + kLibrary + ", which is not on this machine", "install it: `apt-get install libxlsxwriter4`, or write csv instead", {}};
  for (const WorkbookSheet& sheet : sheets) {
    if (sheet.rows.size() > kMostRows) return Error{"the sheet `" + sheet.name + "` would have " + std::to_string(sheet.rows.size()) + " rows, and a workbook holds " + std::to_string(kMostRows), "write csv, or fewer rules with `--rule`", {}};
  }
  const TemporaryFile file;
  if (file.path().empty()) return Error{"no temporary file could be made for the workbook", "make room in the folder that TMPDIR names", {}};
  lxw_workbook* workbook = library().workbook_new(file.path().c_str());
  if (workbook == nullptr) return Error{"the workbook could not be begun", "", {}};
  lxw_doc_properties properties = {};
  properties.created = kCreated;
  library().workbook_set_properties(workbook, &properties);
  const Formats formats = {library().workbook_add_format(workbook), library().workbook_add_format(workbook)};
  for (lxw_format* format : {formats.heading, formats.cell}) {
    library().format_set_text_wrap(format);
    library().format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    library().format_set_border(format, LXW_BORDER_THIN);
    library().format_set_num_format(format, "@");   // typed over, a text stays one
    library().format_set_font_name(format, "Yu Gothic");
    library().format_set_font_size(format, 10);
  }
  library().format_set_bold(formats.heading);
  library().format_set_bg_color(formats.heading, 0xE8E8E8);
  lxw_error error = LXW_NO_ERROR;
  for (const WorkbookSheet& sheet : sheets) {
    if (error == LXW_NO_ERROR) error = write_sheet(workbook, formats, sheet);
  }
  const lxw_error closed = library().workbook_close(workbook);   // frees it, too
  if (error == LXW_NO_ERROR) error = closed;
  if (error != LXW_NO_ERROR) return Error{std::string("the workbook could not be written: ") + library().lxw_strerror(error), "", {}};
  return read_file(file.path(), kMaxWorkbook);
}

}  // namespace sekisho
