// `sekisho snapshot`: inputs as they were understood, in one file that `check` reads as it reads the inputs.
#include <filesystem>
#include <iostream>

#include "cli/commands.h"
#include "cli/evaluation.h"
#include "cli/outputs.h"
#include "cli/terminal.h"

namespace sekisho::cli {

ExitCode run_snapshot(const Arguments& arguments) {
  const Result<Settings> settings = settings_of(arguments, arguments.positional());
  if (!settings) return refuse(settings.error());
  const std::string path = arguments.value("--output");
  if (path.empty()) return refuse({"no file to write the snapshot to", "name one with `-o FILE`, or `-o -` for standard output", {}});
  std::error_code code;
  const std::filesystem::file_status there = std::filesystem::status(path, code);
  if (path != "-" && std::filesystem::is_directory(there)) return refuse({"`" + path + "` is a folder", "name a file", {}});
  if (path != "-" && std::filesystem::is_regular_file(there) && !arguments.has("--force")) return refuse({"`" + path + "` is there already", "`--force` replaces it", {}});
  Progress progress;
  const std::optional<Prepared> prepared = prepare(*settings, progress);
  if (!prepared) return kBadInput;
  progress.stage("mapping");
  const Result<std::string> text = write_snapshot(prepared->policy, prepared->sources, evaluate_options(*settings));
  if (!text) return refuse(text.error());
  const Result<void> written = write_outputs({{path, *text}});
  return written ? kGood : refuse(written.error());
}

}  // namespace sekisho::cli
