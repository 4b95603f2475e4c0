#!/usr/bin/env bash
# golden.sh PROGRAM: bundles that were sealed by earlier engines verify, and give the same root again, for ever. Closes with `N passed, M failed`.
# A new one, for a new edition or format: seal, `xz -9`, keep the public key beside it, throw the private one away. An old one is never replaced.
set -euo pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
passed=0
failed=0
for packed in "$here"/golden/*.evb.xz; do
  name=$(basename "$packed" .evb.xz)
  xz -dc "$packed" >"$name.evb"
  root=$(cat "$here/golden/$name.root")
  for words in "verify $name.evb --key $here/golden/$name.pub.pem" "rerun $name.evb --no-cache"; do
    # shellcheck disable=SC2086
    if "$program" $words >said.txt 2>&1 && grep -qF "results     $root" said.txt; then
      passed=$((passed + 1))
    else
      failed=$((failed + 1))
      printf 'FAILED %s\n' "$words"
      head -n 12 said.txt
    fi
  done
done
echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
