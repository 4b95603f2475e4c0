#!/usr/bin/env bash
# Holds the tree to tests/layout/layers: what a folder includes, where foreign headers stand, what stands at the top, how files begin.
# check_layout.sh [ROOT]: prints each breach as `file:line: …` and closes with `N passed, M failed` (files checked).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=${1:-$here/../..}
cd "$root"
failures=$(mktemp)
trap 'rm -f "$failures"' EXIT

# The top level is fixed by the user.
for entry in *; do
  case $entry in
    CMakeLists.txt | README.md | LICENSE | grammar | engine | policies | adapters | cli | tests | build | build-*) ;;
    *) echo "$entry: does not belong to the top level" >>"$failures" ;;
  esac
done

mapfile -t files < <(find engine adapters cli tests -name '*.cc' -o -name '*.h' | LC_ALL=C sort)
awk -v layers="$here/layers" '
  function belongs(path, folder) { return path == folder || index(path, folder "/") == 1 }
  function home(path,   best, i) {
    best = ""
    for (i = 1; i <= folder_count; ++i) if (belongs(path, folders[i]) && length(folders[i]) > length(best)) best = folders[i]
    return best
  }
  BEGIN {
    while ((getline line < layers) > 0) {
      if (line ~ /^#/ || line == "") continue
      colon = index(line, ":")
      name = substr(line, 1, colon - 1); list = substr(line, colon + 1)
      if (sub(/^foreign /, "", name)) { foreign[name] = list; continue }
      folders[++folder_count] = name; allowed[name] = list
    }
  }
  FNR == 1 && FILENAME !~ /^tests\// && $0 !~ /^\/\/ / { print FILENAME ":1: does not begin with a line that says what it is for" }
  FNR == 1 && FILENAME ~ /\.h$/ { guarded[FILENAME] = 0 }
  /^#pragma once/ { guarded[FILENAME] = 1 }
  /^using namespace/ && FILENAME ~ /\.h$/ { print FILENAME ":" FNR ": using namespace in a header" }
  /^[ ]*#include[ ]*[<"]/ {
    match($0, /[<"][^>"]*[>"]/)
    included = substr($0, RSTART + 1, RLENGTH - 2)
    for (name in foreign) {
      if (included != name && index(included, name "/") != 1) continue
      ok = 0
      n = split(foreign[name], homes, " ")
      for (i = 1; i <= n; ++i) if (belongs(FILENAME, homes[i])) ok = 1
      if (!ok) print FILENAME ":" FNR ": <" included "> may stand only in" foreign[name]
    }
    if (included ~ /^sekisho\//) target = "include"
    else if (included ~ /^adapters\/[a-z_]+\.h$/) target = "adapters/include"
    else if (included ~ /^(engine|adapters|cli|tests)\//) target = home(included)
    else next
    own = home(FILENAME)
    if (target == own || (target == "include" && own == "engine/include")) next
    ok = 0
    n = split(allowed[own], may, " ")
    for (i = 1; i <= n; ++i) if (target == may[i] || belongs(target, may[i])) ok = 1
    if (!ok) print FILENAME ":" FNR ": " own " may not include \"" included "\""
  }
  END { for (file in guarded) if (!guarded[file]) print file ":1: header without #pragma once" }
' "${files[@]}" >>"$failures"

# The version stands in CMake and in a header.
cmake_version=$(sed -n 's/^project(sekisho VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
grep -q "kVersion = \"$cmake_version\"" engine/include/sekisho/version.h || echo "engine/include/sekisho/version.h:1: another version than CMakeLists.txt ($cmake_version)" >>"$failures"

LC_ALL=C sort "$failures"
failed=$(wc -l <"$failures")
echo "$((${#files[@]} - failed)) passed, $failed failed"
[[ $failed -eq 0 ]]
