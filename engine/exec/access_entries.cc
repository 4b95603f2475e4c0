// IAM and resource policies: JSON inside a string, or the blocks of a policy document data source, to access entries.
// Grammar of the policy language: AWS IAM User Guide, "IAM JSON policy elements reference", "Grammar of the IAM JSON policy language".
// What the grammar does not have the cloud refuses: what such a policy would allow is unknown.
#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "engine/base/fault.h"
#include "engine/base/letters.h"
#include "engine/exec/evaluator.h"
#include "engine/exec/observer.h"

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

constexpr std::array<std::string_view, 3> kPolicyElements = {"Version", "Id", "Statement"};
constexpr std::array<std::string_view, 2> kVersions = {"2012-10-17", "2008-10-17"};
constexpr std::string_view kSomeAccount = "000000000000";
constexpr std::array<std::string_view, 4> kPrincipalTypes = {"AWS", "Service", "Federated", "CanonicalUser"};

// Without `IfExists` and what a set of values is tried by.
constexpr std::array<std::string_view, 27> kOperators = {
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike",
    "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals",
    "DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals",
    "Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "Null"};

bool is_one_of(std::span<const std::string_view> words, std::string_view text) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return same_letters(word, text); });
}

bool is_operator(std::string_view text) {
  for (const std::string_view over_set : {"ForAllValues:", "ForAnyValue:"}) {
    if (text.size() > over_set.size() && same_letters(text.substr(0, over_set.size()), over_set)) text.remove_prefix(over_set.size());
  }
  return is_one_of(kOperators, text);
}

// `*`, or a service and what it does.
bool is_action_glob(std::string_view text) { return text.find_first_not_of('*') == std::string_view::npos ? !text.empty() : text.find(':') != std::string_view::npos && !text.starts_with(':'); }

bool is_missing(const RawNode* node) { return node == nullptr || node->kind == RawNode::Kind::kAbsent; }

// Written, and with nothing in it: `null`, `[]`, `{}`.
bool is_empty(const RawNode* node) {
  if (node == nullptr) return false;
  return node->kind == RawNode::Kind::kAbsent || (node->kind == RawNode::Kind::kList && node->items.empty()) || (node->kind == RawNode::Kind::kObject && node->all_members().empty());
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
  bool is_template;       // not the text itself: a number is a text when the policy is made of it

  Value enumerator(const char* type, const char* name) const {
    const EnumType* found = evaluator.program().find_enum(type);
    return Value::enumerator(name, found == nullptr ? 0 : found->ordinal(name));
  }
  Value at(Value value) const { return policy == nullptr ? value : std::move(value).with_places(Places(*policy)); }
  Value wrong(const std::string& why) const { return policy == nullptr ? Value::unknown(ReasonCode::kWrongShape, why) : Value::unknown(ReasonCode::kWrongShape, why, Place{policy, ""}); }

  // A scalar as text; unknown stays unknown.
  Value text(const RawNode* node) const {
    Type type;
    type.kind = TypeKind::kText;
    return evaluator.needed(evaluator.convert(Value::raw(node), type, nullptr));
  }
  // One text or a list of texts.
  Value::Members texts(const RawNode* node) const {
    Value::Members out;
    if (is_missing(node)) return out;
    if (node->kind == RawNode::Kind::kList) {
      for (const RawNode* item : node->items) out.push_back({text(item), Presence::kSure, nullptr});
      return out;
    }
    Value value = text(node);
    bool list_unknown = node->kind == RawNode::Kind::kUnknown;
    out.push_back({value, list_unknown ? Presence::kOpen : Presence::kSure, list_unknown ? value.reasons().front() : nullptr});
    return out;
  }
  // The same, where the grammar has texts only.
  Value::Members only_texts(const RawNode* node) const {
    Value::Members out = texts(node);
    const bool list = node != nullptr && node->kind == RawNode::Kind::kList;
    for (size_t i = 0; i < out.size(); ++i) {
      const RawNode& item = list ? *node->items[i] : *node;
      const bool scalar = item.kind == RawNode::Kind::kNumber || item.kind == RawNode::Kind::kBool;
      if (item.kind == RawNode::Kind::kAbsent || (scalar && !is_template)) out[i].value = wrong("a value that is no text");
    }
    return out;
  }
  Value::Members actions(const RawNode* node) const {
    Value::Members out = only_texts(node);
    for (Value::Member& member : out) {
      if (member.value.is_known() && !is_action_glob(member.value.as_text())) member.value = wrong("`" + member.value.as_text() + "` is no action: `service:Action` or `*`");
    }
    return out;
  }
  Value patterns(bool excepted, Value::Members globs) const {
    return Value::record({{"excepted", at(Value::boolean(excepted))}, {"globs", at(Value::set(std::move(globs)))}});
  }
  Value actions_of(const RawNode* plain, const RawNode* inverted) const {
    return is_missing(inverted) || is_empty(inverted) ? patterns(false, actions(plain)) : patterns(true, actions(inverted));
  }
  // Neither of the two: nothing is named.
  Value resources_of(const RawNode* plain, const RawNode* inverted) const {
    return is_missing(inverted) || is_empty(inverted) ? patterns(false, only_texts(plain)) : patterns(true, only_texts(inverted));
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
    const bool wild = text.find_first_of("*?") != std::string::npos;
    const auto stranger = [&](Value account) { return wild ? wrong("`" + text + "` is no principal: a wildcard stands alone") : make("unrecognized", std::move(account)); };
    if (!text.starts_with("arn:")) return stranger(Value::absent());
    // arn:partition:service:region:account:rest
    std::array<size_t, 5> colons{};
    size_t from = 0;
    for (size_t& colon : colons) {
      colon = text.find(':', from);
      if (colon == std::string::npos) return stranger(Value::absent());
      from = colon + 1;
    }
    std::string account = text.substr(colons[3] + 1, colons[4] - colons[3] - 1);
    std::string rest = text.substr(colons[4] + 1);
    if (account == "*") return make("anyone", Value::absent());
    if (account.empty()) return stranger(Value::absent());
    if (rest == "root") return make("account", Value::text(account));
    if (rest.starts_with("user/")) return make("user", Value::text(account));
    if (rest.starts_with("role/") || rest.starts_with("assumed-role/")) return make("role", Value::text(account));
    if (rest.starts_with("group/")) return make("group", Value::text(account));
    return stranger(Value::text(account));
  }

  // The same of a text that nobody knows yet.
  std::optional<Value> subject_of_unknown(std::string_view kind, const RawNode& item, const Value& nobody_knows) const {
    if (item.sensitive || item.reference == nullptr || nobody_knows.reasons().front()->code == ReasonCode::kMasked) return std::nullopt;
    return item.reference->exact ? subject_of_resource(kind, item, nobody_knows) : subject_of_own_account(kind, item, nobody_knows);
  }
  // Of an attribute of a resource: its ARN is the role or user that it is, and what stands as a canonical user is one, whatever its number.
  std::optional<Value> subject_of_resource(std::string_view kind, const RawNode& item, const Value& nobody_knows) const {
    const auto make = [&](const char* subject_kind, Value account) {
      return Value::record({{"kind", at(enumerator("subject_kind", subject_kind))}, {"account", std::move(account)}, {"text", nobody_knows}});
    };
    if (same_letters(kind, "CanonicalUser") && !item.reference->attribute.empty()) return make("user", at(Value::absent()));
    if (!same_letters(kind, "AWS") || item.reference->attribute != "arn") return std::nullopt;
    if (evaluator.observer != nullptr) evaluator.observer->target(item);
    for (const Map* map : evaluator.raw().maps_of(*item.reference->targets.front())) {
      if (map->kind->name == "identity.role") return make("role", nobody_knows);
      if (map->kind->name == "identity.user") return make("user", nobody_knows);
    }
    return std::nullopt;
  }
  // Of an ARN in the account that the template is deployed to: whatever its number is, it is one.
  std::optional<Value> subject_of_own_account(std::string_view kind, const RawNode& item, const Value& nobody_knows) const {
    if (!same_letters(kind, "AWS")) return std::nullopt;
    std::string text(item.reference->parameters());
    const auto stands_for = [&](std::string_view parameter, std::string_view anything) {
      for (size_t from = 0; (from = text.find(parameter, from)) != std::string::npos; from += anything.size()) text.replace(from, parameter.size(), anything);
    };
    stands_for("\x1f{AWS::Partition}", "aws");
    stands_for("\x1f{AWS::AccountId}", kSomeAccount);
    if (text.empty() || text.find_first_of("\x1f{") != std::string::npos) return std::nullopt;
    const Value made = subject("AWS", Value::text(text));
    const Value* account = made.is_known() ? made.field("account") : nullptr;
    if (account == nullptr || !account->is_known()) return std::nullopt;
    return Value::record({{"kind", *made.field("kind")}, {"account", account->as_text() == kSomeAccount ? nobody_knows : *account}, {"text", nobody_knows}});
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
        const bool known = is_one_of(kPrincipalTypes, kind);
        Value::Members named = only_texts(value);
        for (size_t i = 0; i < named.size(); ++i) {
          const RawNode& item = value->kind == RawNode::Kind::kList ? *value->items[i] : *value;
          if (std::optional<Value> own = named[i].value.is_unknown() ? subject_of_unknown(kind, item, named[i].value) : std::nullopt) {
            members.push_back({std::move(*own), Presence::kSure, nullptr});
            continue;
          }
          members.push_back({known ? subject(std::string(kind), named[i].value) : wrong("there are no principals of type `" + std::string(kind) + "`"), named[i].presence, named[i].doubt});
        }
      }
    } else if (!is_missing(node)) {
      for (Value::Member& member : only_texts(node)) {
        // One that names somebody is clear, although it belongs into an object.
        const bool clear = member.value.is_unknown() || member.value.as_text() == "*" || member.value.as_text().find_first_of("*?") == std::string::npos;
        members.push_back({clear ? subject("AWS", member.value) : wrong("`" + member.value.as_text() + "` is no principal: `*`, or an object of a type"), member.presence, member.doubt});
      }
    }
    if (node != nullptr && members.empty()) members.push_back({wrong("principals of whom there is none"), Presence::kSure, nullptr});
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
    if (!is_operator(test)) return wrong("there is no condition operator `" + test + "`");
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
      return when_absent == nullptr ? wrong("an access entry without effect") : at(enumerator("effect", when_absent));
    }
    Value value = text(node);
    if (value.is_unknown()) return value;
    if (value.as_text() == "Allow") return at(enumerator("effect", "allow"));
    if (value.as_text() == "Deny") return at(enumerator("effect", "deny"));
    return wrong("`" + value.as_text() + "` is neither Allow nor Deny");
  }

  Value entry_of_json(const RawNode* s) const {
    if (s->kind != RawNode::Kind::kObject) return wrong("an access entry that is no object");
    for (const auto& [key, value] : s->all_members()) {
      bool element = std::find(kStatementElements.begin(), kStatementElements.end(), key) != kStatementElements.end();
      if (!element) return wrong("an access entry has no `" + std::string(key) + "`");
    }
    // What the two of a pair say together is nothing; an exception of nothing is everything, or refused.
    for (const auto& [plain, inverted] : {std::pair("Action", "NotAction"), std::pair("Resource", "NotResource"), std::pair("Principal", "NotPrincipal")}) {
      const RawNode* exceptions = s->find(inverted);
      if (exceptions != nullptr && s->find(plain) != nullptr) return wrong("an access entry with both `" + std::string(plain) + "` and `" + inverted + "`");
      if (is_empty(exceptions)) return wrong("an access entry whose `" + std::string(inverted) + "` is empty");
    }
    const auto neither = [&](const char* plain, const char* inverted) { return is_missing(s->find(plain)) && is_missing(s->find(inverted)); };
    if (neither("Resource", "NotResource") && (s->find("Resource") != nullptr || neither("Principal", "NotPrincipal"))) return wrong("an access entry without resources");
    // Whom it speaks of can be told all the same.
    const bool no_actions = neither("Action", "NotAction");
    return Value::record({{"effect", effect(s->find("Effect"), nullptr)},
                          {"principals", principals_of_json(s)},
                          {"actions", no_actions ? wrong("an access entry without actions") : actions_of(s->find("Action"), s->find("NotAction"))},
                          {"resources", resources_of(s->find("Resource"), s->find("NotResource"))},
                          {"conditions", conditions_of_json(s->find("Condition"))}});
  }
  Value entry_of_blocks(const RawNode* s) const {
    return Value::record({{"effect", effect(s->find("effect"), "allow")},
                          {"principals", principals_of_blocks(s)},
                          {"actions", actions_of(s->find("actions"), s->find("not_actions"))},
                          {"resources", resources_of(s->find("resources"), s->find("not_resources"))},
                          {"conditions", conditions_of_blocks(s->find("condition"))}});
  }

  // `document` is an object; `{}` is no policy.
  Value of_json(const RawNode* document) const {
    if (document->all_members().empty()) return at(Value::list({}));
    const RawNode* statements = document->find("Statement");
    if (is_missing(statements)) return at(Value::list({open(wrong("a policy without `Statement`"))}));
    if (statements->kind == RawNode::Kind::kUnknown) return at(Value::list({open(text(statements))}));
    Value::Members out;
    if (statements->kind == RawNode::Kind::kList) {
      for (const RawNode* statement : statements->items) out.push_back({entry_of_json(statement), Presence::kSure, nullptr});
    } else {
      out.push_back({entry_of_json(statements), Presence::kSure, nullptr});
    }
    if (const std::string why = refused(document); !why.empty()) out.push_back(open(wrong(why)));
    return at(Value::list(std::move(out)));
  }
  // Why the cloud does not take the document, whatever its entries say; empty when nothing is wrong.
  std::string refused(const RawNode* document) const {
    for (const auto& [key, value] : document->all_members()) {
      if (std::find(kPolicyElements.begin(), kPolicyElements.end(), key) == kPolicyElements.end()) return "a policy has no `" + std::string(key) + "`";
    }
    const RawNode* version = document->find("Version");
    if (version == nullptr || version->kind == RawNode::Kind::kUnknown) return "";
    const bool known = version->kind == RawNode::Kind::kString && std::find(kVersions.begin(), kVersions.end(), version->text) != kVersions.end();
    return known ? "" : "the policy language has no version `" + std::string(version->text) + "`";
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
    } else if (!is_missing(statements) && statements->kind != RawNode::Kind::kUnknown) {
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

}  // namespace

Value Evaluator::access_entries(const Value& policy) {
  if (policy.is_absent() || policy.is_unknown()) {
    Value why = needed(policy);
    return Value::list({Entries::open(why)});
  }
  const RawNode* node = policy.kind() == ValueKind::kRaw ? policy.as_raw() : policy.places().first_node();
  Entries entries{*this, node, policy.kind() == ValueKind::kRaw && node->kind == RawNode::Kind::kObject};
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

}  // namespace sekisho
