#!/usr/bin/env bash
# Builds everything and runs every test: as released, then under AddressSanitizer and UndefinedBehaviorSanitizer.
# Ends with one line, `N passed, M failed`, over all single tests.
set -euo pipefail
cd "$(dirname "$0")/.."
source cli/install.sh

export XDG_CACHE_HOME=$PWD/build/cache   # artifacts of the packs that tests use
results=build/results
totals=$results/totals
mkdir -p "$results"
: >"$totals"

# suite NAME FOLDER CTEST-OPTION…: runs the tests of a build and adds their numbers to the totals.
suite() {
  local name=$1 folder=$2 log=$results/$1.log
  shift 2
  printf '%s … ' "$name"
  local start=$SECONDS code=0
  ctest --test-dir "$folder" --parallel "$(nproc)" --output-on-failure --verbose --timeout 600 "$@" >"$log" 2>&1 || code=$?
  local counts
  counts=$(awk -f tests/count.awk "$log")
  printf '%s (%d s)\n' "$counts" $((SECONDS - start))
  # A run that broke before any test could fail must not look good.
  if [[ $code -ne 0 && $counts == *" 0 failed" ]]; then counts="0 passed, 1 failed"; fi
  echo "$counts" >>"$totals"
  [[ $code -eq 0 ]] || awk -f tests/failures.awk "$log"
}

install_packages "${BUILD_PACKAGES[@]}" libgtest-dev ccache python3 python3-yaml zstd xz-utils jq openssl faketime softhsm2 opensc
step "configuring the build" cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release -DSEKISHO_TESTS=ON -DSEKISHO_UNITY=ON
build "building" build
suite "tests" build
step "configuring the build with sanitizers" cmake -S . -B build/sanitize -G Ninja -DCMAKE_BUILD_TYPE=Debug -DSEKISHO_SANITIZE=ON -DSEKISHO_TESTS=ON -DSEKISHO_UNITY=ON
build "building with sanitizers" build/sanitize
suite "tests with sanitizers" build/sanitize --label-exclude release-only

awk '{ passed += $1; failed += $3 } END { printf "%d passed, %d failed\n", passed, failed; exit failed > 0 || passed == 0 }' "$totals"
