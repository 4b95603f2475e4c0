#!/usr/bin/env bash
# Gives every input of the corpora to `check`, `snapshot` and `check` of that snapshot: each is read, with the same verdicts both times, or refused clearly.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
readonly kSkipped=77
readonly default_folders=(large-templates tfplan-misc aws-config-items azure-arm-live gcp-cai-ndjson)

usage() {
  cat <<'TEXT'
usage: tests/corpora/run.sh [OPTION…] [FOLDER…]

Prints for each folder of the corpora how many of its inputs were read, were refused, or broke the program, which are refused and why, and which
functions of templates could not be worked out. Exit code 1 when anything broke; 77 when there is no corpus. A program built with sanitizers shows more.

  --sekisho FILE    the program (default: build/sekisho)
  --corpora FOLDER  where the folders lie (default: ../shared/corpus beside the project)
  --jobs N          inputs at a time (default: one a processor)
  --help            print this
TEXT
}

# What one input does: writes `read`, `refused` or `BROKE` with why, and a line `unknown COUNT NAME` for each function that was not worked out.
one_input() {
  local sekisho=$1 input=$2 code=0 again=0
  folder=$(mktemp -d)   # not local: the trap needs it
  trap 'rm -rf "$folder"' EXIT
  broke() { printf 'BROKE %s: %s\n' "$input" "$1"; exit 0; }
  run() {
    local result=0
    (ulimit -t 60 && exec timeout 900 "$sekisho" "$@" >"$folder/out" 2>"$folder/messages") || result=$?   # seconds of processor time: the machine may be busy
    ! grep -aqE 'Sanitizer|runtime error:' "$folder/out" "$folder/messages" || broke "$(grep -ahm1 -E 'Sanitizer|runtime error:' "$folder/out" "$folder/messages")"
    return $result
  }
  run check --lang en --at 2026-04-01 -o csv="$folder/first.csv" -o json="$folder/first.json" "$input" || code=$?
  case $code in
    0 | 1 | 2) ;;
    3)
      grep -aqF "$(basename "$input")" "$folder/messages" || broke "the refusal does not name the file"
      grep -aq '^ *= help: ' "$folder/messages" || broke "the refusal does not say what to do"
      [[ ! -s $folder/first.csv && ! -s $folder/first.json ]] || broke "refused, but results were written"
      local why
      why=$(grep -am1 'error' "$folder/messages")
      code=0
      run snapshot -o "$folder/snapshot" "$input" || code=$?
      [[ $code -eq 3 && ! -e $folder/snapshot ]] || broke "check refuses it, snapshot does not"
      printf 'refused %s: %s\n' "$input" "${why#*error: }"
      return ;;
    *) broke "check ends with exit code $code" ;;
  esac
  run snapshot -o "$folder/snapshot" "$input" || broke "check reads it, snapshot ends with exit code $?: $(grep -am1 error "$folder/messages")"
  run check --lang en --at 2026-04-01 -o csv="$folder/second.csv" "$folder/snapshot" || again=$?
  [[ $again -eq $code ]] || broke "check ends with exit code $code, and with $again on its snapshot"
  # Verdict, rule and resource; messages and digests tell of the file.
  cmp -s <(cut -d, -f1-3 "$folder/first.csv") <(cut -d, -f1-3 "$folder/second.csv") || broke "its snapshot gets other verdicts"
  echo "read $input"
  jq -r '.sources[].notes[]? | (if type == "string" then . else .text end) | capture("^(?<count>[0-9]+) uses? of `(?<name>[^`]+)` could not be worked out") | "unknown \(.count) \(.name)"' "$folder/first.json" || broke "its report is no JSON"
}

if [[ ${1:-} == --one-input ]]; then
  shift
  one_input "$@"
  exit 0
fi

sekisho=$root/build/sekisho corpora=$root/../shared/corpus jobs=$(nproc) folders=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --help) usage; exit 0 ;;
    --sekisho | --corpora | --jobs)
      [[ $# -ge 2 ]] || { echo "run.sh: $1 needs a value" >&2; exit 3; }
      printf -v "${1#--}" '%s' "$2"
      shift 2 ;;
    -*) echo "run.sh: unknown option $1; --help lists them" >&2; exit 3 ;;
    *) folders+=("$1"); shift ;;
  esac
done
[[ -x $sekisho ]] || { echo "run.sh: no program at $sekisho; build it, or name it with --sekisho" >&2; exit 3; }
sekisho=$(realpath "$sekisho")
[[ -d $corpora ]] || { echo "skipped: no corpora at $(realpath -m "$corpora")"; exit $kSkipped; }
[[ ${#folders[@]} -gt 0 ]] || folders=("${default_folders[@]}")

all_read=0 all_refused=0 all_broke=0 results=$(mktemp)
trap 'rm -f "$results"' EXIT
for folder in "${folders[@]}"; do
  [[ -d $corpora/$folder/inputs ]] || { echo "run.sh: no folder $corpora/$folder/inputs" >&2; exit 3; }
  (cd "$corpora" && find "$folder/inputs" -type f -print0 | sort -z | xargs -0 -n 1 -P "$jobs" bash "$here/run.sh" --one-input "$sekisho") >"$results"
  read=$(grep -c '^read ' "$results" || true) refused=$(grep -c '^refused ' "$results" || true) broke=$(grep -c '^BROKE ' "$results" || true)
  inputs=$(find "$corpora/$folder/inputs" -type f | wc -l)
  printf '%s: inputs %d read %d refused %d broke %d\n' "$folder" "$inputs" "$read" "$refused" "$broke"
  grep -E '^(refused|BROKE) ' "$results" | sort | sed 's/^/  /' || true
  awk '$1 == "unknown" { name = $0; sub(/^unknown [0-9]+ /, "", name); uses[name] += $2; all += $2 } END { if (all) printf "  functions that could not be worked out: %d uses of %d\n", all, length(uses); for (name in uses) printf "    %d `%s`\n", uses[name], name | "sort -k1,1nr -k2" }' "$results"
  [[ $inputs -gt 0 && $((read + refused + broke)) -eq $inputs ]] || { echo "run.sh: $folder: not every input has a result" >&2; exit 1; }
  all_read=$((all_read + read)) all_refused=$((all_refused + refused)) all_broke=$((all_broke + broke))
done
echo "all: read $all_read refused $all_refused broke $all_broke"
[[ $all_broke -eq 0 ]]
