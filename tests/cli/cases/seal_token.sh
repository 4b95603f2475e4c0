# Keys in PKCS#11 tokens, by SoftHSM: `--key 'pkcs11:…'`.

mkdir -p token && cd token || exit 3
cp "$root/tests/fixtures/terraform/demo/plan.json" plan.json
module=/usr/lib/softhsm/libsofthsm2.so

# sealed_by URI, or refused_by URI WHY [OPTION…]
sealed_by() {
  sekisho seal plan.json --key "$1" --force -o run.evb
  exits 0
}
refused_by() {
  local uri=$1 why=$2
  shift 2
  sekisho seal plan.json --key "$uri" -o no.evb "$@"
  exits 3
  complains "$why"
  no_file no.evb
}
# make_key LABEL ID TYPE [OPTION…]
make_key() {
  local label=$1 id=$2 type=$3
  shift 3
  pkcs11-tool --module $module --token-label evidence --login --pin 1234 --keypairgen --key-type "$type" --label "$label" --id "$id" "$@" >>made.txt 2>&1
}
public_key() {   # OpenSC writes DER for ECDSA, PEM for Ed25519: OpenSSL sees which
  rm -f token.pub
  pkcs11-tool --module $module --token-label evidence --read-object --type pubkey --id "$1" -o token.pub >/dev/null 2>&1
  openssl pkey -pubin -in token.pub -out "$2"
}

it "the URI of a key says what is wrong with it before a token is asked"
refused_by 'pkcs11:token=evidence;object=seal?pin-value=1234' "holds the PIN itself"
complains_not 1234
refused_by 'pkcs11:token=evidence;colour=red' "an attribute that RFC 7512 does not know"
refused_by 'pkcs11:token=%zz' "cannot be read"
refused_by 'pkcs11:token=evidence;type=cert' "something else than a private key"
refused_by 'pkcs11:token=evidence?module-path=/nowhere.so' "\`/nowhere.so\` cannot be loaded"
refused_by 'pkcs11:token=evidence?module-name=nothing-like-it' "told of no such PKCS#11 module"

if command -v softhsm2-util >/dev/null && command -v pkcs11-tool >/dev/null && [[ -e $module ]]; then
  mkdir -p tokens
  printf 'directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n' "$PWD/tokens" >softhsm2.conf
  export SOFTHSM2_CONF=$PWD/softhsm2.conf
  softhsm2-util --init-token --free --label evidence --pin 1234 --so-pin 1234 >/dev/null
  make_key seal 01 EC:prime256v1
  make_key other 02 EC:secp384r1
  make_key twice 03 EC:prime256v1
  make_key twice 04 EC:prime256v1
  make_key rsa 05 rsa:2048
  make_key each 06 EC:prime256v1 --always-auth
  printf '1234\n' >pin
  base="?module-path=$module&pin-source=file:$PWD/pin"

  it "a key in a token signs bundle and log"
  public_key 01 pub.pem
  sekisho seal plan.json --key "pkcs11:token=evidence;object=seal$base" --log log -o run.evb
  exits 0
  sekisho verify run.evb --key pub.pem --log log
  exits 0
  says "run.evb: verified"

  it "the PIN comes from a file or the environment, the key is named by label or id, the module by p11-kit"
  SEAL_PIN=1234 sealed_by "pkcs11:token=evidence;id=%01?module-path=$module&pin-source=env:SEAL_PIN"
  sealed_by "pkcs11:token=evidence;id=%01;type=private?module-path=$module&pin-source=$PWD/pin"
  sealed_by "pkcs11:token=evidence;object=seal?module-path=$module&pin-source=file://$PWD/pin"
  if [[ -e /usr/share/p11-kit/modules/softhsm2.module ]]; then
    sealed_by "pkcs11:token=evidence;object=seal?pin-source=file:$PWD/pin"
    sealed_by "pkcs11:token=evidence;object=seal?module-name=softhsm2&pin-source=file:$PWD/pin"
  fi
  sekisho verify run.evb --key pub.pem
  exits 0

  it "a key that asks for the PIN each time signs"
  public_key 06 each.pem
  sekisho seal plan.json --key "pkcs11:token=evidence;object=each$base" --log each-log -o each.evb
  exits 0
  sekisho verify each.evb --key each.pem
  exits 0

  it "a token, a PIN and a key that do not fit are each told"
  refused_by "pkcs11:token=evidense;object=seal$base" "no token fits the URI of the key"
  complains "\`evidence\`"
  refused_by "pkcs11:token=evidence;object=seal?module-path=$module" "needs a PIN"
  printf '9999\n' >wrong-pin
  refused_by "pkcs11:token=evidence;object=seal?module-path=$module&pin-source=file:$PWD/wrong-pin" "refuses the PIN"
  complains_not 9999
  refused_by "pkcs11:token=evidence;object=seal?module-path=$module&pin-source=env:NOT_THERE" "\`NOT_THERE\`"
  refused_by "pkcs11:token=evidence;object=seal?module-path=$module&pin-source=file:$PWD/missing" "missing"
  : >empty
  refused_by "pkcs11:token=evidence;object=seal?module-path=$module&pin-source=file:$PWD/empty" "holds no PIN"
  refused_by "pkcs11:token=evidence;object=seal?module-path=$module&pin-source=%7Ccat%20pin" "names a program"
  refused_by "pkcs11:token=evidence;object=none$base" "no private key that fits"
  refused_by "pkcs11:token=evidence;object=twice$base" "more than one private key"
  refused_by "pkcs11:token=evidence;object=other$base" "neither ECDSA on P-256 nor Ed25519"
  refused_by "pkcs11:token=evidence;object=rsa$base" "neither ECDSA on P-256 nor Ed25519"

  it "a public key that is not in the token is given, and has to be that of the key"
  public_key 03 three.pem
  pkcs11-tool --module $module --token-label evidence --login --pin 1234 --delete-object --type pubkey --id 01 >/dev/null 2>&1
  refused_by "pkcs11:token=evidence;object=seal$base" "give the public key with \`--public-key FILE\`"
  sekisho seal plan.json --key "pkcs11:token=evidence;object=seal$base" --public-key pub.pem --force -o run.evb
  exits 0
  sekisho verify run.evb --key pub.pem
  exits 0
  refused_by "pkcs11:token=evidence;object=seal$base" "does not fit the public key" --public-key three.pem
  openssl genpkey -algorithm ed25519 2>/dev/null | openssl pkey -pubout -out ed.pem
  refused_by "pkcs11:token=evidence;object=seal$base" "of another kind" --public-key ed.pem

  it "an Ed25519 key in a token signs"
  if make_key ed 07 EC:edwards25519; then
    public_key 07 ed.pem
    sekisho seal plan.json --key "pkcs11:token=evidence;object=ed$base" -o ed.evb
    exits 0
    sekisho verify ed.evb --key ed.pem
    exits 0
  else
    skip "this SoftHSM makes no Ed25519 keys"
  fi
  softhsm2-util --init-token --free --label evidence --pin 1234 --so-pin 1234 >/dev/null
  it "two tokens of one label are not chosen from"
  refused_by "pkcs11:token=evidence;object=seal$base" "2 tokens fit"
  unset SOFTHSM2_CONF
else
  it "keys in a PKCS#11 token"
  skip "no SoftHSM, or no pkcs11-tool"
fi
