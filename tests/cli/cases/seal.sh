# Seal, verify, rerun: from a project to a bundle that somebody else verifies and repeats.

mkdir -p seal && cd seal || exit 3
demo=$root/tests/fixtures/terraform/demo/plan.json
cp "$demo" plan.json
openssl ecparam -name prime256v1 -genkey -noout -out key.pem
openssl pkey -in key.pem -pubout -out pub.pem
openssl genpkey -algorithm ed25519 -out ed.pem
openssl pkey -in ed.pem -pubout -out ed.pub.pem
openssl ecparam -name secp384r1 -genkey -noout -out p384.pem

it "a project folder, outside Git, is sealed, verified and repeated"
printf 'inputs: [plan.json]\n' >sekisho.yaml
sekisho seal --key key.pem -o run.evb
exits 0
complains " failures, "
complains "sealed in run.evb, results sha256:"
mkdir -p elsewhere
cp run.evb pub.pem elsewhere/
cd elsewhere || exit 3
sekisho verify run.evb --key pub.pem
exits 0
quiet
says "run.evb: verified"
says "self-asserted time"
says " failures, "
says "source      plan.json sha256:$(sha256sum <"$demo" | cut -d' ' -f1)"
sekisho rerun run.evb
exits 0
says "the same results"
cd ..

it "the results that are sealed are those of check"
sekisho check plan.json -o csv=check.csv
tar xOf run.evb results.ndjson.zst | zstd -qdc >results.ndjson
for verdict in fail unknown; do
  [[ $(grep -c "^$verdict," check.csv) -eq $(grep -c "^{\"verdict\":\"$verdict\"" results.ndjson) ]] || wrong "counts of $verdict differ"
done

it "the same root with any number of threads, in any locale and time zone, from any folder"
expected=$(sed -n 's/^  results *//p' <("$binary" verify run.evb --key pub.pem))
for threads in 1 2 7; do
  for locale in C ja_JP.UTF-8 tr_TR.UTF-8; do
    for zone in UTC Asia/Tokyo America/St_Johns; do
      got=$(cd / && LC_ALL=$locale TZ=$zone "$binary" rerun "$OLDPWD/run.evb" --threads $threads | sed -n 's/^  results *//p')
      [[ $got == "$expected" ]] || wrong "threads $threads, locale $locale, zone $zone: $got"
    done
  done
done

it "what a bundle gives is in the language that is asked for, never in the machine's"
for words in "verify run.evb --key pub.pem" "rerun run.evb"; do
  LC_ALL=C "$binary" $words >here.txt
  LC_ALL=ja_JP.UTF-8 "$binary" $words | cmp -s here.txt - || wrong "\`$words\` prints other bytes under another locale"
  LC_ALL=C "$binary" $words --lang ja | grep -q "結果" || wrong "\`$words --lang ja\` is no Japanese"
done

it "two seals of one input differ in times and signature only"
sekisho seal --key ed.pem --at 2026-12-01 -o one.evb
sekisho seal --key ed.pem --at 2026-12-01 -o two.evb
for evb in one two; do mkdir -p $evb && tar xf $evb.evb -C $evb; done
diff -rq one two >differ.txt
[[ $(grep -vc run.sigstore.json differ.txt) -eq 0 ]] || wrong "$(cat differ.txt)"
sekisho verify one.evb --key ed.pub.pem
exits 0
says "evaluated   2026-11-30T15:00:00Z (option)"
sekisho rerun one.evb
exits 0

it "nothing is overwritten unasked"
sekisho seal --key key.pem -o run.evb
exits 3
complains "\`run.evb\` is there already"
sekisho seal --key key.pem -o run.evb --force
exits 0

it "keys that do not fit are refused before anything is evaluated"
sekisho seal --key p384.pem -o no.evb
exits 3
complains "neither ECDSA on P-256 nor Ed25519"
sekisho seal --key plan.json -o no.evb
exits 3
complains "holds no private key in PEM"
sekisho seal -o no.evb
exits 3
complains "no key to sign with"
[[ ! -e no.evb ]] || wrong "a bundle was written"
sekisho verify run.evb
exits 3
complains "no key to verify with"
sekisho verify run.evb --key key.pem
exits 3
complains "holds no public key in PEM"

it "another program can sign"
printf '#!/bin/sh\nexec openssl dgst -sha256 -sign "$1"\n' >signer.sh
chmod +x signer.sh
sekisho seal --signer ./signer.sh --signer key.pem --public-key pub.pem -o outside.evb
exits 0
sekisho verify outside.evb --key pub.pem
exits 0
sekisho seal --signer ./signer.sh --signer key.pem --public-key ed.pub.pem -o no.evb
exits 3
complains "does not fit the public key"
sekisho seal --signer ./signer.sh --signer missing.pem --public-key pub.pem -o no.evb
exits 3
complains "ended with 1"
[[ ! -e no.evb ]] || wrong "a bundle was written"

it "another key is refused with its code, in JSON, too"
sekisho verify run.evb --key ed.pub.pem
exits 1
complains "SK1020"
silent
sekisho verify run.evb --key ed.pub.pem --json
exits 1
says '"verified": false'
says '"code": "SK1020"'
sekisho help SK1020
exits 0
says "The bundle names a key that is none of those given"

it "sensitive values and source bytes stay out, unless the source is asked for"
sekisho seal "$root/tests/fixtures/terraform/sensitive/plan.json" --key key.pem -o sensitive.evb
exits 0
! grep -aqE "hidden-literal|hidden-password" sensitive.evb || wrong "a sensitive value is in the bundle"
! tar tf sensitive.evb | grep -q '^sources/' || wrong "source bytes are in the bundle"
sekisho seal --key key.pem --include-source -o source.evb
exits 0
tar xOf source.evb sources/0000-plan.json.zst | zstd -qdc | cmp -s - plan.json || wrong "the source file is not in the bundle"
sekisho verify source.evb --key pub.pem
exits 0

it "a user's own rules, maps, parameters, profile and registers are repeated"
sekisho init own
exits 0
printf 'name: ours\noff:\n  - {rules: [ismap.access.access_key_is_used], reason: no keys here}\nseverities:\n  - {rules: [ismap.operations], severity: low, reason: others look}\n' >profile.yaml
cp "$root/tests/fixtures/terraform/references/plan.json" second.json
sekisho seal plan.json second.json "$root/tests/fixtures/kubernetes/shop.yaml" --pack own --pack ismap --with 'sekisho.schema.data_class_tag="Class"' --profile profile.yaml --key key.pem -o own.evb
exits 0
sekisho verify own.evb --key pub.pem
exits 0
says "own (folder)"
tar xOf own.evb coverage.json | jq -e '.rules.excluded == 1' >/dev/null || wrong "the rule that was switched off is not counted as excluded"
sekisho rerun own.evb --threads 2
exits 0

it "a bundle that nobody would accept is not evaluated either"
head -c 100000 run.evb >part.evb
sekisho rerun part.evb
exits 1
complains "SK1001"
sekisho rerun plan.json
exits 1
complains "SK1001"

it "a run that was not written is not there"
sekisho seal missing.json --key key.pem -o missing.evb
exits 3
[[ ! -e missing.evb ]] || wrong "a bundle was written"

it "a time stamp that is required is asked for and put in"
sekisho seal --key key.pem --timestamp-request run.tsq -o unstamped.evb
exits 0
sekisho verify unstamped.evb --key pub.pem
exits 1
complains "SK1051"
openssl req -x509 -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.pem -subj /CN=authority -days 30 -addext extendedKeyUsage=critical,timeStamping >/dev/null 2>&1
printf '[tsa]\ndefault_tsa = one\n[one]\nserial = tsa.serial\ncrypto_device = builtin\nsigner_cert = tsa.pem\nsigner_key = tsa.key\nsigner_digest = sha256\ndefault_policy = 1.2.3\ndigests = sha256\ness_cert_id_alg = sha256\n' >tsa.conf
openssl ts -reply -config tsa.conf -queryfile run.tsq -out run.tsr >/dev/null 2>&1
sekisho seal unstamped.evb --answer run.tsr -o stamped.evb
exits 0
sekisho verify stamped.evb --key pub.pem --time-authority tsa.pem --require-timestamp
exits 0
says "time        stamped 20"
sekisho seal run.evb --answer run.tsr -o no.evb
exits 3
complains "another signature"

it "a time stamp is judged at its own time, years later, too"
if command -v faketime >/dev/null; then
  faketime '+2190 days' "$binary" verify stamped.evb --key pub.pem --time-authority tsa.pem >later.txt || wrong "not verified six years later"
  grep -q "stamped 20" later.txt || wrong "$(cat later.txt)"
  faketime '+2190 days' "$binary" rerun stamped.evb >later.txt || wrong "not repeated six years later"
else
  skip "no faketime"
fi

it "runs are appended to a log, whose name stays"
sekisho seal --key key.pem --log log --log-name example.com/evidence --at 2026-12-01 -o log1.evb
exits 0
cp log/checkpoint kept
sekisho seal --key key.pem --log log --at 2026-12-02 -o log2.evb
exits 0
[[ $(head -n 2 log/checkpoint) == "example.com/evidence"$'\n'2 ]] || wrong "$(head -n 2 log/checkpoint)"
sekisho verify log2.evb --key pub.pem --log log --checkpoint kept
exits 0
says "logged      2 of 2 in example.com/evidence"
sekisho verify log1.evb --key pub.pem --log log --checkpoint kept
exits 0
sekisho seal --key key.pem --log new --log-name "two words" -o no.evb
exits 3
complains "no name for a log"
sekisho seal --key ed.pem --log log -o no.evb
exits 3
complains "not signed by a given key"
[[ ! -e no.evb && $(wc -l <log/entries.jsonl) -eq 2 ]] || wrong "something was written"

it "what an interrupted append left is continued"
sed -n 1p log/entries.jsonl >>interrupted.jsonl
mkdir -p interrupted && cp interrupted.jsonl interrupted/entries.jsonl
sekisho seal --key key.pem --log interrupted --at 2026-12-03 -o log3.evb
exits 0
cp log/checkpoint log/entries.jsonl interrupted/
cat log/entries.jsonl <(tar xOf log3.evb run.sigstore.json) >interrupted/entries.jsonl
sekisho seal --key key.pem --log interrupted --at 2026-12-04 -o log4.evb
exits 0
sekisho verify log4.evb --key pub.pem --log interrupted --checkpoint log/checkpoint
exits 0
says "logged      4 of 4"

it "waivers are sealed with what they cover, and repeated"
printf 'inputs: [plan.json]\n' >sekisho.yaml
cat >waivers.yaml <<'YAML'
waivers:
  - id: W-1
    rule: ismap.access.private_resource_is_not_public
    resource: aws_opensearch_domain.search
    reason: {en: moves in December, ja: 12月に移設}
    owner: tanaka
    approver: suzuki
    approved_at: 2026-11-01
    expires_at: 2026-12-31
    ticket: OPS-1
YAML
sekisho seal --waivers waivers.yaml --key key.pem -o waived.evb
exits 0
sekisho verify waived.evb --key pub.pem
exits 0
sekisho rerun waived.evb
exits 0
tar xOf waived.evb results.ndjson.zst | zstd -qdc | grep -F '"resource":"aws_opensearch_domain.search"' | grep -F private_resource_is_not_public | grep -qF '"verdict":"fail"' || wrong "the verdict is another"
tar xOf waived.evb results.ndjson.zst | zstd -qdc | grep -cF '"waiver":"W-1"' | grep -qx 2 || wrong "not one waiver and one finding that it covers"
tar xOf waived.evb waivers/0000-waivers.yaml | cmp -s - waivers.yaml || wrong "the waivers' file is another"

it "the sources are read again, and another file is told from another result"
sekisho rerun run.evb --from-source
exits 0
says "read again from the source: the same results, and the same snapshot"
mkdir -p moved && cp plan.json moved/plan.json
cp run.evb moved/ && cd moved || exit 3
sed -i 's/choubo-search/choubo-find/' plan.json
sekisho rerun run.evb --from-source
exits 1
says "the sources are not those that were sealed"
rm plan.json
sekisho rerun run.evb --from-source
exits 3
complains "plan.json"
cd ..
sekisho rerun own.evb --from-source
exits 0
says "the same results"
sekisho rerun run.evb plan.json
exits 3
complains "expected one bundle"

it "a key in a PKCS#11 token signs"
if command -v softhsm2-util >/dev/null && command -v pkcs11-tool >/dev/null; then
  module=/usr/lib/softhsm/libsofthsm2.so
  mkdir -p tokens
  printf 'directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n' "$PWD/tokens" >softhsm2.conf
  export SOFTHSM2_CONF=$PWD/softhsm2.conf PKCS11_PIN=1234
  softhsm2-util --init-token --free --label evidence --pin 1234 --so-pin 1234 >/dev/null
  pkcs11-tool --module $module --token-label evidence --login --pin 1234 --keypairgen --key-type EC:prime256v1 --id 01 >/dev/null 2>&1
  pkcs11-tool --module $module --token-label evidence --read-object --type pubkey --id 01 -o token.der >/dev/null 2>&1
  openssl pkey -pubin -inform DER -in token.der -out token.pub.pem
  sekisho seal --signer "$root/tests/evidence/pkcs11_signer.sh" --signer $module --signer evidence --signer 01 --public-key token.pub.pem -o token.evb
  exits 0
  sekisho verify token.evb --key token.pub.pem
  exits 0
  PKCS11_PIN=9999 sekisho seal --signer "$root/tests/evidence/pkcs11_signer.sh" --signer $module --signer evidence --signer 01 --public-key token.pub.pem -o wrong.evb
  exits 3
  [[ ! -e wrong.evb ]] || wrong "a bundle was written"
else
  skip "no SoftHSM"
fi
