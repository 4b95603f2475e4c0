// The configuration items of a file, whatever AWS wraps them in.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/reader/member_index.h"
#include "adapters/reader/json_objects.h"
#include "sekisho/result.h"
#include "sekisho/shared_text.h"
#include "sekisho/source.h"

namespace sekisho::adapters::aws_config {

// What an item says of itself beside its configuration, in the spelling of each form.
constexpr std::array<std::string_view, 7> kOwnKeys = {"resourceId", "resourceName", "ARN", "arn", "availabilityZone", "resourceCreationTime", "relationships"};

// Where these stand in an item, counted from its beginning; of length 0: it has none.
struct OwnMembers {
  struct Place {
    uint32_t begin = 0, length = 0;
  };
  std::array<Place, kOwnKeys.size()> places;
  bool odd = false;                      // one is spelled in another case, or stands twice: only the item itself tells
};

// One item, as far as it says what it is; the rest as JSON, empty where the item has none.
struct Item {
  std::string_view json;
  uint32_t offset = 0;                   // in the file; inside a string: of the string
  std::string_view type, id, arn, account, region, status;
  std::string_view configuration, supplement, tags;
  CellRange values, beside;              // members of `configuration` and `supplement`, in `index`
  OwnMembers own;
  const MemberIndex* index = nullptr;    // of the part that the item is of
  std::optional<int64_t> captured;       // milliseconds since 1970
  bool is_deleted = false;
  // What follows from these, worked out while they were at hand.
  std::string name;                      // the id
  std::string address;                   // the ARN; without one TYPE/ID
  size_t hash = 0, address_hash = 0;     // of the id, else of the ARN; of the address
  SharedText shared_type, in_account, in_region;   // "": nothing says
};

// Items that one thread found one after the other, and what they hold beside views into the file: texts that stand there with escapes, and where the members of their objects are.
struct ItemPart {
  Texts texts;
  MemberIndex index{texts};
  std::deque<Item> items;
};

struct Items {
  std::deque<ItemPart> parts;            // in file order
  std::vector<Item*> list;               // of all parts
  std::string pointer;                   // of the list that holds them, or of the one
  bool listed = false;
  std::string format;                    // "snapshot", "rule event" …
  bool projected = false;                // an answer that selects parts of the configuration: what is missing was not asked for
  JsonSpan skimmed;                      // of the list, when nobody looked at what its items hold
  size_t oversized = 0;                  // notices of items that were too large to be sent
  // Makes `list`, once all are there.
  void gather();
};

// Whether the top level looks like one of AWS Config's files.
bool looks_like_items(const JsonNode& root);

// Errors: what AWS Config writes and is no configuration (rules, results), an item without a type, a single item too large to be sent, no JSON inside a string.
// REQUIRES: the source's text is JSON.
Result<Items> find_items(const SourcePtr& source);

// The same for a file that is one list of items, in so many threads, without looking at what they hold; nothing when it is anything else, or unusual.
std::optional<Items> skim_items(const SourcePtr& source, size_t threads);

}  // namespace sekisho::adapters::aws_config
