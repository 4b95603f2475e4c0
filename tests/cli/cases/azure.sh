# Azure: ARM templates and live resources.

estate=tests/fixtures/azure/estate

it "a template is read as it is written"
sekisho check "$root/$estate.json" --rule account_blocks_anonymous_objects
exits 1
says "chouboopen lets containers be read by anyone"
says "estate.json:30:"
says "1 resource was left out: the condition is false"
quiet

it "a parameter decides a condition and a value"
sekisho check "$root/$estate.json" --rule administration_port_is_not_open --template-param officeRange=0.0.0.0/0 -o csv
says "fail,ismap.communications.administration_port_is_not_open,Microsoft.Network/networkSecurityGroups::office,"
sekisho check "$root/$estate.json" --rule administration_port_is_not_open --template-param officeRange=198.51.100.0/24 --all -o csv
says "pass,ismap.communications.administration_port_is_not_open,Microsoft.Network/networkSecurityGroups::office,"
sekisho check "$root/$estate.json" --rule account_blocks_anonymous_objects --template-param stage=test -o csv
says "Microsoft.Storage/storageAccounts::choubotest,"

it "a parameter that the template does not have is said"
sekisho check "$root/$estate.json" --rule vault_cannot_be_purged --template-param staeg=test
says "the template declares no parameter \`staeg\`: the value given was not used"

it "a secret of a template is printed nowhere"
sekisho check "$root/$estate.json" --dump=raw --template-param adminPassword=hunter2
says_not "hunter2"

it "lines of JSON are read like a list"
printf '%s\n' '{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v", "properties": {"enablePurgeProtection": false}}' '{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/w", "properties": {"ENABLEPURGEPROTECTION": true}}' >rows.ndjson
sekisho check rows.ndjson --rule vault_cannot_be_purged --all -o csv
says "fail,ismap.cryptography.vault_cannot_be_purged,/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v,"
says "pass,ismap.cryptography.vault_cannot_be_purged,/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/w,"

it "columns that a query did not select are unknown"
printf '%s\n' '[{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v", "name": "v"}]' >rows.json
sekisho check rows.json --rule vault_cannot_be_purged -o csv
says "unknown,ismap.cryptography.vault_cannot_be_purged,"

it "a template against its form is refused with the place"
printf '%s\n' '{"$schema": "x/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [{"name": "x"}]}' >bad.json
sekisho check bad.json
exits 3
complains "a resource has no \`type\`"

it "a parameter file is told from a template"
printf '%s\n' '{"contentVersion": "1.0.0.0", "parameters": {"stage": {"value": "test"}}}' >parameters.json
sekisho check parameters.json
exits 3
complains "a parameter file of an ARM template: give its values with \`--template-param\`"

it "a type written as an expression is worked out"
cat >template.json <<'EOF'
{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
 "resources": [{"type": "[concat('Microsoft.KeyVault/', 'vaults')]", "apiVersion": "2023-07-01", "name": "choubo", "properties": {"enablePurgeProtection": true}}]}
EOF
sekisho check template.json --rule vault_cannot_be_purged --all -o csv
says "pass,ismap.cryptography.vault_cannot_be_purged,Microsoft.KeyVault/vaults::choubo,"

it "a loop over rules that cannot be read leaves them unknown, never none"
cat >loop.json <<'JSON'
{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
 "resources": [{"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2023-05-01", "name": "web", "location": "japaneast", "properties": {
   "copy": [{"name": "[concat('security', 'Rules')]", "count": 1, "input": {"name": "ssh", "properties": {"direction": "Inbound", "access": "Allow", "protocol": "Tcp",
     "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22", "priority": 100}}}]}}]}
JSON
sekisho check loop.json --rule administration_port_is_not_open --all -o csv
says "unknown,ismap.communications.administration_port_is_not_open,Microsoft.Network/networkSecurityGroups::web,"
sed 's/"name": "\[concat.*)\]", /"name": "securityRules", /' loop.json >named.json
sekisho check named.json --rule administration_port_is_not_open --all -o csv
says "fail,ismap.communications.administration_port_is_not_open,Microsoft.Network/networkSecurityGroups::web,"

it "children of a live resource that are no resources are refused, not left out"
printf '%s\n' '[{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/v", "properties": {}, "resources": [["firewallRules"]]}]' >children.json
sekisho check children.json
exits 3
complains "/0/resources/0 is no resource of Azure"
printf '%s\n' '[{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/v", "properties": {}, "resources": {"firewallRules": []}}]' >children.json
sekisho check children.json
exits 3
complains "/0/resources is no resource of Azure"

it "a location that is no text is not known, not missing"
printf '%s\n' '[{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v", "location": {"name": "japaneast"}, "properties": {}}]' >place.json
sekisho check place.json --rule resource_is_in_declared_region --all -o csv
says "unknown,ismap.assets.resource_is_in_declared_region,"
sed 's/{"name": "japaneast"}/"japaneast"/' place.json >told.json
sekisho check told.json --rule resource_is_in_declared_region --with 'ismap.assets.declared_regions={"japaneast"}' --all -o csv
says "pass,ismap.assets.resource_is_in_declared_region,"

it "plans of Defender are the subscription's threat detection, and questions about AWS are not asked"
plans=/subscriptions/s1/providers/Microsoft.Security/pricings
printf '%s\n' '{"id": "'$plans'/StorageAccounts", "type": "microsoft.security/pricings", "properties": {"pricingTier": "Standard", "extensions": [{"name": "OnUploadMalwareScanning", "isEnabled": "True"}, {"name": "SensitiveDataDiscovery", "isEnabled": "True"}]}}' \
  '{"id": "'$plans'/Containers", "type": "microsoft.security/pricings", "properties": {"pricingTier": "Free"}}' >defender.ndjson
sekisho check defender.ndjson --all -o csv
says "pass,ismap.operations.account_has_detector,provider.s1,"
says "pass,ismap.operations.detector_looks_for_malware,provider.s1#defender,"
says "fail,ismap.operations.detector_watches_objects_and_clusters,provider.s1#defender,"
says "pass,ismap.conformity.account_looks_for_personal_data,provider.s1,"
for rule in access.account_looks_for_outside_access assets.account_records_its_resources conformity.account_runs_the_required_checks \
  operations.account_has_trail operations.account_looks_for_weaknesses; do
  says "not_applicable,ismap.$rule,provider.s1,"
done

it "a register tells the regions of an account"
printf 'account,name,enabled\ns1,japaneast,true\ns1,eastus,false\n' >regions.csv
sekisho check defender.ndjson --register cloud.region=regions.csv --rule detection_covers_every_region --all -o csv
says "pass,ismap.operations.detection_covers_every_region,cloud.region/s1,"
says "not_applicable,ismap.operations.detection_covers_every_region,cloud.region/s1~2,"

it "the same of a plan, told apart by the configuration of the provider"
cat >plan.json <<'EOF'
{"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {"root_module": {}}, "resource_changes": [
 {"address": "azurerm_security_center_subscription_pricing.p", "mode": "managed", "type": "azurerm_security_center_subscription_pricing", "name": "p", "provider_name": "providers.example.com/hashicorp/azurerm",
  "change": {"actions": ["create"], "before": null, "after": {"resource_type": "StorageAccounts", "tier": "Standard", "extension": [{"name": "OnUploadMalwareScanning"}]}, "after_unknown": {"id": true}, "before_sensitive": false, "after_sensitive": {}}},
 {"address": "random_id.r", "mode": "managed", "type": "random_id", "name": "r", "provider_name": "providers.example.com/hashicorp/random",
  "change": {"actions": ["create"], "before": null, "after": {"byte_length": 8}, "after_unknown": {"id": true}, "before_sensitive": false, "after_sensitive": {}}},
 {"address": "aws_sns_topic.t", "mode": "managed", "type": "aws_sns_topic", "name": "t", "provider_name": "providers.example.com/hashicorp/aws",
  "change": {"actions": ["create"], "before": null, "after": {"name": "t"}, "after_unknown": {"id": true, "arn": true}, "before_sensitive": false, "after_sensitive": {}}}],
 "configuration": {"provider_config": {"azurerm": {"name": "azurerm"}, "random": {"name": "random"}, "aws": {"name": "aws"}}, "root_module": {"resources": [
  {"address": "azurerm_security_center_subscription_pricing.p", "mode": "managed", "type": "azurerm_security_center_subscription_pricing", "name": "p", "provider_config_key": "azurerm", "expressions": {"resource_type": {"constant_value": "StorageAccounts"}, "tier": {"constant_value": "Standard"}}},
  {"address": "random_id.r", "mode": "managed", "type": "random_id", "name": "r", "provider_config_key": "random", "expressions": {"byte_length": {"constant_value": 8}}},
  {"address": "aws_sns_topic.t", "mode": "managed", "type": "aws_sns_topic", "name": "t", "provider_config_key": "aws", "expressions": {"name": {"constant_value": "t"}}}]}}}
EOF
sekisho check plan.json --all -o csv
says "pass,ismap.operations.account_has_detector,provider.azurerm,"
says "pass,ismap.operations.detector_looks_for_malware,provider.azurerm#defender,"
says "unknown,ismap.operations.account_has_detector,provider.aws,"
says "unknown,ismap.operations.account_has_trail,provider.aws,"
says "not_applicable,ismap.operations.account_has_detector,provider.random,"
says "not_applicable,ismap.operations.account_names_a_security_contact,provider.random,"

it "properties that an export wrote as null were not fetched: nothing passes by what a template would leave out"
printf '%s\n' '[{"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a", "Name": "a", "Properties": null}]' >rows.json
sekisho check rows.json --rule endpoint_refuses_plain_text -o csv
says "unknown,ismap.cryptography.endpoint_refuses_plain_text,"
says "not_exported: not exported"

it "a resource without a location lies nobody knows where, unless its type has none"
row() { printf '[{"id":"/subscriptions/s/resourceGroups/g/providers/%s","type":"%s","name":"x"%s,"tags":null,"properties":{}}]\n' "$1" "$2" "$3" >row.json; }
row Microsoft.KeyVault/vaults/x microsoft.keyvault/vaults ''
sekisho check row.json --rule resource_is_in_declared_region -o csv
exits 2
says "unknown,ismap.assets.resource_is_in_declared_region,"
row Microsoft.KeyVault/vaults/x microsoft.keyvault/vaults ',"location":null'
sekisho check row.json --rule resource_is_in_declared_region -o csv
says "unknown,ismap.assets.resource_is_in_declared_region,"
row Microsoft.KeyVault/vaults/x microsoft.keyvault/vaults ',"location":"Japan East"'
sekisho check row.json --rule resource_is_in_declared_region --with 'declared_regions={"japaneast"}' --all -o csv
says "pass,ismap.assets.resource_is_in_declared_region,"
row Microsoft.Network/trafficManagerProfiles/x microsoft.network/trafficmanagerprofiles ',"location":"global"'
sekisho check row.json --rule resource_is_in_declared_region --all -o csv
says "not_applicable,ismap.assets.resource_is_in_declared_region,"
row Microsoft.Sql/servers/s/databases/x microsoft.sql/servers/databases ''
sekisho check row.json --rule resource_is_in_declared_region -o csv
says "unknown,ismap.assets.resource_is_in_declared_region,"
row Microsoft.Authorization/locks/x microsoft.authorization/locks ''
sekisho check row.json --rule resource_is_in_declared_region --all -o csv
says "not_applicable,ismap.assets.resource_is_in_declared_region,"

it "a template's location is told as its deployment will say it, or is unknown"
cat >template.json <<'EOT'
{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
 "resources": [{"type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", "name": "told", "location": "Japan East", "properties": {}},
               {"type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", "name": "group", "location": "[resourceGroup().location]", "properties": {}},
               {"type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", "name": "missing", "properties": {}}]}
EOT
sekisho check template.json --rule resource_is_in_declared_region --with 'declared_regions={"japaneast"}' --all -o csv
says "pass,ismap.assets.resource_is_in_declared_region,Microsoft.KeyVault/vaults::told,"
says "unknown,ismap.assets.resource_is_in_declared_region,Microsoft.KeyVault/vaults::group,"
says "unknown,ismap.assets.resource_is_in_declared_region,Microsoft.KeyVault/vaults::missing,"

it "a plan of Azure says where its resources lie"
cat >plan.json <<'EOT'
{"format_version": "1.2", "terraform_version": "1.9.0", "resource_changes": [
 {"address": "azurerm_key_vault.told", "mode": "managed", "type": "azurerm_key_vault", "name": "told", "provider_name": "providers.example.com/hashicorp/azurerm", "change": {"actions": ["create"], "after": {"name": "told", "location": "East US"}, "after_unknown": {}}},
 {"address": "azurerm_key_vault.open", "mode": "managed", "type": "azurerm_key_vault", "name": "open", "provider_name": "providers.example.com/hashicorp/azurerm", "change": {"actions": ["create"], "after": {"name": "open"}, "after_unknown": {"location": true}}},
 {"address": "azurerm_subnet.child", "mode": "managed", "type": "azurerm_subnet", "name": "child", "provider_name": "providers.example.com/hashicorp/azurerm", "change": {"actions": ["create"], "after": {"name": "child"}, "after_unknown": {}}}]}
EOT
sekisho check plan.json --rule resource_is_in_declared_region --all -o csv
says "fail,ismap.assets.resource_is_in_declared_region,azurerm_key_vault.told,"
says "unknown,ismap.assets.resource_is_in_declared_region,azurerm_key_vault.open,"
says "not_applicable,ismap.assets.resource_is_in_declared_region,azurerm_subnet.child,"
