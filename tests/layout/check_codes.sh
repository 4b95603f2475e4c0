#!/usr/bin/env bash
# Every code of a diagnostic is explained, and every explained code is given somewhere. Closes with `N passed, M failed`.
set -euo pipefail
cd "${1:-$(dirname "$0")/../..}"
emitted=$(grep -rhoE '"SK[0-9]{4}"' engine --include='*.cc' | tr -d '"' | LC_ALL=C sort -u)
listed=$(grep -rhoE 'SEKISHO_CODE\("SK[0-9]{4}' engine --include='*.def' | grep -oE 'SK[0-9]{4}' | LC_ALL=C sort -u)
missing=$(LC_ALL=C comm -23 <(echo "$emitted") <(echo "$listed"))
unused=$(LC_ALL=C comm -13 <(echo "$emitted") <(echo "$listed"))
for code in $missing; do echo "$code: given, but not explained in codes.def"; done
for code in $unused; do echo "$code: explained, but never given"; done
failed=$(echo $missing $unused | wc -w)
echo "$(($(echo "$listed" | wc -l) - failed)) passed, $failed failed"
[[ $failed -eq 0 ]]
