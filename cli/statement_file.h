// The statement of a project: found, read, and set beside what the inputs hold.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/settings.h"
#include "sekisho/raw.h"
#include "sekisho/statement_lint.h"

namespace sekisho::cli {

inline constexpr char kStatementFile[] = "statement.yaml";

// The file that `given` names; else that of sekisho.yaml; else statement.yaml beside it. It need not be there.
std::string statement_path(const Settings& settings, const Arguments& arguments, const std::string& given);

// A statement, the catalogue that it was read against, and what is wrong with its form.
struct StatementFile {
  Statement statement;
  std::vector<ControlInfo> controls;
  Diagnostics diagnostics;
};
// Errors: no such file, too large, no UTF-8, no YAML, a key that stands twice.
Result<StatementFile> read_statement_file(const Settings& settings, const std::string& path);

// Every resource in the inputs; registers and data sources, which describe none of ours, left out.
std::vector<StatementResource> statement_resources(const std::vector<std::shared_ptr<const RawSource>>& sources);

// An Error when the file is there and `--force` was not given.
Result<void> may_write(const std::string& path, const Arguments& arguments);

}  // namespace sekisho::cli
