// Profiles in reports.
#include "engine/report/profile.h"

namespace sekisho {

std::string change_text(const RunProfileChange& change) {
  std::string text = change.change == "off" ? "off" : change.change == "severity" ? "severity " + change.value + ", was " + change.was : change.value;
  if (!change.reason.empty()) text += ": " + change.reason;
  return text;
}

}  // namespace sekisho
