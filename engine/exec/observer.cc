// Observer.
#include "engine/exec/observer.h"

#include <algorithm>

#include "engine/base/bytes.h"
#include "engine/base/check.h"
#include "engine/base/fault.h"
#include "engine/exec/columns.h"
#include "engine/exec/three_valued.h"

namespace sekisho {
namespace {

const void* pointer_of(const Role& role) { return role.row != nullptr ? static_cast<const void*>(role.row) : role.resource; }

// Rows, and resources of raw values, in a value.
template <class Visit>
void each_row(const Value& value, const Visit& visit) {
  switch (value.kind()) {
    case ValueKind::kRow: visit(Role{nullptr, value.as_row()}); break;
    case ValueKind::kRaw:
      if (value.as_raw()->resource != nullptr) visit(Role{value.as_raw()->resource, nullptr});
      break;
    case ValueKind::kList: case ValueKind::kSet:
      for (const Value::Member& member : value.members()) each_row(member.value, visit);
      break;
    case ValueKind::kDict:
      for (const Value::Entry& entry : value.entries()) each_row(entry.value, visit);
      break;
    case ValueKind::kRecord:
      for (const Value::Field& field : value.fields()) each_row(field.value, visit);
      break;
    default: break;
  }
}

bool is_member(const Role& role, const Expression& population) {
  if (population.entity != nullptr) return role.row != nullptr && role.row->kind->has(population.entity);
  if (role.resource == nullptr) return false;
  return population.raw_type == role.resource->adapter + "." + role.resource->type || population.raw_type == role.resource->adapter + ".*";
}

bool is_collection(const Value& value) { return value.kind() == ValueKind::kList || value.kind() == ValueKind::kSet; }

void put_reasons(std::string& out, const Value& value) {
  for (const ReasonPtr& reason : value.reasons()) put(out, reason->code);
}

}  // namespace

int Observer::role_of(const RawResource* resource) const {
  for (size_t i = 0; i < roles_.size(); ++i) {
    if (resource != nullptr && roles_[i].resource == resource) return static_cast<int>(i);
  }
  return -1;
}

int Observer::role_of(const Row* row) const {
  for (size_t i = 0; i < roles_.size(); ++i) {
    if (row != nullptr && roles_[i].row == row) return static_cast<int>(i);
  }
  return -1;
}

int Observer::add_role(const Role& role) {
  const int present = role_of(role);
  if (present >= 0) return present;
  if (roles_.size() == Observation::kConstant) {
    shared_ = false;
    return Observation::kConstant;
  }
  roles_.push_back(role);
  return static_cast<int>(roles_.size()) - 1;
}

ResourceCells& Observer::cells_of(Role& role) {
  if (role.cells == nullptr) role.cells = &contents_.cells_of(*role.resource);
  return *role.cells;
}

Outcome Observer::base_of(Role& role) {
  if (role.row == nullptr) return cells_of(role).base;
  if (role.row->kind != last_kind_) {
    last_kind_ = role.row->kind;
    last_kind_number_ = kind_numbers_.try_emplace(last_kind_, static_cast<uint32_t>(kind_numbers_.size())).first->second;
  }
  const uint32_t kind = last_kind_number_;
  return fault(51) ? kind : kind * 4 + static_cast<uint32_t>(role.row->presence);
}

void Observer::begin(const Role& subject, bool record) {
  roles_.clear();
  roles_.push_back(subject);
  seen_.clear();
  if (!constant_members_.empty()) constant_members_.clear();   // which goes through all its buckets
  constant_populations_.clear();
  shared_ = true;
  ++evaluation_;
  recording_ = record;
  if (record) seen_.push_back({Observation{}, base_of(roles_.front())});
}

bool Observer::end() {
  recording_ = false;
  return shared_ || fault(47);
}

bool Observer::noted(const Observation& observation) const {
  return std::any_of(seen_.begin(), seen_.end(), [&](const Seen& seen) { return seen.observation.same_look(observation); });
}

bool Observer::first_look(const Observation& observation) {
  if (observation.role >= 32) return !noted(observation);
  RowPath& path = row_paths_[observation.key];
  if (path.noted_in != evaluation_) {
    path.noted_in = evaluation_;
    path.noted = 0;
  }
  const uint32_t role = uint32_t{1} << (fault(74) ? 0 : observation.role);
  return (std::exchange(path.noted, path.noted | role) & role) == 0;
}

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

void Observer::escapes(const Value& value) {
  if (!recording_) return;
  each_row(value, [&](const Role& role) {
    if (evaluator_.bound_as_constant(pointer_of(role))) constant_members_.insert(pointer_of(role));
  });
}

void Observer::constant(const Value& value) {
  if (recording_) each_row(value, [&](const Role& role) { constant_members_.insert(pointer_of(role)); });
}

void Observer::constant(const Expression& population) {
  if (recording_) constant_populations_.push_back(&population);
}

void Observer::relate(int role) {
  if (role < 0) return;
  const Role& related = roles_[static_cast<size_t>(role)];
  bool constant = evaluator_.bound_as_constant(pointer_of(related)) || constant_members_.contains(pointer_of(related)) ||
                  std::any_of(constant_populations_.begin(), constant_populations_.end(), [&](const Expression* population) { return is_member(related, *population); });
  if (constant) unshared();
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

Outcome Observer::outcome_of_members(const Value::Members& members) {
  std::string out = "join";
  for (const Value::Member& member : members) {
    put(out, member.presence);
    put(out, member.doubt == nullptr);
    if (member.doubt != nullptr) put(out, member.doubt->code);
    Role role;
    if (member.value.kind() == ValueKind::kRow) role.row = member.value.as_row();
    else if (member.value.kind() == ValueKind::kRaw) role.resource = member.value.as_raw()->resource;
    if (role.row == nullptr && role.resource == nullptr) continue;  // the member that stands for those nobody sees
    put(out, add_role(role));
    put(out, base_of(role));
  }
  return contents_.of_text(out);
}

bool Observer::joined(const Evaluator::Join& join, const Role& target, const Value::Members& members) {
  if (!recording_) return false;
  const int role = role_of(target);
  if (role < 0 || fault(3)) return false;
  relate(role);
  note({Observation::What::kJoin, static_cast<uint8_t>(role), Observation::kConstant, false, 0, keep(join)}, outcome_of_members(members));
  return true;
}

bool Observer::named(const Evaluator::Join& join, const Value& value, const Value::Members& members) {
  if (value.kind() != ValueKind::kRaw) return false;
  const std::optional<Observation> look = look_at(Observation::What::kNamed, *value.as_raw(), keep(join));
  if (!look) return false;
  relate(look->role);
  note(*look, outcome_of_members(members));
  return true;
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

Outcome Observer::outcome_of_truth(const Value& value) {
  scratch_ = "truth";
  put(scratch_, value.kind());
  if (value.is_unknown()) put_reasons(scratch_, value);
  else put(scratch_, is_true(value));
  return contents_.of_text(scratch_);
}

void Observer::note_refers(const Value& a, const Role& target, const Value& outcome) {
  if (!recording_) return;
  const int other = role_of(target);
  int role = a.kind() == ValueKind::kRow ? role_of(a.as_row()) : a.kind() == ValueKind::kRaw ? role_of(a.as_raw()->resource) : -1;
  if (role < 0 && other < 0) return;
  relate(role);
  relate(other);
  Observation observation{Observation::What::kRefers, Observation::kConstant, Observation::kConstant, false, 0, nullptr};
  if (other >= 0) observation.other = static_cast<uint8_t>(other);
  else observation.subject = target.row != nullptr ? static_cast<const void*>(target.row) : target.resource;
  observation.to_row = target.row != nullptr;
  if (role >= 0) {
    observation.role = static_cast<uint8_t>(role);
    if (a.kind() == ValueKind::kRaw) {
      std::optional<uint32_t> path = raw_path(*a.as_raw());
      if (!path) return unshared();
      observation.key = *path;
    }
  } else {
    observation.key = static_cast<uint32_t>(constants_.size());
    constants_.push_back(a);
  }
  note(observation, outcome_of_truth(outcome));
}

uint32_t Observer::path_of(size_t attribute) {
  if (attribute_paths_.size() <= attribute) attribute_paths_.resize(attribute + 1);
  uint32_t& path = attribute_paths_[attribute];
  if (path == 0) {
    row_paths_.push_back({attribute, {}, {}});
    path = static_cast<uint32_t>(row_paths_.size());
  }
  return path - 1;
}

uint32_t Observer::path_below(uint32_t path, std::string_view field) { return extended(path, RowStep::To::kField, field, 0); }

uint32_t Observer::path_of_entry(uint32_t path, std::string_view key) { return extended(path, RowStep::To::kEntry, key, 0); }

uint32_t Observer::path_of_member(uint32_t path, size_t index) { return extended(path, RowStep::To::kMember, "", fault(73) ? 0 : static_cast<uint32_t>(index)); }

uint32_t Observer::extended(uint32_t path, RowStep::To to, std::string_view name, uint32_t index) {
  for (const uint32_t longer : row_paths_[path].longer) {
    const RowStep& last = row_paths_[longer].steps.back();
    if (last.to == to && last.index == index && last.name == name) return longer;
  }
  const auto number = static_cast<uint32_t>(row_paths_.size());
  RowPath longer{row_paths_[path].attribute, row_paths_[path].steps, {}};
  longer.steps.push_back({to, index, std::string(name)});
  row_paths_.push_back(std::move(longer));
  row_paths_[path].longer.push_back(number);
  return number;
}

const Value* Observer::value_at(const Row& row, uint32_t path) {
  static const Value kAbsent;
  const Value* value = &columns_->like(row, row_paths_[path].attribute);
  // Where a part is asked for, what holds it was seen to be a record, a dict, or a collection of as many.
  for (const RowStep& step : row_paths_[path].steps) {
    switch (step.to) {
      case RowStep::To::kField:
        CHECK(value->kind() == ValueKind::kRecord);
        value = value->field(step.name);
        if (value == nullptr) return &kAbsent;
        break;
      case RowStep::To::kEntry: {
        CHECK(value->kind() == ValueKind::kDict);
        auto [kept, is_new] = entries_.try_emplace({fault(48) ? 0 : columns_->content_at(*value), step.name});
        if (is_new) kept->second = entry_of(*value, step.name);
        value = &kept->second;
        break;
      }
      case RowStep::To::kMember:
        CHECK(is_collection(*value) && step.index < value->members().size());
        value = &value->members()[step.index].value;
        break;
      case RowStep::To::kLead: case RowStep::To::kShape: case RowStep::To::kPredicate: break;
    }
  }
  return value;
}

Outcome Observer::outcome_of_step(const Value& value, const Value& followed) {
  if (value.kind() == ValueKind::kRecord) return contents_.of_text("record");
  if (value.kind() == ValueKind::kDict) return contents_.of_text("dict");
  if (value.kind() == ValueKind::kReference) return outcome_of_followed(followed);
  std::string out = "step";
  put(out, contents_.of(value));
  return contents_.of_text(out);
}

Outcome Observer::outcome_of_followed(const Value& followed) {
  std::string out;
  if (followed.kind() == ValueKind::kRow) {
    out = "row";
    Role role{nullptr, followed.as_row()};
    const int number = add_role(role);
    if (!fault(49)) put(out, number);
    put(out, base_of(role));
  } else {
    out = "nowhere";
    put_reasons(out, followed);
  }
  return contents_.of_text(out);
}

void Observer::attribute(int role, uint32_t path, const Value& value, const Value& followed, bool whole) {
  if (!recording_) return;
  const Observation observation{whole ? Observation::What::kLeaf : Observation::What::kStep, static_cast<uint8_t>(role), Observation::kConstant, false,
                                whole ? path : extended(path, RowStep::To::kLead, "", 0), nullptr};
  if (!first_look(observation) || (fault(8) && !whole) || (fault(9) && whole && role > 0)) return;
  if (followed.kind() == ValueKind::kRow || (evaluator_.mask != nullptr && !whole)) relate(role);
  note_attribute(observation, [&] {
    return whole ? kept_by_class(*roles_[static_cast<size_t>(role)].row, path, [&] { return contents_.of(value); }) : outcome_of_step(value, followed);
  });
}

Outcome Observer::observe_unmasked(const Observation& observation) {
  const Pause pause(this);
  return without_mask([&] { return observe(observation); });
}

bool Observer::members(int role, uint32_t path, const Value& value) {
  if (!recording_) return false;
  const Observation observation{Observation::What::kMembers, static_cast<uint8_t>(role), Observation::kConstant, false, extended(path, RowStep::To::kShape, "", 0), nullptr};
  if (first_look(observation)) note_attribute(observation, [&] { return outcome_of_shape(value); });
  if (!is_collection(value)) return false;
  // Each part of each member is a look of its own.
  constexpr size_t kFewMembers = 8;
  if (value.members().size() <= kFewMembers) return true;
  attribute(role, path, value, {}, true);
  return false;
}

Outcome Observer::outcome_of_shape(const Value& value) {
  std::string out = "shape";
  put(out, value.kind());
  if (!is_collection(value)) {
    put(out, contents_.of(value));
    return contents_.of_text(out);
  }
  for (const Value::Member& member : value.members()) {
    if (!fault(72)) {
      put(out, member.presence);
      if (member.doubt != nullptr) put(out, member.doubt->code);
    }
    const bool record = member.value.kind() == ValueKind::kRecord;
    put(out, record);
    if (!record) put(out, contents_.of(member.value));
  }
  return contents_.of_text(out);
}

std::optional<Outcome> Observer::Kept::find(uint32_t key) {
  if (of_class == nullptr) return std::nullopt;
  // Looks mostly come in the order of those before.
  if (next >= of_class->size() || (*of_class)[next].first != key) {
    next = static_cast<size_t>(std::find_if(of_class->begin(), of_class->end(), [&](const auto& one) { return one.first == key; }) - of_class->begin());
    if (next == of_class->size()) return std::nullopt;
  }
  return (*of_class)[next++].second;
}

Outcome Observer::Kept::add(uint32_t key, Outcome outcome) {
  if (of_class != nullptr) of_class->emplace_back(key, outcome);
  return outcome;
}

Observer::Kept& Observer::kept_of(const Row& row, uint32_t path) {
  const size_t attribute = row_paths_[path].attribute;
  if (kept_.row != &row || kept_.attribute != attribute) kept_ = {&row, attribute, columns_->contents_of(row, attribute)};
  return kept_;
}

template <class Look>
Outcome Observer::kept_by_class(const Row& row, uint32_t path, const Look& look) {
  if (const std::optional<Outcome> known = kept_of(row, path).find(path)) return *known;
  const Outcome outcome = look();
  return kept_of(row, path).add(path, outcome);
}

Outcome Observer::observe(const Observation& o) {
  Role none;
  Role& role = o.role == Observation::kConstant ? none : roles_[o.role];
  if (o.what >= Observation::What::kStep) {
    if (const std::optional<Outcome> among_tags = outcome_among_tags(*role.row, o)) return *among_tags;
  }
  switch (o.what) {
    case Observation::What::kBase: return base_of(role);
    case Observation::What::kCell: return contents_.cell(cells_of(role), o.key);
    case Observation::What::kPart:
    case Observation::What::kWhole: return outcome_of_raw(*role.resource, o.key, o.what == Observation::What::kWhole);
    case Observation::What::kOrigin: {
      ResourceCells& cells = cells_of(role);
      for (const auto& [part, content] : cells.origin) {
        if (part == o.key) return content;
      }
      const std::string& part = contents_.key(o.key);
      const std::optional<Outcome> of_tags = outcome_of_tags(cells, part);
      ContentId content = of_tags ? *of_tags : contents_.of(evaluator_.origin_part(*role.resource, part));
      cells.origin.emplace_back(o.key, content);
      return content;
    }
    case Observation::What::kJoin: {
      const Evaluator::Join& join = *static_cast<const Evaluator::Join*>(o.subject);
      return outcome_of_members(role.row != nullptr ? evaluator_.joined_with(join, *role.row) : evaluator_.joined_with(join, *role.resource));
    }
    case Observation::What::kNamed: {
      const Evaluator::Join& join = *static_cast<const Evaluator::Join*>(o.subject);
      return outcome_of_members(evaluator_.named_by(join, Value::raw(node_at(*role.resource, o.key)), evaluator_.raw().source_of(roles_.front().resource)));
    }
    case Observation::What::kTarget: {
      const RawNode* node = node_at(*role.resource, o.key);
      return outcome_of_target(node->reference != nullptr && node->reference->exact ? node->reference->targets.front() : nullptr);
    }
    case Observation::What::kReference: return contents_.of(evaluator_.convert(Value::raw(node_at(*role.resource, o.key)), *static_cast<const Type*>(o.subject), nullptr));
    case Observation::What::kRefers: {
      Value a = o.role == Observation::kConstant ? constants_[o.key] : role.row != nullptr ? Value::row(role.row) : Value::raw(node_at(*role.resource, o.key));
      if (o.other != Observation::kConstant) {
        const Role& other = roles_[o.other];
        return outcome_of_truth(other.row != nullptr ? evaluator_.refers(a, Value::row(other.row)) : evaluator_.refers(a, Value::raw(other.resource->root)));
      }
      return outcome_of_truth(o.to_row ? evaluator_.refers(a, Value::row(static_cast<const Row*>(o.subject)))
                                       : evaluator_.refers(a, Value::raw(static_cast<const RawResource*>(o.subject)->root)));
    }
    case Observation::What::kStep: {
      // What leads to no other row is the same for all of a class.
      if (const std::optional<Outcome> known = kept_of(*role.row, o.key).find(o.key)) return *known;
      const Row& row = *role.row;
      // Where a reference leads is the same for all of a class, too; what is seen there depends on the roles.
      if (const auto* followed = columns_->followed_of(row, row_paths_[o.key].attribute)) {
        const auto known = std::find_if(followed->begin(), followed->end(), [&](const auto& one) { return one.first == o.key; });
        if (known != followed->end()) return outcome_of_followed(known->second);
      }
      const Value& value = *value_at(row, o.key);
      if (value.kind() == ValueKind::kReference) {
        const Value leads_to = evaluator_.follow(value.as_reference(), value.places().empty() ? nullptr : &value.places().front());
        if (auto* followed = columns_->followed_of(row, row_paths_[o.key].attribute)) followed->emplace_back(o.key, leads_to);
        return outcome_of_followed(leads_to);
      }
      const Outcome outcome = outcome_of_step(value, Value());
      return kept_of(row, o.key).add(o.key, outcome);
    }
    case Observation::What::kLeaf:
      return kept_by_class(*role.row, o.key, [&] {
        const Value& value = *value_at(*role.row, o.key);
        return role.row->later == nullptr ? columns_->content_at(value) : contents_.of(value);
      });
    case Observation::What::kMembers: return kept_by_class(*role.row, o.key, [&] { return outcome_of_shape(*value_at(*role.row, o.key)); });
    case Observation::What::kPredicate: return kept_by_class(*role.row, o.key, [&] { return outcome_of_predicate(*role.row, o.key); });
  }
  CHECK(false);
}

}  // namespace sekisho
