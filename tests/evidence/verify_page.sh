#!/usr/bin/env bash
# verify_page.sh PROGRAM PLAN: runs the commands of engine/evidence/VERIFY.md as they stand, on sound bundles and on changed ones. Closes with `N passed, M failed`.
set -euo pipefail
program=$(realpath "$1")
plan=$(realpath "$2")
here=$(cd "$(dirname "$0")" && pwd)
page=$here/../../engine/evidence/VERIFY.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

sed -n '/^```sh$/,/^```$/{/^```/d;p}' "$page" >page.sh
[[ $(wc -l <page.sh) -gt 30 ]] || { echo "the page has no commands"; exit 1; }
openssl ecparam -name prime256v1 -genkey -noout -out key.pem
openssl pkey -in key.pem -pubout -out key.pub.pem
openssl genpkey -algorithm ed25519 -out ed.pem
openssl pkey -in ed.pem -pubout -out ed.pub.pem
openssl req -x509 -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.pem -subj /CN=authority -days 30 -addext extendedKeyUsage=critical,timeStamping 2>openssl.log
cat >tsa.conf <<'CONF'
[tsa]
default_tsa = one
[one]
serial = tsa.serial
crypto_device = builtin
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3
digests = sha256
ess_cert_id_alg = sha256
CONF

rule=ismap.access.private_resource_is_not_public   # one rule: the page's own Merkle tree takes a process a leaf
"$program" seal "$plan" --rule $rule --key key.pem -o plain.evb 2>seal.log
"$program" seal "$plan" --rule $rule --key ed.pem -o ed.evb 2>seal.log
"$program" seal "$plan" --rule $rule --key key.pem --timestamp-request run.tsq -o unstamped.evb 2>seal.log
openssl ts -reply -config tsa.conf -queryfile run.tsq -out run.tsr 2>openssl.log
"$program" seal unstamped.evb --answer run.tsr -o stamped.evb

# A pack in Git, expected accounts.
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.com
git init -q repository && "$program" init repository/rules >init.log && git -C repository add -A && git -C repository commit -qm first
printf 'packs: [repository/rules]\nexpected: {accounts: ["111122223333", {id: "444455556666", excluded: "closed"}]}\n' >git.yaml
"$program" seal "$plan" --project git.yaml --key key.pem -o git.evb 2>seal.log

# Changes by somebody without the key.
python3 - "$here" <<'PY'
import sys
sys.path.insert(0, sys.argv[1])
from bundle import Bundle, pack
for name, change in {
    "result": lambda b: b.members.update({"results.ndjson": b.members["results.ndjson"].replace(b'"verdict":"fail"', b'"verdict":"pass"', 1)}),
    "manifest": lambda b: (b.members.update({"results.ndjson": b.members["results.ndjson"].replace(b'"verdict":"fail"', b'"verdict":"pass"', 1)}), b.mend_manifest()),
    "dropped": lambda b: b.members.pop("snapshot.ndjson"),
    "added": lambda b: b.members.update({"waivers/0000-more.yaml": b"x"}),
}.items():
    bundle = Bundle(open("plain.evb", "rb").read())
    change(bundle)
    open(name + ".evb", "wb").write(bundle.bytes())
bundle = Bundle(open("plain.evb", "rb").read())
open("link.evb", "wb").write(pack(bundle.frame() + [("z", b"", {"kind": b"2", "link": b"/etc/passwd"})]))
open("path.evb", "wb").write(pack(bundle.frame() + [("../z", b"x")]))
PY

passed=0
failed=0
# follow NAME KEY EXPECTED: the page on NAME.evb, in a folder of its own.
follow() {
  mkdir "$1"
  cp "$1.evb" "$1/run.evb"
  cp "$2" "$1/pub.pem"
  cp tsa.pem "$1/"
  local code=0
  (cd "$1" && bash -euo pipefail ../page.sh) >"$1.log" 2>&1 || code=1
  if [[ $code -eq $3 ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED $1: expected $3"
    tail -n 5 "$1.log"
  fi
}
follow plain key.pub.pem 0
follow ed ed.pub.pem 0
follow stamped key.pub.pem 0
follow unstamped key.pub.pem 1
follow git key.pub.pem 0
grep -qF '"id":"111122223333","state":"errored","reason":"not_seen"' git.log && grep -qF '"id":"444455556666","state":"excluded","reason":"closed"' git.log && [[ -s git/committed.txt ]] || { failed=$((failed + 1)); echo "FAILED git: the page's commands do not tell what was expected, or read no commit"; }
for name in result manifest dropped added link path; do follow $name key.pub.pem 1; done
cp plain.evb stranger.evb
follow stranger ed.pub.pem 1
echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
