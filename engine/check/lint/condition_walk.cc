// Walking conditions: what stands before a condition is assumed to hold (or, in an `or`, not to hold) where it is asked.
#include "engine/check/lint/condition_walk.h"

#include "engine/check/walk.h"

namespace sekisho {
namespace {

class Walk {
 public:
  explicit Walk(ConditionVisitor& visitor) : visitor_(visitor) {}

  void rule(const Rule& rule, CanonicalText& canonical) {
    Assumptions assumed(canonical);
    for (clause_ = 0; clause_ < static_cast<int>(rule.clauses.size()); ++clause_) {
      const Clause& clause = rule.clauses[static_cast<size_t>(clause_)];
      switch (clause.kind) {
        case Clause::Kind::kLet: walk(*clause.expression, assumed, Stand::kValue); break;
        case Clause::Kind::kWhere:
          walk(*clause.expression, assumed, Stand::kWhere);
          assume(assumed, *clause.expression, Because::kWhere, true);
          break;
        case Clause::Kind::kRequire:
          walk(*clause.expression, assumed, Stand::kRequire);
          assume(assumed, *clause.expression, Because::kRequire, true);
          break;
      }
    }
    clause_ = -1;
  }

  void map(const Map& map, CanonicalText& canonical) {
    Assumptions assumed(canonical);
    if (map.condition) {
      walk(*map.condition, assumed, Stand::kGuard);
      assume(assumed, *map.condition, Because::kGuard, true);
    }
    for (const Binder& binder : map.each) binder_of(binder, assumed);
    if (map.key) walk(*map.key, assumed, Stand::kValue);
    for (const Identity& identity : map.identities) walk(*identity.value, assumed, Stand::kValue);
    for (const MapItem& item : map.items) {
      if (item.value) walk(*item.value, assumed, Stand::kValue);
    }
  }

  void expression(const Expression& expression, CanonicalText& canonical) { walk(expression, Assumptions(canonical), Stand::kValue); }

 private:
  void assume(Assumptions& assumed, const Expression& condition, Because because, bool is_true) {
    assumed.assume(condition, Origin{&condition, because, clause_, is_true});
  }

  void binder_of(const Binder& binder, Assumptions& assumed) {
    walk(*binder.collection, assumed, Stand::kValue);
    if (!binder.condition) return;
    walk(*binder.condition, assumed, Stand::kGuard);
    assume(assumed, *binder.condition, Because::kGuard, true);
  }

  void walk(const Expression& e, Assumptions assumed, Stand stand) {
    switch (e.op) {
      case Op::kAnd:
      case Op::kOr:
      case Op::kImplies:
        if (visitor_.expression(e, assumed)) combination(e, std::move(assumed), stand);
        return;
      case Op::kNot:
        if (!is_combination(e)) break;
        // What is a part of a `where` as it stands is none under a `not`.
        return walk(*e.operands[0], std::move(assumed), stand == Stand::kValue ? Stand::kValue : Stand::kBody);
      default: break;
    }
    if (e.type.kind == TypeKind::kBool) visitor_.condition(e, stand, clause_, assumed);
    if (visitor_.expression(e, assumed)) parts(e, std::move(assumed), stand);
  }

  void combination(const Expression& e, Assumptions assumed, Stand stand) {
    if (e.op == Op::kImplies) {
      walk(*e.operands[0], assumed, Stand::kGuard);
      assume(assumed, *e.operands[0], Because::kGuard, true);
      return walk(*e.operands[1], std::move(assumed), Stand::kBody);
    }
    const bool is_and = e.op == Op::kAnd;
    for (const ExpressionPtr& operand : e.operands) {
      walk(*operand, assumed, stand_of_part(stand, is_and));
      assume(assumed, *operand, is_and ? Because::kAnd : Because::kOr, is_and);
    }
  }

  static Stand stand_of_part(Stand stand, bool is_and) {
    if (is_and && (stand == Stand::kWhere || stand == Stand::kRequire)) return stand;
    return is_and ? Stand::kAnd : Stand::kOr;
  }

  void parts(const Expression& e, Assumptions assumed, Stand stand) {
    const Stand inner = stand == Stand::kValue ? Stand::kValue : Stand::kBranch;
    switch (e.op) {
      case Op::kIf: {
        walk(*e.operands[0], assumed, Stand::kGuard);
        Assumptions otherwise = assumed;
        assume(assumed, *e.operands[0], Because::kGuard, true);
        assume(otherwise, *e.operands[0], Because::kGuard, false);
        walk(*e.operands[1], std::move(assumed), inner);
        return walk(*e.operands[2], std::move(otherwise), inner);
      }
      case Op::kAny:
      case Op::kAll:
      case Op::kNo:
      case Op::kThe:
        for (const Binder& binder : e.binders) binder_of(binder, assumed);
        for (const ExpressionPtr& body : e.operands) walk(*body, assumed, Stand::kBody);
        return;
      case Op::kListOf:
      case Op::kSetOf:
      case Op::kDictOf:
        for (const Binder& binder : e.binders) binder_of(binder, assumed);
        for (const ExpressionPtr& value : e.operands) walk(*value, assumed, Stand::kValue);
        return;
      case Op::kWith: walk(*e.binders[0].collection, assumed, Stand::kValue); return walk(*e.operands[0], std::move(assumed), inner);
      case Op::kNot: return walk_under_not(*e.operands[0], assumed);
      case Op::kMatch:
        walk(*e.operands[0], assumed, Stand::kValue);
        for (const Arm& arm : e.arms) walk(*arm.value, assumed, inner);
        return;
      default: for_each_child(e, [&](const Expression& child) { walk(child, assumed, Stand::kValue); });
    }
  }

  // The condition under a `not` was asked together with it; its parts were not.
  void walk_under_not(const Expression& e, const Assumptions& assumed) {
    if (visitor_.expression(e, assumed)) parts(e, assumed, Stand::kBody);
  }

  ConditionVisitor& visitor_;
  int clause_ = -1;
};

}  // namespace

void walk_conditions(const Program& program, CanonicalText& canonical, ConditionVisitor& visitor) {
  Walk walk(visitor);
  for (const Define& define : program.defines) {
    if (define.body) walk.expression(*define.body, canonical);
  }
  for (const Rule& rule : program.rules) walk.rule(rule, canonical);
  for (const Map& map : program.maps) walk.map(map, canonical);
}

}  // namespace sekisho
