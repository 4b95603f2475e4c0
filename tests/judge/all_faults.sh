#!/usr/bin/env bash
# Runs the judge once for each seeded fault listed in tests/judge/faults, until it is caught; prints a table. As many at once as there are cores.
# all_faults.sh JUDGE [SECONDS]: JUDGE is the target judge_faults; at most SECONDS (60) a fault. Exit 1 when a fault is not caught, is listed
# and not in the code or the other way round, or none is listed.
set -uo pipefail
judge=${1:?usage: all_faults.sh JUDGE [SECONDS]}
seconds=${2:-60}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

in_code=$(grep -rhoE '\bfault\([0-9]+\)' "$root/engine" "$root/adapters" "$here" --include='*.cc' --include='*.h' | grep -oE '[0-9]+' | sort -nu)
listed=$(grep -oE '^[0-9]+' "$here/faults" | sort -nu)
lost=$(comm -3 <(sort <<<"$in_code") <(sort <<<"$listed") | tr -d '\t' | tr '\n' ' ')
if [[ -n ${lost// /} ]]; then echo "not both listed and in the code: $lost"; fi

one() {
  local id seed file what start=$SECONDS output code verdict=caught verdicts again
  read -r id seed file what <<<"$1"
  output=$(SEKISHO_FAULT=$id "$judge" --seed "$seed" --seconds "$seconds" --verdicts 100000000 --no-shrink 2>&1)
  code=$?
  if [[ $code -eq 0 ]] || ! grep -qE 'columns and rows disagree|the engine stopped' <<<"$output"; then verdict="NOT CAUGHT"; fi
  # What caught it must agree without the fault: else a fault of ours was caught, not the seeded one.
  again=$(grep -oE 'judge --program [0-9]+ --input [0-9]+' <<<"$output" | head -1)
  if [[ $verdict == caught && -n $again ]] && ! "$judge" ${again#judge } --no-shrink >/dev/null 2>&1; then verdict="NOT ALONE"; fi
  verdicts=$(grep -oE '[0-9]+ verdicts' <<<"$output" | tail -1)
  printf '%4s  %-10s %3d s  %-16s %-34s %s\n' "$id" "$verdict" $((SECONDS - start)) "${verdicts:--}" "$file" "$what"
}
export -f one
export judge seconds
table=$(grep -E '^[0-9]' "$here/faults" | tr '\n' '\0' | xargs -0 -P "$(nproc)" -I{} bash -c 'one "$1"' _ {} | sort -n)
echo "$table"

passed=$(grep -c ' caught ' <<<"$table") failed=$(grep -cE ' NOT (CAUGHT|ALONE) ' <<<"$table")
[[ -z ${lost// /} ]] || failed=$((failed + 1))
echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
