// Evaluator: one expression on one row, plain and obvious, straight from the definitions (design section 4).
// It runs map code (over raw resources) and rule code (over a snapshot), and is the judge of every faster engine.
//
// Bodies by subject: evaluator.cc (dispatch, logic, paths), comparison.cc (equality, order, arithmetic), collections.cc (members, quantifiers), joins.cc (indexes of populations), references.cc (refers),
// conversion.cc (dynamic values to typed ones), raw_values.cc (paths into them, origins), builtins_*.cc.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/check/program.h"
#include "engine/exec/call_key.h"
#include "engine/exec/raw_store.h"
#include "engine/exec/text_positions.h"
#include "engine/exec/trace.h"
#include "engine/store/snapshot.h"
#include "sekisho/value.h"

namespace sekisho {

class Observer;

constexpr int kMaxReferenceChain = 10;  // companion of a companion: real plans show two

// The resource in whose file a value stands; null when that is not known.
inline const RawResource* writer_of(const Value& value) {
  return value.places().first_node() == nullptr ? nullptr : value.places().first_node()->resource;
}

// Whether a text is of the sort that somebody can put together from a name before the resource is there: an ARN, a queue's address, a self link.
bool is_composed(std::string_view text);

// What stands under a key: absent when nothing does, unknown when that cannot be told. REQUIRES kDict.
Value entry_of(const Value& dict, std::string_view key);

// The path or variable whose text or network `e` tests against what is the same in every row (`matches(g, r"^s3:")`); null: it is no such test. (predicates.cc)
const Expression* tested_against_constants(const Expression& e);

// What `covers_all` asks of two patterns, by whether they are exceptions: that the outer one covers the inner one, or the other way round, or that they are apart; of an
// inner exception alone, that the outer one is everything. (access_policy.cc)
bool glob_stands(bool outer_excepted, bool inner_excepted, const std::string& outer, const std::string& inner);

// Where a value stands in a role's row, while looks are observed (observer.h); role -1: nowhere.
struct RolePart {
  int role = -1;
  uint32_t path = 0;
};

// The values that an expression's slots hold.
struct Frame {
  explicit Frame(int slots) : values(static_cast<size_t>(slots)) {}
  std::vector<Value> values;
  std::vector<RolePart> parts;                           // of slots whose values were not looked at as a whole: as many as values, or none at all
  RolePart part_of(int slot) const { return parts.empty() ? RolePart{} : parts[static_cast<size_t>(slot)]; }
  void set_part(int slot, RolePart part) {
    if (parts.empty() && part.role < 0) return;
    parts.resize(values.size());
    parts[static_cast<size_t>(slot)] = part;
  }
  const RawResource* resource = nullptr;                 // of the row being mapped: kOrigin
  const std::vector<std::pair<std::string, Value>>* self = nullptr;  // attributes assigned above: kSelf, by dotted path
};

// Members of a collection as they are seen: the collection's own, or others in their place. Keeps what they stand in.
class SeenMembers {
 public:
  // REQUIRES a list or a set.
  explicit SeenMembers(Value collection) : collection_(std::move(collection)) {}
  SeenMembers(Value::Members made) : made_(std::move(made)) {}
  const Value::Members& all() const { return collection_.is_absent() ? made_ : collection_.members(); }
  auto begin() const { return all().begin(); }
  auto end() const { return all().end(); }
  size_t size() const { return all().size(); }
  bool empty() const { return all().empty(); }
  const Value::Member& front() const { return all().front(); }
  const Value::Member& operator[](size_t i) const { return all()[i]; }

 private:
  Value collection_;       // absent: `made_`
  Value::Members made_;
};

// What `count` may be.
struct CountInterval {
  int64_t low = 0;
  int64_t high = 0;
  bool unbounded = false;
  std::vector<ReasonPtr> reasons;      // why low != high
};

class Evaluator {
 public:
  // `snapshot` may be null while maps run. Parameters: one value each, in the program's order. All references outlive the evaluator.
  Evaluator(const Program& program, const std::vector<Value>& parameters, int64_t evaluated_at, const RawStore& raw, const Snapshot* snapshot);

  Value evaluate(const Expression& expression, Frame& frame);
  // Boolean of `operand`, absent made unknown.
  Value truth(const Expression& expression, Frame& frame);

  // An undecided value in words, for messages: text, number, list …
  std::string interpolate(const TextTemplate& text, Frame& frame);

  bool without_places = false;         // attributes may come with the places of another row: for messages, and for verdicts alone
  bool without_own_places = false;     // mapped values come with the resource that wrote them and no further place: for classes
  bool told_time = false;              // something asked for the time of evaluation
  uint64_t members_looked_at = 0;      // by quantifiers and comprehensions so far: a join without an index looks at all for each

  // --- witness search -------------------------------------------------
  Trace* trace = nullptr;              // leaves touched go here
  const Mask* mask = nullptr;          // leaves that must look unknown
  bool vacuous_seen = false;           // an `all` over nothing was true
  bool vacuous_is_unknown = false;     // treat such an `all` as unknown, to see whether a pass rests on it
  std::vector<const RawNode*>* touched = nullptr;  // raw values read, for the places of mapped values
  Observer* observer = nullptr;        // what is seen of a subject goes here
  bool plain = false;                  // no index: every member of a population is looked at
  // An `and` or `or` whose left part is unknown is unknown, whatever the right part would say. That hides, as a mask does: it leaves verdicts as they are or
  // makes them unknown. For the search of a witness among very many values.
  bool coarse = false;

  // --- meaning shared with maps and findings --------------------------
  Value convert(const Value& value, const Type& type, const Value* other);
  Value equal(const Value& a, const Value& b);
  Value refers(const Value& a, const Value& b);
  // What the presence test says of a value.
  Value presence_of(Op op, const Value& value);
  // What `e`, a presence test of a definition's value, says when the definition's first argument is `over`, the rest `others`.
  Value presence_over(const Expression& e, const Value& over, const std::vector<Value>& others);
  // What `e`, a test of a text against a constant, says when the text in its operand `side` is made of `value` and the constant is `other`.
  Value test_over(const Expression& e, size_t side, const Value& value, const Value& other);
  // The keys that the definition looks up in `over`, one after the other until one is there; none when it does anything else.
  std::vector<std::string> keys_looked_up(const Expression& e, const std::vector<Value>& others);
  // Absent where a value is needed: unknown, "missing in source".
  Value needed(Value value) const;
  // An unknown collection has a single open unknown member.
  SeenMembers members(Value collection);
  CountInterval count(const Value& collection);
  // Decides a reference to one row; unknown when it cannot be told.
  Value follow(const Reference& reference, const Places& places);
  Value resolved(const Value& value);
  Value field(const Value& base, const std::string& name, const Type& base_type);
  Value origin_of(const RawResource& resource);
  // One part of it; absent when it has none of that name.
  Value origin_part(const RawResource& resource, std::string_view part);
  // A binder over a population with a condition `x.path refers y` (or `y refers x`), where y does not mention x.
  struct Join {
    const Binder* binder;
    const Expression* condition;       // the `refers`
  };
  // The first condition that tells which members count without looking at each: a member for which it is false is none of those looked for.
  static const Expression* join_condition(const Binder& binder, const Expression* body);
  // Members of which the condition may say that they refer to the target: the others certainly do not.
  Value::Members joined_with(const Join& join, const RawResource& target);
  Value::Members joined_with(const Join& join, const Row& target);
  // The other way round: members that the value may name.
  Value::Members named_by(const Join& join, const Value& value, int source);
  // Whether a binder goes through a population at present in which the row or resource is a member like any other.
  bool bound_as_constant(const void* row_or_resource) const;
  // What names a raw resource: its id and arn, and the identities that its maps declare (maps with `each` apart).
  const std::vector<RowIdentity>& identities_of(const RawResource& resource);
  // The same, kept by nobody, and without the places of texts: for indexes.
  std::vector<RowIdentity> make_identities(const RawResource& resource);
  // What is asked for again is made again. REQUIRES that nobody holds a reference to some.
  void forget_identities() { identities_.clear(); }
  void forget_calls();
  Value access_entries(const Value& policy);
  Value covers(const Value& patterns, const Value& text);
  Value covers_all(const Value& outer, const Value& inner);
  Value grants(const Value& entries, const Value& action);
  Value all_subjects(const Value& entry);
  const RawStore& raw() const { return raw_; }
  const Snapshot* snapshot() const { return snapshot_; }
  const Program& program() const { return program_; }
  const std::vector<Value>& parameters() const { return parameters_; }
  int64_t evaluated_at() const { return evaluated_at_; }

 private:
  friend struct BuiltinCalls;
  // `for_index`: texts may come without places.
  std::vector<RowIdentity> identities_now(const RawResource& resource, bool for_index);
  Value evaluate_field(const Expression& e, Frame& frame);
  Value evaluate_index(const Expression& e, Frame& frame);
  Value evaluate_comparison(const Expression& e, Frame& frame);
  Value compare(Op op, Value a, Value b);
  Value evaluate_ordering(Op op, const Value& a, const Value& b);
  Value evaluate_count_comparison(Op op, const CountInterval& count, int64_t other, bool swapped);
  Value equal_collections(const Value& a, const Value& b);
  Value equal_dicts(const Value& a, const Value& b);
  Value evaluate_in(const Value& item, const Value& collection);
  Value evaluate_arithmetic(const Expression& e, Frame& frame);
  Value evaluate_default(const Expression& e, Frame& frame);
  Value evaluate_presence(const Expression& e, Frame& frame);
  Value evaluate_if(const Expression& e, Frame& frame);
  Value evaluate_match(const Expression& e, Frame& frame);
  Value evaluate_quantifier(const Expression& e, Frame& frame);
  Value evaluate_the(const Expression& e, Frame& frame);
  Value evaluate_comprehension(const Expression& e, Frame& frame);
  Value evaluate_collection_literal(const Expression& e, Frame& frame);
  // Of what has no places: those of what was touched since then; for a class only whose they are.
  Value with_touched_places(Value value, size_t before) const;
  Value evaluate_define(const Expression& e, Frame& frame);
  // A call whose result holds for all arguments of the same content (shared_calls.cc).
  Value evaluate_shared_define(const Expression& e, const Define& define, Frame& frame);
  bool shares_calls() const;
  // None: it is not asked for, for it holds a row or a raw value, or is tags. `stays`: it is no value made for this call alone.
  std::optional<uint32_t> content_of_argument(const Value& value, bool stays);
  // The same of a raw value; none unless it is a list or an object that names no resource, and the definition asks for nothing but its content.
  std::optional<uint32_t> content_of_raw(const RawNode& node, const Define& define);
  Value evaluate_population(const Expression& e, Frame& frame);
  Value evaluate_builtin(const Expression& e, Frame& frame);
  Value call_builtin(const Expression& e, std::vector<Value> arguments);

  // The same as one look at a dict of a role, where the definition does no more than look up entries of it; none: it is no such test.
  std::optional<Value> presence_as_one_look(const Expression& e, Frame& frame);
  // A comparison, `in` or match of a text or network of a role with what is the same in every row, as one look; none: it is no such test. (predicates.cc)
  std::optional<Value> test_as_one_look(const Expression& e, Frame& frame);
  // `covers_all` of patterns of one role, as one look; none: it is no such question. (pattern_looks.cc)
  std::optional<Value> covering_as_one_look(const Expression& e, Frame& frame);
  Value tested(const Expression& e, const Value& value);
  Value present(const Value& value);
  Value nonempty(const Value& value);
  Value configured(const Value& value);

  // Runs `body(presence, doubt)` for each combination of binders from `index` on; stops when it returns false.
  bool each_combination(const Expression& e, size_t index, Frame& frame, Presence presence, const ReasonPtr& doubt, const std::function<bool(Presence, const ReasonPtr&)>& body);
  // Members of a population that a `refers` in the binder's condition, or in the `body` of an `any` or `no`, can let through; none: all of them.
  // `roles`: they are roles of what is observed, not members like any other.
  std::optional<Value::Members> joined_members(const Binder& binder, const Expression* body, Frame& frame, bool& roles);

  // The same of a map's condition that compares a text of each member with one text: those that may be equal. None: all of them.
  std::optional<Value::Members> equal_members(const Binder& binder, Frame& frame);

  // Leaves: what a rule reads passes here; a masked one comes back unknown.
  Value visible(const Value& value);
  // False: masked. `standing`: only how the node stands (there, unknown, configured) is looked at, not what is in it.
  bool read_raw(const RawNode* node, bool standing = false);
  Value convert_raw(const RawNode* node, const Type& type, const Value* other);
  Value convert_text(const std::string& text, const Type& type, const Value* other, const Value& from);
  Value convert_reference(const RawNode* node, const Type& type);
  Value raw_field(const RawNode* node, std::string_view key);
  Value raw_index(const RawNode* node, uint32_t index);
  void look_at_items(const RawNode& list);
  // What `work` says, as one look that `note` notes: what it looks at on the way is no look of its own. (references.cc)
  template <class Work, class Note>
  Value as_one_look(const Work& work, const Note& note);
  Value refers_resource(const Value& a, const RawResource& target);
  // Whether what names the one for sure names none like the other.
  bool same_sort(const RawResource& a, const RawResource& b) const;
  // Whether a value that parameters of a template give is a name of the target that its author wrote: the same parameters make the same name.
  Value may_name(const RawNode& given, const RawResource& target);
  Value refers_resource_now(const Value& a, const RawResource& target);
  Value refers_row(const Value& a, const Row& target);
  Value refers_row_now(const Value& a, const Row& target);
  Value convert_reference_now(const RawNode* node, const Type& type);
  // How the end of a path is looked at while looks are observed. What is on the way is looked at as steps.
  enum class Look {
    kWhole,      // its content
    kStep,       // where it leads: of a record that it is one; all else as a whole
    kNone        // not at all: the caller looks
  };
  // A path `x.a.b`; `part` tells where it stands.
  Value evaluate_path(const Expression& e, Frame& frame, Look look, RolePart& part);
  // Also of a variable, whose value stands where it was bound.
  Value evaluate_part(const Expression& e, Frame& frame, Look look, RolePart& part);
  // A list or set whose members are gone through for their fields.
  Value evaluate_members(const Expression& e, Frame& frame, RolePart& part);
  // A definition's argument; one of which the definition only uses parts is not looked at as a whole.
  Value evaluate_argument(const Expression& call, size_t index, Frame& frame, RolePart& part);
  // What a binder of `e` goes through; `part` tells where it stands if parts of its members are looked at one by one.
  Value evaluate_collection(const Expression& e, const Binder& binder, Frame& frame, RolePart& part);
  bool observes() const;
  // Whether `e` may stand in a row whose looks are observed; never while a map runs.
  bool observes_parts(const Expression& e, const Frame& frame) const;
  Value reference_equal(const Value& a, const Value& b);
  // What a text may name: a row or a raw resource, with what it is called in messages.
  struct Named {
    const std::vector<RowIdentity>& identities;
    const RawResource* resource;
    const std::string& what;
  };
  // `writer`: the resource that holds the text, which decides its scope; may be null. `secret`: the text must not be told.
  Value text_is_identity(const std::string& text, const Named& target, const RawResource* writer, bool secret = false);

  const Program& program_;
  const std::vector<Value>& parameters_;
  int64_t evaluated_at_;
  const RawStore& raw_;
  const Snapshot* snapshot_;
  std::unordered_map<const EntityType*, Value> populations_;
  std::map<std::pair<std::string, int>, Value> raw_populations_;
  struct Constant {
    Value value;
    bool vacuous = false;
    bool has_places = true;               // its own ones (without_places, without_own_places)
    const RawNode* touched = nullptr;     // what was touched first on the way
    const RawResource* writer = nullptr;  // of a raw value: whose it was
  };
  std::map<std::pair<int, int>, Constant> constants_;          // defines without arguments, per source in maps
  using KeptCalls = std::unordered_map<CallKey, Constant, CallKey::Hash>;
  KeptCalls calls_, class_calls_;                              // by define and contents of arguments: of rules and conditions, and of what is made for classes
  KeptCalls raw_calls_;                                        // the same of raw values, whoever wrote them: whoever takes one is its writer then
  std::unordered_map<const RawNode*, std::optional<uint32_t>> raw_contents_;   // several calls ask for the same one
  size_t kept_of_raw_ = 0;                                     // of how many raw values
  std::unordered_map<const Define*, bool> asks_content_only_;
  bool within_shared_call_ = false;
  // Tags whose keys are looked up one by one (tags.cc). Whose an expression in a map means; null: it is no path to tags, or nobody observes.
  const RawResource* owner_of_tags(const Expression& e, const Frame& frame) const;
  // As values, without a look at all of them.
  Value tags_apart(const RawResource& resource);
  // As an argument of a definition that looks up keys which are the same for every subject; none: it is another argument, or does something else with them.
  std::optional<Value> tags_as_argument(const Expression& call, size_t index, const Frame& frame);
  // Whether there are some, as one look; none: `e` asks something else.
  std::optional<Value> presence_of_tags(const Expression& e, const Frame& frame);
  std::unordered_map<const Expression*, std::vector<std::string>> keys_of_tags_;   // by argument; none: it is looked at as a whole
  std::unordered_map<const RawResource*, Value> class_tags_;   // several attributes ask for them
  struct ArgumentContent { Value value; std::optional<uint32_t> content; };
  std::unordered_map<const void*, ArgumentContent> argument_contents_;   // by identity, which the value keeps from being another's
  std::unordered_map<const void*, bool> by_parts_;             // whether arguments of definitions, and members that binders bind, are looked at part by part (fields.cc)
  std::unordered_map<const RawResource*, std::vector<RowIdentity>> identities_;
  std::unordered_map<const Map*, std::vector<int>> identity_slots_;   // what a map's identities need
  std::vector<const Row*> stood_for_;                          // rows bound by a quantifier over a population
  std::vector<const RawNode*> stood_for_raw_;
  bool body_was_false_ = false;                                // of the quantifier that asked last
  std::vector<const void*> constant_members_;                  // of both sorts, but roles
  struct JoinIndex {
    Value population;
    std::unordered_map<const RawResource*, std::vector<size_t>> exact;   // positions in the population
    std::unordered_map<std::string, std::vector<size_t>> by_address;     // source, address
    std::unordered_map<std::string, std::vector<size_t>> by_text;
    std::unordered_map<std::string, std::vector<size_t>> by_tail;         // of composed texts
    std::vector<size_t> undecided;
    // What names a resource for sure, by that resource's type: of a target of another sort it still says something.
    struct Elsewhere { const RawResource* named; std::vector<size_t> positions; };
    std::unordered_map<std::string, Elsewhere> elsewhere;
  };
  JoinIndex& join_index(const Binder& binder, const Expression& condition, int source);
  // What a population's members are called, for joins in which a value of the subject names a member.
  struct NameIndex {
    Value population;
    std::unordered_map<const RawResource*, size_t> resource;               // positions in the population, of raw ones that have references
    TextPositions by_address, by_text;
    std::vector<size_t> any_text;                                          // some identity may be any text
  };
  NameIndex& name_index(const Expression& population, int source);
  // What a map's condition `text of x == other` makes of each member x of a population.
  struct EqualIndex {
    const Expression* other = nullptr;                                     // null: there is no such condition
    Value population;
    std::vector<std::pair<size_t, uint32_t>> by_text;                      // hash, position in the population; sorted
    std::vector<uint32_t> undecided;                                       // positions of what is no known text
  };
  const EqualIndex& equal_index(const Binder& binder, Frame& frame);
  std::map<std::pair<const Expression*, int>, JoinIndex> joins_;
  std::map<std::pair<const Expression*, int>, EqualIndex> equals_;         // by condition and source
  std::map<std::pair<std::string, int>, NameIndex> names_;
};

}  // namespace sekisho
