// Builtin functions: texts, numbers, time, networks, collections. Access policies are in access_policy.cc.
// Each is total; an unknown or missing argument gives unknown unless said beside the function.
#include <algorithm>

#include "engine/base/check.h"
#include "engine/exec/evaluator.h"
#include "engine/exec/observer.h"
#include "engine/exec/three_valued.h"
#include "engine/value/arithmetic.h"
#include "engine/value/literal.h"

namespace sekisho {
namespace {

constexpr size_t kMaxWindows = 10000;  // design: windows() of more is unknown

Value merged(const Value& a, const Value& b) { return unknown_of(a, b); }

std::string mapped(const std::string& text, int (*change)(int)) {
  std::string out = text;  // ASCII only: identifiers of clouds are ASCII, and a locale must not change a verdict
  for (char& c : out) {
    if (static_cast<unsigned char>(c) < 0x80) c = static_cast<char>(change(c));
  }
  return out;
}
int to_lower_ascii(int c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }
int to_upper_ascii(int c) { return c >= 'a' && c <= 'z' ? c - 32 : c; }

std::string trimmed(const std::string& text) {
  size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::string url_decoded(const std::string& text) {
  std::string out;
  auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; };
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

Value scaled(const Value& count, int64_t unit) {
  int64_t seconds = 0;
  if (__builtin_mul_overflow(count.as_int(), unit, &seconds)) return Value::unknown(ReasonCode::kOverflow, "the result does not fit into 64 bits");
  return Value::duration(seconds);
}

Value text_list(const std::vector<std::string>& texts) {
  Value::Members members;
  for (const std::string& text : texts) members.push_back({Value::text(text), Presence::kSure, nullptr});
  return Value::list(std::move(members));
}

}  // namespace

// One function per builtin; a friend of the evaluator so that it can ask for members, equality and fields.
struct BuiltinCalls {
  Evaluator& evaluator;
  const Expression& e;
  std::vector<Value> arguments;

  // --- sets and lists ---
  Value concat() {
    Value::Members all;
    for (const Value& argument : arguments) {
      const SeenMembers part = evaluator.members(argument);
      all.insert(all.end(), part.begin(), part.end());
    }
    return Value::list(std::move(all));
  }
  Value set_union() {
    Value::Members all = evaluator.members(arguments[0]).all();
    const SeenMembers more = evaluator.members(arguments[1]);
    all.insert(all.end(), more.begin(), more.end());
    return Value::set(std::move(all));
  }
  // Members of the first that are (`keep`) or are not in the second; an undecided one is possible.
  Value filtered(bool keep) {
    Value::Members kept;
    for (Value::Member member : evaluator.members(arguments[0])) {
      Value in = member.value.is_unknown() ? member.value : evaluator.evaluate_in(member.value, arguments[1]);
      Value stays = keep ? in : logical_not(in);
      if (is_false(stays)) continue;
      if (stays.is_unknown()) {
        member.presence = weaker(member.presence, Presence::kPossible);
        if (member.doubt == nullptr) member.doubt = stays.reasons().front();
      }
      kept.push_back(member);
    }
    return Value::set(std::move(kept));
  }
  Value subset(const Value& inner, const Value& outer) {
    Value all = Value::boolean(true);
    for (const Value::Member& member : evaluator.members(inner)) {
      Value in = member.presence == Presence::kOpen && member.value.is_unknown() ? member.value : evaluator.evaluate_in(member.value, outer);
      if (member.presence != Presence::kSure && !is_true(in)) in = Value::unknown(ReasonCode::kOpenPopulation, "a member may or may not be there");
      all = logical_and(all, in);
    }
    return all;
  }
  Value disjoint() {
    Value none = Value::boolean(true);
    for (const Value::Member& member : evaluator.members(arguments[0])) {
      Value in = member.presence == Presence::kOpen && member.value.is_unknown() ? member.value : evaluator.evaluate_in(member.value, arguments[1]);
      if (member.presence != Presence::kSure && !is_false(in)) in = Value::unknown(ReasonCode::kOpenPopulation, "a member may or may not be there");
      none = logical_and(none, logical_not(in));
    }
    return none;
  }
  Value extreme(bool smallest) {
    std::optional<Value> best;
    for (const Value::Member& member : evaluator.members(arguments[0])) {
      Value value = evaluator.needed(member.value);
      if (value.is_unknown()) return value;
      if (member.presence != Presence::kSure) return Value::unknown(ReasonCode::kAmbiguous, "a member may or may not be there");
      if (value.kind() == ValueKind::kRaw) return Value::unknown(ReasonCode::kWrongShape, "raw values have no order");
      if (!best || is_true(evaluator.evaluate_ordering(smallest ? Op::kLess : Op::kGreater, value, *best))) best = value;
    }
    return best.value_or(Value::absent());
  }
  Value one() {
    if (arguments[0].is_absent() || arguments[0].is_unknown()) return arguments[0];
    if (arguments[0].kind() == ValueKind::kRaw && arguments[0].as_raw()->kind == RawNode::Kind::kAbsent) return Value::absent();
    const SeenMembers all = evaluator.members(arguments[0]);
    if (all.empty()) return Value::absent();
    if (all.size() == 1 && all.front().presence == Presence::kSure) return all.front().value;
    bool undecided = all.front().value.is_unknown() || (all.front().value.kind() == ValueKind::kRaw && all.front().value.as_raw()->kind == RawNode::Kind::kUnknown);
    if (all.size() == 1) return undecided ? all.front().value : Value::unknown(ReasonCode::kAmbiguous, "a member may or may not be there");
    return Value::unknown(ReasonCode::kAmbiguous, "several members where one is expected");
  }
  Value compact() {
    Value::Members kept;
    for (Value::Member member : evaluator.members(arguments[0])) {
      bool absent = member.value.is_absent() || (member.value.kind() == ValueKind::kRaw && member.value.as_raw()->kind == RawNode::Kind::kAbsent);
      if (absent) continue;
      // What nobody can tell may turn out to be absent: then it is no member.
      Value there = evaluator.present(member.value);
      if (there.is_unknown() && member.presence == Presence::kSure) member = {member.value, Presence::kPossible, there.reasons().front()};
      kept.push_back(member);
    }
    return Value::list(std::move(kept));
  }
  Value dict_parts(bool keys, bool values) {
    Value::Members parts;
    auto add = [&](const std::string& key, const Value& value, Presence presence) {
      if (keys && values) parts.push_back({Value::record({{"key", Value::text(key)}, {"value", value}}), presence, nullptr});
      else parts.push_back({keys ? Value::text(key) : value, presence, nullptr});
    };
    auto add_open = [&](ReasonCode code) {
      Value open = Value::unknown(code, "not all keys are known");
      parts.push_back({keys && values ? Value::record({{"key", open}, {"value", open}}) : open, Presence::kOpen, open.reasons().front()});
    };
    Value dict = evaluator.needed(arguments[0]);
    if (dict.is_unknown()) return dict;
    if (dict.kind() == ValueKind::kRaw) {
      const RawNode* node = dict.as_raw();
      if (!evaluator.read_raw(node)) return Value::unknown(ReasonCode::kMasked, "masked");
      if (node->kind == RawNode::Kind::kUnknown) return evaluator.present(dict);
      if (node->kind == RawNode::Kind::kAbsent) return Value::unknown(ReasonCode::kMissingInSource, "missing in source", Place{node, ""});
      if (node->sensitive) return Value::unknown(ReasonCode::kSensitive, "sensitive", Place{node, ""});
      if (node->kind != RawNode::Kind::kObject) return Value::unknown(ReasonCode::kWrongShape, "not a dict", Place{node, ""});
      for (const auto& [key, item] : node->all_members()) add(std::string(key), Value::raw(item), Presence::kSure);
      if (!evaluator.raw().missing_is_absent(*node)) add_open(ReasonCode::kNotExported);
    } else {
      dict = evaluator.visible(dict);
      if (dict.is_unknown()) return dict;
      for (const Value::Entry& entry : dict.entries()) add(entry.key, entry.value, entry.presence);
      if (dict.dict_open()) add_open(ReasonCode::kOpenPopulation);
    }
    return keys && !values ? Value::set(std::move(parts)) : Value::list(std::move(parts));
  }
  Value windows() {
    int32_t from = static_cast<int32_t>(arguments[0].as_int()), to = static_cast<int32_t>(arguments[1].as_int());
    const Period& step = arguments[2].as_period();
    if (add_period(from, step) <= from) return Value::unknown(ReasonCode::kLimit, "the step of windows() does not go forward");
    Value::Members parts;
    for (int64_t i = 1; from < to; ++i) {
      if (parts.size() == kMaxWindows) return Value::unknown(ReasonCode::kLimit, "more than 10,000 windows");
      // From the start each time, so that clamped month ends do not drift.
      Period whole{static_cast<int32_t>(step.months * i), static_cast<int32_t>(step.days * i)};
      int32_t next = std::min(to, add_period(static_cast<int32_t>(arguments[0].as_int()), whole));
      parts.push_back({Value::record({{"from", Value::date(from)}, {"to", Value::date(next)}}), Presence::kSure, nullptr});
      from = next;
    }
    return Value::list(std::move(parts));
  }
  // --- texts ---
  Value joined() {
    std::string out;
    bool first = true;
    for (const Value::Member& member : evaluator.members(arguments[0])) {
      Value part = evaluator.needed(member.value);
      if (part.kind() == ValueKind::kRaw) {
        Type text;
        text.kind = TypeKind::kText;
        part = evaluator.needed(evaluator.convert(part, text, nullptr));
      }
      if (part.is_unknown()) return part;
      if (member.presence != Presence::kSure) return Value::unknown(ReasonCode::kAmbiguous, "a member may or may not be there");
      out += (first ? "" : arguments[1].as_text()) + part.as_text();
      first = false;
    }
    return Value::text(out);
  }
  // A raw list is cut already.
  Value split_raw() {
    const Value raw = evaluator.needed(arguments[0]);
    if (raw.is_unknown()) return raw;
    if (!evaluator.read_raw(raw.as_raw(), true)) return Value::unknown(ReasonCode::kMasked, "masked");
    if (raw.as_raw()->kind == RawNode::Kind::kList) return evaluator.convert(raw, e.type, nullptr);
    Type text;
    text.kind = TypeKind::kText;
    const Value whole = evaluator.convert(raw, text, nullptr);
    const Value separator = evaluator.needed(arguments[1]);
    if (whole.is_absent() || whole.is_unknown()) return evaluator.needed(whole);
    return separator.is_unknown() ? separator : split(whole.as_text()).with_places(whole.places());
  }
  Value split(const std::string& text) {
    const std::string& separator = arguments[1].as_text();
    if (separator.empty()) return text_list({text});
    std::vector<std::string> parts;
    size_t begin = 0;
    for (size_t at = text.find(separator); at != std::string::npos; at = text.find(separator, begin)) {
      parts.push_back(text.substr(begin, at - begin));
      begin = at + separator.size();
    }
    parts.push_back(text.substr(begin));
    return text_list(parts);
  }
  Value replaced() {
    std::string text = arguments[0].as_text();
    const std::string& what = arguments[1].as_text();
    const std::string& with = arguments[2].as_text();
    if (what.empty()) return Value::text(text);
    for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) text.replace(at, what.size(), with);
    return Value::text(text);
  }
  Value capture() {
    auto groups = e.pattern->capture(arguments[0].as_text());
    if (!groups) return Value::absent();
    Value::Fields fields;
    for (const auto& [name, text] : *groups) fields.push_back({name, text ? Value::text(*text) : Value::absent()});
    return Value::record(std::move(fields));
  }
  Value json() {
    const Value& argument = arguments[0];
    const RawNode* place = argument.kind() == ValueKind::kRaw ? argument.as_raw() : argument.places().first_node();
    Value text = argument;
    if (argument.kind() == ValueKind::kRaw) {
      Type type;
      type.kind = TypeKind::kText;
      text = evaluator.convert(argument, type, nullptr);
    }
    if (text.is_absent() || text.is_unknown()) return text;
    const RawNode* parsed = evaluator.raw().parsed_json(place, text.as_text());
    std::optional<Place> where;
    if (place != nullptr) where = Place{place, ""};
    return parsed == nullptr ? Value::unknown(ReasonCode::kWrongShape, "the text is no JSON", where) : Value::raw(parsed);
  }
  Value reference_id() {
    const Value& value = arguments[0];
    if (value.kind() == ValueKind::kRow) {
      if (evaluator.observer != nullptr && evaluator.observer->role_of(value.as_row()) >= 0) evaluator.observer->unshared();
      return Value::text(value.as_row()->id);
    }
    if (value.kind() != ValueKind::kReference) return value.kind() == ValueKind::kText ? value : Value::unknown(ReasonCode::kWrongShape, "no reference");
    const Reference& reference = value.as_reference();
    if (reference.text) return Value::text(*reference.text);
    Value row = evaluator.follow(reference, {});
    if (row.kind() == ValueKind::kRow) {
      for (const RowIdentity& identity : row.as_row()->identities()) {
        if (identity.text.kind() == ValueKind::kText) return identity.text;
      }
    }
    return row.is_unknown() ? row : Value::unknown(ReasonCode::kKnownAfterApply, "its id is known after apply");
  }
  Value written() {
    static const std::map<Written, std::string> names = {{Written::kAbsent, "left_out"}, {Written::kLiteral, "literal"}, {Written::kParameter, "parameter"}, {Written::kReference, "reference"}, {Written::kSecret, "secret"}};
    const Value& value = arguments[0];
    if (value.is_unknown()) return value;
    Written written = Written::kAbsent;
    if (value.kind() == ValueKind::kRaw) {
      const RawNode* node = value.as_raw();
      if (!evaluator.read_raw(node)) return Value::unknown(ReasonCode::kMasked, "masked");
      written = node->written;
      if (written == Written::kNotTold && node->kind == RawNode::Kind::kAbsent) written = Written::kAbsent;
      if (written == Written::kNotTold) return Value::unknown(ReasonCode::kNotExported, "the source does not say where the value comes from", Place{node, ""});
    }
    const std::string& name = names.at(written);
    return Value::enumerator(name, e.type.enumeration == nullptr ? static_cast<int>(written) : e.type.enumeration->ordinal(name));
  }

  Value call();
  Value call_known();
};

// Functions that look at unknown arguments themselves; nullopt: the others.
Value BuiltinCalls::call() {
  switch (e.builtin) {
    case Builtin::k_concat: return concat();
    case Builtin::k_union: return set_union();
    case Builtin::k_intersect: return filtered(true);
    case Builtin::k_minus: return filtered(false);
    case Builtin::k_subset: return subset(arguments[0], arguments[1]);
    case Builtin::k_disjoint: return disjoint();
    case Builtin::k_count: {
      CountInterval interval = evaluator.count(arguments[0]);
      if (interval.low == interval.high && !interval.unbounded) return Value::integer(interval.low);
      return interval.reasons.empty() ? Value::unknown(ReasonCode::kAmbiguous, "the number of members is not known") : Value::unknown(interval.reasons);
    }
    case Builtin::k_min: return extreme(true);
    case Builtin::k_max: return extreme(false);
    case Builtin::k_one: return one();
    case Builtin::k_compact: return compact();
    case Builtin::k_keys: return dict_parts(true, false);
    case Builtin::k_values: return dict_parts(false, true);
    case Builtin::k_entries: return dict_parts(true, true);
    case Builtin::k_split: if (arguments[0].kind() == ValueKind::kRaw) return split_raw(); break;
    case Builtin::k_join: if (arguments[1].kind() == ValueKind::kText) return joined(); break;
    case Builtin::k_json: return json();
    case Builtin::k_access_entries: return evaluator.access_entries(arguments[0]);
    case Builtin::k_covers: return evaluator.covers(arguments[0], arguments[1]);
    case Builtin::k_covers_all: return evaluator.covers_all(arguments[0], arguments[1]);
    case Builtin::k_grants: return evaluator.grants(arguments[0], arguments[1]);
    case Builtin::k_written: return written();
    case Builtin::k_origin:
      if (arguments[0].kind() == ValueKind::kRaw && arguments[0].as_raw()->resource != nullptr) return evaluator.origin_of(*arguments[0].as_raw()->resource);
      return evaluator.needed(arguments[0]);
    default: break;
  }
  // Conversions and text functions keep absent; everything below needs known arguments.
  if (!arguments.empty() && arguments[0].is_absent()) return e.type.optional ? arguments[0] : evaluator.needed(arguments[0]);
  std::optional<Value> undecided;
  for (const Value& argument : arguments) {
    Value value = evaluator.needed(argument);
    if (value.is_unknown()) undecided = undecided ? merged(*undecided, value) : value;
  }
  if (undecided) return *undecided;
  Value result = call_known();
  return arguments[0].places().empty() || !result.is_known() || result.kind() == ValueKind::kRaw ? result : std::move(result).with_places(arguments[0].places());
}

Value BuiltinCalls::call_known() {
  switch (e.builtin) {
    case Builtin::k_windows: return windows();
    case Builtin::k_lower: return Value::text(mapped(arguments[0].as_text(), to_lower_ascii));
    case Builtin::k_upper: return Value::text(mapped(arguments[0].as_text(), to_upper_ascii));
    case Builtin::k_trim: return Value::text(trimmed(arguments[0].as_text()));
    case Builtin::k_split: return split(arguments[0].as_text());
    case Builtin::k_replace: return replaced();
    case Builtin::k_starts_with: return Value::boolean(arguments[0].as_text().starts_with(arguments[1].as_text()));
    case Builtin::k_ends_with: return Value::boolean(arguments[0].as_text().ends_with(arguments[1].as_text()));
    case Builtin::k_matches: return Value::boolean(e.pattern->matches(arguments[0].as_text()));
    case Builtin::k_capture: return capture();
    case Builtin::k_url_decode: return Value::text(url_decoded(arguments[0].as_text()));
    case Builtin::k_quantity: {
      auto quantity = parse_quantity(arguments[0].as_text());
      return quantity ? Value::decimal(*quantity) : Value::unknown(ReasonCode::kWrongShape, quote(arguments[0].as_text()) + " is no quantity");
    }
    case Builtin::k_days: return scaled(arguments[0], 86400);
    case Builtin::k_hours: return scaled(arguments[0], 3600);
    case Builtin::k_minutes: return scaled(arguments[0], 60);
    case Builtin::k_seconds: return scaled(arguments[0], 1);
    case Builtin::k_longest: return Value::duration(longest_seconds(arguments[0].as_period()));
    case Builtin::k_shortest: return Value::duration(shortest_seconds(arguments[0].as_period()));
    case Builtin::k_contains: return Value::boolean(network_contains(arguments[0].as_network(), arguments[1].as_network()));
    case Builtin::k_overlaps: return Value::boolean(networks_overlap(arguments[0].as_network(), arguments[1].as_network()));
    case Builtin::k_prefix_length: return Value::integer(arguments[0].as_network().prefix);
    case Builtin::k_id: return reference_id();
    default: CHECK(false);
  }
}

Value Evaluator::evaluate_builtin(const Expression& e, Frame& frame) {
  if (std::optional<Value> seen = e.builtin == Builtin::k_covers_all ? covering_as_one_look(e, frame) : test_as_one_look(e, frame)) return *seen;
  std::vector<Value> arguments;
  arguments.reserve(e.operands.size());
  for (const ExpressionPtr& operand : e.operands) arguments.push_back(evaluate(*operand, frame));
  return call_builtin(e, std::move(arguments));
}

Value Evaluator::call_builtin(const Expression& e, std::vector<Value> arguments) { return BuiltinCalls{*this, e, std::move(arguments)}.call(); }

}  // namespace sekisho
