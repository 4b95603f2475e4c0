// Where a resource lives: account, region, provider configuration, tags.
#pragma once

#include <string_view>

#include "adapters/terraform/configuration.h"
#include "sekisho/raw.h"

namespace sekisho::adapters::terraform {

// Fills account, account_key, region, region_unknown and tags (merged ones are made in `source`). `written` may be null.
// REQUIRES: `resource.root` is built.
void fill_origin(RawSource& source, RawResource& resource, const Configuration& configuration, const ResourceConfiguration* written, std::string_view provider);

// Adds one raw resource of type "provider" for each provider configuration that a resource of `source` uses, address `provider.KEY`:
// it stands for the account, whose id a plan does not tell.
void add_providers(RawSource& source);

}  // namespace sekisho::adapters::terraform
