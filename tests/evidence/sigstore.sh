#!/usr/bin/env bash
# sigstore.sh PROGRAM PLAN: attestations in the eyes of the npm package @sigstore/verify, which this installs for itself. Not part of ctest: it needs a registry.
set -euo pipefail
program=$(realpath "$1")
plan=$(realpath "$2")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >npm.log
npm install --silent @sigstore/verify@4.1.3 @sigstore/bundle >>npm.log 2>&1
cp "$here/sigstore_verify.mjs" .

openssl ecparam -name prime256v1 -genkey -noout -out key.pem
openssl genpkey -algorithm ed25519 -out ed.pem
for key in key ed; do openssl pkey -in $key.pem -pubout -out $key.pub.pem; done
printf '[req]\ndistinguished_name = dn\n[dn]\n[stamp]\nextendedKeyUsage = critical, timeStamping\n[tsa]\ndefault_tsa = one\n[one]\nserial = serial\ncrypto_device = builtin\nsigner_cert = tsa.pem\nsigner_key = tsa.key\nsigner_digest = sha256\ndefault_policy = 1.2.3\ndigests = sha256\ness_cert_id_alg = sha256\n' >tsa.conf
openssl req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -subj /CN=root -days 30 2>openssl.log
openssl req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=authority -config tsa.conf 2>openssl.log
openssl x509 -req -in tsa.csr -CA root.pem -CAkey root.key -CAcreateserial -out tsa.pem -days 30 -extfile tsa.conf -extensions stamp 2>openssl.log

passed=0
failed=0
# accepts|refuses NAME COMMAND…
accepts() { if "${@:2}" >check.log 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $1"; tail -n 5 check.log; fi; }
refuses() { if "${@:2}" >check.log 2>&1; then failed=$((failed + 1)); echo "FAILED $1"; else passed=$((passed + 1)); fi; }
for key in key ed; do
  "$program" seal "$plan" --key $key.pem -o $key.evb 2>seal.log
  "$program" seal "$plan" --key $key.pem --timestamp-request $key.tsq -o $key-unstamped.evb 2>seal.log
  openssl ts -reply -config tsa.conf -queryfile $key.tsq -out $key.tsr 2>openssl.log
  "$program" seal $key-unstamped.evb --answer $key.tsr -o $key-stamped.evb
  for name in $key $key-stamped $key-unstamped; do tar xOf $name.evb run.sigstore.json >$name.json; done
  accepts "$key" node sigstore_verify.mjs $key.json $key.pub.pem
  accepts "$key, stamped" node sigstore_verify.mjs $key-stamped.json $key.pub.pem tsa.pem root.pem
  refuses "$key, its stamp missing" node sigstore_verify.mjs $key-unstamped.json $key.pub.pem tsa.pem root.pem
done
jq -c '.dsseEnvelope.payload |= (@base64d | sub("\"none\""; "\"nine\"") | @base64)' key.json >edited.json
refuses "an edited payload" node sigstore_verify.mjs edited.json key.pub.pem
refuses "another key" node sigstore_verify.mjs key.json ed.pub.pem
echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
