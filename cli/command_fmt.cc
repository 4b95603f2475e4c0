// `sekisho fmt`: the one layout of policy files.
#include <filesystem>
#include <iostream>

#include "cli/commands.h"
#include "cli/policies.h"
#include "cli/settings.h"
#include "cli/terminal.h"
#include "sekisho/file.h"

namespace sekisho::cli {
namespace {

// Nullopt: what is wrong was shown.
std::optional<std::string> formatted(const SourcePtr& source) {
  Diagnostics diagnostics;
  std::optional<std::string> text = format_policy(source, diagnostics);
  if (text) return text;
  diagnostics.sort();
  for (const Diagnostic& one : diagnostics.all()) show(one, use_colour("auto", Stream::kError));
  return std::nullopt;
}

ExitCode filter_standard_input(bool check) {
  const Result<SourcePtr> source = read_policy("-");
  if (!source) return refuse(source.error());
  const std::optional<std::string> text = formatted(*source);
  if (!text) return kBadInput;
  if (check) return *text == (*source)->text() ? kGood : kFailure;
  const Result<void> written = write_file_atomically("-", *text);
  return written ? kGood : refuse(written.error());
}

}  // namespace

ExitCode run_fmt(const Arguments& arguments) {
  const Result<Settings> settings = settings_of(arguments, {});
  if (!settings) return refuse(settings.error());
  std::vector<std::string> paths = arguments.positional();
  const bool check = arguments.has("--check");
  if (paths.size() == 1 && paths[0] == "-") return filter_standard_input(check);
  if (paths.empty()) {
    paths = settings->project.packs;
    paths.insert(paths.end(), settings->project.maps.begin(), settings->project.maps.end());
    // Shipped packs are named, and are not the user's to lay out.
    std::erase_if(paths, [](const std::string& path) { std::error_code ignored; return !std::filesystem::exists(path, ignored); });
  }
  if (paths.empty()) return refuse({"nothing to lay out", "name a folder or a `.seki` file, `-`, or `packs` in sekisho.yaml", {}});
  const Result<std::vector<std::string>> files = seki_files(paths);
  if (!files) return refuse(files.error());
  std::vector<FileContent> changed;
  bool good = true;
  for (const std::string& file : *files) {
    const Result<SourcePtr> source = read_policy(file);
    if (!source) return refuse(source.error());
    std::optional<std::string> text = formatted(*source);
    good = good && text.has_value();
    if (text && *text != (*source)->text()) changed.push_back({file, std::move(*text)});
  }
  if (!good) return kBadInput;
  for (const FileContent& file : changed) std::cout << file.path << "\n";
  if (check) return changed.empty() ? kGood : kFailure;
  const Result<void> written = write_files_atomically(changed);
  return written ? kGood : refuse(written.error());
}

}  // namespace sekisho::cli
