// libp11-kit, which reads PKCS#11 URIs and loads modules. It is loaded when a key in a token is first asked for: most runs never need it.
#pragma once

#include <p11-kit/p11-kit.h>
#include <p11-kit/uri.h>

#include <string>

#include "sekisho/result.h"

namespace sekisho::cli {

// Functions by the types that its headers give them.
struct P11Kit {
  bool loaded = false;
#define SEKISHO_P11_FUNCTIONS                                                                                                                      \
  SEKISHO_P11(uri_new) SEKISHO_P11(uri_free) SEKISHO_P11(uri_parse) SEKISHO_P11(uri_message) SEKISHO_P11(uri_any_unrecognized)                      \
  SEKISHO_P11(uri_get_pin_value) SEKISHO_P11(uri_get_pin_source) SEKISHO_P11(uri_get_module_path) SEKISHO_P11(uri_get_module_name)                  \
  SEKISHO_P11(uri_get_attributes) SEKISHO_P11(uri_get_attribute) SEKISHO_P11(uri_get_slot_id) SEKISHO_P11(uri_match_module_info)                    \
  SEKISHO_P11(uri_match_slot_info) SEKISHO_P11(uri_match_token_info) SEKISHO_P11(modules_load_and_initialize) SEKISHO_P11(module_load)              \
  SEKISHO_P11(module_initialize) SEKISHO_P11(module_for_name) SEKISHO_P11(message) SEKISHO_P11(strerror)
#define SEKISHO_P11(name) decltype(&::p11_kit_##name) name = nullptr;
  SEKISHO_P11_FUNCTIONS
#undef SEKISHO_P11
};

// Loaded once for the rest of the process. Errors: no libp11-kit.
Result<const P11Kit*> load_p11_kit();

// "CKR_PIN_INCORRECT" and its like in p11-kit's words. REQUIRES: it is loaded.
std::string reason_of(CK_RV code);

}  // namespace sekisho::cli
