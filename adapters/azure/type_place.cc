// is_child, lies_nowhere.
#include "adapters/azure/type_place.h"

#include <algorithm>
#include <array>

namespace sekisho::adapters::azure {
namespace {

// Providers all of whose types are of a subscription, of a group, or extensions of another resource (Azure resource reference: no `location`, or one
// that says only where the deployment itself runs).
constexpr std::array<std::string_view, 15> kProviders = {
    "microsoft.advisor/",          "microsoft.authorization/", "microsoft.billing/",         "microsoft.blueprint/",    "microsoft.consumption/",
    "microsoft.costmanagement/",   "microsoft.features/",      "microsoft.management/",      "microsoft.policyinsights/", "microsoft.resourcegraph/",
    "microsoft.security/",         "microsoft.securityinsights/", "microsoft.subscription/", "microsoft.support/",      "microsoft.managedservices/"};
constexpr std::array<std::string_view, 5> kTypes = {"microsoft.insights/diagnosticsettings", "microsoft.maintenance/configurationassignments",
                                                    "microsoft.resources/deployments", "microsoft.resources/subscriptions", "microsoft.resources/tenants"};

bool of_a_subscription(std::string_view type) {
  return std::any_of(kProviders.begin(), kProviders.end(), [&](std::string_view provider) { return type.starts_with(provider); });
}

}  // namespace

bool is_child(std::string_view type) {
  return std::count(type.begin(), type.end(), '/') > 1 && !type.starts_with("microsoft.resources/") && !of_a_subscription(type);
}

bool lies_nowhere(std::string_view type) { return is_child(type) || of_a_subscription(type) || std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end(); }

}  // namespace sekisho::adapters::azure
