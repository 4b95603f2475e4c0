#!/usr/bin/env bash
# One scheduled run: collect, evaluate, seal, keep, report drift. Usage: monitor.sh PROJECT RUNS, with PROJECT a folder with sekisho.yaml and RUNS a folder for results.
#   COLLECT    command that writes the inputs that sekisho.yaml names; it runs in PROJECT (required)
#   SEAL_KEY   private key (a file, or pkcs11:…): the run is sealed into RUNS/TIME.evb and appended to the log in RUNS/log (optional)
#   TIME_STAMP_URL, TIME_AUTHORITY
#              where a time stamp is asked for while sealing, and a file with the certificates trusted for its answer (optional, both or neither; with SEAL_KEY only)
#   SEKISHO    the program (default: sekisho)
#   LIMIT      seconds that COLLECT may take (default: 3600)
#   EVERY      the schedule, such as 1d: RUNS/history.txt is written anew after each run (optional)
# Exit code: 0 nothing new, 1 a new failure, 2 something new undecided, 3 the run failed. A run that failed leaves RUNS/TIME.failed, which `sekisho history` shows.
set -uo pipefail
[[ $# -eq 2 && -n ${COLLECT:-} ]] || { echo "usage: COLLECT=COMMAND monitor.sh PROJECT RUNS" >&2; exit 3; }
[[ -z ${TIME_STAMP_URL:-}${TIME_AUTHORITY:-} || ( -n ${TIME_STAMP_URL:-} && -n ${TIME_AUTHORITY:-} && -n ${SEAL_KEY:-} ) ]] || { echo "monitor: TIME_STAMP_URL, TIME_AUTHORITY and SEAL_KEY belong together: a time stamp is put on a sealed run" >&2; exit 3; }
stamp=()
[[ -z ${TIME_STAMP_URL:-} ]] || stamp=(--timestamp-url "$TIME_STAMP_URL" --time-authority "$(realpath -e "$TIME_AUTHORITY")") || exit 3
project=$(realpath -e "$1") || exit 3
mkdir -p "$2" || exit 3
runs=$(realpath "$2")
sekisho=${SEKISHO:-sekisho}
slot=$(date -u +%Y-%m-%dT%H:%M:%SZ)
name=${slot//:/}
work=$runs/.running-$name-$$

# Whatever ends the run before its end leaves a word behind. One that is killed at once leaves none, and its slot is missing: a gap too.
failed() {
  printf '%s\n%s\n' "$slot" "$1" >"$work/failed"
  [[ ! -s $work/words ]] || head -c 300 "$work/words" >>"$work/failed"
  mv "$work/failed" "$runs/$name.failed"
  rm -rf "$work"
  echo "monitor: $slot: $1" >&2
  exit 3
}
mkdir "$work" || { echo "monitor: $runs cannot be written" >&2; exit 3; }
trap 'failed "the run was stopped"' INT TERM HUP

exec 9>"$runs/.lock"
flock -n 9 || failed "another run is still under way"
cd "$project" || failed "no folder $project"

timeout "${LIMIT:-3600}" bash -c "$COLLECT" >"$work/words" 2>&1 || failed "the export command ended with $?"

"$sekisho" check --at "$slot" --all -o "json=$work/run.json" -o "text=$work/run.txt" 2>"$work/words"
code=$?
[[ $code -le 2 && -s $work/run.json ]] || failed "sekisho check ended with $code"

if [[ -n ${SEAL_KEY:-} ]]; then
  "$sekisho" seal --at "$slot" --key "$SEAL_KEY" --log "$runs/log" "${stamp[@]}" -o "$work/run.evb" >"$work/words" 2>&1 || failed "sekisho seal ended with $?"
  mv "$work/run.evb" "$runs/$name.evb"
fi

before=$(find "$runs" -maxdepth 1 -name '*.json' | LC_ALL=C sort | tail -1)
mv "$work/run.txt" "$runs/$name.txt"
mv "$work/run.json" "$runs/$name.json" || failed "$runs/$name.json cannot be written"
trap - INT TERM HUP
rm -rf "$work"
if [[ -z $before ]]; then
  echo "monitor: $slot: the first run; $runs/$name.txt tells what it found"
  exit "$code"
fi
"$sekisho" diff "$before" "$runs/$name.json"
drift=$?
[[ -z ${EVERY:-} ]] || "$sekisho" history "$runs" --every "$EVERY" >"$runs/history.txt" || true
exit "$drift"
