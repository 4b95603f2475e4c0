// What every reader begins a resource and an account with.
#pragma once

#include <string>
#include <string_view>

#include "sekisho/raw.h"

namespace sekisho::adapters {

// A resource at the end of the source: its adapter, number and type.
RawResource& add_resource(RawSource& source, SharedText type);

// Where resources of one `account_key` lie: the engine makes a `cloud.account` of it. Without a root yet.
RawResource& add_account(RawSource& source, std::string_view key);

}  // namespace sekisho::adapters
