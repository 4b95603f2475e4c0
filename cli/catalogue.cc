// Merges the shipped catalogue with the project's own list.
#include "cli/catalogue.h"

#include <algorithm>
#include <memory>

#include "adapters/register.h"
#include "cli/shipped.h"
#include "sekisho/file.h"

namespace sekisho::cli {
namespace {

constexpr size_t kMaxCatalogueBytes = size_t{64} << 20;

}  // namespace

Result<ControlList> read_controls(const std::string& path) {
  Result<std::string> bytes = read_file(path, kMaxCatalogueBytes);
  if (!bytes) return bytes.error();
  Result<std::string> text = adapters::table_text(path, std::move(*bytes));
  if (!text) return text.error();
  return import_controls(std::make_shared<const Source>(path, std::move(*text)));
}

Result<std::vector<ControlInfo>> project_controls(const std::string& file) {
  const SourcePtr shipped = shipped_catalogue();
  if (shipped == nullptr) return Error{"this build holds no catalogue", "", {}};
  Result<std::vector<ControlInfo>> ours = controls(shipped);
  if (!ours || file.empty()) return ours;
  const Result<ControlList> theirs = read_controls(file);
  if (!theirs) return theirs.error();
  for (const ControlInfo& control : theirs->controls) {
    const auto same = std::find_if(ours->begin(), ours->end(), [&](const ControlInfo& other) { return other.id == control.id; });
    if (same != ours->end()) *same = control;
    else ours->push_back(control);
  }
  // Back in the order of their numbers.
  return controls(std::make_shared<const Source>(file, catalogue_csv(*ours)));
}

Result<SourcePtr> project_catalogue(const std::string& file) {
  if (file.empty()) return shipped_catalogue();
  const Result<std::vector<ControlInfo>> all = project_controls(file);
  if (!all) return all.error();
  return SourcePtr(std::make_shared<const Source>(file, catalogue_csv(*all)));
}

}  // namespace sekisho::cli
