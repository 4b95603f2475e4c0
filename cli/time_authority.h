// Asking a time authority by HTTP, as RFC 3161 says. The one place where Sekisho sends something over a network, and only when `--timestamp-url` is given.
#pragma once

#include <string>

#include "sekisho/result.h"

namespace sekisho::cli {

// A nonce for a request: unpredictable, so that no older answer fits.
Result<std::string> new_nonce();

// What `url` (http or https) answers to `request`, DER both. No redirect is followed, and nothing but the request is sent. It takes 60 seconds at most, and
// 256 KiB. Errors: another scheme, a password in the URL, no libcurl, nobody there, another status than 200, another content type, too long, too late.
Result<std::string> ask_time_authority(const std::string& url, const std::string& request);

}  // namespace sekisho::cli
