// One look at one subject a type: all of a type have the same map.
#include "engine/api/undecidable.h"

#include <algorithm>
#include <map>

namespace sekisho {
namespace {

struct OfType {
  size_t undecided = 0;
  bool decided = false;
  const Subject* first = nullptr;
};

const RawResource* resource_of(const Subject& subject) { return subject.row != nullptr ? subject.row->resource : subject.resource; }

}  // namespace

std::vector<RunUndecidable> undecidable_types(Evaluator& evaluator, const Rule& rule, const std::vector<Subject>& subjects, const std::vector<Verdict>& verdicts) {
  std::map<std::string, OfType> types;
  const RawResource* last = nullptr;   // neighbours are mostly of one type
  OfType* found = nullptr;
  for (size_t i = 0; i < subjects.size(); ++i) {
    const RawResource* resource = resource_of(subjects[i]);
    if (resource == nullptr || verdicts[i] == Verdict::kNotApplicable) continue;
    if (last == nullptr || last->type != resource->type || last->adapter != resource->adapter) found = &types[resource->adapter + "." + resource->type];
    last = resource;
    OfType& type = *found;
    if (verdicts[i] != Verdict::kUnknown) type.decided = true;
    else if (type.undecided++ == 0) type.first = &subjects[i];
  }
  std::vector<RunUndecidable> result;
  for (const auto& [name, type] : types) {
    if (type.decided || type.first == nullptr) continue;
    Frame frame(rule.slots);
    frame.values[0] = type.first->value();
    const Decision decision = decide(evaluator, rule, *type.first, frame);
    const auto reason = std::find_if(decision.reasons.begin(), decision.reasons.end(), [](const ReasonPtr& one) { return one->code == ReasonCode::kUnavailable; });
    if (reason != decision.reasons.end()) result.push_back({name, (*reason)->text, type.undecided});
  }
  return result;
}

}  // namespace sekisho
