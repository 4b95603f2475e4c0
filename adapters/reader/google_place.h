// Places of Google Cloud as regions.
#pragma once

#include <string>
#include <string_view>

namespace sekisho::adapters {

// "us-east1" of the zone "us-east1-b", of the region itself, of a link to either; "us" of the multi-region "US"; "global" is kept.
std::string region_of_google_place(std::string_view place);

}  // namespace sekisho::adapters
