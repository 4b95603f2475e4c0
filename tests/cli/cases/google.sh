# Google Cloud: assets and plans, with the labels, policies and notes that people see.

assets=$root/tests/fixtures/google/estate.ndjson
estate_plan=$root/tests/fixtures/google/plan.json

it "assets are read with their policies, keys and labels"
sekisho check "$assets" --rule administration_port_is_not_open --rule resource_policy_is_not_public -o csv
exits 1
says "fail,ismap.communications.administration_port_is_not_open,//compute.googleapis.com/projects/choubo/global/firewalls/ssh,"
says "fail,ismap.access.resource_policy_is_not_public,//storage.googleapis.com/forms,"
says_not "//storage.googleapis.com/ledgers,"

it "labels of a plan are tags, in lower case too"
sekisho check "$estate_plan" --rule resource_has_owner --all -o csv
says "pass,ismap.assets.resource_has_owner,google_sql_database_instance.books,"
says "pass,ismap.assets.resource_has_owner,google_monitoring_alert_policy.roles,"
says "not_applicable,ismap.assets.resource_has_owner,google_compute_firewall.ssh,"

it "labels of the provider are told from those of the resource"
printf '%s' '{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{}},"resource_changes":[
 {"address":"google_compute_disk.a","mode":"managed","type":"google_compute_disk","name":"a","provider_name":"registry.example.com/hashicorp/google","change":{"actions":["create"],"before":null,"after":{"name":"a","labels":null,"terraform_labels":{"owner":"x"}},"after_unknown":{"effective_labels":true},"before_sensitive":false,"after_sensitive":{}}},
 {"address":"google_compute_disk.b","mode":"managed","type":"google_compute_disk","name":"b","provider_name":"registry.example.com/hashicorp/google","change":{"actions":["create"],"before":null,"after":{"name":"b","labels":{"system":"y"}},"after_unknown":{"effective_labels":true,"terraform_labels":true},"before_sensitive":false,"after_sensitive":{}}},
 {"address":"google_compute_disk.c","mode":"managed","type":"google_compute_disk","name":"c","provider_name":"registry.example.com/hashicorp/google","change":{"actions":["create"],"before":null,"after":{"name":"c","labels":{"system":"y"}},"after_unknown":{},"before_sensitive":false,"after_sensitive":{}}}]}' >labels.json
sekisho check labels.json --rule resource_has_owner --all -o csv
says "pass,ismap.assets.resource_has_owner,google_compute_disk.a,"
says "unknown,ismap.assets.resource_has_owner,google_compute_disk.b,"
says "fail,ismap.assets.resource_has_owner,google_compute_disk.c,"

it "an asset without data is named, never passed"
printf '%s\n' '{"name":"//storage.googleapis.com/b","asset_type":"storage.googleapis.com/Bucket","ancestors":["projects/1"]}' >bare.ndjson
sekisho check bare.ndjson --all
says "1 asset comes without data"
says_not "1 pass"

it "a line that is no asset is refused with its place"
printf '%s\n' '{"name":"//storage.googleapis.com/b","asset_type":"storage.googleapis.com/Bucket","resource":{"data":{"name":"b"}}}' '{"name":"//storage.googleapis.com/c","asset_type":' >cut.ndjson
sekisho check cut.ndjson
exits 3
complains "cut.ndjson"
complains "line 2"

it "the organization policy that refuses requests without TLS decides"
printf '%s\n' '{"name":"//storage.googleapis.com/b","asset_type":"storage.googleapis.com/Bucket","ancestors":["projects/1"],"resource":{"data":{"name":"b"}},"iam_policy":{}}' >bucket.ndjson
sekisho check bucket.ndjson --rule bucket_refuses_plain_text --all -o csv
says "unknown,ismap.cryptography.bucket_refuses_plain_text,"
printf '%s\n' '{"name":"//cloudresourcemanager.googleapis.com/projects/1","asset_type":"cloudresourcemanager.googleapis.com/Project","ancestors":["projects/1"],"org_policy":[{"constraint":"constraints/storage.secureHttpTransport","boolean_policy":{"enforced":true}}]}' >policy.ndjson
cat bucket.ndjson policy.ndjson >both.ndjson
sekisho check both.ndjson --rule bucket_refuses_plain_text --all -o csv
says "pass,ismap.cryptography.bucket_refuses_plain_text,"
sed 's#ancestors":\["projects/1"#ancestors":["projects/2"#' policy.ndjson | cat bucket.ndjson - >other.ndjson
sekisho check other.ndjson --rule bucket_refuses_plain_text --all -o csv
says "unknown,ismap.cryptography.bucket_refuses_plain_text,"

it "a resource of a plan lies where it says, else where the provider says; what has no place is global"
change() { printf '{"address":"%s.%s","mode":"managed","type":"%s","name":"%s","provider_name":"registry.example.com/hashicorp/google","change":{"actions":["create"],"before":null,"after":%s,"after_unknown":{"id":true},"before_sensitive":false,"after_sensitive":{}}}' "$1" "$2" "$1" "$2" "$3"; }
printf '{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{}},"resource_changes":[%s,%s,%s,%s]}' \
  "$(change google_vpc_access_connector here '{"name":"a","region":"asia-northeast1"}')" \
  "$(change google_vpc_access_connector there '{"name":"b","region":"us-central1"}')" \
  "$(change google_vpc_access_connector somewhere '{"name":"c","region":null}')" \
  "$(change google_tags_tag_key everywhere '{"short_name":"d"}')" >places.json
sekisho check places.json --rule resource_is_in_declared_region --with 'declared_regions={"asia-northeast1"}' --all -o csv
says "pass,ismap.assets.resource_is_in_declared_region,google_vpc_access_connector.here,"
says "fail,ismap.assets.resource_is_in_declared_region,google_vpc_access_connector.there,"
says "unknown,ismap.assets.resource_is_in_declared_region,google_vpc_access_connector.somewhere,"
says "not_applicable,ismap.assets.resource_is_in_declared_region,google_tags_tag_key.everywhere,"

it "a member bound to a bucket that the plan does not hold is seen"
printf '{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{}},"resource_changes":[%s]}' \
  "$(change google_storage_bucket_iam_member open '{"bucket":"elsewhere","role":"roles/storage.objectViewer","member":"allUsers","condition":[]}')" >member.json
sekisho check member.json --rule resource_policy_is_not_public -o csv
says "fail,ismap.access.resource_policy_is_not_public,google_storage_bucket_iam_member.open,"

it "policies of the organization in the form of the new API stand beside their project"
printf '%s\n' '{"name":"//cloudresourcemanager.googleapis.com/projects/1","asset_type":"cloudresourcemanager.googleapis.com/Project","ancestors":["projects/1"],"v2_org_policies":[{"name":"projects/1/policies/storage.secureHttpTransport","spec":{"rules":[{"enforce":true}]}}]}' | cat bucket.ndjson - >new.ndjson
sekisho check new.ndjson --rule bucket_refuses_plain_text --all -o csv
says "pass,ismap.cryptography.bucket_refuses_plain_text,"

it "what an asset's policy grants is seen, whatever the asset is"
for type in compute.googleapis.com/Instance sourcerepo.googleapis.com/Repo; do
  printf '{"name":"//x.googleapis.com/projects/p/things/%s","asset_type":"%s","ancestors":["projects/1"],"resource":{"data":{"name":"a"}},"iam_policy":{"bindings":[{"role":"roles/viewer","members":["allUsers"]}]}}\n' "${type##*/}" "$type"
done >policies.ndjson
sekisho check policies.ndjson --rule resource_policy_is_not_public -o csv
says "fail,ismap.access.resource_policy_is_not_public,//x.googleapis.com/projects/p/things/Instance#policy,"
says "fail,ismap.access.resource_policy_is_not_public,//x.googleapis.com/projects/p/things/Repo#policy,"

it "lines, an array of them and a compressed file give the same, though lines are not gone through as a tree"
sekisho check "$assets" --at 2026-12-01 -o csv
cut -d, -f1-4 "$out" | sort >"$work/lines"
[[ $(wc -l <"$work/lines") -gt 100 ]] || wrong "the estate has few findings"
{ printf '['; paste -sd, "$assets"; printf ']'; } >array.json
gzip -c "$assets" >assets.gz
# A member that the short way does not know goes the strict way.
sed '1s/^{/{"spare":1,/' "$assets" >strict.ndjson
for file in array.json assets.gz strict.ndjson; do
  sekisho check "$file" --at 2026-12-01 -o csv
  cut -d, -f1-4 "$out" | sort | diff -q "$work/lines" - >/dev/null || wrong "$file gives other verdicts"
done

it "what is broken in the middle of a large export is found with its place, and nothing is told"
sed '30s/"data":{/"data":{"labels":{"a":tru},/' "$assets" >broken.ndjson
sekisho check broken.ndjson
exits 3
silent
complains "line 30"
sed '30s/$/}/' "$assets" >behind.ndjson
sekisho check behind.ndjson
exits 3
silent
complains "line 30"

it "an access entry of a dataset that names nobody we know may name everybody"
cat >dataset.json <<'EOF'
[{"name": "//bigquery.googleapis.com/projects/p/datasets/d", "asset_type": "bigquery.googleapis.com/Dataset", "ancestors": ["projects/1"],
  "resource": {"location": "asia-northeast1", "data": {"id": "p:d", "datasetReference": {"datasetId": "d", "projectId": "p"}, "access": [{"role": "READER", "anybodyElse": "allUsers"}]}}}]
EOF
sekisho check dataset.json --rule resource_policy_is_not_public -o csv
says "unknown,ismap.access.resource_policy_is_not_public,"

it "a snapshot keeps data in a place that its name does not tell"
cat >snapshot.json <<'EOF'
[{"name": "//compute.googleapis.com/projects/p/global/snapshots/s", "asset_type": "compute.googleapis.com/Snapshot", "ancestors": ["projects/1"], "resource": {"data": {"name": "s"}}},
 {"name": "//compute.googleapis.com/projects/p/global/networks/n", "asset_type": "compute.googleapis.com/Network", "ancestors": ["projects/1"], "resource": {"data": {"name": "n"}}}]
EOF
sekisho check snapshot.json --rule resource_is_in_declared_region --all -o csv
says "unknown,ismap.assets.resource_is_in_declared_region,//compute.googleapis.com/projects/p/global/snapshots/s,"
says "not_applicable,ismap.assets.resource_is_in_declared_region,//compute.googleapis.com/projects/p/global/networks/n,"

it "of two states of an asset that do not say when neither hides the other"
for public in true false; do
  printf '{"name": "//storage.googleapis.com/b", "asset_type": "storage.googleapis.com/Bucket", "resource": {"location": "ASIA-NORTHEAST1", "data": {"name": "b", "versioning": {"enabled": %s}}}}\n' "$public"
done >twice.ndjson
sekisho check twice.ndjson --rule bucket_keeps_versions
exits 1
says "1 state of an asset says something else than the first and not when"
