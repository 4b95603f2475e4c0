// Findings: what a run decided, as plain data that every report format prints. Holds nothing of a sensitive value.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <iterator>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sekisho/diagnostic.h"
#include "sekisho/profile.h"
#include "sekisho/shared_text.h"
#include "sekisho/verdict.h"

namespace sekisho {

// English and Japanese of one sentence.
struct Bilingual {
  std::string en, ja;
};

// The same of a sentence that very many findings have in common, kept once for all of them.
class SharedBilingual {
 public:
  SharedBilingual() = default;
  SharedBilingual(Bilingual text) : text_(std::make_shared<const Bilingual>(std::move(text))) {}
  const Bilingual& both() const {
    static const Bilingual kNone;
    return text_ == nullptr ? kNone : *text_;
  }
  operator const Bilingual&() const { return both(); }

 private:
  std::shared_ptr<const Bilingual> text_;   // null: none
};

// A place in a source file.
struct FindingPlace {
  SharedText file;
  std::string resource;   // address
  std::string pointer;    // JSON pointer in the file
  uint32_t line = 0;      // 1-based; 0: no line
  uint32_t column = 0;
  std::string text;       // the source line, trimmed and cut to 160 bytes, harmless; empty when it holds a sensitive value
  std::string note;       // "by configuration reference", "default: RDS API: CreateDBInstance", ""
};

// One value that decided a verdict.
struct WitnessItem {
  std::string resource;   // the row's id; for a population fact its kind
  std::string path;       // "encryption.key_manager", "openings[0].from_port"; "" for a population fact
  std::string value;      // as Seki writes it; for a population fact "12 rows, complete"
  std::vector<FindingPlace> places;
};

// Why something cannot be decided.
struct FindingReason {
  std::string code;       // known_after_apply, unavailable, …: stable keys
  std::string text;       // English clause
  std::vector<FindingPlace> places;  // at most one
};

// A text that names one resource wherever it is met, in whatever format.
struct FindingName {
  std::string space;      // "arn", "name", …: names of two spaces are not compared
  std::string scope;      // what the text is unique in: "global", "account 111122223333", "region 111122223333 ap-northeast-1"; "account" or "region" alone where nobody knows which
  std::string text;
  bool operator==(const FindingName& other) const = default;
};

struct Finding {
  Verdict verdict = Verdict::kUnknown;
  bool applicability_unknown = false;  // a pass whose `where` is unknown
  bool vacuous = false;                // a pass that rests on an `all` over nothing
  int rule = 0;                        // index into Run::rules
  std::string resource;                // the row's id: the source's own address, "#K" added by `each`
  std::string kind;
  std::string account;                 // known id of the account that holds the resource; else empty
  int source = 0;                      // index into Run::sources
  FindingPlace place;                  // of the resource
  Bilingual message;                   // interpolated
  SharedBilingual remedy;              // the same
  std::vector<WitnessItem> witness;    // of fail; of pass too when asked for
  std::vector<FindingReason> reasons;  // of unknown; and of a pass whose applicability is unknown
  std::string obligation;              // of unknown: Seki text over the rule's variable
  int waiver = -1;                     // index into Run::waivers of the valid one that covers it: a flag, the verdict stays
  std::vector<FindingName> names;      // known ones of the resource; of unknown, and of all when asked for (FindingsWanted::names)
  std::vector<std::string> also;       // with `names`: ids of rows in other sources that are the same resource and were merged into this one
};

// A pass, or that a rule does not apply: a verdict of which there is nothing else to tell. Very many, and no findings where they are wanted like this
// (FindingsWanted::plain). Its texts are those of the policy and of what the run was worked out in.
struct PlainVerdict {
  const std::string* kind = nullptr;
  const std::string* resource = nullptr;   // the row's id
  const std::string* account = nullptr;    // known id of the account that holds the resource; else null
  int rule = 0, source = 0;                // indexes into Run::rules and Run::sources
  Verdict verdict = Verdict::kPass;
  bool vacuous = false;
};

// Plain verdicts by rule, those of one in the order of findings: who makes them does so rule by rule, several at once.
class PlainVerdicts {
 public:
  // As many as there are rules; of each, those that were there are lost.
  void make_room(size_t rules) { by_rule_.assign(rules, {}); }
  std::vector<PlainVerdict>& of_rule(size_t rule) { return by_rule_[rule]; }
  const std::vector<PlainVerdict>& of_rule(size_t rule) const { return by_rule_[rule]; }
  size_t rules() const { return by_rule_.size(); }
  size_t size() const {
    size_t all = 0;
    for (const std::vector<PlainVerdict>& some : by_rule_) all += some.size();
    return all;
  }
  template <typename Visit>
  void each(const Visit& visit) const {
    for (const std::vector<PlainVerdict>& some : by_rule_) std::for_each(some.begin(), some.end(), visit);
  }

 private:
  std::vector<std::vector<PlainVerdict>> by_rule_;
};

// Findings in the order in which they are told. Each stands where it was made and never moves; copies have findings of their own.
class Findings {
 public:
  using Store = std::deque<Finding>;
  // Goes through them in their order. `Of` is Finding or const Finding.
  template <typename Of>
  class Iterator {
   public:
    using iterator_category = std::random_access_iterator_tag;
    using value_type = Finding;
    using difference_type = std::ptrdiff_t;
    using pointer = Of*;
    using reference = Of&;
    Iterator() = default;
    explicit Iterator(Finding* const* at) : at_(at) {}
    Of& operator*() const { return **at_; }
    Of* operator->() const { return *at_; }
    Of& operator[](difference_type steps) const { return *at_[steps]; }
    Iterator& operator++() { return *this += 1; }
    Iterator& operator--() { return *this += -1; }
    Iterator operator++(int) { return std::exchange(*this, *this + 1); }
    Iterator operator--(int) { return std::exchange(*this, *this - 1); }
    Iterator& operator+=(difference_type steps) {
      at_ += steps;
      return *this;
    }
    Iterator& operator-=(difference_type steps) { return *this += -steps; }
    friend Iterator operator+(Iterator from, difference_type steps) { return from += steps; }
    friend Iterator operator+(difference_type steps, Iterator from) { return from += steps; }
    friend Iterator operator-(Iterator from, difference_type steps) { return from += -steps; }
    friend difference_type operator-(Iterator to, Iterator from) { return to.at_ - from.at_; }
    friend auto operator<=>(const Iterator&, const Iterator&) = default;

   private:
    Finding* const* at_ = nullptr;
  };

  Findings() = default;
  Findings(const Findings& other) {
    for (const Finding& finding : other) push_back(finding);
  }
  Findings(Findings&& other) noexcept = default;
  Findings& operator=(Findings other) noexcept {
    stores_.swap(other.stores_);
    order_.swap(other.order_);
    return *this;
  }

  Iterator<const Finding> begin() const { return Iterator<const Finding>(order_.data()); }
  Iterator<const Finding> end() const { return begin() + static_cast<std::ptrdiff_t>(size()); }
  Iterator<Finding> begin() { return Iterator<Finding>(order_.data()); }
  Iterator<Finding> end() { return begin() + static_cast<std::ptrdiff_t>(size()); }
  size_t size() const { return order_.size(); }
  bool empty() const { return order_.empty(); }
  const Finding& operator[](size_t number) const { return *order_[number]; }
  Finding& operator[](size_t number) { return *order_[number]; }
  const Finding& front() const { return *order_.front(); }
  Finding& front() { return *order_.front(); }
  const Finding& back() const { return *order_.back(); }
  Finding& back() { return *order_.back(); }

  void push_back(Finding finding) {
    if (stores_.empty()) stores_.emplace_back();
    order_.push_back(&stores_.back().emplace_back(std::move(finding)));
  }
  void resize(size_t count) {
    while (size() < count) push_back({});
    order_.resize(count);
  }
  void clear() { *this = {}; }
  // So many, each of which set() gives before anything else is asked: threads may, as long as each has its own numbers.
  void make_room(size_t count) {
    clear();
    order_.resize(count);
  }
  // REQUIRES: it stands in what keep() is given.
  void set(size_t number, Finding& standing) { order_[number] = &standing; }
  // Keeps what stands there from now on; which of it is told, and in what order, add() says.
  void keep(Store store) { stores_.push_back(std::move(store)); }
  // REQUIRES: it stands in what keep() is given.
  void add(Finding& standing) { order_.push_back(&standing); }

 private:
  std::list<Store> stores_;
  std::vector<Finding*> order_;
};

struct RunSource {
  std::string path, digest, adapter, format;
  std::optional<int64_t> captured_at;
  size_t resources = 0;
  std::vector<std::string> notes;
  std::string maps_digest;             // of the texts that maps of this adapter are written in, and what they share: adapter and maps are one thing to who compares runs
  std::vector<std::string> accounts;   // known ids of accounts that its resources are in, sorted
};

struct RunSupports {
  std::string catalogue, control;
  Bilingual because, title;            // title: of the control, ours
};
// Resources of one raw type that a rule cannot decide, whatever they say: their map fills no attribute that it needs.
struct RunUndecidable {
  std::string type;                    // "terraform.aws_db_instance"
  std::string reason;                  // the map's own clause
  size_t resources = 0;                // undecided ones; none of the type passed or failed
};
struct RunRule {
  std::string name, package, severity, digest, file;
  uint32_t line = 0;
  Bilingual title, remedy;             // remedy: without what depends on a resource
  std::vector<RunSupports> supports;
  std::string population;              // kind, trait or raw type
  std::string variable;
  bool complete = false;               // every kind of its population is complete in this run
  size_t pass = 0, fail = 0, unknown = 0, not_applicable = 0, vacuous = 0, applicability_unknown = 0;
  size_t waived_fail = 0, waived_unknown = 0;   // of `fail` and of `unknown`: covered by a valid waiver
  std::vector<RunUndecidable> undecidable;
  std::vector<std::string> parameters; // names of Run::parameters that it depends on
};

// A waiver in a run (sekisho/waiver.h), and what became of it.
struct RunWaiver {
  std::string id, rule, resource;      // rule: qualified; resource: an address, or a glob
  std::string input;                   // path of the only source that it is about; empty: of any
  bool glob = false;
  std::vector<std::string> verdicts;   // "fail", "unknown": those that it accepts
  Bilingual reason;
  std::string owner, approver, ticket;
  int64_t approved_at = 0, expires_at = 0;  // UTC seconds; valid from the first to before the second
  std::string file;
  uint32_t line = 0;
  std::string state;                   // valid, expiring (valid, but not for long), unused, expired, not_yet_approved, rule_not_evaluated, several_sources
  std::string code;                    // of what is to be said about it: "SK0985"; of a valid one empty
  size_t findings = 0;                 // that it names in this run, whether it is valid or not
};

// An account (subscription, project) or an input that a run has to cover, as the project file says, and whether an input showed it.
struct RunExpected {
  std::string what;                    // account, input
  std::string id, name;                // an input's path; name: for people, may be empty
  std::string state;                   // shown, not_seen, excluded
  std::string reason;                  // of what may be left out: why, as the project file has it
};

// What an earlier run left unknown, and what this run says of it (sekisho/obligation.h).
struct RunObligation {
  std::string rule, resource, kind;
  std::string text;                    // Seki over the rule's variable: what was left to show
  std::string state;                   // met, broken, open, unmatched, lapsed (the rule does not apply to the resource any longer)
  std::string why;                     // of an open one: still_unknown, rule_changed, parameters_changed, language_changed, adapter_changed, rule_not_evaluated;
                                       // of one that cannot be matched: no_such_resource, no_known_name, account_not_known, several, another_account, another_name
  std::string found;                   // id of the resource of this run that it was matched with; empty: none
  std::string matched_by;              // "address", or the name: "arn arn:aws:s3:::logs"
};

// One run: everything that an output needs to say what was decided, by which policy, on what.
struct Run {
  std::string engine_version;          // "0.1.0"
  int language = 1;
  std::string policy_digest;           // of all rules, kinds, maps and parameter values that took part
  int64_t evaluated_at = 0;
  std::string evaluated_at_basis;      // "option", "latest capture time", "start of the run"
  std::vector<std::string> packs;
  std::vector<std::pair<std::string, std::string>> parameters;  // name, value as Seki: those that were set
  RunProfile profile;
  std::vector<RunSource> sources;
  std::vector<RunRule> rules;          // by name
  Findings findings;                   // by rule, then source, then resource
  PlainVerdicts plain;                 // none of these is a finding. REQUIRES: the policy outlives them
  std::vector<std::pair<std::string, size_t>> unmapped_types;   // raw types that no map covers, with counts
  std::vector<std::string> complete_kinds;                      // declared complete
  std::vector<RunWaiver> waivers;      // in the order given
  std::vector<RunExpected> expected;   // in the order given (sekisho/expected.h)
  std::string obligations_of;          // path of the run whose obligations were looked at; empty: of none
  std::vector<RunObligation> obligations;   // by rule, resource
  std::map<std::string, size_t> rows_by_kind;
  size_t resources = 0;                // raw resources read, data sources and providers apart
  std::shared_ptr<const void> workings;          // what the run was worked out in: goes with the run
};

}  // namespace sekisho
