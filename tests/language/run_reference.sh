#!/usr/bin/env bash
# Runs every block of grammar/LANGUAGE.md: policies are linted, tests run, refused blocks must be refused at the line marked `// <- here`.
# Usage: run_reference.sh [BINARY [REFERENCE]]. Ends with `N passed, M failed`; exit code 0 or 1.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
sekisho=$(realpath "${1:-${SEKISHO:-$root/build/sekisho}}")
reference=${2:-$root/grammar/LANGUAGE.md}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

pass() { passed=$((passed + $1)); }
fail() {
  failed=$((failed + 1))
  printf '%s:%s: %s\n' "${reference#"$root"/}" "$1" "$2"
}
# Places in the extracted files are places in the reference.
as_reference() { sed -E "s#(^|[ (])[^ ]*(part_[0-9]+(_test)?|refused)\.seki:#\1${reference#"$root"/}:#"; }

blocks=$work/blocks
awk -v out="$work" -f "$here/extract.awk" "$reference" >"$blocks"
if [[ ! -s $blocks ]]; then fail 1 "no blocks"; fi

# lint FOLDER: the errors of a folder, one line each: LINE CODE.
lint() {
  (cd "$1" && "$sekisho" lint --color never . 2>&1 || true) >"$1.lint"
  sed -nE 's/^\.\/(part_[0-9]+(_test)?|refused)\.seki:([0-9]+):[0-9]+: (error|warning)\[(SK[0-9]+)\].*/\3 \5 \4/p' "$1.lint"
}

policies_and_tests() {
  local folder=$1 kind first last line broken
  local errors
  ln -s "$root/tests/fixtures/terraform/demo/plan.json" "$folder/plan.json"
  errors=$(lint "$folder" | awk '$3 == "error" { print $1 }')
  # An error without a place in the section is the engine's or the extraction's.
  if ! grep -qE '^0 errors' "$folder.lint" && [[ -z $errors ]]; then fail "$(awk -v f="$folder" '$2 == f { print $3; exit }' "$blocks")" "$(head -3 "$folder.lint")"; return; fi
  [[ -z $errors ]] || as_reference <"$folder.lint"
  while read -r kind first last; do
    broken=0
    for line in $errors; do if ((line >= first && line <= last)); then broken=1; fi; done
    if ((broken)); then failed=$((failed + 1)); elif [[ $kind == policy ]]; then pass 1; fi
  done < <(awk -v f="$folder" '$2 == f { print $1, $3, $4 }' "$blocks")
  [[ -z $errors ]] || return 0
  ls "$folder"/*_test.seki >/dev/null 2>&1 || return 0
  local output counts
  output=$(cd "$folder" && "$sekisho" test --color never . 2>&1 || true)
  counts=$(tail -1 <<<"$output")
  if [[ ! $counts =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then fail "$(awk -v f="$folder" '$1 == "test" && $2 == f { print $3; exit }' "$blocks")" "$output"; return; fi
  pass "${BASH_REMATCH[1]}"
  failed=$((failed + BASH_REMATCH[2]))
  [[ ${BASH_REMATCH[2]} == 0 ]] || as_reference <<<"$output"
}

refused() {
  local folder=$1 first=$2 last=$3 code=$4 section=${1%_line_*} marked found
  for part in "$section"/part_*.seki; do [[ $part == *_test.seki || ! -e $part ]] || cp "$part" "$folder"; done
  marked=$(awk '/\/\/ <- here/ { print NR }' "$folder/refused.seki")
  if [[ $(wc -w <<<"$marked") != 1 ]]; then fail "$first" "a refused block marks one line by \`// <- here\`"; return; fi
  found=$(lint "$folder")
  if grep -qE "^$marked $code " <<<"$found"; then pass 1; return; fi
  fail "$marked" "$code was expected here; found: ${found:-nothing}"
  as_reference <"$folder.lint" | sed 's/^/    /'
}

while read -r kind folder first last rest; do
  case $kind in
    broken) fail "$first" "$rest" ;;
    refused) refused "$folder" "$first" "$last" "$rest" ;;
  esac
done <"$blocks"
while read -r folder; do policies_and_tests "$folder"; done < <(awk '$1 == "policy" || $1 == "test" { print $2 }' "$blocks" | sort -u)

printf '%d passed, %d failed\n' "$passed" "$failed"
[[ $failed == 0 && $passed -gt 0 ]]
