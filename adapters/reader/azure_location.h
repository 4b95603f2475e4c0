// Locations of Azure as regions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sekisho::adapters {

// "japaneast" of "Japan East"; none for "global", which is no place.
std::optional<std::string> region_of_azure_location(std::string_view location);

}  // namespace sekisho::adapters
