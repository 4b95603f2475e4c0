// region_of_google_place.
#include "adapters/reader/google_place.h"

#include "adapters/reader/words.h"

namespace sekisho::adapters {

std::string region_of_google_place(std::string_view place) {
  std::string found = lower(place.substr(place.rfind('/') + 1));
  if (found.size() > 2 && found[found.size() - 2] == '-' && found.back() >= 'a' && found.back() <= 'z') found.erase(found.size() - 2);
  return found;
}

}  // namespace sekisho::adapters
