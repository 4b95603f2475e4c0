#!/usr/bin/env bash
# Language tests: the packs of each construct, what must be refused, the flags of verdicts, and every block of the language reference.
# Usage: run.sh [BINARY]. Ends with `N passed, M failed`; exit code 0 or 1.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export SEKISHO
SEKISHO=$(realpath "${1:-${SEKISHO:-$root/build/sekisho}}")
cd "$here"
passed=0 failed=0

# count OUTPUT: adds the numbers of a run that ends with `N passed, M failed`, and shows its failures.
count() {
  local counts
  counts=$(tail -1 <<<"$1")
  if [[ ! $counts =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    failed=$((failed + 1))
    printf '%s\n' "$1"
    return
  fi
  passed=$((passed + BASH_REMATCH[1]))
  failed=$((failed + BASH_REMATCH[2]))
  [[ ${BASH_REMATCH[2]} == 0 ]] || sed '$d' <<<"$1"
}

result() {
  if [[ $1 == "$2" ]]; then passed=$((passed + 1)); return; fi
  failed=$((failed + 1))
  printf 'failed  %s\n        expected: %s\n        got:      %s\n' "$3" "$2" "$1"
}

for folder in constructs required_parameter; do
  count "$("$SEKISHO" test --color never "$folder" 2>&1 || true)"
  result "$("$SEKISHO" lint --strict --color never "$folder" 2>&1 | grep -E '^[^ ].*: (error|warning)\[' || true)" "" "lint of $folder"
done

for file in refused/*.seki; do
  code=$(sed -nE '1s#^// refused (SK[0-9]+):.*#\1#p' "$file")
  line=$(awk '/\/\/ <- here/ { print NR }' "$file")
  found=$("$SEKISHO" lint --color never "$file" 2>&1 | sed -nE 's/^[^ ]*\.seki:([0-9]+):[0-9]+: (error|warning)\[(SK[0-9]+)\].*/\1 \3/p' | grep -x "$line $code" | head -1 || true)
  result "$found" "$line $code" "$file"
done

# The last columns of CSV hold no commas: …, applicability_unknown, vacuous, rule, source and policy digest, engine version, waiver and its end.
flags=$("$SEKISHO" check "$root/tests/fixtures/terraform/demo/plan.json" --pack flags --all -o csv 2>&1 |
  awk -F, 'NR > 1 { sub(/.*\./, "", $2); print $2, $1, $(NF - 7), $(NF - 6) }')
result "$flags" "$(cat flags/expected)" "flags of verdicts"

count "$(./run_reference.sh "$SEKISHO" 2>&1 || true)"

printf '%d passed, %d failed\n' "$passed" "$failed"
[[ $failed == 0 && $passed -gt 0 ]]
