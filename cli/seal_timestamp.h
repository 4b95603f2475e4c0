// The time stamp that `seal --timestamp-url` asks for while it seals.
#pragma once

#include <string>

#include "cli/options.h"
#include "sekisho/keys.h"
#include "sekisho/result.h"

namespace sekisho::cli {

struct TimestampChoice {
  std::string url;           // empty: none is asked for
  std::string authorities;   // PEM of `--time-authority`, which the stamp has to verify with
};
// Errors: a URL without an authority that is trusted, or the other way round; with `--timestamp-request`; unreadable.
Result<TimestampChoice> timestamp_choice_of(const Arguments& arguments);

// `bundle` with the stamp that the authority gives. Errors: of the network; refused; an answer to another request.
Result<std::string> ask_for_timestamp(const std::string& bundle, const TimestampChoice& choice);

// What `verify` would say to a stamped bundle. Errors: it is not accepted.
Result<void> check_stamped(const std::string& bundle, const TimestampChoice& choice, const PublicKey& key);

}  // namespace sekisho::cli
