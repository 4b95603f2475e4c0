# Exports of AWS Config through the shipped packs, plain and compressed.
estate=$root/tests/fixtures/aws_config/estate.json

it "a snapshot is checked by the same rules as a plan"
sekisho check "$estate"
exits 1
says "aws_config snapshot"
says "1 resource is deleted and left out"
says "1 earlier capture of a resource was left out"
says "arn:aws:s3:::choubo-upload-8f21"
says "ismap.access.nobody_can_raise_own_rights"
quiet

it "a compressed one gives the same, under its own digest"
gzip -c "$estate" >"$work/estate.json.gz"
sekisho check "$estate" -o csv
cut -d, -f1-4 "$out" >"$work/plain"
sekisho check "$work/estate.json.gz" -o csv
cut -d, -f1-4 "$out" >"$work/packed"
diff -q "$work/plain" "$work/packed" >/dev/null || wrong "the verdicts differ"
says "$(sha256sum "$work/estate.json.gz" | cut -c1-64)"

it "compressed members may follow one another, and any format may be compressed"
{ head -c 1000 "$plan" | gzip -c; tail -c +1001 "$plan" | gzip -c; } >"$work/plan.gz"
sekisho check "$work/plan.gz" --dump=raw
exits 0
says "terraform plan"

it "a compressed file that is cut off is refused"
gzip -c "$estate" | head -c 3000 >"$work/cut.gz"
sekisho check "$work/cut.gz"
exits 3
silent
complains "cut off"

it "the recorder proves the absence of what it records"
printf '%s' '{"fileVersion":"1.0","configSnapshotId":"s","configurationItems":[{"awsAccountId":"111122223333","awsRegion":"eu-west-1","resourceType":"AWS::EC2::VPC","resourceId":"vpc-1","tags":{},"configuration":{"vpcId":"vpc-1","cidrBlock":"10.0.0.0/16","isDefault":false}}]}' >"$work/vpc.json"
sekisho check "$work/vpc.json" --rule access_is_logged
exits 2
says "nothing says that the file holds every flow log"
sed -i 's|"configurationItems":\[|&{"awsAccountId":"111122223333","awsRegion":"eu-west-1","resourceType":"AWS::Config::ConfigurationRecorder","resourceId":"default","tags":{},"configuration":{"Recording":true,"RecordingGroup":{"AllSupported":true}}},|' "$work/vpc.json"
sekisho check "$work/vpc.json" --rule access_is_logged
exits 1

it "whether a tag is there is told for each item, however alike or different its other tags are"
item() { printf '{"awsAccountId":"111122223333","awsRegion":"eu-west-1","resourceType":"AWS::EC2::Volume","resourceId":"vol-%s","ARN":"arn:aws:ec2:eu-west-1:111122223333:volume/vol-%s",%s"configuration":{"volumeId":"vol-%s","encrypted":true}}' "$1" "$1" "$2" "$1"; }
printf '{"fileVersion":"1.0","configSnapshotId":"s","configurationItems":[%s,%s,%s,%s,%s,%s,%s]}' \
  "$(item 1 '"tags":{"Owner":"a","x":"1"},')" "$(item 2 '"tags":{"Owner":"b","x":"2"},')" "$(item 3 '"tags":{"x":"3"},')" "$(item 4 '"tags":{"owner":"c","x":"4"},')" \
  "$(item 5 '"tags":{"Owner":"","owner":"d"},')" "$(item 6 '"tags":{},')" "$(item 7 '')" >owners.json
sekisho check owners.json --rule resource_has_owner --all -o csv
for each in pass:1 pass:2 fail:3 pass:4 fail:5 fail:6 unknown:7; do
  says "${each%:*},ismap.assets.resource_has_owner,arn:aws:ec2:eu-west-1:111122223333:volume/vol-${each#*:},"
done

# item TYPE CONFIGURATION SUPPLEMENT: an export of one resource named `x`, in "$work/item.json".
item() {
  printf '{"fileVersion":"1.0","configSnapshotId":"s","configurationItems":[{"awsAccountId":"111122223333","awsRegion":"eu-west-1","resourceType":"%s","resourceId":"x","resourceName":"x","ARN":"arn:aws:x:::x","tags":{},"configuration":%s,"supplementaryConfiguration":%s}]}' "$1" "$2" "$3" >"$work/item.json"
}

it "a bucket has no policy only where the export says so"
item AWS::S3::Bucket '{"name":"x"}' '{"BucketPolicy":"{\"policyText\":null}"}'
sekisho check "$work/item.json" --rule service_access_is_tied_to_a_caller --all -o csv
says "pass,ismap.access.service_access_is_tied_to_a_caller,"
for part in '{}' '{"BucketPolicy":"{}"}' '{"BucketPolicy":{}}' '{"BucketPolicy":null}' '{"BucketPolicy":{"policyStatus":"x"}}'; do
  item AWS::S3::Bucket '{"name":"x"}' "$part"
  sekisho check "$work/item.json" --rule service_access_is_tied_to_a_caller -o csv
  exits 2
  says "unknown,ismap.access.service_access_is_tied_to_a_caller,"
  says_not "pass,ismap"
done

it "a list of who may read a bucket that names nobody is no list that is missing"
shut='"PublicAccessBlockConfiguration":{"blockPublicAcls":true,"blockPublicPolicy":true,"ignorePublicAcls":false,"restrictPublicBuckets":true},"BucketVersioningConfiguration":{"status":"Off"},"BucketLoggingConfiguration":{"destinationBucketName":null}'
item AWS::S3::Bucket '{"name":"x"}' "{$shut,\"BucketPolicy\":{\"policyText\":null},\"AccessControlList\":{\"grantSet\":null,\"grantList\":[]}}"
sekisho check "$work/item.json" --rule bucket_is_not_writable_by_anyone --all -o csv
says "pass,ismap.access.bucket_is_not_writable_by_anyone,"
item AWS::S3::Bucket '{"name":"x"}' "{$shut,\"BucketPolicy\":{\"policyText\":null},\"AccessControlList\":{\"grantSet\":null}}"
sekisho check "$work/item.json" --rule bucket_is_not_writable_by_anyone -o csv
says "unknown,ismap.access.bucket_is_not_writable_by_anyone,"
item AWS::S3::Bucket '{"name":"x"}' "{$shut,\"AccessControlList\":{\"grantSet\":null,\"grantList\":[]}}"
sekisho check "$work/item.json" --rule bucket_is_not_writable_by_anyone -o csv
says "unknown,ismap.access.bucket_is_not_writable_by_anyone,"

it "whether a function has a policy is unknown where the item holds none"
item AWS::Lambda::Function '{"functionName":"x"}' '{}'
sekisho check "$work/item.json" --rule service_access_is_tied_to_a_caller -o csv
says "unknown,ismap.access.service_access_is_tied_to_a_caller,"

it "a range or a protocol that is missing is not none"
item AWS::EC2::SecurityGroup '{"groupId":"sg-1","groupName":"g","description":"d","vpcId":"vpc-1","ipPermissions":[{"ipProtocol":"tcp","fromPort":22,"toPort":22,"ipv4Ranges":[{"description":"office"}],"ipRanges":[],"ipv6Ranges":[],"prefixListIds":[],"userIdGroupPairs":[]}],"ipPermissionsEgress":[]}' '{}'
sekisho check "$work/item.json" --rule administration_port_is_not_open -o csv
says "unknown,ismap.communications.administration_port_is_not_open,"
item AWS::ElasticLoadBalancingV2::Listener '{"listenerArn":"arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/a/1/2","loadBalancerArn":"arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1","port":443,"defaultActions":[{"type":"forward"}]}' '{}'
sekisho check "$work/item.json" --rule tls_is_current -o csv
says "unknown,ismap.cryptography.tls_is_current,"

it "of two states of one moment neither hides the other"
state() { printf '{"awsAccountId":"111122223333","awsRegion":"eu-west-1","resourceType":"AWS::S3::Bucket","resourceId":"x","ARN":"arn:aws:s3:::x","tags":{},"configurationItemCaptureTime":"2026-01-01T00:00:00Z","configuration":{"name":"x"},"supplementaryConfiguration":{"BucketVersioningConfiguration":{"status":"%s"}}}' "$1"; }
printf '{"fileVersion":"1.0","configSnapshotId":"s","configurationItems":[%s,%s]}' "$(state Enabled)" "$(state Off)" >"$work/twice.json"
sekisho check "$work/twice.json" --rule bucket_keeps_versions
exits 1
says "1 further capture of a resource says something else and not when"
printf '{"fileVersion":"1.0","configSnapshotId":"s","configurationItems":[%s,%s]}' "$(state Enabled)" "$(state Enabled)" >"$work/twice.json"
sekisho check "$work/twice.json" --rule bucket_keeps_versions
exits 0
