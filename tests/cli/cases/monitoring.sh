# The scheduled run of cli/monitoring: what it keeps, and what it leaves behind when it fails.
export SEKISHO=$binary
monitor=$root/cli/monitoring/monitor.sh
mkdir -p monitored/project && cd monitored || exit 3
printf 'inputs: [estate.json]\npacks: [%s]\nunknown: pass\nlanguage: en\n' "$pack" >project/sekisho.yaml
cp "$plan" export.json
cp "$plan" mended.json
sed -i 's/"kms_master_key_id": null/"kms_master_key_id": "alias\/q"/' mended.json
# monitored COMMAND: one run; the clock moves on between two.
monitored() {
  command="COLLECT='$1' monitor.sh project runs"
  code=0
  COLLECT=$1 timeout 60 bash "$monitor" project runs >"$out" 2>"$err" </dev/null || code=$?
  sleep 1.1
}

it "monitoring: the first run tells what it found, the next what is new"
monitored 'cp ../export.json estate.json'
exits 1
says "the first run"
monitored 'cp ../export.json estate.json'
exits 0
says "0 new"
[[ $(ls runs/*.json | wc -l) -eq 2 ]] || wrong "expected two runs"

it "monitoring: what is mended and what comes back"
monitored 'cp ../mended.json estate.json'
exits 0
says "fixed"
monitored 'cp ../export.json estate.json'
exits 1
says "new"
sekisho history runs --lang en
exits 0
says "4 runs"
says "REAPPEARED"

it "monitoring: a failed export, a broken input and a stopped run leave a gap that is seen, and no run"
runs=$(ls runs/*.json | wc -l)
monitored 'echo no credentials >&2; exit 7'
exits 3
complains "the export command ended with 7"
monitored 'echo "{" >estate.json'
exits 3
complains "sekisho check ended with 3"
code=0
COLLECT='sleep 20' bash "$monitor" project runs >"$out" 2>"$err" </dev/null &
stopped=$!
sleep 1
kill -TERM "$stopped"
pkill -TERM -P "$stopped" 2>/dev/null
wait "$stopped"
code=$?
exits 3
[[ $(ls runs/*.json | wc -l) -eq $runs ]] || wrong "a failed run was kept as one"
[[ $(ls runs/*.failed | wc -l) -eq 3 ]] || wrong "expected three failures"
sekisho history runs --lang en
exits 1
says "3 failed"
says "credentials"
[[ -z $(find runs -name '.running-*') ]] || wrong "something was left behind"

it "monitoring: two runs at once do not mix"
COLLECT='cp ../export.json estate.json; sleep 3' bash "$monitor" project runs >/dev/null 2>&1 </dev/null &
first=$!
sleep 1
monitored 'cp ../export.json estate.json'
exits 3
complains "another run is still under way"
wait "$first" || true

it "monitoring: without an export command nothing runs"
code=0
COLLECT='' bash "$monitor" project runs >"$out" 2>"$err" </dev/null || code=$?
exits 3
complains "usage"

it "monitoring: a sealed run gets a time stamp where one is asked for, and is no run where nobody gives it"
openssl ecparam -name prime256v1 -genkey -noout -out key.pem
openssl pkey -in key.pem -pubout -out pub.pem
mkdir -p authority stamped
(cd authority && for name in one other; do
  openssl req -x509 -newkey rsa:2048 -nodes -keyout $name.key -out $name.pem -subj /CN=$name -days 30 -addext extendedKeyUsage=critical,timeStamping >/dev/null 2>&1
  printf '[tsa]\ndefault_tsa = one\n[one]\nserial = %s.serial\ncrypto_device = builtin\nsigner_cert = %s.pem\nsigner_key = %s.key\nsigner_digest = sha256\ndefault_policy = 1.2.3\ndigests = sha256\ness_cert_id_alg = sha256\n' $name $name $name >$name.conf
done)
python3 "$fixtures/time_authority.py" "$PWD/authority" >port 2>authority.txt &
authority=$!
for _ in $(seq 100); do [[ -s port ]] && break; sleep 0.1; done
stamped() {   # stamped URL CERTIFICATES: a sealed and stamped run
  code=0
  env -u http_proxy -u https_proxy -u HTTP_PROXY -u HTTPS_PROXY SEAL_KEY="$PWD/key.pem" TIME_STAMP_URL=$1 TIME_AUTHORITY=$2 COLLECT='cp ../export.json estate.json' timeout 60 bash "$monitor" project stamped >"$out" 2>"$err" </dev/null || code=$?
  sleep 1.1
}
stamped "http://127.0.0.1:$(cat port)/good" authority/one.pem
exits 1
sekisho verify stamped/*.evb --key pub.pem --time-authority authority/one.pem --require-timestamp --log stamped/log
exits 0
says "time        stamped 20"
stamped "http://127.0.0.1:$(cat port)/good" authority/other.pem
exits 3
complains "sekisho seal ended with"
kill "$authority"
wait "$authority" 2>/dev/null
stamped "http://127.0.0.1:$(cat port)/good" authority/one.pem
exits 3
[[ $(ls stamped/*.evb | wc -l) -eq 1 && $(ls stamped/*.json | wc -l) -eq 1 ]] || wrong "a run without its time stamp was kept"
stamped "" authority/one.pem
exits 3
complains "belong together"
