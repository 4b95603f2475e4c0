#!/usr/bin/env bash
# kill.sh PROGRAM PLAN COUNT: seals and appends to a log, killed at COUNT random moments. What is there afterwards verifies or is not there, the log continues
# what it was, and the next run is not blocked. Closes with `N passed, M failed`. ctest runs a few; 200 by hand.
set -euo pipefail
program=$(realpath "$1")
plan=$(realpath "$2")
count=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
RANDOM=7
export XDG_CACHE_HOME=$work/cache
openssl ecparam -name prime256v1 -genkey -noout -out key.pem
openssl pkey -in key.pem -pubout -out pub.pem
cp "$plan" plan.json
"$program" init own >/dev/null

rules=$(find own -name '*.seki' | sort | head -n 1)

passed=0
failed=0
wrong() { failed=$((failed + 1)); printf 'FAILED after %s: %s\n' "$1" "$2"; }

# How long a whole run takes, so that kills fall into all of it.
start=$(date +%s%N)
"$program" seal plan.json --pack own --pack ismap --key key.pem --log log -o first.evb 2>/dev/null
length=$((($(date +%s%N) - start) / 1000))
cp log/checkpoint kept

for i in $(seq "$count"); do
  # Another pack each time, so that the cache is written, too.
  printf '// %s\n' "$i" >>"$rules"
  delay=$(((RANDOM * 32768 + RANDOM) % (length + length / 5 + 1)))
  # Other parameters each time: a run of the same second and content would be the same run.
  "$program" seal plan.json --pack own --pack ismap --key key.pem --log log --at "2026-12-01T00:00:00Z" --with "sekisho.schema.data_class_tag=\"T$i\"" -o "run$i.evb" 2>/dev/null &
  process=$!
  sleep "$(printf '%d.%06d' $((delay / 1000000)) $((delay % 1000000)))"
  kill -9 "$process" 2>/dev/null || true
  wait "$process" 2>/dev/null || true
  if [[ -e run$i.evb ]] && ! "$program" verify "run$i.evb" --key pub.pem --log log --checkpoint kept >said.txt 2>&1; then
    wrong "$i" "$(head -n 3 said.txt)"
  elif ! "$program" verify first.evb --key pub.pem --log log --checkpoint kept >said.txt 2>&1; then
    wrong "$i" "$(head -n 3 said.txt)"
  else
    passed=$((passed + 1))
  fi
  # What a killed run leaves beside its targets is not taken for anything.
  if ((i % 10 == 0)); then
    if "$program" seal plan.json --pack own --pack ismap --key key.pem --log log --at "2026-12-02" --with "sekisho.schema.data_class_tag=\"N$i\"" -o "next$i.evb" 2>said.txt &&
      "$program" verify "next$i.evb" --key pub.pem --log log --checkpoint kept >said.txt 2>&1; then
      cp log/checkpoint kept
    else
      wrong "$i" "the next run is blocked: $(head -n 3 said.txt)"
    fi
  fi
done
echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
