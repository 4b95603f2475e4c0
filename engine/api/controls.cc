// controls: catalogues as plain data, ours and others'.
#include "engine/schema/catalogue.h"
#include "sekisho/controls.h"

namespace sekisho {
namespace {

std::vector<ControlInfo> plain(const Catalogue& catalogue) {
  std::vector<ControlInfo> out;
  for (const ControlEntry& entry : catalogue.entries()) {
    out.push_back({entry.id, entry.level, entry.chapter, entry.mandatory_suffix, entry.testable, {entry.title_en, entry.title_ja},
                   {entry.requirement, entry.requirement_ja}, entry.critical_area, entry.inheritable, entry.testable_secondary, entry.since, entry.amended, {entry.evidence_en, entry.evidence_ja}});
  }
  return out;
}

}  // namespace

Result<std::vector<ControlInfo>> controls(const SourcePtr& catalogue) {
  Result<Catalogue> parsed = Catalogue::parse(catalogue, "");
  if (!parsed) return parsed.error();
  return plain(*parsed);
}

Result<ControlList> import_controls(const SourcePtr& csv) {
  ControlList list;
  Result<Catalogue> parsed = Catalogue::import(csv, list.ignored);
  if (!parsed) return parsed.error();
  list.controls = plain(*parsed);
  return list;
}

std::string catalogue_csv(const std::vector<ControlInfo>& controls) {
  std::vector<ControlEntry> entries;
  for (const ControlInfo& control : controls) {
    entries.push_back({control.id, control.level, control.chapter, control.suffix, control.title.en, control.title.ja, control.testable,
                       control.requirement.en, control.critical_area, control.inheritable, control.testable_secondary, control.requirement.ja, control.evidence.en, control.evidence.ja, control.since, control.amended});
  }
  return Catalogue::of(std::move(entries)).to_csv();
}

}  // namespace sekisho
