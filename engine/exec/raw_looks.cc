// Observer: looks at raw values, by their paths below the root of a role's resource.
#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/base/fault.h"
#include "engine/exec/observer.h"

namespace sekisho {

std::optional<Observation> Observer::look_at(Observation::What what, const RawNode& node, const void* subject) {
  const int role = recording_ ? role_of(node.resource) : -1;
  if (role < 0) return {};
  std::optional<uint32_t> path = raw_path(node);
  if (!path) {
    unshared();
    return {};
  }
  return Observation{what, static_cast<uint8_t>(role), Observation::kConstant, false, *path, subject};
}

void Observer::cell(const RawNode& root, std::string_view key) {
  if (!recording_) return;
  int role = role_of(root.resource);
  if (role < 0 || (fault(1) && role > 0)) return;
  Observation observation{Observation::What::kCell, static_cast<uint8_t>(role), Observation::kConstant, false, contents_.key_number(key), nullptr};
  if (!noted(observation)) note(observation, observe(observation));
}

void Observer::look_below(Observation::What what, const RawNode& node) {
  const std::optional<Observation> look = look_at(what, node);
  if (look && !noted(*look) && !(fault(67) && what == Observation::What::kWhole) && !(fault(68) && what == Observation::What::kPart)) note(*look, observe(*look));
}

const RawNode* Observer::walked(const RawResource& resource, uint32_t path) {
  if (raw_paths_[path].empty()) return resource.root;
  if (walked_resource_ != &resource) {
    walked_resource_ = &resource;
    ++walk_;
  }
  if (walked_.size() < raw_paths_.size()) walked_.resize(raw_paths_.size());
  if (walked_[path].walk == walk_) return walked_[path].node;
  const RawNode* from = walked(resource, shorter_[path]);
  const RawStep& step = raw_paths_[path].back();
  const RawNode* node = nullptr;
  if (from != nullptr && from->kind == RawNode::Kind::kObject && step.by_key) node = from->find(step.key);
  else if (from != nullptr && from->kind == RawNode::Kind::kList && !step.by_key && step.index < from->items.size()) node = from->items[step.index];
  walked_[path] = {walk_, node};
  return node;
}

// The way to it counts, too: a value without parts on the way makes another outcome than a part that is missing.
Outcome Observer::outcome_of_raw(const RawResource& resource, uint32_t path, bool whole) {
  if (const RawNode* found = walked(resource, path)) return contents_.of(*found, whole);
  uint32_t shorter = shorter_[path];
  const RawNode* lacking = nullptr;
  while ((lacking = walked(resource, shorter)) == nullptr) shorter = shorter_[shorter];
  const RawStep& step = raw_paths_[path][raw_paths_[shorter].size()];
  const bool has_parts = lacking->kind == (step.by_key ? RawNode::Kind::kObject : RawNode::Kind::kList);
  if (!has_parts && lacking->kind != RawNode::Kind::kAbsent && lacking->kind != RawNode::Kind::kUnknown) return contents_.of_text("no way");
  return outcome_of_missing(*lacking);
}

// What is missing below what is missing is like it. It follows from few properties of what lacks it, so that most need no node made.
Outcome Observer::outcome_of_missing(const RawNode& lacking) {
  const bool absent = lacking.kind != RawNode::Kind::kObject || evaluator_.raw().missing_is_absent(lacking);
  uint32_t properties = 0;
  for (const auto property : {static_cast<uint32_t>(lacking.kind), static_cast<uint32_t>(lacking.configured), static_cast<uint32_t>(lacking.written), static_cast<uint32_t>(lacking.why), static_cast<uint32_t>(lacking.sensitive), static_cast<uint32_t>(lacking.on_create), static_cast<uint32_t>(lacking.keys_configured_known), static_cast<uint32_t>(absent)}) properties = properties << 3 | property;
  const auto [known, is_new] = missing_outcomes_.try_emplace(properties);
  if (is_new) known->second = contents_.of(evaluator_.raw().missing_below(lacking), true);
  return known->second;
}

void Observer::origin(const RawResource& resource, std::string_view part) {
  if (!recording_ || fault(2)) return;
  int role = role_of(&resource);
  if (role < 0) return;
  Observation observation{Observation::What::kOrigin, static_cast<uint8_t>(role), Observation::kConstant, false, contents_.key_number(part), nullptr};
  note(observation, observe(observation));
}

uint32_t Observer::longer_path(uint32_t path, const RawNode& next) {
  const bool by_key = !next.key.empty() || next.parent->kind == RawNode::Kind::kObject;
  for (const uint32_t longer : longer_[path]) {
    const RawStep& step = raw_paths_[longer].back();
    if (step.by_key == by_key && step.index == next.index && step.key == next.key) return longer;
  }
  const auto made = static_cast<uint32_t>(raw_paths_.size());
  std::vector<RawStep> steps = raw_paths_[path];
  steps.push_back({std::string(next.key), next.index, by_key});
  raw_paths_.push_back(std::move(steps));
  shorter_.push_back(path);
  longer_.emplace_back();
  longer_[path].push_back(made);
  return made;
}

std::optional<uint32_t> Observer::raw_path(const RawNode& node) {
  way_.clear();
  for (const RawNode* at = &node; at->parent != nullptr; at = at->parent) {
    if (at->parent->kind == RawNode::Kind::kString) return {};
    way_.push_back(at);
  }
  uint32_t number = 0;
  for (auto at = way_.rbegin(); at != way_.rend(); ++at) number = longer_path(number, **at);
  // JSON inside a text may hang on a list or an object, beside what the path leads to.
  if (node_at(*node.resource, number) != &node) return {};
  return number;
}

const RawNode* Observer::node_at(const RawResource& resource, uint32_t path) {
  const RawNode* node = resource.root;
  for (const RawStep& step : raw_paths_[path]) {
    if (step.by_key) {
      const RawNode* next = node->kind == RawNode::Kind::kObject ? node->find(step.key) : nullptr;
      node = next != nullptr ? next : evaluator_.raw().missing(*node, step.key);
    } else {
      node = node->kind == RawNode::Kind::kList && step.index < node->items.size() ? node->items[step.index] : evaluator_.raw().missing_item(*node, step.index);
    }
  }
  return node;
}

Outcome Observer::outcome_of_target(const RawResource* target) {
  std::string out = "target";
  if (target != nullptr) {
    out += target->type;
    Role role{target, nullptr};
    put(out, add_role(role));
    put(out, base_of(role));
  }
  return contents_.of_text(out);
}

void Observer::target(const RawNode& node) {
  const std::optional<Observation> look = look_at(Observation::What::kTarget, node);
  if (!look) return;
  relate(look->role);
  if (!fault(5)) note(*look, outcome_of_target(node.reference->targets.front()));
}

void Observer::reference(const RawNode& node, const Type& type, const Value& converted) {
  const std::optional<Observation> look = look_at(Observation::What::kReference, node, keep(type));
  if (look && !fault(6)) note(*look, contents_.of(converted));
}

}  // namespace sekisho
