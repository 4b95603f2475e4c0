// Calls of definitions whose arguments are plain values: what they say follows from the contents of these, whoever the subject is, and is worked out once.
//
// Of rules, and of a map's `where`, truth values are kept: `open_to_internet(x.openings, 22)`, and within it `reaches(o, 22)` for each opening. Where an attribute is
// made for a class (`without_own_places`), every value is: `subject_of("user:…")`. A member of many lists is worked out once then, also where no two lists are the same.
// So are values of definitions that ask a raw list or object for nothing but what is in it (raw_calls.cc).
#include <algorithm>
#include <utility>

#include "engine/base/fault.h"
#include "engine/exec/evaluator.h"
#include "engine/exec/observer.h"
#include "engine/exec/places.h"

namespace sekisho {
namespace {

// Whether no row and no raw value is in it: these are more than their content.
bool is_plain(const Value& value) {
  auto plain = [](const auto& part) { return is_plain(part.value); };
  switch (value.kind()) {
    case ValueKind::kRow: case ValueKind::kRaw: return false;
    case ValueKind::kList: case ValueKind::kSet: return std::all_of(value.members().begin(), value.members().end(), plain);
    case ValueKind::kDict: return std::all_of(value.entries().begin(), value.entries().end(), plain);
    case ValueKind::kRecord: return std::all_of(value.fields().begin(), value.fields().end(), plain);
    default: return true;
  }
}

bool is_compound(const Value& value) { return is_collection(value) || value.kind() == ValueKind::kRecord || value.kind() == ValueKind::kDict; }

}  // namespace

bool Evaluator::shares_calls() const {
  if (observer == nullptr || trace != nullptr || mask != nullptr) return false;
  return touched != nullptr ? without_own_places : observer->recording() || within_shared_call_;
}

std::optional<ContentId> Evaluator::content_of_argument(const Value& value, bool stays) {
  if (touched != nullptr && value.kind() == ValueKind::kDict) return std::nullopt;   // tags, which are hardly ever those of another resource
  if (!stays || !is_compound(value)) return is_plain(value) ? std::optional<ContentId>(observer->content(value)) : std::nullopt;
  constexpr size_t kMost = 2048;   // hold their values
  if (argument_contents_.size() >= kMost) argument_contents_.clear();
  const auto [known, is_new] = argument_contents_.try_emplace(value.identity());
  if (is_new) known->second = {value, is_plain(value) ? std::optional<ContentId>(observer->content(value)) : std::nullopt};
  return known->second.content;
}

Value Evaluator::evaluate_shared_define(const Expression& e, const Define& define, Frame& frame) {
  Frame inner(define.slots);
  inner.resource = frame.resource;
  CallKey key;
  const auto put = [&](uint32_t number) {
    key.put(number, [&](uint32_t a, uint32_t b) { return observer->content_of_pair(a, b); });
  };
  put(static_cast<uint32_t>(e.index));
  // In maps the populations of a definition are those of one source.
  put(static_cast<uint32_t>(frame.resource == nullptr ? -1 : raw_.source_of(frame.resource)));
  const bool for_class = touched != nullptr;
  const RawNode* raw = nullptr;
  bool plain_values = true;
  for (size_t i = 0; i < e.operands.size(); ++i) {
    RolePart part;
    const Expression& operand = *e.operands[i];
    Value& argument = inner.values[i] = evaluate_argument(e, i, frame, part);
    inner.set_part(static_cast<int>(i), part);
    plain_values = plain_values && part.role < 0;
    if (!plain_values) continue;
    const bool is_raw = for_class && argument.kind() == ValueKind::kRaw && raw == nullptr;
    if (is_raw) raw = argument.as_raw();
    const std::optional<ContentId> content = is_raw ? content_of_raw(*raw, define) : content_of_argument(argument, operand.op == Op::kVariable || operand.op == Op::kField);
    plain_values = content.has_value();
    if (plain_values && !(fault(24) && i > 0)) put(*content);
  }
  if (!plain_values) return evaluate(*define.body, inner);
  if (raw != nullptr) {
    put(static_cast<uint32_t>(raw_.source_of(raw->resource)));
    put(raw_.missing_is_absent(*raw) ? 1 : 0);
  }
  KeptCalls& kept = raw != nullptr ? raw_calls_ : for_class ? class_calls_ : calls_;
  if (const auto found = kept.find(key); found != kept.end() && !vacuous_is_unknown) {
    vacuous_seen = vacuous_seen || found->second.vacuous;
    if (for_class && found->second.touched != nullptr) touched->push_back(raw != nullptr ? raw : found->second.touched);
    // Within one scope it makes no difference who wrote it.
    const bool is_anothers = raw != nullptr && observer->scope_of(*raw->resource) != observer->scope_of(*found->second.writer);
    return is_anothers ? written_by(found->second.value, *raw->resource->root) : found->second.value;
  }
  // What it reads beside its arguments is the same for every subject.
  const bool vacuous_before = std::exchange(vacuous_seen, false), within_before = std::exchange(within_shared_call_, true);
  const size_t touched_before = for_class ? touched->size() : 0;
  Value value;
  {
    Observer::Pause pause(observer);
    value = evaluate(*define.body, inner);
  }
  within_shared_call_ = within_before;
  observer->constant(value);
  // Other values of rules carry places and names of this subject; so do reasons, which a map's `where` gives to its rows.
  const bool decided = value.kind() == ValueKind::kBool || (value.is_unknown() && frame.resource == nullptr);
  const bool keeps = for_class ? is_plain(value) : decided;
  // Of what was touched on the way, values of classes ask for the first: whoever wrote it stands for what has no writer.
  const RawNode* const first_touched = for_class && touched->size() > touched_before ? (*touched)[touched_before] : nullptr;
  if (keeps && !vacuous_is_unknown) kept.emplace(key, Constant{value, vacuous_seen && !fault(25), true, first_touched, raw == nullptr ? nullptr : raw->resource});
  vacuous_seen = vacuous_seen || vacuous_before;
  return value;
}

void Evaluator::forget_calls() {
  constexpr size_t kMost = 10000;
  argument_contents_.clear();
  raw_contents_.clear();
  class_tags_.clear();
  if (class_calls_.size() > kMost) class_calls_.clear();
}

}  // namespace sekisho
