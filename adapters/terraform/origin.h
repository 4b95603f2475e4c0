// Where a resource lives: account, region, provider configuration, tags.
#pragma once

#include <string_view>

#include "adapters/terraform/configuration.h"
#include "sekisho/raw.h"

namespace sekisho::adapters::terraform {

// Fills account, account_key, region, region_unknown and tags. `written` may be null. REQUIRES: `resource.root` is built.
void fill_origin(RawResource& resource, const Configuration& configuration, const ResourceConfiguration* written, std::string_view provider);

}  // namespace sekisho::adapters::terraform
