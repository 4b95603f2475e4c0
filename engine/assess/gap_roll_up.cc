// Deepest level first, so that each control finds those below it settled.
#include "engine/assess/gap_roll_up.h"

#include <algorithm>

namespace sekisho {
namespace {

// The controls directly or further below `upper` that are one level deeper; where a list lacks that level, those of the next one it has.
std::vector<const GapControl*> children_of(const GapReport& report, const GapControl& upper) {
  std::vector<const GapControl*> below;
  int nearest = 0;
  for (const GapControl& one : report.controls) {
    if (one.control.chapter != upper.control.chapter || one.control.level <= upper.control.level || !is_at_or_below(one.control.id, upper.control.id)) continue;
    if (nearest == 0 || one.control.level < nearest) {
      nearest = one.control.level;
      below.clear();
    }
    if (one.control.level == nearest) below.push_back(&one);
  }
  return below;
}

// An own state that says only that no rule speaks of the objective: what stands below it says more.
bool rests_on_what_is_below(const GapControl& control) {
  return control.control.level == 3 && control.rules.empty() && control.own == ControlState::kUndetermined && control.inherited_from.empty() && control.measures.empty();
}

void settle(GapReport& report, GapControl& control) {
  const std::vector<const GapControl*> children = children_of(report, control);
  if (!children.empty() && rests_on_what_is_below(control)) {
    control.own.reset();
    control.reasons.clear();
  }
  std::optional<ControlState> worst = control.own;
  control.decided_by = control.control.id;
  for (const GapControl* child : children) {
    if (worst && child->state >= *worst) continue;
    worst = child->state;
    control.decided_by = child->decided_by;
  }
  control.state = worst.value_or(ControlState::kUndetermined);
}

}  // namespace

void roll_up(GapReport& report) {
  for (int level = 4; level >= 1; --level) {
    for (GapControl& control : report.controls) {
      if (control.control.level == level) settle(report, control);
    }
  }
  // A heading over nothing that is assessed says nothing.
  std::erase_if(report.controls, [](const GapControl& control) { return control.control.level < 3 && control.decided_by == control.control.id; });
  for (const GapControl& control : report.controls) {
    if (control.control.level == 3) ++report.counts.objectives[static_cast<size_t>(control.state)];
    if (control.control.level == 4) ++report.counts.controls[static_cast<size_t>(control.state)];
  }
}

}  // namespace sekisho
