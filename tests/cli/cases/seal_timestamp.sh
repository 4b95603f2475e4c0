# Time stamps by URL: a time authority of our own on this machine, that answers as it should, and in all the other ways.

mkdir -p stamped && cd stamped || exit 3
cp "$root/tests/fixtures/terraform/demo/plan.json" plan.json
openssl ecparam -name prime256v1 -genkey -noout -out key.pem
openssl pkey -in key.pem -pubout -out pub.pem
for name in one other; do
  openssl req -x509 -newkey rsa:2048 -nodes -keyout $name.key -out $name.pem -subj /CN=$name -days 30 -addext extendedKeyUsage=critical,timeStamping >/dev/null 2>&1
  printf '[tsa]\ndefault_tsa = one\n[one]\nserial = %s.serial\ncrypto_device = builtin\nsigner_cert = %s.pem\nsigner_key = %s.key\nsigner_digest = sha256\ndefault_policy = 1.2.3\ndigests = sha256\ness_cert_id_alg = sha256\n' $name $name $name >$name.conf
done
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
python3 "$fixtures/time_authority.py" "$PWD" >port 2>authority.txt &
authority=$!
for _ in $(seq 100); do [[ -s port ]] && break; sleep 0.1; done
url=http://127.0.0.1:$(cat port)

it "a time stamp is asked for by URL, and is in the bundle"
sekisho seal plan.json --key key.pem --timestamp-url "$url/good" --time-authority one.pem --log log -o run.evb
exits 0
file_holds asked "POST application/timestamp-query"
sekisho verify run.evb --key pub.pem --time-authority one.pem --require-timestamp --log log
exits 0
says "time        stamped 20"
says "logged      1 of 1"
sekisho verify run.evb --key pub.pem --time-authority other.pem
exits 1
complains "SK1057"
sekisho rerun run.evb
exits 0

# refused PATH WHY: nothing is written, and the log stays as it was. Another parameter each time: the same run in the same second is in the log already.
refused() {
  sekisho seal plan.json --with "sekisho.schema.data_class_tag=\"$1\"" --key key.pem --timestamp-url "$url/$1" --time-authority one.pem --log log -o no.evb
  exits 3
  complains "$2"
  no_file no.evb
  [[ $(wc -l <log/entries.jsonl) -eq 1 ]] || wrong "the log was appended to"
}

it "whatever is no answer to this request by an authority that is trusted is refused, and nothing is written"
refused earlier "the time authority's answer is to another request"
refused without-nonce "the time authority's answer is to another request"
refused stranger "does not verify with the given time authorities"
refused refused "the time authority refuses, with status 2"
refused garbage "no answer of RFC 3161"
refused trailing "no answer of RFC 3161"
refused html "the content type \`text/html\`"
refused large "more than 256 KiB"
refused elsewhere "sends us to \`file:///etc/hostname\`"
refused nowhere "answers with status 404"

it "nobody there, other schemes, passwords and half of the options are refused"
# complaint WHY OPTION…
complaint() {
  local why=$1
  shift
  sekisho seal plan.json --key key.pem -o no.evb "$@"
  exits 3
  complains "$why"
  no_file no.evb
}
complaint "does not answer" --timestamp-url http://127.0.0.1:1/ --time-authority one.pem
complaint "expected http:// or https://" --timestamp-url file:///etc/hostname --time-authority one.pem
complaint "holds a name or password" --timestamp-url "http://me:secret@127.0.0.1/" --time-authority one.pem
complaint "needs a certificate to check the answer with" --timestamp-url "$url/good"
complaint "and no \`--timestamp-url\`" --time-authority one.pem
complaint "both \`--timestamp-url\` and \`--timestamp-request\`" --timestamp-url "$url/good" --time-authority one.pem --timestamp-request run.tsq
complaint "leave \`--timestamp-url\` and" --timestamp-url "$url/good" --answer run.tsr
complaint "missing.pem" --timestamp-url "$url/good" --time-authority missing.pem
kill $authority
wait $authority 2>/dev/null
