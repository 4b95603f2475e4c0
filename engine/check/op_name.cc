// Names of operations.
#include "engine/check/op_name.h"

#include "engine/base/check.h"

namespace sekisho {

std::string_view to_string(Op op) {
  switch (op) {
    case Op::kLiteral: return "literal";
    case Op::kAbsent: return "absent";
    case Op::kUnknown: return "unknown";
    case Op::kVariable: return "variable";
    case Op::kParameter: return "parameter";
    case Op::kEvaluatedAt: return "evaluated_at";
    case Op::kField: return "field";
    case Op::kIndex: return "index";
    case Op::kConvert: return "convert";
    case Op::kBuiltin: return "builtin";
    case Op::kDefine: return "define";
    case Op::kNot: return "not";
    case Op::kAnd: return "and";
    case Op::kOr: return "or";
    case Op::kImplies: return "implies";
    case Op::kEqual: return "equal";
    case Op::kNotEqual: return "not_equal";
    case Op::kLess: return "less";
    case Op::kLessEqual: return "less_equal";
    case Op::kGreater: return "greater";
    case Op::kGreaterEqual: return "greater_equal";
    case Op::kIn: return "in";
    case Op::kRefers: return "refers";
    case Op::kIsKind: return "is_kind";
    case Op::kAdd: return "add";
    case Op::kSubtract: return "subtract";
    case Op::kMultiply: return "multiply";
    case Op::kCoalesce: return "coalesce";
    case Op::kDefault: return "default";
    case Op::kPresent: return "present";
    case Op::kNonempty: return "nonempty";
    case Op::kEmpty: return "empty";
    case Op::kResolved: return "resolved";
    case Op::kConfigured: return "configured";
    case Op::kIf: return "if";
    case Op::kMatch: return "match";
    case Op::kAny: return "any";
    case Op::kAll: return "all";
    case Op::kNo: return "no";
    case Op::kThe: return "the";
    case Op::kListOf: return "list_of";
    case Op::kSetOf: return "set_of";
    case Op::kDictOf: return "dict_of";
    case Op::kList: return "list";
    case Op::kSet: return "set";
    case Op::kDict: return "dict";
    case Op::kRecord: return "record";
    case Op::kWith: return "with";
    case Op::kPopulation: return "population";
    case Op::kSelf: return "self";
    case Op::kOrigin: return "origin";
  }
  CHECK(false);
}

}  // namespace sekisho
