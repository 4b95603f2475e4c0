// SAM's `Globals`: properties that all resources of a type have unless they say otherwise; and its short forms.
#pragma once

#include "adapters/cloudformation/resolver.h"

namespace sekisho::adapters::cloudformation {

// Adds to the properties of a resource what `globals` (null: none) has for its type: objects are merged, lists joined, and what the resource says wins.
// A word that stands for an object becomes that object. `Policies` becomes a list of objects with one member: `PolicyDocument`, `PolicyTemplate`
// ({NAME: parameters}), `ManagedPolicy`, or `Undecided` for what may be any of them.
void add_globals(Resolver& resolver, const RawResource& resource, RawNode& properties, const JsonNode* globals);

}  // namespace sekisho::adapters::cloudformation
