// What a plan leaves out of what its configuration says, told by the plan itself: `-target`, `-exclude`, a cut file.
//
// Terraform before 1.8 and OpenTofu do not say whether a plan is complete. A block without `count` and `for_each` has an instance in every complete plan, be it
// one that will be deleted, and so has every resource of the prior state. Where one is missing, nobody knows how many instances the repeated blocks have, either.
#pragma once

#include <set>
#include <string>

#include "adapters/terraform/configuration.h"
#include "adapters/terraform/entries.h"
#include "adapters/terraform/instances.h"

namespace sekisho::adapters::terraform {

struct Missing {
  std::set<std::string, std::less<>> types;   // "aws_s3_bucket_versioning": not all resources of them may be in the plan; empty: nothing is missing
  std::set<std::string> sure;    // addresses of what surely is missing
};
// `partial`: the plan says that it is not complete, so that repeated blocks may have fewer instances although nothing is surely missing.
Missing missing_resources(const Instances& instances, const Entries& entries, bool partial);

}  // namespace sekisho::adapters::terraform
