# Terraform's own state file: read, and nothing of it that may be a secret is written anywhere.

mkdir -p state && cd state || exit 3
# `hush` stands where a state file keeps secrets: what the provider marks, what the author marked, outputs, types that nobody knows, private data.
cat >terraform.tfstate <<'JSON'
{"version": 4, "terraform_version": "1.11.0", "serial": 3, "lineage": "l", "outputs": {"token": {"value": "hush", "type": "string", "sensitive": true}}, "resources": [
 {"mode": "managed", "type": "aws_db_instance", "name": "main", "provider": "provider[\"providers.example.com/hashicorp/aws\"]", "instances": [{"schema_version": 2, "attributes":
  {"arn": "arn:aws:rds:ap-northeast-1:111122223333:db:main", "id": "main", "identifier": "main", "password": "hush", "publicly_accessible": true, "storage_encrypted": false, "tags": {"Owner": "hush"}, "tags_all": {"Owner": "hush"}},
  "sensitive_attributes": [[{"type": "get_attr", "value": "password"}], [{"type": "get_attr", "value": "tags"}, {"type": "index", "value": {"value": "Owner", "type": "string"}}]], "private": "hush"}]},
 {"mode": "managed", "type": "random_password", "name": "db", "provider": "provider[\"providers.example.com/hashicorp/random\"]", "instances": [{"attributes": {"id": "hush", "result": "hush"}, "sensitive_attributes": []}]},
 {"mode": "managed", "type": "google_storage_bucket", "name": "b", "provider": "provider[\"providers.example.com/hashicorp/google\"]", "instances": [{"attributes": {"id": "b", "name": "b", "location": "hush", "labels": {"owner": "hush"}, "encryption": [], "uniform_bucket_level_access": true}, "sensitive_attributes": []}]}]}
JSON

it "what the schema calls not sensitive is decided, and the note says what helps"
sekisho check terraform.tfstate --rule private_resource_is_not_public -o text
exits 1
says "aws_db_instance.main"
says '"publicly_accessible": true'
says "terraform show -json"

it "what nobody can tell is sensitive: undecided, never passed or failed"
sekisho check terraform.tfstate --rule bucket_has_no_access_lists -o csv
exits 2
says "unknown,ismap.access.bucket_has_no_access_lists,google_storage_bucket.b,"
sekisho check terraform.tfstate --rule resource_has_owner -o csv
says "unknown,ismap.assets.resource_has_owner,aws_db_instance.main,"

it "no secret is in any report, snapshot, dump or bundle"
openssl ecparam -name prime256v1 -genkey -noout -out key.pem
sekisho check terraform.tfstate --all -o text=report.txt -o json=report.json -o csv=report.csv -o sarif=report.sarif -o junit=report.xml -o html=report.html
exits 1
sekisho check terraform.tfstate --dump=raw
cp "$out" report.raw
sekisho check terraform.tfstate --dump=snapshot
cp "$out" report.rows
sekisho snapshot terraform.tfstate -o report.ndjson
exits 0
printf 'inputs: [terraform.tfstate]\n' >sekisho.yaml
sekisho seal --key key.pem -o report.evb
exits 0
for report in report.txt report.json report.csv report.sarif report.xml report.html report.raw report.rows report.ndjson report.evb; do
  [[ -s $report ]] || wrong "$report is not there"
  ! grep -aq hush "$report" || wrong "$report has a secret"
done

it "a file that is broken shows nothing of what stands in it"
sed 's/"publicly_accessible": true/"publicly_accessible": hush/' terraform.tfstate >broken.tfstate
sekisho check broken.tfstate
exits 3
silent
complains "broken.tfstate:3:"
complains_not "password"
