// Observer: what an evaluation saw of the subject it ran on, so that a subject of which the same is seen gets the same result without an evaluation.
//
// Within one run everything is constant but the subject and what is reached from it: the *roles*. Role 0 is the subject; others are resources and rows
// that a join or a reference of a role leads to, in the order in which they were met. An evaluation is a function of what it observes of its roles:
// the evaluator reports each such look here, and asks for nothing about a role behind the observer's back. What cannot be put down as an
// observation (`unshared`) makes the result count for this subject alone.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/exec/content.h"

namespace sekisho {

// A resource or a row; exactly one of the two is set. `cells` belongs to the resource.
struct Role {
  const RawResource* resource = nullptr;
  const Row* row = nullptr;
  ResourceCells* cells = nullptr;      // of the resource, once they were looked up
};

struct Observation {
  enum class What : uint8_t {
    kBase,       // scope and standing of the role's resource, or kind and presence of its row
    kCell,       // content of the top-level value `key`
    kPart,       // content of the raw value at path `key`; of one that is read by parts: how it stands, and how many it has
    kWhole,      // content of the raw value at path `key` with all its parts
    kOrigin,     // content of the origin's part `key`
    kJoin,       // which members of join `subject` may refer to the role; they become roles
    kNamed,      // which members of join `subject` the raw value at path `key` may name; they become roles
    kTarget,     // the one resource that the raw value at path `key` names; it becomes a role
    kReference,  // content of the reference that the raw value at path `key` converts to, for type `subject`
    kRefers,     // what `refers` says of the raw value at path `key` (of `role`) or constant `key` (no role), and of `other`
    // From here on: at values of rows.
    kStep,       // what the attribute at path `key` leads to: a row becomes a role
    kLeaf,       // content of the attribute at path `key`
    kMembers,    // how many members the list or set at path `key` has, how sure each is, and of a list of records the content of those that are none
    kPredicate,  // what predicate `key` says of an attribute (predicates.cc)
    kCovering,   // how each of the patterns at path `key` stands to each of those at another path (pattern_looks.cc)
  };
  static constexpr uint8_t kConstant = 255;
  What what = What::kBase;
  uint8_t role = 0;
  uint8_t other = kConstant;
  bool to_row = false;              // kRefers: the constant is a row
  uint32_t key = 0;
  const void* subject = nullptr;    // kJoin, kNamed: the join; kReference: the type; kRefers: a constant resource or row
  // A constant value is kept by whoever saw it first: that it is the same follows from what was observed before.
  bool same_look(const Observation& o) const {
    return what == o.what && role == o.role && other == o.other && subject == o.subject && to_row == o.to_row && (role == kConstant || key == o.key);
  }
};

// What came of an observation, as a number: content, or a sort of outcome.
using Outcome = ContentId;

// Attributes of rows, as contents (columns.h).
class Columns;

class Observer {
 public:
  // `columns`: of the rows that are looked at; null while maps run, which look at none.
  Observer(Evaluator& evaluator, Contents& contents, Columns* columns) : evaluator_(evaluator), contents_(contents), columns_(columns) {}
  Observer(const Observer&) = delete;
  Observer& operator=(const Observer&) = delete;

  struct Seen {
    Observation observation;
    Outcome outcome;
    // Joins and what refers to what are asked in each evaluation anew: where there are many of them, looking again would cost what they do.
    bool is_of_value() const { return observation.what == Observation::What::kBase || observation.what >= Observation::What::kStep; }
  };

  // --- recording: the evaluator calls these ---------------------------
  bool recording() const { return recording_; }
  // While it lives, looks are no observations of their own: they are part of one that is being made, or constant.
  class Pause {
   public:
    explicit Pause(Observer* observer) : observer_(observer), before_(observer != nullptr && observer->recording_) {
      if (observer_ != nullptr) observer_->recording_ = false;
    }
    ~Pause() {
      if (observer_ != nullptr) observer_->recording_ = before_;
    }
    Pause(const Pause&) = delete;
    Pause& operator=(const Pause&) = delete;

   private:
    Observer* observer_;
    bool before_;
  };
  ContentId content(const Value& value) { return contents_.of(value); }
  // With all that hangs below.
  ContentId content(const RawNode& node) { return contents_.of(node, true); }
  // In which account, region, … it lies.
  ContentId scope_of(const RawResource& resource) { return contents_.cells_of(resource).scope; }
  ContentId content_of_pair(ContentId a, ContentId b) { return contents_.of_pair(a, b); }
  int role_of(const RawResource* resource) const;
  int role_of(const Row* row) const;
  int role_of(const Role& role) const { return role.row != nullptr ? role_of(role.row) : role_of(role.resource); }
  void unshared() {
    if (recording_) shared_ = false;
  }
  // What has a role for this subject may come up as a constant, too: as a member of a population that every subject goes through. Its content is
  // the same either way, but what relates it to a role, or leads on from it, is not the same for the next subject: that makes a result unshared.
  // The evaluator tells of constants that are not just bound by a quantifier (Evaluator::bound_as_constant).
  void escapes(const Value& value);             // rows and resources in it that are bound as constants
  void constant(const Value& value);            // all rows and resources in it
  void constant(const Expression& population);  // all its members
  void cell(const RawNode& root, std::string_view key);
  // A step from a value that is read by parts, or to one.
  void part(const RawNode& node) { look_below(Observation::What::kPart, node); }
  // One that is read by parts, read at once.
  void whole(const RawNode& node) { look_below(Observation::What::kWhole, node); }
  void origin(const RawResource& resource, std::string_view part);
  // One of its effective tags.
  void tag(const RawResource& resource, std::string_view key);
  // Whether the members are roles from now on; else they are constants.
  bool joined(const Evaluator::Join& join, const Role& target, const Value::Members& members);
  bool named(const Evaluator::Join& join, const Value& value, const Value::Members& members);
  // The resource that `node` names by an exact reference.
  void target(const RawNode& node);
  void reference(const RawNode& node, const Type& type, const Value& converted);
  void refers(const Value& a, const RawResource& target, const Value& outcome) { note_refers(a, {&target, nullptr}, outcome); }
  void refers(const Value& a, const Row& target, const Value& outcome) { note_refers(a, {nullptr, &target}, outcome); }
  // The attribute at `path` of a role's row; `whole`: its content, else where it leads.
  void attribute(int role, uint32_t path, const Value& value, const Value& followed, bool whole);
  // The list or set at `path` of a role's row, whose members are gone through. Whether parts of its records, or tests of its texts, are looked at one by one from now on; else
  // all was seen.
  bool members(int role, uint32_t path, const Value& value, bool records);
  // What `e` said of the value at `path` of a role's row, with `others` beside it.
  void predicate(int role, uint32_t path, const Expression& e, const std::vector<Value>& others, const Value& outcome);
  // How the patterns at `outer` of a role's row stand to those at `inner` of the same. REQUIRES can_tell_covering() of both.
  void covering(int role, uint32_t outer, uint32_t inner);
  // Whether the patterns at the path are few enough, hidden or not.
  bool can_tell_covering(int role, uint32_t path);
  // Whether the value at `path` of a role's row, which was looked at, is a dict, hidden or not.
  bool is_dict(int role, uint32_t path);
  uint32_t path_of(size_t attribute);
  uint32_t path_below(uint32_t path, std::string_view field);
  uint32_t path_of_entry(uint32_t path, std::string_view key);  // of a dict
  uint32_t path_of_member(uint32_t path, size_t index);         // of a list or set

  // --- one evaluation -------------------------------------------------
  // Starts with role 0 alone. `record`: looks of the evaluator are noted, from the base of role 0 on.
  void begin(const Role& subject, bool record);
  // Looks now, at the present roles; may add some.
  Outcome observe(const Observation& observation);
  // Ends recording; false: the result counts for this subject alone.
  bool end();
  const std::vector<Seen>& seen() const { return seen_; }
  // Entries of dicts that were looked up; what is asked for again is looked up again.
  void forget_values() {
    entries_.clear();
    kept_ = {};
  }

 private:
  // Keys and positions from a resource's root.
  struct RawStep {
    std::string key;
    uint32_t index = 0;
    bool by_key = false;
  };
  struct RowStep {
    // The last five go nowhere: they number what is asked of a value, under which a class keeps what came of it.
    enum class To : char { kField, kEntry, kMember, kLead, kShape, kSize, kPredicate, kCovering };
    To to = To::kField;
    uint32_t index = 0;                  // of a member; which predicate; the path to the inner patterns
    std::string name;                    // of a field or an entry
  };
  struct RowPath {
    size_t attribute = 0;
    std::vector<RowStep> steps;
    std::vector<uint32_t> longer;        // those with one step more
    // What was noted of it: in which evaluation, and of which of the first roles.
    uint64_t noted_in = 0;
    uint32_t noted = 0;
  };
  const Evaluator::Join* keep(const Evaluator::Join& join) { return &joins_.try_emplace(join.condition, join).first->second; }
  // Of a type, what converting to a reference depends on.
  const Type* keep(const Type& type) { return &types_.try_emplace({type.kind, type.entity}, type).first->second; }
  // A look at a raw value of a role; none when it is of no role, or cannot be found again: then the result is unshared.
  std::optional<Observation> look_at(Observation::What what, const RawNode& node, const void* subject = nullptr);
  void look_below(Observation::What what, const RawNode& node);
  // What the path leads to, null when that is missing. Neighbouring looks share most of their way.
  const RawNode* walked(const RawResource& resource, uint32_t path);
  Outcome outcome_of_raw(const RawResource& resource, uint32_t path, bool whole);
  Outcome outcome_of_missing(const RawNode& lacking);
  bool noted(const Observation& observation) const;
  void note(const Observation& observation, Outcome outcome) { seen_.push_back({observation, outcome}); }
  // A look at an attribute, of which `at_hand` tells what came. While a witness is searched the value at hand may be hidden: what is there all the same is noted.
  template <class AtHand>
  void note_attribute(const Observation& observation, const AtHand& at_hand) { note(observation, evaluator_.mask == nullptr ? at_hand() : observe_unmasked(observation)); }
  Outcome observe_unmasked(const Observation& observation);
  template <class Look>
  auto without_mask(const Look& look) {
    const Mask* const mask = std::exchange(evaluator_.mask, nullptr);
    Trace* const trace = std::exchange(evaluator_.trace, nullptr);
    const auto seen = look();
    evaluator_.mask = mask;
    evaluator_.trace = trace;
    return seen;
  }
  // Whether it is to be noted: a look at an attribute that was not noted before. It counts as noted then.
  bool first_look(const Observation& observation);
  // Before a look that relates the role to others or leads on from it.
  void relate(int role);
  int add_role(const Role& role);
  ResourceCells& cells_of(Role& role);
  Outcome base_of(Role& role);
  Outcome outcome_of_truth(const Value& value);
  Outcome outcome_of_members(const Value::Members& members);
  // Of a part of an origin that tells of tags (tags.cc); none: another part.
  std::optional<Outcome> outcome_of_tags(ResourceCells& cells, std::string_view part);
  // The same of a look at an attribute that consists of tags.
  std::optional<Outcome> outcome_among_tags(const Row& row, const Observation& observation);
  Outcome outcome_of_target(const RawResource* target);
  Outcome outcome_of_step(const Value& value, const Value& followed);
  // Of a reference that leads there.
  Outcome outcome_of_followed(const Value& followed);
  // observe() of what is asked of values of rows, and of where one leads.
  Outcome observe_value(const Row& row, const Observation& observation);
  Outcome observe_step(const Row& row, uint32_t path);
  // The path of a node below its resource's root; none inside the JSON of a text.
  std::optional<uint32_t> raw_path(const RawNode& node);
  // The path with one step more, to `next`.
  uint32_t longer_path(uint32_t path, const RawNode& next);
  const RawNode* node_at(const RawResource& resource, uint32_t path);
  uint32_t extended(uint32_t path, RowStep::To to, std::string_view name, uint32_t index);
  // `records`: with the content of members that are none.
  Outcome outcome_of_shape(const Value& value, bool records);
  const Value* value_at(const Row& row, uint32_t path);
  void note_refers(const Value& a, const Role& target, const Value& outcome);
  // Equal numbers ask the same of a value.
  uint32_t predicate_number(const Expression& e, const std::vector<Value>& others);
  void put_test(std::string& out, const Expression& e);
  Outcome outcome_of_predicate(const Row& row, uint32_t number);
  Outcome outcome_of_covering(const Row& row, uint32_t number);
  // Whether both patterns are of the same.
  bool is_of_one_attribute(uint32_t number) const { return row_paths_[number].attribute == row_paths_[row_paths_[number].steps.back().index].attribute; }
  // All of some patterns that counts for covering but what is in the texts.
  void put_patterns(std::string& out, const Value& patterns);
  // What came of looks at an attribute, kept with its class.
  struct Kept {
    const Row* row = nullptr;
    size_t attribute = 0;
    std::vector<std::pair<uint32_t, ContentId>>* of_class = nullptr;   // null: it is of no class
    size_t next = 0;
    std::optional<Outcome> find(uint32_t key);
    Outcome add(uint32_t key, Outcome outcome);
  };
  Kept& kept_of(const Row& row, uint32_t path);
  // What came of one, kept by its path; `look` looks.
  template <class Look>
  Outcome kept_by_class(const Row& row, uint32_t path, const Look& look);

  Evaluator& evaluator_;
  Contents& contents_;
  Columns* columns_;
  bool recording_ = false;
  bool shared_ = true;
  std::vector<Role> roles_;
  std::vector<Seen> seen_;
  std::unordered_set<const void*> constant_members_;
  std::vector<const Expression*> constant_populations_;
  std::vector<uint32_t> attribute_paths_;                  // by attribute, counted from 1; 0: none yet
  std::map<std::string, uint32_t> predicates_by_content_;  // their numbers, by what they ask
  std::unordered_map<const Expression*, uint32_t> predicates_;   // of those without arguments
  // Of raw values; the first leads to a resource's root.
  std::vector<std::vector<RawStep>> raw_paths_ = {{}};
  std::vector<uint32_t> shorter_ = {0};                    // of a path: that without its last step
  std::vector<std::vector<uint32_t>> longer_ = {{}};       // of a path: those with one step more
  std::vector<const RawNode*> way_;
  std::unordered_map<uint32_t, Outcome> missing_outcomes_;   // by what they follow from
  struct Walked { uint64_t walk = 0; const RawNode* node = nullptr; };
  std::vector<Walked> walked_;          // by path, of the resource that was walked last
  const RawResource* walked_resource_ = nullptr;
  uint64_t walk_ = 0;
  uint64_t evaluation_ = 0;               // counts what was begun
  std::vector<RowPath> row_paths_;
  Kept kept_;                              // of the attribute that was looked at last
  struct PredicateLook {
    const Expression* asked;
    std::vector<Value> others;             // arguments of a definition, or what a text is tested against
    std::optional<size_t> tested;          // which operand of such a test is the text
    std::vector<std::string> keys;         // of a dict, that are looked for in this order; empty: it is no such test
  };
  // What such a test of keys says of a dict in which all that it meets is known; else nothing.
  std::optional<Value> looked_up(const PredicateLook& look, const Value& dict);
  std::unordered_map<uint32_t, PredicateLook> predicate_looks_;   // by the number of their path
  std::vector<Value> constants_;
  std::map<std::pair<TypeKind, const EntityType*>, Type> types_;
  std::map<std::pair<ContentId, std::string>, Value> entries_;  // by dict and key: what is found is made, then kept
  std::unordered_map<const Expression*, Evaluator::Join> joins_;
  std::unordered_map<const EntityType*, uint32_t> kind_numbers_;
  const EntityType* last_kind_ = nullptr;   // neighbours are mostly of one kind
  uint32_t last_kind_number_ = 0;
  std::string scratch_;
};

}  // namespace sekisho
