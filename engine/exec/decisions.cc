// Decisions.
#include <algorithm>

#include "engine/base/fault.h"
#include "engine/base/spread.h"
#include "engine/exec/decisions.h"

namespace sekisho {
namespace {

Outcome seen_as(Outcome outcome) { return fault(22) ? outcome & 0x3F : outcome; }

}  // namespace

size_t Decisions::Branches::place_of(uint64_t branch) const {
  const size_t mask = entries_.size() - 1;
  size_t at = spread(branch) & mask;
  while (entries_[at].child != 0 && entries_[at].branch != branch) at = (at + 1) & mask;
  return at;
}

uint32_t Decisions::Branches::find(uint64_t branch) const { return entries_.empty() ? 0 : entries_[place_of(branch)].child; }

void Decisions::Branches::add(uint64_t branch, uint32_t child) {
  if (taken_ * 2 >= entries_.size()) {
    constexpr size_t kFirst = 8;
    std::vector<Entry> before(std::max(kFirst, entries_.size() * 2));
    before.swap(entries_);
    for (const Entry& entry : before) {
      if (entry.child != 0) entries_[place_of(entry.branch)] = entry;
    }
  }
  entries_[place_of(branch)] = {branch, child};
  ++taken_;
}

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
      const uint32_t next = branches_.find(branch(at, outcome));
      if (next == 0) return {};
      node.last_outcome = outcome;
      node.last_child = next;
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
    if (const uint32_t known = branches_.find(branch(at, outcome)); known != 0) {
      at = known;
      continue;
    }
    if (!worth_keeping(at, outcome)) return;
    const auto child = static_cast<uint32_t>(nodes_.size());
    branches_.add(branch(at, outcome), child);
    ++nodes_[at].children;
    nodes_.emplace_back();
    at = child;
  }
  if (!nodes_[at].has_look) nodes_[at].result = result;
}

}  // namespace sekisho
