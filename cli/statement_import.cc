// `sekisho statement import`: the individual controls of a table take the place of those of the statement. Nothing is overwritten unasked.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "adapters/register.h"
#include "adapters/yaml.h"
#include "cli/statement_commands.h"
#include "cli/statement_file.h"
#include "cli/terminal.h"
#include "sekisho/file.h"
#include "sekisho/statement_table.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

constexpr size_t kMaxTableBytes = size_t{256} << 20;

Result<TableMapping> mapping_of(const Arguments& arguments) {
  if (!arguments.has("--columns")) return default_mapping();
  const std::string path = arguments.value("--columns");
  Result<std::string> bytes = read_file(path, size_t{1} << 20);
  if (!bytes) return bytes.error();
  Result<std::string> text = decode_text(path, std::move(*bytes));
  if (!text) return text.error();
  const auto source = std::make_shared<const Source>(path, std::move(*text));
  const Result<adapters::YamlTree> tree = adapters::yaml_tree(source);
  if (!tree) return tree.error();
  Diagnostics diagnostics;
  TableMapping mapping = read_mapping(source, *tree->root, diagnostics);
  diagnostics.sort();
  for (const Diagnostic& one : diagnostics.all()) show(one, false);
  if (diagnostics.has_errors()) return Error{"`" + path + "` does not tell which column is what", "", {}};
  return mapping;
}

Result<TableText> table_of(const std::string& path) {
  Result<std::string> bytes = read_file(path, kMaxTableBytes);
  if (!bytes) return bytes.error();
  Result<std::string> text = adapters::table_text(path, std::move(*bytes));
  if (!text) return text.error();
  std::vector<Error> errors;
  TableText table = adapters::csv_lines(std::make_shared<const Source>(path, std::move(*text)), errors);
  if (!errors.empty()) return errors.front();
  return table;
}

void list_rejected(const std::string& path, const ImportedControls& imported) {
  for (const RejectedRow& row : imported.rejected) {
    std::cerr << harmless(path) << ":" << row.line << ": rejected" << (row.id.empty() ? "" : ": `" + harmless(row.id) + "`") << ": " << harmless(row.reason) << "\n";
  }
}

// What is written is read once more: kept lines between new ones have to say what the table says, and nothing else.
Result<void> check_merged(const std::string& path, const MergedStatement& merged, const std::vector<ControlInfo>& catalogue, const std::vector<IndividualControl>& wanted) {
  const auto source = std::make_shared<const Source>(path, merged.text);
  const Result<adapters::YamlTree> tree = adapters::yaml_tree(source);
  Diagnostics ignored;   // the rest may still wait to be filled
  const std::vector<IndividualControl> got = tree ? read_statement(source, *tree->root, catalogue, ignored).individual_controls : std::vector<IndividualControl>{};
  if (tree && std::equal(got.begin(), got.end(), wanted.begin(), wanted.end(), same_individual_control)) return {};
  return Error{"the individual controls of `" + path + "` cannot be replaced line by line; nothing was written", "write them as a list with one item below the other (`individual_controls: []` takes all anew)", {}};
}

}  // namespace

ExitCode statement_import(const Arguments& arguments, const std::vector<std::string>& words) {
  const Result<Settings> settings = settings_of(arguments, {});
  if (!settings) return refuse(settings.error());
  const std::string path = statement_path(*settings, arguments, arguments.value("--statement"));
  const std::string target = arguments.value("--output", (std::filesystem::path(path).parent_path() / "statement.imported.yaml").string());
  if (const Result<void> free = may_write(target, arguments); !free) return refuse(free.error());
  Result<StatementFile> file = read_statement_file(*settings, path);
  if (!file) return refuse(file.error());
  // Of the statement only the place of its individual controls is needed: the rest may still wait to be filled.
  if (file->statement.individual_controls_at == 0) return refuse({"`" + path + "` has no `individual_controls`", "`sekisho statement new` writes a statement to import into", {}});
  const Result<TableMapping> mapping = mapping_of(arguments);
  if (!mapping) return refuse(mapping.error());
  const Result<TableText> table = table_of(words[0]);
  if (!table) return refuse(table.error());
  const Result<ImportedControls> imported = import_individual_controls(*table, *mapping, file->controls);
  if (!imported) return refuse(imported.error());
  list_rejected(words[0], *imported);
  const bool skip = arguments.has("--skip-rejected");
  if (!imported->rejected.empty() && !skip) {
    return refuse({std::to_string(imported->rejected.size()) + " of " + std::to_string(imported->rows) + " rows of `" + words[0] + "` cannot be taken; nothing was written", "mend them, or leave their individual controls out with `--skip-rejected`", {}});
  }
  const Result<MergedStatement> merged = merge_individual_controls(file->statement, imported->controls);
  if (!merged) return refuse(merged.error());
  if (const Result<void> holds = check_merged(path, *merged, file->controls, imported->controls); !holds) return refuse(holds.error());
  if (const Result<void> written = write_file_atomically(target, merged->text); !written) return refuse(written.error());
  for (const std::string& comment : merged->lost) std::cerr << "left out, with its individual control: " << harmless(comment) << "\n";
  if (target == "-") return imported->rejected.empty() ? kGood : kFailure;
  std::cout << "wrote " << harmless(target) << ": " << imported->controls.size() << " individual controls from " << imported->rows << " rows";
  if (!imported->rejected.empty()) std::cout << ", " << imported->rejected.size() << " rows rejected";
  std::cout << "\n";
  for (const std::string& heading : imported->ignored) std::cout << "the column `" << harmless(heading) << "` was not taken\n";
  return imported->rejected.empty() ? kGood : kFailure;
}

}  // namespace sekisho::cli
