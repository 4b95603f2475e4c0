// SK0510: something is used where it was found absent, such as `not present x and x.size > 3`.
#include "engine/check/lint/condition_walk.h"
#include "engine/check/lint/lints.h"
#include "engine/check/lint/quoted.h"

namespace sekisho {
namespace {

class AbsentUse : public ConditionVisitor {
 public:
  explicit AbsentUse(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void condition(const Expression&, Stand, int, const Assumptions&) override {}

  bool expression(const Expression& expression, const Assumptions& assumed) override {
    // Asking once more whether it is there is the matter of another lint.
    if (expression.op == Op::kPresent) return false;
    if (expression.op != Op::kField && expression.op != Op::kIndex && expression.op != Op::kVariable) return true;
    const Origin* fact = assumed.absence_of(expression);
    if (!fact) return true;
    const std::string holds = fact->is_true ? " holds" : " is false";
    diagnostics_.error(
        "SK0510", expression.span,
        quoted(expression) + " is absent here: " + quoted(*fact->condition) + place_of(fact->condition->span, expression.span) + holds + " before it",
        "use it where it is present, or give another value");
    return false;
  }

 private:
  Diagnostics& diagnostics_;
};

}  // namespace

void lint_absent_use(const LintInput& input, Diagnostics& diagnostics) {
  CanonicalText canonical(input.program);
  AbsentUse visitor(diagnostics);
  walk_conditions(input.program, canonical, visitor);
}

}  // namespace sekisho
