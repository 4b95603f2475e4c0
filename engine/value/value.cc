// The data behind Value: one tagged payload, shared and never changed.
#include "sekisho/value.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>
#include <variant>

#include "engine/base/check.h"
#include "engine/value/sameness.h"

namespace sekisho {
namespace {

constexpr size_t kMaxReasons = 8;  // more tell a reader nothing; unknowns of large lists would grow without end
constexpr int64_t kFirstSharedInteger = -1;
constexpr int64_t kLastSharedInteger = 255;

struct Enumerator {
  std::string name;
  int ordinal = 0;
};
struct Dict {
  Value::Entries entries;
  bool open = false;
};
struct File {
  std::string path;
  std::string digest;
  bool there = false;
};

// Large and rare payloads lie behind a pointer, so that a bool does not pay for them.
using Payload = std::variant<std::monostate, bool, int64_t, Decimal, std::string, Period, Network, Enumerator, Value::Fields,
                             Value::Members, Dict, std::shared_ptr<const Reference>, const Row*, const RawNode*,
                             std::shared_ptr<const File>, std::vector<ReasonPtr>>;

struct Data : Value::Head {
  Payload payload;
  Places places;

  Data(ValueKind kind_given, Payload payload_given) : Head{kind_given}, payload(std::move(payload_given)) {}
  constexpr Data() : Head{ValueKind::kAbsent} {}
  constexpr explicit Data(bool value) : Head{ValueKind::kBool}, payload(std::in_place_type<bool>, value) {}
};

// There before any code runs, and after all of it.
union Lasting {
  Data data;
  constexpr Lasting() : data() {}
  constexpr explicit Lasting(bool value) : data(value) {}
  ~Lasting() {}
};
constinit const Lasting kLastingAbsent;
constinit const Lasting kLastingFalse(false), kLastingTrue(true);

const Data& full(const std::shared_ptr<const Value::Head>& head) { return static_cast<const Data&>(*head); }
// REQUIRES that nobody else has it.
Data& mutable_data(const std::shared_ptr<const Value::Head>& head) { return const_cast<Data&>(full(head)); }

}  // namespace

std::string_view to_string(ReasonCode code) {
  switch (code) {
    case ReasonCode::kKnownAfterApply: return "known_after_apply";
    case ReasonCode::kNotMapped: return "not_mapped";
    case ReasonCode::kUnavailable: return "unavailable";
    case ReasonCode::kSensitive: return "sensitive";
    case ReasonCode::kUnresolvedReference: return "unresolved_reference";
    case ReasonCode::kAmbiguous: return "ambiguous";
    case ReasonCode::kWrongShape: return "wrong_shape";
    case ReasonCode::kOverflow: return "overflow";
    case ReasonCode::kMissingInSource: return "missing_in_source";
    case ReasonCode::kOpenPopulation: return "open_population";
    case ReasonCode::kNotExported: return "not_exported";
    case ReasonCode::kSaidByMap: return "said_by_map";
    case ReasonCode::kNotOneOf: return "not_one_of";
    case ReasonCode::kLimit: return "limit";
    case ReasonCode::kMasked: return "masked";
  }
  CHECK(false);
}

Places::Places(Place only) {
  if (only.node != nullptr && only.note.empty()) only_ = only.node;
  else several_ = std::make_shared<const std::vector<Place>>(1, std::move(only));
}

Places::Places(std::vector<Place> places) {
  if (places.size() == 1) *this = Places(std::move(places.front()));
  else if (!places.empty()) several_ = std::make_shared<const std::vector<Place>>(std::move(places));
}

Presence weaker(Presence a, Presence b) { return std::max(a, b); }

constinit const Value::Head* const Value::kAbsent = &kLastingAbsent.data;
constinit const Value::Head* const Value::kFalse = &kLastingFalse.data;
constinit const Value::Head* const Value::kTrue = &kLastingTrue.data;

Value Value::unknown(ReasonCode code, std::string text, std::optional<Place> place) {
  std::vector<ReasonPtr> reasons;
  reasons.push_back(std::make_shared<Reason>(Reason{code, std::move(text), std::move(place)}));
  return Value(std::make_shared<Data>(ValueKind::kUnknown, std::move(reasons)));
}

Value Value::unknown(std::vector<ReasonPtr> reasons) {
  CHECK(!reasons.empty());
  std::vector<ReasonPtr> kept;
  for (ReasonPtr& reason : reasons) {
    const bool known = std::any_of(kept.begin(), kept.end(), [&](const ReasonPtr& other) {
      return other == reason || (other->code == reason->code && other->text == reason->text);
    });
    if (!known) kept.push_back(std::move(reason));
    if (kept.size() == kMaxReasons) break;
  }
  return Value(std::make_shared<Data>(ValueKind::kUnknown, std::move(kept)));
}

Value Value::integer(int64_t value) {
  using Shared = std::array<const Data*, kLastSharedInteger - kFirstSharedInteger + 1>;
  static const Shared kShared = [] {
    Shared made;
    for (size_t i = 0; i < made.size(); ++i) {
      made[i] = new Data(ValueKind::kInt, kFirstSharedInteger + static_cast<int64_t>(i));
    }
    return made;
  }();
  if (value >= kFirstSharedInteger && value <= kLastSharedInteger) {
    return lasting(kShared[static_cast<size_t>(value - kFirstSharedInteger)]);
  }
  return Value(std::make_shared<Data>(ValueKind::kInt, value));
}

Value Value::decimal(Decimal value) { return Value(std::make_shared<Data>(ValueKind::kDecimal, value)); }
Value Value::text(std::string value) { return Value(std::make_shared<Data>(ValueKind::kText, std::move(value))); }
Value Value::duration(int64_t seconds) { return Value(std::make_shared<Data>(ValueKind::kDuration, seconds)); }
Value Value::forever() { return duration(std::numeric_limits<int64_t>::max()); }
Value Value::date(int32_t days) { return Value(std::make_shared<Data>(ValueKind::kDate, int64_t{days})); }
Value Value::period(Period value) { return Value(std::make_shared<Data>(ValueKind::kPeriod, value)); }
Value Value::timestamp(int64_t utc_seconds) { return Value(std::make_shared<Data>(ValueKind::kTimestamp, utc_seconds)); }
Value Value::ip(Network value) { return Value(std::make_shared<Data>(ValueKind::kIp, value)); }
Value Value::cidr(Network value) { return Value(std::make_shared<Data>(ValueKind::kCidr, value)); }
Value Value::version(std::string value) { return Value(std::make_shared<Data>(ValueKind::kVersion, std::move(value))); }
Value Value::enumerator(std::string name, int ordinal) {
  return Value(std::make_shared<Data>(ValueKind::kEnum, Enumerator{std::move(name), ordinal}));
}
Value Value::record(Fields fields) { return Value(std::make_shared<Data>(ValueKind::kRecord, std::move(fields))); }
Value Value::list(Members members) { return Value(std::make_shared<Data>(ValueKind::kList, std::move(members))); }
Value Value::set(Members members) {
  drop_repeated_members(members);
  return Value(std::make_shared<Data>(ValueKind::kSet, std::move(members)));
}
Value Value::dict(Entries entries, bool open) {
  return Value(std::make_shared<Data>(ValueKind::kDict, Dict{std::move(entries), open}));
}
Value Value::reference(Reference value) {
  return Value(std::make_shared<Data>(ValueKind::kReference, std::make_shared<const Reference>(std::move(value))));
}
Value Value::row(const Row* row) { return Value(std::make_shared<Data>(ValueKind::kRow, row)); }
Value Value::raw(const RawNode* node) { return Value(std::make_shared<Data>(ValueKind::kRaw, node)); }
Value Value::file(std::string path, std::string digest, bool there) {
  return Value(std::make_shared<Data>(ValueKind::kFile,
                                      std::make_shared<const File>(File{std::move(path), std::move(digest), there})));
}

bool Value::as_bool() const {
  CHECK(kind() == ValueKind::kBool);
  return std::get<bool>(full(data_).payload);
}

int64_t Value::as_int() const {
  const int64_t* number = std::get_if<int64_t>(&full(data_).payload);
  CHECK(number != nullptr);
  return *number;
}

const Decimal& Value::as_decimal() const {
  CHECK(kind() == ValueKind::kDecimal);
  return std::get<Decimal>(full(data_).payload);
}

const std::string& Value::as_text() const {
  if (kind() == ValueKind::kEnum) return std::get<Enumerator>(full(data_).payload).name;
  if (kind() == ValueKind::kFile) return std::get<std::shared_ptr<const File>>(full(data_).payload)->path;
  const std::string* text = std::get_if<std::string>(&full(data_).payload);
  CHECK(text != nullptr);
  return *text;
}

int Value::ordinal() const {
  CHECK(kind() == ValueKind::kEnum);
  return std::get<Enumerator>(full(data_).payload).ordinal;
}

const Period& Value::as_period() const {
  CHECK(kind() == ValueKind::kPeriod);
  return std::get<Period>(full(data_).payload);
}

const Network& Value::as_network() const {
  const Network* network = std::get_if<Network>(&full(data_).payload);
  CHECK(network != nullptr);
  return *network;
}

const Value::Fields& Value::fields() const {
  CHECK(kind() == ValueKind::kRecord);
  return std::get<Fields>(full(data_).payload);
}

const Value::Members& Value::members() const {
  const Members* members = std::get_if<Members>(&full(data_).payload);
  CHECK(members != nullptr);
  return *members;
}

const Value::Entries& Value::entries() const {
  CHECK(kind() == ValueKind::kDict);
  return std::get<Dict>(full(data_).payload).entries;
}

Value::Fields Value::take_fields() && { return is_mine() ? std::move(std::get<Fields>(mutable_data(data_).payload)) : fields(); }

Value::Members Value::take_members() && { return is_mine() ? std::move(std::get<Members>(mutable_data(data_).payload)) : members(); }

Value::Entries Value::take_entries() && { return is_mine() ? std::move(std::get<Dict>(mutable_data(data_).payload).entries) : entries(); }

bool Value::dict_open() const {
  CHECK(kind() == ValueKind::kDict);
  return std::get<Dict>(full(data_).payload).open;
}

const Reference& Value::as_reference() const {
  CHECK(kind() == ValueKind::kReference);
  return *std::get<std::shared_ptr<const Reference>>(full(data_).payload);
}

const Row* Value::as_row() const {
  CHECK(kind() == ValueKind::kRow);
  return std::get<const Row*>(full(data_).payload);
}

const RawNode* Value::as_raw() const {
  CHECK(kind() == ValueKind::kRaw);
  return std::get<const RawNode*>(full(data_).payload);
}

bool Value::file_there() const {
  CHECK(kind() == ValueKind::kFile);
  return std::get<std::shared_ptr<const File>>(full(data_).payload)->there;
}

const std::string& Value::file_digest() const {
  CHECK(kind() == ValueKind::kFile);
  return std::get<std::shared_ptr<const File>>(full(data_).payload)->digest;
}

const std::vector<ReasonPtr>& Value::reasons() const {
  CHECK(kind() == ValueKind::kUnknown);
  return std::get<std::vector<ReasonPtr>>(full(data_).payload);
}

const Value* Value::field(std::string_view name) const {
  for (const Field& field : fields()) {
    if (field.name == name) return &field.value;
  }
  return nullptr;
}

const Places& Value::places() const { return full(data_).places; }

Value Value::with_places(Places places) && {
  if (!is_mine()) return std::as_const(*this).with_places(std::move(places));
  mutable_data(data_).places = std::move(places);
  return std::move(*this);
}

Value Value::with_places(Places places) const& {
  auto copy = std::make_shared<Data>(full(data_));
  copy->places = std::move(places);
  return Value(std::move(copy));
}

}  // namespace sekisho
