#!/usr/bin/env bash
# case_too_long.sh JUDGE: a case that does not end in time says which it is, and fails the judge.
set -uo pipefail
output=$("$1" --seed 1 --seconds 20 --case-seconds 0.001)
code=$?
if [[ $code -eq 1 && $output =~ "took longer than 0.001000 s: judge --program "[0-9]+ && ${output##*$'\n'} == "0 passed, 1 failed" ]]; then
  echo "1 passed, 0 failed"
else
  printf '%s\nexit code %s\n0 passed, 1 failed\n' "$output" "$code"
  exit 1
fi
