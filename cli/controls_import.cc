// `sekisho controls import`: a list of the user's own beside the shipped catalogue. Nothing is overwritten unasked.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "cli/catalogue.h"
#include "cli/controls_view.h"
#include "cli/project.h"
#include "cli/shipped.h"
#include "cli/terminal.h"
#include "sekisho/file.h"
#include "sekisho/utf8.h"

namespace sekisho::cli {
namespace {

std::string count_of(size_t count, const char* one, const char* many) { return std::to_string(count) + " " + (count == 1 ? one : many); }

// The list's words in our entry: what the list does not say stays ours.
ControlInfo with_words_of(const ControlInfo& theirs, ControlInfo ours) {
  ours.title = theirs.title;
  const std::pair<std::string ControlInfo::*, const std::string*> texts[] = {
      {&ControlInfo::testable, &theirs.testable},           {&ControlInfo::testable_secondary, &theirs.testable_secondary},
      {&ControlInfo::critical_area, &theirs.critical_area},
      {&ControlInfo::since, &theirs.since},                 {&ControlInfo::amended, &theirs.amended}};
  for (const auto& [member, text] : texts) {
    if (!text->empty()) ours.*member = *text;
  }
  if (!theirs.requirement.en.empty()) ours.requirement = theirs.requirement;
  if (!theirs.evidence.en.empty()) ours.evidence = theirs.evidence;
  ours.inheritable = ours.inheritable || theirs.inheritable;
  return ours;
}

std::string target_of(const Arguments& arguments) {
  if (arguments.has("--output")) return arguments.value("--output");
  return (std::filesystem::path(arguments.value("--project", kProjectFile)).parent_path() / kCatalogueFile).string();
}

}  // namespace

ExitCode import_list(const Arguments& arguments, const std::string& file) {
  const Result<ControlList> list = read_controls(file);
  if (!list) return refuse(list.error());
  const Result<std::vector<ControlInfo>> ours = project_controls("");
  if (!ours) return refuse(ours.error());
  const std::string target = target_of(arguments);
  std::error_code ignored;
  if (std::filesystem::exists(target, ignored) && !arguments.has("--force")) {
    return refuse({"`" + target + "` is there already", "name another file with `--output`, or write over it with `--force`", {}});
  }
  std::vector<ControlInfo> kept;
  size_t added = 0, replaced = 0, left = 0;
  for (const ControlInfo& control : list->controls) {
    const auto same = std::find_if(ours->begin(), ours->end(), [&](const ControlInfo& other) { return other.id == control.id; });
    if (same == ours->end()) {
      kept.push_back(control);
      ++added;
    } else if (arguments.has("--replace")) {
      kept.push_back(with_words_of(control, *same));
      ++replaced;
    } else {
      ++left;
    }
  }
  if (kept.empty()) return refuse({"`" + file + "` adds nothing: the shipped catalogue holds all its controls", "`--replace` takes its texts for them", {}});
  const Result<void> written = write_file_atomically(target, catalogue_csv(kept));
  if (!written) return refuse(written.error());
  std::cout << "wrote " << harmless(target) << ": " << count_of(added, "control that the shipped catalogue has not", "controls that the shipped catalogue has not");
  if (replaced > 0) std::cout << ", " << count_of(replaced, "whose text takes the place of ours", "whose texts take the place of ours");
  std::cout << "\n";
  if (left > 0) std::cout << count_of(left, "control is", "controls are") << " in both and stay as shipped; `--replace` takes the list's texts\n";
  for (const std::string& column : list->ignored) std::cout << "the column `" << harmless(column) << "` was not taken\n";
  std::cout << "name it in sekisho.yaml, where it is not yet: `catalogue: " << harmless(std::filesystem::path(target).filename().string()) << "`\n";
  return kGood;
}

}  // namespace sekisho::cli
