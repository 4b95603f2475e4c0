// Columns: attributes of rows and verdicts of rules, worked out once for all that look the same.
//
// A column holds, for each row, which class its attribute is of; a class holds one value. Rows of a class differ in places only, never in what a rule
// can tell. Classes, and verdicts over them, are found by Decisions; what these do not know yet is evaluated, once, by the row evaluator.
#pragma once

#include <deque>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/exec/decide.h"
#include "engine/exec/decisions.h"
#include "engine/exec/map_items.h"
#include "engine/exec/observer.h"

namespace sekisho {

class Columns : public RowSource {
 public:
  // Both evaluators outlive it; they report to its observers from now on.
  Columns(Evaluator& maps, Evaluator& rules);

  const Value& attribute(const Row& row, size_t index) override;
  bool has_attribute(const Row& row, size_t index) const override { return value_here(row, index) != nullptr; }
  const Value& content(const Row& row, size_t index) override;
  const std::vector<RowIdentity>& identities(const Row& row) override;
  std::vector<RowIdentity> make_identities(const Row& row) override;
  // What a map's `where` says of a resource.
  Value applies(const Map& map, const RawResource& resource);
  // Whether the first `each` of a map certainly goes through nothing. REQUIRES that it has one.
  bool goes_through_nothing(const Map& map, const RawResource& resource);

  // The value of the row's class: the same content, places of any of its rows.
  const Value& like(const Row& row, size_t index);
  // Contents of parts of the row's class that were asked for, by path; null when the row is of no class.
  std::vector<std::pair<uint32_t, ContentId>>* contents_of(const Row& row, size_t index);
  // Where references in parts of the row's class lead, of those that were followed; the same holds.
  std::vector<std::pair<uint32_t, Value>>* followed_of(const Row& row, size_t index);
  // The texts of the tags that the attribute consists of; null: it says something else, or only nodes tell.
  const LateMembers::TagTexts* tag_texts(const Row& row, size_t index);
  // REQUIRES a value that lives as long as this.
  ContentId content_at(const Value& value);

  // A verdict without its reasons.
  struct Decided {
    Verdict verdict = Verdict::kUnknown;
    bool applicability_unknown = false;
    bool vacuous = false;
    bool operator==(const Decided&) const = default;
  };
  // REQUIRES: a rule of the program of the evaluators.
  Decided decide(const Rule& rule, const Subject& subject);

  // Lets go of all values: of rows that come from here, and of classes. What is asked for again is made again. REQUIRES that nobody holds a reference to one.
  void forget_values();

 private:
  struct AttributeColumn {
    bool asked_for = false;
    bool is_tags = false;              // it is the resource's tags
    std::vector<const MapItem*> items;
    Decisions decisions;
  };
  static bool is_tags(const std::vector<const MapItem*>& items);
  AttributeColumn& column_of(const Map& map, size_t index);
  Value evaluate_attribute(const AttributeColumn& column, const Map& map, const Row& row, size_t index);
  // Without places of its own: for a class.
  Value class_value(const AttributeColumn& column, const Row& row, size_t index);
  // The attribute of this very row, with its own places.
  Value own_attribute(const Row& row, size_t index);
  // `shared`: others may be found to be of it.
  uint32_t add_class(const Row& row, size_t index, Value value, bool shared);
  uint32_t class_of(const Row& row, size_t index);

  Evaluator& maps_;
  Evaluator& rules_;
  Contents contents_;
  Observer map_observer_;
  Observer rule_observer_;
  std::unordered_map<const Map*, std::deque<AttributeColumn>> columns_;   // by attribute
  const Map* last_map_ = nullptr;                                          // neighbours mostly have the same
  std::deque<AttributeColumn>* last_columns_ = nullptr;
  std::unordered_map<const Map*, Decisions> conditions_, each_;
  std::vector<Decisions> verdicts_;                                        // by rule
  struct Class {
    Value value;
    std::vector<std::pair<uint32_t, ContentId>> contents;
    std::vector<std::pair<uint32_t, Value>> followed;
    const Row* row;                                // the first of its rows, and which attribute
    uint32_t index;
    bool is_here;                                  // `value` was not forgotten
    bool shared;                                   // else it is forgotten with its value, and its place taken by the next
  };
  std::deque<Class> classes_;
  std::vector<uint32_t> here_;                     // classes whose values are here
  std::vector<uint32_t> free_;                     // of classes that were forgotten
  // Of a row, by its number: where its classes stand in `slots_` and its values in `filled_`, counted from 1.
  struct Places {
    uint32_t slots = 0, filled = 0;
  };
  Places& places_of(const Row& row);
  uint32_t& class_slot(const Row& row, size_t index);
  // The value that is here; null when none is.
  const Value* value_here(const Row& row, size_t index) const;
  std::vector<Places> places_;
  std::deque<uint32_t> slots_;                     // classes of attributes, one row's together
  std::vector<uint32_t> slotted_;                  // numbers of rows that have some
  struct Filled {
    const Row* row;
    std::vector<Value> values;                     // by attribute
    std::vector<bool> made;
  };
  std::deque<Filled> filled_;                      // rows whose values are here
  std::unordered_map<const void*, ContentId> contents_by_identity_;
};

}  // namespace sekisho
