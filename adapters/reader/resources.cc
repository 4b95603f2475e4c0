// add_resource and add_account.
#include "adapters/reader/resources.h"

namespace sekisho::adapters {

RawResource& add_resource(RawSource& source, SharedText type) {
  RawResource& made = source.resources.emplace_back();
  made.number = static_cast<uint32_t>(source.resources.size()) - 1;
  made.adapter = source.adapter;
  made.type = type;
  return made;
}

RawResource& add_account(RawSource& source, std::string_view key) {
  RawResource& account = add_resource(source, "provider");
  account.name = key;
  account.address = "provider." + account.name;
  account.account_key = key;
  return account;
}

}  // namespace sekisho::adapters
