// ExpressionMaker: random expressions of a wanted type over the names in sight. Well-typed by construction.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tests/judge/term.h"
#include "tests/judge/world.h"

namespace sekisho::judge {

// Where the expression stands: what may be said differs.
enum class Setting { kRule, kRawRule, kMap, kDefine };

class ExpressionMaker {
 public:
  ExpressionMaker(const World& world, Random& random, Setting setting, size_t& names) : world_(world), random_(random), setting_(setting), names_(names) {}

  // `text` is a name, or a path that stands for one. Newer names are used more often.
  void bind(std::string text, Type type) { variables_.push_back({std::move(text), std::move(type)}); }
  std::string fresh_name() { return "v" + std::to_string(names_++); }

  // Each population in an expression multiplies its work by the number of rows: how many the next expressions may name.
  void allow_populations(int count) { populations_ = count; }
  int populations_left() const { return populations_; }

  Term make(const Type& type, int depth);
  Term condition(int depth) { return make(Type{}, depth); }
  // A condition that asks right away about references, joins or how raw values stand; others often hide what these say.
  Term pointed(int depth);
  // A condition over rows that hold `name`, of `type`, in an attribute; none where no attribute is of that type.
  std::optional<Term> rows_with(const std::string& name, const Type& type);
  Term literal(const Type& type);
  // `path`, raw, of `shape`, as a value of `type`, the way maps write it.
  // With `typed`, what it gives has that type by itself, wherever it stands.
  Term from_raw(const Type& type, const std::string& path, const Shape* shape, int depth, bool typed);
  // An expression that may be put into a message.
  Term shown();
  const World& world() const { return world_; }

 private:
  struct Variable { std::string text; Type type; };
  struct Path { std::string text; Type type; };
  // Names and narrowed paths in sight; put back at the end of a scope.
  struct Mark { size_t variables, present; };
  Mark mark() const { return {variables_.size(), present_.size()}; }
  void reset(Mark mark) { variables_.resize(mark.variables); present_.resize(mark.present); }
  // Takes one of the populations that are left.
  bool may_range() { return populations_ > 0 && populations_-- > 0; }
  bool raw() const { return setting_ == Setting::kMap || setting_ == Setting::kRawRule; }

  bool known_present(const std::string& path) const;
  void collect(const Path& path, int depth, std::vector<Path>& paths) const;
  std::vector<Path> paths() const;
  std::optional<Path> path_where(const std::function<bool(const Type&)>& fits);
  std::optional<Path> path_of(const Type& type);

  Term sorted(const Type& type);
  std::optional<Term> generic(const Type& type, int depth);
  std::optional<Term> special(const Type& type, int depth);
  Term optional_of(const Type& type, int depth, bool may_say_absent = true);
  Term dict_argument(const Type& element, int depth);
  Term choice(const Type& type, int depth);
  std::optional<Term> call(const Type& type, int depth);
  std::optional<Term> members_of(const Type& member, int depth);
  std::optional<Term> leaf(const Type& type);
  std::optional<Term> raw_leaf(const Type& type, int depth);

  std::optional<Term> logic(int depth);
  std::optional<Term> comparison(int depth);
  std::optional<Term> guarded(int depth);
  std::optional<Term> membership(int depth);
  std::optional<Term> reference_question(int depth);
  std::optional<Term> quantifier(int depth);
  std::optional<Term> reverse_join(int depth);
  std::optional<Term> raw_join(int depth);
  Term about(const std::string& name, const Shape& shape, int depth);
  std::optional<Term> text_question(int depth);
  std::optional<Term> network_question(int depth);
  std::optional<Term> size_question(int depth);
  std::optional<Term> raw_question(int depth);
  std::optional<Term> access_question(int depth);
  std::optional<Term> narrowed(int depth);
  std::optional<Term> number(const Type& type, int depth);
  std::optional<Term> text(int depth);
  std::optional<Term> time(const Type& type, int depth);
  std::optional<Term> list(const Type& type, int depth);
  std::optional<Term> set(const Type& type, int depth);
  std::optional<Term> dict(const Type& type, int depth);
  // Adds ` x in XS where C` and binds x.
  void binder(Term& term, int depth);

  const World& world_;
  Random& random_;
  Setting setting_;
  size_t& names_;
  int populations_ = 1;
  std::vector<Variable> variables_;
  std::vector<std::string> present_;      // paths known to be present
};

// A condition over nothing that the checker takes: one that it can work out would be refused.
std::string plain_condition(Random& random);

Type type_of(Kind kind, size_t index = 0);
Type list_of(Kind kind, Type element);

}  // namespace sekisho::judge
