// Scope: the local names of an expression, and what is known of paths at this point (flow typing).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/check/types.h"

namespace sekisho {

struct Local {
  std::string name;
  int slot = -1;
  Type type;
  Span span;
  std::string what;                          // "rule variable", "let", "binder", … for messages
};

// Known at this point: the path is present; or it is a row of `entity`.
struct Fact {
  std::string path;                          // as path_key() spells it
  const EntityType* entity = nullptr;        // null: present
};
using Facts = std::vector<Fact>;

class Scope {
 public:
  struct Mark { size_t locals = 0, facts = 0; };
  Mark mark() const { return {locals_.size(), facts_.size()}; }
  // Forgets what was added since.
  void reset(Mark mark);
  int add(Local local);                      // gives it the next slot, unless it has one
  void add(const Facts& facts);
  void set_facts(Facts facts) { facts_ = std::move(facts); }
  const Local* find(std::string_view name) const;
  const std::vector<Local>& locals() const { return locals_; }
  bool is_present(std::string_view path) const;
  const EntityType* entity_of(std::string_view path) const;
  int slots() const { return slots_; }
  int next_slot() { return slots_++; }

 private:
  std::vector<Local> locals_;
  Facts facts_;
  int slots_ = 0;
};

// The written path of an expression: a variable, parameter or self, then fields and indices. Empty: it is no path.
std::string path_key(const Expression& expression);
// What follows for paths when a bool expression is `truth`.
Facts facts_when(const Expression& expression, bool truth);
// That the path itself is present, and with it all that leads to it.
Facts presence_of(const Expression& expression);

}  // namespace sekisho
