// Value: what the language computes with. Known, absent or unknown; unknown always carries reasons.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sekisho/raw.h"

namespace sekisho {

struct Row;

// Why nobody can tell a value. The words are stable keys in json, csv and sarif.
enum class ReasonCode : uint8_t {
  kKnownAfterApply,      // known_after_apply
  kNotMapped,            // not_mapped: no attribute assigned by this adapter's map
  kUnavailable,          // unavailable: the map says why
  kSensitive,            // sensitive
  kUnresolvedReference,  // unresolved_reference: the target is in no complete population
  kAmbiguous,            // ambiguous: several candidates
  kWrongShape,           // wrong_shape: not what the attribute's type needs
  kOverflow,             // overflow
  kMissingInSource,      // missing_in_source: absent where a value is needed
  kOpenPopulation,       // open_population: the source may not hold all rows
  kNotExported,          // not_exported
  kSaidByMap,            // said_by_map: `unknown "why"`
  kNotOneOf,             // not_one_of: a match without a fitting arm
  kLimit,                // limit: windows() over 10,000 and the like
  kMasked,               // masked: hidden while a witness is searched; never in an output
};
std::string_view to_string(ReasonCode code);

// A place in a source file from which a value came, or which decides about it.
struct Place {
  const RawNode* node = nullptr;        // its resource and JSON pointer
  std::string note;                     // "default: RDS API: CreateDBInstance", "by configuration reference", ""
};

// Where a value came from, what was looked at first in front. Most came from one place without a note, which takes no memory of its own; copies share all others.
class Places {
 public:
  class Iterator {
   public:
    Iterator(const Places& places, size_t at) : places_(&places), at_(at) {}
    Place operator*() const { return (*places_)[at_]; }
    Iterator& operator++() { return ++at_, *this; }
    bool operator==(const Iterator& other) const { return at_ == other.at_; }

   private:
    const Places* places_;
    size_t at_;
  };

  Places() = default;
  explicit Places(const RawNode& only) : only_(&only) {}
  explicit Places(Place only);
  Places(std::vector<Place> places);
  Places(std::initializer_list<Place> places) : Places(std::vector<Place>(places)) {}

  bool empty() const { return only_ == nullptr && several_ == nullptr; }
  size_t size() const { return several_ != nullptr ? several_->size() : only_ != nullptr; }
  // REQUIRES: there is one.
  Place operator[](size_t number) const { return several_ != nullptr ? (*several_)[number] : Place{only_, ""}; }
  Place front() const { return (*this)[0]; }
  // The node of the first; null: there is none.
  const RawNode* first_node() const { return several_ != nullptr ? several_->front().node : only_; }
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

 private:
  const RawNode* only_ = nullptr;
  std::shared_ptr<const std::vector<Place>> several_;   // never empty; then `only_` is null
};

struct Reason {
  ReasonCode code;
  std::string text;                     // one clause in English: what exactly cannot be told
  std::optional<Place> place;
};
using ReasonPtr = std::shared_ptr<const Reason>;

enum class ValueKind : uint8_t {
  kAbsent, kUnknown, kBool, kInt, kDecimal, kText, kDuration, kDate, kPeriod, kTimestamp, kIp, kCidr, kVersion,
  kEnum, kRecord, kList, kSet, kDict, kReference, kRow, kRaw, kFile, kPattern
};

class Value;

// How surely a member of a collection exists: once; 0 or 1 times; any number of times.
enum class Presence : uint8_t { kSure, kPossible, kOpen };

// sure (0) < possible (1) < open (2): the less sure of two.
Presence weaker(Presence a, Presence b);

// A decimal as digits with a power of ten: 1.50 is {15, -1} (trailing zeros dropped), so equality is structural.
struct Decimal {
  int64_t digits = 0;
  int32_t exponent = 0;
  bool operator==(const Decimal&) const = default;
};
// Calendar span. Months and days are added in that order; month ends clamp.
struct Period {
  int32_t months = 0;
  int32_t days = 0;
  bool operator==(const Period&) const = default;
};
// IPv4 or IPv6 address with prefix length (32 or 128 for a single address). Host bits are kept zero.
struct Network {
  bool v6 = false;
  uint8_t bytes[16] = {};
  uint8_t prefix = 0;
  bool operator==(const Network&) const = default;
};
// A reference to a row: what is known of its target. Exactly one of `address` and `text` may decide it; both may be empty.
struct Reference {
  std::string kind;                     // kind or trait it refers to; "" for a raw type's resource
  std::optional<std::string> text;      // identity text ("arn:aws:…", a name), compared within identity spaces
  std::optional<std::string> address;   // target by configuration reference: the row's id
  int source = 0;                       // index of the source of `address` in its snapshot
  std::vector<std::string> candidates;  // when neither is set: addresses it may be; for messages
  bool complete = false;                // then it is one of `candidates` or something outside the source
  bool via_owner = false;               // typed `owner KIND`
};

// Immutable, cheap to copy (one shared pointer). Collections hold members with presence.
class Value {
 public:
  struct Member;
  struct Field;
  struct Entry;
  using Members = std::vector<Member>;
  using Fields = std::vector<Field>;
  using Entries = std::vector<Entry>;

  Value() : Value(lasting(kAbsent)) {}  // absent
  static Value absent() { return Value(); }
  static Value unknown(ReasonCode code, std::string text, std::optional<Place> place = {});
  static Value unknown(std::vector<ReasonPtr> reasons);  // REQUIRES: not empty; duplicates are dropped, at most 8 kept
  static Value boolean(bool value) { return lasting(value ? kTrue : kFalse); }
  static Value integer(int64_t value);
  static Value decimal(Decimal value);
  static Value text(std::string value);
  static Value duration(int64_t seconds);
  static Value forever();               // a duration longer than all others
  static Value date(int32_t days);      // days since 1970-01-01
  static Value period(Period value);
  static Value timestamp(int64_t utc_seconds);
  static Value ip(Network value);
  static Value cidr(Network value);
  static Value version(std::string value);  // compared by its numeric parts, then text
  static Value enumerator(std::string name, int ordinal);
  static Value record(Fields fields);
  static Value list(Members members);
  static Value set(Members members);    // drops known members equal to a sure one; the first stays
  static Value dict(Entries entries, bool open = false);  // open: may hold keys nobody sees
  static Value reference(Reference value);
  static Value row(const Row* row);
  static Value raw(const RawNode* node);
  static Value file(std::string path, std::string digest, bool there);

  ValueKind kind() const { return data_->kind; }
  bool is_absent() const { return kind() == ValueKind::kAbsent; }
  bool is_unknown() const { return kind() == ValueKind::kUnknown; }
  bool is_known() const { return !is_absent() && !is_unknown(); }

  // Each accessor REQUIRES the kind it names; a wrong one stops the process (our bug).
  bool as_bool() const;
  int64_t as_int() const;               // kInt, kDuration (seconds), kDate (days), kTimestamp (seconds)
  const Decimal& as_decimal() const;
  const std::string& as_text() const;   // kText, kVersion, kEnum (name), kFile (path)
  int ordinal() const;                  // kEnum
  const Period& as_period() const;
  const Network& as_network() const;    // kIp, kCidr
  const Fields& fields() const;         // kRecord
  const Members& members() const;       // kList, kSet
  const Entries& entries() const;       // kDict
  // The same, taken out of it: copied only where somebody else has them, too.
  Fields take_fields() &&;
  Members take_members() &&;
  Entries take_entries() &&;
  bool dict_open() const;
  const Reference& as_reference() const;
  const Row* as_row() const;
  const RawNode* as_raw() const;
  bool file_there() const;
  const std::string& file_digest() const;
  const std::vector<ReasonPtr>& reasons() const;  // kUnknown
  const Value* field(std::string_view name) const;  // kRecord; null when it has none

  // A value stored in a row is a leaf: it has an identity by which a witness names and masks it, and the places it came from.
  // Identity is that of the shared object: copies are the same leaf.
  const void* identity() const { return data_.get(); }
  const Places& places() const;
  Value with_places(Places places) const&;  // a copy with an identity of its own
  Value with_places(Places places) &&;      // the same; no copy where nobody else has it
  // The same, good for as long as this one lives: without the count of owners, over which threads that copy it all the time would fight.
  Value borrowed() const { return Value(std::shared_ptr<const Head>(std::shared_ptr<void>(), data_.get())); }

  // What every value begins with; value.cc has the rest.
  struct Head {
    ValueKind kind;
  };

 private:
  explicit Value(std::shared_ptr<const Head> data) : data_(std::move(data)) {}
  // Shared by all and never freed: without a count that threads would fight over.
  static Value lasting(const Head* head) { return Value(std::shared_ptr<const Head>(std::shared_ptr<void>(), head)); }
  static const Head* const kAbsent;
  static const Head* const kFalse;
  static const Head* const kTrue;
  // Whether nobody else has it. All that have owners were made to be changed; see lasting() and borrowed() for those without a count.
  bool is_mine() const { return data_.use_count() == 1; }
  std::shared_ptr<const Head> data_;
};

// `doubt`: why a possible or open member may not be there; may be null.
struct Value::Member { Value value; Presence presence = Presence::kSure; ReasonPtr doubt = nullptr; };
struct Value::Field { std::string name; Value value; };
struct Value::Entry { std::string key; Value value; Presence presence = Presence::kSure; };

// A list or a set: it has members().
inline bool is_collection(const Value& value) { return value.kind() == ValueKind::kList || value.kind() == ValueKind::kSet; }

// As Seki writes it: `"text"`, `3d`, `confidential`, `[1, 2]`, `{from: 22, to: 22}`, `absent`, `unknown "why"`. Sensitive values never get here.
std::string to_seki(const Value& value);

// Total order over known values of one kind, for deterministic output only (never a rule's `<`).
int order(const Value& a, const Value& b);

// Structural equality of two known values of one type, in three values: nullopt when unknown parts leave it undecided.
// Absent equals absent. REQUIRES no kRow, kRaw, kReference inside (the evaluator compares those).
std::optional<bool> equal_known(const Value& a, const Value& b);

}  // namespace sekisho
