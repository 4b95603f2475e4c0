// What the reasons of unknown values are called by people.
#pragma once

#include <string_view>

namespace sekisho {

struct ReasonWords {
  std::string_view en, ja;
};

// "known after apply", for the stable key `known_after_apply`; a key that is not known is its own words.
ReasonWords reason_words(std::string_view code);

}  // namespace sekisho
