// The resources of a plan or state as the file lists them, in file order, before configuration is looked at.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "adapters/reader/content.h"
#include "adapters/terraform/address.h"
#include "adapters/terraform/skim.h"
#include "adapters/terraform/values.h"
#include "sekisho/json.h"
#include "sekisho/result.h"

namespace sekisho::adapters::terraform {

struct Entry {
  std::string text;                     // the address as the file has it
  Address address;
  std::string action;                   // "create", "update", "replace", "no-op", "read"; "" where there is none
  std::string pointer;                  // of the value
  std::string_view provider;            // "providers.example.com/hashicorp/aws", "aws"; may be empty
  Layers layers;
};

// One of a plan that was skimmed: views, as neighbours have much in common.
struct SkimmedEntry {
  size_t change = 0;                    // index into Skimmed::changes
  std::string_view module;              // as written; "" for the root
  PlainAddress address;
};

struct Entries {
  std::vector<Entry> list;              // INVARIANT: addresses are unique
  std::vector<std::string> notes;       // what was left out
  std::unordered_set<std::string> gone; // addresses of a plan that were left out because they will be gone
  std::vector<Entry> unplanned;         // managed resources of the prior state that the plan says nothing of
  bool from_planned_values = false;     // unknown values are not marked there
  std::deque<JsonNode> masks;           // made for `Layers::sensitive`
  std::deque<std::string> texts;        // made for `Entry::provider`
};

// A key as Terraform prints it in an address.
std::string bracketed(const JsonNode& index);
// "3 resources …"; nothing of none.
void note_count(Entries& entries, size_t count, const char* one, const char* many);

// Errors name the JSON pointer of what contradicts the format.
Result<Entries> entries_of_plan(const Content& content);
Result<Entries> entries_of_state(const Content& content);
// Of a plan whose `resource_changes` were skimmed; the rest of it is in `content`. What was skimmed is handed over one by one, and the list holds what else
// there is. `take` says false of an address that it has already. None when an address is unusual: what was handed over counts for nothing then.
std::optional<Entries> entries_of_skimmed(const Content& content, const Skimmed& skimmed, const std::function<bool(const SkimmedEntry&)>& take);
Result<Entries> entries_of_state(const Content& content);
// Of a plan whose `resource_changes` were skimmed; the rest of it is in `content`. What was skimmed is handed over one by one, without layers, and the list
// holds what else there is. None when an address is unusual: what was handed over counts for nothing then.
std::optional<Entries> entries_of_skimmed(const Content& content, const Skimmed& skimmed, const std::function<void(Entry)>& take);

}  // namespace sekisho::adapters::terraform
