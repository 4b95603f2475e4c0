// Raw resources: what a reader makes of one source file, before any map. Readers build it, maps read it.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "sekisho/compact_vector.h"
#include "sekisho/numbered_text.h"
#include "sekisho/result.h"
#include "sekisho/shared_text.h"
#include "sekisho/source.h"

namespace sekisho {

struct RawResource;
struct RawNode;
struct FindingPlace;  // sekisho/finding.h
class StoredRows;     // engine/store/stored_rows.h

// Whether the author's configuration sets a value. kNotTold: the source has no configuration (a state, an export) or it cannot be told.
enum class Configured : uint8_t { kNotTold, kYes, kNo };

// Where a value comes from, never what it is (design section 5).
enum class Written : uint8_t { kNotTold, kAbsent, kLiteral, kParameter, kReference, kSecret };

// What the configuration says a value refers to. Candidates are resources of the same source.
struct RawReference {
  std::vector<const RawResource*> targets;  // what the expression can name; in source order
  std::string attribute;                    // with one target: the attribute named ("arn", "id"); empty when a whole resource is named by count.index or each. Without a target: how the value is made of a template's parameters, each as "\x1f{name}"; values of one source made alike are equal; empty: not told
  bool exact = false;                       // INVARIANT: then targets has one member and the value is that target's attribute
  bool complete = false;                    // every part of the expression was followed: the value depends on `targets` and literals only
  std::string expression;                   // the references as the configuration spells them, joined by ", ", for messages
  // How a template's parameters make the value; "" when they do not, or something else has a part in it.
  std::string_view parameters() const { return targets.empty() ? std::string_view(attribute) : std::string_view(); }
};

// What a reader notes of a source whose maker stopped in the middle: nobody knows what is missing, so that no run of it is good.
inline constexpr std::string_view kBrokenOff = "planning ended in an error: resources may be missing";

// Why nobody can tell a raw value.
enum class RawUnknown : uint8_t { kNone, kAfterApply, kNotExported };

// Makes members of a resource's root when they are asked for. Shared by threads.
class LateMembers {
 public:
  virtual ~LateMembers() = default;
  // The member of that key, made now unless it was before; null when there is none.
  virtual const RawNode* member(const RawNode& root, std::string_view key) const = 0;
  // Makes all of them; they stand in source order then.
  virtual void make_all(const RawNode& root) const = 0;
  // What a member says, without making it. kAsk: only the member itself tells.
  struct Text {
    enum class Is : uint8_t { kAsk, kMissing, kText } is = Is::kAsk;
    std::string_view text;
  };
  virtual Text text_of(const RawNode&, std::string_view) const { return {}; }
  // Whether the member would be known after apply and not set by the author, as most ids are: told without making it.
  virtual bool given_at_apply(const RawNode& root, std::string_view key) const = 0;
  // Effective tags of the root's resource: RawResource::tags.
  virtual const RawNode* tags(const RawNode& root) const = 0;
  // Appends what tells the content of a member (of the effective tags: kTagsKey) from other contents, without making it: equal bytes, equal content.
  // False: only the member itself tells.
  virtual bool put_content(const RawNode& root, std::string_view key, std::string& out) const = 0;
  static constexpr std::string_view kTagsKey = "";
  // Adds the effective tags as keys and texts, in the order of tags(), without making nodes. False: only tags() tells.
  using TagTexts = std::vector<std::pair<std::string_view, std::string_view>>;
  virtual bool tag_texts(const RawNode&, TagTexts&) const { return false; }
};

// One value of a raw resource. Owned by its RawSource. Plans and exports have very many: what most lack takes a pointer's room.
struct RawNode {
  enum class Kind : uint8_t { kAbsent, kUnknown, kBool, kNumber, kString, kList, kObject };
  Kind kind = Kind::kAbsent;
  bool boolean : 1 = false;
  bool sensitive : 1 = false;             // printed nowhere, known only to be present
  bool keys_configured_known : 1 = false; // kObject: the author did not set any key that `members` lacks (kNo); false: not told
  bool by_parts : 1 = false;              // large, and its parts are read one by one: the engine tells contents apart by the parts that were read. INVARIANT: a list or an object below such a one, or below the root
  bool on_create : 1 = false;             // the resource is about to be created: an unset computed value takes the provider's default
  Configured configured = Configured::kNotTold;
  Written written = Written::kNotTold;
  RawUnknown why = RawUnknown::kNone;
  uint32_t offset = 0;                    // byte offset in the source text; of the nearest enclosing value when the value is missing
  uint32_t index = 0;                     // step from parent when it is a list
  std::string_view text;                  // kString: value; kNumber: token as written
  CompactVector<const RawNode*> items;    // kList
  mutable CompactVector<std::pair<std::string_view, const RawNode*>> members;  // kObject; with `late` perhaps none yet: read with find() and all_members()
  const LateMembers* late = nullptr;      // of a resource's root
  const RawReference* reference = nullptr;
  const RawNode* parent = nullptr;        // null for a resource's root
  std::string_view key;                   // step from parent when it is an object
  const RawResource* resource = nullptr;
  // Null when missing: then the author did not set it if `keys_configured_known`, else that is not told.
  const RawNode* find(std::string_view key) const;
  const std::vector<std::pair<std::string_view, const RawNode*>>& all_members() const {
    if (late != nullptr) late->make_all(*this);
    return members.vector();
  }
  // "/versioning_configuration/0/status": JSON pointer below the resource's root value.
  std::string pointer() const;
  void append_pointer(std::string& out) const;
};

struct RawResource {
  SharedText adapter;                     // "terraform"
  SharedText type;                        // "aws_s3_bucket", "data.aws_iam_policy_document"
  std::string address;                    // the source's own address, the row's id in every output
  std::string name;                       // the last name in the address, without index
  SharedText module;                      // address of the enclosing module instance, "" for the root
  SharedText action;                      // "create", "update", "replace", "no-op", "read", "" for a state
  NumberedText pointer;                   // JSON pointer of the resource's root value in the file
  const RawNode* root = nullptr;          // kObject
  std::optional<SharedText> account;      // known account id
  SharedText account_key;                 // which provider configuration: rows of one key share one cloud.account row
  std::optional<SharedText> region;       // known region
  std::optional<SharedText> namespace_;   // Kubernetes
  bool region_unknown = false;            // region exists but is not known (a variable without value)
  uint32_t number = 0;                    // position in its source
  const RawNode* tags = nullptr;          // read with effective_tags()
  std::string parent;                     // address of what it hangs on, if the source says so
  const RawNode* doubt = nullptr;         // set: nobody can tell whether it will exist; the unknown value that decides (a condition of a template)
  // With provider defaults: kObject, kUnknown or null (the type has none).
  const RawNode* effective_tags() const { return root != nullptr && root->late != nullptr ? root->late->tags(*root) : tags; }
};

// One file, read. Immutable once made; late members apart.
struct RawSource {
  virtual ~RawSource() = default;
  // What was found broken when a late member was made: then nothing that was made of this source may be told.
  virtual std::optional<Error> trouble() const { return std::nullopt; }
  // Of a source that comes out of a snapshot: its rows, which no map makes anew. Its resources hold no values then.
  virtual const StoredRows* stored_rows() const { return nullptr; }
  // The same: where a value stood in the source itself. False: `source` tells.
  virtual bool find_stored_place(const RawNode&, FindingPlace&) const { return false; }
  SharedText adapter;                     // "terraform"
  std::string format;                     // "plan 1.2", for the report
  SourcePtr source;
  std::string digest;                     // "sha256:…" of the bytes as they came
  std::optional<int64_t> captured_at;     // UTC seconds: the plan's timestamp
  bool holds_all = true;                  // no resource that it speaks of is left out: what is not found beside another is not there (false: a plan that says it is not complete)
  std::set<std::string, std::less<>> left_out;         // types of which resources of it may be left out all the same ("aws_security_group_rule")
  bool missing_is_absent = true;          // a missing key means absent (a plan) or not exported (a projected query)
  std::deque<RawResource> resources;      // in source order
  std::deque<RawNode> nodes;
  std::deque<RawReference> references;
  std::deque<std::string> texts;          // strings that are not views into source->text()
  std::vector<std::string> complete;      // kinds whose population this file holds completely; usually empty
  std::vector<std::string> notes;         // what the reader noticed and a person should know ("3 resources are to be deleted and were left out")
};

}  // namespace sekisho
