#!/usr/bin/env bash
# End-to-end tests of the built program: run.sh BINARY [CASE-FILE…]. Ends with `N passed, M failed`.
set -uo pipefail
binary=$(realpath "${1:?the sekisho binary}")
shift
mapfile -t cases < <(for file in "$@"; do realpath "$file"; done)
here=$(dirname "$(realpath "$0")")
root=$(realpath "$here/../..")
fixtures=$here/fixtures
declare -r plan=$fixtures/plan.json pack=$fixtures/pack   # read-only: cases run in one shell
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
out=$work/stdout
err=$work/stderr
touch "$out" "$err"
mkdir "$work/here"
cd "$work/here" || exit 3
unset LC_ALL LC_MESSAGES NO_COLOR
export LANG=C.UTF-8 XDG_CACHE_HOME=$work/cache
source "$here/library.sh"

[[ ${#cases[@]} -gt 0 ]] || cases=("$here"/cases/*.sh)
for file in "${cases[@]}"; do
  source "$file"
  finish
  title=""
  cd "$work/here" || exit 3
done
echo "$passed passed, $failed failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
