// The signer that the options of `seal` name.
#pragma once

#include "cli/options.h"
#include "sekisho/keys.h"

namespace sekisho::cli {

// `--key FILE`, `--key pkcs11:…` (cli/token_key.h), or `--signer COMMAND` with `--public-key FILE`. Errors: none or both, unreadable, no key.
Result<Signer> signer_of(const Arguments& arguments);

}  // namespace sekisho::cli
