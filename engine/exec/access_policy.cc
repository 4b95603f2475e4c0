// IAM and resource policies: JSON inside a string, or the blocks of a policy document data source, to access entries; and what entries grant.
// Grammar of the policy language: AWS IAM User Guide, "IAM JSON policy elements reference".
#include <algorithm>
#include <array>

#include "engine/base/fault.h"
#include "engine/exec/evaluator.h"
#include "engine/exec/observer.h"
#include "engine/exec/three_valued.h"
#include "engine/value/arithmetic.h"

namespace sekisho {
namespace {

// Condition keys compare without case; the usual spelling lets rules name them.
constexpr std::array kConditionKeys = {
    "aws:SecureTransport", "aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceIp", "aws:SourceVpc", "aws:SourceVpce",
    "aws:VpcSourceIp", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalTag", "aws:PrincipalIsAWSService",
    "aws:PrincipalServiceName", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge", "aws:RequestedRegion", "aws:CalledVia", "aws:ViaAWSService", "aws:userid",
    "aws:username", "aws:CurrentTime", "aws:UserAgent", "aws:Referer", "sts:ExternalId", "kms:ViaService", "kms:CallerAccount", "kms:GrantIsForAWSResource",
    "s3:x-amz-server-side-encryption", "s3:x-amz-acl", "s3:TlsVersion", "sns:Endpoint", "sns:Protocol", "elasticfilesystem:AccessedViaMountTarget"};

// What a statement may hold. Another key is a misspelt one of these: taken for nothing, the entry would be about nobody.
constexpr std::array<std::string_view, 9> kStatementElements = {"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"};

bool same_letters(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y)); });
}

std::string usual_spelling(std::string_view key) {
  for (const char* known : kConditionKeys) {
    if (same_letters(known, key)) return known;
  }
  return std::string(key);
}

struct Entries {
  Evaluator& evaluator;
  const RawNode* policy;  // its place stands for the values inside the text

  Value enumerator(const char* type, const char* name) const {
    const EnumType* found = evaluator.program().find_enum(type);
    return Value::enumerator(name, found == nullptr ? 0 : found->ordinal(name));
  }
  Value at(Value value) const { return policy == nullptr ? value : value.with_places({{policy, ""}}); }

  // A scalar as text; unknown stays unknown.
  Value text(const RawNode* node) const {
    Type type;
    type.kind = TypeKind::kText;
    return evaluator.needed(evaluator.convert(Value::raw(node), type, nullptr));
  }
  // One text or a list of texts.
  Value::Members texts(const RawNode* node) const {
    Value::Members out;
    if (node == nullptr || node->kind == RawNode::Kind::kAbsent) return out;
    if (node->kind == RawNode::Kind::kList) {
      for (const RawNode* item : node->items) out.push_back({text(item), Presence::kSure, nullptr});
      return out;
    }
    Value value = text(node);
    bool list_unknown = node->kind == RawNode::Kind::kUnknown;
    out.push_back({value, list_unknown ? Presence::kOpen : Presence::kSure, list_unknown ? value.reasons().front() : nullptr});
    return out;
  }
  Value patterns(bool excepted, const RawNode* node) const {
    return Value::record({{"excepted", at(Value::boolean(excepted))}, {"globs", at(Value::set(texts(node)))}});
  }
  // Neither of the two: nothing is named. Both cannot be written.
  Value either(const RawNode* plain, const RawNode* inverted) const {
    bool is_inverted = inverted != nullptr && inverted->kind != RawNode::Kind::kAbsent && !(inverted->kind == RawNode::Kind::kList && inverted->items.empty());
    return is_inverted ? patterns(true, inverted) : patterns(false, plain);
  }

  Value subject(const std::string& kind, const Value& text_value) const {
    if (text_value.is_unknown()) return text_value;
    const std::string& text = text_value.as_text();
    auto make = [&](const char* subject_kind, Value account) {
      return Value::record({{"kind", at(enumerator("subject_kind", subject_kind))}, {"account", at(std::move(account))}, {"text", at(Value::text(text))}});
    };
    if (same_letters(kind, "Service")) return make("service", Value::absent());
    if (same_letters(kind, "Federated")) return make("federated", Value::absent());
    if (same_letters(kind, "CanonicalUser")) return make("user", Value::absent());
    if (text == "*") return make("anyone", Value::absent());
    if (text.size() == 12 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) return make("account", Value::text(text));
    if (!text.starts_with("arn:")) return make("unrecognized", Value::absent());
    // arn:partition:service:region:account:rest
    std::array<size_t, 5> colons{};
    size_t from = 0;
    for (size_t& colon : colons) {
      colon = text.find(':', from);
      if (colon == std::string::npos) return make("unrecognized", Value::absent());
      from = colon + 1;
    }
    std::string account = text.substr(colons[3] + 1, colons[4] - colons[3] - 1);
    std::string rest = text.substr(colons[4] + 1);
    if (account == "*" || account.empty()) return make(account == "*" ? "anyone" : "unrecognized", Value::absent());
    if (rest == "root") return make("account", Value::text(account));
    if (rest.starts_with("user/")) return make("user", Value::text(account));
    if (rest.starts_with("role/") || rest.starts_with("assumed-role/")) return make("role", Value::text(account));
    if (rest.starts_with("group/")) return make("group", Value::text(account));
    return make("unrecognized", Value::text(account));
  }

  Value subjects(bool excepted, Value::Members members) const {
    return Value::record({{"excepted", at(Value::boolean(excepted))}, {"members", at(Value::set(std::move(members)))}});
  }
  // "Principal": "*", or {"AWS": …, "Service": …}
  Value principals_of_json(const RawNode* statement) const {
    const RawNode* plain = statement->find("Principal");
    const RawNode* inverted = statement->find("NotPrincipal");
    const RawNode* node = inverted != nullptr ? inverted : plain;
    Value::Members members;
    if (node != nullptr && node->kind == RawNode::Kind::kObject) {
      for (const auto& [kind, value] : node->all_members()) {
        for (Value::Member& member : texts(value)) members.push_back({subject(std::string(kind), member.value), member.presence, member.doubt});
      }
    } else if (node != nullptr && node->kind != RawNode::Kind::kAbsent) {
      for (Value::Member& member : texts(node)) members.push_back({subject("AWS", member.value), member.presence, member.doubt});
    }
    return subjects(inverted != nullptr, std::move(members));
  }
  // principals { type = "AWS" identifiers = […] }
  Value principals_of_blocks(const RawNode* statement) const {
    const RawNode* plain = statement->find("principals");
    const RawNode* inverted = statement->find("not_principals");
    bool is_inverted = inverted != nullptr && inverted->kind == RawNode::Kind::kList && !inverted->items.empty();
    const RawNode* node = is_inverted ? inverted : plain;
    Value::Members members;
    if (node != nullptr && node->kind == RawNode::Kind::kUnknown) {
      Value unknown = text(node);
      members.push_back({unknown, Presence::kOpen, unknown.reasons().front()});
    }
    if (node != nullptr && node->kind == RawNode::Kind::kList) {
      for (const RawNode* block : node->items) {
        const RawNode* type = block->find("type");
        std::string kind = type != nullptr && type->kind == RawNode::Kind::kString ? std::string(type->text) : "";
        if (kind == "*") kind = "AWS";
        for (Value::Member& member : texts(block->find("identifiers"))) members.push_back({subject(kind, member.value), member.presence, member.doubt});
      }
    }
    return subjects(is_inverted, std::move(members));
  }

  Value condition(std::string test, std::string_view key, const RawNode* values) const {
    bool if_exists = test.ends_with("IfExists");
    if (if_exists) test.resize(test.size() - std::string_view("IfExists").size());
    bool negated = test.find("Not") != std::string::npos;
    return Value::record({{"operator", at(Value::text(test))},
                          {"negated", at(Value::boolean(negated))},
                          {"if_exists", at(Value::boolean(if_exists))},
                          {"key", at(Value::text(usual_spelling(key)))},
                          {"values", at(Value::set(texts(values)))}});
  }
  Value conditions_of_json(const RawNode* node) const {
    Value::Members out;
    if (node == nullptr || node->kind == RawNode::Kind::kAbsent) return at(Value::list({}));
    Value odd = Value::unknown(ReasonCode::kWrongShape, "a condition that is no object", Place{node, ""});
    if (node->kind != RawNode::Kind::kObject) return at(Value::list({open(node->kind == RawNode::Kind::kUnknown ? text(node) : odd)}));
    for (const auto& [test, keys] : node->all_members()) {
      if (keys->kind != RawNode::Kind::kObject) {
        out.push_back({odd, Presence::kSure, nullptr});
        continue;
      }
      for (const auto& [key, values] : keys->all_members()) out.push_back({condition(std::string(test), key, values), Presence::kSure, nullptr});
    }
    return at(Value::list(std::move(out)));
  }
  Value conditions_of_blocks(const RawNode* node) const {
    Value::Members out;
    if (node != nullptr && node->kind == RawNode::Kind::kUnknown) {
      Value unknown = text(node);
      out.push_back({unknown, Presence::kOpen, unknown.reasons().front()});
    }
    if (node != nullptr && node->kind == RawNode::Kind::kList) {
      for (const RawNode* block : node->items) {
        const RawNode* test = block->find("test");
        const RawNode* variable = block->find("variable");
        bool known = test != nullptr && test->kind == RawNode::Kind::kString && variable != nullptr && variable->kind == RawNode::Kind::kString;
        Value value = known ? condition(std::string(test->text), variable->text, block->find("values")) : Value::unknown(ReasonCode::kKnownAfterApply, "a condition is known after apply", Place{block, ""});
        out.push_back({value, Presence::kSure, nullptr});
      }
    }
    return at(Value::list(std::move(out)));
  }

  Value effect(const RawNode* node, const char* when_absent) const {
    if (node == nullptr || node->kind == RawNode::Kind::kAbsent) {
      return when_absent == nullptr ? Value::unknown(ReasonCode::kWrongShape, "an access entry without effect") : at(enumerator("effect", when_absent));
    }
    Value value = text(node);
    if (value.is_unknown()) return value;
    if (value.as_text() == "Allow") return at(enumerator("effect", "allow"));
    if (value.as_text() == "Deny") return at(enumerator("effect", "deny"));
    return Value::unknown(ReasonCode::kWrongShape, "`" + value.as_text() + "` is neither Allow nor Deny");
  }

  Value entry_of_json(const RawNode* s) const {
    if (s->kind != RawNode::Kind::kObject) return Value::unknown(ReasonCode::kWrongShape, "an access entry that is no object");
    for (const auto& [key, value] : s->all_members()) {
      bool element = std::find(kStatementElements.begin(), kStatementElements.end(), key) != kStatementElements.end();
      if (!element) return Value::unknown(ReasonCode::kWrongShape, "an access entry has no `" + std::string(key) + "`");
    }
    if (none(s->find("Action")) && none(s->find("NotAction"))) return Value::unknown(ReasonCode::kWrongShape, "an access entry without actions");
    return Value::record({{"effect", effect(s->find("Effect"), nullptr)},
                          {"principals", principals_of_json(s)},
                          {"actions", either(s->find("Action"), s->find("NotAction"))},
                          {"resources", either(s->find("Resource"), s->find("NotResource"))},
                          {"conditions", conditions_of_json(s->find("Condition"))}});
  }
  Value entry_of_blocks(const RawNode* s) const {
    return Value::record({{"effect", effect(s->find("effect"), "allow")},
                          {"principals", principals_of_blocks(s)},
                          {"actions", either(s->find("actions"), s->find("not_actions"))},
                          {"resources", either(s->find("resources"), s->find("not_resources"))},
                          {"conditions", conditions_of_blocks(s->find("condition"))}});
  }

  static bool none(const RawNode* node) { return node == nullptr || node->kind == RawNode::Kind::kAbsent; }
  // `document` is an object; `{}` is no policy.
  Value of_json(const RawNode* document) const {
    if (document->all_members().empty()) return at(Value::list({}));
    const RawNode* statements = document->find("Statement");
    if (none(statements)) return at(Value::list({open(Value::unknown(ReasonCode::kWrongShape, "a policy without `Statement`"))}));
    if (statements->kind == RawNode::Kind::kUnknown) return at(Value::list({open(text(statements))}));
    Value::Members out;
    if (statements->kind == RawNode::Kind::kList) {
      for (const RawNode* statement : statements->items) out.push_back({entry_of_json(statement), Presence::kSure, nullptr});
    } else {
      out.push_back({entry_of_json(statements), Presence::kSure, nullptr});
    }
    return at(Value::list(std::move(out)));
  }
  const RawNode* part_of(const RawResource& document, std::string_view key) const {
    if (evaluator.observer != nullptr && !fault(50)) evaluator.observer->cell(*document.root, key);
    return document.root->find(key);
  }
  // A policy document data source that is read at apply: its blocks are in the plan all the same.
  Value of_document(const RawResource& document) const {
    Value::Members out;
    const RawNode* statements = part_of(document, "statement");
    if (statements != nullptr && statements->kind == RawNode::Kind::kUnknown) out.push_back(open(text(statements)));
    if (statements != nullptr && statements->kind == RawNode::Kind::kList) {
      for (const RawNode* statement : statements->items) out.push_back({entry_of_blocks(statement), Presence::kSure, nullptr});
    } else if (!none(statements) && statements->kind != RawNode::Kind::kUnknown) {
      out.push_back(open(Value::unknown(ReasonCode::kWrongShape, "statements that are no list", Place{statements, ""})));
    }
    // Documents merged in by text may replace entries by their id: then nothing here is sure.
    for (const char* key : {"source_policy_documents", "override_policy_documents", "source_json", "override_json"}) {
      const RawNode* merged = part_of(document, key);
      bool none = merged == nullptr || merged->kind == RawNode::Kind::kAbsent || (merged->kind == RawNode::Kind::kList && merged->items.empty());
      if (none) continue;
      Value reason = Value::unknown(ReasonCode::kKnownAfterApply, "the document merges others that are read at apply", Place{merged, ""});
      for (Value::Member& member : out) member = {member.value, weaker(member.presence, Presence::kPossible), reason.reasons().front()};
      out.push_back(open(reason));
    }
    return at(Value::list(std::move(out)));
  }
  static Value::Member open(const Value& reason) { return {reason, Presence::kOpen, reason.reasons().front()}; }
};

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

Value Evaluator::access_entries(const Value& policy) {
  if (policy.is_absent() || policy.is_unknown()) {
    Value why = needed(policy);
    return Value::list({Entries::open(why)});
  }
  const RawNode* node = policy.kind() == ValueKind::kRaw ? policy.as_raw() : policy.places().empty() ? nullptr : policy.places().front().node;
  Entries entries{*this, node};
  if (policy.kind() == ValueKind::kRaw) {
    if (!read_raw(node)) return Value::list({Entries::open(Value::unknown(ReasonCode::kMasked, "masked"))});
    if (node->sensitive && node->kind != RawNode::Kind::kAbsent) return Value::list({Entries::open(Value::unknown(ReasonCode::kSensitive, "sensitive", Place{node, ""}))});
    if (node->kind == RawNode::Kind::kObject) return entries.of_json(node);
    bool at_apply = node->kind == RawNode::Kind::kUnknown;
    if (at_apply && observer != nullptr && node->reference != nullptr && node->reference->exact) observer->target(*node);
    if (at_apply && node->reference != nullptr && node->reference->exact && node->reference->targets.front()->type == "data.aws_iam_policy_document") {
      return entries.of_document(*node->reference->targets.front());
    }
  }
  Type type;
  type.kind = TypeKind::kText;
  Value text = needed(convert(policy, type, nullptr));
  if (text.is_unknown()) return Value::list({Entries::open(text)});
  const RawNode* document = raw_.parsed_json(node, text.as_text());
  std::optional<Place> place;
  if (node != nullptr) place = Place{node, ""};
  if (document == nullptr || document->kind != RawNode::Kind::kObject) return Value::list({Entries::open(Value::unknown(ReasonCode::kWrongShape, "the policy is no JSON object", place))});
  std::vector<const RawNode*>* outer = std::exchange(touched, nullptr);  // the nodes inside the text have no place of their own
  Value list = entries.of_json(document);
  touched = outer;
  return list;
}

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

Value Evaluator::covers_all(const Value& outer, const Value& inner) {
  if (outer.is_unknown() || inner.is_unknown() || outer.is_absent() || inner.is_absent()) return unknown_of(needed(outer), needed(inner));
  Value outer_excepted = needed(field(outer, "excepted", {})), inner_excepted = needed(field(inner, "excepted", {}));
  if (outer_excepted.is_unknown() || inner_excepted.is_unknown()) return unknown_of(outer_excepted, inner_excepted);
  auto globs = [&](const Value& patterns) { return members(field(patterns, "globs", {})); };
  // For every glob of `wanted` some glob of `given` covers it.
  auto all_covered = [&](const SeenMembers& wanted, const SeenMembers& given) {
    Value all = Value::boolean(true);
    for (const Value::Member& want : wanted) {
      Value covered = Value::boolean(false);
      for (const Value::Member& give : given) {
        Value wanted_glob = needed(want.value), given_glob = needed(give.value);
        Value one = wanted_glob.is_unknown() || given_glob.is_unknown() ? unknown_of(wanted_glob, given_glob)
                                                                        : Value::boolean(glob_covers(given_glob.as_text(), wanted_glob.as_text(), is_action(wanted_glob.as_text())));
        if (give.presence != Presence::kSure && is_true(one)) one = Value::unknown(ReasonCode::kAmbiguous, "a pattern may or may not be there");
        covered = logical_or(covered, one);
      }
      if (want.presence != Presence::kSure && !is_true(covered)) covered = Value::unknown(ReasonCode::kAmbiguous, "a pattern may or may not be there");
      all = logical_and(all, covered);
    }
    return all;
  };
  if (outer_excepted.as_bool() && inner_excepted.as_bool()) return all_covered(globs(outer), globs(inner));
  if (!outer_excepted.as_bool() && !inner_excepted.as_bool()) return all_covered(globs(inner), globs(outer));
  if (inner_excepted.as_bool()) {
    // Everything but a few: only a lone wildcard covers that for sure.
    return evaluate_in(Value::text("*"), field(outer, "globs", {}));
  }
  Value apart = Value::boolean(true);
  for (const Value::Member& want : globs(inner)) {
    for (const Value::Member& left_out : globs(outer)) {
      Value wanted_glob = needed(want.value), excepted_glob = needed(left_out.value);
      Value one = wanted_glob.is_unknown() || excepted_glob.is_unknown() ? unknown_of(wanted_glob, excepted_glob)
                                                                         : Value::boolean(surely_disjoint(wanted_glob.as_text(), excepted_glob.as_text(), is_action(wanted_glob.as_text())));
      apart = logical_and(apart, one);
    }
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
    Value everywhere = covers(field(member.value, "resources", {}), Value::text("*"));
    Value always = evaluate_count_comparison(Op::kEqual, count(field(member.value, "conditions", {})), 0, false);
    Value everyone = all_subjects(member.value);
    denied = logical_or(denied, logical_and(here, logical_and(logical_and(is_deny, covered), logical_and(everyone, logical_and(everywhere, always)))));
  }
  return logical_and(allowed, logical_not(denied));
}

}  // namespace sekisho
