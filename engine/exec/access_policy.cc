// What access entries cover and grant: wildcards, exceptions, denials.
#include <algorithm>

#include "engine/base/letters.h"
#include "engine/exec/evaluator.h"
#include "engine/exec/three_valued.h"
#include "engine/value/arithmetic.h"

namespace sekisho {
namespace {

bool is_action(std::string_view text) { return !text.starts_with("arn:"); }

// The fixed text before the first wildcard.
std::string_view fixed_part(std::string_view glob) { return glob.substr(0, glob.find_first_of("*?")); }

bool surely_disjoint(std::string_view a, std::string_view b, bool ignore_case) {
  std::string_view x = fixed_part(a), y = fixed_part(b);
  size_t length = std::min(x.size(), y.size());
  if (ignore_case ? !same_letters(x.substr(0, length), y.substr(0, length)) : x.substr(0, length) != y.substr(0, length)) return true;
  if (x.size() == a.size()) return !glob_matches(b, a, ignore_case);
  if (y.size() == b.size()) return !glob_matches(a, b, ignore_case);
  return false;
}

}  // namespace

Value Evaluator::covers(const Value& patterns, const Value& text_in) {
  Value text = needed(text_in);
  if (text.is_unknown() || patterns.is_unknown() || patterns.is_absent()) return unknown_of(needed(patterns), text);
  Value excepted = needed(field(patterns, "excepted", {}));
  Value matched = Value::boolean(false);
  for (const Value::Member& member : members(field(patterns, "globs", {}))) {
    Value glob = needed(member.value);
    Value match = glob.is_unknown() ? glob : Value::boolean(glob_matches(glob.as_text(), text.as_text(), is_action(text.as_text())));
    if (member.presence != Presence::kSure && is_true(match)) match = Value::unknown(ReasonCode::kAmbiguous, "a pattern may or may not be there");
    matched = logical_or(matched, match);
    if (is_true(matched)) break;
  }
  if (excepted.is_unknown()) return excepted;
  return excepted.as_bool() ? logical_not(matched) : matched;
}

bool glob_stands(bool outer_excepted, bool inner_excepted, const std::string& outer, const std::string& inner) {
  if (outer_excepted && inner_excepted) return glob_covers(inner, outer, is_action(outer));
  if (!outer_excepted && !inner_excepted) return glob_covers(outer, inner, is_action(inner));
  return inner_excepted ? outer == "*" : surely_disjoint(inner, outer, is_action(inner));
}

Value Evaluator::covers_all(const Value& outer, const Value& inner) {
  if (outer.is_unknown() || inner.is_unknown() || outer.is_absent() || inner.is_absent()) return unknown_of(needed(outer), needed(inner));
  Value outer_excepted = needed(field(outer, "excepted", {})), inner_excepted = needed(field(inner, "excepted", {}));
  if (outer_excepted.is_unknown() || inner_excepted.is_unknown()) return unknown_of(outer_excepted, inner_excepted);
  auto globs = [&](const Value& patterns) { return members(field(patterns, "globs", {})); };
  auto stands = [&](const Value& outer_glob, const Value& inner_glob) {
    return outer_glob.is_unknown() || inner_glob.is_unknown() ? unknown_of(inner_glob, outer_glob)
                                                              : Value::boolean(glob_stands(outer_excepted.as_bool(), inner_excepted.as_bool(), outer_glob.as_text(), inner_glob.as_text()));
  };
  // For every glob of `wanted` some glob of `given` covers it; `given` is the outer one unless turned.
  auto all_covered = [&](const SeenMembers& wanted, const SeenMembers& given, bool turned) {
    Value all = Value::boolean(true);
    for (const Value::Member& want : wanted) {
      Value covered = Value::boolean(false);
      for (const Value::Member& give : given) {
        const Value wanted_glob = needed(want.value), given_glob = needed(give.value);
        Value one = turned ? stands(wanted_glob, given_glob) : stands(given_glob, wanted_glob);
        if (give.presence != Presence::kSure && is_true(one)) one = Value::unknown(ReasonCode::kAmbiguous, "a pattern may or may not be there");
        covered = logical_or(covered, one);
      }
      if (want.presence != Presence::kSure && !is_true(covered)) covered = Value::unknown(ReasonCode::kAmbiguous, "a pattern may or may not be there");
      all = logical_and(all, covered);
    }
    return all;
  };
  if (outer_excepted.as_bool() && inner_excepted.as_bool()) return all_covered(globs(outer), globs(inner), true);
  if (!outer_excepted.as_bool() && !inner_excepted.as_bool()) return all_covered(globs(inner), globs(outer), false);
  if (inner_excepted.as_bool()) {
    // Everything but a few: only a lone wildcard covers that for sure.
    return evaluate_in(Value::text("*"), field(outer, "globs", {}));
  }
  Value apart = Value::boolean(true);
  for (const Value::Member& want : globs(inner)) {
    for (const Value::Member& left_out : globs(outer)) apart = logical_and(apart, stands(needed(left_out.value), needed(want.value)));
  }
  return apart;
}

// Whether an entry is about everyone: it names nobody (a policy of an identity) or anyone. All but some is not everyone.
Value Evaluator::all_subjects(const Value& entry) {
  Value principals = field(entry, "principals", {});
  Value excepted = needed(field(principals, "excepted", {}));
  if (excepted.is_unknown()) return excepted;
  if (excepted.as_bool()) return Value::boolean(false);
  const SeenMembers named = members(field(principals, "members", {}));
  if (named.empty()) return Value::boolean(true);
  Value any = Value::boolean(false);
  for (const Value::Member& member : named) {
    Value kind = needed(field(member.value, "kind", {}));
    Value anyone = kind.is_unknown() ? kind : Value::boolean(kind.as_text() == "anyone");
    if (member.presence != Presence::kSure && is_true(anyone)) anyone = Value::unknown(ReasonCode::kAmbiguous, "a principal may or may not be there");
    any = logical_or(any, anyone);
  }
  return any;
}

Value Evaluator::grants(const Value& entries, const Value& action_in) {
  Value action = needed(action_in);
  if (action.is_unknown()) return action;
  Value allowed = Value::boolean(false), denied = Value::boolean(false);
  for (const Value::Member& member : members(entries)) {
    Value here = member.presence == Presence::kSure ? Value::boolean(true)
                 : member.doubt != nullptr          ? Value::unknown(std::vector<ReasonPtr>{member.doubt})
                                                    : Value::unknown(ReasonCode::kOpenPopulation, "there may be access entries that nobody sees");
    if (member.value.is_unknown()) {
      // Entries that nobody sees may allow more. That they might deny does not excuse what is allowed in sight
      // (design section 5: an unresolved policy makes the list open, not unknown).
      allowed = logical_or(allowed, logical_and(here, member.value));
      bool masked = std::any_of(member.value.reasons().begin(), member.value.reasons().end(), [](const ReasonPtr& r) { return r->code == ReasonCode::kMasked; });
      if (member.presence != Presence::kOpen || masked) denied = logical_or(denied, logical_and(here, member.value));
      continue;
    }
    Value effect = needed(field(member.value, "effect", {}));
    Value covered = covers(field(member.value, "actions", {}), action);
    Value is_allow = effect.is_unknown() ? effect : Value::boolean(effect.as_text() == "allow");
    allowed = logical_or(allowed, logical_and(here, logical_and(is_allow, covered)));
    Value is_deny = logical_not(is_allow);
    if (is_false(is_deny) || is_false(covered)) continue;
    const Value resources = field(member.value, "resources", {});
    Value everywhere = logical_and(logical_not(needed(field(resources, "excepted", {}))), covers(resources, Value::text("*")));  // all but some are not all
    Value always = evaluate_count_comparison(Op::kEqual, count(field(member.value, "conditions", {})), 0, false);
    Value everyone = all_subjects(member.value);
    denied = logical_or(denied, logical_and(here, logical_and(logical_and(is_deny, covered), logical_and(everyone, logical_and(everywhere, always)))));
  }
  return logical_and(allowed, logical_not(denied));
}

}  // namespace sekisho
