// Decisions.
#include "engine/base/fault.h"
#include "engine/exec/decisions.h"

namespace sekisho {
namespace {

Outcome seen_as(Outcome outcome) { return fault(22) ? outcome & 0x3F : outcome; }

}  // namespace

bool Decisions::pays() {
  if (tried_ < tries_until_ || found_ > tried_ / kTries) return true;
  if (++passed_over_ < rest_) return false;
  passed_over_ = 0;
  rest_ *= 2;
  tries_until_ = tried_ + kTries;
  return true;
}

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
    ++node.hits;
    at = node.last_child;
  }
  ++found_;
  return nodes_[at].result;
}

bool Decisions::worth_keeping(uint32_t node, Outcome outcome) {
  constexpr uint32_t kMany = 256;
  if (nodes_[node].children < kMany || nodes_[node].hits > nodes_[node].children / 4) return true;
  std::vector<bool>& seen = seen_once_[node];
  if (seen.size() <= outcome) seen.resize(outcome + 1);
  if (seen[outcome]) return true;
  seen[outcome] = true;
  return false;
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
    const Outcome outcome = seen_as(each.outcome);
    const auto known = branches_.find(branch(at, outcome));
    if (known != branches_.end()) {
      at = known->second;
      continue;
    }
    if (!worth_keeping(at, outcome)) return;
    const auto child = static_cast<uint32_t>(nodes_.size());
    branches_.emplace(branch(at, outcome), child);
    ++nodes_[at].children;
    nodes_.emplace_back();
    at = child;
  }
  if (!nodes_[at].has_look) nodes_[at].result = result;
}

}  // namespace sekisho
