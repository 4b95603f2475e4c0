# Threads: what comes out does not depend on their number.

it "the output is the same with one thread, two and seven"
if ! command -v python3 >/dev/null; then
  skip "no python3 to make a large plan with"
else
  python3 "$root/tests/bench/generate.py" --source "$root/tests/fixtures/terraform/demo/plan.json" --resources 4500 --output large.json
  # The text shows some findings of each rule only: the first ones, whichever thread found them.
  for how in "csv" "json" "text" "json --all" "csv second"; do
    read -r format more <<<"$how"
    inputs=(large.json)
    [[ $more == second ]] && inputs+=("$root/tests/fixtures/terraform/modules_and_keys/plan.json") && more=
    sekisho check "${inputs[@]}" -o "$format" $more --threads 1 --at 2026-04-01
    exits 1
    cp "$out" one
    [[ -s one ]] || wrong "no output"
    for number in 2 7; do
      sekisho check "${inputs[@]}" -o "$format" $more --threads "$number" --at 2026-04-01
      exits 1
      cmp -s one "$out" || wrong "another $format with $number threads of $how"
    done
  done
fi

it "a plan that is mapped gives what the same plan gives that is read; one that is written over meanwhile gives no result"
if [[ ! -s large.json ]]; then
  skip "no large plan"
else
  [[ $(stat -c %s large.json) -gt $((1 << 20)) ]] || wrong "large.json is too small to be mapped"
  for format in csv json; do
    sekisho check large.json -o "$format" --at 2026-04-01
    exits 1
    sed 's#large\.json#<standard input>#g' "$out" >mapped
    sekisho_with_input large.json check - -o "$format" --at 2026-04-01
    exits 1
    cmp -s mapped "$out" || wrong "another $format"
  done
  LC_ALL=C sed 's/"aws_s3_bucket"/"aws_s3_b\xffcket"/' large.json >latin.json
  for number in 1 2; do
    sekisho check latin.json --threads "$number"
    exits 3
    silent
    complains "not UTF-8"
  done
  cp large.json moving.json
  (while [[ ! -e checked ]]; do printf ' ' >>moving.json; sleep 0.01; done) &
  writer=$!
  sekisho check moving.json -o csv
  touch checked
  wait "$writer"
  rm checked
  exits 3
  silent
  complains "give it a copy that stays as it is"
fi

it "a snapshot and what is sealed are the same with one thread, two and seven, and rerun gives the sealed root"
if ! command -v python3 >/dev/null; then
  skip "no python3 to make a large plan with"
else
  python3 "$root/tests/bench/generate.py" --source "$root/tests/fixtures/terraform/references/plan.json" --resources 4500 --output large.json
  openssl genpkey -algorithm ed25519 -out key.pem 2>/dev/null
  for number in 1 2 7; do
    sekisho snapshot large.json -o "snapshot$number.ndjson" --threads "$number"
    exits 0
    sekisho seal large.json --at 2026-04-01 --key key.pem -o "run$number.evb" --threads "$number"
    exits 0
    for member in snapshot results details; do tar xOf "run$number.evb" "$member.ndjson.zst" | zstd -qdc >"$member$number"; done
    cmp -s "snapshot$number" "snapshot$number.ndjson" || wrong "the snapshot in the bundle is another than the one that snapshot writes"
    for member in snapshot results details; do cmp -s "${member}1" "$member$number" || wrong "other $member with $number threads"; done
    sekisho rerun "run$number.evb" --threads "$number"
    exits 0
    says "the same results"
  done
  [[ $(grep -c '^{"row":' snapshot1) -gt 1000 ]] || wrong "hardly any rows"
fi

it "a number of threads that is none"
sekisho check "$plan" --threads many
exits 3
complains "is no number of threads"
sekisho check "$plan" --threads 0
exits 3

it "a value that rules ask for and that is no JSON is refused, whoever reads it"
sed 's|"kms_master_key_id": "alias/audit"|"kms_master_key_id": [1,,2]|' "$plan" >broken.json
if cmp -s "$plan" broken.json; then
  wrong "the plan has nothing to break"
else
  sekisho check broken.json
  exits 3
  complains "not valid JSON"
fi

it "large exports, which are mapped and gone through in pieces: the same with one thread, two and seven, and unpacked"
if ! command -v python3 >/dev/null; then
  skip "no python3 to make large exports with"
else
  python3 "$root/tests/bench/generate_aws_config.py" --items 9000 >items.json
  python3 "$root/tests/bench/generate_assets.py" --assets 12000 >assets.ndjson
  for file in items.json assets.ndjson; do
    [[ $(stat -c %s "$file") -gt $((16 << 20)) ]] || wrong "$file is too small to be mapped"
    for format in csv text; do
      sekisho check "$file" -o "$format" --threads 1 --at 2026-04-01
      exits 1
      cp "$out" one
      for number in 2 7; do
        sekisho check "$file" -o "$format" --threads "$number" --at 2026-04-01
        exits 1
        cmp -s one "$out" || wrong "another $format of $file with $number threads"
      done
    done
    gzip -c "$file" >"$file.gz"
    for input in "$file" "$file.gz"; do
      sekisho check "$input" -o csv --at 2026-04-01
      cut -d, -f1-4 "$out" >"$input.csv"
    done
    [[ $(wc -l <"$file.csv") -gt 1000 ]] || wrong "hardly any findings in $file"
    cmp -s "$file.csv" "$file.gz.csv" || wrong "$file.gz gives another result"
  done
fi

it "what is broken in the middle of a large export is refused with its place"
if [[ ! -s items.json ]]; then
  skip "no large export"
else
  column=$(python3 -c '
text = open("items.json", encoding="utf-8").read()
at = text.index("\"resourceType\":", len(text) // 2) + len("\"resourceType\"")
open("broken.json", "w", encoding="utf-8").write(text[:at] + ";" + text[at + 1:])
print(at + 1)')
  sekisho check broken.json
  exits 3
  silent
  complains "broken.json:1:$column"
fi

it "a large export that is written over while it is read gives no result"
if [[ ! -s items.json ]]; then
  skip "no large export"
else
  cp items.json moving.json
  (while [[ ! -e checked ]]; do printf ' ' >>moving.json; sleep 0.01; done) &
  writer=$!
  sekisho check moving.json
  touch checked
  wait "$writer"
  exits 3
  silent
  complains "moving.json"
  complains "give it a copy that stays as it is"
fi
