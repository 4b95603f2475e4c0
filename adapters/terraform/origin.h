// Where a resource lives: account, region, provider configuration, tags.
#pragma once

#include <string_view>

#include "adapters/terraform/configuration.h"
#include "sekisho/raw.h"

namespace sekisho::adapters::terraform {

// Fills account, account_key, region and region_unknown. `written` may be null; `look`: the resource's own values may tell.
// REQUIRES: `resource.root` is built.
void fill_origin(RawResource& resource, const Configuration& configuration, const ResourceConfiguration* written, std::string_view provider, bool look);

// Whether the resource has labels of Google Cloud in place of tags.
bool has_labels(const RawResource& resource);

// Tags, or labels, with those of the provider; null when the type has none. Merged ones are made in `source`.
const RawNode* origin_tags(RawSource& source, const RawResource& resource, const Configuration& configuration);

// Adds one raw resource of type "provider" for each provider configuration that a resource of `source` uses, address `provider.KEY`:
// it stands for the account, whose id a plan does not tell.
void add_providers(RawSource& source);

}  // namespace sekisho::adapters::terraform
