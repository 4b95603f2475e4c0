// Snapshot: all rows after mapping, with what is known of how complete they are. Made by exec (maps) or by a test, read by rules.
//
// INVARIANT: a row's attributes stand in the order of its kind's attributes, one value each; unread ones may be left unknown (kNotMapped).
// INVARIANT: every leaf value inside a row has an identity of its own, so that a witness can name it.
// INVARIANT: rows stand in the order of their sources and, within one, of the file. Rows never move once made.
// Threads may share a snapshot once its rows are there; what each works out of a row is kept by its own RowSource.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/schema/type.h"
#include "sekisho/compact_vector.h"
#include "sekisho/lent_text.h"
#include "sekisho/raw.h"
#include "sekisho/value.h"

namespace sekisho {

// (space, text): unique within `scope`.
struct RowIdentity {
  std::string space;
  std::string scope;             // global account region namespace
  Value text;                    // text, absent or unknown
  bool given_at_apply = false;   // unknown, and the author did not configure it: nobody can have written it down before
};

struct Row;

// Makes what a row does not hold, and keeps it. Outlives the rows that point to it. Of several threads that share rows each has its own.
class RowSource {
 public:
  virtual ~RowSource() = default;
  // While it lives, `own` makes in this thread what `common` makes elsewhere.
  class Substitution {
   public:
    Substitution(RowSource& common, RowSource& own) : before_(substitution_) { substitution_ = {&common, &own}; }
    ~Substitution() { substitution_ = before_; }
    Substitution(const Substitution&) = delete;
    Substitution& operator=(const Substitution&) = delete;

   private:
    std::pair<RowSource*, RowSource*> before_;
  };
  RowSource& here() { return substitution_.first == this ? *substitution_.second : *this; }

  // The value with the row's own places.
  virtual const Value& attribute(const Row& row, size_t index) = 0;
  // Whether somebody asked for it, and it is still here.
  virtual bool has_attribute(const Row& row, size_t index) const = 0;
  // One with the same content; its places may be another row's.
  virtual const Value& content(const Row& row, size_t index) = 0;
  virtual const std::vector<RowIdentity>& identities(const Row& row) = 0;
  // The same, kept by nobody.
  virtual std::vector<RowIdentity> make_identities(const Row& row) = 0;

 private:
  static thread_local constinit std::pair<RowSource*, RowSource*> substitution_;
};

// Attributes and identities of a row with a `later` come from there when they are asked for.
struct Row {
  const EntityType* kind = nullptr;
  LentText id;                   // the source's own address, "#K" added by `each`
  int source = 0;                // index into Snapshot::sources
  uint32_t number = 0;           // among the snapshot's rows; of a test's: not told
  const RawResource* resource = nullptr;  // null: a test's row, or an open one
  Presence presence = Presence::kSure;    // kOpen: stands for rows that nobody sees
  bool dropped = false;          // another source holds a later capture of the same resource
  ReasonPtr doubt;               // why it is not sure
  CompactVector<Value> attributes;             // read with attribute()
  CompactVector<RowIdentity> own_identities;   // read with identities()
  RowSource* later = nullptr;                  // null: all is here
  const void* maker = nullptr;                 // `later`'s own: what makes it
  CompactVector<std::pair<int, std::string>> also;  // (source, id) of rows of the same resource that this one stands for

  const Value& attribute(size_t index) const { return later == nullptr ? attributes[index] : later->here().attribute(*this, index); }
  bool has_attribute(size_t index) const { return later == nullptr || later->here().has_attribute(*this, index); }
  // What attribute() gives, for who does not ask for places.
  const Value& content(size_t index) const { return later == nullptr ? attributes[index] : later->here().content(*this, index); }
  const std::vector<RowIdentity>& identities() const { return later == nullptr ? own_identities.vector() : later->here().identities(*this); }
  bool is_at(int in_source, std::string_view address) const;
};

// All rows of one kind.
struct Population {
  std::vector<const Row*> rows;
  const Row* open_row = nullptr; // null: complete
  bool has_open_rows = false;    // some of `rows` stand for others that nobody sees
  bool complete() const { return open_row == nullptr && !has_open_rows; }
};

class Snapshot {
 public:
  std::vector<std::shared_ptr<const RawSource>> sources;
  std::deque<Row> rows;
  std::map<std::pair<int, int>, size_t> duplicates;  // (source left out, source kept) -> rows

  Population& population(const EntityType* kind) { return populations_[kind]; }
  const Population* find_population(const EntityType* kind) const;

  // Ids, and identities of an entity's rows, are indexed when they are first looked for, by whichever thread: all rows are there then. Few identities are, and no ids of an export's.
  // Adds rows that came later (a test's); null pointers are left out.
  void index_rows(const std::vector<Row*>& added);
  // Rows of `entity` (kind, or trait: all its kinds) at an address of a source; usually one.
  std::vector<const Row*> at_address(const EntityType* entity, int source, std::string_view id) const;
  // Rows of `entity` with an identity of that text.
  std::vector<const Row*> with_identity(const EntityType* entity, const std::string& text) const;
  // Every kind of `entity` is complete.
  bool complete(const EntityType* entity) const;

 private:
  void index_ids() const;
  void index_id(const Row& row) const;
  void add_id(std::string_view id, const Row& row) const;
  // By the hash of a known text, then in the order of rows: texts of all rows would take as much as the rows.
  using Identities = std::vector<std::pair<size_t, const Row*>>;
  static void index_identities(const Row& row, Identities& to);
  static void sort_identities(Identities& identities);
  const Identities& identities_of(const EntityType* entity) const;

  std::map<const EntityType*, Population> populations_;
  // Keys are the rows' own. Most ids are one row's.
  mutable std::unordered_map<std::string_view, const Row*> by_id_;
  mutable std::unordered_map<std::string_view, std::vector<const Row*>> further_by_id_;
  mutable std::once_flag ids_asked_for_;
  mutable std::map<const EntityType*, Identities> by_identity_;   // of entities that were asked for
  mutable std::shared_mutex identities_lock_;
};

// `--dump=snapshot`: rows by kind with their attributes, deterministic.
std::string dump(const Snapshot& snapshot);

}  // namespace sekisho
