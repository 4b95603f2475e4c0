# CloudFormation templates: YAML and JSON, parameters on the command line, resources that may not be made.

estate=tests/fixtures/cloudformation/estate

it "a template is read as it is written"
sekisho check "$root/$estate.yaml" --rule bucket_blocks_public_access
exits 1
says "Open"
says "estate.yaml:"
says "1 resource was left out: the condition is false"
says "1 resource may or may not be made: the condition cannot be decided from the template"
quiet

it "what is undecided says on which condition it hangs"
sekisho check "$root/$estate.yaml" --rule private_resource_is_not_public --all
exits 1
says "whether it will exist is decided by \`Condition IsTokyo\`"

it "a parameter decides a condition"
sekisho check "$root/$estate.yaml" --rule private_resource_is_not_public --template-param AWS::Region=ap-northeast-1 -o csv
exits 1
says "fail,ismap.access.private_resource_is_not_public,Regional,"
sekisho check "$root/$estate.yaml" --rule private_resource_is_not_public --template-param AWS::Region=us-east-1 -o csv
says_not ",Regional,"

it "a parameter takes the place of its default"
sekisho check "$root/$estate.json" --rule bucket_keeps_versions --template-param Stage=test -o csv
says "fail,ismap.operations.bucket_keeps_versions,Records,"

it "a parameter that the template does not have is said"
sekisho check "$root/$estate.json" --rule bucket_keeps_versions --template-param Staeg=test
says "the template declares no parameter \`Staeg\`: the value given was not used"

it "a parameter for no template at all is said"
sekisho check "$root/tests/fixtures/terraform/demo/plan.json" --rule bucket_keeps_versions --template-param Stage=test
complains "no input is a template, so that what \`--template-param\` gives (\`Stage\`) is not used"
sekisho check "$root/$estate.json" --rule bucket_keeps_versions --template-param Stage=test
complains_not "no input is a template"

it "a parameter without a value is refused"
sekisho check "$root/$estate.json" --template-param Stage
exits 3
complains "\`--template-param Stage\` names no value"

it "JSON and YAML give the same verdicts"
sekisho check "$root/$estate.json" -o csv
cut -d, -f1-4 "$out" >"$out.json"
sekisho check "$root/$estate.yaml" -o csv
cut -d, -f1-4 "$out" | cmp -s - "$out.json" || wrong "verdicts differ"
rm -f "$out.json"

it "a rule on a raw type fails no resource that may not be made"
mkdir raw_rule
cat >raw_rule/rule.seki <<'END'
language 1
package raw_rule
import sekisho.schema

rule bucket_has_a_name {
  title    en "Buckets have a name" ja "バケットに名前がある"
  supports ismap 8.1.1 because en "An inventory names what it lists" ja "目録は資産の名前を示す"
  severity low
  for      b in cloudformation."AWS::S3::Bucket"
  require  present b.BucketName
  message  en "no name" ja "名前が無い"
  remedy   en "Name it" ja "名前を付ける"
}
END
sekisho check "$root/$estate.yaml" --pack raw_rule -o csv
exits 1
says "fail,raw_rule.bucket_has_a_name,Open,"
says "unknown,raw_rule.bucket_has_a_name,Regional,"
says_not "Records"
rm -r raw_rule

it "what no template can tell is named apart from what this one leaves open"
sekisho check "$root/$estate.yaml" --rule versions_need_a_second_factor
exits 2
says "undecidable from this source"
says "versions_need_a_second_factor (cloudformation.AWS::S3::Bucket"
says "CloudFormation cannot set it"
sekisho check "$root/$estate.yaml" --rule bucket_blocks_public_access
says_not "undecidable from this source"

it "SAM makes an API beside the stage"
sekisho check "$root/tests/fixtures/cloudformation/services.yaml" --rule api_has_an_authorizer --all -o csv
says "fail,ismap.development.api_has_an_authorizer,Public,"
says "pass,ismap.development.api_has_an_authorizer,Ledger,"

it "a password that the template asks for is unknown, one that it gives by default is written"
sekisho check "$root/tests/fixtures/cloudformation/services.yaml" --rule migration_password_is_not_written --all -o csv
says "unknown,ismap.access.migration_password_is_not_written,GivenEndpoint,"
says "fail,ismap.access.migration_password_is_not_written,DefaultEndpoint,"
says_not "himitsu"

it "a resource that a transform completes tells nothing for sure"
cat >transformed.yaml <<'EOT'
Resources:
  Site:
    Type: AWS::S3::Bucket
    Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://snippets/site.yaml}}
    Properties: {BucketName: site}
EOT
sekisho check transformed.yaml --rule bucket_is_no_website -o csv
exits 2
says "unknown,ismap.access.bucket_is_no_website,Site,"

it "of what a macro is given nothing is sure: not what stands there, and not what does not"
cat >macro.yaml <<'EOT'
Transform: [AWS::LanguageExtensions, OurMacro]
Resources:
  Site:
    Type: AWS::S3::Bucket
    Properties: {BucketName: site, Tags: [{Key: Owner, Value: ann}]}
EOT
sekisho check macro.yaml --all -o csv -o json=macro.json
exits 2
says "unknown,ismap.access.bucket_is_no_website,Site,"
says_not "fail,"
# What holds of every bucket holds of this one, if it will be there.
! grep -E '^pass,.*,Site,' "$out" | grep -qvE ',ismap.(continuity.bucket_survives_a_zone|cryptography.store_is_encrypted),' || wrong "a pass of what a macro may change"
grep -qF 'is transformed by `OurMacro`, which may add, change and remove' macro.json || wrong "the reason is not told"

it "what a loop or a snippet adds may be what a resource lacks"
cat >loop.yaml <<'EOT'
Transform: AWS::LanguageExtensions
Resources:
  Site:
    Type: AWS::S3::Bucket
    Properties: {BucketName: site}
  Fn::ForEach::Policies:
    - Name
    - [Site]
    - Policy${Name}:
        Type: AWS::S3::BucketPolicy
        Properties: {Bucket: !Ref Site, PolicyDocument: {}}
EOT
sekisho check loop.yaml --rule bucket_refuses_plain_text --rule bucket_keeps_versions -o csv
says "unknown,ismap.cryptography.bucket_refuses_plain_text,Site,"
says "fail,ismap.operations.bucket_keeps_versions,Site,"
