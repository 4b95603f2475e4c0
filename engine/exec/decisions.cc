// Decisions.
#include "engine/base/fault.h"
#include "engine/exec/decisions.h"

namespace sekisho {
namespace {

Outcome seen_as(Outcome outcome) { return fault(22) ? outcome & 0x3F : outcome; }

}  // namespace

std::optional<uint32_t> Decisions::find(Observer& observer, const Role& subject) const {
  if (nodes_.empty()) return {};
  ++tried_;
  observer.begin(subject, false);
  uint32_t at = 0;
  while (!nodes_[at].result) {
    if (!nodes_[at].has_look) return {};
    const Outcome outcome = seen_as(observer.observe(nodes_[at].look));
    Node& node = nodes_[at];
    if (node.last_child == 0 || node.last_outcome != outcome) {
      auto next = branches_.find(branch(at, outcome));
      if (next == branches_.end()) return {};
      node.last_outcome = outcome;
      node.last_child = next->second;
    }
    at = node.last_child;
  }
  ++found_;
  return nodes_[at].result;
}

void Decisions::add(const std::vector<Observer::Seen>& seen, uint32_t result) {
  if (nodes_.empty()) nodes_.emplace_back();
  uint32_t at = 0;
  for (const Observer::Seen& each : seen) {
    if (nodes_[at].result) return;
    if (nodes_[at].has_look && !nodes_[at].look.same_look(each.observation)) return;
    if (!nodes_[at].has_look) {
      nodes_[at].look = each.observation;
      nodes_[at].has_look = true;
    }
    auto [next, is_new] = branches_.try_emplace(branch(at, seen_as(each.outcome)), static_cast<uint32_t>(nodes_.size()));
    if (is_new) nodes_.emplace_back();
    at = next->second;
  }
  if (!nodes_[at].has_look) nodes_[at].result = result;
}

}  // namespace sekisho
