// region_of_azure_location.
#include "adapters/reader/azure_location.h"

#include "adapters/reader/words.h"

namespace sekisho::adapters {

std::optional<std::string> region_of_azure_location(std::string_view location) {
  std::string text = lower(location);
  std::erase(text, ' ');
  return text == "global" ? std::nullopt : std::optional(text);
}

}  // namespace sekisho::adapters
